//! `cargo xtask test [ARGUMENT]...`: fetches what the tests compare with, then runs all of them.

use std::process::Command;

use crate::failure::Failure;
use crate::workspace::root;

/// Runs the tests; arguments are handed to `cargo test`.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    // The registry's schemas: pinned outside the workspace, never compiled.
    cargo(
        &[
            "fetch",
            "--locked",
            "--manifest-path",
            "tests/peers/Cargo.toml",
        ],
        &[],
    )?;
    cargo(
        &["test", "--workspace", "--all-features", "--locked"],
        arguments,
    )
}

/// Runs cargo in the workspace's folder.
fn cargo(arguments: &[&str], more: &[String]) -> Result<(), Failure> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(program)
        .args(arguments)
        .args(more)
        .current_dir(root())
        .status();
    let name = arguments.first().copied().unwrap_or_default();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::Failed(format!("cargo {name} failed: {status}"))),
        Err(error) => Err(Failure::Failed(format!("cargo {name}: {error}"))),
    }
}
