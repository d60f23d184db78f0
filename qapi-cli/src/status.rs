//! The exit statuses of the commands.

/// The result of a command, as an exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// There is nothing to report.
    Fine = 0,
    /// The schema, the comparison or a message has errors.
    Errors = 1,
    /// The usage is wrong, or the input is unreadable.
    Trouble = 2,
}
