//! The options of a client: its timeouts and limits.

use std::time::Duration;

use qapi_wire::client::MAX_LINE;

/// The options of a client. `Options::default()` fits most.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// The timeout of a request, including a sync that comes first, and of a connection: 30
    /// seconds.
    pub timeout: Duration,
    /// The time after which a sync without a reply is sent again: 3 seconds. An agent that starts
    /// while a client waits has never seen the first.
    pub sync_interval: Duration,
    /// The wait for an error if the schema promises no reply to success: 1 second.
    pub grace: Duration,
    /// The largest length of a reply in bytes: 128 MiB. Longer ones are dropped and are an error.
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
