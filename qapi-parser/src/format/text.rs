//! Splits the text of a doc comment into blocks: lines to fill, and lines to keep.
//!
//! [`qapi_markup`] parses the blocks. A paragraph is filled unless that could damage it: its lines
//! are kept if they look like code, like columns, or like a list without markers, as in older
//! comments.

use qapi_markup::{BlockKind, Document, Parser, begins_block};

/// The beginnings of lines that are code, not text.
const CODE: [&str; 5] = ["->", "<-", "{", "}", "$ "];

/// A piece of text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block<'a> {
    /// `true` if a blank line is before it.
    pub(super) gap: bool,
    /// The indentation relative to its container.
    pub(super) indent: usize,
    pub(super) kind: Kind<'a>,
}

/// The way in which a piece of text is printed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// Lines that can be filled, without their indentation.
    Paragraph(Vec<&'a str>),
    /// Lines that are kept, each with its indentation: a table, a title, a literal block. Some may
    /// be empty.
    Kept(Vec<(usize, &'a str)>),
    /// An item of a list: its marker and its content.
    Item(&'a str, Vec<Block<'a>>),
    /// A directive with text in it: its first line up to the `::`, and its content.
    Directive(&'a str, Vec<Block<'a>>),
}

/// Returns the blocks of a text by itself.
pub(super) fn parse(text: &str) -> Vec<Block<'_>> {
    let document = Parser::new().parse(text);
    let source = Source {
        text,
        is_section: false,
    };
    source.document(&document)
}

/// Returns the blocks of the text after a tag. Its first line may have been on that of the tag.
pub(super) fn parse_section(text: &str) -> Vec<Block<'_>> {
    let document = Parser::new().parse_section(text);
    let is_section = true;
    Source { text, is_section }.document(&document)
}

/// The span of the text of blocks.
#[derive(Clone, Copy)]
struct Source<'a> {
    text: &'a str,
    is_section: bool,
}

impl<'a> Source<'a> {
    fn document(self, document: &Document) -> Vec<Block<'a>> {
        let mut out = Vec::new();
        self.blocks(&document.blocks, 0, &mut None, &mut out);
        out
    }

    /// Appends the blocks of a container; `end` is where the block before ended.
    // The parser bounds how deep blocks nest.
    fn blocks(
        self,
        blocks: &[qapi_markup::Block],
        indent: usize,
        end: &mut Option<usize>,
        out: &mut Vec<Block<'a>>,
    ) {
        for block in blocks {
            let indent = indent + block.indent;
            let first = out.len();
            let gap = end.is_some_and(|end| self.has_gap(end, block.span.start));
            let mut push = |kind| {
                let gap = gap && out.len() == first;
                out.push(Block { gap, indent, kind });
            };
            match &block.kind {
                BlockKind::Paragraph(_) => paragraph(&self.lines(block), indent, gap, out),
                BlockKind::BulletList(items) | BlockKind::EnumeratedList { items, .. } => {
                    let mut end = *end;
                    for item in items {
                        let gap = end.is_some_and(|end| self.has_gap(end, item.span.start));
                        let text = self.text.get(item.span.clone()).unwrap_or_default();
                        let marker = text.split_whitespace().next().unwrap_or_default();
                        let mut content = Vec::new();
                        self.blocks(&item.blocks, 0, &mut None, &mut content);
                        let kind = Kind::Item(marker, content);
                        out.push(Block { gap, indent, kind });
                        end = Some(item.span.end);
                    }
                }
                BlockKind::BlockQuote(inner) => self.blocks(inner, indent, end, out),
                BlockKind::Admonition { name, body, .. } if !has_version(name) => {
                    push(self.admonition(block, name, body));
                }
                _ => push(kept(self.lines(block))),
            }
            *end = Some(block.span.end);
        }
    }

    /// Returns whether a blank line is between two blocks.
    fn has_gap(self, end: usize, start: usize) -> bool {
        let between = self.text.get(end..start).unwrap_or_default();
        between.matches('\n').count() > 1
    }

    fn admonition(
        self,
        block: &qapi_markup::Block,
        name: &str,
        body: &[qapi_markup::Block],
    ) -> Kind<'a> {
        let text = self.text.get(block.span.clone()).unwrap_or_default();
        let length = text.find("::").map_or(text.len(), |at| at + 2);
        let (head, behind) = text.split_at_checked(length).unwrap_or((text, ""));
        let mut content = Vec::new();
        let mut end = None;
        if name == "admonition" {
            let title = behind.lines().map(str::trim);
            let title: Vec<&str> = title.take_while(|line| !line.is_empty()).collect();
            if !title.is_empty() {
                end = Some(block.span.start + length);
                content.push(Block {
                    gap: false,
                    indent: 0,
                    kind: Kind::Paragraph(title),
                });
            }
        }
        self.blocks(body, 0, &mut end, &mut content);
        Kind::Directive(head, content)
    }

    /// Returns the lines of a block, each with its indentation relative to the others.
    fn lines(self, block: &qapi_markup::Block) -> Vec<(usize, &'a str)> {
        let before = self.text.get(..block.span.start).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let before = before.get(start..).unwrap_or_default();
        let text = self.text.get(block.span.clone()).unwrap_or_default();
        let mut lines = text.split('\n');
        let first = lines.next().unwrap_or_default().trim_end();
        let mut list = vec![(before.chars().count(), first)];
        list.extend(lines.map(|line| (indent_of(line), line.trim())));
        let is_behind_tag = self.is_section && start == 0 && before.is_empty();
        let hangs = is_behind_tag || !before.trim().is_empty();
        // The first line shows only the indentation of a directive's content.
        let skipped = usize::from(hangs && !first.starts_with(".."));
        let rest = list.get_mut(skipped..).unwrap_or_default();
        let indents = rest.iter().filter(|(_, line)| !line.is_empty());
        let least = indents.map(|(indent, _)| *indent).min().unwrap_or(0);
        for (indent, _) in rest {
            *indent = indent.saturating_sub(least);
        }
        if let Some((indent, _)) = list.first_mut().filter(|_| skipped > 0) {
            *indent = 0;
        }
        list
    }
}

