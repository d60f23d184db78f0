//! Prints the text of a section of a doc comment, in the form of the latest release.
//!
//! Text after a tag is indented by four. Sections that the latest release lacks become paragraphs,
//! `Note:` and `Example:` become directives.

use super::example::example;
use super::fill::TAGS;
use super::prose::{CONTENT, NOTE, hang, print};
use super::text::{Block, Kind, behind, indent_of, parse, parse_section};
use crate::Edition;
use crate::schema::{Section, SectionKind};

/// The maximum number of times that text is printed again until it stays the same. Once is enough,
/// except for inconsistent indentation.
const ROUNDS: usize = 8;

/// Returns the lines of a section that consists of paragraphs, or becomes one; `None` for other
/// sections. `lost_tag` is a tag that is removed.
pub(super) fn plain(section: &Section, lost_tag: Option<&str>) -> Option<Vec<String>> {
    let text = &section.text;
    let mut out = Vec::new();
    match (&section.kind, lost_tag) {
        (_, Some(tag)) => untagged(tag, &parse_section(text), &mut out),
        (SectionKind::Plain, _) => print(&parse(text), 0, &mut out),
        (SectionKind::Note, _) => note(&parse_section(text), &mut out),
        (SectionKind::Example, _) => out = example(&text.lines().collect::<Vec<_>>()),
        _ => return None,
    }
    Some(out)
}

/// The position of paragraphs in a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a comment without sections.
    FreeForm,
    Body,
    /// After a section, which continues in indented lines.
    Behind,
}

/// Returns paragraphs that are read as such, and stay the same when they are printed again.
pub(super) fn settled(lines: Vec<String>, place: Place, edition: Edition) -> Vec<String> {
    let again = |lines: &[&str]| {
        let mut out = Vec::new();
        print(&parse(&lines.join("\n")), 0, &mut out);
        if place == Place::Behind {
            // At the same indentation as the next paragraph, which is not indented.
            out.push(".".to_owned());
            level(&mut out);
            out.pop();
        }
        out
    };
    let mut lines = settle(lines, again);
    if place != Place::FreeForm && escape(&mut lines, edition) {
        lines = settle(lines, again);
    }
    lines
}

/// Adds a backslash, which has no meaning there, to lines that would begin a section. Returns
/// whether there were any.
fn escape(lines: &mut [String], edition: Edition) -> bool {
    let mut any = false;
    let mut may_begin = true;
    for line in lines {
        if may_begin && is_section(line) {
            line.insert(0, '\\');
            any = true;
        }
        // In older releases, sections begin at any line.
        may_begin = line.is_empty() || edition == Edition::Auto;
    }
    any
}

/// Returns whether a line begins a section in the comment of a definition.
fn is_section(line: &str) -> bool {
    let is_tagged = |tag: &&str| {
        let behind = line.strip_prefix(*tag);
        behind.is_some_and(|behind| !behind.starts_with(':'))
    };
    (line.starts_with('@') && line.contains(':')) || TAGS.iter().any(is_tagged)
}

/// Returns the lines of a section with a tag.
pub(super) fn section(section: &Section) -> Vec<String> {
    let tag = match &section.kind {
        SectionKind::Member(name) | SectionKind::Feature(name) => format!("@{name}:"),
        SectionKind::Returns => "Returns:".to_owned(),
        SectionKind::Errors => "Errors:".to_owned(),
        SectionKind::Since => "Since:".to_owned(),
        SectionKind::Todo => "TODO:".to_owned(),
        SectionKind::Plain | SectionKind::Note | SectionKind::Example => return Vec::new(),
    };
    let print = |text: &str| {
        let mut out = Vec::new();
        hang(&format!("{tag} "), CONTENT, &parse_section(text), &mut out);
        level(out.get_mut(1..).unwrap_or_default());
        out
    };
    settle(print(&section.text), |lines| {
        // The parsed text follows the tag and continues in the lines below.
        let text = lines.join("\n");
        let behind = text.strip_prefix(&*tag).unwrap_or_default();
        match behind.trim_start_matches(' ').strip_prefix('\n') {
            Some(below) => print(below),
            None => print(behind.trim_start_matches(' ')),
        }
    })
}

fn settle(mut lines: Vec<String>, print: impl Fn(&[&str]) -> Vec<String>) -> Vec<String> {
    for _ in 0..ROUNDS {
        let again = print(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        if again == lines {
            break;
        }
        lines = again;
    }
    lines
}

/// Reduces the indentation of the first lines if later ones have less: the latest release ends a
/// section at a line with less indentation than its second one.
fn level(lines: &mut [String]) {
    let mut tail = lines;
    while let Some(start) = tail.iter().position(|line| !line.is_empty()) {
        tail = tail.get_mut(start..).unwrap_or_default();
        let first = tail.first().map_or(0, |line| indent_of(line));
        let is_less = |line: &String| !line.is_empty() && indent_of(line) < first;
        let Some(end) = tail.iter().position(is_less) else {
            return;
        };
        let less = first - tail.get(end).map_or(first, |line| indent_of(line));
        for line in tail.iter_mut().take(end) {
            *line = behind(line, less).to_owned();
        }
    }
}

fn is_text(content: &[Block<'_>]) -> bool {
    matches!(
        content.first(),
        Some(Block {
            indent: 0,
            kind: Kind::Paragraph(_),
            ..
        })
    )
}

/// Prints a section that loses its tag, which becomes the first word.
fn untagged(tag: &str, content: &[Block<'_>], out: &mut Vec<String>) {
    if is_text(content) {
        return hang(&format!("{tag} "), 0, content, out);
    }
    out.extend([tag.to_owned(), String::new()]);
    print(content, 0, out);
}

/// Prints a section `Note:` as a directive.
fn note(content: &[Block<'_>], out: &mut Vec<String>) {
    if is_text(content) {
        return hang(".. note:: ", NOTE, content, out);
    }
    if !content.is_empty() {
        out.extend([".. admonition:: Notes".to_owned(), String::new()]);
        print(content, CONTENT, out);
    }
}
