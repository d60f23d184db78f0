//! `qapi validate`: recorded messages against a schema, a finding a line.

use std::fs::File;
use std::io::{self, BufRead, BufReader};

use qapi_compat::validate::{Finding, Level, Options, Validator};
use qapi_parser::workflow;
use serde_json::json;

use super::count::{counted, found};
use super::read::read;
use crate::arguments::{MessageFormat, ValidateOptions};
use crate::output;
use crate::status::Status;

pub(crate) fn run(options: &ValidateOptions, colour: bool) -> Status {
    let outcome = match read(&options.schema, &options.rules, colour) {
        Err(status) => return status,
        Ok(outcome) => outcome,
    };
    let Some(schema) = &outcome.schema else {
        return Status::Errors;
    };
    let messages: Box<dyn BufRead> = if options.messages == "-" {
        Box::new(io::stdin().lock())
    } else {
        match File::open(&options.messages) {
            Ok(file) => Box::new(BufReader::new(file)),
            Err(error) => {
                output::complain(&format!("{}: {error}", options.messages));
                return Status::Trouble;
            }
        }
    };
    let what = Options {
        deprecated: options.deprecated,
        unstable: options.unstable,
    };
    validate(Validator::new(schema, what), messages, options)
}

fn validate(
    mut validator: Validator<'_>,
    mut messages: Box<dyn BufRead>,
    options: &ValidateOptions,
) -> Status {
    let (mut errors, mut warnings, mut notes) = (0, 0, 0);
    let mut line = Vec::new();
    for number in 1_usize.. {
        line.clear();
        match messages.read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => {
                output::complain(&format!("{}: {error}", options.messages));
                return Status::Trouble;
            }
        }
        for finding in validator.line(&line) {
            match finding.level {
                Level::Error => errors += 1,
                Level::Warning => warnings += 1,
                Level::Note => notes += 1,
            }
            report(
                &finding,
                &options.messages,
                number,
                options.rules.message_format,
            );
        }
    }
    let counts = validator.counts();
    let said = found(&[(errors, "error"), (warnings, "warning"), (notes, "note")]);
    output::message(&format!(
        "{}: {}, {}, {}: {}",
        options.messages,
        counted(counts.requests, "request"),
        counted(counts.replies, "reply"),
        counted(counts.events, "event"),
        if said.is_empty() {
            "no findings"
        } else {
            &said
        }
    ));
    if errors > 0 {
        Status::Errors
    } else {
        Status::Fine
    }
}

fn report(finding: &Finding, file: &str, line: usize, format: MessageFormat) {
    let Finding {
        level,
        path,
        message,
    } = finding;
    match format {
        MessageFormat::Human | MessageFormat::Short => {
            output::message(&format!("{file}:{line}: {finding}"));
        }
        MessageFormat::Json => {
            let object = json!({
                "file": file, "line": line, "level": level.to_string(), "path": path, "message": message,
            });
            output::print(&format!("{object}\n"));
        }
        MessageFormat::Github => {
            let command = match level {
                Level::Note => "notice",
                Level::Warning => "warning",
                Level::Error => "error",
            };
            let place = if path.is_empty() { "" } else { ": " };
            let text = workflow::message(&format!("{path}{place}{message}"));
            let file = workflow::property(file);
            output::print(&format!("::{command} file={file},line={line}::{text}\n"));
        }
    }
}
