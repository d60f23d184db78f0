//! Prints a doc comment: its sections, in the form of the latest release.
//!
//! Descriptions stand before features, these before the rest; what hangs is indented by four; sections
//! `Note:` and `Example:` become directives. The text of each section is up to `prose`.

use super::example::example;
use super::markup::{Block, Kind, parse, parse_hanging};
use super::prose::{CONTENT, hang, print};
use crate::schema::{Doc, Entity, Schema, Section, SectionKind};

/// The lines of a doc comment, its marks included.
pub(super) fn comment(schema: &Schema, doc: &Doc) -> Vec<String> {
    let mut text: Vec<String> = Vec::new();
    text.extend(doc.symbol.iter().map(|symbol| format!("@{symbol}:")));
    let mut in_features = false;
    for section in ordered(&doc.sections) {
        let is_feature = matches!(section.kind, SectionKind::Feature(_));
        if is_feature && !in_features {
            separate(&mut text);
            text.push("Features:".to_owned());
        }
        in_features = is_feature;
        let lines = match lost_tag(schema, doc, section) {
            Some(tag) => untagged(tag, section),
            None => self::section(section),
        };
        if !lines.is_empty() {
            separate(&mut text);
            text.extend(lines);
        }
    }
    let lines = text.iter().map(|line| match line.as_str() {
        "" => "#".to_owned(),
        line => format!("# {line}"),
    });
    let mark = || ["##".to_owned()];
    mark().into_iter().chain(lines).chain(mark()).collect()
}

/// Whether the marks of a comment's source hold nothing but themselves, so that nothing is lost with
/// them; an end may be missing.
pub(super) fn is_whole(source: &str) -> bool {
    let mut lines = source.lines().map(str::trim);
    let is_mark = |line: &str| line == "##" || !line.starts_with("##");
    lines.next() == Some("##") && lines.next_back().is_none_or(is_mark)
}

fn separate(text: &mut Vec<String>) {
    if !text.is_empty() {
        text.push(String::new());
    }
}

/// The sections in the order in which the latest release wants them: where descriptions are scattered,
/// they are put together.
pub(super) fn ordered(sections: &[Section]) -> Vec<&Section> {
    let (body, rest) = sections.split_at_checked(1).unwrap_or((sections, &[]));
    let mut list: Vec<&Section> = rest.iter().filter(|section| !section.implied).collect();
    let is_member = |section: &&Section| matches!(section.kind, SectionKind::Member(_));
    let is_feature = |section: &&Section| matches!(section.kind, SectionKind::Feature(_));
    let (members, others): (Vec<&Section>, Vec<&Section>) =
        list.iter().partition(|it| is_member(it));
    let at = others.iter().position(is_feature).unwrap_or(0);
    let (features, others): (Vec<&Section>, Vec<&Section>) =
        others.iter().partition(|it| is_feature(it));
    let (before, behind) = others.split_at_checked(at).unwrap_or((&others, &[]));
    list.clear();
    list.extend(body);
    for part in [&members, before, &features, behind] {
        list.extend(part);
    }
    list
}

/// The tag of a section that this definition cannot have: the replies and errors of what is no command,
/// or replies of a command that returns nothing. It becomes the first word of a paragraph.
pub(super) fn lost_tag(schema: &Schema, doc: &Doc, section: &Section) -> Option<&'static str> {
    let (is_command, returns) = match doc.entity? {
        Entity::Command(id) => (true, schema[id].returns.is_some()),
        _ => (false, false),
    };
    match section.kind {
        SectionKind::Returns if !returns => Some("Returns"),
        SectionKind::Errors if !is_command => Some("Errors"),
        _ => None,
    }
}

/// The lines of a section that loses its tag.
fn untagged(tag: &str, section: &Section) -> Vec<String> {
    let lines: Vec<&str> = section.text.lines().collect();
    let content = hanging(&lines);
    let mut out = Vec::new();
    match content.first() {
        Some(Block {
            indent: 0,
            kind: Kind::Paragraph(_),
            ..
        }) => hang(&format!("{tag} "), 0, &content, &mut out),
        _ => {
            out.extend([tag.to_owned(), String::new()]);
            print(&content, 0, &mut out);
        }
    }
    out
}

/// The lines of a section, without indentation.
fn section(section: &Section) -> Vec<String> {
    let lines: Vec<&str> = section.text.lines().collect();
    let tag = match &section.kind {
        SectionKind::Plain => {
            let mut out = Vec::new();
            print(&parse(&lines), 0, &mut out);
            return out;
        }
        SectionKind::Note => return note(&hanging(&lines)),
        SectionKind::Example => return example(&lines),
        SectionKind::Member(name) | SectionKind::Feature(name) => format!("@{name}: "),
        SectionKind::Returns => "Returns: ".to_owned(),
        SectionKind::Errors => "Errors: ".to_owned(),
        SectionKind::Since => "Since: ".to_owned(),
        SectionKind::Todo => "TODO: ".to_owned(),
    };
    let mut out = Vec::new();
    hang(&tag, CONTENT, &hanging(&lines), &mut out);
    out
}

/// The blocks of a section's text: its first line stood behind the tag, unless it is indented.
fn hanging<'a>(lines: &[&'a str]) -> Vec<Block<'a>> {
    match lines.split_first() {
        Some((first, rest)) if !first.starts_with(' ') => parse_hanging(first, rest),
        _ => parse_hanging("", lines),
    }
}

/// A section `Note:` as a directive.
fn note(content: &[Block<'_>]) -> Vec<String> {
    let is_text = matches!(
        content.first(),
        Some(Block {
            indent: 0,
            kind: Kind::Paragraph(_),
            ..
        })
    );
    let mut out = Vec::new();
    match content {
        [] => {}
        _ if is_text => hang(".. note:: ", super::prose::NOTE, content, &mut out),
        _ => {
            out.extend([".. admonition:: Notes".to_owned(), String::new()]);
            print(content, CONTENT, &mut out);
        }
    }
    out
}
