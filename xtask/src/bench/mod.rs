//! `cargo xtask bench NAME`: measures the toolkit and today's tools, and prints a table for each
//! benchmark. The file of a benchmark documents its measurement. `docs/design` contains results and
//! conclusions.
//!
//! Machines are often shared. So the compared programs take turns, the medians count, and tables
//! show both CPU time and wall time.

mod agent;
mod cold_build;
mod compile;
mod compile_growth;
mod decode;
mod diff;
mod dispatch;
mod front_end;
mod generate;
mod growth;
mod measure;
mod schemas;
pub(crate) mod scratch;
mod table;

use std::process::Command;

use crate::failure::Failure;
use crate::workspace::root;

/// The benchmarks: name, purpose, function.
const BENCHES: &[(&str, &str, Bench)] = &[
    (
        "agent",
        "what the guest agent takes of CPU and memory",
        agent::run,
    ),
    (
        "cold-build",
        "what a program on the QGA types costs to build",
        cold_build::run,
    ),
    (
        "compile",
        "what compiling generated code costs",
        compile::run,
    ),
    (
        "compile --growth",
        "how that cost grows with the schema",
        compile_growth::run,
    ),
    (
        "decode",
        "how fast generated types decode and encode",
        decode::run,
    ),
    ("diff", "what comparing two schemas costs", diff::run),
    (
        "dispatch",
        "how fast a generated server answers",
        dispatch::run,
    ),
    (
        "front-end",
        "how fast schemas are read and checked",
        front_end::run,
    ),
    ("generate", "how fast a schema becomes Rust", generate::run),
    (
        "growth",
        "how the front end's cost grows with the schema",
        growth::run,
    ),
    (
        "schemas",
        "what every schema of the registry becomes: lines, warnings, times",
        schemas::run,
    ),
];

type Bench = fn() -> Result<(), Failure>;

/// Runs a benchmark in a release build of this program.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    let wanted = arguments.join(" ");
    let bench = BENCHES.iter().find(|(known, ..)| *known == wanted);
    let Some((.., bench)) = bench else {
        let known = BENCHES
            .iter()
            .map(|(name, purpose, _)| format!("\n  {name:16} {purpose}"));
        return Err(Failure::Usage(format!(
            "usage: cargo xtask bench NAME\n\nbenchmarks:{}",
            known.collect::<String>()
        )));
    };
    if !cfg!(debug_assertions) {
        return bench();
    }
    let run = [
        "run",
        "--release",
        "--quiet",
        "--package",
        "xtask",
        "--",
        "bench",
    ];
    let mut cargo = Command::new(crate::cargo::program());
    scratch::succeed(cargo.args(run).args(arguments).current_dir(root()))
}
