//! Errors of a session. A connection that fails, and a peer that does not answer, are errors of the
//! caller's I/O.

use std::fmt;

use crate::DecodeError;
use crate::message::RemoteError;

/// The error for a request that cannot be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum NotReady {
    /// The session is not in sync, or waits for the reply to another request.
    Busy,
    /// The peer does not run commands out of band, or not this one.
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

impl std::error::Error for NotReady {}

impl From<serde_json::Error> for NotReady {
    fn from(error: serde_json::Error) -> Self {
        Self::NotJson(error)
    }
}

/// A violation of the protocol by the peer.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Violation {
    /// A line is longer than the session's limit.
    TooLong,
    /// A line is not a message.
    NotAMessage(DecodeError),
    /// The peer sends an error without an id: it could not read a request.
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

impl std::error::Error for Violation {}
