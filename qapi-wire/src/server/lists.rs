//! Lists of commands that an administrator allows or blocks.

use std::collections::BTreeSet;

use super::command::CommandInfo;
use crate::message::RemoteError;

/// A list of allowed commands, and one of blocked ones, which wins. Without a list of allowed ones all are allowed.
/// Names that no command has do no harm: a configuration may serve several releases.
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
    /// Adds to the list of allowed commands; from now on there is one, even if nothing is added.
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

    /// Whether the command runs.
    ///
    /// # Errors
    /// The refusal that the peer is to get.
    pub fn permit(&self, command: &CommandInfo) -> Result<(), RemoteError> {
        let name = command.name;
        let allowed = (self.allowed.as_ref()).is_none_or(|allowed| allowed.contains(name));
        if allowed && !self.blocked.contains(name) {
            return Ok(());
        }
        Err(RemoteError::disabled(name, "the command is not allowed"))
    }
}
