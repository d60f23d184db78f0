//! Reads a string token.

use std::borrow::Cow;

use super::error::SyntaxError;

/// Returns the text of a string token, borrowed if it has no escapes.
///
/// # Errors
/// Unknown escapes, code points that are not characters, bytes that are not UTF-8.
pub(super) fn text(token: &[u8]) -> Result<Cow<'_, str>, SyntaxError> {
    let (Some(inner), Some(&quote)) = (token.get(1..token.len().saturating_sub(1)), token.first())
    else {
        return Err(SyntaxError::new("expecting value"));
    };
    let inner = std::str::from_utf8(inner)
        .ok()
        .filter(|inner| inner.is_ascii() || inner.chars().all(is_character))
        .ok_or_else(|| SyntaxError::new("invalid UTF-8 sequence in string"))?;
    debug_assert!(quote == b'"' || quote == b'\'');
    if !inner.as_bytes().contains(&b'\\') {
        return Ok(Cow::Borrowed(inner));
    }
    let mut out = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((plain, escape)) = rest.split_once('\\') {
        out.push_str(plain);
        let (character, after) = unescape(escape)?;
        out.push(character);
        rest = after;
    }
    out.push_str(rest);
    Ok(Cow::Owned(out))
}

/// Reads an escape after its backslash; returns the character, and the text after the escape.
fn unescape(text: &str) -> Result<(char, &str), SyntaxError> {
    let mut chars = text.chars();
    let character = match chars.next() {
        Some(same @ ('"' | '\'' | '\\' | '/')) => same,
        Some('b') => '\u{8}',
        Some('f') => '\u{c}',
        Some('n') => '\n',
        Some('r') => '\r',
        Some('t') => '\t',
        Some('u') => return code_point(chars.as_str()),
        _ => return Err(SyntaxError::new("invalid escape sequence in string")),
    };
    Ok((character, chars.as_str()))
}

/// Reads the digits of a code point: four, or twice four for one above `U+FFFF`.
fn code_point(text: &str) -> Result<(char, &str), SyntaxError> {
    let first = four_digits(text);
    let second = || text.get(4..)?.strip_prefix("\\u").and_then(four_digits);
    let (code, length) = match first {
        Some(high @ 0xD800..0xDC00) => match second() {
            Some(low @ 0xDC00..0xE000) => {
                (Some(0x1_0000 + ((high & 0x3FF) << 10) + (low & 0x3FF)), 10)
            }
            _ => (None, 4),
        },
        code => (code, 4),
    };
    match (code.and_then(char::from_u32), text.get(length..)) {
        (Some(character), Some(after)) if is_character(character) => Ok((character, after)),
        _ => {
            let shown: String = text.chars().take(4).collect();
            Err(SyntaxError::new(format!(
                "\\u{shown} is not a valid Unicode character"
            )))
        }
    }
}

fn four_digits(text: &str) -> Option<u32> {
    let digits = text.get(..4)?;
    // The conversion would accept a sign, too.
    (digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .then(|| u32::from_str_radix(digits, 16).ok())?
}

/// Returns whether a code point is not one of Unicode's noncharacters.
fn is_character(character: char) -> bool {
    let code = u32::from(character);
    !(0xFDD0..=0xFDEF).contains(&code) && code & 0xFFFE != 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        let plain = text(b"'a\"b'").unwrap();
        assert!(matches!(plain, Cow::Borrowed("a\"b")));
        assert_eq!(
            text(br#""\"\'\\\/\b\f\n\r\t\u00e9\uD83d\ude00\u0000.""#).unwrap(),
            "\"'\\/\u{8}\u{c}\n\r\t\u{e9}\u{1f600}\0."
        );
    }

    #[test]
    fn strings_with_errors() {
        for (token, problem) in [
            (&br#""\q""#[..], "invalid escape sequence in string"),
            (b"\"\xe9\"", "invalid UTF-8 sequence in string"),
            (b"\"\xef\xbf\xbf\"", "invalid UTF-8 sequence in string"),
            (br#""\ud800""#, "\\ud800 is not a valid Unicode character"),
            (
                br#""\uD800\u0041""#,
                "\\uD800 is not a valid Unicode character",
            ),
            (br#""\udc00""#, "\\udc00 is not a valid Unicode character"),
            (br#""\uFFFE""#, "\\uFFFE is not a valid Unicode character"),
            (br#""\u+123""#, "\\u+123 is not a valid Unicode character"),
            (br#""\u12""#, "\\u12 is not a valid Unicode character"),
        ] {
            assert_eq!(text(token).unwrap_err().message, problem);
        }
    }
}
