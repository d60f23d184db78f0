//! The plain comments of a file, and the blank lines between its tokens, which expressions do not
//! contain.

use std::ops::Range;

use crate::syntax::{is_space, quoted};

/// A comment, up to the end of its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Comment {
    /// The offset of its `#`.
    pub(super) start: usize,
    /// The comment with its `#`, without white space at its end.
    pub(super) text: String,
    /// The number of characters before it on its line.
    pub(super) column: usize,
    /// `true` if nothing else is on its line.
    pub(super) alone: bool,
}

impl Comment {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The text of a file between its tokens.
#[derive(Debug)]
pub(super) struct Trivia<'a> {
    text: &'a str,
    comments: Vec<Comment>,
}

impl<'a> Trivia<'a> {
    /// Finds the plain comments of a file without errors. `docs` are the ranges of its doc
    /// comments, in order.
    pub(super) fn of(text: &'a str, docs: &[Range<usize>]) -> Self {
        let mut comments = Vec::new();
        let mut docs = docs.iter().peekable();
        let mut at = 0;
        let mut line_start = 0;
        let bytes = text.as_bytes();
        while let Some(&byte) = bytes.get(at) {
            if let Some(doc) = docs.next_if(|doc| doc.start <= at) {
                at = doc.end.max(at);
                line_start = at;
                continue;
            }
            let rest = bytes.get(at..).unwrap_or_default();
            match byte {
                b'\n' | b'\r' => {
                    at += 1;
                    line_start = at;
                }
                b'\'' => {
                    at += quoted::<_, ()>(rest).map_or(1, |(after, _)| rest.len() - after.len());
                }
                b'#' => {
                    let line = text.get(at..).unwrap_or("");
                    let line = line.split(['\n', '\r']).next().unwrap_or(line);
                    let before = text.get(line_start..at).unwrap_or("");
                    comments.push(Comment {
                        start: at,
                        text: line.trim_end_matches(is_space).to_owned(),
                        column: before.chars().count(),
                        alone: before.chars().all(is_space),
                    });
                    at += line.len();
                }
                _ => at += 1,
            }
        }
        Self { text, comments }
    }

    /// Returns the comments that begin in a range.
    pub(super) fn comments(&self, range: Range<usize>) -> &[Comment] {
        let from = self.comments.partition_point(|it| it.start < range.start);
        let to = self.comments.partition_point(|it| it.start < range.end);
        self.comments.get(from..to).unwrap_or_default()
    }

    /// Splits the comments in a range: those that belong to the line of the token that ends there
    /// (one on it, and those below that start in the same column), and the others.
    pub(super) fn split(&self, range: Range<usize>) -> (&[Comment], &[Comment]) {
        let comments = self.comments(range.clone());
        let is_on_line = |first: &&Comment| {
            let between = self.text.get(range.start..first.start).unwrap_or("");
            !between.contains(['\n', '\r'])
        };
        let Some(first) = comments.first().filter(is_on_line) else {
            return (&[], comments);
        };
        let goes_on = comments.windows(2).take_while(|pair| {
            matches!(pair, [before, next] if next.alone
                && next.column == first.column
                && !self.has_blank_line(before.end()..next.start))
        });
        comments
            .split_at_checked(1 + goes_on.count())
            .unwrap_or((comments, &[]))
    }

    /// Returns the texts of all comments, in order.
    pub(super) fn texts(self) -> Vec<String> {
        self.comments.into_iter().map(|it| it.text).collect()
    }

    /// Returns whether a range that contains only white space and marks contains a blank line.
    pub(super) fn has_blank_line(&self, range: Range<usize>) -> bool {
        let text = self.text.get(range).unwrap_or("");
        let mut ends = 0;
        let mut signs = text.chars().peekable();
        while let Some(sign) = signs.next() {
            match sign {
                '\r' if signs.peek() == Some(&'\n') => {}
                '\n' | '\r' => ends += 1,
                _ if is_space(sign) => {}
                _ => ends = 0,
            }
            if ends > 1 {
                return true;
            }
        }
        false
    }
}
