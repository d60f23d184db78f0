//! Rust's tokens, in the detail that brackets and literals need.

/// A token that is not a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'t> {
    /// An identifier, a keyword or a lifetime.
    Word(&'t str),
    /// A string, a character or a number.
    Literal(&'t str),
    /// `(`, `[` or `{`.
    Open(char),
    /// `)`, `]` or `}`.
    Close(char),
    /// Any other character: an operator of two is two tokens.
    Punctuation(char),
}

/// Splits a text after its first token. Returns `None` if the text is empty or begins with a
/// comment, with an unterminated literal, or with a character of no token.
pub(crate) fn token(text: &str) -> Option<(Token<'_>, &str)> {
    let first = text.chars().next()?;
    let len = match first {
        '(' | '[' | '{' => return Some((Token::Open(first), text.get(1..)?)),
        ')' | ']' | '}' => return Some((Token::Close(first), text.get(1..)?)),
        '"' => literal_len(text, 1, '"')?,
        '\'' => match quote(text)? {
            Quote::Character(len) => len,
            Quote::Lifetime(len) => return Some((Token::Word(text.get(..len)?), text.get(len..)?)),
        },
        '0'..='9' => number_len(text),
        _ if text.bytes().next().is_some_and(is_part_of_word) => {
            let len = word_len(text);
            match prefixed_len(text, len) {
                Prefixed::Literal(len) => len,
                Prefixed::Word(len) => {
                    return Some((Token::Word(text.get(..len)?), text.get(len..)?));
                }
                Prefixed::Open => return None,
            }
        }
        '/' if text.starts_with("//") || text.starts_with("/*") => return None,
        '\\' | '`' => return None,
        _ if first.is_whitespace() => return None,
        _ => return Some((Token::Punctuation(first), text.get(first.len_utf8()..)?)),
    };
    Some((Token::Literal(text.get(..len)?), text.get(len..)?))
}

/// Returns the length of the path at the start of a text: words and the `::` around them.
pub(crate) fn path_len(text: &str) -> usize {
    let mut len = 0;
    loop {
        let rest = text.get(len..).unwrap_or_default();
        match rest.as_bytes() {
            [b':', b':', ..] => len += 2,
            [first, ..] if is_part_of_word(*first) && !first.is_ascii_digit() => {
                match prefixed_len(rest, word_len(rest)) {
                    Prefixed::Word(word) => len += word,
                    Prefixed::Literal(_) | Prefixed::Open => return len,
                }
            }
            _ => return len,
        }
    }
}

/// Returns whether a byte can be part of a word. Outside of literals, all bytes beyond ASCII count
/// as such.
fn is_part_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

fn word_len(text: &str) -> usize {
    let mut bytes = text.bytes();
    (bytes.position(|byte| !is_part_of_word(byte))).unwrap_or(text.len())
}

fn number_len(text: &str) -> usize {
    let len = word_len(text);
    let fraction = (text.get(len..)).and_then(|behind| behind.strip_prefix('.'));
    match fraction {
        Some(fraction) if fraction.starts_with(|c: char| c.is_ascii_digit()) => {
            len + 1 + word_len(fraction)
        }
        _ => len,
    }
}

/// Returns the length of a literal; its first `from` bytes open it.
fn literal_len(text: &str, from: usize, end: char) -> Option<usize> {
    let mut chars = text.get(from..)?.char_indices();
    loop {
        match chars.next()? {
            (_, '\\') => chars.next().map(drop)?,
            (at, c) if c == end => return Some(from + at + end.len_utf8()),
            _ => {}
        }
    }
}

enum Quote {
    Character(usize),
    Lifetime(usize),
}

fn quote(text: &str) -> Option<Quote> {
    let mut inside = text.chars().skip(1);
    match (inside.next()?, inside.next()) {
        ('\\', _) => literal_len(text, 1, '\'').map(Quote::Character),
        (c, Some('\'')) => Some(Quote::Character(2 + c.len_utf8())),
        _ => Some(Quote::Lifetime(1 + word_len(text.get(1..)?))),
    }
}

enum Prefixed {
    Literal(usize),
    Word(usize),
    /// An unterminated literal.
    Open,
}

/// Returns whether a word of this length is a word, or the prefix of a literal (`b"`, `r#"`) or of
/// a raw identifier (`r#type`).
fn prefixed_len(text: &str, len: usize) -> Prefixed {
    let (prefix, behind) = text.split_at_checked(len).unwrap_or((text, ""));
    if !behind.starts_with(['"', '\'', '#']) {
        return Prefixed::Word(len);
    }
    let hashes = behind.len() - behind.trim_start_matches('#').len();
    let quoted = behind.trim_start_matches('#');
    let found = match prefix {
        "b" | "c" if behind.starts_with('"') => literal_len(text, len + 1, '"'),
        "b" if behind.starts_with('\'') => literal_len(text, len + 1, '\''),
        "r" | "br" | "cr" if quoted.starts_with('"') => {
            let from = len + hashes + 1;
            let end = format!("\"{}", "#".repeat(hashes));
            let inside = text.get(from..).unwrap_or_default();
            inside.find(&end).map(|at| from + at + end.len())
        }
        "r" if hashes == 1 && word_len(quoted) > 0 => {
            return Prefixed::Word(len + 1 + word_len(quoted));
        }
        _ => return Prefixed::Word(len),
    };
    found.map_or(Prefixed::Open, Prefixed::Literal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_told_apart() {
        for (text, len, is_literal) in [
            ("r#type::X", 6, false),
            ("rate", 4, false),
            ("'static str", 7, false),
            ("'a'", 3, true),
            ("'\\'' x", 4, true),
            ("\"a\\\"b\" c", 6, true),
            ("r#\"a\"b\"# c", 8, true),
            ("b'(' x", 4, true),
            ("0b1_0,", 5, true),
            ("1.5.x", 3, true),
            ("1..2", 1, true),
        ] {
            let (token, behind) = token(text).unwrap();
            assert_eq!(behind.len(), text.len() - len, "{text}");
            assert_eq!(matches!(token, Token::Literal(_)), is_literal, "{text}");
        }
        assert_eq!(token("=> x"), Some((Token::Punctuation('='), "> x")));
    }

    #[test]
    fn what_has_no_end_is_no_token() {
        for text in ["", "\"a", "r#\"a\"", "'\\'", "// a", "/* a", "`a`", "b\"a"] {
            assert_eq!(token(text), None, "{text}");
        }
    }
}
