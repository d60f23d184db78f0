//! The server's side of a connection: bytes in, bytes out.
//!
//! ```text
//! bytes --Framer--> messages --Dispatcher--> a method of the generated trait --typed reply--> sink
//! ```
//!
//! A [`Framer`] finds the messages. A [`Dispatcher`] reads the envelope, asks [`Permit`] whether
//! the command may run, decodes the arguments strictly, calls the method, and writes the reply to
//! an [`io::Write`](std::io::Write) while it is encoded, so that its text is never in memory as a
//! whole. Words, order of members and escapes are those of QEMU's agents. The code that is
//! generated from a schema is a trait, and the [`Commands`] that call it:
//!
//! ```ignore
//! // qapi_codegen::Builder::new("schema.json").emit([Emit::Server]) makes, for the chosen commands:
//! pub trait Server {
//!     fn guest_ping(&mut self, arguments: GuestPing) -> Result<(), RemoteError>;
//!     fn guest_file_open(&mut self, arguments: GuestFileOpen) -> Result<i64, RemoteError>;
//! }
//! pub enum ServerCommands {} // implements `CommandTable`, and `Commands<S>` for each `S: Server`
//! ```
//!
//! A server implements that trait, and runs a loop:
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
//! Commands such as `guest-info` can be answered from [`CommandTable::COMMANDS`]. A command that
//! the trait omits is not in it, and its reply is `CommandNotFound`.

mod call;
mod command;
mod commands;
mod dispatcher;
mod framer;
mod lists;
mod output;
mod wording;

pub use self::call::{Call, Outcome, Sink};
pub use self::command::{CommandInfo, CommandTable, Permit};
pub use self::commands::{AsyncCommands, Commands};
pub use self::dispatcher::Dispatcher;
pub use self::framer::{Frame, Framer, Limits};
pub use self::lists::Lists;

pub use crate::message::{ErrorClass, RemoteError};
