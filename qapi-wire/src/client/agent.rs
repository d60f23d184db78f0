//! A session with an agent: a peer that sends nothing unasked, answers requests in turn, and may
//! still be busy with the request of an earlier client.
//!
//! A session therefore begins with a sync: the client sends a new number, and skips everything
//! before the reply with that number. After a request was given up, another sync makes the session
//! ready again.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};

use serde_json::Value;

use super::error::{NotReady, Violation};
use super::lines::{Line, Lines, SENTINEL};
use super::named::Named;
use super::outgoing::Outgoing;
use super::silence::SUCCESS;
use crate::message::{ErrorClass, Head, Kind, Request, Response};
use crate::{Command, Map, Mode, decode};

/// The names of the commands for a sync. Both have one argument, the integer `id`, and return it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyncCommands {
    /// The command whose reply begins with the byte 0xFF.
    pub delimited: &'static str,
    /// The command whose reply does not. It is for peers without the other, and tests whether
    /// replies have ids.
    pub plain: &'static str,
}

/// An event of a session.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AgentEvent {
    /// The session is in sync: a request may be made.
    Ready,
    /// The reply to the request: an envelope, for
    /// [`decode_response`](crate::message::decode_response).
    Reply(Vec<u8>),
    /// The request failed: there will be no reply.
    Failed(Violation),
}

/// A session with an agent, without I/O.
///
/// The caller calls [`begin_sync`](Self::begin_sync) unless the session [is ready](Self::is_ready),
/// sends the [outgoing](Self::outgoing) bytes, passes on those that it [receives](Self::receive),
/// and handles each [event](Self::next_event). To give up a request, it stops waiting. The session
/// is then not ready, and the next sync skips a late reply.
///
/// ```
/// use qapi_wire::client::{AgentEvent, AgentSession, MAX_LINE, SyncCommands};
/// let names = SyncCommands { delimited: "sync-marked", plain: "sync" };
/// let mut session = AgentSession::new(names, MAX_LINE);
/// session.begin_sync();
/// let sent = String::from_utf8_lossy(session.outgoing());
/// assert!(sent.starts_with("\u{fffd}{\"execute\":\"sync-marked\",\"arguments\":{\"id\":"));
/// assert!(!session.is_ready());
/// ```
#[derive(Debug)]
pub struct AgentSession {
    names: SyncCommands,
    lines: Lines,
    outgoing: Outgoing,
    state: State,
    /// `true` if replies have the id of their request; `None` before the first sync.
    echoes: Option<bool>,
    random: RandomState,
    counter: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Not in sync: lines are skipped.
    OutOfSync,
    /// Waiting for the reply with this number, marked by 0xFF.
    SyncDelimited(i64),
    /// Waiting for the reply with this number.
    SyncPlain(i64),
    /// Waiting for any reply with this id: the peer has neither command, or blocks both.
    SyncById(i64),
    /// In sync, and waiting for the reply to a request with this id, which shows whether replies
    /// have ids.
    Probing(i64),
    /// In sync, without a request.
    Ready,
    /// Waiting for the reply to a request.
    Waiting(Waiting),
}

/// A request without a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Waiting {
    number: i64,
    /// `true` if the peer replies to a successful command.
    success_response: bool,
}

impl AgentSession {
    /// Creates a session that is not in sync, for lines of at most `max_line` bytes.
    #[must_use]
    pub fn new(names: SyncCommands, max_line: usize) -> Self {
        Self {
            names,
            lines: Lines::new(max_line),
            outgoing: Outgoing::default(),
            state: State::OutOfSync,
            echoes: None,
            random: RandomState::new(),
            counter: 0,
        }
    }

