//! The limits of messages. A message that exceeds one is an error with a position.
//!
//! QEMU itself accepts tokens of 64 MiB, nested 1024 deep (qobject/json-streamer.c). Its guest
//! agent returns up to 48 MiB of a file, in base64.

/// The maximum depth of nested objects and arrays.
pub(super) const NESTING: usize = 1024;
/// The maximum number of bytes of a message.
pub(super) const MESSAGE_BYTES: usize = 1 << 27;
/// The maximum number of values of a message.
pub(super) const MESSAGE_VALUES: usize = 1 << 21;
/// The maximum number of bytes of requests without a reply. Later requests are not paired.
pub(super) const PENDING_BYTES: usize = 1 << 27;
