//! Reading a schema for a command.

use qapi_parser::{Levels, Options, Outcome, check_with};

use super::report;
use crate::arguments::RuleOptions;
use crate::loader::Files;
use crate::output;
use crate::status::Status;

/// Reads a schema that a command uses, and prints what is wrong with it. Forms of older releases
/// are not wrong here.
pub(super) fn read(file: &str, rules: &RuleOptions, colour: bool) -> Result<Outcome, Status> {
    let outcome = load(file, rules)?;
    report::brief(&outcome, rules.message_format, colour);
    Ok(outcome)
}

/// Reads a schema, and prints only why it cannot be read at all.
pub(super) fn load(file: &str, rules: &RuleOptions) -> Result<Outcome, Status> {
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
