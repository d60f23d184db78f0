//! `qapi check`: reads schemas and prints their diagnostics.

use qapi_parser::Severity;

use super::read::load;
use super::report;
use crate::arguments::CheckOptions;
use crate::status::Status;

pub(crate) fn run(options: &CheckOptions, colour: bool) -> Status {
    let mut worst = Status::Fine;
    for file in &options.files {
        let status = match load(file, &options.rules) {
            Ok(mut outcome) => {
                if options.quiet {
                    outcome
                        .diagnostics
                        .retain(|it| it.severity == Severity::Error);
                }
                let printed = report::full(&outcome, options.rules.message_format, colour);
                let found = match outcome.has_errors() {
                    true => Status::Errors,
                    false => Status::Fine,
                };
                printed.max(found)
            }
            Err(status) => status,
        };
        worst = worst.max(status);
    }
    worst
}
