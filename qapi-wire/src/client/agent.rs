//! A session with an agent: a peer that says nothing first, answers requests in turn, and may still be
//! busy with what an earlier client asked.
//!
//! So a session begins with a sync: the client sends a number that nobody used before and skips everything
//! up to the reply that has it. The same brings a session back when a request was given up.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};

use serde_json::Value;

use super::error::{NotReady, Violation};
use super::lines::{Line, Lines, SENTINEL};
use super::named::Named;
use super::outgoing::Outgoing;
use crate::message::{ErrorClass, Head, Kind, Request, Response};
use crate::{Command, Map, Mode, decode};

/// The names of the commands that a sync uses. Both take one argument, the integer `id`, and return it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyncCommands {
    /// The one whose reply is marked by the byte 0xFF.
    pub delimited: &'static str,
    /// The one whose reply is not marked: for peers that lack the other, and to learn whether ids come back.
    pub plain: &'static str,
}

/// What a session makes of what has arrived.
#[derive(Debug, Clone, PartialEq)]
pub enum AgentEvent {
    /// The sync is done: a request may be made.
    Ready,
    /// The reply to the request, a whole envelope: [`decode_response`](crate::message::decode_response) reads it.
    Reply(Vec<u8>),
    /// There will be no reply to the request.
    Failed(Violation),
}

/// A session with an agent, without I/O.
///
/// Whoever drives it calls [`begin_sync`](Self::begin_sync) unless it [is ready](Self::is_ready), sends what is
/// [outgoing](Self::outgoing), hands over what [arrives](Self::receive), and acts on each [event](Self::next_event). When it no
/// longer wants to wait it just stops: the session is not ready then, and the next sync skips what comes late.
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
    /// Whether replies have the id of their request; not known before the first sync.
    echoes: Option<bool>,
    random: RandomState,
    counter: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// What arrives, if anything, belongs to nobody.
    Lost,
    /// Waiting for the marked reply with this number.
    SyncDelimited(i64),
    /// Waiting for the unmarked reply with this number.
    SyncPlain(i64),
    /// Waiting for any reply with this id: the peer lets neither sync be used.
    SyncById(i64),
    /// In sync. Waiting for what the peer does with an id.
    Probing(i64),
    /// In sync, and nothing is under way.
    Ready,
    /// Waiting for the reply to the request with this number.
    Waiting(i64),
}

impl AgentSession {
    /// A session that is not in sync yet, for lines of at most `max_line` bytes.
    #[must_use]
    pub fn new(names: SyncCommands, max_line: usize) -> Self {
        Self {
            names,
            lines: Lines::new(max_line),
            outgoing: Outgoing::default(),
            state: State::Lost,
            echoes: None,
            random: RandomState::new(),
            counter: 0,
        }
    }

    /// Whether a request may be made: the session is in sync, and no other is under way.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.state == State::Ready
    }

    /// Whether the peer puts the id of a request into its reply; `None` before the first sync.
    #[must_use]
    pub fn echoes_ids(&self) -> Option<bool> {
        self.echoes
    }

    /// Begins a sync, or begins it anew. A request that is under way is given up; what was not sent yet of
    /// it is dropped, and the byte 0xFF has the peer drop what was.
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
    /// The session is not in sync or another request is under way, or the arguments cannot be written as JSON.
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
        self.state = State::Waiting(number);
        Ok(())
    }

    /// Makes a request of a command that is known by its name only.
    ///
    /// # Errors
    /// As [`request`](Self::request).
    pub fn request_named(&mut self, name: &str, arguments: Option<&Map>) -> Result<(), NotReady> {
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
        self.state = State::Waiting(number);
        Ok(())
    }

    /// What is to be sent.
    #[must_use]
    pub fn outgoing(&self) -> &[u8] {
        self.outgoing.bytes()
    }

    /// Notes that the first `count` bytes of what is outgoing were sent.
    pub fn sent(&mut self, count: usize) {
        self.outgoing.advance(count);
    }

    /// Takes in what has arrived.
    pub fn receive(&mut self, bytes: &[u8]) {
        self.lines.feed(bytes);
    }

    /// What comes of what has arrived; `None` when more must arrive first.
    pub fn next_event(&mut self) -> Option<AgentEvent> {
        loop {
            let line = self.lines.take()?;
            let event = match self.state {
                // Nobody asked: it is left over from before.
                State::Lost | State::Ready => None,
                State::SyncDelimited(number) => self.sync_delimited(&line, number),
                State::SyncPlain(number) => self.sync_plain(&line, number),
                State::SyncById(number) => self.sync_by_id(&line, number),
                State::Probing(number) => self.probe(&line, number),
                State::Waiting(number) => self.reply(line, number),
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
        // A marked reply with another number is the one to an earlier sync.
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

    /// Old peers refuse the member `id`, so whether it may be sent is tried, in sync and before any request.
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
            // The peer could not read the request, or it lost its place: either way nothing else will come.
            Kind::Error if head.id.is_none() => {
                match decode::<Response<Value>>(&text, Mode::Lenient).map(|it| it.result) {
                    Ok(Err(error)) => self.fail(Violation::Complaint(error)),
                    Ok(Ok(_)) => None,
                    Err(error) => self.fail(Violation::NotAMessage(error)),
                }
            }
            // Replies to what was given up.
            _ => None,
        }
    }

    fn fail(&mut self, violation: Violation) -> Option<AgentEvent> {
        self.state = State::Lost;
        Some(AgentEvent::Failed(violation))
    }

    fn send_sync(&mut self, name: &'static str, number: i64, id: Option<i64>) {
        let arguments = Some(BTreeMap::from([("id", number)]));
        let request = Named {
            name,
            arguments,
            id,
        };
        // Names and numbers are always JSON.
        let _ = self.outgoing.push_message(&request);
    }

    /// A number that no other client will use, and small enough for peers that compute with doubles.
    fn number(&mut self) -> i64 {
        self.counter += 1;
        i64::try_from(self.random.hash_one(self.counter) >> 12).unwrap_or_default()
    }
}

/// Whether a sync was refused, because the peer lacks it or may not use it. It may be the refusal of something
/// else, left over from before; but then the next kind of sync does as well.
fn is_absent(response: &Response<i64>) -> bool {
    (response.result.as_ref()).is_err_and(|error| error.class == ErrorClass::CommandNotFound)
}

/// `None` for what cannot be the reply to a sync: it is left over from before.
fn sync_response(text: &[u8]) -> Option<Response<i64>> {
    decode(text, Mode::Lenient).ok()
}
