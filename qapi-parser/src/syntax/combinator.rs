//! Combinators of the grammar that nom does not have.

use super::error::{Error, Expected, Parsed, Problem};
use super::input::Input;
use crate::Edition;
use crate::source::Span;

/// Matches `parser`, or fails with an error that `expected` is missing.
pub(super) fn expect<'a, T>(
    expected: Expected,
    mut parser: impl FnMut(Input<'a>) -> Parsed<'a, T>,
) -> impl FnMut(Input<'a>) -> Parsed<'a, T> {
    move |input| match parser(input) {
        Err(nom::Err::Error(_)) => Err(Error::failure(input, Problem::Expected(expected))),
        result => result,
    }
}

/// Returns the output of `parser`, with its span.
pub(super) fn spanned<'a, T>(
    mut parser: impl FnMut(Input<'a>) -> Parsed<'a, T>,
) -> impl FnMut(Input<'a>) -> Parsed<'a, (T, Span)> {
    move |start| {
        let (rest, output) = parser(start)?;
        Ok((rest, (output, start.span_to(rest))))
    }
}

/// Matches `parser` in edition auto. In the latest edition it never matches.
pub(super) fn in_auto<'a, T>(
    mut parser: impl FnMut(Input<'a>) -> Parsed<'a, T>,
) -> impl FnMut(Input<'a>) -> Parsed<'a, T> {
    move |input| match input.source.edition {
        Edition::Auto => parser(input),
        Edition::Latest => Err(Error::no_match(input)),
    }
}
