//! Rust that stands in the configuration: whether it is well formed, as far as its tokens tell.
//!
//! What is not meant to be there at all, rustc says. But a bracket, a string or a comment that does not end
//! would swallow what is generated behind it.

/// Whether a text says something, and its brackets match, its literals end, and it has no comments.
pub(crate) fn is_rust(text: &str) -> bool {
    let mut rest = text.trim();
    !rest.is_empty()
        && loop {
            match behind_token(rest).map(str::trim_start) {
                None => break false,
                Some("") => break true,
                Some(behind) => rest = behind,
            }
        }
}

/// Whether a text is `#[..]`, any number of times.
pub(crate) fn are_attributes(text: &str) -> bool {
    let mut rest = text.trim();
    while !rest.is_empty() {
        let body = rest.strip_prefix('#').map(str::trim_start);
        let body = body.filter(|body| body.starts_with('['));
        match body.and_then(behind_token) {
            Some(behind) => rest = behind.trim_start(),
            None => return false,
        }
    }
    true
}

/// What is left behind the first token: a literal, a pair of brackets with what is inside, or a character.
fn behind_token(text: &str) -> Option<&str> {
    let mut closing = Vec::new();
    let mut rest = text;
    loop {
        let mut chars = rest.chars();
        let first = chars.next()?;
        rest = chars.as_str();
        match first {
            '(' => closing.push(')'),
            '[' => closing.push(']'),
            '{' => closing.push('}'),
            ')' | ']' | '}' if closing.pop() != Some(first) => return None,
            '"' => rest = behind_literal(rest, '"')?,
            'r' => rest = behind_raw_string(rest)?,
            '\'' => rest = behind_quote(rest)?,
            '/' if rest.starts_with(['/', '*']) => return None,
            '\\' | '`' => return None,
            _ => {}
        }
        if closing.is_empty() {
            return Some(rest);
        }
    }
}

/// What is left behind the end of a literal.
fn behind_literal(text: &str, end: char) -> Option<&str> {
    let mut chars = text.chars();
    loop {
        match chars.next()? {
            '\\' => chars.next().map(drop)?,
            c if c == end => return Some(chars.as_str()),
            _ => {}
        }
    }
}

/// What is left behind `#"..."#`, if that stands here at all: an `r` may begin a word, too.
fn behind_raw_string(text: &str) -> Option<&str> {
    let hashes = text.len() - text.trim_start_matches('#').len();
    match text.trim_start_matches('#').strip_prefix('"') {
        Some(inside) => {
            let end = format!("\"{}", "#".repeat(hashes));
            inside.split_once(&end).map(|(_, behind)| behind)
        }
        None => Some(text),
    }
}

/// What is left behind a character's quote, or a lifetime's.
fn behind_quote(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    match (chars.next()?, chars.next()) {
        ('\\', _) => behind_literal(text, '\''),
        (_, Some('\'')) => Some(chars.as_str()),
        _ => Some(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_can_stand_in_code() {
        for text in [
            "serde::Serialize",
            "any(unix, target_os = \"a)b\")",
            "Cow<'static, [u8; 2]>",
            "r#type",
            "r#\"a\"b\"#",
            "'\\'' '\"' b'('",
            "\"a\\\"(\"",
        ] {
            assert!(is_rust(text), "{text}");
        }
    }

    #[test]
    fn texts_that_would_swallow_what_is_behind() {
        for text in [
            "", " ", "any(unix", "a]", "(]", "\"a", "r#\"a\"", "'\\'", "a // b", "/* a", "`a`",
        ] {
            assert!(!is_rust(text), "{text}");
        }
    }

    #[test]
    fn attributes_are_brackets_behind_hashes() {
        for (text, expected) in [
            ("#[a]", true),
            ("#[a(b = \"]\")] # [c]", true),
            ("#a", false),
            ("#[a] b", false),
            ("#[a", false),
            ("#![a]", false),
        ] {
            assert_eq!(are_attributes(text), expected, "{text}");
        }
    }
}
