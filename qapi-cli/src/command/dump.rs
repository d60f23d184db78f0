//! `qapi dump`: prints a schema's entities and doc comments.

use super::read::read;
use crate::arguments::DumpOptions;
use crate::output;
use crate::status::Status;

pub(crate) fn run(options: &DumpOptions, colour: bool) -> Status {
    match read(&options.file, &options.rules, colour) {
        Err(status) => status,
        Ok(outcome) => match &outcome.schema {
            None => Status::Errors,
            Some(schema) => output::print(&qapi_parser::dump(schema, !options.no_docs)),
        },
    }
}
