//! How the agent comes to its end: by SIGTERM or SIGINT, or because it can serve nobody any more.
//!
//! The signals are not blocked, as processes that the agent starts would inherit that.

use std::io;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::{Handle, Signals};

/// Waits for the end.
#[derive(Debug)]
pub(crate) struct Ends(Signals);

/// Brings the end about, from any thread.
#[derive(Debug, Clone)]
pub(crate) struct Stop(Handle);

impl Ends {
    /// From now on the signals do nothing but be waited for.
    pub(crate) fn catch() -> io::Result<Self> {
        Signals::new([SIGTERM, SIGINT]).map(Self)
    }

    /// What brings the end about.
    pub(crate) fn stop(&self) -> Stop {
        Stop(self.0.handle())
    }

    /// Waits. Returns whether a signal has come: else the agent has failed.
    pub(crate) fn wait(&mut self) -> bool {
        self.0.forever().next().is_some()
    }
}

impl Stop {
    /// Has the waiting thread return: the agent has failed.
    pub(crate) fn failed(&self) {
        self.0.close();
    }
}
