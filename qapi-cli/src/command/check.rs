//! `qapi check`: reads schemas and says what is wrong with them.

use super::read;
use crate::Status;
use crate::arguments::CheckOptions;

pub(crate) fn run(options: &CheckOptions, colour: bool) -> Status {
    let mut worst = Status::Fine;
    for file in &options.files {
        let status = match read(file, &options.rules, colour) {
            Ok(outcome) if outcome.has_errors() => Status::Errors,
            Ok(_) => Status::Fine,
            Err(status) => status,
        };
        worst = worst.max(status);
    }
    worst
}
