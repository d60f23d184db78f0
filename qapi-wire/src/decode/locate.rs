//! Finds the line and column of a path. This runs only after decoding has failed, on text that was
//! parsed before.

use super::path::{Path, Step};

/// Returns the line and column, from 1, of the value at the path, or of the object around it if
/// `parent` is `true`.
pub(super) fn locate(text: &[u8], path: &Path, parent: bool) -> Option<(usize, usize)> {
    let count = path.steps().len().saturating_sub(usize::from(parent));
    let mut scan = Scan { text, at: 0 };
    scan.blank();
    for step in path.steps().take(count) {
        match step {
            Step::Member(name) => scan.member(name)?,
            Step::Element(index) => scan.element(*index)?,
        }
    }
    Some(line_and_column(text.get(..scan.at)?))
}

/// Returns the line and column, from 1, of the place after a text.
pub(crate) fn line_and_column(before: &[u8]) -> (usize, usize) {
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |newline| newline + 1);
    (
        line,
        characters(before.get(start..).unwrap_or_default()) + 1,
    )
}

/// Returns the column in characters for one in bytes, both from 1.
pub(super) fn character_column(text: &[u8], line: usize, column: usize) -> usize {
    let Some(line) = text
        .split(|byte| *byte == b'\n')
        .nth(line.saturating_sub(1))
    else {
        return column;
    };
    let before = line.get(..column.saturating_sub(1)).unwrap_or(line);
    characters(before) + 1
}

/// Returns the number of characters: of bytes that do not continue another.
fn characters(text: &[u8]) -> usize {
    text.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// A walk over valid JSON.
struct Scan<'t> {
    text: &'t [u8],
    at: usize,
}

impl<'t> Scan<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn blank(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Skips an optional byte, and the white space after it; returns whether the byte was there.
    fn pass(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        if found {
            self.at += 1;
            self.blank();
        }
        found
    }

    /// Skips a string, and the white space after it.
    fn string(&mut self) -> Option<&'t [u8]> {
        let start = self.at;
        self.at += 1;
        while self.peek()? != b'"' {
            self.at += if self.peek()? == b'\\' { 2 } else { 1 };
        }
        self.at += 1;
        let string = self.text.get(start..self.at);
        self.blank();
        string
    }

    /// Skips a value, and the white space after it.
    fn value(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.string()?;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' => self.at += 1,
                _ => {
                    while self
                        .peek()
                        .is_some_and(|byte| !b",:{}[]\" \t\r\n".contains(&byte))
                    {
                        self.at += 1;
                    }
                }
            }
            self.blank();
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Moves from an object to its last member of a name: an error is about the second of two.
    fn member(&mut self, name: &str) -> Option<()> {
        let mut found = None;
        self.pass(b'{').then_some(())?;
        while self.peek()? != b'}' {
            let key: String = serde_json::from_slice(self.string()?).ok()?;
            self.pass(b':').then_some(())?;
            if key == name {
                found = Some(self.at);
            }
            self.value()?;
            self.pass(b',');
        }
        self.at = found?;
        Some(())
    }

    /// Moves from an array to one of its elements.
    fn element(&mut self, index: usize) -> Option<()> {
        self.pass(b'[').then_some(())?;
        for _ in 0..index {
            self.value()?;
            self.pass(b',').then_some(())?;
        }
        Some(())
    }
}
