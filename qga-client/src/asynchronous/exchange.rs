//! Sending and receiving at the same time.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::stream::AsyncStream;
use crate::stream::Progress;

/// Sends as much of `outgoing` as is possible without waiting, and receives into `incoming`. It is
/// ready when either made progress. If nothing is outgoing, it flushes the stream.
pub(super) fn poll(
    stream: &mut (impl AsyncStream + ?Sized),
    outgoing: &[u8],
    incoming: &mut [u8],
    cx: &mut Context<'_>,
) -> Poll<io::Result<Progress>> {
    let mut progress = Progress::default();
    if outgoing.is_empty() {
        if let Poll::Ready(Err(error)) = AsyncWrite::poll_flush(Pin::new(&mut *stream), cx) {
            return Poll::Ready(Err(error));
        }
    } else if let Poll::Ready(sent) = AsyncWrite::poll_write(Pin::new(&mut *stream), cx, outgoing) {
        progress.sent = sent?;
        if progress.sent == 0 {
            return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
        }
    }
    let mut buffer = ReadBuf::new(incoming);
    if let Poll::Ready(received) = AsyncRead::poll_read(Pin::new(stream), cx, &mut buffer) {
        match received {
            Ok(()) => progress.received = Some(buffer.filled().len()),
            // Counts the sent bytes. The next exchange meets the error or the end again.
            Err(_) if progress.sent > 0 => {}
            Err(error) => return Poll::Ready(Err(error)),
        }
    }
    if progress == Progress::default() {
        return Poll::Pending;
    }
    Poll::Ready(Ok(progress))
}
