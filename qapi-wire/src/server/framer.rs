//! Splits a stream of bytes into messages, at balanced braces and brackets. The dispatcher reads
//! the messages.

use std::io::{self, Read};

use crate::dialect::{self, Kind, Lexer};
use crate::message::RemoteError;

/// The next part of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame<'b> {
    /// The text of a message, which need not be valid.
    Message(&'b [u8]),
    /// Dropped bytes that belong to no message. The error is to be sent in a reply without id.
    Garbage(RemoteError),
}

/// The limits of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The number of bytes, from the first to the last of its tokens.
    pub size: usize,
    /// The number of tokens: scalars, names, punctuation.
    pub tokens: usize,
    /// The depth of nested objects and arrays; at most 1024.
    pub depth: usize,
}

impl Default for Limits {
    /// Returns the limits of QEMU's agents: 64 MiB, 2 Mi tokens, 1024 levels.
    fn default() -> Self {
        Self {
            size: 64 << 20,
            tokens: 2 << 20,
            depth: dialect::DEPTH,
        }
    }
}

/// The size of one read, and of the buffer that an idle framer keeps.
const ROOM: usize = 64 << 10;

/// Finds the messages in the bytes that a peer sends.
///
/// A message ends where its braces and brackets balance. Line ends have no meaning; one read may
/// return several messages, or a part of one. Each byte is read once, however the bytes are split.
/// A byte that begins no token, such as 0xFF or ESC, or a control character in a string drops the
/// current message and returns a [`Frame::Garbage`]. The bytes after it are skipped up to one at
/// which a message may begin, as in QEMU's agents. The end of a connection needs no call: on a
/// serial line the bytes of the next client follow.
///
/// ```
/// use qapi_wire::server::{Frame, Framer};
/// let mut framer = Framer::default();
/// framer.push(b"{\"execute\": \n\"guest-ping\"}{\"exec");
/// assert_eq!(framer.next_frame(), Some(Frame::Message(b"{\"execute\": \n\"guest-ping\"}")));
/// assert_eq!(framer.next_frame(), None);
/// framer.push(b"\xff");
/// assert!(matches!(framer.next_frame(), Some(Frame::Garbage(_))));
/// ```
#[derive(Debug, Default)]
pub struct Framer {
    limits: Limits,
    /// The received bytes that were not yet returned or dropped.
    buffer: Vec<u8>,
    lexer: Lexer,
    message: Message,
}

/// The received part of a message.
#[derive(Debug, Default)]
struct Message {
    /// Its beginning in the buffer; `None` before the first token.
    start: Option<usize>,
    tokens: usize,
    braces: isize,
    brackets: isize,
}

impl Framer {
    /// Creates a framer with other limits than QEMU's.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        let depth = limits.depth.min(dialect::DEPTH);
        Self {
            limits: Limits { depth, ..limits },
            ..Self::default()
        }
    }

    /// Adds bytes from the peer. Take all frames before the next call, to keep at most one message
    /// and one read in memory.
    pub fn push(&mut self, bytes: &[u8]) {
        self.tidy();
        self.buffer.extend_from_slice(bytes);
    }

    /// Reads once from the peer; returns the number of bytes, which is 0 at the end of the stream.
    ///
    /// # Errors
    /// Errors of reading, including [`WouldBlock`](io::ErrorKind::WouldBlock) and
    /// [`Interrupted`](io::ErrorKind::Interrupted). No bytes are lost.
    pub fn read_from(&mut self, source: &mut (impl Read + ?Sized)) -> io::Result<usize> {
        self.tidy();
        let length = self.buffer.len();
        self.buffer.resize(length + ROOM, 0);
        let result = source.read(self.buffer.get_mut(length..).unwrap_or_default());
        let count = *result.as_ref().unwrap_or(&0);
        self.buffer.truncate(length + count.min(ROOM));
        result
    }

    /// Returns the next message, or `None` if more bytes are needed.
    pub fn next_frame(&mut self) -> Option<Frame<'_>> {
        loop {
            // A message that is too long ends at the limit, however its bytes are split.
            let begin = self.begin();
            let end = begin + self.limits.size;
            let text = self.buffer.get(..end).unwrap_or(&self.buffer);
            let Some(token) = self.lexer.next(text) else {
                if self.begin() > begin {
                    // White space before the message does not count.
                    continue;
                }
                if self.lexer.at() < end {
                    return None;
                }
                self.lexer.abandon();
                return Some(self.garbage("JSON token size limit exceeded".to_owned()));
            };
            let start = *self.message.start.get_or_insert(token.start);
            if token.kind == Kind::Stray {
                let bytes = self.buffer.get(token.start..token.end).unwrap_or_default();
                let reason = format!("JSON parse error, {}", dialect::stray(bytes));
                return Some(self.garbage(reason));
            }
            if let Some(reason) = self.message.add(token.kind, &self.limits) {
                return Some(self.garbage(reason.to_owned()));
            }
            if self.message.is_complete() {
                self.message = Message::default();
                return (self.buffer.get(start..token.end)).map(Frame::Message);
            }
        }
    }

    /// Returns the beginning of the message that is being read, or of the next one.
    fn begin(&self) -> usize {
        self.message.start.unwrap_or(self.lexer.start())
    }

    fn garbage(&mut self, reason: String) -> Frame<'static> {
        self.message = Message::default();
        Frame::Garbage(RemoteError::generic(reason))
    }

    /// Removes the unneeded bytes from the buffer, and the capacity that a large message took.
    fn tidy(&mut self) {
        let done = self.begin().min(self.buffer.len());
        self.buffer.drain(..done);
        self.lexer.rebase(done);
        self.message.start = self.message.start.map(|start| start - done);
        if self.buffer.len() < ROOM {
            self.buffer.shrink_to(2 * ROOM);
        }
    }
}

impl Message {
    /// Counts a token; returns the reason of the error if there are too many.
    fn add(&mut self, kind: Kind, limits: &Limits) -> Option<&'static str> {
        self.tokens += 1;
        match kind {
            Kind::LeftBrace => self.braces += 1,
            Kind::RightBrace => self.braces -= 1,
            Kind::LeftBracket => self.brackets += 1,
            Kind::RightBracket => self.brackets -= 1,
            _ => {}
        }
        if self.tokens > limits.tokens {
            return Some("JSON token count limit exceeded");
        }
        let depth = usize::try_from(self.braces + self.brackets).unwrap_or(0);
        (depth > limits.depth).then_some("JSON nesting depth limit exceeded")
    }

    /// Returns whether all brackets are closed, or too many are.
    fn is_complete(&self) -> bool {
        let (braces, brackets) = (self.braces, self.brackets);
        braces < 0 || brackets < 0 || (braces == 0 && brackets == 0)
    }
}