/// Returns whether the argument of a directive is a version, which may not be joined with its text.
fn has_version(name: &str) -> bool {
    matches!(name, "deprecated" | "versionadded" | "versionchanged")
}

/// Returns lines without change, except that several blank ones become one.
fn kept<'a>(mut lines: Vec<(usize, &'a str)>) -> Kind<'a> {
    lines.dedup_by(|line, before| line.1.is_empty() && before.1.is_empty());
    Kind::Kept(lines)
}

/// Splits a paragraph where its indentation changes, and where a line must not be joined with the
/// one before.
fn paragraph<'a>(lines: &[(usize, &'a str)], outer: usize, gap: bool, out: &mut Vec<Block<'a>>) {
    let mut rest = lines;
    while let Some(((indent, first), below)) = rest.split_first() {
        let is_first = rest.len() == lines.len();
        let is_kept = is_code(first)
            || first.starts_with('|')
            || is_drawn(first)
            || below.first().is_some_and(|(_, line)| is_drawn(line))
            // Read as text, because it directly follows text.
            || (!is_first && begins_block(first));
        let goes_on = |((_, before), (next, line)): &(&(usize, &str), &(usize, &str))| {
            next == indent && !stays_beginning(before, line)
        };
        let length = if is_kept {
            rest.len()
        } else {
            1 + rest.iter().zip(below).take_while(goes_on).count()
        };
        let (run, next) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        let is_kept = is_kept || run.iter().any(|(_, line)| is_aligned(line));
        let least = run.iter().map(|(indent, _)| *indent).min().unwrap_or(0);
        let kind = if is_kept {
            let run = run.iter().map(|(indent, line)| (indent - least, *line));
            kept(run.collect())
        } else {
            Kind::Paragraph(run.iter().map(|(_, line)| *line).collect())
        };
        out.push(Block {
            gap: gap && is_first,
            indent: outer + least,
            kind,
        });
        rest = next;
    }
}

/// Returns whether a line may not be joined with the one before.
fn stays_beginning(before: &str, line: &str) -> bool {
    const FIRST_NUMBERS: [&str; 8] = ["1.", "1)", "(1)", "#.", "#)", "(#)", "a)", "(a)"];
    let word = line.split(' ').next().unwrap_or_default();
    // Another case in a list without markers, as in old comments below `Returns:`.
    let is_case = line.starts_with("If ")
        && before.ends_with(|last: char| last.is_alphanumeric() || last == ')');
    is_code(line) || FIRST_NUMBERS.contains(&word) || is_case
}

/// Returns whether a line is code, or would be code if it began with this word.
pub(super) fn is_code(line: &str) -> bool {
    CODE.iter().any(|mark| line.starts_with(mark))
}

