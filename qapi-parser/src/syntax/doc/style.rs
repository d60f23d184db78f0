//! The style of doc comments since QEMU 10.2: no line over 70 characters, two spaces between
//! sentences. Literal blocks are exempt. The text is searched with `memchr`.

use crate::syntax::lexer::is_space;

/// The maximum number of characters of a line, its `# ` included.
pub(crate) const MAX_COLUMNS: usize = 70;

/// The state between the lines of one doc comment: the open literal block.
#[derive(Debug, Default)]
pub(super) struct Style {
    /// The block's indentation; 0 until a line of it is seen.
    literal: Option<usize>,
}

/// The style errors of a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Finding {
    /// The number of characters of the line, if it is too large.
    pub(super) too_long: Option<usize>,
    /// For each sentence before a single space, the offset after its punctuation.
    pub(super) single_spaces: Vec<usize>,
}

impl Style {
    /// Checks the next line, without its `# `.
    pub(super) fn check(&mut self, line: &str) -> Option<Finding> {
        if opens_literal(line) {
            self.literal = Some(0);
        } else if let (Some(indent), false) = (self.literal, line.is_empty()) {
            let own = line
                .chars()
                .take_while(|&character| is_space(character))
                .count();
            if indent == 0 {
                self.literal = Some(own);
            } else if own < indent {
                self.literal = None;
            }
        }
        if self.literal.is_some() {
            return None;
        }
        // A character has at least one byte, so short lines need no counting.
        let columns = if line.len() + 2 > MAX_COLUMNS {
            line.chars().count() + 2
        } else {
            0
        };
        let too_long = (columns > MAX_COLUMNS && !is_url(line)).then_some(columns);
        let single_spaces = single_spaces(line);
        (too_long.is_some() || !single_spaces.is_empty()).then_some(Finding {
            too_long,
            single_spaces,
        })
    }
}

/// Returns whether the line is just `::`, or begins an example.
fn opens_literal(line: &str) -> bool {
    let Some(head) = line.strip_suffix("::") else {
        return false;
    };
    let head = match head.strip_prefix("..") {
        Some(name) if name.starts_with(' ') => {
            match name.trim_start_matches(' ').strip_prefix("qmp-example") {
                Some(rest) => rest,
                None => return false,
            }
        }
        _ => head,
    };
    head.bytes().all(|byte| byte == b' ')
}

/// Returns whether the line is one URL, which cannot be broken.
fn is_url(line: &str) -> bool {
    let url = line.trim_start_matches(' ');
    ["http://", "https://", "ftp://"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
        && !url.contains(' ')
}

/// Finds `.`, `!` or `?`, one space, and a character that may begin a sentence; not after `e.g.`,
/// nor after the number of a list's item.
fn single_spaces(line: &str) -> Vec<usize> {
    let bytes = line.as_bytes();
    let mut found = Vec::new();
    let mut from = 0;
    for at in memchr::memchr3_iter(b'.', b'!', b'?', bytes) {
        let Some(&[mark, b' ', next]) = bytes.get(at..at + 3) else {
            continue;
        };
        if !matches!(next, b'A'..=b'Z' | b'0'..=b'9' | b'(') || at < from {
            continue;
        }
        // Matches do not overlap.
        from = at + 3;
        let before = bytes.get(..at).unwrap_or_default();
        if mark == b'.' && (ends_in_example(before) || is_item_number(before)) {
            continue;
        }
        found.push(at + 1);
    }
    found
}

/// Returns whether `before` ends in the word `e.g`.
fn ends_in_example(before: &[u8]) -> bool {
    before.strip_suffix(b"e.g").is_some_and(|rest| {
        rest.last()
            .is_none_or(|&byte| byte.is_ascii() && !byte.is_ascii_alphanumeric() && byte != b'_')
    })
}

/// Returns whether `before` is one digit, with or without indentation.
fn is_item_number(before: &[u8]) -> bool {
    before.split_last().is_some_and(|(digit, indent)| {
        digit.is_ascii_digit() && indent.iter().all(|&byte| byte == b' ')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_two_spaces_apart() {
        assert_eq!(single_spaces("One. Two"), [4]);
        assert_eq!(single_spaces("One! 2? (3)"), [4, 7]);
        assert_eq!(single_spaces("One.  Two"), [0; 0]);
        assert_eq!(single_spaces("One. two, e.g. Three"), [0; 0]);
        assert_eq!(single_spaces("  1. Item. Next"), [10]);
        assert_eq!(single_spaces("12. Item"), [3]);
        assert_eq!(single_spaces("pre.g. Item"), [6]);
    }

    #[test]
    fn literal_blocks_are_left_alone() {
        let long = "x".repeat(80);
        let mut style = Style::default();
        assert_eq!(style.check("::"), None);
        assert_eq!(style.check(&format!("  {long}")), None);
        assert_eq!(style.check(""), None);
        assert_eq!(style.check("  One. Two"), None);
        assert!(style.check("One. Two").is_some());
        assert_eq!(style.check(".. qmp-example ::"), None);
        assert_eq!(style.check(&long), None);
        assert_eq!(style.check(&format!("text {long}::")), None);
        assert!(Style::default().check(&long).is_some());
        assert!(Style::default().check(&format!("text {long}::")).is_some());
    }

    #[test]
    fn urls_may_be_long() {
        let url = format!("  https://example.org/{}", "x".repeat(80));
        assert_eq!(Style::default().check(&url), None);
        assert!(Style::default().check(&format!("{url} and more")).is_some());
        assert!(Style::default().check(&"\u{e9}".repeat(68)).is_none());
        assert!(Style::default().check(&"\u{e9}".repeat(69)).is_some());
    }
}
