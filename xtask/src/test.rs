//! `cargo xtask test [ARGUMENT]...`: fetches what the tests compare with, then runs all of them.

use std::path::Path;
use std::process::Command;

use crate::cargo::cargo;
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
        &[],
    )?;
    fetch_schema("10.0", "trixie");
    cargo(
        &["test", "--workspace", "--all-features", "--locked"],
        arguments,
        &[],
    )
}

/// Fetches the schema of a release that the registry does not have from Debian's sources. Tests that
/// miss it are named as skipped.
fn fetch_schema(release: &str, suite: &str) {
    if !Path::new("/usr/bin/apt-get").is_file() {
        return;
    }
    let status = Command::new("tests/recordings/schema.sh")
        .args([release, suite])
        .current_dir(root())
        .status();
    if !status.is_ok_and(|status| status.success()) {
        eprintln!("warning: the schema of QEMU {release} could not be fetched");
    }
}
