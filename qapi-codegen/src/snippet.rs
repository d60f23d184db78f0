//! Checks that Rust code in the configuration is well-formed, by its tokens.
//!
//! rustc reports code that is not valid in its place. But a bracket, a string or a comment that
//! does not end would swallow the code after it. Generated code contains each snippet on one line.

use crate::code::lexer::{Token, token};

/// Returns the text on one line; `None` if it is empty, its brackets do not match, a literal spans
/// lines, or it has comments.
pub(crate) fn rust(text: &str) -> Option<String> {
    let (mut line, mut rest) = (String::new(), text.trim());
    while !rest.is_empty() {
        rest = take(rest, &mut line)?;
    }
    (!line.is_empty()).then_some(line)
}

/// Returns the attributes `#[..]` of a text, one on each line; `None` if there are none, or if it
/// contains anything else.
pub(crate) fn attributes(text: &str) -> Option<String> {
    let (mut lines, mut rest) = (String::new(), text.trim());
    while !rest.is_empty() {
        let body = rest.strip_prefix('#')?.trim_start();
        let body = Some(body).filter(|body| body.starts_with('['))?;
        if !lines.is_empty() {
            lines.push('\n');
        }
        lines.push('#');
        rest = take(body, &mut lines)?.trim_start();
        lines.truncate(lines.trim_end().len());
    }
    (!lines.is_empty()).then_some(lines)
}

/// Appends the first token, or a pair of brackets with its content, and the space after it. Returns
/// the rest.
fn take<'t>(text: &'t str, line: &mut String) -> Option<&'t str> {
    let mut closing = Vec::new();
    let mut rest = text;
    loop {
        let (first, behind) = token(rest)?;
        match first {
            Token::Open('(') => closing.push(')'),
            Token::Open('[') => closing.push(']'),
            Token::Open(_) => closing.push('}'),
            Token::Close(bracket) if closing.pop() != Some(bracket) => return None,
            _ => {}
        }
        let text = rest.strip_suffix(behind)?;
        if text.contains('\n') {
            return None;
        }
        rest = behind.trim_start();
        let space = behind.strip_suffix(rest)?;
        line.push_str(text);
        line.push_str(if space.contains('\n') { " " } else { space });
        if closing.is_empty() {
            return Some(rest);
        }
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
            assert_eq!(rust(text).as_deref(), Some(text));
        }
        assert_eq!(rust(" a(\n    b,\n)\n").as_deref(), Some("a( b, )"));
    }

    #[test]
    fn texts_that_would_swallow_what_is_behind() {
        for text in [
            "", " ", "any(unix", "a]", "(]", "\"a", "r#\"a\"", "'\\'", "a // b", "/* a", "`a`",
            "\"a\nb\"",
        ] {
            assert_eq!(rust(text), None, "{text}");
        }
    }

    #[test]
    fn attributes_are_brackets_behind_hashes() {
        for (text, expected) in [
            ("#[a]", Some("#[a]")),
            ("#[a(b = \"]\")] # [c] ", Some("#[a(b = \"]\")]\n#[c]")),
            ("#[\na\n]\n#[b]", Some("#[ a ]\n#[b]")),
            ("", None),
            ("#a", None),
            ("#[a] b", None),
            ("#[a", None),
            ("#![a]", None),
        ] {
            assert_eq!(attributes(text).as_deref(), expected, "{text}");
        }
    }
}
