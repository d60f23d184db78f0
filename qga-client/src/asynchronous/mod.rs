//! The client that runs on tokio.

mod connect;
mod exchange;
mod files;
mod processes;
mod stream;

use std::fmt;
use std::future::poll_fn;
use std::io;
use std::time::Duration;

use qapi_wire::client::{AgentEvent, AgentSession, ExecuteAsync};
use qapi_wire::{Command, Map, Value};
use qga_types::GuestAgentInfo;
use qga_types::commands::GuestInfo;

pub use self::stream::AsyncStream;

use crate::Address;
use crate::deadline::Deadline;
use crate::error::{Error, Fault};
use crate::exchange::{self as shared, Ask, Named};
use crate::options::Options;

/// A client of a guest agent that runs on tokio.
///
/// The client makes one request at a time, as an agent does one thing at a time. Dropping the
/// future of a request cancels it. After a request that was cancelled or timed out, the next one
/// begins with a sync, so that a late reply is never taken for another.
///
/// ```no_run
/// # async fn run() -> Result<(), qga_client::Error> {
/// use qga_client::{Address, AsyncClient, AsyncCommands as _};
/// let mut client = AsyncClient::connect(&Address::unix("/run/vm.qga")).await?;
/// println!("{}", client.guest_get_host_name().await?.host_name);
/// # Ok(())
/// # }
/// ```
pub struct AsyncClient<S = Box<dyn AsyncStream>> {
    stream: S,
    session: AgentSession,
    options: Options,
    buffer: Box<[u8]>,
    info: Option<GuestAgentInfo>,
}

impl AsyncClient {
    /// Connects and syncs, so that the agent is known to answer.
    ///
    /// # Errors
    /// Nothing listens at the address, or the agent does not answer in time.
    pub async fn connect(address: &Address) -> Result<Self, Error> {
        Self::connect_with(address, Options::default()).await
    }

    /// Connects and syncs, with options.
    ///
    /// # Errors
    /// The same as [`connect`](Self::connect).
    pub async fn connect_with(address: &Address, options: Options) -> Result<Self, Error> {
        let deadline = Deadline::after(options.timeout);
        let connecting = async {
            let connected = connect::connect(address, deadline).await;
            connected.map_err(Fault::connecting)
        };
        let stream = within(deadline, connecting).await;
        let stream = stream.map_err(|fault| fault.of(&address.to_string(), options.timeout))?;
        Self::synced(stream, options, deadline).await
    }
}

impl<S: AsyncStream> AsyncClient<S> {
    /// Creates a client over a connected stream, and syncs.
    ///
    /// # Errors
    /// The agent does not answer in time, or the stream fails.
    pub async fn over(stream: S, options: Options) -> Result<Self, Error> {
        let deadline = Deadline::after(options.timeout);
        Self::synced(stream, options, deadline).await
    }

    async fn synced(stream: S, options: Options, deadline: Deadline) -> Result<Self, Error> {
        let timeout = options.timeout;
        let mut client = Self {
            stream,
            session: shared::session(&options),
            options,
            buffer: vec![0; shared::BUFFER].into_boxed_slice(),
            info: None,
        };
        (client.ready(deadline).await).map_err(|fault| fault.of(shared::SYNC, timeout))?;
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
    pub async fn execute<C: Command>(&mut self, command: &C) -> Result<C::Reply, Error> {
        self.ask(command, self.options.timeout).await
    }

    /// Sends a command and waits for its reply for at most `timeout`, including a sync that may
    /// come first.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn execute_within<C: Command>(
        &mut self,
        command: &C,
        timeout: Duration,
    ) -> Result<C::Reply, Error> {
        self.ask(command, timeout).await
    }

