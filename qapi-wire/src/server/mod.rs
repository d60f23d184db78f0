//! A server's side of a connection: bytes in, bytes out.
//!
//! ```text
//! bytes --Framer--> messages --Dispatcher--> a method of the generated trait --typed reply--> sink
//! ```
//!
//! A [`Framer`] finds messages by balanced JSON. A [`Dispatcher`] reads the envelope, asks [`Permit`] whether the
//! command may run, decodes the arguments strictly, calls the method, and writes the reply into an
//! [`io::Write`](std::io::Write) while it is encoded, so that it is never held as text. Wording, order of members and
//! escapes are those of QEMU's agents. All that is generated of a schema is a trait and the [`Commands`] that know it:
//!
//! ```ignore
//! // qapi_codegen::Builder::new("schema.json").emit([Emit::Server]) makes, of the commands that it is told:
//! pub trait Server {
//!     fn guest_ping(&mut self, arguments: GuestPing) -> Result<(), RemoteError>;
//!     fn guest_file_open(&mut self, arguments: GuestFileOpen) -> Result<i64, RemoteError>;
//! }
//! pub enum ServerCommands {} // implements `CommandTable`, and `Commands<S>` for each `S: Server`
//! ```
//!
//! and all that a server writes is its methods and a loop:
//!
//! ```ignore
//! impl Server for Agent { .. }
//! impl Permit for Agent {
//!     fn permit(&self, command: &'static CommandInfo) -> Result<(), RemoteError> { self.lists.permit(command) }
//! }
//!
//! let dispatcher = Dispatcher::<ServerCommands>::new();
//! let mut framer = Framer::default();
//! while framer.read_from(&mut stream)? > 0 {
//!     dispatcher.answer(&mut agent, &mut framer, &mut sink)?;
//!     sink.flush()?;
//! }
//! ```
//!
//! `guest-info` and its like are answered from [`CommandTable::COMMANDS`]: what is left out of the trait is
//! absent from it, and answers `CommandNotFound`.

mod call;
mod command;
mod dispatcher;
mod framer;
mod lists;
mod output;
mod wording;

pub use self::call::{Call, Outcome, Sink};
pub use self::command::{AsyncCommands, CommandInfo, CommandTable, Commands, Permit};
pub use self::dispatcher::Dispatcher;
pub use self::framer::{Frame, Framer, Limits};
pub use self::lists::Lists;

pub use crate::message::{ErrorClass, RemoteError};
