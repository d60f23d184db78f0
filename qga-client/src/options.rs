//! How long a client waits, and what it accepts.

use std::time::Duration;

use qapi_wire::client::MAX_LINE;

/// How a client behaves. `Options::default()` is right for most.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// How long a request may take, a sync that comes first included: 30 seconds. Making a connection, too.
    pub timeout: Duration,
    /// How long the reply to a sync is waited for before it is begun anew: 3 seconds. An agent that starts while a
    /// client waits has never seen the first.
    pub sync_interval: Duration,
    /// How long a refusal is waited for where the schema promises no reply to success: 1 second.
    pub grace: Duration,
    /// How long a reply may be, in bytes: 128 MiB. Longer ones are dropped as they come, and are an error.
    pub max_line: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            sync_interval: Duration::from_secs(3),
            grace: Duration::from_secs(1),
            max_line: MAX_LINE,
        }
    }
}

impl Options {
    /// Sets [`timeout`](Self::timeout).
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets [`sync_interval`](Self::sync_interval).
    #[must_use]
    pub fn with_sync_interval(mut self, sync_interval: Duration) -> Self {
        self.sync_interval = sync_interval;
        self
    }

    /// Sets [`grace`](Self::grace).
    #[must_use]
    pub fn with_grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// Sets [`max_line`](Self::max_line).
    #[must_use]
    pub fn with_max_line(mut self, max_line: usize) -> Self {
        self.max_line = max_line;
        self
    }
}
