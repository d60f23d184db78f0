//! Debian's real QEMU: a machine without a board and devices, that answers QMP.
#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a peer that fails, fails the test"
)]

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Where Debian puts it.
pub const PROGRAM: &str = "/usr/bin/qemu-system-x86_64";
const SOCKET: &str = "socket";

/// A running machine on a socket in a folder of its own; ended when dropped.
#[derive(Debug)]
pub struct Process {
    child: Child,
    folder: tempfile::TempDir,
}

impl Process {
    /// Starts one, and waits until it listens; `None` where QEMU is not installed.
    #[must_use]
    pub fn start() -> Option<Self> {
        if !Path::new(PROGRAM).is_file() {
            crate::skip("Debian's qemu-system-x86_64");
            return None;
        }
        let folder = tempfile::tempdir().expect("a temporary folder");
        let listen = format!(
            "unix:{},server=on,wait=off",
            folder.path().join(SOCKET).display()
        );
        let child = Command::new(PROGRAM)
            .args([
                "-machine",
                "none",
                "-display",
                "none",
                "-nodefaults",
                "-qmp",
            ])
            .arg(listen)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the machine starts");
        let process = Self { child, folder };
        let deadline = Instant::now() + Duration::from_secs(60);
        while !process.socket().exists() {
            assert!(Instant::now() < deadline, "no machine listens");
            std::thread::sleep(Duration::from_millis(20));
        }
        Some(process)
    }

    /// Where it listens for one client at a time.
    #[must_use]
    pub fn socket(&self) -> PathBuf {
        self.folder.path().join(SOCKET)
    }

    /// Waits for the end of a machine that was told to quit.
    pub fn wait(&mut self) -> ExitStatus {
        self.child.wait().expect("the machine ends")
    }

    /// Connects; whoever waits longer than a minute for a message fails.
    #[must_use]
    pub fn connect(&self) -> UnixStream {
        let stream = UnixStream::connect(self.socket()).expect("the machine listens");
        let patience = Some(Duration::from_secs(60));
        stream
            .set_read_timeout(patience)
            .expect("a socket has timeouts");
        stream
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It has ended already where a test told it to.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A conversation with a machine in plain JSON, its capabilities negotiated.
#[derive(Debug)]
pub struct Machine {
    stream: BufReader<UnixStream>,
    traffic: Vec<String>,
    _process: Process,
}

impl Machine {
    /// Starts a machine and shakes hands; `None` where QEMU is not installed.
    #[must_use]
    pub fn start() -> Option<Self> {
        let process = Process::start()?;
        let mut machine = Self {
            stream: BufReader::new(process.connect()),
            traffic: Vec::new(),
            _process: process,
        };
        machine.receive();
        machine.ask(&json!({ "execute": "qmp_capabilities" }));
        Some(machine)
    }

    /// Sends a request and waits for its reply; events before it are passed over.
    pub fn ask(&mut self, request: &Value) -> Value {
        let line = request.to_string();
        writeln!(self.stream.get_mut(), "{line}").expect("the machine listens");
        self.traffic.push(line);
        loop {
            let message = self.receive();
            if message.get("event").is_none() {
                return message;
            }
        }
    }

    /// Every line that was sent and received so far.
    #[must_use]
    pub fn traffic(&self) -> &[String] {
        &self.traffic
    }

    fn receive(&mut self) -> Value {
        let mut line = String::new();
        self.stream
            .read_line(&mut line)
            .expect("the machine answers");
        let message = serde_json::from_str(&line).expect("a line is JSON");
        self.traffic.push(line);
        message
    }
}
