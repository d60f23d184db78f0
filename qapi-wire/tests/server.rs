//! A server's side, with commands written by hand as the generator writes them.
#![allow(unreachable_pub, missing_docs)] // as lenient as a crate that includes generated code
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // the tests' own functions

#[path = "server/commands.rs"]
mod commands;
#[path = "server/dispatch.rs"]
mod dispatch;
#[path = "server/framing.rs"]
mod framing;
#[path = "server/hostile.rs"]
mod hostile;
