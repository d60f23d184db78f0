//! What a server knows of its commands, and how it calls them. Generated code implements most of it.

use std::io;

use super::call::{Call, Outcome};
use crate::message::RemoteError;

/// What the schema and the generator's options say of a command.
///
/// Generated code makes it by `CommandInfo { allow_oob: true, ..CommandInfo::new("name") }`: more members may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommandInfo {
    /// The name on the wire.
    pub name: &'static str,
    /// Whether success is answered. Failure always is.
    pub success_response: bool,
    /// Whether it may be sent out of band (`exec-oob`).
    pub allow_oob: bool,
    /// Whether it may run before the machine is configured.
    pub allow_preconfig: bool,
    /// Whether upstream runs it in a coroutine. It means nothing here.
    pub coroutine: bool,
    /// Whether the schema says what its arguments are (`gen`).
    pub typed: bool,
    /// Whether a successful reply begins with the byte 0xFF, by which clients find where it begins.
    pub delimited: bool,
    /// The names of its features: `deprecated`, `unstable` and others.
    pub features: &'static [&'static str],
    /// The release that introduced it, as its documentation says.
    pub since: Option<&'static str>,
}

impl CommandInfo {
    /// A command about which there is nothing special.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            success_response: true,
            allow_oob: false,
            allow_preconfig: false,
            coroutine: false,
            typed: true,
            delimited: false,
            features: &[],
            since: None,
        }
    }

    /// Whether it has the feature of that name.
    #[must_use]
    pub fn has_feature(&self, name: &str) -> bool {
        self.features.contains(&name)
    }
}

/// The commands that a server has. Generated code implements it.
pub trait CommandTable {
    /// The commands, in the schema's order.
    const COMMANDS: &'static [CommandInfo];
}

/// How the commands of a server `S` are called. Generated code implements it.
pub trait Commands<S: ?Sized>: CommandTable {
    /// Runs the command that has this index in [`COMMANDS`](CommandTable::COMMANDS).
    ///
    /// # Errors
    /// What the sink says. Failures of the command are replies.
    fn run(server: &mut S, index: usize, call: Call<'_>) -> io::Result<Outcome>;
}

/// How the commands of an asynchronous server `S` are called. Generated code implements it.
pub trait AsyncCommands<S: ?Sized>: CommandTable {
    /// Runs the command that has this index in [`COMMANDS`](CommandTable::COMMANDS).
    ///
    /// # Errors
    /// What the sink says. Failures of the command are replies.
    fn run(
        server: &mut S,
        index: usize,
        call: Call<'_>,
    ) -> impl Future<Output = io::Result<Outcome>> + Send;
}

/// Which commands a server runs now. It is asked before the arguments are looked at.
///
/// By default all run. Lists of names are [`Lists`](super::Lists); a state in which few commands run is the server's own:
///
/// ```
/// use qapi_wire::server::{CommandInfo, Lists, Permit, RemoteError};
/// struct Agent { lists: Lists, frozen: bool }
/// impl Permit for Agent {
///     fn permit(&self, command: &'static CommandInfo) -> Result<(), RemoteError> {
///         if self.frozen && command.name != "thaw" {
///             return Err(RemoteError::disabled(command.name, "the agent is frozen"));
///         }
///         self.lists.permit(command)
///     }
/// }
/// ```
pub trait Permit {
    /// Whether the command runs now.
    ///
    /// # Errors
    /// The refusal that the peer is to get, of class `CommandNotFound` by custom: [`RemoteError::disabled`].
    fn permit(&self, command: &'static CommandInfo) -> Result<(), RemoteError> {
        let _ = command;
        Ok(())
    }
}
