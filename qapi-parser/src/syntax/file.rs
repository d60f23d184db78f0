//! One file as a sequence of expressions and doc comments.
//!
//! Behind an error, reading goes on with the next line that starts a top-level expression or a doc
//! comment in the first column, so that one run finds every error.

use super::doc::{DocBlock, doc_comment};
use super::expr::{Entry, Expr, Str};
use super::fault::describe;
use super::grammar::{File, Grammar};
use super::lexer::{Input, blank, is_line_end, line, punctuation, string, token_length};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::source::{FileId, Span};

/// What stands at the top level of a file.
#[derive(Debug)]
pub(crate) enum Top {
    Doc(DocBlock),
    Object(Vec<Entry>, Span),
    /// An expression that is no object.
    Stray,
    /// An expression that could not be read; what it defines, if that much can be told.
    Lost(Option<Str>),
}

/// Reads a file; `older_docs` says that its comments are cut as releases before 9.0 did.
pub(crate) fn read_file(id: FileId, text: &str, older_docs: bool, sink: &mut Sink) -> Vec<Top> {
    let file = File { id, text };
    let mut input = text.as_bytes();
    let mut tops = Vec::new();
    while !sink.is_full() {
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
                    tops.push(match expr {
                        Expr::Object(entries, span) => Top::Object(entries, span),
                        other => {
                            sink.push(no_object(&other));
                            Top::Stray
                        }
                    });
                }
                Err(nom::Err::Failure(fault) | nom::Err::Error(fault)) => {
                    tops.push(Top::Lost(defined_name(file, input)));
                    sink.push(describe(file, input, &fault));
                    input = resume(file, input, fault.at);
                }
                // Complete parsers ask for nothing more.
                Err(nom::Err::Incomplete(_)) => return tops,
            },
        }
    }
    tops
}

fn no_object(expr: &Expr) -> Diagnostic {
    let what = expr.what();
    let message = format!("{what} stands where a definition or directive should");
    let help = "a schema is a sequence of objects: { 'KIND': 'NAME', ... }";
    Diagnostic::new(Code::NotAnObject, expr.span(), message).help(help)
}

/// Where to go on behind a fault: the next line that starts with `{`, or with a doc comment that stands
/// before such a line. That may be the fault's own line, where an expression before it was not closed.
fn resume<'a>(file: File<'a>, start: Input<'a>, fault: Input<'a>) -> Input<'a> {
    // A fault at the very start must not be met again.
    let mut rest = if fault.len() < start.len() {
        fault
    } else {
        start.get(token_length(start).max(1)..).unwrap_or_default()
    };
    loop {
        if file.in_first_column(rest) {
            if rest.starts_with(b"{") {
                return rest;
            }
            if rest.starts_with(b"##") {
                let behind = behind_comment(rest);
                let next = blank(behind).map_or(&[][..], |(next, ())| next);
                if matches!(next.first(), None | Some(b'{' | b'#')) {
                    return rest;
                }
                rest = behind;
                continue;
            }
        }
        let Some(at) = rest.iter().position(|&byte| is_line_end(byte)) else {
            return &[];
        };
        rest = rest.get(at + 1..).unwrap_or_default();
    }
}

/// What stands behind the lines that start with `#`.
fn behind_comment(mut rest: Input<'_>) -> Input<'_> {
    while rest.starts_with(b"#") {
        let behind = line(rest).map_or(&[][..], |(behind, _)| behind);
        let ends = behind.iter().take_while(|&&byte| is_line_end(byte)).count();
        rest = behind.get(ends..).unwrap_or_default();
    }
    rest
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
