//! `cargo xtask test [ARGUMENT]...`: fetches the peers of the tests, then runs all tests.

use std::path::Path;
use std::process::Command;

use crate::cargo::cargo;
use crate::failure::Failure;
use crate::workspace::root;

/// Runs the tests. Passes the arguments to `cargo test`.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    // The registry's schemas are pinned outside the workspace and never compiled.
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

/// Fetches a release's schema, which the registry lacks, from Debian's sources. Tests without it
/// are reported as skipped.
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
