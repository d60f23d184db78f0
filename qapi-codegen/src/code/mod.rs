//! Text of generated code.

pub(crate) mod lexer;
pub(crate) mod template;

use std::fmt::{self, Display, Write as _};

/// Markdown as a doc comment.
pub(crate) fn doc(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len() + markdown.len() / 8 + 4);
    for line in markdown.lines() {
        out.push_str("///");
        let line = line.trim_end_matches(' ');
        if !line.is_empty() {
            out.push(' ');
            out.push_str(line);
        }
        out.push('\n');
    }
    // It may not stand in a doc comment.
    if out.contains('\r') {
        out = out.replace('\r', "");
    }
    out
}

/// Things behind one another, with commas between them.
pub(crate) fn commas<T: Display>(things: impl IntoIterator<Item = T>) -> String {
    let mut out = String::new();
    for (at, thing) in things.into_iter().enumerate() {
        let comma = if at == 0 { "" } else { ", " };
        // Writing to a string cannot fail.
        let _ = write!(out, "{comma}{thing}");
    }
    out
}

/// A Rust identifier, as it is written: keywords are raw.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Ident(pub(crate) String);

impl Ident {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as links and other names have it, which know no raw identifiers.
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
        assert_eq!(commas([1, 2, 3]), "1, 2, 3");
        assert_eq!(commas::<u8>([]), "");
    }

    #[test]
    fn bare_names_are_not_raw() {
        assert_eq!(Ident("r#type".to_owned()).bare(), "type");
    }
}