    /// Returns whether a request may be made: the session is in sync, and has no other request.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.state == State::Ready
    }

    /// Returns whether replies have the id of their request; `None` before the first sync.
    #[must_use]
    pub fn echoes_ids(&self) -> Option<bool> {
        self.echoes
    }

    /// Begins a sync, even during another one. A request without a reply is given up. Its rest is
    /// not sent, and the byte 0xFF makes the peer drop the part already sent.
    pub fn begin_sync(&mut self) {
        self.lines.clear();
        self.outgoing.clear();
        self.outgoing.push(SENTINEL);
        let number = self.number();
        self.state = State::SyncDelimited(number);
        self.send_sync(self.names.delimited, number, None);
    }

    /// Makes a request.
    ///
    /// # Errors
    /// The session is not ready, or the arguments cannot be written as JSON.
    pub fn request<C: Command>(&mut self, command: &C) -> Result<(), NotReady> {
        if !self.is_ready() {
            return Err(NotReady::Busy);
        }
        let number = self.number();
        let mut request = Request::new(command);
        if self.echoes == Some(true) {
            request = request.id(number);
        }
        self.outgoing.push_message(&request)?;
        self.state = State::Waiting(Waiting {
            number,
            success_response: C::SUCCESS_RESPONSE,
        });
        Ok(())
    }

    /// Requests a command by its name. `success_response` is `true` if the peer replies to a
    /// successful command.
    ///
    /// # Errors
    /// Errors of [`request`](Self::request).
    pub fn request_named(
        &mut self,
        name: &str,
        arguments: Option<&Map>,
        success_response: bool,
    ) -> Result<(), NotReady> {
        if !self.is_ready() {
            return Err(NotReady::Busy);
        }
        let number = self.number();
        let id = (self.echoes == Some(true)).then_some(number);
        self.outgoing.push_message(&Named {
            name,
            arguments,
            id,
        })?;
        self.state = State::Waiting(Waiting {
            number,
            success_response,
        });
        Ok(())
    }

    /// Gives up the request, because the peer has closed the connection or was silent for too long.
    /// Returns the reply of a successful command, `{"return": {}}`, if the peer sends none for this
    /// one and the whole request was sent: the command may have ended the peer.
    ///
    /// This call is optional: [`begin_sync`](Self::begin_sync) gives up a request, too.
    pub fn give_up(&mut self) -> Option<AgentEvent> {
        let State::Waiting(waiting) = self.state else {
            return None;
        };
        self.state = State::OutOfSync;
        let silent = !waiting.success_response && self.outgoing.bytes().is_empty();
        silent.then(|| AgentEvent::Reply(SUCCESS.to_vec()))
    }

    /// Returns the bytes to send.
    #[must_use]
    pub fn outgoing(&self) -> &[u8] {
        self.outgoing.bytes()
    }

    /// Removes the first `count` outgoing bytes, which were sent.
    pub fn sent(&mut self, count: usize) {
        self.outgoing.advance(count);
    }

    /// Adds received bytes.
    pub fn receive(&mut self, bytes: &[u8]) {
        self.lines.feed(bytes);
    }

    /// Returns the next event, or `None` if more bytes are needed.
    pub fn next_event(&mut self) -> Option<AgentEvent> {
        loop {
            let line = self.lines.take()?;
            let event = match self.state {
                // A reply that this client does not wait for.
                State::OutOfSync | State::Ready => None,
                State::SyncDelimited(number) => self.sync_delimited(&line, number),
                State::SyncPlain(number) => self.sync_plain(&line, number),
                State::SyncById(number) => self.sync_by_id(&line, number),
                State::Probing(number) => self.probe(&line, number),
                State::Waiting(waiting) => self.reply(line, waiting.number),
            };
            if event.is_some() {
                return event;
            }
        }
    }

    fn sync_delimited(&mut self, line: &Line, number: i64) -> Option<AgentEvent> {
        let Line::Text { text, marked } = line else {
            return None;
        };
        let response = sync_response(text)?;
        // A marked reply with another number answers an earlier sync.
        if *marked && response.result == Ok(number) {
            return self.in_sync();
        }
        if is_absent(&response) {
            let number = self.number();
            self.state = State::SyncPlain(number);
            self.send_sync(self.names.plain, number, None);
        }
        None
    }

    fn sync_plain(&mut self, line: &Line, number: i64) -> Option<AgentEvent> {
        let Line::Text { text, .. } = line else {
            return None;
        };
        let response = sync_response(text)?;
        if response.result == Ok(number) {
            return self.in_sync();
        }
        if is_absent(&response) {
            let number = self.number();
            self.state = State::SyncById(number);
            self.send_sync(self.names.plain, number, Some(number));
        }
        None
    }

    fn sync_by_id(&mut self, line: &Line, number: i64) -> Option<AgentEvent> {
        let Line::Text { text, .. } = line else {
            return None;
        };
        let id = sync_response(text)?.id?;
        if id != number {
            return None;
        }
        self.echoes = Some(true);
        self.in_sync()
    }

    fn in_sync(&mut self) -> Option<AgentEvent> {
        if self.echoes.is_some() {
            self.state = State::Ready;
            return Some(AgentEvent::Ready);
        }
        let number = self.number();
        self.state = State::Probing(number);
        self.send_sync(self.names.plain, number, Some(number));
        None
    }

    /// Old peers refuse the member `id`, so it is tested after the sync and before any request.
    fn probe(&mut self, line: &Line, number: i64) -> Option<AgentEvent> {
        let Line::Text { text, .. } = line else {
            return None;
        };
        let response = sync_response(text)?;
        self.echoes = Some(response.id.is_some_and(|id| id == number));
        self.state = State::Ready;
        Some(AgentEvent::Ready)
    }

    fn reply(&mut self, line: Line, number: i64) -> Option<AgentEvent> {
        let Line::Text { text, .. } = line else {
            return self.fail(Violation::TooLong);
        };
        let head = match Head::of(&text) {
            Ok(head) => head,
            Err(error) => return self.fail(Violation::NotAMessage(error)),
        };
        let ours = match (&head.id, self.echoes) {
            (Some(id), _) => *id == number,
            (None, echoes) => echoes != Some(true),
        };
        match head.kind {
            Kind::Return | Kind::Error if ours => {
                self.state = State::Ready;
                Some(AgentEvent::Reply(text))
            }
            // The peer could not read the request: there will be no other reply.
            Kind::Error if head.id.is_none() => {
                match decode::<Response<Value>>(&text, Mode::Lenient).map(|it| it.result) {
                    Ok(Err(error)) => self.fail(Violation::Complaint(error)),
                    Ok(Ok(_)) => None,
                    Err(error) => self.fail(Violation::NotAMessage(error)),
                }
            }
            // A reply to a request that was given up.
            _ => None,
        }
    }

    fn fail(&mut self, violation: Violation) -> Option<AgentEvent> {
        self.state = State::OutOfSync;
        Some(AgentEvent::Failed(violation))
    }

    fn send_sync(&mut self, name: &'static str, number: i64, id: Option<i64>) {
        let arguments = Some(BTreeMap::from([("id", number)]));
        let request = Named {
            name,
            arguments,
            id,
        };
        // Names and numbers can always be written as JSON.
        let _ = self.outgoing.push_message(&request);
    }

    /// Returns a number that no other client uses, and that a double can hold.
    fn number(&mut self) -> i64 {
        self.counter += 1;
        i64::try_from(self.random.hash_one(self.counter) >> 12).unwrap_or_default()
    }
}

/// Returns whether the peer refused the command of a sync. A late reply to another request may look
/// the same; the next kind of sync then does no harm.
fn is_absent(response: &Response<i64>) -> bool {
    (response.result.as_ref()).is_err_and(|error| error.class == ErrorClass::CommandNotFound)
}

/// Reads the reply to a sync. Returns `None` for a late reply to another request.
fn sync_response(text: &[u8]) -> Option<Response<i64>> {
    decode(text, Mode::Lenient).ok()
}
