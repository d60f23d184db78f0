//! Connecting to each kind of address.

use std::io;

use tokio::net::unix::pipe::{Receiver, Sender};
use tokio::net::{TcpStream, UnixStream};

use super::stream::AsyncStream;
use crate::Address;
use crate::deadline::Deadline;
use crate::stream;

/// Connects to an address. Opening a device and connecting to a vsock block, so they run in another
/// thread.
pub(super) async fn connect(
    address: &Address,
    deadline: Deadline,
) -> io::Result<Box<dyn AsyncStream>> {
    match address {
        Address::Tcp(address) => {
            let stream = TcpStream::connect(address).await?;
            // Requests are small, and the next one waits for the reply.
            stream.set_nodelay(true)?;
            Ok(Box::new(stream))
        }
        Address::Unix(path) => Ok(Box::new(UnixStream::connect(path).await?)),
        Address::Vsock { .. } | Address::Device(_) => {
            let address = address.clone();
            let connecting = move || stream::connect(&address, deadline);
            let descriptor = tokio::task::spawn_blocking(connecting).await??.into_inner();
            // Tokio takes the descriptor for two pipes. It reads, writes and polls them, which
            // suffices.
            let receiver = Receiver::from_owned_fd_unchecked(descriptor.try_clone()?)?;
            let sender = Sender::from_owned_fd_unchecked(descriptor)?;
            Ok(Box::new(tokio::io::join(receiver, sender)))
        }
    }
}
