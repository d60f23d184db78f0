//! A running agent, and a connection to it that checks each byte.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command as Process, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use qapi_compat::validate::{Options, Validator};
use qapi_parser::schema::Schema;
use qapi_parser::{Edition, Memory, check};
use qapi_wire::{Command, Mode, Value, decode};
use serde_json::json;

/// The time limit of each step of a test.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// Returns the path of the program.
pub(crate) fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| tests::program("qga-agent"))
}

/// A running agent on a socket in a folder of its own, which is also its working folder. Dropping
/// it ends the process.
pub(crate) struct Agent {
    pub(crate) process: Child,
    folder: tempfile::TempDir,
}

impl Agent {
    /// Starts an agent and waits until it listens.
    pub(crate) fn start(options: &[&str]) -> Self {
        Self::start_with(options, &[])
    }

    /// Starts an agent with these variables only.
    pub(crate) fn start_with(options: &[&str], environment: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut process = Process::new(program());
        if !environment.is_empty() {
            process.env_clear().envs(environment.iter().copied());
        }
        let process = process
            .args(["-m", "unix-listen", "-p"])
            .arg(folder.path().join("socket"))
            .arg("-t")
            .arg(folder.path())
            .args(options)
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .spawn()
            .expect("the agent starts");
        let agent = Self { process, folder };
        wait_for(|| UnixStream::connect(agent.file("socket")).is_ok());
        agent
    }

    /// Returns the path of a file in its folder.
    pub(crate) fn file(&self, name: impl AsRef<OsStr>) -> PathBuf {
        self.folder.path().join(name.as_ref())
    }

    /// Connects to the agent.
    pub(crate) fn connect(&self) -> Peer {
        Peer::new(UnixStream::connect(self.file("socket")).expect("the agent listens"))
    }

    /// Returns the path of a file about it in `/proc`.
    pub(crate) fn proc(&self, name: &str) -> PathBuf {
        PathBuf::from(format!("/proc/{}/{name}", self.process.id()))
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Waits until a condition holds.
pub(crate) fn wait_for(mut so: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !so() {
        assert!(Instant::now() < deadline, "it takes too long");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A connection.
pub(crate) struct Peer {
    pub(crate) stream: UnixStream,
    lines: BufReader<UnixStream>,
}

impl Peer {
    fn new(stream: UnixStream) -> Self {
        let timeout = Some(PATIENCE);
        stream
            .set_read_timeout(timeout)
            .expect("a socket has timeouts");
        stream
            .set_write_timeout(timeout)
            .expect("a socket has timeouts");
        let lines = BufReader::new(stream.try_clone().expect("a second handle"));
        Self { stream, lines }
    }

    /// Sends bytes unchanged.
    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.stream
            .write_all(bytes.as_ref())
            .expect("the agent reads");
    }

    /// Returns the next line, without its end. It is empty at the end of the stream.
    pub(crate) fn line(&mut self) -> Vec<u8> {
        let mut line = Vec::new();
        self.lines
            .read_until(b'\n', &mut line)
            .expect("the agent answers");
        assert_eq!(line.pop().unwrap_or(b'\n'), b'\n', "half a line");
        line
    }

    /// Returns the message in the next line, which has no mark before it.
    pub(crate) fn message(&mut self) -> Value {
        let line = self.line();
        serde_json::from_slice(&line)
            .unwrap_or_else(|error| panic!("{error}: {}", line.escape_ascii()))
    }

    /// Sends a message and returns the answer.
    pub(crate) fn ask(&mut self, message: &Value) -> Value {
        self.send(message.to_string());
        self.message()
    }

    /// Sends a command that must succeed. The reply is decoded strictly, and encodes to the same
    /// JSON.
    pub(crate) fn call<C: Command>(&mut self, command: &C) -> C::Reply {
        self.try_call(command)
            .unwrap_or_else(|error| panic!("{}: {error}", C::NAME))
    }

    /// Sends a command. An error has a class and a description.
    pub(crate) fn try_call<C: Command>(&mut self, command: &C) -> Result<C::Reply, Refusal> {
        let request = json!({ "execute": C::NAME, "arguments": command, "id": C::NAME });
        let mut answer = self.ask(&request);
        validate(&[&request, &answer]);
        assert_eq!(answer["id"], C::NAME);
        if let Some(error) = answer.get("error") {
            return Err(Refusal::of(error));
        }
        let returned = answer["return"].take();
        let reply = decode(returned.to_string().as_bytes(), Mode::Strict);
        let reply = reply.unwrap_or_else(|error| panic!("{}: {error}\n{returned}", C::NAME));
        let again = serde_json::to_value(&reply).expect("replies are JSON");
        assert_eq!(again, returned, "{}", C::NAME);
        Ok(reply)
    }

    /// Sends a message that must be refused.
    pub(crate) fn refused(&mut self, message: &Value) -> Refusal {
        Refusal::of(&self.ask(message)["error"])
    }
}

/// Checks messages against the schema itself, not the types.
fn validate(messages: &[&Value]) {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    let schema = SCHEMA.get_or_init(|| {
        let loader = Memory::new().with("qga.json", qga_schema::TEXT);
        let outcome = check(&loader, "qga.json", Edition::Latest).expect("the schema is there");
        outcome.schema.expect("the schema is sound")
    });
    let validator = Validator::new(schema, Options::default()).expect("no names are given");
    let recording: String = messages.iter().map(ToString::to_string).collect();
    let mut said = Vec::new();
    let read = validator.read(recording.as_bytes(), |finding| said.push(finding));
    read.expect("bytes can be read");
    assert_eq!(said, [], "{recording}");
}

/// An error that an agent reports.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) class: String,
    pub(crate) desc: String,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.class, self.desc)
    }
}

impl Refusal {
    fn of(error: &Value) -> Self {
        let text = |member: &str| {
            error[member]
                .as_str()
                .expect("errors have two texts")
                .to_owned()
        };
        assert_eq!(
            error.as_object().map(serde_json::Map::len),
            Some(2),
            "{error}"
        );
        Self {
            class: text("class"),
            desc: text("desc"),
        }
    }
}
