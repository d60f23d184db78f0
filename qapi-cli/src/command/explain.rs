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
        Ok(code) => output::print(&format!("{code}: {}\n", code.title())),
        Err(error) => {
            output::complain(&format!("{error}; `qapi explain --list` lists them"));
            Status::Trouble
        }
    }
}
