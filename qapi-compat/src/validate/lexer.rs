//! The spaces, strings and words of JSON.
//!
//! Like QEMU, it also accepts strings in single quotes, and the escape `\'`.

use std::io::{self, Read};

use super::finding::Position;
use super::json::Json;
use super::limits::MESSAGE_BYTES;
use super::source::Source;

/// The reason for which reading stops.
pub(super) enum Stop {
    Io(io::Error),
    Syntax(Syntax),
}

/// An error in the text of a message: its position and the reason.
pub(super) struct Syntax {
    pub(super) position: Position,
    pub(super) message: String,
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Returns the error for invalid JSON.
pub(super) fn no_json(position: Position, problem: &str) -> Stop {
    stop(position, format!("not JSON: {problem}"))
}

pub(super) fn stop(position: Position, message: String) -> Stop {
    Stop::Syntax(Syntax { position, message })
}

/// Returns a byte as text for findings.
pub(super) fn shown(byte: u8) -> String {
    match byte {
        b'\'' => "a quote".to_owned(),
        b' '..=b'~' => format!("'{}'", char::from(byte)),
        _ => format!("the byte 0x{byte:02X}"),
    }
}

/// Takes spaces, except bytes 0xFF. Returns the position before them.
pub(super) fn space<R: Read>(source: &mut Source<R>) -> io::Result<Position> {
    let start = source.position();
    while let Some(b' ' | b'\t' | b'\r' | b'\n') = source.peek()? {
        source.bump();
    }
    Ok(start)
}

/// Takes a string, from its first quote. After an error, it takes the rest of the string too, up to
/// the end of the line.
pub(super) fn string<R: Read>(source: &mut Source<R>) -> Result<String, Stop> {
    let start = source.position();
    let Some(quote) = source.peek()? else {
        return Err(no_json(start, "a string is missing"));
    };
    source.bump();
    let mut text = Vec::new();
    match characters(source, quote, &mut text) {
        Ok(()) => String::from_utf8(text).map_err(|_| no_json(start, "the string is not in UTF-8")),
        Err(error) => {
            rest_of_string(source, quote)?;
            Err(error)
        }
    }
}

/// Takes the rest of an invalid string, up to the end of the line.
pub(super) fn rest_of_string<R: Read>(source: &mut Source<R>, quote: u8) -> io::Result<()> {
    while let Some(byte) = source.peek()? {
        match byte {
            b'\n' | 0 | 0xFF => break,
            b'\\' => {
                source.bump();
                if matches!(source.peek()?, Some(b'\n' | 0 | 0xFF)) {
                    break;
                }
            }
            _ if byte == quote => {
                source.bump();
                break;
            }
            _ => {}
        }
        source.bump();
    }
    Ok(())
}

fn characters<R: Read>(source: &mut Source<R>, quote: u8, text: &mut Vec<u8>) -> Result<(), Stop> {
    let is_plain = |byte| byte != quote && byte != b'\\' && byte >= b' ' && byte != 0xFF;
    loop {
        source.take_while(is_plain, text, MESSAGE_BYTES)?;
        let position = source.position();
        match source.peek()? {
            None => return Err(cut(position)),
            Some(b'\\') => escape(source, text)?,
            Some(byte) if byte == quote => {
                source.bump();
                return Ok(());
            }
            Some(b'\r' | b'\n') => {
                return Err(no_json(position, "the line ends in a string"));
            }
            Some(byte) if is_plain(byte) => {
                return Err(stop(position, "the string is too long".to_owned()));
            }
            Some(byte) => {
                let problem = format!("a string may not hold {}", shown(byte));
                return Err(no_json(position, &problem));
            }
        }
    }
}

/// Returns the error for an input that ends too early. The caller adds the message.
pub(super) fn cut(position: Position) -> Stop {
    stop(position, String::new())
}

fn escape<R: Read>(source: &mut Source<R>, text: &mut Vec<u8>) -> Result<(), Stop> {
    let start = source.position();
    source.bump();
    let Some(byte) = source.peek()? else {
        return Err(cut(source.position()));
    };
    let plain = match byte {
        b'"' | b'\'' | b'\\' | b'/' => byte,
        b'b' => 0x08,
        b'f' => 0x0C,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'u' => return unicode(source, start, text),
        _ => return Err(no_json(start, "no such escape in a string")),
    };
    source.bump();
    text.push(plain);
    Ok(())
}

/// Takes `uXXXX`, and a second escape if the first is half of a surrogate pair.
fn unicode<R: Read>(
    source: &mut Source<R>,
    start: Position,
    text: &mut Vec<u8>,
) -> Result<(), Stop> {
    let lone = || no_json(start, "half of a surrogate pair");
    let first = hexadecimal(source, start)?;
    let code = match first {
        0xD800..=0xDBFF => {
            if source.peek()? != Some(b'\\') {
                return Err(lone());
            }
            source.bump();
            if source.peek()? != Some(b'u') {
                return Err(lone());
            }
            match hexadecimal(source, start)? {
                second @ 0xDC00..=0xDFFF => 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00),
                _ => return Err(lone()),
            }
        }
        _ => first,
    };
    let character = char::from_u32(code).ok_or_else(lone)?;
    let mut buffer = [0; 4];
    text.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
    Ok(())
}

