//! Why a task fails.

/// Why a task fails.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The task was called in a way that it does not know.
    #[error("{0}")]
    Usage(String),
    /// The task ran and failed.
    #[error("{0}")]
    Failed(String),
}
