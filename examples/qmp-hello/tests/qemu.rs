//! The program talks to a real QEMU.
#![allow(clippy::expect_used, reason = "a test that fails stops")]

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const QEMU: &str = "qemu-system-x86_64";

/// A QEMU without a machine, ended with the test.
struct Qemu(Child);

impl Qemu {
    /// Starts it and waits for its socket; `None` where it is not installed.
    fn start(socket: &Path) -> Option<Self> {
        let qmp = format!("unix:{},server=on,wait=off", socket.display());
        let child = Command::new(QEMU)
            .args([
                "-machine",
                "none",
                "-display",
                "none",
                "-nodefaults",
                "-qmp",
                &qmp,
            ])
            .stdin(Stdio::null())
            .spawn();
        let qemu = Self(child.ok()?);
        let start = Instant::now();
        while !socket.exists() {
            assert!(start.elapsed() < Duration::from_secs(60), "no socket");
            std::thread::sleep(Duration::from_millis(20));
        }
        Some(qemu)
    }
}

impl Drop for Qemu {
    fn drop(&mut self) {
        // It has ended already where all went well.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn hello() {
    let folder = tempfile::tempdir().expect("a folder");
    let socket = folder.path().join("qmp.sock");
    let Some(mut qemu) = Qemu::start(&socket) else {
        return tests::skip(QEMU);
    };
    let output = Command::new(env!("CARGO_BIN_EXE_qmp-hello"))
        .arg(&socket)
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    let version = Command::new(QEMU)
        .arg("--version")
        .output()
        .expect("it runs");
    // "QEMU emulator version 7.2.22 (Debian ..)"; releases of the project itself have no package.
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let line = version.lines().next().unwrap_or_default();
    let version = line.split(' ').nth(3).expect("a version");
    let package = line.split_once('(').map_or("", |(_, rest)| rest);
    let expected = include_str!("says.txt")
        .replace("VERSION", version)
        .replace("PACKAGE", package.trim_end_matches(')'));
    assert_eq!(said, expected);
    assert!(qemu.0.wait().expect("it ends").success());
}

#[test]
fn what_is_wrong_is_told() {
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_qmp-hello"));
        let output = command.args(arguments).output().expect("the program runs");
        (
            output.status.success(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    let (fine, said) = run(&[]);
    assert!(!fine && said.contains("usage: qmp-hello SOCKET"), "{said}");
    let (fine, said) = run(&["no/such/socket"]);
    assert!(!fine && said.contains("NotFound"), "{said}");
}
