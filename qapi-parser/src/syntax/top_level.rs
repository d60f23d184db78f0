//! One file: a sequence of expressions and doc comments.

use std::mem;

use nom::Parser;
use nom::branch::alt;
use nom::multi::many0;
use nom::sequence::preceded;

use super::ast::{Entry, Expr, Str};
use super::combinator::expect;
use super::doc::{DocBlock, doc_comment};
use super::error::{Error, Expected, Parsed};
use super::expression::expression;
use super::input::{Input, Source};
use super::lexer::{blank, mark, string, token};
use super::recovery::recover;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::source::{FileId, Span};

/// An entry of a file.
#[derive(Debug)]
pub(crate) enum Top {
    Doc(DocBlock),
    Object(Vec<Entry>, Span),
    /// An expression that is not an object.
    Stray,
    /// An expression that could not be read, with the name it defines, if that could be read.
    Lost(Option<Str>),
}

/// Reads a file. With `older_docs`, its comments are split as in releases before 9.0.
pub(crate) fn read_file(id: FileId, text: &str, older_docs: bool, sink: &mut Sink) -> Vec<Top> {
    let edition = sink.edition;
    let source = Source::new(id, text, mem::replace(sink, Sink::new(edition)));
    // Unreadable parts are skipped, so every text is a file.
    let tops = file(older_docs, source.input()).map_or_else(|_| Vec::new(), |(_, tops)| tops);
    *sink = source.into_sink();
    tops
}

/// `file = [ blank ] { doc_comment | expression }`
fn file(older_docs: bool, input: Input<'_>) -> Parsed<'_, Vec<Top>> {
    let comment = token(doc_comment(older_docs)).map(Top::Doc);
    let lost = |start| Top::Lost(lost_name(start));
    let top = recover(alt((comment, top_expression)), lost);
    preceded(blank, many0(preceded(more, top))).parse(input)
}

/// Matches unless the file ends here, or no more diagnostics are accepted.
fn more(input: Input<'_>) -> Parsed<'_, ()> {
    match input.items.is_empty() || input.source.is_full() {
        true => Err(Error::no_match(input)),
        false => Ok((input, ())),
    }
}

fn top_expression(input: Input<'_>) -> Parsed<'_, Top> {
    let (rest, expression) = expect(Expected::TopLevel, expression)(input)?;
    let top = match expression {
        Expr::Object(entries, span) => Top::Object(entries, span),
        other => {
            let what = other.what();
            let message = format!("{what} stands where a definition or directive should");
            let help = "a schema is a sequence of objects: { 'KIND': 'NAME', ... }";
            let diagnostic = Diagnostic::new(Code::NotAnObject, other.span(), message);
            input.source.report(diagnostic.help(help));
            Top::Stray
        }
    };
    Ok((rest, top))
}

/// Returns the name in `{ 'KIND': 'NAME'` at the start of an expression. The text after it does not
/// matter.
fn lost_name(input: Input<'_>) -> Option<Str> {
    let name = preceded((mark('{'), token(string), mark(':')), string).parse(input);
    name.ok().map(|(_, name)| name)
}
