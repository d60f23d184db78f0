//! The messages of a recording: a sequence of JSON values, in any layout.
//!
//! Spaces and bytes 0xFF may be between them. Clients and servers of the guest agent mark the start
//! of a message with the byte (QEMU Machine Protocol Specification, "QGA Synchronization").
//!
//! After an error, reading resumes at a possible start of a message: after the bracket that ends
//! the broken message, at a byte 0xFF, or at a `{` on a later line that is not indented more than
//! the line on which the broken message begins. An incomplete message may contain the messages on
//! the next lines as values, until one does not fit. They are returned after the error. Between
//! messages, reading resumes at the next `{`.

use std::collections::VecDeque;
use std::io::{self, Read};

use super::finding::Position;
use super::json::{Json, Value};
use super::lexer::{Stop, Syntax, rest_of_string, space};
use super::parser::{Kind, Open, value};
use super::source::Source;

/// The maximum depth of matched brackets in skipped text.
const SKIPPED_NESTING: usize = 1 << 20;

const BYTE_ORDER_MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// A recording with one message in memory.
pub(super) struct Recording<R> {
    source: Source<R>,
    open: Vec<Open>,
    /// Complete messages inside of a broken one.
    returned: VecDeque<Value>,
    /// The first message on the line of the last one. Its column is that line's indentation.
    indent: Position,
}

/// An item of a recording.
pub(super) enum Item {
    Value {
        value: Value,
        /// `true` if bytes 0xFF are before it.
        is_delimited: bool,
    },
    Unreadable(Unreadable),
}

/// A part of a recording that is not a JSON value.
pub(super) struct Unreadable {
    pub(super) position: Position,
    pub(super) message: String,
    /// The parsed parts of a broken message; `None` for something between messages.
    pub(super) begun: Option<Value>,
    /// `true` if it contains bytes that are not text.
    pub(super) is_binary: bool,
}

impl<R: Read> Recording<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            source: Source::new(input),
            open: Vec::new(),
            returned: VecDeque::new(),
            indent: Position { line: 0, column: 0 },
        }
    }

    /// Returns the next item; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Item>> {
        if let Some(value) = self.returned.pop_front() {
            return Ok(Some(Item::Value {
                value,
                is_delimited: false,
            }));
        }
        let is_delimited = self.between()?;
        if self.source.peek()?.is_none() {
            return Ok(None);
        }
        let start = self.source.position();
        if start.line != self.indent.line {
            self.indent = start;
        }
        let item = match value(&mut self.source, &mut self.open) {
            Ok(value) => Item::Value {
                value,
                is_delimited,
            },
            Err(Stop::Io(error)) => return Err(error),
            Err(Stop::Syntax(syntax)) => Item::Unreadable(self.unreadable(start, syntax)?),
        };
        // A message that begins on the same line has the same indentation.
        self.indent.line = self.source.position().line;
        Ok(Some(item))
    }

    /// Takes everything between messages. Returns whether it contains bytes 0xFF.
    fn between(&mut self) -> io::Result<bool> {
        if self.source.taken() == 0 {
            for byte in BYTE_ORDER_MARK {
                if self.source.peek()? != Some(byte) {
                    break;
                }
                self.source.bump();
            }
        }
        let mut is_delimited = false;
        loop {
            space(&mut self.source)?;
            if self.source.peek()? != Some(0xFF) {
                return Ok(is_delimited);
            }
            is_delimited = true;
            self.source.bump();
        }
    }

    /// Creates an item for an error in the message that begins at `start`, and moves to the
    /// position where reading resumes.
    fn unreadable(&mut self, start: Position, syntax: Syntax) -> io::Result<Unreadable> {
        let Syntax {
            position,
            mut message,
        } = syntax;
        if message.is_empty() {
            message = format!("the recording ends in the message that begins in {start}");
        } else if position.line != start.line {
            message += &format!("; the message begins in {start}");
        }
        let mut open = std::mem::take(&mut self.open);
        self.give_back(start, &mut open);
        // If a message on a later line is broken too, its end is the one to find.
        let last = open
            .iter()
            .rposition(|open| open.closer() == b'}' && self.may_begin(start, open.position));
        let closers: Vec<u8> = open
            .iter()
            .skip(last.unwrap_or(0))
            .map(Open::closer)
            .collect();
        let is_binary = self.skip(start, closers)?;
        Ok(Unreadable {
            position,
            message,
            begun: open.into_iter().next().map(Open::so_far),
            is_binary,
        })
    }

    /// Returns whether a value at `position` in the message that begins at `start` can be a
    /// message.
    fn may_begin(&self, start: Position, position: Position) -> bool {
        position.line > start.line && position.column <= self.indent.column
    }

    /// Moves complete messages from a broken one to those that are returned next.
    fn give_back(&mut self, start: Position, open: &mut [Open]) {
        let values = open.iter_mut().flat_map(|open| match &mut open.kind {
            Kind::Array(elements) => elements.iter_mut().collect(),
            Kind::Object { members, .. } => {
                let values = members.iter_mut().map(|member| &mut member.value);
                values.collect::<Vec<_>>()
            }
        });
        for value in values {
            if matches!(value.json, Json::Object(_)) && self.may_begin(start, value.position) {
                let json = std::mem::replace(&mut value.json, Json::Null);
                let position = value.position;
                self.returned.push_back(Value { position, json });
            }
        }
    }

    /// Moves to the next possible start of a message. Returns whether the skipped part contains
    /// bytes that are not text. `closers` are the brackets that end the open containers, the
    /// innermost last.
    fn skip(&mut self, start: Position, mut closers: Vec<u8>) -> io::Result<bool> {
        let mut is_binary = false;
        let mut braces = closers.iter().filter(|closer| **closer == b'}').count();
        while let Some(byte) = self.source.peek()? {
            let is_between = closers.is_empty();
            match byte {
                0xFF => break,
                b'{' if is_between || self.may_begin(start, self.source.position()) => {
                    break;
                }
                b'{' | b'[' if closers.len() < SKIPPED_NESTING => {
                    closers.push(if byte == b'{' { b'}' } else { b']' });
                    braces += usize::from(byte == b'{');
                }
                b'}' if braces > 0 => {
                    while closers.pop().is_some_and(|closer| closer != byte) {}
                    braces -= 1;
                }
                b']' if closers.len() > braces => {
                    while closers.pop().is_some_and(|closer| closer != byte) {
                        braces -= 1;
                    }
                }
                b'"' | b'\'' if !is_between => {
                    self.source.bump();
                    rest_of_string(&mut self.source, byte)?;
                    continue;
                }
                0..=8 | 0x0E..=0x1A | 0xF8.. => is_binary = true,
                _ => {}
            }
            self.source.bump();
            if closers.is_empty() && !is_between {
                // The limits of a valid message do not apply to the rest of a broken one.
                while let Some(b'}' | b']' | b',') = self.source.peek()? {
                    self.source.bump();
                }
                break;
            }
        }
        Ok(is_binary)
    }
}
