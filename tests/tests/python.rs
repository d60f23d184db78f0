//! Our agent with a client by others, Python's `qemu.qmp`.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The expected output of the client.
const SAID: &str = "ping {}
sync 9007199254740992
guest-file-close GenericError handle '99' has not been found
guest-shutdown CommandNotFound The command guest-shutdown has not been found
guest-ping GenericError Parameter 'foo' is unexpected
version 10.2.2 True
read True
";

/// Returns a Python with the package: one in the target folder, which CI installs, or the
/// machine's.
fn python() -> Option<PathBuf> {
    let own = tests::workspace().join("target/qemu.qmp/bin/python");
    let has_package = |python: &PathBuf| {
        let mut import = Command::new(python);
        let import = import.args(["-c", "import qemu.qmp"]).stderr(Stdio::null());
        import.status().is_ok_and(|status| status.success())
    };
    [own, "python3".into()].into_iter().find(has_package)
}

/// An agent that ends with the test.
struct Agent(Child);

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn both_clients_of_the_package() {
    let Some(python) = python() else {
        return tests::skip("Python's package qemu.qmp");
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let socket = folder.path().join("socket");
    let agent = Command::new(tests::program("qga-agent"))
        .args(["-m", "unix-listen", "-p"])
        .arg(&socket)
        .arg("-t")
        .arg(folder.path())
        .spawn();
    let _agent = Agent(agent.expect("the agent starts"));
    let deadline = Instant::now() + Duration::from_secs(30);
    while !socket.exists() {
        assert!(Instant::now() < deadline, "no agent listens");
        std::thread::sleep(Duration::from_millis(10));
    }
    let output = Command::new(python)
        .arg(tests::workspace().join("tests/tests/python/agent.py"))
        .arg(&socket)
        .output()
        .expect("Python runs");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), SAID);
}
