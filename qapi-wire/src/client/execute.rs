//! Sending a command and waiting for its reply. Generated methods call it.

use std::error::Error;
use std::sync::{Mutex, PoisonError};

use super::execution::Execution;
use crate::Command;

/// Sends commands and waits for each reply.
/// A connection that supports several users at a time implements the trait for a reference to it,
/// so that `(&connection).query_status()` needs no `mut`. So does any executor in a [`Mutex`]:
/// `&Mutex<E>` executes one command after the other.
pub trait Execute {
    /// The error if the peer refuses, or does not reply.
    type Error: Error + Send + Sync + 'static;

    /// Sends a command and waits for its reply.
    ///
    /// A command without a reply ([`Command::SUCCESS_RESPONSE`] is false) succeeds if the
    /// connection ends after the command was sent: it may have ended the peer.
    ///
    /// # Errors
    /// The peer refuses, or does not reply.
    fn execute<C: Command>(&mut self, command: &C) -> Result<C::Reply, Self::Error>;
}

/// Sends commands and waits for each reply, without blocking.
pub trait ExecuteAsync {
    /// The error if the peer refuses, or does not reply.
    type Error: Error + Send + Sync + 'static;

    /// Sends a command and waits for its reply. Dropping the future cancels the request.
    ///
    /// # Errors
    /// The peer refuses, or does not reply.
    fn execute<C: Command>(
        &mut self,
        command: &C,
    ) -> impl Future<Output = Result<C::Reply, Self::Error>> + Send;
}

impl<E: Execute + ?Sized> Execute for &mut E {
    type Error = E::Error;

    fn execute<C: Command>(&mut self, command: &C) -> Result<C::Reply, Self::Error> {
        (**self).execute(command)
    }
}

impl<E: Execute + ?Sized> Execute for &Mutex<E> {
    type Error = E::Error;

    fn execute<C: Command>(&mut self, command: &C) -> Result<C::Reply, Self::Error> {
        // An executor keeps its own state in order, also if a caller panicked.
        let mut executor = self.lock().unwrap_or_else(PoisonError::into_inner);
        executor.execute(command)
    }
}

impl<E: ExecuteAsync + Send + ?Sized> ExecuteAsync for &mut E {
    type Error = E::Error;

    fn execute<C: Command>(
        &mut self,
        command: &C,
    ) -> impl Future<Output = Result<C::Reply, Self::Error>> + Send {
        (**self).execute(command)
    }
}

/// Executes a command, as a method of a generated trait.
///
/// # Errors
/// Errors of [`Execute::execute`].
pub fn execute<E: Execute + ?Sized, C: Command<Reply: Into<R>>, R>(
    executor: &mut E,
    command: &C,
) -> Result<R, E::Error> {
    executor.execute(command).map(Into::into)
}

/// Executes a command without blocking, as a method of a generated trait.
pub fn execute_async<'e, E, C, R>(executor: &'e mut E, command: C) -> Execution<'e, R, E::Error>
where
    E: ExecuteAsync + Send + ?Sized,
    C: Command<Reply: Into<R>> + 'e,
{
    Execution::new(async move { executor.execute(&command).await.map(Into::into) })
}
