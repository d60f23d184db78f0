//! This workspace's own programs, for tests that run them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// Builds a package's program like the tests, and returns its path.
///
/// # Panics
/// The build fails.
#[must_use]
#[allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a program that does not build fails the test"
)]
pub fn program(package: &str) -> PathBuf {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([
            "build",
            "--offline",
            "--locked",
            "--quiet",
            "--message-format=json",
            "--package",
            package,
        ])
        .current_dir(crate::workspace())
        .stderr(Stdio::inherit())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{package} does not build");
    let messages = output.stdout.split(|byte| *byte == b'\n');
    let messages = messages.filter_map(|message| serde_json::from_slice::<Value>(message).ok());
    let executables = messages.filter_map(|message| {
        let path = message.get("executable")?.as_str()?;
        Some(Path::new(path).to_owned())
    });
    let mut executables: Vec<PathBuf> = executables.collect();
    executables
        .pop()
        .unwrap_or_else(|| panic!("{package} has no program"))
}
