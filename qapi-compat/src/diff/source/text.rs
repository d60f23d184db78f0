//! Types and conditions of generated code as text in a canonical spelling.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Returns the text of tokens, with the spaces of rustfmt.
pub(super) fn text(tokens: TokenStream) -> String {
    let mut out = String::new();
    write(tokens, &mut out);
    out
}

fn write(tokens: TokenStream, out: &mut String) {
    // `true` if the last token is a part of an operator of several characters.
    let mut joined = false;
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                if ends_with_lifetime(out) {
                    out.push(' ');
                }
                out.push_str(open);
                write(group.stream(), out);
                drop_comma(out);
                out.push_str(close);
                joined = false;
            }
            TokenTree::Punct(mark) => {
                let is_joint = mark.spacing() == proc_macro2::Spacing::Joint;
                match mark.as_char() {
                    ',' | ';' => out.push_str(&format!("{mark} ")),
                    ':' if !joined && !is_joint => out.push_str(": "),
                    '+' => out.push_str(" + "),
                    '=' if !joined && !is_joint => out.push_str(" = "),
                    '-' if is_joint => out.push_str(" -"),
                    '>' if joined && out.ends_with('-') => out.push_str("> "),
                    '>' => {
                        drop_comma(out);
                        out.push('>');
                    }
                    ':' if is_joint && ends_with_keyword(out) => out.push_str(" :"),
                    mark => out.push(mark),
                }
                joined = is_joint;
            }
            word => {
                if out.ends_with(is_word) {
                    out.push(' ');
                }
                out.push_str(&word.to_string());
                joined = false;
            }
        }
    }
}

/// Removes a comma after the last element of a list.
fn drop_comma(out: &mut String) {
    if out.ends_with(", ") {
        out.truncate(out.len() - ", ".len());
    }
}

fn ends_with_keyword(text: &str) -> bool {
    let words = ["impl", "dyn", "mut"].into_iter();
    let name = text.trim_end_matches(is_word).len();
    let last = text.get(name..).unwrap_or_default();
    words.into_iter().any(|word| word == last)
}

fn ends_with_lifetime(text: &str) -> bool {
    let name = text.trim_end_matches(is_word);
    name.len() < text.len() && name.ends_with('\'')
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '#')
}

/// Replaces each path of a text, such as `String` or `commands::Open`, by the result of the
/// function.
pub(super) fn map_paths(text: &str, mut map: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\'' => 1 + word_length(rest.get(1..).unwrap_or_default()),
            _ => path_length(rest),
        };
        let (part, behind) = rest.split_at(length.max(first.len_utf8()));
        // `Output` in `Future<Output = T>` is not a path.
        let is_path = length > 0 && first != '\'' && !behind.starts_with(" = ");
        let mapped = if is_path { map(part) } else { None };
        out.push_str(mapped.as_deref().unwrap_or(part));
        rest = behind;
    }
    out
}

/// Returns the paths of a text, in their order.
pub(super) fn paths(text: &str) -> Vec<String> {
    let mut paths = Vec::new();
    map_paths(text, |path| {
        paths.push(path.to_owned());
        None
    });
    paths
}

/// Returns the length of the path at the start of a text, or 0.
fn path_length(text: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = text.get(length..).unwrap_or_default();
        let separator = if rest.starts_with("::") { 2 } else { 0 };
        let word = word_length(rest.get(separator..).unwrap_or_default());
        if word == 0 || (length > 0 && separator == 0) {
            return length;
        }
        length += separator + word;
    }
}

fn word_length(text: &str) -> usize {
    text.find(|character| !is_word(character))
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::{map_paths, paths, text};

    fn spelt(code: &str) -> String {
        text(code.parse().unwrap_or_default())
    }

    #[test]
    fn types_are_spelt_as_rustfmt_does() {
        for code in [
            "Option<super::types::Mode>",
            "::std::collections::BTreeMap<String, u32>",
            "impl Into<String> + Send",
            "&'static [Self]",
            "[u8; 4]",
            "impl ::core::future::Future<Output = Result<(), Self::Error>> + Send",
            "dyn Fn(&str) -> Result<T, E>",
            "all(unix, feature = \"x\")",
        ] {
            assert_eq!(spelt(code), code);
        }
        assert_eq!(spelt("Option < Vec<String,>, >"), "Option<Vec<String>>");
    }

    #[test]
    fn paths_are_found_and_replaced() {
        let code = "impl Future<Output = &'a Result<super::types::Mode, ::std::io::Error>>";
        assert_eq!(
            paths(code),
            [
                "impl",
                "Future",
                "Result",
                "super::types::Mode",
                "::std::io::Error"
            ]
        );
        let mapped = map_paths("Vec<r#type>", |path| {
            (path == "r#type").then(|| "Kind".to_owned())
        });
        assert_eq!(mapped, "Vec<Kind>");
    }
}
