//! The commands, one file each, and their shared reading of schemas and reporting.

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
