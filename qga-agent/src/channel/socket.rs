//! Sockets: each client has a connection, and a thread while it is connected.

use std::io::{self, BufWriter};
use std::os::unix::fs::FileTypeExt as _;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;
use std::thread::{self, sleep};
use std::time::Duration;

use socket2::{Domain, SockAddr, Socket, Type};

use super::slots::Slots;
use crate::agent::Agent;
use crate::log::Log;
use crate::session::{CHUNK, Session};

/// The largest number of clients that are served at the same time. Further clients wait.
const CLIENTS: usize = 16;
/// The time after which a client that does not read its reply is dropped.
const PATIENCE: Duration = Duration::from_secs(60);
/// The pause after the system lacked the resources for a connection.
const PAUSE: Duration = Duration::from_millis(100);
/// The largest number of waiting clients.
const BACKLOG: i32 = 128;

/// A listening socket.
#[derive(Debug)]
pub(crate) struct Listener {
    socket: Socket,
}

impl Listener {
    /// Listens at a path. Replaces the socket of an agent that has ended.
    pub(crate) fn unix(path: &Path) -> io::Result<Self> {
        let is_socket = path
            .metadata()
            .is_ok_and(|file| file.file_type().is_socket());
        if is_socket {
            if UnixStream::connect(path).is_ok() {
                return Err(io::Error::new(
                    io::ErrorKind::AddrInUse,
                    "somebody else is listening there",
                ));
            }
            std::fs::remove_file(path)?;
        }
        Self::listen(Domain::UNIX, &SockAddr::unix(path)?)
    }

    /// Listens at `CID:PORT`, each a number.
    pub(crate) fn vsock(place: &str) -> io::Result<Self> {
        let numbers = place.split_once(':');
        let numbers = numbers.and_then(|(cid, port)| Some((cid.parse().ok()?, port.parse().ok()?)));
        let (cid, port) = numbers.ok_or_else(|| {
            let complaint = "an address of vsock is CID:PORT, two numbers";
            io::Error::new(io::ErrorKind::InvalidInput, complaint)
        })?;
        Self::listen(Domain::VSOCK, &SockAddr::vsock(cid, port))
    }

    fn listen(domain: Domain, address: &SockAddr) -> io::Result<Self> {
        let socket = Socket::new(domain, Type::STREAM, None)?;
        socket.bind(address)?;
        socket.listen(BACKLOG)?;
        Ok(Self { socket })
    }

    /// Serves clients, each in a thread of its own, until the socket fails.
    pub(crate) fn serve(&self, agent: &Agent, log: &Arc<Log>) -> io::Result<()> {
        let slots = Slots::new(CLIENTS);
        loop {
            let slot = slots.take();
            let client = match self.socket.accept() {
                Ok((client, _)) => client,
                Err(error) if error.kind() == io::ErrorKind::InvalidInput => return Err(error),
                Err(error) => {
                    log.warning(format_args!("a client cannot be accepted: {error}"));
                    sleep(PAUSE);
                    continue;
                }
            };
            log.debug("a client has come");
            let (agent, own_log) = (agent.clone(), Arc::clone(log));
            let thread = thread::Builder::new().name("client".into());
            let thread = thread.spawn(move || {
                match serve(&client, agent) {
                    Ok(()) => own_log.debug("a client has gone"),
                    Err(error) => own_log.debug(format_args!("a client is gone: {error}")),
                }
                drop(client);
                drop(slot);
            });
            if let Err(error) = thread {
                log.warning(format_args!("a client cannot be served: {error}"));
            }
        }
    }
}

fn serve(client: &Socket, agent: Agent) -> io::Result<()> {
    client.set_write_timeout(Some(PATIENCE))?;
    let (mut input, output) = (client, client.try_clone()?);
    let mut output = BufWriter::with_capacity(CHUNK, output);
    let served = Session::new(agent).serve(&mut input, &mut output);
    // If the client did not read, the rest is not sent again.
    drop(output.into_parts());
    served
}
