//! The commands, a file each, and what they share: how they read a schema and report on it.

pub(crate) mod check;
mod code;
pub(crate) mod completions;
mod count;
pub(crate) mod diff;
pub(crate) mod doc;
pub(crate) mod dump;
pub(crate) mod explain;
pub(crate) mod fmt;
pub(crate) mod generate;
pub(crate) mod history;
pub(crate) mod introspect;
mod read;
mod report;
mod source;
pub(crate) mod validate;
