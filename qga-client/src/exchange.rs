//! What blocking and async client share: what a reply means, once it is there.

use qapi_wire::client::{AgentEvent, AgentSession, NotReady, SyncCommands};
use qapi_wire::message::{Response, decode_response};
use qapi_wire::{Command, Map, Mode, Value, decode};
use qga_types::commands::{GuestSync, GuestSyncDelimited};
use qga_types::{GuestAgentCommandInfo, GuestAgentInfo};

use crate::error::{Error, Fault};
use crate::options::Options;

/// How much is read at once.
pub(crate) const BUFFER: usize = 64 << 10;

/// What a sync is called in messages.
pub(crate) const SYNC: &str = GuestSyncDelimited::NAME;

/// A session with an agent, not in sync yet.
pub(crate) fn session(options: &Options) -> AgentSession {
    let names = SyncCommands {
        delimited: GuestSyncDelimited::NAME,
        plain: GuestSync::NAME,
    };
    AgentSession::new(names, options.max_line)
}

/// A request: a typed command, or one that is known by its name.
pub(crate) trait Ask {
    type Reply;
    fn name(&self) -> &str;
    /// Whether success is answered.
    fn is_answered(&self) -> bool;
    fn request(&self, session: &mut AgentSession) -> Result<(), Fault>;
    fn reply(&self, text: &[u8]) -> Result<Self::Reply, Fault>;
}

impl<C: Command> Ask for &C {
    type Reply = C::Reply;

    fn name(&self) -> &str {
        C::NAME
    }

    fn is_answered(&self) -> bool {
        C::SUCCESS_RESPONSE
    }

    fn request(&self, session: &mut AgentSession) -> Result<(), Fault> {
        Ok(session.request(*self)?)
    }

    fn reply(&self, text: &[u8]) -> Result<C::Reply, Fault> {
        result(decode_response::<C>(text, Mode::Lenient)?)
    }
}

/// A command that is known by its name.
pub(crate) struct Named<'a> {
    pub(crate) name: &'a str,
    pub(crate) arguments: Option<&'a Map>,
    pub(crate) answered: bool,
}

impl<'a> Named<'a> {
    /// By what the agent says of its commands. One that it does not mention is refused, so it is answered; and all
    /// are held to be where the agent refuses to tell.
    pub(crate) fn new(
        name: &'a str,
        arguments: Option<&'a Map>,
        info: Result<&GuestAgentInfo, Error>,
    ) -> Result<Self, Error> {
        let silent = |it: &GuestAgentCommandInfo| it.name == name && !it.success_response;
        let answered = match info {
            Ok(info) => !info.supported_commands.iter().any(silent),
            Err(Error::Remote { .. }) => true,
            Err(error) => return Err(error),
        };
        Ok(Self {
            name,
            arguments,
            answered,
        })
    }
}

impl Ask for Named<'_> {
    type Reply = Value;

    fn name(&self) -> &str {
        self.name
    }

    fn is_answered(&self) -> bool {
        self.answered
    }

    fn request(&self, session: &mut AgentSession) -> Result<(), Fault> {
        Ok(session.request_named(self.name, self.arguments)?)
    }

    fn reply(&self, text: &[u8]) -> Result<Value, Fault> {
        result(decode::<Response<Value>>(text, Mode::Lenient)?)
    }
}

fn result<R>(response: Response<R>) -> Result<R, Fault> {
    response.result.map_err(Fault::Remote)
}

/// The reply in what a session says after a request.
pub(crate) fn reply<A: Ask>(ask: &A, event: AgentEvent) -> Result<A::Reply, Fault> {
    match event {
        AgentEvent::Reply(text) => ask.reply(&text),
        AgentEvent::Failed(violation) => Err(violation.into()),
        // A session becomes ready before the request, never after.
        AgentEvent::Ready => Err(NotReady::Busy.into()),
    }
}

/// What it means that no reply came: success, where success is not answered and the whole request
/// went out. The agent may have gone with the machine.
pub(crate) fn silence<A: Ask>(
    ask: &A,
    session: &AgentSession,
    fault: Fault,
) -> Result<A::Reply, Fault> {
    match fault {
        Fault::Timeout | Fault::Transport(_)
            if !ask.is_answered() && session.outgoing().is_empty() =>
        {
            ask.reply(br#"{"return": {}}"#)
        }
        other => Err(other),
    }
}
