//! Connections of the kinds that agents listen on.

use std::fs::OpenOptions;
use std::io;
use std::net::{TcpStream, ToSocketAddrs as _};
use std::os::fd::{AsFd as _, AsRawFd as _, OwnedFd};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::thread;
use std::time::Duration;

use nix::errno::Errno;
use nix::fcntl::OFlag;
use nix::poll::{PollFd, PollFlags, poll};
use nix::sys::socket::{
    AddressFamily, SockFlag, SockType, SockaddrLike, UnixAddr, VsockAddr,
    connect as connect_socket, getsockopt, socket, sockopt::SocketError,
};
use nix::sys::termios::{SetArg, cfmakeraw, tcgetattr, tcsetattr};
use nix::unistd::isatty;

use super::descriptor::{Descriptor, milliseconds};
use crate::Address;
use crate::deadline::Deadline;

/// Connects, or opens.
pub(crate) fn connect(address: &Address, deadline: Deadline) -> io::Result<Descriptor> {
    match address {
        Address::Unix(path) => {
            let address = UnixAddr::new(path)?;
            Descriptor::new(socket_to(AddressFamily::Unix, &address, deadline)?)
        }
        Address::Tcp(address) => Descriptor::new(tcp(address, deadline)?),
        Address::Vsock { cid, port } => {
            let address = VsockAddr::new(*cid, *port);
            Descriptor::new(socket_to(AddressFamily::Vsock, &address, deadline)?)
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
            // Requests are small and each waits for its reply.
            stream.set_nodelay(true)?;
            break;
        }
    }
    result
}

/// How long to wait where a Unix socket has too many callers already; it does not tell when that changes.
const PAUSE: Duration = Duration::from_millis(10);

fn socket_to(
    family: AddressFamily,
    address: &dyn SockaddrLike,
    deadline: Deadline,
) -> io::Result<OwnedFd> {
    let flags = SockFlag::SOCK_CLOEXEC | SockFlag::SOCK_NONBLOCK;
    let fd = socket(family, SockType::Stream, flags, None)?;
    loop {
        match connect_socket(fd.as_raw_fd(), address) {
            Ok(()) => return Ok(fd),
            Err(Errno::EINPROGRESS) => break,
            Err(Errno::EAGAIN) if deadline.has_passed() => {
                return Err(io::ErrorKind::TimedOut.into());
            }
            Err(Errno::EAGAIN) => thread::sleep(PAUSE),
            Err(error) => return Err(error.into()),
        }
    }
    let mut fds = [PollFd::new(fd.as_fd(), PollFlags::POLLOUT)];
    loop {
        match poll(&mut fds, milliseconds(deadline.left())) {
            Ok(0) => return Err(io::ErrorKind::TimedOut.into()),
            Err(Errno::EINTR) => {}
            Err(error) => return Err(error.into()),
            Ok(_) => break,
        }
    }
    match getsockopt(&fd, SocketError)? {
        0 => Ok(fd),
        error => Err(io::Error::from_raw_os_error(error)),
    }
}

/// Opens a device; a terminal is set to pass every byte as it is.
fn device(path: &Path) -> io::Result<OwnedFd> {
    let flags = OFlag::O_NOCTTY | OFlag::O_NONBLOCK;
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .custom_flags(flags.bits())
        .open(path)?;
    if isatty(&file)? {
        let mut settings = tcgetattr(&file)?;
        cfmakeraw(&mut settings);
        tcsetattr(&file, SetArg::TCSANOW, &settings)?;
    }
    Ok(file.into())
}
