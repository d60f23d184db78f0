//! `cargo xtask bench growth`: time and memory peak of the front end on schemas of 1, 10 and 100
//! times QMP's size.
//!
//! Each schema is checked in a process of its own, as a process's memory peak never falls. This
//! program starts itself for it.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use qapi_parser::{Edition, FileSystem, check};

use super::measure::median;
use super::scratch::output;
use super::table::{print, row};
use crate::failure::Failure;
use crate::scale;
use crate::workspace::root;

/// The sizes, and the runs of each.
const SIZES: [(usize, usize); 3] = [(1, 21), (10, 9), (100, 3)];
/// The variable that makes a process of this program check one file.
const CHECK: &str = "XTASK_GROWTH_CHECK";

/// Measures the sizes and prints the table.
pub(crate) fn run() -> Result<(), Failure> {
    if let Some(top) = std::env::var_os(CHECK) {
        return check_one(Path::new(&top));
    }
    let mut rows = vec![row([
        "copies of QMP",
        "MB",
        "ms",
        "a copy",
        "MB at the peak",
        "a copy",
    ])];
    for (copies, runs) in SIZES {
        let folder = root().join(format!("target/scale/{copies}"));
        let (top, bytes) = scale::generate(copies, &folder)?;
        let mut times = Vec::new();
        let mut peaks = Vec::new();
        for _ in 0..runs {
            let this =
                std::env::current_exe().map_err(|error| Failure::Failed(error.to_string()))?;
            let mut child = Command::new(this);
            let line = output(child.args(["bench", "growth"]).env(CHECK, &top))?;
            let mut figures = line
                .split_whitespace()
                .filter_map(|figure| figure.parse().ok());
            times.push(figures.next().unwrap_or(f64::NAN));
            peaks.push(figures.next().unwrap_or(f64::NAN));
        }
        let (time, peak) = (median(times), median(peaks));
        let count = copies as f64;
        rows.push(vec![
            copies.to_string(),
            format!("{:.1}", bytes as f64 / 1e6),
            format!("{time:.1}"),
            format!("{:.2}", time / count),
            format!("{peak:.1}"),
            format!("{:.2}", peak / count),
        ]);
    }
    print("Growth of the front end's cost, medians", &rows);
    Ok(())
}

/// Checks a schema. Prints milliseconds, and the peak of the process's memory in megabytes.
fn check_one(top: &Path) -> Result<(), Failure> {
    let failed = |reason: String| Failure::Failed(format!("{}: {reason}", top.display()));
    let start = Instant::now();
    let outcome = check(&FileSystem, &top.to_string_lossy(), Edition::Auto)
        .map_err(|error| failed(error.reason))?;
    let time = start.elapsed().as_secs_f64() * 1e3;
    if let Some(found) = outcome.diagnostics.first() {
        return Err(failed(found.short(&outcome.sources)));
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|peak| peak.split_whitespace().next()?.parse().ok());
    // The system may not report the peak.
    println!("{time} {}", peak.unwrap_or(f64::NAN) * 1024.0 / 1e6);
    Ok(())
}
