//! Calling the commands of a server. Generated code implements it.

use std::io;

use super::call::{Call, Outcome};
use super::command::CommandTable;

/// Calls the commands of a server `S`.
pub trait Commands<S: ?Sized>: CommandTable {
    /// Runs the command with this index in [`COMMANDS`](CommandTable::COMMANDS).
    ///
    /// # Errors
    /// Errors of the sink. Errors of the command are replies.
    fn run(server: &mut S, index: usize, call: Call<'_>) -> io::Result<Outcome>;
}

/// Calls the commands of an asynchronous server `S`.
pub trait AsyncCommands<S: ?Sized>: CommandTable {
    /// Runs the command with this index in [`COMMANDS`](CommandTable::COMMANDS).
    ///
    /// # Errors
    /// Errors of the sink. Errors of the command are replies.
    fn run(
        server: &mut S,
        index: usize,
        call: Call<'_>,
    ) -> impl Future<Output = io::Result<Outcome>> + Send;
}
