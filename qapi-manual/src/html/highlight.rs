//! Syntax highlighting for examples of messages.

use maud::{Markup, html};

/// Returns code as HTML. Messages have spans for arrows, keys, strings, numbers and words.
pub(super) fn highlight(code: &str) -> Markup {
    html! {
        @for (at, line) in code.split('\n').enumerate() {
            @if at > 0 { "\n" }
            @for (class, text) in tokens(line) {
                @if class.is_empty() { (text) } @else { span class=(class) { (text) } }
            }
        }
    }
}

/// Splits a line into tokens, each with its class. Text without a class is between them.
fn tokens(line: &str) -> Vec<(&'static str, &str)> {
    let content = line.trim_start();
    let indent = line.len() - content.len();
    let mut tokens = vec![("", line.get(..indent).unwrap_or_default())];
    let mut rest = content;
    for (arrow, class) in [("->", "to"), ("<-", "from")] {
        if let Some(after) = content.strip_prefix(arrow) {
            tokens.push((class, arrow));
            rest = after;
        }
    }
    while let Some(first) = rest.chars().next() {
        let (class, length) = token(rest, first);
        let (text, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        tokens.push((class, text));
        rest = after;
    }
    tokens
}

/// Returns the class and the length of the token at the start of a text; the class may be empty.
fn token(text: &str, first: char) -> (&'static str, usize) {
    let run = |holds: &dyn Fn(char) -> bool| text.find(|c| !holds(c)).unwrap_or(text.len());
    match first {
        '"' => {
            let length = string(text);
            let after = text.get(length..).unwrap_or_default();
            let is_key = after.trim_start().starts_with(':');
            (if is_key { "key" } else { "string" }, length)
        }
        '-' | '0'..='9' => {
            let length = run(&|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '+' | '_'));
            let number = text.get(..length).unwrap_or_default();
            let is_number = number.parse::<f64>().is_ok();
            (if is_number { "number" } else { "" }, length)
        }
        c if c.is_alphabetic() => {
            let length = run(&|c| c.is_alphanumeric() || c == '_' || c == '-');
            let word = text.get(..length).unwrap_or_default();
            let is_literal = matches!(word, "true" | "false" | "null");
            (if is_literal { "literal" } else { "" }, length)
        }
        c => ("", c.len_utf8()),
    }
}

/// Returns the length of a string, with both quotes. A string without an end is as long as the
/// line.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::highlight;

    /// Returns spans as `class:text` in brackets.
    fn shown(code: &str) -> String {
        let html = highlight(code)
            .0
            .replace("<span class=\"", "[")
            .replace("\">", ":");
        html.replace("</span>", "]")
            .replace("&quot;", "\"")
            .replace("&gt;", ">")
            .replace("&lt;", "<")
    }

    #[test]
    fn messages_have_parts() {
        assert_eq!(
            shown("-> { \"a\": \"b\\\"c\", \"d\" : -1.5e3 }"),
            "[to:->] { [key:\"a\"]: [string:\"b\\\"c\"], [key:\"d\"] : [number:-1.5e3] }"
        );
        assert_eq!(
            shown("  <- [true, nullish, \"x"),
            "  [from:<-] [[literal:true], nullish, [string:\"x]"
        );
        assert_eq!(shown("... a-1 1a 0x1f ü\n\n"), "... a-1 1a 0x1f ü\n\n");
    }
}
