//! Calls the method for the text of a message.

use std::io;
use std::marker::PhantomData;

use super::call::{Call, Outcome, Reply, Sink};
use super::command::{CommandInfo, CommandTable, Permit};
use super::commands::{AsyncCommands, Commands};
use super::framer::{Frame, Framer};
use super::wording;
use crate::message::{Incoming, RemoteError};

/// Calls the commands of a generated table `C`.
///
/// It has no state: one dispatcher serves any number of connections.
#[derive(Debug)]
pub struct Dispatcher<C> {
    /// Indices of the commands, sorted by name.
    by_name: Box<[usize]>,
    out_of_band: bool,
    commands: PhantomData<fn() -> C>,
}

impl<C: CommandTable> Default for Dispatcher<C> {
    fn default() -> Self {
        Self::new()
    }
}

/// The next step for a message: a call of its command, or an error.
enum Route<'c> {
    Command(usize, Call<'c>),
    Refused(Reply<'c>, RemoteError),
}

impl<C: CommandTable> Dispatcher<C> {
    /// Creates a dispatcher that refuses `exec-oob`.
    #[must_use]
    pub fn new() -> Self {
        let name = |index: &usize| C::COMMANDS.get(*index).map(|command| command.name);
        let mut by_name: Box<[usize]> = (0..C::COMMANDS.len()).collect();
        by_name.sort_by_key(name);
        Self {
            by_name,
            out_of_band: false,
            commands: PhantomData,
        }
    }

    /// Sets whether `exec-oob` is accepted. Such commands run in the order in which they come, like
    /// others.
    #[must_use]
    pub fn out_of_band(mut self, accept: bool) -> Self {
        self.out_of_band = accept;
        self
    }

    /// Returns the command with a name, and its index.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<(usize, &'static CommandInfo)> {
        let command = |index: &usize| C::COMMANDS.get(*index);
        let at = (self.by_name)
            .binary_search_by(|index| command(index).map_or("", |command| command.name).cmp(name))
            .ok()?;
        let index = self.by_name.get(at)?;
        Some((*index, command(index)?))
    }

    /// Answers one message.
    ///
    /// # Errors
    /// Errors of the sink; a part of the reply may have been written. Errors in the message are
    /// replies.
    pub fn dispatch<S: Permit>(
        &self,
        server: &mut S,
        message: &[u8],
        out: &mut Sink,
    ) -> io::Result<Outcome>
    where
        C: Commands<S>,
    {
        match self.route(server, message, out) {
            Route::Command(index, call) => C::run(server, index, call),
            Route::Refused(reply, error) => reply.fail(&error),
        }
    }

    /// Answers all messages in the framer, one after the other.
    ///
    /// # Errors
    /// Errors of the sink.
    pub fn answer<S: Permit>(
        &self,
        server: &mut S,
        framer: &mut Framer,
        out: &mut Sink,
    ) -> io::Result<()>
    where
        C: Commands<S>,
    {
        while let Some(frame) = framer.next_frame() {
            match frame {
                Frame::Message(message) => self.dispatch(server, message, out)?,
                Frame::Garbage(error) => Reply { out, id: None }.fail(&error)?,
            };
        }
        Ok(())
    }

    /// Answers one message asynchronously. To run several commands at a time, the server must be a
    /// handle that can be cloned (`&Agent`, `Arc<Agent>`), with a clone for each call.
    ///
    /// # Errors
    /// Errors of the sink. Writing to it blocks, so it should be memory.
    pub async fn dispatch_async<S: Permit>(
        &self,
        server: &mut S,
        message: &[u8],
        out: &mut Sink,
    ) -> io::Result<Outcome>
    where
        C: AsyncCommands<S>,
    {
        match self.route(server, message, out) {
            Route::Command(index, call) => C::run(server, index, call).await,
            Route::Refused(reply, error) => reply.fail(&error),
        }
    }

    /// Reads the envelope, and finds the command.
    fn route<'c, S: Permit>(&self, server: &S, message: &'c [u8], out: &'c mut Sink) -> Route<'c> {
        let incoming = match Incoming::decode(message) {
            Ok(incoming) => incoming,
            Err(rejected) => {
                let error = wording::envelope(rejected.error());
                let id = rejected.into_id();
                return Route::Refused(Reply { out, id }, error);
            }
        };
        let found = self.check(server, &incoming);
        let (id, arguments) = incoming.into_parts();
        let reply = Reply { out, id };
        match found {
            Err(error) => Route::Refused(reply, error),
            Ok((index, command)) => Route::Command(
                index,
                Call {
                    command,
                    arguments,
                    reply,
                },
            ),
        }
    }

    /// Finds the command, if it may run.
    fn check<S: Permit>(
        &self,
        server: &S,
        incoming: &Incoming<'_>,
    ) -> Result<(usize, &'static CommandInfo), RemoteError> {
        let name = incoming.command();
        if incoming.is_out_of_band() && !self.out_of_band {
            return Err(RemoteError::generic(wording::unexpected_member("exec-oob")));
        }
        let (index, command) = (self.find(name)).ok_or_else(|| RemoteError::not_found(name))?;
        server.permit(command)?;
        if incoming.is_out_of_band() && !command.allow_oob {
            let reason = format!("The command {name} does not support OOB");
            return Err(RemoteError::generic(reason));
        }
        Ok((index, command))
    }
}
