//! Lists of allowed and of blocked commands.

use std::collections::BTreeSet;

use super::command::CommandInfo;
use crate::message::RemoteError;

/// A list of allowed commands, and one of blocked commands, which takes precedence. Without a list
/// of allowed commands all are allowed. Names without a command are ignored: a configuration may be
/// for several releases.
///
/// ```
/// use qapi_wire::server::{CommandInfo, Lists};
/// let lists = Lists::default().allow(["ping", "sync"]).block(["sync"]);
/// let runs = |name| lists.permit(&CommandInfo::new(name)).is_ok();
/// assert_eq!((runs("ping"), runs("sync"), runs("exec")), (true, false, false));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lists {
    allowed: Option<BTreeSet<String>>,
    blocked: BTreeSet<String>,
}

impl Lists {
    /// Adds to the list of allowed commands. Creates the list if needed, even without names.
    #[must_use]
    pub fn allow<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        let allowed = self.allowed.get_or_insert_default();
        allowed.extend(names.into_iter().map(Into::into));
        self
    }

    /// Adds to the list of blocked commands.
    #[must_use]
    pub fn block<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.blocked.extend(names.into_iter().map(Into::into));
        self
    }

    /// Decides whether the command runs.
    ///
    /// # Errors
    /// The error to send if the command may not run.
    pub fn permit(&self, command: &CommandInfo) -> Result<(), RemoteError> {
        let name = command.name;
        let allowed = (self.allowed.as_ref()).is_none_or(|allowed| allowed.contains(name));
        if allowed && !self.blocked.contains(name) {
            return Ok(());
        }
        Err(RemoteError::disabled(name, "the command is not allowed"))
    }
}
