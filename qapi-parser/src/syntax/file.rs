//! One file as a sequence of expressions and doc comments.
//!
//! Behind an error, reading goes on with the next line that starts a top-level expression or a doc
//! comment in the first column, so that one run finds every error.

use super::doc::{DocBlock, doc_comment};
use super::expr::{Expr, Str};
use super::grammar::{File, Grammar};
use super::lexer::{Fault, Input, Problem, blank, punctuation, string, token_length};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::source::FileId;

/// What stands at the top level of a file.
#[derive(Debug)]
pub(crate) enum Top {
    Doc(DocBlock),
    Expr(Expr),
    /// An expression that could not be read; what it defines, if that much can be told.
    Lost(Option<Str>),
}

/// Reads a file; `older_docs` says that its comments are cut as releases before 9.0 did.
pub(crate) fn read_file(id: FileId, text: &str, older_docs: bool, sink: &mut Sink) -> Vec<Top> {
    let file = File { id, text };
    let mut input = text.as_bytes();
    let mut tops = Vec::new();
    loop {
        input = blank(input).map_or(&[][..], |(rest, ())| rest);
        match input.first() {
            None => return tops,
            Some(b'#') => {
                let (rest, doc) = doc_comment(file, input, older_docs, sink);
                input = rest;
                tops.push(Top::Doc(doc));
            }
            Some(_) => match (Grammar { file, sink }).expr(input, 0) {
                Ok((rest, expr)) => {
                    input = rest;
                    tops.push(Top::Expr(expr));
                }
                Err(nom::Err::Failure(fault) | nom::Err::Error(fault)) => {
                    tops.push(Top::Lost(defined_name(file, input)));
                    sink.push(describe(file, &fault));
                    input = resume(input, fault.at);
                }
                // Complete parsers ask for nothing more.
                Err(nom::Err::Incomplete(_)) => return tops,
            },
        }
    }
}

/// The diagnostic of a fault.
fn describe(file: File<'_>, fault: &Fault<'_>) -> Diagnostic {
    let span = file.place(fault.at, fault.length);
    let (code, message) = match &fault.problem {
        Problem::Code(code, message) => (*code, message.clone()),
        Problem::Expected(what) => {
            let found = match fault.at.first() {
                None => "the end of the file".to_owned(),
                Some(b'#') => "a doc comment".to_owned(),
                Some(_) => file
                    .text
                    .get(span.start as usize..span.end as usize)
                    .unwrap_or("")
                    .to_owned(),
            };
            return Diagnostic::new(
                Code::UnexpectedToken,
                span,
                format!("expected {what}, found {found}"),
            )
            .label("not expected here")
            .maybe_help(advice(what, fault.at));
        }
    };
    let diagnostic = Diagnostic::new(code, span, message);
    match code {
        Code::StrayCharacter if fault.at.starts_with(b"\"") => {
            diagnostic.help("write 'text' instead of \"text\"")
        }
        Code::StrayCharacter if fault.at.starts_with("\u{feff}".as_bytes()) => {
            diagnostic.help("save the file without a byte order mark")
        }
        Code::UnknownEscape => diagnostic.help(r"the only escape is '\\'"),
        _ => diagnostic,
    }
}

/// What to do about a missing token, where that is plain.
fn advice(what: &str, at: Input<'_>) -> Option<String> {
    let advice = match (what, at.first()) {
        ("a string", Some(b'}')) => "remove the comma before '}'",
        ("',' or '}'" | "',' or ']'", Some(b'\'' | b'{' | b'[')) => "put a comma before this",
        ("'{', '[', a string, or a boolean", Some(b']')) => "remove the comma before ']'",
        (_, Some(b'#')) => "a doc comment can stand before a definition only, not inside it",
        _ => return None,
    };
    Some(advice.to_owned())
}

/// Where to go on behind a fault: the next line after it that starts with `{` or `##`.
fn resume<'a>(start: Input<'a>, fault: Input<'a>) -> Input<'a> {
    // A fault at the very start must not be met again.
    let mut rest = if fault.len() < start.len() {
        fault
    } else {
        start.get(token_length(start).max(1)..).unwrap_or_default()
    };
    while let Some(at) = rest.iter().position(|&byte| byte == b'\n' || byte == b'\r') {
        rest = rest.get(at + 1..).unwrap_or_default();
        if rest.starts_with(b"{") || rest.starts_with(b"##") {
            return rest;
        }
    }
    &[]
}

/// The name in `{ 'KIND': 'NAME'` at the start of an expression, whatever comes then.
fn defined_name(file: File<'_>, input: Input<'_>) -> Option<Str> {
    let (rest, ()) = punctuation("{")(input).ok()?;
    let (rest, ()) = blank(rest).ok()?;
    let (rest, _) = string(rest).ok()?;
    let (rest, ()) = punctuation(":")(rest).ok()?;
    let (start, ()) = blank(rest).ok()?;
    let (end, (_, escaped)) = string(start).ok()?;
    Some(Str {
        span: file.span(start, end),
        escaped,
    })
}
