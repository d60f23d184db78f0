//! An input that is read in chunks, with the position of each byte.

use std::io::{self, ErrorKind, Read};

use super::finding::Position;

/// The size of a chunk in bytes.
const CHUNK: usize = 1 << 16;

/// An input with one chunk in memory.
pub(super) struct Source<R> {
    input: R,
    chunk: Box<[u8]>,
    /// The start of the part of the chunk that is not taken yet.
    next: usize,
    end: usize,
    /// The number of bytes in earlier chunks.
    before: u64,
    position: Position,
}

impl<R: Read> Source<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input,
            chunk: vec![0; CHUNK].into_boxed_slice(),
            next: 0,
            end: 0,
            before: 0,
            position: Position { line: 1, column: 1 },
        }
    }

    /// Returns the position of the next byte.
    pub(super) fn position(&self) -> Position {
        self.position
    }

    /// Returns the number of taken bytes.
    pub(super) fn taken(&self) -> u64 {
        self.before + self.next as u64
    }

    /// Returns the next byte without taking it; `None` at the end.
    pub(super) fn peek(&mut self) -> io::Result<Option<u8>> {
        if self.next == self.end {
            self.refill()?;
        }
        Ok(self.rest().first().copied())
    }

    /// Takes the byte that [`peek`](Self::peek) returned.
    pub(super) fn bump(&mut self) {
        if let Some(&byte) = self.rest().first() {
            self.position = after(self.position, byte);
            self.next += 1;
        }
    }

    /// Takes bytes into `text` while `is_wanted` returns `true` and `text` has fewer than `limit`.
    pub(super) fn take_while(
        &mut self,
        is_wanted: impl Fn(u8) -> bool,
        text: &mut Vec<u8>,
        limit: usize,
    ) -> io::Result<()> {
        while text.len() < limit && self.peek()?.is_some_and(&is_wanted) {
            let rest = self.rest();
            let wanted = rest.iter().position(|byte| !is_wanted(*byte));
            let count = wanted.unwrap_or(rest.len()).min(limit - text.len());
            let taken = rest.get(..count).unwrap_or_default();
            text.extend_from_slice(taken);
            self.position = taken.iter().copied().fold(self.position, after);
            self.next += count;
        }
        Ok(())
    }

    fn rest(&self) -> &[u8] {
        self.chunk.get(self.next..self.end).unwrap_or_default()
    }

    fn refill(&mut self) -> io::Result<()> {
        self.before += self.end as u64;
        (self.next, self.end) = (0, 0);
        self.end = loop {
            match self.input.read(&mut self.chunk) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                result => break result?,
            }
        };
        Ok(())
    }
}

/// Returns the position after a byte.
fn after(position: Position, byte: u8) -> Position {
    let Position { line, column } = position;
    match byte {
        b'\n' => Position {
            line: line + 1,
            column: 1,
        },
        // The continuation bytes of a UTF-8 character.
        0x80..=0xBF => position,
        _ => Position {
            line,
            column: column + 1,
        },
    }
}
