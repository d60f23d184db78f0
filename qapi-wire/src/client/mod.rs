//! The client's side of a connection, without I/O: bytes in, replies and events out.
//!
//! * [`Lines`] splits a stream into lines.
//! * [`AgentSession`] is for a peer that answers in turn, and sends nothing unasked. It begins with
//!   a sync, and syncs again after a request was given up.
//! * [`MachineSession`] is for a peer that sends a greeting and events, and answers by id. Some
//!   commands overtake others.
//! * [`Execute`], [`ExecuteAsync`] send a command and wait for its reply. Generated methods use
//!   them; asynchronous ones return an [`Execution`].
//!
//! This module contains no command names: the caller passes those that the protocol needs. It
//! measures no time either: the caller decides how long to wait.

mod agent;
mod error;
pub(crate) mod execute;
mod execution;
mod lines;
mod machine;
mod named;
mod outgoing;
mod silence;

pub use self::agent::{AgentEvent, AgentSession, SyncCommands};
pub use self::error::{NotReady, Violation};
pub use self::execute::{Execute, ExecuteAsync};
pub use self::execution::Execution;
pub use self::lines::{Line, Lines, MAX_LINE};
pub use self::machine::{Greeting, MachineEvent, MachineSession, RequestId};
