//! Connections of the kinds that agents listen on.

use std::io;

use tokio::net::unix::pipe::{Receiver, Sender};
use tokio::net::{TcpStream, UnixStream};

use super::stream::AsyncStream;
use crate::Address;
use crate::deadline::Deadline;
use crate::stream;

/// Connects, or opens. A device is opened, and a vsock connected, by a thread that may block.
pub(super) async fn connect(
    address: &Address,
    deadline: Deadline,
) -> io::Result<Box<dyn AsyncStream>> {
    match address {
        Address::Tcp(address) => {
            let stream = TcpStream::connect(address).await?;
            // Requests are small and each waits for its reply.
            stream.set_nodelay(true)?;
            Ok(Box::new(stream))
        }
        Address::Unix(path) => Ok(Box::new(UnixStream::connect(path).await?)),
        Address::Vsock { .. } | Address::Device(_) => {
            let address = address.clone();
            let connecting = move || stream::connect(&address, deadline);
            let descriptor = tokio::task::spawn_blocking(connecting).await??.into_inner();
            // To tokio two pipes: of what these do, reading, writing and polling, both kinds are capable.
            let receiver = Receiver::from_owned_fd_unchecked(descriptor.try_clone()?)?;
            let sender = Sender::from_owned_fd_unchecked(descriptor)?;
            Ok(Box::new(tokio::io::join(receiver, sender)))
        }
    }
}
