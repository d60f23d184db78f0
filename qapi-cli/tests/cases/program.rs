//! The program under test.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs `qapi` in a folder. Returns its standard output, its standard error and its exit status.
pub(crate) fn run(
    folder: &Path,
    arguments: &[&str],
    input: impl AsRef<[u8]>,
) -> (String, String, i32) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_qapi"))
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut stdin = child.stdin.take().expect("it is piped");
    // A program that ends early does not read its input.
    let _ = stdin.write_all(input.as_ref());
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let status = output.status.code().expect("no signal");
    (text(output.stdout), text(output.stderr), status)
}
