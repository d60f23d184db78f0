//! Directives: their parts, and their kinds by name.

use crate::line::{Line, until_blank};

/// The parts of a directive after its two dots.
#[derive(Debug)]
pub(crate) enum Explicit<'t> {
    Directive {
        name: Line<'t>,
        /// The rest of the line after `::`. It may be blank.
        argument: Line<'t>,
    },
    /// A substitution, a footnote or a citation.
    Definition(&'t str),
    /// A comment, or the target of links from elsewhere.
    Comment,
}

/// Returns the parts of a line that begins with two dots.
pub(crate) fn explicit<'t>(line: Line<'t>) -> Explicit<'t> {
    let text = line.text.trim_start_matches("..").trim_start();
    match text.split_once("::").filter(|(name, _)| is_name(name)) {
        Some((name, argument)) => Explicit::Directive {
            name: Line {
                text: name,
                ..line.tail(text)
            },
            argument: line.tail(argument.trim_start()),
        },
        None if text.starts_with(['|', '[']) => Explicit::Definition(text),
        None => Explicit::Comment,
    }
}

fn is_name(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '+');
    !text.is_empty() && text.chars().all(is_part) && !text.starts_with('_')
}

/// The kind of a directive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Text under a title that follows from the name of the directive.
    Admonition(&'static str),
    /// Text under a title that is the argument.
    TitledAdmonition,
    /// An example of messages.
    Example,
    /// Code.
    Literal,
    /// A table under a title.
    Table,
    /// A directive that is not understood.
    Unknown,
}

/// Returns the kind of the directive with this name.
pub(crate) fn role(name: &str) -> Role {
    match name {
        "note" => Role::Admonition("Note"),
        "caution" => Role::Admonition("Caution"),
        "warning" => Role::Admonition("Warning"),
        "important" => Role::Admonition("Important"),
        "tip" => Role::Admonition("Tip"),
        "hint" => Role::Admonition("Hint"),
        "attention" => Role::Admonition("Attention"),
        "danger" => Role::Admonition("Danger"),
        "error" => Role::Admonition("Error"),
        "seealso" => Role::Admonition("See also"),
        "deprecated" => Role::Admonition("Deprecated since"),
        "versionadded" => Role::Admonition("New in"),
        "versionchanged" => Role::Admonition("Changed in"),
        "admonition" => Role::TitledAdmonition,
        "qmp-example" => Role::Example,
        "code-block" | "code" | "sourcecode" | "parsed-literal" | "literal" => Role::Literal,
        "table" => Role::Table,
        _ => Role::Unknown,
    }
}

/// Splits the lines below a directive's name into its options and its content. The content has no
/// blank line at either end.
pub(crate) fn options<'l, 't>(body: &'l [Line<'t>]) -> (&'l [Line<'t>], &'l [Line<'t>]) {
    let has_options = body.first().is_some_and(|line| line.text.starts_with(':'));
    let length = if has_options { until_blank(body) } else { 0 };
    let (options, rest) = body.split_at_checked(length).unwrap_or((body, &[]));
    let blank = rest.iter().take_while(|line| line.is_blank()).count();
    (options, rest.get(blank..).unwrap_or_default())
}
