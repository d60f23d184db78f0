//! Streams of blocking clients.

mod connect;
mod descriptor;

use std::io;
use std::time::Duration;

pub use self::descriptor::{Canceller, Descriptor};

pub(crate) use self::connect::connect;

/// A stream for a blocking client: bytes go both ways, and each wait has a timeout.
///
/// [`Descriptor`] is a stream of any file descriptor.
pub trait Stream {
    /// Waits until a part of `outgoing` can be sent, if it is not empty, or bytes arrive. Sends
    /// what it can without waiting, and appends the bytes received to `incoming`. One call may do
    /// both, so that full buffers never block both sides.
    ///
    /// # Errors
    /// The timeout has passed (`None` is for ever), the wait was cancelled, or the stream failed.
    fn exchange(
        &mut self,
        outgoing: &[u8],
        incoming: &mut [u8],
        timeout: Option<Duration>,
    ) -> Result<Progress, Halt>;
}

/// The result of an exchange.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// The number of bytes sent.
    pub sent: usize,
    /// The number of bytes received; 0 is the end of the stream.
    pub received: Option<usize>,
}

/// The reason why an exchange did nothing.
#[derive(Debug)]
pub enum Halt {
    /// The timeout has passed.
    Timeout,
    /// The wait was cancelled.
    Cancelled,
    /// The stream failed.
    Failed(io::Error),
}

impl From<io::Error> for Halt {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}
