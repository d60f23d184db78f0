//! Tokens, as nom parsers over bytes.
//!
//! A parser's input is always the rest of one file, so a place is the file's length less the rest's.
//! Facts: qapi-code-gen, "Schema syntax"; strings hold printable ASCII only, and `\\` is the only
//! escape. White space is what Python's `str.isspace` takes, as QEMU's front end is written in it.

use nom::bytes::complete::{tag, take, take_while};
use nom::error::{ErrorKind, ParseError};
use nom::{IResult, Parser};

use crate::diagnostic::Code;

/// The rest of a file.
pub(crate) type Input<'a> = &'a [u8];
/// What a parser of the grammar gives.
pub(crate) type Parsed<'a, T> = IResult<Input<'a>, T, Fault<'a>>;

/// Why a parser failed: the place (as the rest of the file from there on) and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault<'a> {
    pub(crate) at: Input<'a>,
    /// How many bytes from `at` on are wrong.
    pub(crate) length: usize,
    pub(crate) problem: Problem,
}

/// What is wrong at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    Code(Code, String),
    /// Something else was expected; what was found is read off the place.
    Expected(&'static str),
}

impl<'a> ParseError<Input<'a>> for Fault<'a> {
    fn from_error_kind(at: Input<'a>, _: ErrorKind) -> Self {
        Self {
            at,
            length: 0,
            problem: Problem::Expected("a token"),
        }
    }

    fn append(_: Input<'a>, _: ErrorKind, other: Self) -> Self {
        other
    }
}

/// A failure that no alternative mends.
pub(crate) fn fail<T>(at: Input<'_>, length: usize, problem: Problem) -> Parsed<'_, T> {
    Err(nom::Err::Failure(Fault {
        at,
        length,
        problem,
    }))
}

/// The first character of the input; `None` at its end. The input is UTF-8, cut at a character.
pub(crate) fn first_char(input: Input<'_>) -> Option<char> {
    let length = match *input.first()? {
        ascii @ 0..0x80 => return Some(char::from(ascii)),
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    };
    std::str::from_utf8(input.get(..length)?)
        .ok()?
        .chars()
        .next()
}

/// White space as Python's `str.isspace` has it.
pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace() || ('\x1c'..='\x1f').contains(&character)
}

