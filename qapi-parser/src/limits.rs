//! The limits of the input. They are generous, and exceeding one is an error with a span.
//!
//! QMP's schema of QEMU 10.2 has 46 files, 0.8 MB, nests six deep, and its longest name has 44
//! letters.

/// The maximum nesting of objects and arrays in one expression.
pub const NESTING: usize = 128;
/// The maximum number of files of a schema.
pub const FILES: usize = 10_000;
/// The maximum number of bytes of all files together.
pub const TOTAL_BYTES: usize = 1 << 30;
/// The maximum number of bytes of a name.
pub const NAME_BYTES: usize = 1024;
/// The maximum number of diagnostics of a run.
pub const FINDINGS: usize = 1_000_000;
/// The maximum number of names that a run compares with wrong ones, to suggest a correction.
pub(crate) const COMPARISONS: usize = 200_000;
/// The maximum number of members and branches of all objects together. Members of a base count
/// again for each object, and so do those of a union's branches, at any depth: n definitions of one
/// line each can have n² members. QMP's schema has about four thousand.
pub const CONTAINED: usize = 1 << 22;
/// The maximum number of bases of an object, each the base of the one before.
pub const BASES: usize = 256;
