//! `qapi explain`: says what a code means.

use qapi_parser::Code;

use crate::arguments::ExplainOptions;
use crate::{Status, output};

pub(crate) fn run(options: &ExplainOptions) -> Status {
    if options.list {
        let width = Code::ALL
            .iter()
            .map(|code| code.as_str().len())
            .max()
            .unwrap_or(0);
        let lines = Code::ALL
            .iter()
            .map(|code| format!("{code:width$}  {}\n", code.title(), code = code.as_str()));
        return output::print(&lines.collect::<String>());
    }
    let Some(text) = &options.code else {
        return Status::Trouble;
    };
    match text.parse::<Code>() {
        Ok(code) => output::print(&format!("{}\n{}\n", code.explanation(), weight(code))),
        Err(error) => {
            let more = "; `qapi explain --list` lists all codes";
            let more = error.nearest.map_or(more, |_| "");
            output::complain(&format!("{error}{more}"));
            Status::Trouble
        }
    }
}

/// How bad it is, and which options change that.
fn weight(code: Code) -> String {
    if code.is_legacy() {
        return format!(
            "In edition auto this is a warning, which `--deny {code}` turns into an error and \
             `--allow {code}` drops."
        );
    }
    if code.is_warning() {
        return format!(
            "This is a warning, which `--deny {code}` turns into an error and `--allow {code}` drops."
        );
    }
    if code.can_be_allowed() {
        return format!(
            "This is an error, which `--allow {code}` drops: the schema's meaning is clear all the same."
        );
    }
    "This is an error that cannot be allowed: it leaves the schema without a meaning.".to_owned()
}
