//! The text of generated code.

pub(crate) mod lexer;
pub(crate) mod template;

use std::fmt::{self, Display};

use memchr::memchr;

/// Returns the lines of a text, without their ends.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (line, behind) = match memchr(b'\n', rest.as_bytes()) {
            Some(at) => (rest.get(..at)?, rest.get(at + 1..)?),
            None => (rest, ""),
        };
        rest = behind;
        Some(line)
    })
}

/// Returns Markdown as a doc comment.
pub(crate) fn doc(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len() + markdown.len() / 8 + 8);
    for line in lines(markdown) {
        out.push_str("///");
        let line = line.trim_end_matches(' ');
        if !line.is_empty() {
            out.push(' ');
            out.push_str(line);
        }
        out.push('\n');
    }
    // Rust allows no carriage return in a doc comment.
    if memchr(b'\r', out.as_bytes()).is_some() {
        out = out.replace('\r', "");
    }
    out
}

/// Returns a string literal.
pub(crate) fn quoted(text: &str) -> String {
    // Names are plain; any other character is escaped.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if text.bytes().all(is_plain) {
        ["\"", text, "\""].concat()
    } else {
        format!("{text:?}")
    }
}

/// A list separated by commas.
#[derive(Debug, Default)]
pub(crate) struct List(String);

impl List {
    /// Appends one element, the concatenation of the texts.
    pub(crate) fn push(&mut self, texts: &[&str]) {
        if !self.0.is_empty() {
            self.0.push_str(", ");
        }
        self.0.extend(texts.iter().copied());
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl AsRef<str> for List {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<S: AsRef<str>> FromIterator<S> for List {
    fn from_iter<I: IntoIterator<Item = S>>(things: I) -> Self {
        let mut list = Self::default();
        things
            .into_iter()
            .for_each(|thing| list.push(&[thing.as_ref()]));
        list
    }
}

/// A Rust identifier as written: keywords are raw.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Ident(pub(crate) String);

impl Ident {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the name without `r#`, for links and for parts of other names.
    pub(crate) fn bare(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

impl AsRef<str> for Ident {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docs_are_comments() {
        assert_eq!(doc("a \n \n  b\rc"), "/// a\n///\n///   bc\n");
    }

    #[test]
    fn commas_stand_between() {
        let mut list: List = ["a", "b"].into_iter().collect();
        list.push(&["c", "d"]);
        assert_eq!(list.as_ref(), "a, b, cd");
        assert!(List::default().is_empty());
    }

    #[test]
    fn literals_are_quoted() {
        assert_eq!(quoted("x-y_1.2"), "\"x-y_1.2\"");
        assert_eq!(quoted("a\"\n"), "\"a\\\"\\n\"");
    }

    #[test]
    fn bare_names_are_not_raw() {
        assert_eq!(Ident("r#type".to_owned()).bare(), "type");
    }
}
