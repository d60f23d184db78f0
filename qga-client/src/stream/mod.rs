//! What carries bytes for a blocking client.

mod connect;
mod descriptor;

use std::io;
use std::time::Duration;

pub use self::descriptor::{Canceller, Descriptor};

pub(crate) use self::connect::connect;

/// A stream that a blocking client can drive: bytes go both ways, and no wait is longer than asked for.
///
/// [`Descriptor`] is one for everything that has a file descriptor.
pub trait Stream {
    /// Waits until something can be sent of `outgoing`, if there is anything, or something has arrived; sends
    /// what goes without waiting, and puts what has arrived into `incoming`. Both may happen in one call,
    /// so that neither side waits for the other with full buffers.
    ///
    /// # Errors
    /// Nothing could be done within the timeout (`None` is for ever), the wait was cancelled, or the stream failed.
    fn exchange(
        &mut self,
        outgoing: &[u8],
        incoming: &mut [u8],
        timeout: Option<Duration>,
    ) -> Result<Progress, Halt>;
}

/// What happened in an exchange.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many bytes were sent.
    pub sent: usize,
    /// How many arrived; 0 is the end of the stream.
    pub received: Option<usize>,
}

/// Why an exchange did nothing.
#[derive(Debug)]
pub enum Halt {
    /// Nothing could be done in time.
    Timeout,
    /// Somebody has cancelled the wait.
    Cancelled,
    /// The stream failed.
    Failed(io::Error),
}

impl From<io::Error> for Halt {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}
