//! What can go wrong in a session. That a peer is gone or silent is for those to tell who do the I/O.

use std::fmt;

use crate::DecodeError;
use crate::message::RemoteError;

/// Why no request can be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum NotReady {
    /// The session is not in sync, or is busy with another request.
    Busy,
    /// The peer did not offer to run commands out of band.
    NoOutOfBand,
    /// The arguments cannot be written as JSON.
    NotJson(serde_json::Error),
}

impl fmt::Display for NotReady {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy => f.write_str("the session is not ready for a request"),
            Self::NoOutOfBand => f.write_str("the peer runs no commands out of band"),
            Self::NotJson(error) => write!(f, "the arguments cannot be written as JSON: {error}"),
        }
    }
}

impl std::error::Error for NotReady {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotJson(error) => Some(error),
            _ => None,
        }
    }
}

impl From<serde_json::Error> for NotReady {
    fn from(error: serde_json::Error) -> Self {
        Self::NotJson(error)
    }
}

/// How a peer breaks the protocol.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Violation {
    /// A line is longer than the session's bound.
    TooLong,
    /// A line is no message.
    NotAMessage(DecodeError),
    /// The peer complains about something that it could not read; to which request that belongs it does not say.
    Complaint(RemoteError),
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => f.write_str("the reply is longer than allowed"),
            Self::NotAMessage(error) => write!(f, "the reply is not a message: {error:#}"),
            Self::Complaint(error) => write!(f, "the peer could not read the request: {error}"),
        }
    }
}

impl std::error::Error for Violation {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::TooLong => None,
            Self::NotAMessage(error) => Some(error),
            Self::Complaint(error) => Some(error),
        }
    }
}
