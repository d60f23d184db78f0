//! The first sentence of a paragraph.

use crate::tree::{Inline, InlineKind};

/// Abbreviations whose full stop does not end a sentence.
const ABBREVIATIONS: [&str; 6] = ["e.g.", "i.e.", "cf.", "vs.", "resp.", "approx."];

/// Returns the first sentence of a paragraph, its full stop included.
///
/// A sentence ends with `.`, `!` or `?` before white space and anything but a lower-case letter.
/// Only text outside emphasis is searched. A paragraph in which no sentence ends is returned whole.
/// The last piece keeps its span, even if its text is cut.
#[must_use]
pub fn first_sentence(paragraph: &[Inline]) -> Vec<Inline> {
    let mut sentence = Vec::new();
    for (at, inline) in paragraph.iter().enumerate() {
        let InlineKind::Text(text) = &inline.kind else {
            sentence.push(inline.clone());
            continue;
        };
        let is_last = at + 1 == paragraph.len();
        let Some(first) = end(text, is_last).and_then(|end| text.get(..end)) else {
            sentence.push(inline.clone());
            continue;
        };
        sentence.push(Inline {
            span: inline.span.clone(),
            kind: InlineKind::Text(first.to_owned()),
        });
        break;
    }
    sentence
}

/// Returns the length of the first sentence of a text, if it ends there. `is_last` is `true` if no
/// markup follows.
fn end(text: &str, is_last: bool) -> Option<usize> {
    let marks = text.match_indices(['.', '!', '?']);
    marks.map(|(at, mark)| at + mark.len()).find(|end| {
        let (head, tail) = text.split_at(*end);
        let next = tail.trim_start().chars().next();
        let word = head.split_whitespace().next_back().unwrap_or_default();
        let word = word.trim_start_matches(['(', '"', '\'']);
        tail.starts_with(char::is_whitespace)
            && next.map_or(!is_last, |next| !next.is_lowercase())
            && !ABBREVIATIONS.contains(&word.to_lowercase().as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Parser, plain_text};

    #[test]
    fn a_sentence_ends_before_the_next() {
        for (text, first) in [
            ("Opens a file. Then reads.", "Opens a file."),
            ("Opens a file.\nThen reads.", "Opens a file."),
            ("Opens ``a. B``, or not. `C` does.", "Opens a. B, or not."),
            ("Opens *a. B*! Or not.", "Opens a. B!"),
            ("Units, e.g. Bytes. More.", "Units, e.g. Bytes."),
            (
                "Disks (i.e. SCSI ones) etc. and so on. More.",
                "Disks (i.e. SCSI ones) etc. and so on.",
            ),
            ("Since 2.4 it is here", "Since 2.4 it is here"),
            ("One.", "One."),
            ("", ""),
        ] {
            let sentence = first_sentence(&Parser::new().parse_inline(text));
            assert_eq!(plain_text(&sentence), first);
        }
    }
}
