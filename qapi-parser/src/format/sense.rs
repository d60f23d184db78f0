//! Compares the meaning of doc comments.
//!
//! Descriptions, features and other sections are compared by kind, name and words, each group in
//! its order, as in the dump. White space does not count. `Note:` and `Example:` are plain
//! sections. Sections that the definition cannot have are plain ones that start with their tag.
//! Plain sections in a row are one. The marks of notes and examples are not words, and neither are
//! backslashes before words.

use super::comment::{lost_tag, ordered, source_lines};
use crate::schema::{Doc, Schema, SectionKind};

/// A section, reduced to the parts that count.
type Sense<'d> = (SectionKind, Vec<&'d str>);

/// Returns the first doc comment that differs, and a few words about it.
pub(super) fn difference<'s>(
    before: &'s Schema,
    after: &Schema,
    counts: &dyn Fn(&Doc) -> bool,
) -> Option<(&'s Doc, String)> {
    let (old, new) = (before.docs(), after.docs());
    if old.len() != new.len() {
        let (_, first) = before.docs().next()?;
        return Some((first, "the number of doc comments".to_owned()));
    }
    let mut pairs = old.zip(new).filter(|((_, old), _)| counts(old));
    pairs.find_map(|((_, old), (_, new))| {
        let name = old.symbol.as_deref().unwrap_or("a free-form comment");
        if old.symbol != new.symbol {
            return Some((old, format!("whose comment that of '{name}' is")));
        }
        if old.symbol.is_some() && !is_named(before, old) && !is_named(after, new) {
            // Its meaning may depend on other comments of the file.
            let same = marked_words(before, old) == marked_words(after, new);
            return (!same).then(|| (old, format!("the comment of '{name}'")));
        }
        let (a, b) = (sense(before, old), sense(after, new));
        let pair = a.iter().zip(&b).find(|(a, b)| a != b);
        let Some((old_section, new_section)) = pair else {
            let what = format!(
                "the comment of '{name}': {} sections to {}",
                a.len(),
                b.len()
            );
            return (a.len() != b.len()).then_some((old, what));
        };
        let same = old_section
            .1
            .iter()
            .zip(&new_section.1)
            .take_while(|(a, b)| a == b);
        let same = same.count();
        let words = |words: &[&str]| {
            words
                .iter()
                .skip(same)
                .take(4)
                .copied()
                .collect::<Vec<_>>()
                .join(" ")
        };
        let what = format!(
            "the comment of '{name}': {:?} '{}' to {:?} '{}'",
            old_section.0,
            words(&old_section.1),
            new_section.0,
            words(&new_section.1)
        );
        Some((old, what))
    })
}

/// Returns whether a comment names its definition.
pub(super) fn is_named(schema: &Schema, doc: &Doc) -> bool {
    let second = source_lines(schema.sources.text(doc.span)).nth(1);
    second.is_some_and(|line| {
        let text = line.trim_start_matches('#');
        text.strip_prefix(' ').unwrap_or(text).starts_with('@')
    })
}

/// Returns the words of a comment as written, with its marks.
fn marked_words<'s>(schema: &'s Schema, doc: &Doc) -> Vec<&'s str> {
    schema.sources.text(doc.span).split_whitespace().collect()
}

/// Returns the sections of a doc comment, reduced to the parts that count.
fn sense<'d>(schema: &Schema, doc: &'d Doc) -> Vec<Sense<'d>> {
    let mut list: Vec<Sense<'d>> = Vec::new();
    for section in ordered(&doc.sections) {
        let tag = lost_tag(schema, doc, section);
        let words: Vec<&str> = tag.into_iter().chain(words(&section.text)).collect();
        let is_plain = matches!(
            section.kind,
            SectionKind::Plain | SectionKind::Note | SectionKind::Example
        );
        match list.last_mut() {
            _ if !is_plain && tag.is_none() => list.push((section.kind.clone(), words)),
            Some((SectionKind::Plain, last)) => last.extend(words),
            _ if words.is_empty() => {}
            _ => list.push((SectionKind::Plain, words)),
        }
    }
    list
}

/// Returns the words of a text without the marks of notes and examples.
fn words(text: &str) -> Vec<&str> {
    const MARKS: [&[&str]; 5] = [
        &["..", "admonition::", "Notes"],
        &["..", "admonition::", "Example"],
        &["..", "note::"],
        &["..", "qmp-example::"],
        &["::"],
    ];
    let all: Vec<&str> = text.split_whitespace().collect();
    let mut words = Vec::with_capacity(all.len());
    let mut rest = all.as_slice();
    while let Some((word, behind)) = rest.split_first() {
        let mark = MARKS.iter().find_map(|mark| rest.strip_prefix(*mark));
        rest = mark.unwrap_or(behind);
        if mark.is_none() {
            words.push(word.strip_prefix('\\').unwrap_or(word));
        }
    }
    words
}
