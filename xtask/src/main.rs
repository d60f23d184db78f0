//! The tasks for maintainers of the workspace: `cargo xtask TASK`. Each task is one file.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program speaks to its user"
)]

mod bench;
mod cargo;
mod cycles;
mod failure;
mod fuzz;
mod guide;
mod history;
mod manual;
mod options;
mod pages;
mod read;
mod record;
mod regen;
mod release;
mod scale;
mod schema_diff;
mod test;
mod workspace;

use std::process::ExitCode;

use self::failure::Failure;

/// The tasks: name, options, purpose, function. The function gets the arguments after the name.
const TASKS: [(&str, &str, &str, Task); 10] = [
    (
        "bench",
        "NAME",
        "measure beside today's tools, and print a table",
        bench::run,
    ),
    (
        "cycles",
        "[PACKAGE]...",
        "find files that import each other",
        cycles::run,
    ),
    (
        "fuzz",
        "[SECONDS [TARGET]...]",
        "run each fuzz target for a minute, or as long as told",
        fuzz::run,
    ),
    (
        "history",
        "",
        "tell when everything in the registry's schemas came, changed and went",
        history::run,
    ),
    (
        "record",
        "[--check] [TARGET]...",
        "record what the QEMUs that are installed answer, or check that they still do",
        record::run,
    ),
    (
        "regen",
        "[--check]",
        "write the generated files that are committed, or check that they are fresh",
        regen::run,
    ),
    (
        "release",
        "--check",
        "report what a release needs",
        release::run,
    ),
    (
        "scale",
        "N [FOLDER]",
        "write a schema of N times the size of QMP's",
        scale::run,
    ),
    (
        "schema-diff",
        "",
        "compare the agent's schema with its last release, and with upstream's",
        schema_diff::run,
    ),
    (
        "test",
        "[ARGUMENT]...",
        "fetch what the tests compare with, then run all tests",
        test::run,
    ),
];

type Task = fn(&[String]) -> Result<(), Failure>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = arguments.split_first() else {
        print_usage();
        return ExitCode::from(2);
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        print_usage();
        return ExitCode::SUCCESS;
    }
    let task = TASKS.iter().find(|(known, ..)| known == name);
    let result = match task {
        Some((.., run)) => run(rest),
        None => Err(Failure::Usage(format!(
            "there is no task '{name}'; `cargo xtask help` lists them"
        ))),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(if matches!(failure, Failure::Usage(_)) {
                2
            } else {
                1
            })
        }
    }
}

fn print_usage() {
    println!("usage: cargo xtask TASK\n\ntasks:");
    for (name, options, purpose, _) in TASKS {
        println!("  {:28} {purpose}", format!("{name} {options}"));
    }
}
