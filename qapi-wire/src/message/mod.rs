//! The envelopes around commands, replies and events. They do not split a stream into messages.
//!
//! * To send a command: [`Request`], which is `Serialize`.
//! * To receive one (feature `server`): `Incoming`, then its `arguments`.
//! * To send a reply: [`Response`], which is `Serialize`.
//! * To receive a message from a server: [`Head`] has its kind and the id of its request; then
//!   [`decode_response`], or [`decode`](crate::decode) of an [`EventMessage`].

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
