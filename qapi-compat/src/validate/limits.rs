//! The bounds of one message: generous, and an error with a place where one is passed.
//!
//! QEMU itself takes tokens of 64 MiB, nested 1024 deep (qobject/json-streamer.c), and its guest agent returns as much as 48 MiB of
//! a file, in base64.

/// How deep objects and arrays may nest.
pub(super) const NESTING: usize = 1024;
/// How many bytes a message may have.
pub(super) const MESSAGE_BYTES: usize = 1 << 27;
/// How many values a message may have.
pub(super) const MESSAGE_VALUES: usize = 1 << 21;
/// How many bytes the requests may take that wait for their replies; later ones are forgotten.
pub(super) const PENDING_BYTES: usize = 1 << 27;
