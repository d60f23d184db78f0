//! The exit status.

/// The outcome of a command, and its exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    Fine = 0,
    Errors = 1,
    Trouble = 2,
}
