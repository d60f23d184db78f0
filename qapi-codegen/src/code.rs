//! Text of generated code: appended line by line, by templates that look like what they write.
//!
//! An item is one `String`. Its layout is good enough to read; how it is formatted is in `formatted`.

use std::fmt::{self, Display, Write as _};

/// Appends lines to a `String`: each a template of `format!`, where braces of the code are doubled.
macro_rules! lines {
    ($out:expr, $($template:literal),+ $(,)?) => {{
        use ::std::fmt::Write as _;
        // Writing to a string cannot fail.
        $(let _ = ::std::writeln!($out, $template);)+
    }};
}
pub(crate) use lines;

/// Appends Markdown as a doc comment.
pub(crate) fn doc(out: &mut String, margin: &str, markdown: &str) {
    for line in markdown.lines() {
        out.push_str(margin);
        out.push_str("///");
        if !line.is_empty() {
            out.push(' ');
            // A carriage return may not stand in a doc comment.
            out.extend(line.split('\r'));
        }
        out.push('\n');
    }
}

/// Things behind one another, with commas between them.
pub(crate) fn commas<T: Display>(things: impl IntoIterator<Item = T>) -> String {
    let mut out = String::new();
    for (at, thing) in things.into_iter().enumerate() {
        let comma = if at == 0 { "" } else { ", " };
        // As above.
        let _ = write!(out, "{comma}{thing}");
    }
    out
}

/// Appends a struct expression, on one line only where it is short enough for the formatter.
pub(crate) fn literal(
    out: &mut String,
    margin: &str,
    before: &str,
    fields: &[String],
    after: &str,
) {
    const WIDTH: usize = 34;
    let list = fields.join(", ");
    if fields.is_empty() {
        lines!(out, "{margin}{before} {{}}{after}");
    } else if before.len() + " {  ".len() + list.len() <= WIDTH {
        lines!(out, "{margin}{before} {{ {list} }}{after}");
    } else {
        lines!(out, "{margin}{before} {{");
        for field in fields {
            lines!(out, "{margin}    {field},");
        }
        lines!(out, "{margin}}}{after}");
    }
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

impl Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_templates() {
        let (mut out, name) = (String::new(), Ident("r#type".to_owned()));
        lines!(out, "struct {name} {{", "}}");
        assert_eq!(out, "struct r#type {\n}\n");
        assert_eq!(name.bare(), "type");
    }

    #[test]
    fn docs_are_comments() {
        let mut out = String::new();
        doc(&mut out, "  ", "a\n\n  b\rc");
        assert_eq!(out, "  /// a\n  ///\n  ///   bc\n");
    }

    #[test]
    fn commas_stand_between() {
        assert_eq!(commas([1, 2, 3]), "1, 2, 3");
        assert_eq!(commas::<u8>([]), "");
    }
}
