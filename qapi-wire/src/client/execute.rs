//! Sending a command and waiting for its reply. Generated methods call it.

use crate::Command;

/// Sends commands one after the other, and waits for each reply.
pub trait Execute {
    /// The error if the peer refuses, or does not reply.
    type Error;

    /// Sends a command and waits for its reply.
    ///
    /// # Errors
    /// The peer refuses, or does not reply.
    fn execute<C: Command>(&mut self, command: &C) -> Result<C::Reply, Self::Error>;
}

/// Does the same without blocking.
pub trait ExecuteAsync {
    /// The error if the peer refuses, or does not reply.
    type Error;

    /// Sends a command and waits for its reply. Dropping the future cancels the request.
    ///
    /// # Errors
    /// The peer refuses, or does not reply.
    fn execute<C: Command + Sync>(
        &mut self,
        command: &C,
    ) -> impl Future<Output = Result<C::Reply, Self::Error>> + Send;
}

impl<E: Execute> Execute for &mut E {
    type Error = E::Error;

    fn execute<C: Command>(&mut self, command: &C) -> Result<C::Reply, Self::Error> {
        (**self).execute(command)
    }
}

impl<E: ExecuteAsync + Send> ExecuteAsync for &mut E {
    type Error = E::Error;

    fn execute<C: Command + Sync>(
        &mut self,
        command: &C,
    ) -> impl Future<Output = Result<C::Reply, Self::Error>> + Send {
        (**self).execute(command)
    }
}