    /// Sends a command by its name and waits for its reply. No other command is sent.
    /// [`info`](Self::info), if called before, tells whether the agent replies to success.
    /// Otherwise the schema tells. Unknown commands have a reply.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn execute_named(
        &mut self,
        name: &str,
        arguments: Option<&Map>,
    ) -> Result<Value, Error> {
        let ask = Named::new(name, arguments, self.info.as_ref());
        self.ask(ask, self.options.timeout).await
    }

    /// Returns what the agent reports of itself and its commands. It is asked once, and again after
    /// a sync.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn info(&mut self) -> Result<&GuestAgentInfo, Error> {
        let info = match self.info.take() {
            Some(info) => info,
            None => self.execute(&GuestInfo::new()).await?,
        };
        Ok(self.info.insert(info))
    }

    /// Returns whether the agent has a command and allows it. Asks the agent, see
    /// [`info`](Self::info).
    ///
    /// # Errors
    /// See [`Error`]; [`Protocol`](Error::Protocol) if the agent does not list its commands, like
    /// those before QEMU 1.2.
    pub async fn supports(&mut self, command: &str) -> Result<bool, Error> {
        shared::supports(self.info().await?, command)
    }

    /// Returns the stream. A request that was given up may have left it within a message.
    pub fn into_stream(self) -> S {
        self.stream
    }

    async fn ask<A: Ask>(&mut self, ask: A, timeout: Duration) -> Result<A::Reply, Error> {
        let result = self.exchange(&ask, Deadline::after(timeout)).await;
        result.map_err(|fault| fault.of(ask.name(), timeout))
    }

    async fn exchange<A: Ask>(&mut self, ask: &A, deadline: Deadline) -> Result<A::Reply, Fault> {
        self.ready(deadline).await?;
        ask.request(&mut self.session)?;
        let deadline = if ask.is_answered() {
            deadline
        } else {
            deadline.or_after(self.options.grace)
        };
        match self.wait(deadline).await {
            Ok(event) => shared::reply(ask, event),
            Err(fault) => shared::silence(ask, &mut self.session, fault),
        }
    }

    /// Syncs, unless the session is in sync.
    async fn ready(&mut self, deadline: Deadline) -> Result<(), Fault> {
        while !self.session.is_ready() {
            // It may be another agent now.
            self.info = None;
            self.session.begin_sync();
            let patience = deadline.or_after(self.options.sync_interval);
            match self.wait(patience).await {
                Err(Fault::Timeout) if !deadline.has_passed() => {}
                Err(fault) => return Err(fault),
                Ok(AgentEvent::Failed(violation)) => return Err(violation.into()),
                Ok(_) => {}
            }
        }
        Ok(())
    }

    async fn wait(&mut self, deadline: Deadline) -> Result<AgentEvent, Fault> {
        within(deadline, self.next_event()).await
    }

    /// Can be dropped at any time: the bytes sent and received are recorded before it waits.
    async fn next_event(&mut self) -> Result<AgentEvent, Fault> {
        loop {
            if let Some(event) = self.session.next_event() {
                return Ok(event);
            }
            let Self {
                stream,
                session,
                buffer,
                ..
            } = self;
            let outgoing = session.outgoing();
            let progress = poll_fn(|cx| exchange::poll(stream, outgoing, buffer, cx)).await?;
            session.sent(progress.sent);
            match progress.received {
                Some(0) => return Err(Fault::closed()),
                Some(count) => session.receive(buffer.get(..count).unwrap_or_default()),
                None => {}
            }
        }
    }
}

impl<S: AsyncStream> ExecuteAsync for AsyncClient<S> {
    type Error = Error;

    async fn execute<C: Command>(&mut self, command: &C) -> Result<C::Reply, Error> {
        self.ask(command, self.options.timeout).await
    }
}

impl<S> fmt::Debug for AsyncClient<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsyncClient")
            .field("ready", &self.session.is_ready())
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

async fn within<T>(
    deadline: Deadline,
    future: impl Future<Output = Result<T, Fault>>,
) -> Result<T, Fault> {
    match deadline.left() {
        Some(left) => tokio::time::timeout(left, future)
            .await
            .unwrap_or(Err(Fault::Timeout)),
        None => future.await,
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Transport(error)
    }
}
