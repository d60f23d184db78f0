//! Reads a line of Rust and tells the printer its parts.

use super::printer::Printer;
use crate::code::lexer::{Token, token};

/// How deep brackets may nest for their content to be broken.
const DEPTH: usize = 128;

/// What is left of a line. What it does not understand it takes for text, which does not break.
#[derive(Default)]
pub(super) struct Reader<'l> {
    pub(super) rest: &'l str,
    pub(super) printer: Printer<'l>,
    depth: usize,
}

impl<'l> Reader<'l> {
    /// Begins with a line.
    pub(super) fn begin(&mut self, line: &'l str) {
        self.rest = line;
        self.printer.clear();
    }

    pub(super) fn at(&self, text: &str) -> bool {
        self.rest.starts_with(text)
    }

    pub(super) fn next(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Reads over a text, if it is there.
    pub(super) fn skip(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes some bytes as text.
    pub(super) fn take(&mut self, len: usize) {
        let (text, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
        self.printer.text(text);
        self.rest = rest;
    }

    /// Takes a text, if it is there.
    pub(super) fn keep(&mut self, text: &str) -> bool {
        let is = self.at(text);
        if is {
            self.take(text.len());
        }
        is
    }

    /// Takes a word, if there is one.
    pub(super) fn keep_word(&mut self) -> bool {
        let len = self.word_len();
        self.take(len);
        len > 0
    }

    /// The length of the word that is next.
    fn word_len(&self) -> usize {
        match token(self.rest) {
            Some((Token::Word(word), _)) => word.len(),
            _ => 0,
        }
    }

    /// Takes a word and a text behind it, if both are there.
    pub(super) fn keep_word_and(&mut self, text: &str) -> bool {
        let len = self.word_len();
        let is = len > 0 && (self.rest.get(len..)).is_some_and(|rest| rest.starts_with(text));
        if is {
            self.take(len + text.len());
        }
        is
    }

    /// Reads over spaces.
    pub(super) fn skip_space(&mut self) {
        while self.skip(" ") {}
    }

    /// What a bracket has inside, unless that is too deep.
    pub(super) fn nested(&mut self, read: impl FnOnce(&mut Self)) {
        if self.depth < DEPTH {
            self.depth += 1;
            read(self);
            self.depth -= 1;
        }
    }
}
