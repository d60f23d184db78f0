//! A server's side, with commands written by hand as the generator writes them.

mod commands;
mod dispatch;
mod framing;
mod hostile;
