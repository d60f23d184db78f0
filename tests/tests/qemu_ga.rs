//! The guest agent's types and Debian's agent: every harmless command is sent, and each reply is
//! decoded strictly and encoded to equal JSON.

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command as Process, Stdio};
use std::time::{Duration, Instant};

use qapi_wire::rt::Deserialize;
use qapi_wire::{Command, Mode, Value, decode, new};
use qga_types::commands::{self, *};
use qga_types::{GuestExecCaptureOutput, GuestFileWhence, QGASeek};
use serde_json::json;

const AGENT: &str = "/usr/sbin/qemu-ga";

/// A running agent. Dropping it ends the process.
struct Agent {
    process: Child,
    folder: tempfile::TempDir,
}

impl Agent {
    /// Starts the agent on a socket in a folder of its own. Returns `None` if it is not installed.
    fn start() -> Option<Self> {
        if !Path::new(AGENT).is_file() {
            tests::skip("Debian's qemu-ga");
            return None;
        }
        let folder = tempfile::tempdir().expect("a temporary folder");
        let process = Process::new(AGENT)
            .args(["-m", "unix-listen", "-p"])
            .arg(folder.path().join("socket"))
            .arg("-t")
            .arg(folder.path())
            .arg("-f")
            .arg(folder.path().join("pid"))
            .stderr(Stdio::null())
            .spawn()
            .expect("the agent starts");
        Some(Self { process, folder })
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn connect(&self) -> Peer {
        let socket = self.file("socket");
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            match UnixStream::connect(&socket) {
                Ok(stream) => return Peer::new(stream),
                Err(error) => assert!(Instant::now() < deadline, "no agent listens: {error}"),
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A connection to an agent.
struct Peer {
    stream: UnixStream,
    lines: BufReader<UnixStream>,
}

impl Peer {
    fn new(stream: UnixStream) -> Self {
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .expect("a socket has timeouts");
        let lines = BufReader::new(stream.try_clone().expect("a second handle"));
        Self { stream, lines }
    }

    /// Sends a command and returns the line of the answer.
    fn exchange<C: Command + for<'de> Deserialize<'de>>(&mut self, command: &C) -> Vec<u8> {
        let arguments = serde_json::to_value(command).expect("arguments are JSON");
        let mut request = json!({ "execute": C::NAME });
        if arguments != json!({}) {
            request["arguments"] = arguments.clone();
        }
        // The arguments survive a strict round trip, too.
        let text = serde_json::to_vec(&arguments).expect("arguments are JSON");
        let again: C =
            decode(&text, Mode::Strict).unwrap_or_else(|error| panic!("{}: {error}", C::NAME));
        assert_eq!(
            serde_json::to_value(again).expect("arguments are JSON"),
            arguments
        );

        writeln!(self.stream, "{request}").expect("the agent reads");
        let mut line = Vec::new();
        self.lines
            .read_until(b'\n', &mut line)
            .expect("the agent answers");
        line
    }

    /// Sends a command that must succeed. Its reply is decoded strictly and encoded again.
    fn call<C: Command + for<'de> Deserialize<'de>>(&mut self, command: &C) -> C::Reply {
        let line = self.exchange(command);
        let start = line.iter().position(|&byte| byte != 0xff).unwrap_or(0);
        let answer: Value = serde_json::from_slice(&line[start..]).expect("the answer is JSON");
        let returned = answer
            .get("return")
            .unwrap_or_else(|| panic!("{}: {answer}", C::NAME));
        let text = serde_json::to_vec(returned).expect("JSON");
        let reply: C::Reply = decode(&text, Mode::Strict)
            .unwrap_or_else(|error| panic!("{}: {error}\n{returned}", C::NAME));
        let encoded = serde_json::to_value(&reply).expect("replies are JSON");
        assert_eq!(&encoded, returned, "{} encodes to other JSON", C::NAME);
        reply
    }

    /// The same as [`call`](Self::call), but the machine may return an error of a known form.
    fn try_call<C: Command + for<'de> Deserialize<'de>>(
        &mut self,
        command: &C,
    ) -> Option<C::Reply> {
        let line = self.exchange(command);
        let answer: Value = serde_json::from_slice(&line).expect("the answer is JSON");
        if let Some(error) = answer.get("error") {
            assert!(
                error["class"].is_string() && error["desc"].is_string(),
                "{}: {answer}",
                C::NAME
            );
            eprintln!("{} is refused here: {}", C::NAME, error["desc"]);
            return None;
        }
        let text = serde_json::to_vec(&answer["return"]).expect("JSON");
        let reply: C::Reply =
            decode(&text, Mode::Strict).unwrap_or_else(|error| panic!("{}: {error}", C::NAME));
        assert_eq!(
            serde_json::to_value(&reply).expect("JSON"),
            answer["return"],
            "{}",
            C::NAME
        );
        Some(reply)
    }
}

#[test]
fn what_the_agent_tells() {
    let Some(agent) = Agent::start() else { return };
    let mut peer = agent.connect();
    assert_eq!(
        peer.call(&GuestSyncDelimited::new(0x1234_5678)),
        0x1234_5678
    );
    assert_eq!(peer.call(&commands::GuestSync::new(-7)), -7);
    peer.call(&GuestPing::new());
    let info = peer.call(&commands::GuestInfo::new());
    assert!(
        (info.supported_commands.iter().flatten())
            .any(|command| command.name == "guest-ping" && command.enabled)
    );
    assert!(peer.call(&GuestGetTime::new()) > 1_500_000_000_000_000_000);
    assert!(
        !peer
            .call(&commands::GuestGetHostName::new())
            .host_name
            .is_empty()
    );
    assert!(peer.call(&GuestGetOsinfo::new()).kernel_release.is_some());
    assert!(!peer.call(&GuestGetVcpus::new()).is_empty());
    peer.call(&GuestGetTimezone::new());
    peer.call(&GuestGetUsers::new());
    let interfaces = peer.call(&GuestNetworkGetInterfaces::new());
    assert!(interfaces.iter().any(|interface| interface.name == "lo"));
    peer.call(&GuestFsfreezeStatus::new());
    peer.try_call(&GuestGetFsinfo::new());
    peer.try_call(&GuestGetDisks::new());
    peer.try_call(&GuestGetDiskstats::new());
    peer.try_call(&GuestGetCpustats::new());
    peer.try_call(&GuestGetMemoryBlocks::new());
    peer.try_call(&commands::GuestGetMemoryBlockInfo::new());
    peer.try_call(&GuestGetDevices::new());
    peer.try_call(&GuestSshGetAuthorizedKeys::new("root"));
    // The error of a command of a later release has a class.
    peer.try_call(&GuestGetLoad::new());
    peer.try_call(&GuestNetworkGetRoute::new());
}

#[test]
fn files_are_written_and_read() {
    let Some(agent) = Agent::start() else { return };
    let mut peer = agent.connect();
    let path = agent.file("data");
    let path = path.to_str().expect("temporary paths are UTF-8");
    let content: Vec<u8> = (0..=255).collect();

    let handle = peer.call(&GuestFileOpen::new(path).with_mode("w+"));
    let written = peer.call(&new!(commands::GuestFileWrite {
        handle,
        buf_b64: content.clone()
    }));
    assert_eq!((written.count, written.eof), (256, false));
    peer.call(&GuestFileFlush::new(handle));
    let whence = GuestFileWhence::Name(QGASeek::Set);
    let sought = peer.call(&new!(commands::GuestFileSeek {
        handle,
        offset: 0,
        whence
    }));
    assert_eq!(sought.position, 0);
    let read = peer.call(&commands::GuestFileRead::new(handle).with_count(1000));
    assert_eq!(read.buf_b64.as_ref(), content.as_slice());
    let sought = peer.call(&new!(commands::GuestFileSeek {
        handle,
        offset: 200,
        whence: GuestFileWhence::Value(0)
    }));
    assert_eq!(sought.position, 200);
    peer.call(&GuestFileClose::new(handle));
    assert!(peer.try_call(&GuestFileClose::new(handle)).is_none());
    assert_eq!(std::fs::read(path).expect("the agent wrote it"), content);
}

#[test]
fn processes_are_run() {
    let Some(agent) = Agent::start() else { return };
    let mut peer = agent.connect();
    let started = peer.call(
        &commands::GuestExec::new("/bin/sh")
            .with_arg(vec!["-c".into(), "cat; echo err >&2; exit 3".into()])
            .with_input_data(b"in\xff".to_vec())
            .with_capture_output(GuestExecCaptureOutput::Flag(true)),
    );
    let deadline = Instant::now() + Duration::from_secs(20);
    let status = loop {
        let status = peer.call(&commands::GuestExecStatus::new(started.pid));
        if status.exited {
            break status;
        }
        assert!(Instant::now() < deadline, "the process does not end");
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(status.exitcode, Some(3));
    assert_eq!(status.out_data.expect("captured").as_ref(), b"in\xff");
    assert_eq!(status.err_data.expect("captured").as_ref(), b"err\n");
}

#[test]
fn refusals_name_their_class() {
    let Some(agent) = Agent::start() else { return };
    let mut peer = agent.connect();
    let line = peer.exchange(&GuestFileOpen::new("/nowhere/at/all"));
    let answer: Value = serde_json::from_slice(&line).expect("the answer is JSON");
    assert_eq!(answer["error"]["class"], "GenericError");
}
