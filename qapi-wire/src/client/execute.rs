//! What sends a command and waits for its reply. The methods that the generator makes call it.

use crate::Command;

/// Sends commands, one after the other, and waits for each reply.
pub trait Execute {
    /// Why there is no reply, or one that tells of a failure.
    type Error;

    /// Sends a command and waits for its reply.
    ///
    /// # Errors
    /// The peer refuses, or the reply does not come.
    fn execute<C: Command>(&mut self, command: &C) -> Result<C::Reply, Self::Error>;
}

/// The same without blocking.
pub trait ExecuteAsync {
    /// Why there is no reply, or one that tells of a failure.
    type Error;

    /// Sends a command and waits for its reply. Dropping the future cancels the request.
    ///
    /// # Errors
    /// The peer refuses, or the reply does not come.
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
