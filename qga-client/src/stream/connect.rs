//! Connections of the kinds that agents listen on.

use std::fs::OpenOptions;
use std::io::{self, IsTerminal as _};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::os::fd::{AsFd as _, OwnedFd};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::thread;
use std::time::Duration;

use nix::errno::Errno;
use nix::libc::{EAGAIN, EINPROGRESS, O_NOCTTY, O_NONBLOCK};
use nix::poll::{PollFd, PollFlags, poll};
use nix::sys::termios::{SetArg, cfmakeraw, tcgetattr, tcsetattr};
use socket2::{Domain, SockAddr, Socket, Type};

use super::descriptor::{Descriptor, milliseconds};
use crate::Address;
use crate::deadline::Deadline;

/// Connects to an address, or opens a device.
pub(crate) fn connect(address: &Address, deadline: Deadline) -> io::Result<Descriptor> {
    match address {
        Address::Unix(path) => {
            Descriptor::new(socket_to(Domain::UNIX, &SockAddr::unix(path)?, deadline)?)
        }
        Address::Tcp(address) => Descriptor::new(tcp(address, deadline)?),
        Address::Vsock { cid, port } => {
            let address = SockAddr::vsock(*cid, *port);
            Descriptor::new(socket_to(Domain::VSOCK, &address, deadline)?)
        }
        Address::Device(path) => Descriptor::new(device(path)?),
    }
}

fn tcp(address: &str, deadline: Deadline) -> io::Result<TcpStream> {
    let nowhere = || io::Error::new(io::ErrorKind::NotFound, "the host has no address");
    let mut result = Err(nowhere());
    for address in address.to_socket_addrs()? {
        result = match deadline.left() {
            Some(left) if left.is_zero() => Err(io::ErrorKind::TimedOut.into()),
            Some(left) => TcpStream::connect_timeout(&address, left),
            None => TcpStream::connect(address),
        };
        if let Ok(stream) = &result {
            // Requests are small, and each waits for its reply.
            stream.set_nodelay(true)?;
            break;
        }
    }
    result
}

/// The pause after a Unix socket refused because of too many callers. It does not report a change.
const PAUSE: Duration = Duration::from_millis(10);

fn socket_to(domain: Domain, address: &SockAddr, deadline: Deadline) -> io::Result<Socket> {
    let socket = Socket::new(domain, Type::STREAM, None)?;
    socket.set_nonblocking(true)?;
    loop {
        let Err(error) = socket.connect(address) else {
            return Ok(socket);
        };
        match error.raw_os_error() {
            Some(EINPROGRESS) => break,
            Some(EAGAIN) if deadline.has_passed() => {
                return Err(io::ErrorKind::TimedOut.into());
            }
            Some(EAGAIN) => thread::sleep(PAUSE),
            _ => return Err(error),
        }
    }
    let mut fds = [PollFd::new(socket.as_fd(), PollFlags::POLLOUT)];
    loop {
        match poll(&mut fds, milliseconds(deadline.left())) {
            Ok(0) => return Err(io::ErrorKind::TimedOut.into()),
            Err(Errno::EINTR) => {}
            Err(error) => return Err(error.into()),
            Ok(_) => break,
        }
    }
    match socket.take_error()? {
        None => Ok(socket),
        Some(error) => Err(error),
    }
}

/// Opens a device. A terminal is set to pass every byte unchanged.
fn device(path: &Path) -> io::Result<OwnedFd> {
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .custom_flags(O_NOCTTY | O_NONBLOCK)
        .open(path)?;
    if file.is_terminal() {
        let mut settings = tcgetattr(&file)?;
        cfmakeraw(&mut settings);
        tcsetattr(&file, SetArg::TCSANOW, &settings)?;
    }
    Ok(file.into())
}
