//! The client that blocks.

mod files;
mod processes;

use std::fmt;
use std::io;
use std::time::Duration;

use qapi_wire::client::{AgentEvent, AgentSession, Execute};
use qapi_wire::{Command, Map, Value};
use qga_types::GuestAgentInfo;
use qga_types::commands::GuestInfo;

use crate::Address;
use crate::deadline::Deadline;
use crate::error::{Error, Fault};
use crate::exchange::{self, Ask, Named};
use crate::options::Options;
use crate::stream::{self, Canceller, Descriptor, Halt, Stream};

/// A client of a guest agent that blocks while it waits.
///
/// The client makes one request at a time, as an agent does one thing at a time. After a request
/// that timed out or that a [`Canceller`] cancelled, the next one begins with a sync, so that a
/// late reply is never taken for another.
///
/// ```no_run
/// use qga_client::{Address, Client, Commands as _};
/// let mut client = Client::connect(&Address::unix("/run/vm.qga"))?;
/// println!("{}", client.guest_get_host_name()?.host_name);
/// # Ok::<(), qga_client::Error>(())
/// ```
pub struct Client<S = Descriptor> {
    stream: S,
    session: AgentSession,
    options: Options,
    buffer: Box<[u8]>,
    info: Option<GuestAgentInfo>,
}

impl Client {
    /// Connects and syncs, so that the agent is known to answer.
    ///
    /// # Errors
    /// Nothing listens at the address, or the agent does not answer in time.
    pub fn connect(address: &Address) -> Result<Self, Error> {
        Self::connect_with(address, Options::default())
    }

    /// Connects and syncs, with options. The deadline does not cover the lookup of a host's name.
    ///
    /// # Errors
    /// The same as [`connect`](Self::connect).
    pub fn connect_with(address: &Address, options: Options) -> Result<Self, Error> {
        let deadline = Deadline::after(options.timeout);
        let stream = stream::connect(address, deadline)
            .map_err(|error| Fault::connecting(error).of(&address.to_string(), options.timeout))?;
        Self::synced(stream, options, deadline)
    }

    /// Returns a handle that cancels requests of this client from another thread.
    ///
    /// # Errors
    /// The process may open no more files.
    pub fn canceller(&mut self) -> io::Result<Canceller> {
        self.stream.canceller()
    }
}

impl<S: Stream> Client<S> {
    /// Creates a client over a connected stream, and syncs.
    ///
    /// # Errors
    /// The agent does not answer in time, or the stream fails.
    pub fn over(stream: S, options: Options) -> Result<Self, Error> {
        let deadline = Deadline::after(options.timeout);
        Self::synced(stream, options, deadline)
    }

    fn synced(stream: S, options: Options, deadline: Deadline) -> Result<Self, Error> {
        let timeout = options.timeout;
        let mut client = Self {
            stream,
            session: exchange::session(&options),
            options,
            buffer: vec![0; exchange::BUFFER].into_boxed_slice(),
            info: None,
        };
        (client.ready(deadline)).map_err(|fault| fault.of(exchange::SYNC, timeout))?;
        Ok(client)
    }

    /// Returns the options.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Sets the timeout of the requests that follow.
    pub fn set_timeout(&mut self, timeout: Duration) {
        self.options.timeout = timeout;
    }

    /// Sends a command and waits for its reply. If the schema promises no reply to success, the
    /// client waits for an error for [`Options::grace`], and silence is success.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn execute<C: Command>(&mut self, command: &C) -> Result<C::Reply, Error> {
        self.ask(command, self.options.timeout)
    }

    /// Sends a command and waits for its reply for at most `timeout`, including a sync that may
    /// come first.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn execute_within<C: Command>(
        &mut self,
        command: &C,
        timeout: Duration,
    ) -> Result<C::Reply, Error> {
        self.ask(command, timeout)
    }

    /// Sends a command by its name and waits for its reply. No other command is sent.
    /// [`info`](Self::info), if called before, tells whether the agent replies to success.
    /// Otherwise the schema tells. Unknown commands have a reply.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn execute_named(&mut self, name: &str, arguments: Option<&Map>) -> Result<Value, Error> {
        let ask = Named::new(name, arguments, self.info.as_ref());
        self.ask(ask, self.options.timeout)
    }

    /// Returns what the agent reports of itself and its commands. It is asked once, and again after
    /// a sync.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn info(&mut self) -> Result<&GuestAgentInfo, Error> {
        let info = match self.info.take() {
            Some(info) => info,
            None => self.execute(&GuestInfo::new())?,
        };
        Ok(self.info.insert(info))
    }

    /// Returns whether the agent has a command and allows it. Asks the agent, see
    /// [`info`](Self::info).
    ///
    /// # Errors
    /// See [`Error`]; [`Protocol`](Error::Protocol) if the agent does not list its commands, like
    /// those before QEMU 1.2.
    pub fn supports(&mut self, command: &str) -> Result<bool, Error> {
        exchange::supports(self.info()?, command)
    }

    /// Returns the stream. A request that was given up may have left it within a message.
    pub fn into_stream(self) -> S {
        self.stream
    }

    fn ask<A: Ask>(&mut self, ask: A, timeout: Duration) -> Result<A::Reply, Error> {
        self.exchange(&ask, Deadline::after(timeout))
            .map_err(|fault| fault.of(ask.name(), timeout))
    }

    fn exchange<A: Ask>(&mut self, ask: &A, deadline: Deadline) -> Result<A::Reply, Fault> {
        self.ready(deadline)?;
        ask.request(&mut self.session)?;
        let deadline = if ask.is_answered() {
            deadline
        } else {
            deadline.or_after(self.options.grace)
        };
        match self.wait(deadline) {
            Ok(event) => exchange::reply(ask, event),
            Err(fault) => exchange::silence(ask, &mut self.session, fault),
        }
    }

    /// Syncs, unless the session is in sync.
    fn ready(&mut self, deadline: Deadline) -> Result<(), Fault> {
        while !self.session.is_ready() {
            // It may be another agent now.
            self.info = None;
            self.session.begin_sync();
            match self.wait(deadline.or_after(self.options.sync_interval)) {
                Err(Fault::Timeout) if !deadline.has_passed() => {}
                Err(fault) => return Err(fault),
                Ok(AgentEvent::Failed(violation)) => return Err(violation.into()),
                Ok(_) => {}
            }
        }
        Ok(())
    }

    fn wait(&mut self, deadline: Deadline) -> Result<AgentEvent, Fault> {
        loop {
            if let Some(event) = self.session.next_event() {
                return Ok(event);
            }
            let outgoing = self.session.outgoing();
            let progress = (self.stream).exchange(outgoing, &mut self.buffer, deadline.left())?;
            self.session.sent(progress.sent);
            match progress.received {
                Some(0) => return Err(Fault::closed()),
                Some(count) => {
                    self.session
                        .receive(self.buffer.get(..count).unwrap_or_default());
                }
                None => {}
            }
        }
    }
}

impl<S: Stream> Execute for Client<S> {
    type Error = Error;

    fn execute<C: Command>(&mut self, command: &C) -> Result<C::Reply, Error> {
        self.ask(command, self.options.timeout)
    }
}

impl<S> fmt::Debug for Client<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("ready", &self.session.is_ready())
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl From<Halt> for Fault {
    fn from(halt: Halt) -> Self {
        match halt {
            Halt::Timeout => Self::Timeout,
            Halt::Cancelled => Self::Cancelled,
            Halt::Failed(error) => Self::Transport(error),
        }
    }
}
