//! The channels to clients: sockets that the agent listens on, and devices that it opens.

mod device;
mod slots;
mod socket;

use std::sync::Arc;
use std::{io, thread};

use self::device::Device;
use self::socket::Listener;
use crate::agent::Agent;
use crate::configuration::Method;
use crate::log::Log;
use crate::signal::Stop;

/// A channel to clients.
#[derive(Debug)]
pub(crate) enum Channel {
    /// Each client has a connection.
    Socket(Listener),
    /// Clients cannot be told apart.
    Device(Device),
}

impl Channel {
    /// Opens the channel.
    pub(crate) fn open(method: Method, path: &str, retry: bool) -> io::Result<Self> {
        match method {
            Method::UnixListen => Listener::unix(path.as_ref()).map(Self::Socket),
            Method::VsockListen => Listener::vsock(path).map(Self::Socket),
            Method::VirtioSerial => Device::open(path, false, retry).map(Self::Device),
            Method::IsaSerial => Device::open(path, true, retry).map(Self::Device),
        }
    }

    /// Serves clients in threads of its own. Reports a failure if it can serve no more clients.
    pub(crate) fn serve(self, agent: Agent, log: Arc<Log>, stop: Stop) -> io::Result<()> {
        let thread = thread::Builder::new().name("channel".into());
        thread.spawn(move || {
            let end = match self {
                Self::Socket(listener) => listener.serve(&agent, &log),
                Self::Device(device) => device.serve(&agent, &log),
            };
            if let Err(error) = end {
                log.error(error);
                stop.failed();
            }
        })?;
        Ok(())
    }
}
