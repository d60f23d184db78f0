//! The envelopes around commands, replies and events. How they are framed in a stream is not told here.
//!
//! * Sending a command: [`Request`], a `Serialize`.
//! * Receiving one (feature `server`): `Incoming`, then its `arguments`.
//! * Sending a reply: [`Response`], a `Serialize`.
//! * Receiving anything from a server: [`Head`] says what it is and whose; then [`decode_response`], or
//!   [`decode`](crate::decode) of an [`EventMessage`].

mod event;
mod head;
#[cfg(feature = "server")]
mod incoming;
mod remote;
mod request;
mod response;

pub use self::event::EventMessage;
pub use self::head::{Head, Kind};
#[cfg(feature = "server")]
pub(crate) use self::incoming::Arguments;
#[cfg(feature = "server")]
pub use self::incoming::{Incoming, Rejected};
pub use self::remote::{ErrorClass, RemoteError};
pub use self::request::Request;
pub use self::response::{Response, decode_response};
