//! The directives: `include` and `pragma`.

use super::expr::{Entry, Expr, Str};
use crate::Edition;
use crate::diagnostic::{Code, Diagnostic, Sink, list};
use crate::names::nearest;
use crate::schema::Pragmas;
use crate::source::{SourceMap, Span};

/// A top-level object, told apart.
#[derive(Debug)]
pub(crate) enum Directive {
    Include(Str),
    Pragma(Vec<Entry>),
    /// A directive that was reported as malformed.
    Malformed,
}

/// The directive that an object is; the object itself where it is none.
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

/// Carries out a `pragma` directive. All files share one set, and a later list replaces an earlier one.
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
        let list = match name {
            "doc-required" => {
                match value {
                    Expr::Bool(required, _) => pragmas.doc_required = *required,
                    other => sink.push(wrong_pragma(name, span, other, "a boolean")),
                }
                continue;
            }
            "command-name-exceptions" => &mut pragmas.command_name_exceptions,
            "command-returns-exceptions" => &mut pragmas.command_returns_exceptions,
            "documentation-exceptions" => &mut pragmas.documentation_exceptions,
            "member-name-exceptions" => &mut pragmas.member_name_exceptions,
            "returns-whitelist" | "name-case-whitelist" if sink.edition == Edition::Auto => {
                let (list, modern) = match name {
                    "returns-whitelist" => (
                        &mut pragmas.command_returns_exceptions,
                        "command-returns-exceptions",
                    ),
                    _ => (
                        &mut pragmas.member_name_exceptions,
                        "member-name-exceptions",
                    ),
                };
                let message = format!("the pragma '{name}' has another name now");
                let help = format!("write '{modern}'; schemas do since QEMU 6.0");
                sink.push(Diagnostic::new(Code::LegacyPragma, key.span, message).help(help));
                list
            }
            _ => {
                let help = match nearest(name, NAMES) {
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
                continue;
            }
        };
        match strings(value, sources) {
            Ok(mut names) => {
                // They are looked up for each definition.
                names.sort_unstable();
                *list = names;
            }
            Err(wrong) => sink.push(wrong_pragma(name, span, wrong, "a list of strings")),
        }
    }
}

fn strings<'e>(value: &'e Expr, sources: &SourceMap) -> Result<Vec<Box<str>>, &'e Expr> {
    let Expr::Array(values, _) = value else {
        return Err(value);
    };
    values
        .iter()
        .map(|value| match value {
            Expr::Str(string) => Ok(string.value(sources).into()),
            other => Err(other),
        })
        .collect()
}

fn wrong_pragma(name: &str, span: Span, value: &Expr, wanted: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BadPragma,
        span,
        format!("the pragma '{name}' must be {wanted}"),
    )
    .also(Some(value.span()), format!("this is {}", value.what()))
}
