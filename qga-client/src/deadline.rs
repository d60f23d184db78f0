//! Deadlines of waits.

use std::time::{Duration, Instant};

/// A point in time, or never.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Deadline(Option<Instant>);

impl Deadline {
    /// Returns the deadline after a duration, or never if the clock cannot represent it.
    pub(crate) fn after(duration: Duration) -> Self {
        Self(Instant::now().checked_add(duration))
    }

    /// Returns the earlier of this deadline and one after a duration.
    pub(crate) fn or_after(self, duration: Duration) -> Self {
        let other = Self::after(duration);
        match (self.0, other.0) {
            (Some(one), Some(another)) => Self(Some(one.min(another))),
            (one, another) => Self(one.or(another)),
        }
    }

    /// Returns the time that is left; `None` for ever.
    pub(crate) fn left(self) -> Option<Duration> {
        self.0
            .map(|at| at.saturating_duration_since(Instant::now()))
    }

    /// Returns whether the deadline has passed.
    pub(crate) fn has_passed(self) -> bool {
        self.left() == Some(Duration::ZERO)
    }
}
