//! `qapi explain`: explains a diagnostic code or a rule of comparisons.

use qapi_compat::diff::Rule;
use qapi_manual::ProblemCode;
use qapi_parser::Code;

use crate::arguments::ExplainOptions;
use crate::output;
use crate::status::Status;

pub(crate) fn run(options: &ExplainOptions) -> Status {
    if options.list {
        return output::print(&list());
    }
    let text = options.code.join(" ");
    // In a line of a report, the code is in brackets.
    let mut texts: Vec<&str> = bracketed(&text).collect();
    texts.push(text.trim());
    let mut pages = texts.iter().map(|text| page(text));
    match pages
        .clone()
        .find_map(Result::ok)
        .ok_or_else(|| pages.next())
    {
        Ok(page) => output::print(&page),
        Err(reason) => {
            output::complain(&reason.and_then(Result::err).unwrap_or_default());
            Status::Trouble
        }
    }
}

/// Returns the page of a code or rule, or an error message.
fn page(text: &str) -> Result<String, String> {
    if let Some(code) = markup(text) {
        let (title, explanation) = (code.title(), code.explanation());
        let weight = "This is a warning, which `qapi doc` prints.";
        return Ok(format!("# {code}: {title}\n\n{explanation}\n\n{weight}\n"));
    }
    match (Rule::find(text), text.parse::<Code>()) {
        (Ok(rule), _) => Ok(rule.page()),
        (_, Ok(code)) => Ok(format!("{}\n{}\n", code.explanation(), weight(code))),
        (Err(rule), Err(code)) => Err(match (rule.nearest, code.nearest) {
            (_, Some(_)) => code.to_string(),
            (Some(_), None) => rule.to_string(),
            (None, None) => format!(
                "there is neither a diagnostic nor a rule '{text}'; `qapi explain --list` lists all"
            ),
        }),
    }
}

/// Returns a code of the markup in doc comments.
fn markup(text: &str) -> Option<ProblemCode> {
    let mut codes = ProblemCode::ALL.into_iter();
    codes.find(|code| code.as_str().eq_ignore_ascii_case(text))
}

/// Returns the words in brackets of a line, as in `error[Q0601]: ..`.
fn bracketed(line: &str) -> impl Iterator<Item = &str> {
    let parts = line.split('[').skip(1);
    parts.filter_map(|part| Some(part.split_once(']')?.0))
}

/// Returns all codes and rules, one per line.
fn list() -> String {
    let codes = || (Code::ALL.iter()).map(|code| (code.as_str(), code.title()));
    let rules = || Rule::all().map(|rule| (rule.id, rule.summary));
    let markup = || (ProblemCode::ALL.into_iter()).map(|code| (code.as_str(), code.title()));
    let ids = codes()
        .chain(markup())
        .chain(rules())
        .map(|(id, _)| id.len());
    let width = ids.max().unwrap_or(0);
    let line = |(id, title)| format!("{id:width$}  {title}\n");
    let mut list: String = codes().map(line).collect();
    list.push('\n');
    list.extend(markup().map(line));
    list.push('\n');
    list.extend(rules().map(line));
    list
}

/// Returns the severity of a code, and the options that change it.
fn weight(code: Code) -> String {
    if code.is_legacy() {
        return format!(
            "In edition auto this is a warning, which only `qapi check` prints; `--deny {code}` turns it \
             into an error of every command, and `--allow {code}` drops it."
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
