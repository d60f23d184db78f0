//! Continues after an error, so that one run finds all of them. Reading resumes at the next line
//! that begins an expression, or a doc comment before one, in the first column.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while};
use nom::character::complete::{char, one_of};
use nom::combinator::{eof, not, opt, peek, value};
use nom::multi::{many0_count, many1_count};
use nom::sequence::preceded;

use super::diagnosis::diagnose;
use super::error::{Error, Parsed};
use super::input::Input;
use super::lexer::{blank, is_line_end, lexeme_length, line};

/// Returns the output of `parser`. If it fails, reports the error, skips the unreadable text, and
/// returns the output of `lost` for the input of `parser`.
pub(super) fn recover<'a, P: Parser<Input<'a>, Error = Error>>(
    mut parser: P,
    lost: impl Fn(Input<'a>) -> P::Output,
) -> impl FnMut(Input<'a>) -> Parsed<'a, P::Output> {
    move |start| {
        let error = match parser.parse(start) {
            Err(nom::Err::Error(error) | nom::Err::Failure(error)) => error,
            result => return result,
        };
        start.source.report(diagnose(start.source, error));
        let from = match error.offset.saturating_sub(start.start()) {
            // The same error must not be found again.
            0 => start.skip(lexeme_length(start).max(1)),
            read => start.skip(read as usize),
        };
        let (rest, ()) = unreadable(from)?;
        Ok((rest, lost(start)))
    }
}

/// `unreadable = { ! resumption ( comment | line ) }`
///
/// The first line may be one to resume at, after an expression without an end.
fn unreadable(input: Input<'_>) -> Parsed<'_, ()> {
    let whole_line = value((), (line, opt(one_of("\n\r"))));
    let skipped = many0_count(preceded(not(resumption), alt((comment, whole_line))));
    value((), skipped).parse(input)
}

/// `resumption = '{' | comment [ blank ] ( '{' | '#' | end ) | end`, at the start of a line.
fn resumption(input: Input<'_>) -> Parsed<'_, ()> {
    let next = alt((value((), one_of("{#")), value((), eof)));
    let expression = value((), (first_column, char('{')));
    let documented = value((), (comment, blank, next));
    alt((expression, documented, value((), eof))).parse(input)
}

/// `comment = '##' { '#' line | line_end }`, at the start of a line.
fn comment(input: Input<'_>) -> Parsed<'_, ()> {
    let lines = many1_count((peek(char('#')), line, take_while(is_line_end)));
    value((), (first_column, peek(tag("##")), lines)).parse(input)
}

fn first_column(input: Input<'_>) -> Parsed<'_, ()> {
    match input.in_first_column() {
        true => Ok((input, ())),
        false => Err(Error::no_match(input)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edition;
    use crate::diagnostic::Sink;
    use crate::source::FileId;
    use crate::syntax::input::Source;

    /// Returns the rest of a text after a part that cannot be read.
    fn rest(text: &str) -> &str {
        let source = Source::new(FileId(0), text, Sink::new(Edition::Latest));
        let rest = unreadable(source.input()).map_or(0, |(rest, ())| rest.start());
        text.get(rest as usize..).unwrap_or("")
    }

    #[test]
    fn reading_goes_on_with_an_expression_in_the_first_column() {
        assert_eq!(rest("x, {\n { 'a'\n{ 'b'"), "{ 'b'");
        assert_eq!(rest("{ 'b'"), "{ 'b'");
        assert_eq!(rest("x"), "");
    }

    #[test]
    fn reading_goes_on_with_a_comment_before_an_expression() {
        assert_eq!(rest("x\n##\n# @b:\n##\n{ 'b'"), "##\n# @b:\n##\n{ 'b'");
        assert_eq!(rest("x\n##\n# @b:\n##"), "##\n# @b:\n##");
        let inside = "x\n##\n# @b:\n##\n 'c': 'd' }\n{ 'e'";
        assert_eq!(rest(inside), "{ 'e'");
    }
}
