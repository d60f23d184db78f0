//! Prints the text of doc comments: blocks as lines of bounded width.
//!
//! `text` finds the blocks, `fill` breaks lines, and `comment` finds the sections.

use super::fill::{WIDTH, fill, first_word};
use super::text::{Block, Kind, behind, least_indent};

/// The indentation of a note's content: to the start of its name.
pub(super) const NOTE: usize = 3;
/// The indentation of other content.
pub(super) const CONTENT: usize = 4;

/// Prints blocks with `indent` spaces before them.
pub(super) fn print(blocks: &[Block<'_>], indent: usize, out: &mut Vec<String>) {
    for block in blocks {
        if block.gap && !out.is_empty() {
            out.push(String::new());
        }
        let indent = indent + block.indent;
        let spaces = " ".repeat(indent);
        match &block.kind {
            Kind::Paragraph(lines) => out.extend(fill(lines, &spaces, indent)),
            Kind::Kept(lines) => out.extend(lines.iter().map(|(deeper, line)| match *line {
                "" => String::new(),
                line => format!("{spaces}{}{line}", " ".repeat(*deeper)),
            })),
            Kind::Item(marker, content) => item(&spaces, marker, content, out),
            Kind::Directive(head, content) => directive(&spaces, head, content, out),
        }
    }
}

/// Prints an item of a list after the text that is already on its line.
fn item(before: &str, marker: &str, content: &[Block<'_>], out: &mut Vec<String>) {
    // A full stop ends a sentence, unless it follows one digit at the start of a line.
    let is_sentence =
        marker.ends_with('.') && (marker.len() > 2 || marker == "#." || !before.trim().is_empty());
    let prefix = format!("{before}{marker}{}", if is_sentence { "  " } else { " " });
    let indent = prefix.chars().count();
    match content {
        [
            Block {
                kind: Kind::Item(inner, content),
                ..
            },
        ] => item(&prefix, inner, content, out),
        _ => hang(&prefix, indent, content, out),
    }
}

fn directive(before: &str, head: &str, content: &[Block<'_>], out: &mut Vec<String>) {
    let is_text = matches!(
        content.first(),
        Some(Block {
            indent: 0,
            kind: Kind::Paragraph(_),
            ..
        })
    );
    // The text after an admonition on its line is the title.
    let is_titled = head.starts_with(".. admonition");
    let indent = before.chars().count() + if is_text && !is_titled { NOTE } else { CONTENT };
    hang(&format!("{before}{head} "), indent, content, out);
}

/// Prints blocks, the first of them after a prefix if possible. The others are indented.
pub(super) fn hang(prefix: &str, indent: usize, content: &[Block<'_>], out: &mut Vec<String>) {
    let Some((text, rest)) = beginning(prefix, indent, content) else {
        out.push(prefix.trim_end().to_owned());
        let mut below = Vec::new();
        print(content, indent, &mut below);
        // The content of a directive would be read as its arguments.
        let is_directive = prefix.trim_start().starts_with(".. ");
        out.extend((is_directive && !below.is_empty()).then(String::new));
        out.extend(below);
        return;
    };
    let mut lines = fill(text, prefix, indent);
    let is_single = lines.len() == 1;
    print(rest, indent, &mut lines);
    let least = lines.get(1..).and_then(least_indent);
    let announces = text.last().is_some_and(|last| last.ends_with("::"));
    if let Some(least) = least.filter(|least| is_single && !announces && *least > indent) {
        // After a single line, deeper indentation of the rest would not be recognised.
        for line in lines.iter_mut().skip(1) {
            *line = behind(line, least - indent).to_owned();
        }
    }
    out.extend(lines);
}

/// Returns the paragraph that can begin after the prefix, and the remaining blocks.
fn beginning<'b, 'a>(
    prefix: &str,
    indent: usize,
    content: &'b [Block<'a>],
) -> Option<(&'b [&'a str], &'b [Block<'a>])> {
    match content.split_first()? {
        (
            Block {
                indent: 0,
                kind: Kind::Paragraph(text),
                ..
            },
            rest,
        ) if fits(prefix, indent, text) => Some((text, rest)),
        _ => None,
    }
}

/// Returns whether a paragraph can begin after a prefix: its first word must fit there, unless it
/// fits nowhere.
fn fits(prefix: &str, indent: usize, text: &[&str]) -> bool {
    let word = first_word(text);
    prefix.chars().count() + word <= WIDTH || indent + word > WIDTH
}
