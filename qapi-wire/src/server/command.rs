//! The commands of a server. Generated code contains the table.

use crate::message::RemoteError;

/// The properties of a command, from the schema and the generator's options.
///
/// Generated code creates it by `CommandInfo { allow_oob: true, ..CommandInfo::new("name") }`,
/// because members may be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommandInfo {
    /// The name on the wire.
    pub name: &'static str,
    /// `true` if the server replies to a successful command. It always replies if the command
    /// fails.
    pub success_response: bool,
    /// `true` if the command may be sent out of band (`exec-oob`).
    pub allow_oob: bool,
    /// `true` if the command may run before the machine is configured.
    pub allow_preconfig: bool,
    /// `true` if QEMU runs the command in a coroutine. This crate does not use it.
    pub coroutine: bool,
    /// `true` if the schema has the types of its arguments (`gen`).
    pub typed: bool,
    /// `true` if a successful reply begins with the byte 0xFF, which marks its beginning for
    /// clients.
    pub delimited: bool,
    /// The names of its features: `deprecated`, `unstable` and others.
    pub features: &'static [&'static str],
    /// The release that introduced it, from its documentation.
    pub since: Option<&'static str>,
}

impl CommandInfo {
    /// Creates the properties of a command without options.
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

    /// Returns whether the command has the feature of that name.
    #[must_use]
    pub fn has_feature(&self, name: &str) -> bool {
        self.features.contains(&name)
    }
}

/// The table of a server's commands. Generated code implements the trait.
pub trait CommandTable {
    /// The commands, in the schema's order.
    const COMMANDS: &'static [CommandInfo];
}

/// Decides which commands run. It is asked before the arguments are decoded.
///
/// By default all commands run. [`Lists`](super::Lists) decides by lists of names; a server may add
/// states of its own:
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
    /// Decides whether the command runs.
    ///
    /// # Errors
    /// The error to send if the command may not run, usually [`RemoteError::disabled`], of class
    /// `CommandNotFound`.
    fn permit(&self, command: &'static CommandInfo) -> Result<(), RemoteError> {
        let _ = command;
        Ok(())
    }
}
