//! The client's side of a connection, without I/O: bytes go in and out, and what they mean comes out.
//!
//! * [`Lines`] cuts what arrives into lines.
//! * [`AgentSession`]: with a peer that says nothing first and answers in turn; it is brought in sync first, and again
//!   whenever a request was given up.
//! * [`MachineSession`]: with a peer that greets, sends events, and answers by id; some commands overtake others.
//! * [`Execute`], [`ExecuteAsync`]: what sends a command and waits. The methods that the generator makes stand
//!   on them.
//!
//! No name of a command stands here: those that the protocol itself needs are given by whoever makes a session. Time is
//! not known here either: who does the I/O decides how long to wait, and just stops waiting.

mod agent;
mod error;
mod execute;
mod lines;
mod machine;
mod named;
mod outgoing;

pub use self::agent::{AgentEvent, AgentSession, SyncCommands};
pub use self::error::{NotReady, Violation};
pub use self::execute::{Execute, ExecuteAsync};
pub use self::lines::{Line, Lines, MAX_LINE, SENTINEL};
pub use self::machine::{Greeting, MachineEvent, MachineSession, RequestId};
