//! `qapi introspect`: prints the answer to `query-qmp-schema`, one entity per line.

use qapi_parser::introspect::{Options, introspect};

use super::read::read;
use crate::arguments::IntrospectOptions;
use crate::output;
use crate::status::Status;

pub(crate) fn run(options: &IntrospectOptions, colour: bool) -> Status {
    let outcome = match read(&options.file, &options.rules, colour) {
        Err(status) => return status,
        Ok(outcome) => outcome,
    };
    let Some(schema) = &outcome.schema else {
        return Status::Errors;
    };
    let how = Options {
        values: options.define.iter().cloned().collect(),
        mask: options.mask,
    };
    match introspect(schema, &how) {
        Ok(answer) => {
            let lines: Vec<String> = answer.iter().map(|info| format!("  {info}")).collect();
            output::print(&format!("[\n{}\n]\n", lines.join(",\n")))
        }
        Err(error) => {
            output::complain(&error.to_string());
            Status::Trouble
        }
    }
}
