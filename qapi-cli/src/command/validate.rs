//! `qapi validate`: checks recorded messages against a schema.

use qapi_compat::validate::{Counts, Finding, Level, Options, Validator};
use qapi_parser::{Annotation, AnnotationLevel};
use serde_json::json;

use super::count::{counted, found};
use super::read::read;
use crate::arguments::{MessageFormat, ValidateOptions};
use crate::status::Status;
use crate::{loader, output};

pub(crate) fn run(options: &ValidateOptions, colour: bool) -> Status {
    let inputs = options.files.iter().chain([&options.schema]);
    if inputs.filter(|name| *name == "-").count() > 1 {
        output::complain("standard input can be read once only");
        return Status::Trouble;
    }
    let outcome = match read(&options.schema, &options.rules, colour) {
        Err(status) => return status,
        Ok(outcome) => outcome,
    };
    let Some(schema) = &outcome.schema else {
        return Status::Errors;
    };
    let defines = &options.define;
    let what = Options {
        deprecated: options.deprecated,
        unstable: options.unstable,
        defines: (!defines.is_empty()).then(|| defines.iter().cloned().collect()),
    };
    let validator = match Validator::new(schema, what) {
        Ok(validator) => validator,
        Err(error) => {
            output::complain(&error.to_string());
            return Status::Trouble;
        }
    };
    let statuses = options.files.iter().map(|file| {
        let mut report = Report::new(file, options);
        let counts = loader::open(file)
            .and_then(|input| validator.read(input, |finding| report.add(&finding)));
        match counts {
            Ok(counts) => report.end(counts),
            Err(error) => {
                output::complain(&format!("{file}: {error}"));
                Status::Trouble
            }
        }
    });
    statuses.max().unwrap_or(Status::Fine)
}

/// The printed and counted findings in one recording.
struct Report<'o> {
    file: &'o str,
    format: MessageFormat,
    /// `true` if findings of [`Level::Open`] are printed as well as counted.
    verbose: bool,
    open: usize,
    notes: usize,
    warnings: usize,
    errors: usize,
    /// `true` if everything could be printed.
    printed: Status,
}

impl<'o> Report<'o> {
    fn new(file: &'o str, options: &'o ValidateOptions) -> Self {
        Self {
            file,
            format: options.rules.message_format,
            verbose: options.verbose,
            open: 0,
            notes: 0,
            warnings: 0,
            errors: 0,
            printed: Status::Fine,
        }
    }

    fn add(&mut self, finding: &Finding) {
        match finding.level {
            Level::Open if !self.verbose => {
                self.open += 1;
                return;
            }
            Level::Open | Level::Note => self.notes += 1,
            Level::Warning => self.warnings += 1,
            Level::Error => self.errors += 1,
        }
        self.printed = self.printed.max(self.print(finding));
    }

    fn print(&self, finding: &Finding) -> Status {
        let Self { file, .. } = self;
        let Finding {
            level,
            path,
            message,
            ..
        } = finding;
        let (line, column) = (finding.position.line, finding.position.column);
        match self.format {
            MessageFormat::Human | MessageFormat::Short => {
                output::message(&format!("{file}:{line}:{column}: {finding}"));
                Status::Fine
            }
            MessageFormat::Json => {
                let object = json!({
                    "file": file, "line": line, "column": column,
                    "level": level.to_string(), "path": path, "message": message,
                });
                output::print(&format!("{object}\n"))
            }
            MessageFormat::Github => {
                let level = match level {
                    Level::Open | Level::Note => AnnotationLevel::Notice,
                    Level::Warning => AnnotationLevel::Warning,
                    Level::Error => AnnotationLevel::Error,
                };
                let colon = if path.is_empty() { "" } else { ": " };
                let annotation = Annotation::new(level, format!("{path}{colon}{message}"))
                    .with("file", file)
                    .with("line", line)
                    .with("col", column);
                output::print(&format!("{annotation}\n"))
            }
        }
    }

    /// Prints the totals.
    fn end(&self, counts: Counts) -> Status {
        let Self { file, .. } = self;
        if self.open > 0 {
            output::message(&format!(
                "{file}: note: the schema leaves open what is valid for {}; --verbose lists them",
                counted(self.open, "value")
            ));
        }
        let (errors, warnings, notes) = (self.errors, self.warnings, self.notes);
        let findings = found(&[(errors, "error"), (warnings, "warning"), (notes, "note")]);
        output::message(&format!(
            "{file}: {}, {}, {}: {}",
            counted(counts.requests, "request"),
            counted(counts.replies, "reply"),
            counted(counts.events, "event"),
            if findings.is_empty() {
                "no findings"
            } else {
                &findings
            }
        ));
        let found = match errors {
            0 => Status::Fine,
            _ => Status::Errors,
        };
        found.max(self.printed)
    }
}
