//! `qapi diff`: reports changes that break clients, or code that uses the generated code.

use std::path::Path;

use qapi_compat::diff::{Comparison, Date, GithubPaths, Human, Level, Policy, compare};
use qapi_parser::{Edition, Levels, Options, Outcome, check_with};

use super::report::brief;
use super::source::compare_code;
use crate::arguments::{Color, DiffOptions, FailOn, MessageFormat, ReportFormat, ReportFrom};
use crate::output;
use crate::side::Side;
use crate::status::Status;

/// The configuration file that is used if none is named.
const CONFIG: &str = "qapi-diff.toml";

pub(crate) fn run(options: &DiffOptions, color: Color) -> Status {
    match try_run(options, color) {
        Ok(status) | Err(status) => status,
    }
}

fn try_run(options: &DiffOptions, color: Color) -> Result<Status, Status> {
    let policy = policy(options.config.as_deref())?;
    // Both are read at once: most of the time goes into reading.
    let (old, new) = std::thread::scope(|scope| {
        let old = scope.spawn(|| read(&options.old));
        let new = read(&options.new);
        let gone = |_| Err("it cannot be read".to_owned());
        (old.join().unwrap_or_else(gone), new)
    });
    let (old, new) = (usable(old, color), usable(new, color));
    let ((old, _), (new, new_side)) = (old?, new?);
    let (Some(old), Some(new)) = (&old.schema, &new.schema) else {
        return Err(Status::Trouble);
    };
    let mut comparison = match options.source.source {
        true => compare_code(old, new, &options.source)?,
        false => compare(old, new),
    };
    policy.apply(&mut comparison, Date::today());
    let verdict = verdict(&comparison, options.fail_on);
    let least = match options.report_from {
        ReportFrom::Info => Level::Info,
        ReportFrom::Warning => Level::Warning,
        ReportFrom::Breaking => Level::Breaking,
    };
    comparison.findings.retain(|finding| finding.level >= least);
    let printed = output::print(&report(&comparison, options.format, color, &new_side));
    Ok(printed.max(verdict))
}

fn report(comparison: &Comparison, format: ReportFormat, color: Color, new: &Side) -> String {
    match format {
        ReportFormat::Human => {
            let colour = output::colour_of_output(color);
            Human::new(colour, Level::Warning).report(comparison)
        }
        ReportFormat::Json => comparison.json(),
        ReportFormat::Markdown => comparison.markdown(),
        ReportFormat::Github => comparison.github(GithubPaths {
            prefix: new.prefix(),
        }),
    }
}

fn verdict(comparison: &Comparison, fail_on: FailOn) -> Status {
    let least = match fail_on {
        FailOn::Breaking => Level::Breaking,
        FailOn::Warning => Level::Warning,
        FailOn::Never => return Status::Fine,
    };
    match comparison.worst() {
        Some(worst) if worst >= least => Status::Errors,
        _ => Status::Fine,
    }
}

fn policy(named: Option<&str>) -> Result<Policy, Status> {
    let path = match named {
        Some(path) => path,
        None if Path::new(CONFIG).is_file() => CONFIG,
        None => return Ok(Policy::default()),
    };
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string());
    text.and_then(|text| Policy::from_toml(&text).map_err(|error| error.to_string()))
        .map_err(|error| {
            output::complain(&format!("{path}: {error}"));
            Status::Trouble
        })
}

/// Reads a schema, with or without errors. Returns its origin too.
pub(super) fn read(name: &str) -> Result<(Outcome, Side), String> {
    let side = Side::find(name)?;
    let options = Options {
        edition: Edition::Auto,
        levels: Levels::default(),
    };
    let outcome = check_with(side.loader(), name, &options).map_err(|error| error.to_string())?;
    Ok((outcome, side))
}

/// Returns the schema, or prints why it cannot be compared. Warnings are not printed.
pub(super) fn usable(
    read: Result<(Outcome, Side), String>,
    color: Color,
) -> Result<(Outcome, Side), Status> {
    let (outcome, side) = read.map_err(|reason| {
        output::complain(&reason);
        Status::Trouble
    })?;
    if outcome.has_errors() {
        // Drawn on standard error, which is not checked.
        let _ = brief(&outcome, MessageFormat::Human, output::colour(color));
        let top = outcome
            .sources
            .files()
            .next()
            .map_or("", |file| file.path());
        output::complain(&format!("{top} has errors, so there is nothing to compare"));
        return Err(Status::Trouble);
    }
    Ok((outcome, side))
}
