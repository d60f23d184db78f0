//! A connection to QEMU's monitor. What the bytes mean is told by `qapi_wire`; here they go in and out.

use std::collections::VecDeque;
use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;

use qapi_wire::client::{
    Execute, Greeting, MAX_LINE, MachineEvent, MachineSession, NotReady, RequestId, Violation,
};
use qapi_wire::message::{EventMessage, RemoteError, decode_response};
use qapi_wire::{Command, DecodeError, Mode, decode};

use crate::qmp::commands::QmpCapabilities;
use crate::qmp::events::Event;

/// An error of a connection.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The command failed, and QEMU says why.
    #[error(transparent)]
    Refused(#[from] RemoteError),
    /// The connection broke, or QEMU ended.
    #[error("the connection failed")]
    Io(#[from] std::io::Error),
    /// QEMU answered something that the schema does not allow.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// QEMU broke the protocol.
    #[error(transparent)]
    Violation(#[from] Violation),
    /// The command cannot be sent, such as one out of band that may not be.
    #[error(transparent)]
    NotSent(#[from] NotReady),
}

/// A connection, ready for commands.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: UnixStream,
    session: MachineSession,
    events: VecDeque<EventMessage<Event>>,
}

impl Connection {
    /// Connects, and negotiates capabilities; returns what QEMU said first, too.
    pub(crate) fn open(socket: &Path) -> Result<(Self, Greeting), Error> {
        let mut this = Self {
            stream: UnixStream::connect(socket)?,
            session: MachineSession::new(QmpCapabilities::NAME, MAX_LINE),
            events: VecDeque::new(),
        };
        loop {
            if let MachineEvent::Ready(greeting) = this.next()? {
                return Ok((this, greeting));
            }
        }
    }

    /// Runs a command before those that QEMU is still busy with.
    pub(crate) fn execute_out_of_band<C: Command>(
        &mut self,
        command: &C,
    ) -> Result<C::Reply, Error> {
        let id = self.session.request_out_of_band(command)?;
        self.reply::<C>(id)
    }

    /// Waits for an event.
    pub(crate) fn event(&mut self) -> Result<EventMessage<Event>, Error> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Ok(event);
            }
            self.next()?;
        }
    }

    fn reply<C: Command>(&mut self, id: RequestId) -> Result<C::Reply, Error> {
        loop {
            match self.next()? {
                MachineEvent::Reply(of, text) if of == id => {
                    return Ok(decode_response::<C>(&text, Mode::Lenient)?.result?);
                }
                _ => {}
            }
        }
    }

    /// Sends and receives until something happens; keeps it, too, if it is an event.
    fn next(&mut self) -> Result<MachineEvent, Error> {
        loop {
            if let Some(happened) = self.session.next_event() {
                match &happened {
                    MachineEvent::Event(_, text) => {
                        self.events.push_back(decode(text, Mode::Lenient)?);
                    }
                    MachineEvent::Failed(violation) => return Err(violation.clone().into()),
                    _ => {}
                }
                return Ok(happened);
            }
            self.stream.write_all(self.session.outgoing())?;
            self.session.sent(self.session.outgoing().len());
            let mut buffer = [0; 4096];
            match self.stream.read(&mut buffer)? {
                // A command that ends QEMU may have no reply.
                0 => {
                    let end = std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
                    return self.session.closed().ok_or(end.into());
                }
                count => self
                    .session
                    .receive(buffer.get(..count).unwrap_or_default()),
            }
        }
    }
}

/// Gives the connection a method for each command.
impl Execute for Connection {
    type Error = Error;

    /// Runs a command and waits for its reply. Events that come before are kept.
    fn execute<C: Command>(&mut self, command: &C) -> Result<C::Reply, Error> {
        let id = self.session.request(command)?;
        self.reply::<C>(id)
    }
}
