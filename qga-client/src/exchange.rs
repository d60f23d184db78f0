//! The common part of the blocking and the async client: the interpretation of replies.

use std::time::Duration;

use qapi_wire::client::{AgentEvent, AgentSession, NotReady, SyncCommands};
use qapi_wire::message::{Response, decode_response};
use qapi_wire::{Command, Map, Mode, Value, decode};
use qga_types::GuestAgentInfo;
use qga_types::commands::{
    GuestInfo, GuestShutdown, GuestSuspendDisk, GuestSuspendHybrid, GuestSuspendRam, GuestSync,
    GuestSyncDelimited,
};

use crate::error::{Error, Fault, ProtocolError};
use crate::options::Options;

/// The size of the read buffer.
pub(crate) const BUFFER: usize = 64 << 10;

/// The name of a sync in messages.
pub(crate) const SYNC: &str = GuestSyncDelimited::NAME;

/// The commands without a reply to success, by the schema.
const SILENT: [&str; 4] = [
    GuestShutdown::NAME,
    GuestSuspendDisk::NAME,
    GuestSuspendHybrid::NAME,
    GuestSuspendRam::NAME,
];

/// Creates a session that is not in sync yet.
pub(crate) fn session(options: &Options) -> AgentSession {
    let names = SyncCommands {
        delimited: GuestSyncDelimited::NAME,
        plain: GuestSync::NAME,
    };
    AgentSession::new(names, options.max_line)
}

/// A request: a typed command, or a command known by its name.
pub(crate) trait Ask {
    type Reply;
    fn name(&self) -> &str;
    /// Returns whether the agent replies to success.
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

/// A command known by its name.
pub(crate) struct Named<'a> {
    pub(crate) name: &'a str,
    pub(crate) arguments: Option<&'a Map>,
    pub(crate) answered: bool,
}

impl<'a> Named<'a> {
    /// Creates a command. The agent's report tells whether success has a reply, or else the schema
    /// does.
    pub(crate) fn new(
        name: &'a str,
        arguments: Option<&'a Map>,
        info: Option<&GuestAgentInfo>,
    ) -> Self {
        let commands = info.and_then(|info| info.supported_commands.as_ref());
        let command = commands.and_then(|all| all.iter().find(|it| it.name == name));
        let told = command.and_then(|it| it.success_response);
        Self {
            name,
            arguments,
            answered: told.unwrap_or_else(|| !SILENT.contains(&name)),
        }
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
        Ok(session.request_named(self.name, self.arguments, self.answered)?)
    }

    fn reply(&self, text: &[u8]) -> Result<Value, Fault> {
        result(decode::<Response<Value>>(text, Mode::Lenient)?)
    }
}

/// Returns whether the agent reports a command and allows it.
///
/// # Errors
/// The agent does not list its commands.
pub(crate) fn supports(info: &GuestAgentInfo, command: &str) -> Result<bool, Error> {
    let Some(commands) = &info.supported_commands else {
        let text = "the agent does not list its commands".to_owned();
        let fault = Fault::Protocol(ProtocolError::Behaviour(text));
        return Err(fault.of(GuestInfo::NAME, Duration::ZERO));
    };
    Ok((commands.iter()).any(|it| it.name == command && it.enabled))
}

fn result<R>(response: Response<R>) -> Result<R, Fault> {
    response.result.map_err(Fault::Remote)
}

/// Returns the reply in a session's event after a request.
pub(crate) fn reply<A: Ask>(ask: &A, event: AgentEvent) -> Result<A::Reply, Fault> {
    match event {
        AgentEvent::Reply(text) => ask.reply(&text),
        AgentEvent::Failed(violation) => Err(violation.into()),
        // A session becomes ready before the request, never after.
        _ => Err(NotReady::Busy.into()),
    }
}

/// Returns the result of a request without a reply: success, if the agent does not answer success.
/// It may have ended with the machine.
pub(crate) fn silence<A: Ask>(
    ask: &A,
    session: &mut AgentSession,
    fault: Fault,
) -> Result<A::Reply, Fault> {
    match fault {
        Fault::Timeout | Fault::Transport(_) => match session.give_up() {
            Some(event) => reply(ask, event),
            None => Err(fault),
        },
        other => Err(other),
    }
}

#[cfg(test)]
mod tests {
    use qapi_parser::{Edition, Memory, check};

    use super::*;

    #[test]
    fn the_silent_commands_are_those_of_the_schema() {
        let loader = Memory::new().with(qga_schema::FILE_NAME, qga_schema::TEXT);
        let outcome = check(&loader, qga_schema::FILE_NAME, Edition::Latest);
        let schema = outcome.ok().and_then(|outcome| outcome.schema);
        let commands = schema.iter().flat_map(|schema| schema.commands());
        let silent = commands.filter(|(_, command)| !command.success_response);
        let mut silent: Vec<&str> = silent.map(|(_, it)| &*it.definition.name).collect();
        silent.sort_unstable();
        assert_eq!(silent, SILENT);
    }
}
