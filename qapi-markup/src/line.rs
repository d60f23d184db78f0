//! Single lines: their indentation, and the markup that can begin at them.

use std::ops::Range;

use crate::tree::Numbering;

/// A line of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line<'t> {
    /// The start of `text`, in bytes of the whole text.
    pub(crate) start: usize,
    /// The indentation, in characters. Meaningless for a blank line.
    pub(crate) indent: usize,
    /// The line without white space at either end.
    pub(crate) text: &'t str,
}

impl<'t> Line<'t> {
    pub(crate) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Returns the end of the line, a part of its text, as a line.
    pub(crate) fn tail(&self, tail: &'t str) -> Self {
        let skipped = self.text.len() - tail.len();
        let before = self.text.get(..skipped).unwrap_or_default();
        Self {
            start: self.start + skipped,
            indent: self.indent + before.chars().count(),
            text: tail,
        }
    }

    /// Returns the line with its indentation moved by the distance from `from` to `to`.
    pub(crate) fn moved(self, from: usize, to: usize) -> Self {
        Self {
            indent: (self.indent + to).saturating_sub(from),
            ..self
        }
    }
}

/// Splits a text into lines.
pub(crate) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let cut = |line: &'_ str| {
        let text = line.trim_start();
        let blank = line.len() - text.len();
        let before = line.get(..blank).unwrap_or_default();
        let cut = (start + blank, before.chars().count());
        start += line.len();
        cut
    };
    let places: Vec<(usize, usize)> = text.split_inclusive('\n').map(cut).collect();
    let texts = text.split_inclusive('\n').map(str::trim);
    let lines = places.into_iter().zip(texts);
    lines
        .map(|((start, indent), text)| Line {
            start,
            indent,
            text,
        })
        .collect()
}

