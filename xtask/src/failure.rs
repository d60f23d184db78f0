//! The error of a task.

/// The error of a task.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The arguments of the task are wrong.
    #[error("{0}")]
    Usage(String),
    /// The task ran and failed.
    #[error("{0}")]
    Failed(String),
}
