//! The end of the agent: by SIGTERM or SIGINT, or because it can serve no more clients.
//!
//! The signals are not blocked: processes that the agent starts would inherit that.

use std::io;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::{Handle, Signals};

/// The events that end the agent.
#[derive(Debug)]
pub(crate) struct Ends(Signals);

/// A handle that ends the agent from any thread.
#[derive(Debug, Clone)]
pub(crate) struct Stop(Handle);

impl Ends {
    /// Catches the signals. From now on they only end [`wait`](Self::wait).
    pub(crate) fn catch() -> io::Result<Self> {
        Signals::new([SIGTERM, SIGINT]).map(Self)
    }

    /// Returns a handle that ends the agent.
    pub(crate) fn stop(&self) -> Stop {
        Stop(self.0.handle())
    }

    /// Waits for the end. Returns `true` after a signal, `false` after a failure of the agent.
    pub(crate) fn wait(&mut self) -> bool {
        self.0.forever().next().is_some()
    }
}

impl Stop {
    /// Ends the wait, after a failure of the agent.
    pub(crate) fn failed(&self) {
        self.0.close();
    }
}
