//! Running cargo.

use std::ffi::{OsStr, OsString};
use std::process::Command;

use crate::failure::Failure;
use crate::workspace::root;

/// Returns the cargo that runs this task.
pub(crate) fn program() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Runs cargo in the workspace's folder, with more arguments and variables.
pub(crate) fn cargo(
    arguments: &[&str],
    more: &[String],
    variables: &[(&str, &OsStr)],
) -> Result<(), Failure> {
    let status = Command::new(program())
        .args(arguments)
        .args(more)
        .envs(variables.iter().copied())
        .current_dir(root())
        .status();
    let name = arguments.first().copied().unwrap_or_default();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::Failed(format!("cargo {name} failed: {status}"))),
        Err(error) => Err(Failure::Failed(format!("cargo {name}: {error}"))),
    }
}
