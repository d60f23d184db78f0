//! The directives: `include` and `pragma`.
//!
//! They are read from expressions: a directive is an object like any other until its keys are
//! known. An error in one is reported at the whole object, as in QEMU's front end.

use super::ast::{Entry, Expr, Str};
use crate::Edition;
use crate::diagnostic::{Code, Diagnostic, Sink, list};
use crate::names::nearest;
use crate::schema::Pragmas;
use crate::source::{SourceMap, Span};

/// A top-level object that is a directive.
#[derive(Debug)]
pub(crate) enum Directive {
    Include(Str),
    Pragma(Vec<Entry>),
    /// A directive whose error was reported.
    Malformed,
}

/// Returns the directive that an object is, or else the object itself.
pub(crate) fn directive(
    entries: Vec<Entry>,
    span: Span,
    sources: &SourceMap,
    sink: &mut Sink,
) -> Result<Directive, Vec<Entry>> {
    let find = |key: &str| {
        entries
            .iter()
            .position(|entry| entry.key.raw(sources) == key)
    };
    let (name, at) = match (find("include"), find("pragma")) {
        (Some(at), _) => ("include", at),
        (None, Some(at)) => ("pragma", at),
        (None, None) => return Err(entries),
    };
    let code = if name == "include" {
        Code::BadInclude
    } else {
        Code::BadPragma
    };
    if let Some(extra) = entries.iter().enumerate().find(|(index, _)| *index != at) {
        let key = extra.1.key.raw(sources);
        let diagnostic = Diagnostic::new(
            code,
            span,
            format!("the {name} directive has a second key '{key}'"),
        )
        .also(Some(extra.1.key.span), "does not belong here")
        .help(format!("'{name}' stands alone in its object"));
        sink.push(diagnostic);
        return Ok(Directive::Malformed);
    }
    let wanted = if name == "include" {
        "a string"
    } else {
        "an object"
    };
    match entries.into_iter().next().map(|entry| entry.value) {
        Some(Expr::Str(path)) if name == "include" => Ok(Directive::Include(path)),
        Some(Expr::Object(entries, _)) if name == "pragma" => Ok(Directive::Pragma(entries)),
        other => {
            let message = format!("the value of '{name}' must be {wanted}");
            let mut diagnostic = Diagnostic::new(code, span, message);
            if let Some(value) = other {
                diagnostic =
                    diagnostic.also(Some(value.span()), format!("this is {}", value.what()));
            }
            sink.push(diagnostic);
            Ok(Directive::Malformed)
        }
    }
}

/// Applies a `pragma` directive. All files share one set, and a later list replaces an earlier one.
pub(crate) fn apply_pragmas(
    entries: &[Entry],
    span: Span,
    sources: &SourceMap,
    pragmas: &mut Pragmas,
    sink: &mut Sink,
) {
    const NAMES: [&str; 5] = [
        "doc-required",
        "command-name-exceptions",
        "command-returns-exceptions",
        "documentation-exceptions",
        "member-name-exceptions",
    ];
    for Entry { key, value } in entries {
        let name = key.raw(sources);
        let meant = match name {
            "doc-required" => {
                match value {
                    Expr::Bool(required, _) => pragmas.doc_required = *required,
                    other => sink.push(wrong_pragma(name, span, other, "a boolean")),
                }
                continue;
            }
            "returns-whitelist" | "name-case-whitelist" if sink.edition == Edition::Auto => {
                let modern = match name {
                    "returns-whitelist" => "command-returns-exceptions",
                    _ => "member-name-exceptions",
                };
                let message = format!("the pragma '{name}' has another name now");
                let help = format!("write '{modern}'; schemas do since QEMU 6.0");
                sink.push(Diagnostic::new(Code::LegacyPragma, key.span, message).help(help));
                modern
            }
            _ if NAMES.contains(&name) => name,
            _ => {
                let near = nearest(name, NAMES);
                let help = match near {
                    Some(near) => format!("did you mean '{near}'?"),
                    None => format!("the pragmas are {}", list(&NAMES, "and")),
                };
                let diagnostic = Diagnostic::new(
                    Code::UnknownPragma,
                    span,
                    format!("there is no pragma '{name}'"),
                )
                .also(Some(key.span), "")
                .help(help);
                sink.push(diagnostic);
                // The names that it should permit are not reported again.
                near.unwrap_or_default()
            }
        };
        let list = match meant {
            "command-name-exceptions" => &mut pragmas.command_name_exceptions,
            "command-returns-exceptions" => &mut pragmas.command_returns_exceptions,
            "documentation-exceptions" => &mut pragmas.documentation_exceptions,
            "member-name-exceptions" => &mut pragmas.member_name_exceptions,
            _ => continue,
        };
        if let Some(wrong) = not_a_string(value) {
            sink.push(wrong_pragma(name, span, wrong, "a list of strings"));
        }
        let mut names = strings(value, sources);
        // Each definition searches the list.
        names.sort_unstable();
        *list = names;
    }
}

/// Returns the strings of a list, or a string that should have been a list.
fn strings(value: &Expr, sources: &SourceMap) -> Vec<Box<str>> {
    let values = match value {
        Expr::Array(values, _) => values.as_slice(),
        other => std::slice::from_ref(other),
    };
    let strings = values.iter().filter_map(|value| match value {
        Expr::Str(string) => Some(string.value(sources).into()),
        _ => None,
    });
    strings.collect()
}

/// Returns the part of a value that keeps it from being a list of strings.
fn not_a_string(value: &Expr) -> Option<&Expr> {
    let Expr::Array(values, _) = value else {
        return Some(value);
    };
    values.iter().find(|value| !matches!(value, Expr::Str(_)))
}

fn wrong_pragma(name: &str, span: Span, value: &Expr, wanted: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BadPragma,
        span,
        format!("the pragma '{name}' must be {wanted}"),
    )
    .also(Some(value.span()), format!("this is {}", value.what()))
}