/// Returns whether a line is one repeated sign, such as the underline of a title.
fn is_drawn(line: &str) -> bool {
    let first = line.chars().next();
    line.len() > 2
        && first.is_some_and(|first| first.is_ascii_punctuation())
        && line.chars().all(|sign| Some(sign) == first)
}

/// Returns whether a line has columns: wide gaps other than those after a sentence.
fn is_aligned(line: &str) -> bool {
    let mut gaps = line.match_indices("   ");
    gaps.any(|(at, _)| {
        let before = line.get(..at).unwrap_or_default();
        !before.ends_with([' ', '.', '!', '?', ':', ','])
    })
}

/// Returns the smallest indentation of the lines; `None` if all are empty.
pub(super) fn least_indent(lines: &[impl AsRef<str>]) -> Option<usize> {
    let lines = lines.iter().map(AsRef::as_ref);
    lines.filter(|line| !line.is_empty()).map(indent_of).min()
}

/// Returns a line without its first characters.
pub(super) fn behind(line: &str, characters: usize) -> &str {
    let cut = line.char_indices().nth(characters);
    cut.and_then(|(at, _)| line.get(at..)).unwrap_or("")
}

/// Returns the number of white space characters at the start of a line.
pub(super) fn indent_of(line: &str) -> usize {
    line.chars()
        .take_while(|character| character.is_whitespace())
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a letter for each block, followed by its content in parentheses.
    fn kinds(list: &[Block<'_>]) -> String {
        let one = |block: &Block<'_>| match &block.kind {
            Kind::Paragraph(_) => "p".to_owned(),
            Kind::Kept(_) => "k".to_owned(),
            Kind::Item(_, inner) => format!("i({})", kinds(inner)),
            Kind::Directive(_, inner) => format!("d({})", kinds(inner)),
        };
        list.iter().map(one).collect()
    }

    #[track_caller]
    fn same(text: &str, wanted: &str) {
        assert_eq!(kinds(&parse(text)), wanted, "{text}");
    }

    #[test]
    fn text_is_filled_and_markup_is_kept() {
        same("a\nb\n\nc", "pp");
        same("- a\n  b\n- c\n\n  d", "i(p)i(pp)");
        same("a\n- b", "pi(p)");
        same("1. a\n2. b", "i(p)i(p)");
        same("Title\n=====\n\na", "kp");
        same("= Title\na", "kp");
        same("===  ==\na    b\n\nc    d\n===  ==\n\ne", "kp");
        same("a::\n\n  b\n\n  c\n\nd", "pkp");
        same("::\n\n  b", "k");
        same(".. note:: a\n   b\n\n   - c\n\nd", "d(pi(p))p");
        same(".. admonition:: a\n\n   b", "d(pp)");
        same(".. deprecated:: 1.0\n   a", "k");
        same(".. qmp-example::\n   :title: a\n\n   -> b\n\nc", "kp");
        same(".. a comment\n\nb", "kp");
        same("| a\n| b", "k");
    }

    #[test]
    fn lines_of_a_paragraph_that_look_like_more_are_kept() {
        same("a\n  b", "pp");
        same("version\n2. a", "p");
        same("to do\n1. a\n2. b", "pk");
        same("name    meaning\na       b", "k");
        same("a\n-> {\n }\nb\n\nc", "pkp");
        same("{a}\nb", "k");
        same("a long title\n---\nb", "k");
        same("a\nIf b\nIf c", "ppp");
    }

    #[test]
    fn kept_lines_have_their_indentation() {
        let kept = |text: &'static str| match parse_section(text).pop() {
            Some(Block {
                indent,
                kind: Kind::Kept(lines),
                ..
            }) => (indent, lines),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            kept("-> a\n      b\n       c"),
            (0, vec![(0, "-> a"), (0, "b"), (1, "c")])
        );
        assert_eq!(
            kept("a::\n\n    b\n\n\n      c"),
            (4, vec![(0, "b"), (0, ""), (2, "c")])
        );
        assert_eq!(kept("a\n\n  b::\n\n    c"), (2, vec![(0, "c")]));
    }

    #[test]
    fn what_follows_on_a_tag_loses_its_indentation() {
        let parsed = |text| parse_section(text);
        assert_eq!(parsed("a\n      b"), parsed("a\nb"));
        assert_eq!(parsed("a\n      b\n\nc"), parsed("a\nb\n\nc"));
        let items = parsed("- a\n         - b\n           c");
        assert_eq!(items, parsed("- a\n- b\n  c"));
        assert_eq!(kinds(&parsed("- a\n     b")), "i(p)");
    }
}
