//! `cargo xtask bench generate`: milliseconds of CPU time in one thread from a schema's files to
//! Rust in memory, with checks and docs. It is compared with the crate qapi-codegen 0.11.3, which
//! checks little, drops docs and layout, and writes a file.

use super::scratch::{Scratch, fetch, output};
use super::table::{print, row};
use crate::failure::Failure;
use crate::read::registry_schema;

const MANIFEST: &str = "[package]
name = 'generate'
edition = '2024'
[workspace]
[dependencies]
ours = { package = 'qapi-codegen', path = '{root}/qapi-codegen' }
qapi-parser.path = '{root}/qapi-parser'
theirs = { package = 'qapi-codegen', version = '=0.11.3' }
[profile.release]
lto = 'thin'
codegen-units = 4
debug = 1
";

/// The goals of the sum, by schema.
const GOALS: [(&str, &str); 2] = [("QMP", "33"), ("QGA", "2")];

/// Measures both and prints the tables.
pub(crate) fn run() -> Result<(), Failure> {
    fetch()?;
    let qmp = registry_schema("qapi-qmp", (0, 15, 0))?;
    let qga = registry_schema("qapi-qga", (0, 13, 0))?;
    let files = [
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", include_str!("programs/generate.rs")),
        ("src/clock.rs", include_str!("programs/clock.rs")),
    ];
    let scratch = Scratch::new("generate", &files)?;
    let mut cargo = scratch.cargo(&["run", "--release"]);
    let mut rows = vec![row([
        "",
        "check",
        "write",
        "lay out",
        "sum",
        "goal",
        "qapi-codegen 0.11.3",
    ])];
    for line in output(cargo.arg("--").arg(qmp).arg(qga))?.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        if let [name, check, write, text, sum, theirs] = cells[..] {
            let goal = GOALS.iter().find(|(schema, _)| *schema == name);
            let goal = goal.map_or("", |(_, goal)| goal);
            rows.push(row([name, check, write, text, sum, goal, theirs]));
        }
    }
    print("From a schema's files to Rust in memory, ms", &rows);
    Ok(())
}
