//! Tokens, and the blanks between them.
//!
//! A token's parser also reads the blank after it, so that each parser begins at a token.
//! The rules are from qapi-code-gen, "Schema syntax". Strings contain only printable ASCII, and
//! `\\` is the only escape. White space is that of Python's `str.isspace`, as QEMU's front end is
//! written in it.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while};
use nom::character::complete::{char, one_of};
use nom::combinator::{not, peek, recognize, success, value, verify};
use nom::error::ParseError;
use nom::multi::many0_count;
use nom::sequence::{delimited, preceded, terminated};
use nom::{Compare, IResult, Parser};

use super::ast::Str;
use super::combinator::spanned;
use super::error::{Error, Parsed, Problem, StringError};
use super::input::Input;

/// Returns whether a character is white space in Python's `str.isspace`.
pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace() || ('\x1c'..='\x1f').contains(&character)
}

/// Returns whether a byte ends a line; `\r\n` is two of them.
pub(super) fn is_line_end(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

/// Matches a character of any length. The input is UTF-8, split between characters.
pub(super) fn character(input: Input<'_>) -> Parsed<'_, char> {
    let length = match input.first_byte() {
        Some(ascii @ 0..0x80) => return Ok((input.skip(1), ascii.into())),
        Some(0x80..0xe0) => 2,
        Some(0xe0..0xf0) => 3,
        _ => 4,
    };
    match input.prefix(length).text().chars().next() {
        Some(character) => Ok((input.skip(length), character)),
        None => Err(Error::no_match(input)),
    }
}

/// Matches white space, or nothing.
#[inline]
pub(super) fn space(input: Input<'_>) -> Parsed<'_, ()> {
    let (rest, _) = usual_space(input)?;
    match rest.first_byte() {
        // A token nearly always comes next.
        None | Some(b'!'..=b'~') => Ok((rest, ())),
        Some(_) => value((), many0_count((unusual_space, usual_space))).parse(rest),
    }
}

#[inline]
fn usual_space(input: Input<'_>) -> Parsed<'_, Input<'_>> {
    take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).parse(input)
}

fn unusual_space(input: Input<'_>) -> Parsed<'_, char> {
    verify(character, |&character| is_space(character)).parse(input)
}

/// Matches the rest of a line, without its end. It uses `memchr`, as comments are the larger part
/// of a schema.
pub(super) fn line(input: Input<'_>) -> Parsed<'_, Input<'_>> {
    let end = memchr::memchr2(b'\n', b'\r', input.items).unwrap_or(input.items.len());
    Ok((input.skip(end), input.prefix(end)))
}

/// Matches a plain comment. `##` begins a doc comment, anywhere.
fn comment(input: Input<'_>) -> Parsed<'_, ()> {
    value((), (char('#'), not(char('#')), line)).parse(input)
}

/// Matches white space and plain comments, or nothing.
#[inline]
pub(super) fn blank(input: Input<'_>) -> Parsed<'_, ()> {
    let (rest, ()) = space(input)?;
    match rest.first_byte() {
        Some(b'#') => value((), many0_count((comment, space))).parse(rest),
        _ => Ok((rest, ())),
    }
}

/// Matches a token, and the blank after it.
pub(super) fn token<'a, T>(
    mut parser: impl FnMut(Input<'a>) -> Parsed<'a, T>,
) -> impl FnMut(Input<'a>) -> Parsed<'a, T> {
    move |input| terminated(&mut parser, blank).parse(input)
}

/// Matches a punctuation mark, as a token.
pub(super) fn mark<'a>(mark: char) -> impl FnMut(Input<'a>) -> Parsed<'a, char> {
    token(move |input| char(mark).parse(input))
}

/// `string = "'" { character | '\\' '\\' } "'"`, without an analysis of errors. Returns whether it
/// contains escapes.
pub(crate) fn quoted<I, E>(input: I) -> IResult<I, bool, E>
where
    I: nom::Input<Item = u8> + Compare<&'static str>,
    E: ParseError<I>,
{
    let plain = delimited(char('\''), plain, char('\''));
    let escaped = delimited(char('\''), characters, char('\''));
    alt((value(false, plain), value(true, escaped))).parse(input)
}

/// Matches characters of a string that mean themselves.
fn plain<I, E>(input: I) -> IResult<I, I, E>
where
    I: nom::Input<Item = u8>,
    E: ParseError<I>,
{
    let is_plain = |byte| matches!(byte, b' '..=b'~') && byte != b'\'' && byte != b'\\';
    take_while(is_plain).parse(input)
}

/// Matches the content of a string.
fn characters<I, E>(input: I) -> IResult<I, (), E>
where
    I: nom::Input<Item = u8> + Compare<&'static str>,
    E: ParseError<I>,
{
    value((), (plain, many0_count((tag(r"\\"), plain)))).parse(input)
}

/// Matches a string. An error is reported at its opening quote, as in QEMU's front end.
pub(super) fn string(input: Input<'_>) -> Parsed<'_, Str> {
    let string = spanned(quoted).map(|(escaped, span)| Str { span, escaped });
    alt((string, broken_string)).parse(input)
}

/// Fails with the error in a string that [`quoted`] does not match.
fn broken_string(start: Input<'_>) -> Parsed<'_, Str> {
    let (end, _) = preceded(char('\''), characters).parse(start)?;
    let in_line = |&character: &char| !matches!(character, '\n' | '\r');
    let plain = |character: &char| *character != '\\' && in_line(character);
    let (rest, error) = alt((
        preceded(char('\\'), verify(character, in_line)).map(StringError::Escape),
        verify(character, plain).map(StringError::Character),
        success(StringError::Unterminated),
    ))
    .parse(end)?;
    let length = rest.start() - start.start();
    Err(Error::failure(start, Problem::String { error, length }))
}

/// Returns whether a token begins here, or the file ends.
pub(super) fn is_token(input: Input<'_>) -> bool {
    match input.first_byte() {
        None | Some(b'{' | b'}' | b'[' | b']' | b':' | b',' | b'\'' | b'#') => true,
        Some(_) => boolean(input).is_ok(),
    }
}

/// `boolean = 'true' | 'false'`
pub(super) fn boolean(input: Input<'_>) -> Parsed<'_, bool> {
    alt((value(true, tag("true")), value(false, tag("false")))).parse(input)
}

/// Matches a token as messages show it, even a wrong one. A word ends at the next mark, quote or
/// white space.
pub(super) fn lexeme(input: Input<'_>) -> Parsed<'_, Input<'_>> {
    let in_word = |&character: &char| !is_space(character) && !"{}[]:,'".contains(character);
    alt((
        recognize(one_of("{}[]:,")),
        recognize(quoted),
        recognize(char('\'')),
        preceded(peek(char('#')), line),
        recognize(many0_count(verify(character, in_word))),
    ))
    .parse(input)
}

/// Returns the length in bytes of the token at the start of the input; zero at the end of the file.
pub(super) fn lexeme_length(input: Input<'_>) -> usize {
    lexeme(input).map_or(0, |(_, lexeme)| lexeme.items.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edition;
    use crate::diagnostic::Sink;
    use crate::source::FileId;
    use crate::syntax::input::Source;

    /// Returns the output of a parser for a file, with the rest of the file.
    fn parsed<T>(
        text: &str,
        parser: impl for<'a> Fn(Input<'a>) -> Parsed<'a, T>,
    ) -> Result<(T, &str), Problem> {
        let source = Source::new(FileId(0), text, Sink::new(Edition::Latest));
        match parser(source.input()) {
            Ok((rest, output)) => Ok((output, text.get(rest.start() as usize..).unwrap_or(""))),
            Err(nom::Err::Error(error) | nom::Err::Failure(error)) => Err(error.problem),
            Err(nom::Err::Incomplete(_)) => Err(Problem::NoMatch),
        }
    }

    #[test]
    fn strings() {
        let read = |text| parsed(text, string).map(|(string, rest)| (string.escaped, rest));
        assert_eq!(read(r"'a\\b' c"), Ok((true, " c")));
        assert_eq!(read("''"), Ok((false, "")));
        assert_eq!(read("a"), Err(Problem::NoMatch));
        let wrong = |error, length| Err(Problem::String { error, length });
        assert_eq!(read("'ab"), wrong(StringError::Unterminated, 3));
        assert_eq!(read("'ab\n'"), wrong(StringError::Unterminated, 3));
        assert_eq!(read(r"'a\"), wrong(StringError::Unterminated, 2));
        assert_eq!(read(r"'a\nb'"), wrong(StringError::Escape('n'), 4));
        assert_eq!(read("'\u{e9}'"), wrong(StringError::Character('\u{e9}'), 3));
        assert_eq!(read("'\x7f'"), wrong(StringError::Character('\x7f'), 2));
    }

    #[test]
    fn blank_stops_before_doc_comments() {
        let text = "\t\u{a0}# one\n \r\n# two \u{e9}\n## three";
        assert_eq!(parsed(text, blank), Ok(((), "## three")));
        assert_eq!(parsed("  x", blank), Ok(((), "x")));
    }
}
