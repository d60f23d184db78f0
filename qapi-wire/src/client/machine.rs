//! A session with a machine: a peer that sends a greeting, negotiates its capabilities, sends
//! events at any time, and answers by id. Replies to commands out of band overtake others.

use std::collections::{BTreeMap, VecDeque};

use serde_json::Value;

use super::error::{NotReady, Violation};
use super::lines::{Line, Lines};
use super::named::Named;
use super::outgoing::Outgoing;
use super::silence::SUCCESS;
use crate::message::{Head, Kind, Request, Response};
use crate::{Command, DecodeError, Map, Mode, Problem, decode};

/// The capability of running commands out of band.
const OUT_OF_BAND: &str = "oob";

/// The largest number of commands in band without a reply. With more, a peer that runs commands out
/// of band stops reading, and commands out of band would wait, too.
const IN_BAND: usize = 8;

/// The first message of the peer.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Greeting {
    /// The peer's version, as received.
    pub version: Value,
    /// The capabilities that the peer offers.
    pub capabilities: Vec<String>,
}

/// The id of a request and of its reply, unique in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestId(i64);

/// An event of a session.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum MachineEvent {
    /// The capabilities were negotiated: requests may be made.
    Ready(Greeting),
    /// The reply to a request: an envelope, for
    /// [`decode_response`](crate::message::decode_response).
    Reply(RequestId, Vec<u8>),
    /// An event of this name: an envelope, for [`decode`](crate::decode()) as an
    /// [`EventMessage`](crate::message::EventMessage).
    Event(String, Vec<u8>),
    /// A violation of the protocol. Its request is unknown; the session should end.
    Failed(Violation),
}

/// A session with a machine, without I/O.
///
/// The caller sends the [outgoing](Self::outgoing) bytes, passes on those that it
/// [receives](Self::receive), and handles each [event](Self::next_event). Once the session is
/// ready, any number of requests may be made.
#[derive(Debug)]
pub struct MachineSession {
    negotiate: &'static str,
    lines: Lines,
    outgoing: Outgoing,
    state: State,
    out_of_band: bool,
    next: i64,
    /// The sent requests without a reply.
    pending: BTreeMap<RequestId, Pending>,
    /// The requests in band that are not sent yet, because too many have no reply.
    held: VecDeque<(RequestId, Pending, Vec<u8>)>,
}

#[derive(Debug)]
enum State {
    Greeting,
    Negotiating(Greeting),
    Ready,
}

#[derive(Debug)]
struct Pending {
    in_band: bool,
    /// `true` if the peer replies to a successful command.
    success_response: bool,
    /// `true` if the reply is to be dropped.
    cancelled: bool,
}

impl Pending {
    fn new<C: Command>(in_band: bool) -> Self {
        Self {
            in_band,
            success_response: C::SUCCESS_RESPONSE,
            cancelled: false,
        }
    }
}

/// The id of the negotiation; requests count from 1.
const NEGOTIATION: i64 = 0;

impl MachineSession {
    /// Creates a session that waits for the greeting. `negotiate` is the name of the command that
    /// ends the negotiation; its argument `enable` lists the wanted capabilities. Lines have at
    /// most `max_line` bytes.
    #[must_use]
    pub fn new(negotiate: &'static str, max_line: usize) -> Self {
        Self {
            negotiate,
            lines: Lines::new(max_line),
            outgoing: Outgoing::default(),
            state: State::Greeting,
            out_of_band: false,
            next: NEGOTIATION + 1,
            pending: BTreeMap::new(),
            held: VecDeque::new(),
        }
    }

