//! One call of a command: its arguments, and where the reply goes.

use std::io::{self, Write};

use super::command::CommandInfo;
use super::{output, wording};
use crate::Command;
use crate::decode::Node;
use crate::message::{Arguments, RemoteError};

/// Where replies go: an [`io::Write`](Write). Replies come in many small pieces, so it had better have a buffer.
pub type Sink = dyn Write + Send;

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The command succeeded, and its reply was written.
    Returned,
    /// The command succeeded, and is one whose success is not answered: nothing was written.
    Silent,
    /// The command failed, or the message was refused: an error was written.
    Failed,
}

/// One call of a command. [`Commands::run`](super::Commands::run) gets it.
pub struct Call<'c> {
    pub(super) command: &'static CommandInfo,
    pub(super) arguments: Arguments<'c>,
    pub(super) reply: Reply<'c>,
}

/// Where a reply goes, and for whom it is.
pub(super) struct Reply<'c> {
    pub(super) out: &'c mut Sink,
    pub(super) id: Option<Node<'c>>,
}

impl Call<'_> {
    /// What is called.
    #[must_use]
    pub fn command(&self) -> &'static CommandInfo {
        self.command
    }

    /// Decodes the arguments, calls the method, and writes the reply.
    ///
    /// # Errors
    /// What the sink says.
    pub fn run<C: Command>(
        self,
        method: impl FnOnce(C) -> Result<C::Reply, RemoteError>,
    ) -> io::Result<Outcome> {
        match self.arguments.decode::<C>() {
            Ok(arguments) => self.finish::<C>(method(arguments)),
            Err(error) => self.reply.fail(&wording::arguments(&error)),
        }
    }

    /// The same, of a method that is a future. The sink is written to without waiting: it should be memory.
    ///
    /// # Errors
    /// What the sink says.
    pub async fn run_async<C: Command, F>(self, method: impl FnOnce(C) -> F) -> io::Result<Outcome>
    where
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

    /// Answers that there is no such command: for generated code, whose indices can be no other than the table's.
    ///
    /// # Errors
    /// What the sink says.
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

impl Reply<'_> {
    pub(super) fn fail(self, error: &RemoteError) -> io::Result<Outcome> {
        output::write_error(self.out, error, self.id.as_ref())?;
        Ok(Outcome::Failed)
    }
}
