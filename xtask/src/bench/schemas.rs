//! `cargo xtask bench schemas`: for every schema of the registry, the generated lines, the
//! milliseconds from its files to Rust in memory, and the seconds of CPU time and the warnings of
//! the compiler and rustdoc.

use std::time::Instant;

use qapi_codegen::Config;

use super::measure::{children_user_time, median};
use super::scratch::{Scratch, fetch, generate, output, write};
use super::table::{print, row};
use crate::failure::Failure;

const MANIFEST: &str = "[package]
name = 'schema'
edition = '2024'
[workspace]
[dependencies]
qapi-wire.path = '{root}/qapi-wire'
";

const ROOT: &str = "//! Generated code.
#![warn(missing_docs)]
/// What is generated.
pub mod schema;
";

const CODE: &str = "src/schema.rs";

/// The runs of each schema. Their median counts.
const RUNS: usize = 5;

/// Measures all schemas and prints the table.
pub(crate) fn run() -> Result<(), Failure> {
    fetch()?;
    let files = [("Cargo.toml", MANIFEST), ("src/lib.rs", ROOT)];
    let scratch = Scratch::new("schemas", &files)?;
    // Builds the common dependencies before.
    write(&scratch.folder().join(CODE), "")?;
    cost(&scratch, "check")?;
    cost(&scratch, "doc")?;
    let config = Config::default();
    let mut rows = vec![row([
        "",
        "lines",
        "generated, ms",
        "compiled, s",
        "warnings",
        "documented, s",
        "warnings",
    ])];
    for schema in tests::registry_schemas() {
        let (major, minor, patch) = schema.version;
        let name = format!("{} {major}.{minor}.{patch}", schema.package);
        let (mut times, mut code) = (Vec::new(), String::new());
        for _ in 0..RUNS {
            let start = Instant::now();
            code = generate(&schema.path, &config)?;
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        let lines = code.lines().count();
        // Some releases have the same code. The name makes cargo compile each.
        code.push_str(&format!("// {name}\n"));
        write(&scratch.folder().join(CODE), &code)?;
        let (check, check_warnings) = cost(&scratch, "check")?;
        let (doc, doc_warnings) = cost(&scratch, "doc")?;
        rows.push(row([
            &name,
            &lines.to_string(),
            &format!("{:.1}", median(times)),
            &format!("{check:.1}"),
            &check_warnings.to_string(),
            &format!("{doc:.1}"),
            &doc_warnings.to_string(),
        ]));
    }
    print("Schemas of the registry, to Rust", &rows);
    Ok(())
}

/// Returns the seconds of CPU time in user mode, and the number of warnings, of a cargo command.
fn cost(scratch: &Scratch, command: &str) -> Result<(f64, usize), Failure> {
    let before = children_user_time();
    let mut cargo = scratch.cargo(&[command, "--message-format", "json"]);
    if command == "doc" {
        cargo.arg("--no-deps");
    }
    let messages = output(&mut cargo)?;
    // The last warning is their sum.
    let is_warning =
        |line: &&str| line.contains("\"level\":\"warning\"") && !line.contains(" emitted");
    let warnings = messages.lines().filter(is_warning).count();
    Ok(((children_user_time() - before).as_secs_f64(), warnings))
}
