//! Reads a line of Rust from the left, and passes it to the printer in parts.

use super::printer::Printer;
use crate::code::lexer::{Token, token};

/// The greatest depth of nested brackets. Deeper ones do not break.
const DEPTH: usize = 128;

/// A partly read line: the tokens so far, and the rest of the text.
///
/// A part of unknown form becomes text, which does not break. So reading cannot fail.
#[derive(Default)]
pub(super) struct Reader<'l> {
    pub(super) rest: &'l str,
    pub(super) printer: Printer<'l>,
    depth: usize,
}

impl<'l> Reader<'l> {
    /// Starts a line.
    pub(super) fn start(&mut self, line: &'l str) {
        self.rest = line;
        self.printer.clear();
    }

    /// Returns whether a text is next.
    pub(super) fn at(&self, text: &str) -> bool {
        self.rest.starts_with(text)
    }

    /// Skips a text if it is next; returns whether it was.
    pub(super) fn skip(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Skips spaces.
    pub(super) fn skip_spaces(&mut self) {
        while self.skip(" ") {}
    }

    /// Takes this many bytes as text.
    pub(super) fn take(&mut self, len: usize) {
        let (text, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
        self.printer.text(text);
        self.rest = rest;
    }

    /// Takes a text if it is next; returns whether it was.
    pub(super) fn keep(&mut self, text: &str) -> bool {
        let is_next = self.at(text);
        if is_next {
            self.take(text.len());
        }
        is_next
    }

    /// Takes a word if one is next.
    pub(super) fn keep_word(&mut self) {
        self.take(self.word_len());
    }

    /// Takes a word and the text after it if both are next; returns whether they were.
    pub(super) fn keep_word_and(&mut self, text: &str) -> bool {
        let len = self.word_len();
        let rest = self.rest.get(len..).unwrap_or_default();
        let are_next = len > 0 && rest.starts_with(text);
        if are_next {
            self.take(len + text.len());
        }
        are_next
    }

    fn word_len(&self) -> usize {
        match token(self.rest) {
            Some((Token::Word(word), _)) => word.len(),
            _ => 0,
        }
    }

    /// Reads one level deeper, unless that is too deep.
    pub(super) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth >= DEPTH {
            return None;
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        Some(result)
    }
}
