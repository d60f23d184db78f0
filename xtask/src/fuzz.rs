//! `cargo xtask fuzz [SECONDS [TARGET]...]`: runs each fuzz target for a time, on all cores.
//!
//! The targets are instrumented like those of cargo-fuzz without a sanitizer, as a stable toolchain
//! allows.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;

use crate::cargo::cargo;
use crate::failure::Failure;
use crate::workspace::root;

/// The targets, each with its dictionary.
const TARGETS: [(&str, Option<&str>); 6] = [
    ("bytes", Some("qapi.dict")),
    ("structured", None),
    ("format", Some("qapi.dict")),
    ("markup", None),
    ("frame", Some("wire.dict")),
    ("recording", Some("wire.dict")),
];

/// The flags that make the compiler count edges and record comparisons.
const INSTRUMENTATION: &str = "--cfg fuzzing -Cpasses=sancov-module -Ccodegen-units=1 \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Builds the targets, fills the corpora, and runs each target for a minute, or for the time given.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    let (seconds, names) = match arguments.split_first() {
        Some((seconds, names)) => (seconds.as_str(), names),
        None => ("60", [].as_slice()),
    };
    let is_known = |name: &String| TARGETS.iter().any(|(target, _)| target == name);
    if seconds.parse::<u32>().is_err() || !names.iter().all(is_known) {
        let targets = TARGETS.map(|(name, _)| name).join(", ");
        let usage = format!("usage: cargo xtask fuzz [SECONDS [TARGET]...]; targets: {targets}");
        return Err(Failure::Usage(usage));
    }
    let host = host()?;
    let folder = root().join("fuzz");
    cargo(
        &["build", "--locked", "--release", "--bins", "--quiet"],
        &["--target", &host, "--manifest-path", "fuzz/Cargo.toml"].map(str::to_owned),
        &[
            ("RUSTFLAGS", INSTRUMENTATION.as_ref()),
            ("CARGO_TARGET_DIR", folder.join("target").as_ref()),
        ],
    )?;
    output(Command::new("./seeds.sh").current_dir(&folder))?;

    let programs = folder.join("target").join(host).join("release");
    let chosen = TARGETS
        .iter()
        .filter(|(name, _)| names.is_empty() || names.iter().any(|it| it == name));
    let queue = Mutex::new(chosen);
    let failures = Mutex::new(Vec::new());
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some(&(name, dictionary)) = next(&queue) {
                    match fuzz(&folder, &programs.join(name), name, dictionary, seconds) {
                        Ok(summary) => println!("{name}: {summary}"),
                        Err(failure) => push(&failures, format!("{name}: {failure}")),
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap_or_default();
    match failures.as_slice() {
        [] => Ok(()),
        failures => Err(Failure::Failed(failures.join("\n"))),
    }
}

fn next<T>(queue: &Mutex<impl Iterator<Item = T>>) -> Option<T> {
    queue.lock().ok()?.next()
}

fn push(failures: &Mutex<Vec<String>>, failure: String) {
    if let Ok(mut failures) = failures.lock() {
        failures.push(failure);
    }
}

/// Runs a target and returns the last line of its output. Failing inputs are kept in `artifacts`.
fn fuzz(
    folder: &Path,
    program: &Path,
    name: &str,
    dictionary: Option<&str>,
    seconds: &str,
) -> Result<String, Failure> {
    let corpus = folder.join("corpus").join(name);
    let artifacts = folder.join("artifacts").join(name);
    for made in [&corpus, &artifacts] {
        fs::create_dir_all(made)
            .map_err(|error| Failure::Failed(format!("{}: {error}", made.display())))?;
    }
    let mut command = Command::new(program);
    command.current_dir(folder);
    command.arg(format!("-max_total_time={seconds}"));
    // CI runs the same inputs for the same program, so that a change fails only by itself.
    if std::env::var_os("CI").is_some() {
        command.arg("-seed=1");
    }
    command.arg(format!("-artifact_prefix={}/", artifacts.display()));
    command.args(dictionary.map(|file| format!("-dict={file}")));
    let printed = output(command.arg(corpus).args(seeds(folder, name)))?;
    Ok(printed.lines().last().unwrap_or_default().to_owned())
}

/// Returns the corpus of schemas for the other target that reads schemas.
fn seeds(folder: &Path, name: &str) -> Option<PathBuf> {
    (name == "format").then(|| folder.join("corpus/bytes"))
}

/// Returns the triple of this host. A build for a named target leaves build scripts without the
/// instrumentation.
fn host() -> Result<String, Failure> {
    let version = output(Command::new("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| Failure::Failed("rustc -vV names no host".to_owned()))
}

/// Returns the output of a program.
fn output(command: &mut Command) -> Result<String, Failure> {
    let program = command.get_program().to_string_lossy().into_owned();
    let failed = |what: &dyn std::fmt::Display| Failure::Failed(format!("{program}: {what}"));
    let output = command.output().map_err(|error| failed(&error))?;
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8_lossy(&printed).into_owned();
    match output.status.success() {
        true => Ok(printed),
        false => {
            let skipped = printed.lines().count().saturating_sub(60);
            let end: Vec<&str> = printed.lines().skip(skipped).collect();
            Err(failed(&format!("{}\n{}", output.status, end.join("\n"))))
        }
    }
}
