//! The markers that begin sections.

use nom::branch::alt;
use nom::bytes::complete::{take_till, take_while};
use nom::character::complete::{alpha1, anychar, char};
use nom::combinator::{map_opt, not, opt, rest};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

use crate::schema::SectionKind;
use crate::syntax::lexer::is_space;

/// The first line of a section `Tag: text`.
#[derive(Debug)]
pub(super) struct Tagged<'a> {
    pub(super) tag: &'a str,
    pub(super) kind: SectionKind,
    pub(super) text: &'a str,
}

/// The first line of a definition's comment.
#[derive(Debug)]
pub(super) struct Symbol<'a> {
    pub(super) name: &'a str,
    /// The text after the name, in place of a lone colon.
    pub(super) text: Option<&'a str>,
}

/// `symbol = '@' name ':'`. Before QEMU 5.0 the colon may be missing, and text may follow.
pub(super) fn symbol(line: &str) -> Option<Symbol<'_>> {
    let modern = map_opt(rest, |name: &str| name.strip_suffix(':'));
    let modern = modern.map(|name| Symbol { name, text: None });
    let name = take_till(|character| character == ':' || is_space(character));
    let signs = (opt(anychar), take_while(|sign| matches!(sign, ' ' | ':')));
    let old = (name, preceded(signs, rest)).map(|(name, text)| Symbol {
        name,
        text: Some(text),
    });
    parse(preceded(char('@'), alt((modern, old))), line)
}

/// Returns whether a line is the one above the descriptions of features.
pub(super) fn is_features(line: &str) -> bool {
    line == "Features:"
}

/// `described = '@' name ':' text`. Returns the name and the text.
pub(super) fn described(line: &str) -> Option<(&str, &str)> {
    let name = preceded(char('@'), take_while(|character| character != ':'));
    parse((name, preceded(char(':'), text)), line)
}

/// `tagged = tag ':' text`. A tag with two colons is markup.
pub(super) fn tagged(line: &str) -> Option<Tagged<'_>> {
    // Most lines begin with another letter.
    if !line.starts_with(['R', 'E', 'S', 'N', 'T']) {
        return None;
    }
    let tag = terminated(alpha1, (char(':'), not(char(':'))));
    let tag = map_opt(tag, |tag| Some((tag, kind(tag)?)));
    parse((tag, text), line).map(|((tag, kind), text)| Tagged { tag, kind, text })
}

/// Returns the output of a parser for the line, if it matches.
fn parse<'a, T>(
    mut parser: impl Parser<&'a str, Output = T, Error = ()>,
    line: &'a str,
) -> Option<T> {
    parser.parse(line).ok().map(|(_, output)| output)
}

/// Returns the rest of the line, without the spaces before it.
fn text(line: &str) -> IResult<&str, &str, ()> {
    preceded(take_while(|character| character == ' '), rest).parse(line)
}

fn kind(tag: &str) -> Option<SectionKind> {
    Some(match tag {
        "Returns" => SectionKind::Returns,
        "Errors" => SectionKind::Errors,
        "Since" => SectionKind::Since,
        "TODO" => SectionKind::Todo,
        "Note" | "Notes" => SectionKind::Note,
        "Example" | "Examples" => SectionKind::Example,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_is_a_name_with_a_colon() {
        let read = |line| symbol(line).map(|symbol| (symbol.name, symbol.text));
        assert_eq!(read("@name:"), Some(("name", None)));
        assert_eq!(read("@a name:"), Some(("a name", None)));
        assert_eq!(read("@:"), Some(("", None)));
        assert_eq!(read("@name: text"), Some(("name", Some("text"))));
        assert_eq!(read("@name text"), Some(("name", Some("text"))));
        assert_eq!(read("@name"), Some(("name", Some(""))));
        assert_eq!(read("name:"), None);
    }

    #[test]
    fn a_description_has_a_name_and_a_colon() {
        assert_eq!(described("@name:  text"), Some(("name", "text")));
        assert_eq!(described("@name: a: b"), Some(("name", "a: b")));
        assert_eq!(described("@name text"), None);
        assert_eq!(described(" @name: text"), None);
    }

    #[test]
    fn a_tag_has_one_colon() {
        let read = |line| tagged(line).map(|tagged| (tagged.tag, tagged.kind, tagged.text));
        let since = Some(("Since", SectionKind::Since, "1.0"));
        assert_eq!(read("Since: 1.0"), since);
        let notes = Some(("Notes", SectionKind::Note, ""));
        assert_eq!(read("Notes:"), notes);
        assert_eq!(read("Since:: 1.0"), None);
        assert_eq!(read("Since 1.0"), None);
        assert_eq!(read("Sinces: 1.0"), None);
    }
}
