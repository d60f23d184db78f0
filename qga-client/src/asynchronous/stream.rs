//! The streams that an asynchronous client can use.

use tokio::io::{AsyncRead, AsyncWrite};

/// A stream for an [`AsyncClient`](super::AsyncClient): any stream of tokio that can be sent
/// between threads.
pub trait AsyncStream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + ?Sized> AsyncStream for S {}
