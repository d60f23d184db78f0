//! The client of the guest agent against Debian's real agent.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that fails stops"
)]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use qga_client::types::commands::*;
use qga_client::{Address, Client, Error, ErrorClass, Options, Process};
use serde_json::json;

const AGENT: &str = "/usr/sbin/qemu-ga";

/// A running agent; ended when dropped.
struct Agent {
    process: Child,
    folder: tempfile::TempDir,
}

impl Agent {
    /// Starts the agent on a socket in a folder of its own; `None` where it is not installed.
    fn start() -> Option<Self> {
        if !Path::new(AGENT).is_file() {
            tests::skip("Debian's qemu-ga");
            return None;
        }
        let folder = tempfile::tempdir().expect("a temporary folder");
        let process = Command::new(AGENT)
            .args(["-m", "unix-listen", "-p"])
            .arg(folder.path().join("socket"))
            .arg("-t")
            .arg(folder.path())
            .arg("-f")
            .arg(folder.path().join("pid"))
            .stderr(Stdio::null())
            .spawn()
            .expect("the agent starts");
        let agent = Self { process, folder };
        let deadline = Instant::now() + Duration::from_secs(20);
        while !agent.file("socket").exists() {
            assert!(Instant::now() < deadline, "no agent listens");
            std::thread::sleep(Duration::from_millis(20));
        }
        Some(agent)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn address(&self) -> Address {
        Address::unix(self.file("socket"))
    }

    fn client(&self) -> Client {
        Client::connect(&self.address()).expect("the agent answers")
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn the_agent_is_pinged_and_tells_what_it_can() {
    let Some(agent) = Agent::start() else { return };
    let mut client = agent.client();
    client.execute(&GuestPing::new()).expect("a pong");
    assert!(client.supports("guest-ping").expect("an answer"));
    assert!(!client.supports("guest-nothing").expect("an answer"));
    let time = client
        .execute_named("guest-get-time", None)
        .expect("a time");
    assert!(time.as_i64() > Some(1_500_000_000_000_000_000));
    let arguments = json!({ "path": "/nowhere/at/all" });
    let refused = client.execute_named("guest-file-open", arguments.as_object());
    let error = refused.expect_err("there is no such file");
    assert_eq!(
        error.remote().expect("a refusal").class,
        ErrorClass::GenericError
    );
    assert!(
        error
            .to_string()
            .starts_with("guest-file-open: GenericError: "),
        "{error}"
    );
    // Another client, behind this one.
    drop(client);
    agent.client().execute(&GuestPing::new()).expect("a pong");
}

#[test]
fn files_go_both_ways() {
    let Some(agent) = Agent::start() else { return };
    let mut client = agent.client();
    let content: Vec<u8> = (0..3_500_000_u32)
        .map(|n| n.to_le_bytes()[0] ^ n.to_le_bytes()[1])
        .collect();
    for content in [&content[..], b"", b"x"] {
        let path = agent.file("data");
        let path = path.to_str().expect("temporary paths are UTF-8");
        let mut steps = Vec::new();
        let written = client.write_file_from(path, &mut &*content, |total| steps.push(total));
        assert_eq!(written.expect("it is written"), content.len() as u64);
        assert_eq!(steps.last().copied().unwrap_or(0), content.len() as u64);
        assert_eq!(std::fs::read(path).expect("the agent wrote it"), content);
        assert!(client.read_file(path).expect("it is read") == content);
    }
    let absent = client.read_file("/nowhere/at/all").expect_err("no file");
    assert!(absent.remote().is_some());
}

#[test]
fn processes_are_run_to_their_end() {
    let Some(agent) = Agent::start() else { return };
    let mut client = agent.client();
    let script = "cat; echo \"$X\" >&2; sleep 0.2; exit 3";
    let process = Process::new("/bin/sh").args(["-c", script]);
    let process = process.env("PATH", "/bin:/usr/bin").env("X", "y");
    let mut looks = 0;
    let outcome = client.run_with(&process.input(b"in\xff".as_slice()), |_| looks += 1);
    let outcome = outcome.expect("it runs");
    assert_eq!((outcome.code, outcome.signal), (Some(3), None));
    assert_eq!(
        (&*outcome.stdout, &*outcome.stderr),
        (&b"in\xff"[..], &b"y\n"[..])
    );
    assert!(looks > 0 && !outcome.success() && !outcome.truncated);

    let killed = Process::new("/bin/sh").args(["-c", "kill -9 $$"]);
    let outcome = client.run(&killed).expect("it runs");
    assert_eq!((outcome.code, outcome.signal), (None, Some(9)));

    let absent = client
        .run(&Process::new("/nowhere/at/all"))
        .expect_err("no program");
    assert!(absent.remote().is_some());

    let patience = Duration::from_millis(100);
    let sleeper = Process::new("/bin/sleep").arg("2").timeout(patience);
    let error = client.run(&sleeper).expect_err("it sleeps longer");
    let Error::StillRunning { pid, .. } = error else {
        panic!("{error}");
    };
    let expected = format!("process {pid} still runs after 0.1 s");
    assert_eq!(error.to_string(), expected);
    client.execute(&GuestPing::new()).expect("a pong");
}

#[test]
fn a_refusal_comes_where_success_is_silent() {
    let Some(agent) = Agent::start() else { return };
    let mut client = agent.client();
    let refused = client.execute(&GuestShutdown::new().with_mode("no such mode"));
    assert!(matches!(refused, Err(Error::Remote { .. })), "{refused:?}");
}

#[test]
fn an_agent_that_hangs_costs_a_timeout_and_comes_back() {
    let Some(agent) = Agent::start() else { return };
    let options = Options::default().with_sync_interval(Duration::from_millis(200));
    let mut client = Client::connect_with(&agent.address(), options).expect("the agent answers");
    let pid = agent.process.id().to_string();
    let signal = |name: &str| {
        let status = Command::new("kill").args([name, &pid]).status();
        assert!(status.expect("kill runs").success());
    };
    signal("-STOP");
    let silent = client.execute_within(&GuestPing::new(), Duration::from_millis(700));
    assert!(silent.is_err_and(|error| error.is_timeout()));
    let silent = client.execute_within(&GuestGetTime::new(), Duration::from_millis(700));
    assert!(silent.is_err_and(|error| error.is_timeout()));
    signal("-CONT");
    // The late replies, one of them a number, are not taken for this one.
    let hostname = client.execute(&GuestGetHostName::new()).expect("a reply");
    assert!(!hostname.host_name.is_empty());
}
