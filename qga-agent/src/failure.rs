//! Errors of commands, in words for people.

use std::fmt::Display;
use std::io;

use nix::errno::Errno;
use qapi_wire::message::RemoteError;

/// The error of a command. On the wire it is a `GenericError` with this text.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The operating system refused.
    #[error("{doing}: {}", reason(source))]
    System {
        /// The action that failed.
        doing: String,
        /// The system's error. It is printed, so it is not the source.
        r#source: io::Error,
    },
    /// An argument's value is out of its range.
    #[error("value '{value}' is invalid for argument {argument}")]
    Argument {
        /// The argument's name on the wire.
        argument: &'static str,
        /// The value.
        value: String,
    },
    /// A mode that `fopen()` does not know.
    #[error("invalid file open mode '{0}'")]
    Mode(String),
    /// A file of the system is not of its documented form.
    #[error("{file}: cannot make sense of '{content}'")]
    Form {
        /// Its path.
        file: String,
        /// The part in question.
        content: String,
    },
    /// A handle that does not exist, or is closed.
    #[error("handle '{0}' has not been found")]
    Handle(i64),
    /// A process that this agent did not start, or whose end it has reported.
    #[error("process '{0}' has not been found")]
    Process(i64),
    /// A limit of this agent is reached.
    #[error("there are already {limit} {what}")]
    TooMany {
        /// The limit.
        limit: usize,
        /// The limited things.
        what: &'static str,
    },
    /// The local time zone is unknown.
    #[error("cannot tell the local time zone: {0}")]
    TimeZone(String),
}

impl Failure {
    /// Returns a function for `map_err` that adds the action to the system's error.
    pub(crate) fn system<E: Into<io::Error>>(doing: impl Display) -> impl FnOnce(E) -> Self {
        let doing = doing.to_string();
        move |source| Self::System {
            doing,
            source: source.into(),
        }
    }

    /// Makes the error for an argument's value.
    pub(crate) fn argument(argument: &'static str, value: impl Display) -> Self {
        let value = value.to_string();
        Self::Argument { argument, value }
    }

    /// Makes the error for a file of the system.
    pub(crate) fn form(file: impl Display, content: impl Display) -> Self {
        Self::Form {
            file: file.to_string(),
            content: content.to_string(),
        }
    }
}

/// Returns the system's text of an error, without the number: peers compare the text.
fn reason(error: &io::Error) -> String {
    match error.raw_os_error() {
        Some(code) => Errno::from_raw(code).desc().to_owned(),
        None => error.to_string(),
    }
}

impl From<Failure> for RemoteError {
    fn from(failure: Failure) -> Self {
        Self::generic(failure.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_words_come_without_its_numbers() {
        let error = std::fs::File::open("/nowhere/at/all").unwrap_err();
        let failure = Failure::system("failed to open file")(error);
        assert_eq!(
            failure.to_string(),
            "failed to open file: No such file or directory"
        );
        let failure = Failure::system("failed")(io::Error::other("for a reason"));
        assert_eq!(failure.to_string(), "failed: for a reason");
    }
}
