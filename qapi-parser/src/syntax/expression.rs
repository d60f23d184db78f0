//! The grammar of expressions, from qapi-code-gen, "Schema syntax":
//!
//! ```text
//! expression = object | array | string | boolean
//! object     = '{' [ member { ',' member } ] '}'
//! member     = string ':' expression
//! array      = '[' [ expression { ',' expression } ] ']'
//! ```
//!
//! Errors are reported at the token found instead of the expected one, as in QEMU's front end. Keys
//! and nesting are checked here. `definition` interprets the keys and values.

use nom::Parser;
use nom::branch::alt;
use nom::character::complete::char;
use nom::multi::separated_list0;
use nom::sequence::terminated;

use super::ast::{Entry, Expr, Str};
use super::combinator::{expect, in_auto, spanned};
use super::error::{Error, Expected, Parsed, Problem};
use super::input::Input;
use super::lexer::{blank, boolean, lexeme_length, mark, string, token};
use super::seen::Seen;
use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::source::Span;

/// `expression = object | array | string | boolean`
pub(super) fn expression(input: Input<'_>) -> Parsed<'_, Expr> {
    // The first character decides. With `alt`, each level would use more stack.
    match input.first_byte() {
        Some(b'{') => object(input),
        Some(b'[') => array(input),
        _ => scalar(input),
    }
}

/// `scalar = string | boolean`
fn scalar(input: Input<'_>) -> Parsed<'_, Expr> {
    let string = string.map(Expr::Str);
    let boolean = spanned(boolean).map(|(truth, span)| Expr::Bool(truth, span));
    terminated(alt((string, boolean)), blank).parse(input)
}

/// `object = '{' [ member { ',' member } ] '}'`
fn object(input: Input<'_>) -> Parsed<'_, Expr> {
    let mut keys = Seen::new();
    let (rest, (entries, span)) = list(&BRACES, |input| member(&mut keys, input), input)?;
    Ok((rest, Expr::Object(entries, span)))
}

/// `array = '[' [ expression { ',' expression } ] ']'`
fn array(input: Input<'_>) -> Parsed<'_, Expr> {
    let (rest, (values, span)) = list(&SQUARE, expression, input)?;
    Ok((rest, Expr::Array(values, span)))
}

/// `member = string ':' expression`
fn member<'a>(keys: &mut Seen<'a>, input: Input<'a>) -> Parsed<'a, Entry> {
    let (rest, key) = key(keys, input)?;
    let (rest, value) = expect(Expected::Value, expression)(rest)?;
    Ok((rest, Entry { key, value }))
}

/// `string ':'`, if the object does not contain the string as a key yet.
fn key<'a>(keys: &mut Seen<'a>, input: Input<'a>) -> Parsed<'a, Str> {
    let (rest, key) = terminated(token(string), expect(Expected::Colon, mark(':'))).parse(input)?;
    match keys.insert(input.source.slice(key.inner()), key.span) {
        None => Ok((rest, key)),
        Some(first) => Err(Error::failure(rest, Problem::DuplicateKey { first })),
    }
}

/// The brackets around a list, and the tokens that are expected inside them.
#[derive(Debug)]
struct Brackets {
    open: char,
    close: char,
    /// After the opening bracket.
    first: Expected,
    /// After a comma.
    next: Expected,
    /// After an item.
    after: Expected,
}

const BRACES: Brackets = Brackets {
    open: '{',
    close: '}',
    first: Expected::KeyOrBrace,
    next: Expected::Key,
    after: Expected::CommaOrBrace,
};

const SQUARE: Brackets = Brackets {
    open: '[',
    close: ']',
    first: Expected::ValueOrBracket,
    next: Expected::Value,
    after: Expected::CommaOrBracket,
};

/// `list = open [ item { separator item } ] close`
fn list<'a, O>(
    brackets: &'static Brackets,
    item: impl FnMut(Input<'a>) -> Parsed<'a, O>,
    start: Input<'a>,
) -> Parsed<'a, (Vec<O>, Span)> {
    let (input, ()) = open(brackets, start)?;
    let items = separated_list0(|input| separator(brackets, input), item).parse(input);
    let closed = items.and_then(|(rest, items)| {
        let (rest, end) = close(brackets, items.is_empty(), rest)?;
        Ok((rest, (items, start.span_to(end))))
    });
    start.source.depth.update(|depth| depth - 1);
    closed.map_err(|error| error.map(|error| error.inside(start)))
}

/// Matches the opening bracket.
fn open<'a>(brackets: &'static Brackets, start: Input<'a>) -> Parsed<'a, ()> {
    let (rest, _) = mark(brackets.open)(start)?;
    let depth = &start.source.depth;
    if depth.get() >= limits::NESTING {
        return Err(Error::failure(start, Problem::TooDeep));
    }
    depth.update(|depth| depth + 1);
    Ok((rest, ()))
}

/// Matches the closing bracket. Returns its end.
fn close<'a>(
    brackets: &'static Brackets,
    is_empty: bool,
    input: Input<'a>,
) -> Parsed<'a, Input<'a>> {
    let bracket = |input| char(brackets.close).parse(input);
    let (end, _) = match is_empty {
        true => expect(brackets.first, bracket)(input)?,
        false => {
            let end = |input| alt((bracket, trailing_comma(brackets))).parse(input);
            expect(brackets.after, end)(input)?
        }
    };
    let (rest, ()) = blank(end)?;
    Ok((rest, end))
}

/// Matches a comma. In edition auto it may be missing, as before QEMU 1.6.
fn separator<'a>(brackets: &'static Brackets, input: Input<'a>) -> Parsed<'a, ()> {
    alt((mark(',').map(|_| ()), in_auto(missing_comma(brackets)))).parse(input)
}

fn missing_comma<'a>(brackets: &'static Brackets) -> impl FnMut(Input<'a>) -> Parsed<'a, ()> {
    move |input| {
        let begins_item = match input.first_byte() {
            Some(b'\'') => true,
            // In the first column it is more likely a definition, after one without an end.
            Some(b'{' | b'[') => brackets.open == '[' && !input.in_first_column(),
            _ => false,
        };
        if !begins_item {
            return Err(Error::no_match(input));
        }
        let span = input.span(lexeme_length(input));
        let message = "a comma is missing before this";
        let help = "put one; schemas lack none since QEMU 1.6";
        let diagnostic = Diagnostic::new(Code::LegacyMissingComma, span, message);
        input.source.report(diagnostic.help(help));
        Ok((input, ()))
    }
}

/// Matches a comma and the closing bracket, which edition auto accepts, as releases before QEMU 1.4
/// did.
fn trailing_comma<'a>(brackets: &'static Brackets) -> impl FnMut(Input<'a>) -> Parsed<'a, char> {
    move |comma| {
        let (input, _) = mark(',')(comma)?;
        let bracket = |input| char(brackets.close).parse(input);
        let (rest, close) = expect(brackets.next, in_auto(bracket))(input)?;
        let message = "a comma stands behind the last member";
        let help = "remove it; schemas have none since QEMU 1.4";
        let diagnostic = Diagnostic::new(Code::LegacyTrailingComma, comma.span(1), message);
        comma.source.report(diagnostic.help(help));
        Ok((rest, close))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edition;
    use crate::diagnostic::Sink;
    use crate::source::FileId;
    use crate::syntax::input::Source;

    /// Returns the error in a text.
    fn error(text: &str) -> Option<Error> {
        let source = Source::new(FileId(0), text, Sink::new(Edition::Latest));
        match expression(source.input()) {
            Err(nom::Err::Failure(error)) => Some(error),
            _ => None,
        }
    }

    #[test]
    fn the_error_is_what_was_expected_at_the_token_found() {
        let cases = [
            ("{", Expected::KeyOrBrace, 1),
            ("{ true", Expected::KeyOrBrace, 2),
            ("{ 'a' }", Expected::Colon, 6),
            ("{ 'a': }", Expected::Value, 7),
            ("{ 'a': 'b' # comment\n]", Expected::CommaOrBrace, 21),
            ("{ 'a': 'b', }", Expected::Key, 12),
            ("[ }", Expected::ValueOrBracket, 2),
            ("[ , 'a' ]", Expected::ValueOrBracket, 2),
            ("[ 'a' 'b' ]", Expected::CommaOrBracket, 6),
            ("[ 'a', ]", Expected::Value, 7),
        ];
        for (text, expected, offset) in cases {
            let found = error(text).map(|error| (error.problem, error.offset));
            assert_eq!(found, Some((Problem::Expected(expected), offset)), "{text}");
        }
    }

    #[test]
    fn an_error_names_the_innermost_open_bracket() {
        let bracket = |text| error(text).and_then(|error| error.bracket);
        assert_eq!(bracket("{ 'a': [ 'b'"), Some(7));
        assert_eq!(bracket("{ 'a': [ [], {} ], 'b'"), Some(0));
        assert_eq!(bracket("{ 'a': true#}"), Some(0));
    }

    #[test]
    fn a_key_is_used_once() {
        let text = "{ 'a': 'x', 'b': 'y', 'a': 'z' }";
        let first = Span::new(FileId(0), 2, 5);
        let found = error(text).map(|error| (error.problem, error.offset));
        assert_eq!(found, Some((Problem::DuplicateKey { first }, 27)));
    }

    #[test]
    fn brackets_are_counted_after_an_error_too() {
        let source = Source::new(FileId(0), "[ [ { } ] }", Sink::new(Edition::Latest));
        assert!(expression(source.input()).is_err());
        assert_eq!(source.depth.get(), 0);
    }
}
