//! The bounds of messages: generous, and an error with a place where one is passed.
//!
//! QEMU itself takes tokens of 64 MiB, nested 1024 deep (qobject/json-streamer.c). Its guest agent
//! returns up to 48 MiB of a file, in base64.

/// The depth to which objects and arrays may nest.
pub(super) const NESTING: usize = 1024;
/// The bytes that a message may have.
pub(super) const MESSAGE_BYTES: usize = 1 << 27;
/// The values that a message may have.
pub(super) const MESSAGE_VALUES: usize = 1 << 21;
/// The bytes that requests without a reply may take. Later requests are not paired.
pub(super) const PENDING_BYTES: usize = 1 << 27;
