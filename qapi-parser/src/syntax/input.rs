//! The input of the parsers: the rest of a file, or of the lines of a doc comment.

use std::cell::{Cell, RefCell};
use std::iter::{Copied, Enumerate};
use std::slice::Iter;

use nom::{Compare, CompareResult, Needed, Offset};

use crate::Edition;
use crate::diagnostic::{Diagnostic, Sink};
use crate::source::{FileId, Span};

/// The file that is parsed, and the sink for its diagnostics.
#[derive(Debug)]
pub(super) struct Source<'a> {
    pub(super) file: FileId,
    pub(super) text: &'a str,
    pub(super) edition: Edition,
    sink: RefCell<Sink>,
    /// The number of open brackets.
    pub(super) depth: Cell<usize>,
}

/// The rest of the input of a parser, with its file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stream<'a, T> {
    pub(super) source: &'a Source<'a>,
    pub(super) items: &'a [T],
}

/// Bytes of a file, with their offset.
pub(super) type Input<'a> = Stream<'a, u8>;

impl<'a> Source<'a> {
    pub(super) fn new(file: FileId, text: &'a str, sink: Sink) -> Self {
        Self {
            file,
            text,
            edition: sink.edition,
            sink: RefCell::new(sink),
            depth: Cell::new(0),
        }
    }

    /// Returns the whole file as an input.
    pub(super) fn input(&'a self) -> Input<'a> {
        Stream::new(self, self.text.as_bytes())
    }

    /// Returns the file from an offset on as an input.
    pub(super) fn input_at(&'a self, offset: u32) -> Input<'a> {
        self.input().skip(offset as usize)
    }

    /// Returns the sink that was passed to `new`, with the diagnostics reported since.
    pub(super) fn into_sink(self) -> Sink {
        self.sink.into_inner()
    }

    pub(super) fn report(&self, diagnostic: Diagnostic) {
        self.sink.borrow_mut().push(diagnostic);
    }

    /// Returns whether the sink is full, so that further reading is useless.
    pub(super) fn is_full(&self) -> bool {
        self.sink.borrow().is_full()
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    /// Returns the text in a span of this file.
    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.text
            .get(span.start as usize..span.end as usize)
            .unwrap_or("")
    }
}

impl<'a, T> Stream<'a, T> {
    pub(super) fn new(source: &'a Source<'a>, items: &'a [T]) -> Self {
        Self { source, items }
    }

    /// Returns the stream without its first `count` items.
    #[inline]
    pub(super) fn skip(self, count: usize) -> Self {
        let (_, items) = self.items.split_at(count.min(self.items.len()));
        Self { items, ..self }
    }

    /// Returns the first `count` items of the stream.
    #[inline]
    pub(super) fn prefix(self, count: usize) -> Self {
        Self {
            items: self.items.get(..count).unwrap_or(self.items),
            ..self
        }
    }
}

impl<'a> Input<'a> {
    /// Returns the offset of the first byte in the file.
    #[inline]
    pub(super) fn start(self) -> u32 {
        self.source.text.as_bytes().offset(self.items) as u32
    }

    /// Returns the first byte; `None` at the end of the file.
    #[inline]
    pub(super) fn first_byte(self) -> Option<u8> {
        self.items.first().copied()
    }

    /// Returns the span from here to the start of `rest`.
    #[inline]
    pub(super) fn span_to(self, rest: Self) -> Span {
        Span {
            file: self.source.file,
            start: self.start(),
            end: rest.start(),
        }
    }

    /// Returns the span of the first `length` bytes. At the end of the file, it is after the last
    /// character.
    pub(super) fn span(self, length: usize) -> Span {
        let text = self.source.text;
        let mut start = self.start() as usize;
        if self.items.is_empty() {
            start -= usize::from(text.ends_with('\n'));
            start -= usize::from(text.ends_with("\r\n"));
        }
        self.source.span(start, (start + length).min(text.len()))
    }

    /// Returns the bytes as text; empty if they begin or end inside a character.
    pub(super) fn text(self) -> &'a str {
        let start = self.start() as usize;
        self.source
            .text
            .get(start..start + self.items.len())
            .unwrap_or("")
    }

    /// Returns whether this is the start of a line.
    pub(super) fn in_first_column(self) -> bool {
        let before = self.source.text.as_bytes().get(..self.start() as usize);
        before.is_some_and(|before| matches!(before.last(), None | Some(b'\n' | b'\r')))
    }
}

impl<'a, T: Copy> nom::Input for Stream<'a, T> {
    type Item = T;
    type Iter = Copied<Iter<'a, T>>;
    type IterIndices = Enumerate<Self::Iter>;

    #[inline]
    fn input_len(&self) -> usize {
        self.items.len()
    }

    #[inline]
    fn take(&self, index: usize) -> Self {
        self.prefix(index)
    }

    #[inline]
    fn take_from(&self, index: usize) -> Self {
        self.skip(index)
    }

    #[inline]
    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.skip(index), self.prefix(index))
    }

    #[inline]
    fn position<P: Fn(T) -> bool>(&self, predicate: P) -> Option<usize> {
        self.items.iter().position(|&item| predicate(item))
    }

    #[inline]
    fn iter_elements(&self) -> Self::Iter {
        self.items.iter().copied()
    }

    #[inline]
    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }

    #[inline]
    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        match count.checked_sub(self.items.len()) {
            None | Some(0) => Ok(count),
            Some(missing) => Err(Needed::new(missing)),
        }
    }
}

impl<T> Offset for Stream<'_, T> {
    /// Returns the number of items before `rest`, which is the end of this input.
    #[inline]
    fn offset(&self, rest: &Self) -> usize {
        self.items.len().saturating_sub(rest.items.len())
    }
}

impl Compare<&str> for Input<'_> {
    #[inline]
    fn compare(&self, text: &str) -> CompareResult {
        self.items.compare(text)
    }

    fn compare_no_case(&self, text: &str) -> CompareResult {
        self.items.compare_no_case(text)
    }
}