/// Takes `u` and four digits; returns their number.
fn hexadecimal<R: Read>(source: &mut Source<R>, start: Position) -> Result<u32, Stop> {
    source.bump();
    let mut code = 0;
    for _ in 0..4 {
        let byte = source.peek()?.ok_or_else(|| cut(source.position()))?;
        let digit = char::from(byte).to_digit(16);
        code = code * 16 + digit.ok_or_else(|| no_json(start, "four digits belong after \\u"))?;
        source.bump();
    }
    Ok(code)
}

/// Takes a word: a number, `true`, `false` or `null`. For anything else, the error says that `due`
/// was expected.
pub(super) fn word<R: Read>(source: &mut Source<R>, due: &str) -> Result<Json, Stop> {
    const SHOWN: usize = 40;
    let start = source.position();
    let mut text = Vec::new();
    let is_part =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_');
    source.take_while(is_part, &mut text, MESSAGE_BYTES)?;
    let text = String::from_utf8(text).unwrap_or_default();
    match &*text {
        "null" => Ok(Json::Null),
        "true" => Ok(Json::Bool(true)),
        "false" => Ok(Json::Bool(false)),
        _ if is_number(&text) => Ok(number(&text)),
        "" => {
            let found = source.peek()?.map_or_else(String::new, shown);
            Err(no_json(start, &format!("expected {due}, found {found}")))
        }
        _ => {
            let start_of_text: String = text.chars().take(SHOWN).collect();
            let problem = format!("expected {due}, found '{start_of_text}'");
            Err(no_json(start, &problem))
        }
    }
}

/// Returns whether a text is a number (RFC 8259, section 6).
fn is_number(text: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (decimal, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((decimal, exponent)) => (decimal, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match decimal.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (decimal, None),
    };
    let is_exponent = |text: &str| is_digits(text.strip_prefix(['+', '-']).unwrap_or(text));
    is_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(is_digits)
        && exponent.is_none_or(is_exponent)
}

fn number(text: &str) -> Json {
    match text.parse::<i128>() {
        Ok(value) if (i64::MIN.into()..=u64::MAX.into()).contains(&value) => Json::Integer(value),
        // Rust parses every JSON number.
        _ => Json::Number(text.parse().unwrap_or(f64::INFINITY)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_standard() {
        for text in ["0", "-0", "10", "0.5", "1e5", "1E+05", "-1.25e-7"] {
            assert!(is_number(text), "{text}");
        }
        for text in [
            "", "-", "01", "1.", ".5", "+1", "1e", "1e+", "0x1", "1.5.2", "1e5e5",
        ] {
            assert!(!is_number(text), "{text}");
        }
        assert!(matches!(number("18446744073709551615"), Json::Integer(_)));
        assert!(matches!(number("18446744073709551616"), Json::Number(_)));
        assert!(matches!(number("-0"), Json::Integer(0)));
        assert!(matches!(number("1e999"), Json::Number(f64::INFINITY)));
    }
}
