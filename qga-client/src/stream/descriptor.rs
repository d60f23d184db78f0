//! Streams of file descriptors: sockets, serial ports, pipes.

use std::io::{self, PipeReader, PipeWriter, Read as _, Write as _};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;
use std::time::Duration;

use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::unistd::{read, write};
use socket2::SockRef;

use super::{Halt, Progress, Stream};

/// A stream of a file descriptor.
///
/// ```no_run
/// use std::os::unix::net::UnixStream;
/// use qga_client::{Client, Descriptor, Options};
/// let stream = Descriptor::new(UnixStream::connect("/run/vm.qga")?)?;
/// let client = Client::over(stream, Options::default())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Descriptor {
    inner: OwnedFd,
    /// Becomes readable when somebody cancels.
    wake: Option<(PipeReader, Canceller)>,
}

impl Descriptor {
    /// Takes a descriptor over. It becomes non-blocking, for all that share it.
    ///
    /// # Errors
    /// The system refuses.
    pub fn new(descriptor: impl Into<OwnedFd>) -> io::Result<Self> {
        let inner = descriptor.into();
        set_nonblocking(&inner)?;
        Ok(Self { inner, wake: None })
    }

    /// Returns the descriptor, still non-blocking.
    #[must_use]
    pub fn into_inner(self) -> OwnedFd {
        self.inner
    }

    /// Returns a handle that cancels requests from another thread.
    ///
    /// # Errors
    /// The process may open no more files.
    pub fn canceller(&mut self) -> io::Result<Canceller> {
        if let Some((_, canceller)) = &self.wake {
            return Ok(canceller.clone());
        }
        let (reader, writer) = io::pipe()?;
        set_nonblocking(&reader)?;
        set_nonblocking(&writer)?;
        let canceller = Canceller(Arc::new(writer));
        self.wake = Some((reader, canceller.clone()));
        Ok(canceller)
    }
}

/// Cancels requests of a blocking client, from any thread.
#[derive(Debug, Clone)]
pub struct Canceller(Arc<PipeWriter>);

impl Canceller {
    /// Cancels the current request, or else the next one. Several calls before that cancel one
    /// request.
    pub fn cancel(&self) {
        // A full pipe wakes the client as well.
        let _ = (&*self.0).write(&[0]);
    }
}

impl Stream for Descriptor {
    fn exchange(
        &mut self,
        outgoing: &[u8],
        incoming: &mut [u8],
        timeout: Option<Duration>,
    ) -> Result<Progress, Halt> {
        let mut wanted = PollFlags::POLLIN;
        wanted.set(PollFlags::POLLOUT, !outgoing.is_empty());
        let (ready, woken) = self.wait(wanted, timeout)?;
        if woken {
            return Err(Halt::Cancelled);
        }
        let mut progress = Progress::default();
        if ready.contains(PollFlags::POLLOUT) {
            progress.sent = unblocked(write(&self.inner, outgoing))?.unwrap_or(0);
        }
        // A peer that hung up may have left bytes to read.
        if ready.intersects(PollFlags::POLLIN | PollFlags::POLLHUP | PollFlags::POLLERR) {
            progress.received = match unblocked(read(&self.inner, incoming)) {
                Ok(received) => received,
                // Counts the sent bytes. The next exchange meets the error or the end again.
                Err(_) if progress.sent > 0 => None,
                Err(error) => return Err(error.into()),
            };
        }
        Ok(progress)
    }
}

impl Descriptor {
    /// Returns the events of the stream, and whether the wait was cancelled.
    fn wait(
        &self,
        wanted: PollFlags,
        timeout: Option<Duration>,
    ) -> Result<(PollFlags, bool), Halt> {
        let mut fds = vec![PollFd::new(self.inner.as_fd(), wanted)];
        if let Some((reader, _)) = &self.wake {
            fds.push(PollFd::new(reader.as_fd(), PollFlags::POLLIN));
        }
        match poll(&mut fds, milliseconds(timeout)) {
            Ok(0) => return Err(Halt::Timeout),
            // A signal arrived. The caller waits again for the time that is left.
            Err(Errno::EINTR) => return Ok((PollFlags::empty(), false)),
            Err(error) => return Err(Halt::Failed(error.into())),
            Ok(_) => {}
        }
        let mut ready = fds
            .iter()
            .map(|fd| fd.revents().unwrap_or(PollFlags::empty()));
        let stream = ready.next().unwrap_or(PollFlags::empty());
        let woken = ready.next().is_some_and(|flags| !flags.is_empty());
        drop(ready);
        if woken && let Some((reader, _)) = &self.wake {
            // Reads everything at once, without waiting.
            let _ = (&mut &*reader).read(&mut [0; 4096]);
        }
        Ok((stream, woken))
    }
}

fn set_nonblocking(fd: &impl AsFd) -> io::Result<()> {
    // The call is `fcntl`, which accepts any descriptor.
    SockRef::from(fd).set_nonblocking(true)
}

/// Returns `None` if the call would have blocked.
fn unblocked(result: nix::Result<usize>) -> io::Result<Option<usize>> {
    match result {
        Ok(count) => Ok(Some(count)),
        Err(Errno::EAGAIN | Errno::EINTR) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Rounds up, so that a wait does not end early.
pub(super) fn milliseconds(timeout: Option<Duration>) -> PollTimeout {
    let Some(timeout) = timeout else {
        return PollTimeout::NONE;
    };
    let rounded = timeout.as_nanos().div_ceil(1_000_000);
    PollTimeout::try_from(rounded).unwrap_or(PollTimeout::MAX)
}
