//! Reads a schema for a command.

use qapi_parser::{CannotAllow, Codes, Levels, Options, Outcome, check_with};

use super::report;
use crate::arguments::RuleOptions;
use crate::loader::Files;
use crate::output;
use crate::status::Status;

/// Reads a schema that a command uses, and prints its diagnostics, except those about forms of
/// older releases.
pub(super) fn read(file: &str, rules: &RuleOptions, colour: bool) -> Result<Outcome, Status> {
    let outcome = load(file, rules)?;
    match report::brief(&outcome, rules.message_format, colour) {
        Status::Fine => Ok(outcome),
        status => Err(status),
    }
}

/// Reads a schema, and prints an error only if it cannot be read at all.
pub(super) fn load(file: &str, rules: &RuleOptions) -> Result<Outcome, Status> {
    let levels = levels(rules).map_err(|error| {
        output::complain(&error.to_string());
        Status::Trouble
    })?;
    let options = Options {
        edition: rules.edition.into(),
        levels,
    };
    check_with(&Files, file, &options).map_err(|error| {
        output::complain(&error.to_string());
        Status::Trouble
    })
}

/// Returns the levels that the options set: a pattern of few codes takes precedence over one of
/// many.
fn levels(rules: &RuleOptions) -> Result<Levels, CannotAllow> {
    let allowed = rules.allow.iter().map(|codes| (codes, false));
    let denied = rules.deny.iter().map(|codes| (codes, true));
    let mut settings: Vec<(&Codes, bool)> = allowed.chain(denied).collect();
    settings.sort_by_key(|(codes, _)| std::cmp::Reverse(codes.list().len()));
    let mut levels = Levels::default();
    for (codes, is_denied) in settings {
        match is_denied {
            true => levels.deny(codes.clone()),
            false => levels.allow(codes.clone())?,
        }
    }
    Ok(levels)
}
