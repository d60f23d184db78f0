//! The program talks to a real QEMU.

use std::process::Command;

use tests::machine::{PROGRAM, Process};

#[test]
fn hello() {
    let Some(mut machine) = Process::start() else {
        return;
    };
    let output = Command::new(env!("CARGO_BIN_EXE_qmp-hello"))
        .arg(machine.socket())
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    let version = Command::new(PROGRAM)
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
    assert!(machine.wait().success());
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
