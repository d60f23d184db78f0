//! One call of a command: its arguments, and the sink of its reply.

use std::fmt;
use std::io::{self, Write};

use serde_core::de::DeserializeOwned;

use super::command::CommandInfo;
use super::{output, wording};
use crate::Command;
use crate::decode::Node;
use crate::message::{Arguments, RemoteError};

/// The sink of replies. Replies are written in many small pieces, so it should have a buffer.
pub type Sink = dyn Write + Send;

/// The outcome of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// The command succeeded, and its reply was written.
    Returned,
    /// The command succeeded and has no reply: nothing was written.
    Silent,
    /// The command failed or the message was refused, and the error was written.
    Failed,
}

/// One call of a command, as [`Commands::run`](super::Commands::run) gets it.
pub struct Call<'c> {
    pub(super) command: &'static CommandInfo,
    pub(super) arguments: Arguments<'c>,
    pub(super) reply: Reply<'c>,
}

/// The sink of a reply, and the id of the request.
pub(super) struct Reply<'c> {
    pub(super) out: &'c mut Sink,
    pub(super) id: Option<Node<'c>>,
}

impl Call<'_> {
    /// Returns the command.
    #[must_use]
    pub fn command(&self) -> &'static CommandInfo {
        self.command
    }

    /// Decodes the arguments, calls the method, and writes the reply.
    ///
    /// # Errors
    /// Errors of the sink.
    pub fn run<C: Command + DeserializeOwned>(
        self,
        method: impl FnOnce(C) -> Result<C::Reply, RemoteError>,
    ) -> io::Result<Outcome> {
        match self.arguments.decode::<C>() {
            Ok(arguments) => self.finish::<C>(method(arguments)),
            Err(error) => self.reply.fail(&wording::arguments(&error)),
        }
    }

    /// Does the same with an asynchronous method. Writing to the sink blocks, so it should be
    /// memory.
    ///
    /// # Errors
    /// Errors of the sink.
    pub async fn run_async<C, F>(self, method: impl FnOnce(C) -> F) -> io::Result<Outcome>
    where
        C: Command + DeserializeOwned,
        F: Future<Output = Result<C::Reply, RemoteError>>,
    {
        match self.arguments.decode::<C>() {
            Ok(arguments) => {
                let result = method(arguments).await;
                self.finish::<C>(result)
            }
            Err(error) => self.reply.fail(&wording::arguments(&error)),
        }
    }

    /// Replies that there is no such command. Generated code calls this for an index that is not in
    /// the table.
    ///
    /// # Errors
    /// Errors of the sink.
    pub fn not_found(self) -> io::Result<Outcome> {
        (self.reply).fail(&RemoteError::not_found(self.command.name))
    }

    fn finish<C: Command>(self, result: Result<C::Reply, RemoteError>) -> io::Result<Outcome> {
        let Reply { out, id } = self.reply;
        match result {
            Ok(_) if !self.command.success_response => Ok(Outcome::Silent),
            Ok(value) => {
                output::write_return(out, &value, id.as_ref(), self.command.delimited)?;
                Ok(Outcome::Returned)
            }
            Err(error) => Reply { out, id }.fail(&error),
        }
    }
}

/// Omits the arguments, which may be secret.
impl fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("command", &self.command.name)
            .finish_non_exhaustive()
    }
}

impl Reply<'_> {
    pub(super) fn fail(self, error: &RemoteError) -> io::Result<Outcome> {
        output::write_error(self.out, error, self.id.as_ref())?;
        Ok(Outcome::Failed)
    }
}
