//! Splits the bytes that a peer sends into lines.

use std::collections::VecDeque;

use memchr::{memchr, memrchr};

/// The byte that marks a place in the stream. UTF-8 text never contains it.
pub(super) const SENTINEL: u8 = 0xff;

/// The default limit of a line, in bytes: 128 MiB. The longest line of an agent has a little more
/// than 64 MiB (48 MiB of a file, as base64).
pub const MAX_LINE: usize = 128 << 20;

/// The largest buffer, in bytes, that is kept for the next line.
const KEPT: usize = 64 << 10;

/// A line, without its end.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Line {
    /// A line that is not empty.
    Text {
        /// Its text, after the last sentinel.
        text: Vec<u8>,
        /// `true` if it had a sentinel. The text before that belongs to an older message, and is
        /// dropped.
        marked: bool,
    },
    /// A line that is longer than the limit. Its text is dropped.
    TooLong,
}

/// Splits a stream into lines. Each byte is read once and copied once, however the stream is split.
///
/// ```
/// use qapi_wire::client::{Line, Lines};
/// let mut lines = Lines::new(1000);
/// lines.feed(b"{\"lost\xff{}");
/// assert_eq!(lines.take(), None);
/// lines.feed(b"\r\n");
/// assert_eq!(lines.take(), Some(Line::Text { text: b"{}".to_vec(), marked: true }));
/// ```
#[derive(Debug)]
pub struct Lines {
    max: usize,
    /// The incomplete line, after its last sentinel.
    begun: Vec<u8>,
    marked: bool,
    too_long: bool,
    complete: VecDeque<Line>,
}

impl Lines {
    /// Creates a splitter for lines of at most `max` bytes, without their ends and the text before
    /// a sentinel.
    #[must_use]
    pub fn new(max: usize) -> Self {
        Self {
            max,
            begun: Vec::new(),
            marked: false,
            too_long: false,
            complete: VecDeque::new(),
        }
    }

    /// Adds received bytes.
    pub fn feed(&mut self, mut bytes: &[u8]) {
        while let Some(end) = memchr(b'\n', bytes) {
            let (line, rest) = bytes.split_at_checked(end).unwrap_or((bytes, &[]));
            self.extend(line);
            self.finish();
            bytes = rest.get(1..).unwrap_or_default();
        }
        self.extend(bytes);
    }

    /// Takes the next complete line. Empty lines are skipped.
    pub fn take(&mut self) -> Option<Line> {
        self.complete.pop_front()
    }

    /// Returns whether the stream has ended within a line.
    #[must_use]
    pub fn is_within_line(&self) -> bool {
        self.marked || self.too_long || !self.begun.is_empty()
    }

    /// Drops the complete lines that were not taken.
    pub fn clear(&mut self) {
        self.complete.clear();
    }

    fn extend(&mut self, mut part: &[u8]) {
        if let Some(at) = memrchr(SENTINEL, part) {
            self.begun.clear();
            (self.marked, self.too_long) = (true, false);
            part = part.get(at + 1..).unwrap_or_default();
        }
        if self.too_long || part.len() > self.max.saturating_sub(self.begun.len()) {
            self.too_long = true;
            self.begun = Vec::new();
        } else {
            self.begun.extend_from_slice(part);
        }
    }

    fn finish(&mut self) {
        let mut text = std::mem::take(&mut self.begun);
        if text.last() == Some(&b'\r') {
            text.pop();
        }
        let marked = std::mem::take(&mut self.marked);
        if std::mem::take(&mut self.too_long) {
            self.complete.push_back(Line::TooLong);
        } else if !text.is_empty() {
            self.complete.push_back(Line::Text { text, marked });
        } else if text.capacity() <= KEPT {
            self.begun = text;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(lines: &mut Lines) -> Vec<Line> {
        std::iter::from_fn(|| lines.take()).collect()
    }

    fn text(text: &str, marked: bool) -> Line {
        let text = text.as_bytes().to_vec();
        Line::Text { text, marked }
    }

    #[test]
    fn lines_are_cut_and_empty_ones_dropped() {
        let mut lines = Lines::new(100);
        lines.feed(b"\n{}\n\r\n[1]\r\n{\"a\"");
        assert_eq!(all(&mut lines), [text("{}", false), text("[1]", false)]);
        assert!(lines.is_within_line());
        lines.feed(b": 1}\n");
        assert_eq!(all(&mut lines), [text("{\"a\": 1}", false)]);
        assert!(!lines.is_within_line());
    }

    #[test]
    fn text_before_a_sentinel_is_dropped() {
        let mut lines = Lines::new(5);
        // Twice in a row, in a line that is too long, and at the end of one.
        lines.feed(b"{\"ret\xff\xff{}\n0123456789\xff[]\nabc\xff\n{}\n");
        let expected = [text("{}", true), text("[]", true), text("{}", false)];
        assert_eq!(all(&mut lines), expected);
    }

    #[test]
    fn a_line_may_be_as_long_as_the_limit() {
        let mut lines = Lines::new(4);
        lines.feed(b"1234\n12345\n12\n");
        let expected = [text("1234", false), Line::TooLong, text("12", false)];
        assert_eq!(all(&mut lines), expected);
        lines.feed(b"12");
        lines.feed(b"345");
        lines.feed(b"6789");
        assert_eq!(lines.begun.capacity(), 0, "dropped text takes no memory");
        lines.feed(b"\n1\n");
        assert_eq!(all(&mut lines), [Line::TooLong, text("1", false)]);
    }
}
