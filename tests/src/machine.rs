//! Debian's QEMU as a QMP server: a machine without a board and devices, or any other.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// The path of Debian's program.
pub const PROGRAM: &str = "/usr/bin/qemu-system-x86_64";
const SOCKET: &str = "socket";
const COMPLAINTS: &str = "complaints";
/// The time limit of a machine's start, and of an answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running machine on a socket in a folder of its own. Dropping it ends the machine.
#[derive(Debug)]
pub struct Process {
    child: Child,
    folder: tempfile::TempDir,
}

impl Process {
    /// Starts a machine and waits until it listens. Returns `None` if QEMU is not installed.
    #[must_use]
    pub fn start() -> Option<Self> {
        if !Path::new(PROGRAM).is_file() {
            crate::skip("Debian's qemu-system-x86_64");
            return None;
        }
        let folder = tempfile::tempdir().expect("a temporary folder");
        let bare = ["-machine", "none", "-display", "none", "-nodefaults"];
        let process = Self::run(Path::new(PROGRAM), bare, folder);
        Some(process.expect("the machine starts"))
    }

    /// Runs a QEMU with this working folder, and waits until it listens.
    ///
    /// # Errors
    /// It cannot be run, or ends before it listens. The error contains its output on standard
    /// error.
    pub fn run<'a>(
        program: &Path,
        options: impl IntoIterator<Item = &'a str>,
        folder: tempfile::TempDir,
    ) -> io::Result<Self> {
        let child = Command::new(program)
            .args(options)
            .args(["-qmp", &format!("unix:{SOCKET},server=on,wait=off")])
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(folder.path().join(COMPLAINTS))?)
            .spawn()?;
        let mut process = Self { child, folder };
        let deadline = Instant::now() + PATIENCE;
        while !process.socket().exists() {
            let ended = process.child.try_wait()?;
            if ended.is_some() || Instant::now() > deadline {
                let complaints = process.complaints()?;
                let message = format!("{} does not listen: {complaints}", program.display());
                return Err(io::Error::other(message));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(process)
    }

    /// Returns its output on standard error.
    ///
    /// # Errors
    /// The output cannot be read.
    pub fn complaints(&self) -> io::Result<String> {
        std::fs::read_to_string(self.folder.path().join(COMPLAINTS))
    }

    /// Returns its working folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the path of its socket, which accepts one client at a time.
    #[must_use]
    pub fn socket(&self) -> PathBuf {
        self.folder.path().join(SOCKET)
    }

    /// Waits for the end of a machine after a command to quit.
    pub fn wait(&mut self) -> ExitStatus {
        self.child.wait().expect("the machine ends")
    }

    /// Connects to the machine. Reading fails after a minute without a message.
    #[must_use]
    pub fn connect(&self) -> UnixStream {
        self.dial().expect("the machine listens")
    }

    fn dial(&self) -> io::Result<UnixStream> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match UnixStream::connect(self.socket()) {
                Ok(stream) => {
                    stream.set_read_timeout(Some(PATIENCE))?;
                    return Ok(stream);
                }
                // The socket exists shortly before the machine listens.
                Err(error)
                    if error.kind() == io::ErrorKind::ConnectionRefused
                        && Instant::now() < deadline =>
                {
                    std::thread::sleep(Duration::from_millis(5));
                }
                Err(error) => return Err(error),
            }
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // A test may have ended it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A session with a machine in plain JSON, after capabilities negotiation.
#[derive(Debug)]
pub struct Machine {
    stream: BufReader<UnixStream>,
    traffic: Vec<String>,
    process: Process,
}

impl Machine {
    /// Starts a machine and negotiates. Returns `None` if QEMU is not installed.
    #[must_use]
    pub fn start() -> Option<Self> {
        let process = Process::start()?;
        Some(Self::new(process, &[]).expect("the machine shakes hands"))
    }

    /// Negotiates with a machine, and enables capabilities.
    ///
    /// # Errors
    /// It does not answer.
    pub fn new(process: Process, capabilities: &[&str]) -> io::Result<Self> {
        let mut machine = Self {
            stream: BufReader::new(process.dial()?),
            traffic: Vec::new(),
            process,
        };
        machine.receive()?;
        let mut request = json!({ "execute": "qmp_capabilities" });
        if !capabilities.is_empty() {
            request["arguments"] = json!({ "enable": capabilities });
        }
        machine.request(&request)?;
        Ok(machine)
    }

    /// Sends a request and waits for its reply. Events before it are skipped.
    pub fn ask(&mut self, request: &Value) -> Value {
        self.request(request).expect("the machine answers")
    }

    /// The same as [`ask`](Self::ask), with a machine that may fail.
    ///
    /// # Errors
    /// The machine has ended, or does not answer.
    pub fn request(&mut self, request: &Value) -> io::Result<Value> {
        let line = request.to_string();
        writeln!(self.stream.get_mut(), "{line}")?;
        self.traffic.push(line);
        loop {
            let message = self.receive()?;
            if message.get("event").is_none() {
                return Ok(message);
            }
        }
    }

    /// Returns every line that was sent and received so far.
    #[must_use]
    pub fn traffic(&self) -> &[String] {
        &self.traffic
    }

    /// Returns the process of the machine.
    #[must_use]
    pub fn process(&self) -> &Process {
        &self.process
    }

    /// Reads the last messages of a machine after a command to quit. Returns every line that was
    /// sent and received.
    ///
    /// # Errors
    /// The machine does not end.
    pub fn end(mut self) -> io::Result<Vec<String>> {
        loop {
            match self.receive() {
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => break,
                Err(error) => return Err(error),
            }
        }
        self.process.wait();
        Ok(self.traffic)
    }

    /// Reads the next message.
    ///
    /// # Errors
    /// The machine has ended, or sends no message.
    pub fn receive(&mut self) -> io::Result<Value> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let message = serde_json::from_str(&line)?;
        self.traffic.push(line);
        Ok(message)
    }
}