    /// Returns whether requests may be made.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        matches!(self.state, State::Ready)
    }

    /// Returns whether the peer runs commands out of band. The session enables this if the peer
    /// offers it.
    #[must_use]
    pub fn runs_out_of_band(&self) -> bool {
        self.out_of_band
    }

    /// Makes a request. It is sent once fewer than eight others have no reply.
    ///
    /// # Errors
    /// The session is not ready, or the arguments cannot be written as JSON.
    pub fn request<C: Command>(&mut self, command: &C) -> Result<RequestId, NotReady> {
        self.make(Request::new(command), true)
    }

    /// Makes a request that overtakes the others.
    ///
    /// # Errors
    /// Errors of [`request`](Self::request); the peer does not run commands out of band, or not
    /// this one.
    pub fn request_out_of_band<C: Command>(&mut self, command: &C) -> Result<RequestId, NotReady> {
        if self.is_ready() && !(self.out_of_band && C::ALLOW_OOB) {
            return Err(NotReady::NoOutOfBand);
        }
        self.make(Request::new(command).out_of_band(), false)
    }

    /// Gives up a request. Its reply is dropped; an unsent request is never sent.
    pub fn cancel(&mut self, id: RequestId) {
        self.held.retain(|(held, ..)| *held != id);
        if let Some(pending) = self.pending.get_mut(&id) {
            pending.cancelled = true;
        }
    }

    /// Reports that the peer has closed the connection. Returns the reply `{"return": {}}` to the
    /// next request whose command has none if it succeeds, if the whole request was sent: the
    /// command may have ended the peer. No other request will have a reply.
    pub fn closed(&mut self) -> Option<MachineEvent> {
        if !self.outgoing.bytes().is_empty() {
            return None;
        }
        let mut silent = (self.pending.iter())
            .filter(|(_, pending)| !pending.success_response && !pending.cancelled);
        let id = *silent.next()?.0;
        self.pending.remove(&id);
        Some(MachineEvent::Reply(id, SUCCESS.to_vec()))
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
    pub fn next_event(&mut self) -> Option<MachineEvent> {
        loop {
            let event = match self.lines.take()? {
                Line::TooLong => Err(Violation::TooLong),
                Line::Text { text, .. } => self.message(text),
            };
            match event {
                Ok(None) => {}
                Ok(Some(event)) => return Some(event),
                Err(violation) => return Some(MachineEvent::Failed(violation)),
            }
        }
    }

    fn make<C: Command>(
        &mut self,
        request: Request<'_, C>,
        in_band: bool,
    ) -> Result<RequestId, NotReady> {
        if !self.is_ready() {
            return Err(NotReady::Busy);
        }
        let id = RequestId(self.next);
        let request = request.id(id.0);
        let pending = Pending::new::<C>(in_band);
        if in_band && self.is_full() {
            (self.held).push_back((id, pending, serde_json::to_vec(&request)?));
        } else {
            self.outgoing.push_message(&request)?;
            self.pending.insert(id, pending);
        }
        self.next += 1;
        Ok(id)
    }

    /// Returns whether no more requests may be sent in band.
    fn is_full(&self) -> bool {
        let in_band = self.pending.values().filter(|pending| pending.in_band);
        in_band.count() >= IN_BAND
    }

    fn send_held(&mut self) {
        while !self.is_full()
            && let Some((id, pending, request)) = self.held.pop_front()
        {
            self.outgoing.push_line(&request);
            self.pending.insert(id, pending);
        }
    }

    fn message(&mut self, text: Vec<u8>) -> Result<Option<MachineEvent>, Violation> {
        let head = Head::of(&text).map_err(Violation::NotAMessage)?;
        match head.kind {
            Kind::Event(name) => Ok(Some(MachineEvent::Event(name, text))),
            Kind::Greeting => self.greeted(&text).map(|()| None),
            Kind::Error if head.id.is_none() => match response(&text)?.result {
                Err(error) => Err(Violation::Complaint(error)),
                Ok(_) => Ok(None),
            },
            Kind::Return | Kind::Error => {
                let id = head.id.as_ref().and_then(Value::as_i64);
                self.replied(id, text)
            }
        }
    }

    fn greeted(&mut self, text: &[u8]) -> Result<(), Violation> {
        if !matches!(self.state, State::Greeting) {
            return Ok(());
        }
        let greeting = greeting(text).map_err(Violation::NotAMessage)?;
        self.out_of_band = greeting.capabilities.iter().any(|it| it == OUT_OF_BAND);
        let enable = BTreeMap::from([("enable", [OUT_OF_BAND])]);
        let negotiation = Named {
            name: self.negotiate,
            arguments: self.out_of_band.then_some(enable),
            id: Some(NEGOTIATION),
        };
        // Names can always be written as JSON.
        let _ = self.outgoing.push_message(&negotiation);
        self.state = State::Negotiating(greeting);
        Ok(())
    }

    fn replied(
        &mut self,
        id: Option<i64>,
        text: Vec<u8>,
    ) -> Result<Option<MachineEvent>, Violation> {
        if id == Some(NEGOTIATION)
            && let State::Negotiating(greeting) = &self.state
        {
            let greeting = greeting.clone();
            response(&text)?.result.map_err(Violation::Complaint)?;
            self.state = State::Ready;
            return Ok(Some(MachineEvent::Ready(greeting)));
        }
        let known = id
            .map(RequestId)
            .and_then(|id| Some((id, self.pending.remove(&id)?)));
        let Some((id, pending)) = known else {
            return Ok(None);
        };
        self.send_held();
        Ok((!pending.cancelled).then_some(MachineEvent::Reply(id, text)))
    }
}

fn response(text: &[u8]) -> Result<Response<Value>, Violation> {
    decode(text, Mode::Lenient).map_err(Violation::NotAMessage)
}

fn greeting(text: &[u8]) -> Result<Greeting, DecodeError> {
    let mut message: Map = decode(text, Mode::Lenient)?;
    let Some(Value::Object(mut content)) = message.remove("QMP") else {
        return Err(DecodeError::of_member(Problem::Missing, "QMP"));
    };
    let capabilities = match content.remove("capabilities") {
        Some(Value::Array(list)) => list,
        _ => Vec::new(),
    };
    let names = capabilities.into_iter().filter_map(|name| match name {
        Value::String(name) => Some(name),
        _ => None,
    });
    Ok(Greeting {
        version: content.remove("version").unwrap_or_default(),
        capabilities: names.collect(),
    })
}