/// Whether a byte ends a line; `\r\n` is two of them.
pub(crate) fn is_line_end(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

/// White space, none included.
pub(crate) fn space(mut input: Input<'_>) -> Parsed<'_, ()> {
    loop {
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        let blank = input.iter().position(|byte| !is_blank(byte));
        input = input
            .get(blank.unwrap_or(input.len())..)
            .unwrap_or_default();
        match first_char(input) {
            Some('!'..='~') => return Ok((input, ())),
            Some(other) if is_space(other) => {
                input = input.get(other.len_utf8()..).unwrap_or_default()
            }
            _ => return Ok((input, ())),
        }
    }
}

/// The rest of a line, without its end.
pub(crate) fn line(input: Input<'_>) -> Parsed<'_, Input<'_>> {
    let end = memchr::memchr2(b'\n', b'\r', input);
    take(end.unwrap_or(input.len())).parse(input)
}

/// White space and comments; stops before `##`, which starts a doc comment wherever it stands.
pub(crate) fn blank(mut input: Input<'_>) -> Parsed<'_, ()> {
    loop {
        (input, _) = space(input)?;
        if input.first() != Some(&b'#') || input.get(1) == Some(&b'#') {
            return Ok((input, ()));
        }
        (input, _) = line(input)?;
    }
}

/// One punctuation mark, behind white space and comments.
pub(crate) fn punctuation<'a>(mark: &'static str) -> impl Fn(Input<'a>) -> Parsed<'a, ()> {
    move |input| {
        let (input, ()) = blank(input)?;
        tag(mark).map(|_: Input<'a>| ()).parse(input)
    }
}

/// A string at the start of the input: the bytes between its quotes, and whether escapes are among
/// them. An error points at the opening quote, as QEMU's front end does.
pub(crate) fn string(input: Input<'_>) -> Parsed<'_, (Input<'_>, bool)> {
    let (body, _) = tag("'").parse(input)?;
    let mut rest = body;
    let mut escaped = false;
    loop {
        (rest, _) =
            take_while(|byte: u8| (0x20..0x7f).contains(&byte) && byte != b'\'' && byte != b'\\')
                .parse(rest)?;
        let length = input.len() - rest.len();
        match rest {
            [b'\'', after @ ..] => {
                let text = body.get(..body.len() - rest.len()).unwrap_or_default();
                return Ok((after, (text, escaped)));
            }
            [b'\\', b'\\', after @ ..] => {
                escaped = true;
                rest = after;
            }
            [] | [b'\n' | b'\r', ..] | [b'\\', b'\n' | b'\r', ..] | [b'\\'] => {
                let message = "this string has no closing quote on its line".to_owned();
                return fail(
                    input,
                    length,
                    Problem::Code(Code::UnterminatedString, message),
                );
            }
            [b'\\', after @ ..] => {
                let escape = first_char(after).unwrap_or(' ');
                let message = format!("the escape '\\{escape}' does not exist");
                return fail(
                    input,
                    length + 1 + escape.len_utf8(),
                    Problem::Code(Code::UnknownEscape, message),
                );
            }
            _ => {
                let character = first_char(rest).unwrap_or(' ');
                let number = character as u32;
                let shown = if character.is_control() || character.is_whitespace() {
                    format!("U+{number:04X}")
                } else {
                    format!("'{character}' (U+{number:04X})")
                };
                let message = format!("strings hold printable ASCII only, not {shown}");
                return fail(
                    input,
                    length + character.len_utf8(),
                    Problem::Code(Code::FunnyCharacter, message),
                );
            }
        }
    }
}

/// How many bytes the token at the start of the input has, for messages: a word goes up to the next
/// mark, quote or white space.
pub(crate) fn token_length(input: Input<'_>) -> usize {
    match input.first() {
        None => 0,
        Some(b'{' | b'}' | b'[' | b']' | b':' | b',') => 1,
        Some(b'\'') => string(input).map_or(1, |(rest, _)| input.len() - rest.len()),
        Some(b'#') => line(input).map_or(1, |(rest, _)| input.len() - rest.len()),
        Some(_) => {
            let mut rest = input;
            while let Some(character) = first_char(rest) {
                if is_space(character) || "{}[]:,'".contains(character) {
                    break;
                }
                rest = rest.get(character.len_utf8()..).unwrap_or_default();
            }
            input.len() - rest.len()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(input: &str) -> Option<Code> {
        match string(input.as_bytes()) {
            Err(nom::Err::Failure(Fault {
                problem: Problem::Code(code, _),
                ..
            })) => Some(code),
            _ => None,
        }
    }

    #[test]
    fn strings() {
        assert_eq!(
            string(br"'a\\b' c"),
            Ok((&b" c"[..], (&br"a\\b"[..], true)))
        );
        assert_eq!(string(b"''"), Ok((&b""[..], (&b""[..], false))));
        assert_eq!(code("'ab"), Some(Code::UnterminatedString));
        assert_eq!(code("'ab\n'"), Some(Code::UnterminatedString));
        assert_eq!(code(r"'a\"), Some(Code::UnterminatedString));
        assert_eq!(code(r"'a\nb'"), Some(Code::UnknownEscape));
        assert_eq!(code("'\u{e9}'"), Some(Code::FunnyCharacter));
        assert_eq!(code("'\x7f'"), Some(Code::FunnyCharacter));
    }

    #[test]
    fn blank_stops_before_doc_comments() {
        let input = "\t\u{a0}# one\n \r\n# two \u{e9}\n## three".as_bytes();
        assert_eq!(blank(input), Ok((&b"## three"[..], ())));
        assert_eq!(blank(b"  x"), Ok((&b"x"[..], ())));
    }
}
