//! The commands, a file each, and how they read a schema.

pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod doc;
pub(crate) mod dump;
pub(crate) mod explain;
pub(crate) mod fmt;
pub(crate) mod generate;
pub(crate) mod history;
pub(crate) mod introspect;
mod report;
pub(crate) mod validate;

use qapi_parser::{Levels, Options, Outcome, check_with};

use crate::Status;
use crate::arguments::RuleOptions;
use crate::loader::Files;
use crate::output;

/// Reads a schema that a command uses, and prints what is wrong with it. Forms of older releases are
/// not wrong here.
fn read(file: &str, rules: &RuleOptions, colour: bool) -> Result<Outcome, Status> {
    let outcome = load(file, rules)?;
    report::brief(&outcome, rules.message_format, colour);
    Ok(outcome)
}

/// Reads a schema, and prints only why it cannot be read at all.
fn load(file: &str, rules: &RuleOptions) -> Result<Outcome, Status> {
    let mut levels = Levels::default();
    for &code in &rules.allow {
        levels.allow(code).map_err(|error| {
            output::complain(&error.to_string());
            Status::Trouble
        })?;
    }
    rules.deny.iter().for_each(|&code| levels.deny(code));
    let options = Options {
        edition: rules.edition.into(),
        levels,
    };
    check_with(&Files, file, &options).map_err(|error| {
        output::complain(&error.to_string());
        Status::Trouble
    })
}

/// How many of each were found: those that were, as in `1 error, 2 warnings`.
fn found(counts: &[(usize, &str)]) -> String {
    let met = counts.iter().filter(|(count, _)| *count > 0);
    let all: Vec<String> = met.map(|(count, what)| counted(*count, what)).collect();
    all.join(", ")
}

/// `1 error`, `2 errors`, `2 replies`.
fn counted(count: usize, what: &str) -> String {
    match (count, what.strip_suffix('y')) {
        (1, _) => format!("1 {what}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        (_, None) => format!("{count} {what}s"),
    }
}