/// Returns the bytes from the first line that is not blank to the last one.
pub(crate) fn span(lines: &[Line<'_>]) -> Range<usize> {
    let mut lines = lines.iter().filter(|line| !line.is_blank());
    match (lines.next(), lines.next_back()) {
        (Some(first), Some(last)) => first.start..last.end(),
        (Some(only), None) => only.start..only.end(),
        (None, _) => 0..0,
    }
}

/// Returns the least indentation of the lines; `None` if all are blank.
pub(crate) fn least_indent(lines: &[Line<'_>]) -> Option<usize> {
    let lines = lines.iter().filter(|line| !line.is_blank());
    lines.map(|line| line.indent).min()
}

/// Returns the number of lines that are indented deeper than `indent`, blank ones between them
/// included.
pub(crate) fn deeper(lines: &[Line<'_>], indent: usize) -> usize {
    let is_deeper = |line: &&Line<'_>| line.is_blank() || line.indent > indent;
    let length = lines.iter().take_while(is_deeper).count();
    let all = lines.get(..length).unwrap_or_default();
    length - all.iter().rev().take_while(|line| line.is_blank()).count()
}

/// Returns the number of lines before the first blank one.
pub(crate) fn until_blank(lines: &[Line<'_>]) -> usize {
    lines.iter().take_while(|line| !line.is_blank()).count()
}

/// Returns lines unchanged, except for their common indentation and blank lines at either end.
pub(crate) fn literal(lines: &[Line<'_>]) -> String {
    let margin = least_indent(lines).unwrap_or(0);
    let mut out = String::new();
    for line in lines {
        if !line.is_blank() {
            out.extend(std::iter::repeat_n(' ', line.indent - margin));
            out.push_str(line.text);
        } else if out.is_empty() {
            continue;
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

/// The marker of a list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marker<'t> {
    pub(crate) kind: MarkerKind,
    /// The number that it shows; 1 for `a`, and for a marker without a number.
    pub(crate) number: u32,
    /// The number of characters before the text of the item.
    pub(crate) width: usize,
    /// The rest of the line.
    pub(crate) text: &'t str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MarkerKind {
    Bullet,
    Number(Numbering),
}

/// Returns the marker that a line begins with.
pub(crate) fn marker(line: &str) -> Option<Marker<'_>> {
    // Most lines have none, as their first character shows.
    if !line.starts_with(|c: char| c.is_ascii_alphanumeric() || "-*+•(#".contains(c)) {
        return None;
    }
    let (word, after) = line.split_once(' ').unwrap_or((line, ""));
    let (kind, number) = match word {
        "-" | "*" | "+" | "•" => (MarkerKind::Bullet, 1),
        word => enumerator(word)?,
    };
    let text = after.trim_start();
    let before = line.get(..line.len() - text.len()).unwrap_or_default();
    Some(Marker {
        kind,
        number,
        width: before.chars().count(),
        text,
    })
}

/// Parses `1.`, `1)`, `(1)`, `#.`, `#)`, `(#)`, `a)`, `(a)`. A letter with a full stop is most
/// likely an initial.
fn enumerator(word: &str) -> Option<(MarkerKind, u32)> {
    let arabic = MarkerKind::Number(Numbering::Arabic);
    let (word, is_open) = match word.strip_prefix('(') {
        Some(word) => (word, true),
        None => (word, false),
    };
    let (number, is_closed) = match word.strip_suffix(')') {
        Some(number) => (number, true),
        None => (word.strip_suffix('.').filter(|_| !is_open)?, false),
    };
    match number.as_bytes() {
        b"#" => Some((arabic, 1)),
        [letter @ b'a'..=b'z'] if is_closed => {
            let number = u32::from(letter - b'a') + 1;
            Some((MarkerKind::Number(Numbering::LowerAlpha), number))
        }
        digits if digits.len() <= 3 && digits.iter().all(u8::is_ascii_digit) => {
            Some((arabic, number.parse().ok()?))
        }
        _ => None,
    }
}

/// Returns the name of the field that a line begins, and its body on that line.
pub(crate) fn field(line: &str) -> Option<(&str, &str)> {
    let (name, body) = line.strip_prefix(':')?.split_once(':')?;
    let is_field = !name.is_empty()
        && !name.starts_with(' ')
        && !name.ends_with(' ')
        && (body.is_empty() || body.starts_with(' '));
    is_field.then_some((name, body.trim_start()))
}

/// Returns whether a line is made of one punctuation character, such as the underline of a title.
pub(crate) fn is_rule(text: &str) -> bool {
    let mut signs = text.chars();
    let first = signs.next();
    text.len() > 2
        && first.is_some_and(|first| first.is_ascii_punctuation())
        && signs.all(|sign| Some(sign) == first)
}

/// Returns whether a line begins with two dots: a directive, a comment or a target.
pub(crate) fn is_explicit(text: &str) -> bool {
    text == ".." || text.starts_with(".. ")
}

/// Returns whether a line begins code without markup: messages in schemas until 9.0, or a session
/// of a shell or an interpreter.
pub(crate) fn is_code(text: &str) -> bool {
    let begins = |mark: &&str| {
        let after = text.strip_prefix(*mark);
        after.is_some_and(|it| it.is_empty() || it.starts_with(' '))
    };
    ["->", "<-", ">>>"].iter().any(begins)
        || matches!(text, "{" | "}" | "},")
        || ["$ ", "{ \"", "{\""]
            .iter()
            .any(|mark| text.starts_with(mark))
}

/// Returns whether a line can continue the paragraph before it, which is indented by `indent`.
///
/// In docutils a list needs a blank line before it, or deeper indentation. Schemas that docutils
/// did not read have neither, so a bullet begins a list. A number is most likely text.
pub(crate) fn continues_paragraph(line: &Line<'_>, indent: usize) -> bool {
    let begins_list = marker(line.text).is_some_and(|found| match found.kind {
        MarkerKind::Bullet => true,
        MarkerKind::Number(_) => found.number == 1 && line.indent > indent,
    });
    !line.is_blank()
        && !begins_list
        && !is_explicit(line.text)
        && line.text != "::"
        && !is_code(line.text)
}

/// Returns whether a line that begins with this word begins a block, such as a list or a directive,
/// instead of continuing a paragraph.
///
/// A program that wraps paragraphs calls this before it begins a line with a word.
///
/// ```
/// assert!(qapi_markup::begins_block("-"));
/// assert!(qapi_markup::begins_block("12."));
/// assert!(!qapi_markup::begins_block("-1"));
/// ```
#[must_use]
pub fn begins_block(word: &str) -> bool {
    let is_drawn = word == "|" || word.starts_with("+-");
    let is_markup = is_explicit(word) || word == "::" || is_rule(word) || is_drawn;
    marker(word).is_some() || is_markup || is_code(word)
}
