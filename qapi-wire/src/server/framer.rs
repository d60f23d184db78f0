//! A stream of bytes to messages, by balanced JSON. What is in a message is for the dispatcher.

use std::io::{self, Read};

use crate::dialect::{self, Kind, Lexer};
use crate::message::RemoteError;

/// What a stream holds next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame<'b> {
    /// The text of a message. It need not be a valid one.
    Message(&'b [u8]),
    /// Bytes that are part of no message, dropped. The peer is to be told, in a reply without id.
    Garbage(RemoteError),
}

/// What a message may have at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes, from the first to the last of its tokens.
    pub size: usize,
    /// Tokens: scalars, names, punctuation.
    pub tokens: usize,
    /// Objects and arrays inside each other; at most 1024.
    pub depth: usize,
}

impl Default for Limits {
    /// Those of QEMU's agents: 64 MiB, 2 Mi tokens, 1024 levels.
    fn default() -> Self {
        Self {
            size: 64 << 20,
            tokens: 2 << 20,
            depth: dialect::DEPTH,
        }
    }
}

/// How much room a read gets, and how much an idle framer keeps.
const ROOM: usize = 64 << 10;

/// Finds the messages in what a peer sends.
///
/// A message ends where its braces and brackets balance: line ends mean nothing, several messages may come in one
/// read, and one in many. Each byte is looked at once, however it comes. Bytes that begin no token, among them 0xFF
/// and ESC, and control characters inside strings drop what has come of a message, cost a [`Frame::Garbage`], and
/// are skipped up to where a message may begin, as QEMU's agents do. At the end of a connection nothing needs to be
/// done: on a serial line the next client's first bytes follow.
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
    /// What has come, but for what was given out and dropped.
    buffer: Vec<u8>,
    lexer: Lexer,
    message: Message,
}

/// What has come of a message.
#[derive(Debug, Default)]
struct Message {
    /// Where it begins in the buffer, once it has a token.
    start: Option<usize>,
    tokens: usize,
    braces: isize,
    brackets: isize,
}

impl Framer {
    /// A framer of other limits than QEMU's.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        let depth = limits.depth.min(dialect::DEPTH);
        Self {
            limits: Limits { depth, ..limits },
            ..Self::default()
        }
    }

    /// Takes bytes from the peer. Take all frames out before the next ones, so that no more than one message
    /// and one read is held.
    pub fn push(&mut self, bytes: &[u8]) {
        self.tidy();
        self.buffer.extend_from_slice(bytes);
    }

    /// Reads once, and returns how many bytes came; 0 is the end of the stream.
    ///
    /// # Errors
    /// What reading meets, [`WouldBlock`](io::ErrorKind::WouldBlock) and [`Interrupted`](io::ErrorKind::Interrupted)
    /// among them. Nothing that came before is lost.
    pub fn read_from(&mut self, source: &mut (impl Read + ?Sized)) -> io::Result<usize> {
        self.tidy();
        let length = self.buffer.len();
        self.buffer.resize(length + ROOM, 0);
        let result = source.read(self.buffer.get_mut(length..).unwrap_or_default());
        let count = *result.as_ref().unwrap_or(&0);
        self.buffer.truncate(length + count.min(ROOM));
        result
    }

    /// The next message; `None` where more bytes are needed.
    pub fn next_frame(&mut self) -> Option<Frame<'_>> {
        loop {
            // A message that is too long ends where it becomes so, however its bytes come.
            let begin = self.begin();
            let end = begin + self.limits.size;
            let text = self.buffer.get(..end).unwrap_or(&self.buffer);
            let Some(token) = self.lexer.next(text) else {
                if self.begin() > begin {
                    // There were spaces in front, which do not count.
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
                let complaint = format!("JSON parse error, {}", dialect::stray(bytes));
                return Some(self.garbage(complaint));
            }
            if let Some(complaint) = self.message.add(token.kind, &self.limits) {
                return Some(self.garbage(complaint.to_owned()));
            }
            if self.message.is_complete() {
                self.message = Message::default();
                return (self.buffer.get(start..token.end)).map(Frame::Message);
            }
        }
    }

    /// Where the message begins that is being read, or will.
    fn begin(&self) -> usize {
        self.message.start.unwrap_or(self.lexer.start())
    }

    fn garbage(&mut self, complaint: String) -> Frame<'static> {
        self.message = Message::default();
        Frame::Garbage(RemoteError::generic(complaint))
    }

    /// Drops from the buffer what is done with, and room that one large message needed.
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
    /// Counts a token; says why it is one too many.
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

    /// Whether nothing is open, or more is closed than was open.
    fn is_complete(&self) -> bool {
        let (braces, brackets) = (self.braces, self.brackets);
        braces < 0 || brackets < 0 || (braces == 0 && brackets == 0)
    }
}
