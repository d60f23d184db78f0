//! How the agent is told to end: by SIGTERM or SIGINT.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

use nix::sys::signal::{SigSet, Signal, kill};
use nix::unistd::Pid;

/// Whether the end is a failure of the agent's own.
static FAILED: AtomicBool = AtomicBool::new(false);

/// The signals that end the agent, held back from now on in this thread and those that it starts.
#[derive(Debug)]
pub(crate) struct Ends(SigSet);

impl Ends {
    /// Holds the signals back. To be called before there are other threads.
    pub(crate) fn hold_back() -> io::Result<Self> {
        let mut set = SigSet::empty();
        set.add(Signal::SIGTERM);
        set.add(Signal::SIGINT);
        set.thread_block()?;
        Ok(Self(set))
    }

    /// Waits for one. Returns whether somebody wanted the agent to end: else it has failed.
    pub(crate) fn wait(&self) -> io::Result<bool> {
        self.0.wait()?;
        Ok(!FAILED.load(Ordering::Acquire))
    }
}

/// Has the waiting thread return, and say that the agent has failed.
pub(crate) fn end_with_failure() {
    FAILED.store(true, Ordering::Release);
    // A process may send itself any signal.
    let _ = kill(Pid::this(), Signal::SIGTERM);
}
