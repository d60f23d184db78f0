//! `cargo xtask bench dispatch`: the messages per second that a generated server answers in one
//! thread, in memory, and the MB of a file that it carries. Messages come whole, and as a stream
//! with framing.

use qapi_codegen::{Config, Emit};

use super::scratch::{Scratch, fetch, generate, output};
use super::table::{print, row};
use crate::failure::Failure;
use crate::workspace::root;

const MANIFEST: &str = "[package]
name = 'dispatch'
edition = '2024'
[workspace]
[dependencies]
qapi-wire = { path = '{root}/qapi-wire', features = ['server'] }
[profile.release]
debug = 1
";

/// Measures the server and prints the table.
pub(crate) fn run() -> Result<(), Failure> {
    fetch()?;
    let mut config = Config::default();
    config.emit = [Emit::Types, Emit::Server].into();
    config.bytes = vec!["*.buf-b64".to_owned()];
    config.server.commands = [
        "guest-ping",
        "guest-sync",
        "guest-file-read",
        "guest-file-write",
    ]
    .map(str::to_owned)
    .into();
    let schema = root().join("qga-schema/schema/qga.json");
    let files = [
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", include_str!("programs/dispatch.rs")),
        ("src/clock.rs", include_str!("programs/clock.rs")),
        ("src/qga.rs", &generate(&schema, &config)?),
    ];
    let scratch = Scratch::new("dispatch", &files)?;
    let mut rows = vec![row(["", "message", "stream", "", "goal"])];
    for line in output(&mut scratch.cargo(&["run", "--release"]))?.lines() {
        if let [name, whole, framed, unit] = line.split('\t').collect::<Vec<_>>()[..] {
            let goal = if name == "guest-ping" { "2" } else { "" };
            rows.push(row([name, whole, framed, unit, goal]));
        }
    }
    print("Answers of one thread, in memory", &rows);
    Ok(())
}
