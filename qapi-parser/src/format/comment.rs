//! Prints a doc comment: its sections, in the form of the latest release.
//!
//! Descriptions come before features, and features before other sections. `section` prints each of
//! them.

use super::fill::TAGS;
use super::section::{Place, plain, section, settled};
use crate::Edition;
use crate::schema::{Doc, Entity, Schema, Section, SectionKind};

/// Returns the lines of a doc comment, with its marks. Returns `None` if it names no definition,
/// but describes members: with a name, it would document more.
pub(super) fn comment(
    schema: &Schema,
    doc: &Doc,
    is_named: bool,
    edition: Edition,
) -> Option<Vec<String>> {
    let describes = || {
        let has_sections = doc.sections.iter().skip(1).any(|section| !section.implied);
        has_sections || doc.body().lines().any(may_describe)
    };
    let mut text: Vec<String> = Vec::new();
    let mut place = match &doc.symbol {
        Some(_) if !is_named && describes() => return None,
        Some(symbol) => {
            text.push(format!("@{symbol}:"));
            Place::Body
        }
        None => {
            // Its first line would be read as a name.
            text.extend(doc.body().starts_with('@').then(String::new));
            Place::FreeForm
        }
    };
    let mut in_features = false;
    let mut paragraphs = Vec::new();
    for section in ordered(&doc.sections) {
        if let Some(lines) = plain(section, lost_tag(schema, doc, section)) {
            append(&mut paragraphs, lines);
            continue;
        }
        append(
            &mut text,
            settled(std::mem::take(&mut paragraphs), place, edition),
        );
        place = Place::Behind;
        let is_feature = matches!(section.kind, SectionKind::Feature(_));
        if is_feature && !in_features {
            append(&mut text, vec!["Features:".to_owned()]);
        }
        in_features = is_feature;
        append(&mut text, self::section(section));
    }
    append(&mut text, settled(paragraphs, place, edition));
    let lines = text.iter().map(|line| match line.as_str() {
        "" => "#".to_owned(),
        // In older releases such a line closes the comment.
        line if line.trim() == "##" => format!("# {}", line.replace("##", r"\##")),
        line => format!("# {line}"),
    });
    let mark = || ["##".to_owned()];
    Some(mark().into_iter().chain(lines).chain(mark()).collect())
}

/// Returns the lines of a comment's source that are not blank.
pub(super) fn source_lines(source: &str) -> impl DoubleEndedIterator<Item = &str> {
    let lines = source
        .split(['\n', '\r'])
        .map(|line| line.trim_matches([' ', '\t']));
    lines.filter(|line| !line.is_empty())
}

/// Returns whether the marks of a comment's source contain nothing else, so that replacing them
/// loses nothing. An end may be missing.
pub(super) fn is_whole(source: &str) -> bool {
    let mut lines = source_lines(source);
    let is_mark = |line: &str| line == "##" || !line.starts_with("##");
    lines.next() == Some("##") && lines.next_back().is_none_or(is_mark)
}

/// Appends lines after a blank one.
fn append(text: &mut Vec<String>, lines: Vec<String>) {
    let is_apart = text.last().is_some_and(|last| !last.is_empty()) && !lines.is_empty();
    text.extend(is_apart.then(String::new));
    text.extend(lines);
}

/// Returns whether a line might begin a section in a comment that names its definition.
fn may_describe(line: &str) -> bool {
    line.starts_with('@') || TAGS.iter().any(|tag| line.starts_with(tag))
}

/// Returns the sections in the order of the latest release: scattered descriptions are put
/// together.
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

/// Returns the tag of a section that this definition cannot have: the replies and errors of a
/// definition that is not a command, or replies of a command that returns nothing. The tag becomes
/// the first word of a paragraph.
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
