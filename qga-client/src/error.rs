//! Errors of requests.

use std::fmt;
use std::io;
use std::time::Duration;

use qapi_wire::DecodeError;
use qapi_wire::client::{NotReady, Violation};
use qapi_wire::message::RemoteError;

/// The error of a request. After all but [`Remote`](Self::Remote), the agent may or may not have
/// carried out the request.
///
/// The client stays usable after every error but [`Transport`](Self::Transport): the next request
/// begins with a sync.
///
/// An error prints its cause, so `source()` does not return it.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The connection cannot be made or failed, or the peer closed it (then of the kind
    /// `UnexpectedEof`).
    Transport {
        /// The command, or the address.
        what: String,
        /// The error of the connection.
        source: io::Error,
    },
    /// The peer breaks the protocol, or its reply is not of the schema's type.
    Protocol {
        /// The command.
        command: String,
        /// The error in the protocol.
        source: ProtocolError,
    },
    /// The agent refuses. Match the class: descriptions change from release to release.
    Remote {
        /// The command.
        command: String,
        /// Class and description.
        source: RemoteError,
    },
    /// The agent did not answer in time. A late reply is skipped.
    Timeout {
        /// The command, or the address.
        what: String,
        /// The time that the client waited.
        after: Duration,
    },
    /// A process in the guest did not end in time and is still running. The agent answers.
    StillRunning {
        /// Its process id in the guest.
        pid: i64,
        /// The time that the client waited.
        after: Duration,
    },
    /// The request was cancelled.
    Cancelled {
        /// The command.
        command: String,
    },
    /// An error of this side, such as of reading or writing a file.
    Local(io::Error),
}

/// An error in the protocol.
#[derive(Debug)]
#[non_exhaustive]
pub enum ProtocolError {
    /// The received line is not a reply.
    Violation(Violation),
    /// The reply is not of the schema's type.
    Decode(DecodeError),
    /// The request cannot be made.
    Request(NotReady),
    /// The agent did something other than what was asked.
    Behaviour(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport { what, source } => write!(f, "{what}: {source}"),
            // The error may name the command itself.
            Self::Protocol {
                command,
                source: ProtocolError::Decode(error),
            } if error.context() == Some(command) => error.fmt(f),
            Self::Protocol { command, source } => write!(f, "{command}: {source}"),
            Self::Remote { command, source } => write!(f, "{command}: {source}"),
            Self::Timeout { what, after } => {
                write!(f, "{what}: no answer within {} s", after.as_secs_f64())
            }
            Self::StillRunning { pid, after } => {
                write!(
                    f,
                    "process {pid} still runs after {} s",
                    after.as_secs_f64()
                )
            }
            Self::Cancelled { command } => write!(f, "{command}: cancelled"),
            Self::Local(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Local(error) => error.source(),
            _ => None,
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Local(error)
    }
}

impl fmt::Display for ProtocolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Violation(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Request(error) => error.fmt(f),
            Self::Behaviour(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for ProtocolError {}

impl From<Violation> for ProtocolError {
    fn from(error: Violation) -> Self {
        Self::Violation(error)
    }
}

impl From<DecodeError> for ProtocolError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

impl From<NotReady> for ProtocolError {
    fn from(error: NotReady) -> Self {
        Self::Request(error)
    }
}

impl Error {
    /// Returns the agent's error, if the agent refuses.
    #[must_use]
    pub fn remote(&self) -> Option<&RemoteError> {
        match self {
            Self::Remote { source, .. } => Some(source),
            _ => None,
        }
    }

    /// Returns whether the agent did not answer in time.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout { .. })
    }
}

/// An error without the name of its command.
#[derive(Debug)]
pub(crate) enum Fault {
    Transport(io::Error),
    Protocol(ProtocolError),
    Remote(RemoteError),
    Timeout,
    Cancelled,
}

impl Fault {
    /// Returns the error of a connection that the peer has closed.
    pub(crate) fn closed() -> Self {
        let text = "the agent has closed the connection";
        Self::Transport(io::Error::new(io::ErrorKind::UnexpectedEof, text))
    }

    /// Returns the error of a connection that cannot be made.
    pub(crate) fn connecting(source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::TimedOut => Self::Timeout,
            _ => Self::Transport(source),
        }
    }

    /// Adds the name of the command, and the time after which the client stops waiting.
    pub(crate) fn of(self, command: &str, after: Duration) -> Error {
        let command = command.to_owned();
        match self {
            Self::Transport(source) => Error::Transport {
                what: command,
                source,
            },
            Self::Protocol(source) => Error::Protocol { command, source },
            Self::Remote(source) => Error::Remote { command, source },
            Self::Timeout => Error::Timeout {
                what: command,
                after,
            },
            Self::Cancelled => Error::Cancelled { command },
        }
    }
}

impl<E: Into<ProtocolError>> From<E> for Fault {
    fn from(error: E) -> Self {
        Self::Protocol(error.into())
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    #[test]
    fn a_printed_cause_is_not_the_source() {
        let after = Duration::from_secs(1);
        let not_json = serde_json::from_str::<i64>("x").unwrap_err();
        let decoding = qapi_wire::decode::<i64>(b"null", qapi_wire::Mode::Strict).unwrap_err();
        for (fault, cause) in [
            (Fault::closed(), "the agent has closed the connection"),
            (Fault::from(decoding.clone()), "expected an integer"),
            (
                Fault::from(Violation::NotAMessage(decoding)),
                "expected an integer",
            ),
            (Fault::from(NotReady::NotJson(not_json)), "expected value"),
            (Fault::Remote(RemoteError::generic("no")), "no"),
        ] {
            let error = fault.of("guest-ping", after);
            assert!(error.to_string().starts_with("guest-ping: "), "{error}");
            assert!(error.to_string().contains(cause), "{error}");
            assert!(error.source().is_none(), "{error}");
        }
        let local = Error::from(io::Error::other("the disk is full"));
        assert_eq!(local.to_string(), "the disk is full");
        assert!(local.source().is_none());
    }
}
