//! What a peer sends, cut into lines. What a line says is not looked at.

use std::collections::VecDeque;

use memchr::{memchr, memrchr};

/// The byte that marks a place in the stream: it occurs in no UTF-8 text.
pub const SENTINEL: u8 = 0xff;

/// The default bound of a line, in bytes: 128 MiB. The longest that an agent sends is a little over 64 MiB (48 MiB
/// of a file, as base64).
pub const MAX_LINE: usize = 128 << 20;

/// How much memory an unfinished line may keep for the next one.
const KEPT: usize = 64 << 10;

/// A line, without its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// One that is not empty.
    Text {
        /// What stands in it, behind the last sentinel.
        text: Vec<u8>,
        /// Whether a sentinel stood in it. What stood before that is dropped: the peer had begun afresh.
        marked: bool,
    },
    /// One that was longer than the bound. Its content is dropped as it comes.
    TooLong,
}

/// Cuts a stream into lines. Every byte is looked at once and copied once, however the stream is split.
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
    /// The line that is not complete yet, behind its last sentinel.
    begun: Vec<u8>,
    marked: bool,
    too_long: bool,
    complete: VecDeque<Line>,
}

impl Lines {
    /// For lines of at most `max` bytes, their ends and what stands before a sentinel not counted.
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

    /// Takes in what has arrived.
    pub fn feed(&mut self, mut bytes: &[u8]) {
        while let Some(end) = memchr(b'\n', bytes) {
            let (line, rest) = bytes.split_at_checked(end).unwrap_or((bytes, &[]));
            self.extend(line);
            self.finish();
            bytes = rest.get(1..).unwrap_or_default();
        }
        self.extend(bytes);
    }

    /// The next line that is complete. Empty lines are none.
    pub fn take(&mut self) -> Option<Line> {
        self.complete.pop_front()
    }

    /// Whether the stream stands within a line.
    #[must_use]
    pub fn is_within_line(&self) -> bool {
        self.marked || self.too_long || !self.begun.is_empty()
    }

    /// Forgets the lines that are complete and were not taken.
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
    fn what_stands_before_a_sentinel_is_dropped() {
        let mut lines = Lines::new(5);
        // Twice in a row, within a line that is too long already, and with nothing behind.
        lines.feed(b"{\"ret\xff\xff{}\n0123456789\xff[]\nabc\xff\n{}\n");
        let expected = [text("{}", true), text("[]", true), text("{}", false)];
        assert_eq!(all(&mut lines), expected);
    }

    #[test]
    fn a_line_of_the_bound_passes_and_one_byte_more_does_not() {
        let mut lines = Lines::new(4);
        lines.feed(b"1234\n12345\n12\n");
        let expected = [text("1234", false), Line::TooLong, text("12", false)];
        assert_eq!(all(&mut lines), expected);
        lines.feed(b"12");
        lines.feed(b"345");
        lines.feed(b"6789");
        assert_eq!(lines.begun.capacity(), 0, "what is dropped is not held");
        lines.feed(b"\n1\n");
        assert_eq!(all(&mut lines), [Line::TooLong, text("1", false)]);
    }
}
