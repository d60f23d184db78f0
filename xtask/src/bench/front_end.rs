//! `cargo xtask bench front-end`: milliseconds from a schema's files to the resolved schema, with
//! docs and all checks. It measures the front end in process and as the process `qapi check`,
//! QEMU's own front end, and the crate qapi-parser 0.11, which checks nothing.
//!
//! QEMU's front end is Python and reads only the schema of its own release. If the variable
//! `QAPI_GEN_DIR` names the folder `scripts` of QEMU's source, both front ends read that source's
//! schema too.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::available_parallelism;

use super::measure::{Cost, timed};
use super::scratch::{Scratch, fetch, output, succeed};
use super::table::{print, row};
use crate::cargo;
use crate::failure::Failure;
use crate::read::registry_schema;
use crate::workspace::root;

const MANIFEST: &str = "[package]
name = 'front-end'
edition = '2024'
[workspace]
[dependencies]
ours = { package = 'qapi-parser', path = '{root}/qapi-parser' }
theirs = { package = 'qapi-parser', version = '=0.11.0' }
[profile.release]
lto = 'thin'
codegen-units = 4
debug = 1
";

/// Resolves a schema with QEMU's front end. The time to load its modules counts, as in every build.
const PYTHON: &str = "import sys
sys.path.insert(0, sys.argv[1])
from qapi.schema import QAPISchema
QAPISchema(sys.argv[2])
";

/// The number of processes. Their median counts.
const PROCESSES: usize = 20;

/// Measures the front ends and prints the table.
pub(crate) fn run() -> Result<(), Failure> {
    fetch()?;
    let mut schemas = vec![(
        "qapi-qmp 0.15.0",
        registry_schema("qapi-qmp", (0, 15, 0))?.to_owned(),
    )];
    let scripts = std::env::var_os("QAPI_GEN_DIR").map(PathBuf::from);
    if let Some(scripts) = &scripts {
        schemas.push(("QAPI_GEN_DIR", scripts.join("../qapi/qapi-schema.json")));
    }
    let files = [
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", include_str!("programs/front_end.rs")),
        ("src/clock.rs", include_str!("programs/clock.rs")),
    ];
    let scratch = Scratch::new("front-end", &files)?;
    let mut in_process = scratch.cargo(&["run", "--release"]);
    let in_process = output(
        in_process
            .arg("--")
            .args(schemas.iter().map(|(_, top)| top)),
    )?;
    let qapi = build_qapi()?;

    let mut rows = vec![row([
        "",
        "latest",
        "auto",
        "goal",
        "qapi check",
        "goal",
        "QEMU's Python",
        "qapi-parser 0.11",
    ])];
    for ((name, top), line) in schemas.iter().zip(in_process.lines()) {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        let (latest, auto, theirs) = (cell(), cell(), cell());
        let mut check = Command::new(&qapi);
        check.arg("check").arg(top);
        let python = match &scripts {
            Some(scripts) if *name == "QAPI_GEN_DIR" => process(&mut python(scripts, top))?,
            _ => String::new(),
        };
        let process = process(&mut check)?;
        rows.push(row([
            name, latest, auto, "5", &process, "15", &python, theirs,
        ]));
    }
    let cores = available_parallelism().map_or(0, usize::from);
    let title = format!("The front end on QMP's schema, ms (medians, one thread; {cores} cores)");
    print(&title, &rows);
    if scripts.is_none() {
        println!("QAPI_GEN_DIR is not set: QEMU's own front end is left out");
    }
    Ok(())
}

/// Builds the program `qapi` in the release profile.
pub(super) fn build_qapi() -> Result<PathBuf, Failure> {
    let arguments = ["build", "--release", "--quiet", "--package", "qapi-cli"];
    succeed(
        Command::new(cargo::program())
            .args(arguments)
            .current_dir(root()),
    )?;
    let this = std::env::current_exe().map_err(|error| Failure::Failed(error.to_string()))?;
    // This program is in the same folder, as it has the same profile.
    Ok(this.with_file_name(format!("qapi{}", std::env::consts::EXE_SUFFIX)))
}

fn python(scripts: &Path, top: &Path) -> Command {
    let mut python = Command::new("python3");
    python.args(["-c", PYTHON]).arg(scripts).arg(top);
    python
}

/// Returns the median wall time of a process in milliseconds. Its output is dropped.
pub(super) fn process(command: &mut Command) -> Result<String, Failure> {
    command
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null());
    // The first run brings the files into the cache.
    timed(command)?;
    let costs: Result<Vec<Cost>, Failure> = (0..PROCESSES).map(|_| timed(command)).collect();
    Ok(format!("{:.1}", Cost::median(&costs?).wall * 1e3))
}
