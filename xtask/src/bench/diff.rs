//! `cargo xtask bench diff`: milliseconds to compare QMP's schema of QEMU 8.1 with that of 9.1. The
//! steps in process are CPU time of one thread, from files. The process `qapi diff`, which reads
//! both at once, is wall time. A second table shows the number of findings of each level between
//! consecutive releases.
//!
//! The places of the report are computed once for each schema, before the measurement.

use std::hint::black_box;
use std::process::Command;

use qapi_compat::diff::{Level, compare};
use qapi_parser::Outcome;

use super::front_end::{build_qapi, process};
use super::measure::cpu_seconds;
use super::scratch::fetch;
use super::table::{print, row};
use crate::failure::Failure;
use crate::read;
use tests::{RegistrySchema, registry_schemas};

/// Measures the steps and prints the tables.
pub(crate) fn run() -> Result<(), Failure> {
    fetch()?;
    let schemas = registry_schemas();
    let qmp: Vec<&RegistrySchema> = schemas
        .iter()
        .filter(|schema| schema.package == "qapi-qmp")
        .collect();
    let [.., old, new] = qmp[..] else {
        return Err(Failure::Failed("QMP's schemas are not at hand".to_owned()));
    };
    let read = || (read::from_files(&old.path), read::from_files(&new.path));
    let (Ok(before), Ok(after)) = read() else {
        return Err(Failure::Failed("QMP's schemas have errors".to_owned()));
    };
    let (Some(before), Some(after)) = (&before.schema, &after.schema) else {
        return Err(Failure::Failed("QMP's schemas have errors".to_owned()));
    };
    let comparison = compare(before, after);
    let steps = [
        cpu_seconds(|| drop(black_box(read()))),
        cpu_seconds(|| drop(black_box(compare(before, after)))),
        cpu_seconds(|| drop(black_box(comparison.json()))),
    ];
    let milliseconds = |seconds: f64| format!("{:.1}", seconds * 1e3);
    let all = milliseconds(steps.iter().sum());
    let [checks, compared, report] = steps.map(milliseconds);
    let mut diff = Command::new(build_qapi()?);
    diff.args(["diff", "--fail-on", "never", "--format", "json"]);
    let process = process(diff.arg(&old.path).arg(&new.path))?;
    print(
        "A comparison of QMP's schemas, ms of CPU time on one thread",
        &[
            row([
                "",
                "two checks",
                "compare",
                "report",
                "in all",
                "qapi diff (wall)",
                "goal",
            ]),
            row([
                "QMP 8.1 to 9.1",
                &checks,
                &compared,
                &report,
                &all,
                &process,
                "40",
            ]),
        ],
    );
    for (package, name) in [("qapi-qga", "QGA"), ("qapi-qmp", "QMP")] {
        let schemas = schemas.iter().filter(|schema| schema.package == package);
        findings(name, &schemas.collect::<Vec<_>>())?;
    }
    Ok(())
}

/// Prints the number of findings between consecutive releases.
fn findings(name: &str, schemas: &[&RegistrySchema]) -> Result<(), Failure> {
    let mut rows = vec![row(["", "breaking", "warning", "info"])];
    let mut before: Option<(&str, Outcome)> = None;
    for schema in schemas {
        let (release, outcome) = (schema.release(), read::from_files(&schema.path)?);
        if let Some((older, before)) = &before
            && let (Some(old), Some(new)) = (&before.schema, &outcome.schema)
        {
            let comparison = compare(old, new);
            let count = |level| comparison.count(level).to_string();
            let [breaking, warning, info] = Level::ALL.map(count);
            rows.push(row([
                &format!("{older} to {release}"),
                &breaking,
                &warning,
                &info,
            ]));
        }
        before = Some((release, outcome));
    }
    print(&format!("Findings of {name}"), &rows);
    Ok(())
}
