//! The future of a command.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The future of a command: the type that each method of a generated asynchronous client returns.
/// It does nothing until it is polled. Dropping it cancels the request.
///
/// One type for all methods keeps compile times low, and costs one allocation for each command.
#[must_use = "a command is sent when its future is awaited"]
pub struct Execution<'e, R, E>(Pin<Box<dyn Future<Output = Result<R, E>> + Send + 'e>>);

impl<'e, R, E> Execution<'e, R, E> {
    /// Creates an execution from any future.
    pub fn new(future: impl Future<Output = Result<R, E>> + Send + 'e) -> Self {
        Self(Box::pin(future))
    }
}

impl<R, E> Future for Execution<'_, R, E> {
    type Output = Result<R, E>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(cx)
    }
}

impl<R, E> fmt::Debug for Execution<'_, R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Execution").finish_non_exhaustive()
    }
}
