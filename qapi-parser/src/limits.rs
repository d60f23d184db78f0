//! The bounds of what is read: generous, and an error with a place where one is passed.
//!
//! QMP's schema of QEMU 10.2 has 46 files, 0.8 MB, nests six deep, and its longest name has 44 letters.

/// How deep objects and arrays may nest in one expression.
pub const NESTING: usize = 128;
/// How many files a schema may have.
pub const FILES: usize = 10_000;
/// How many bytes all files may have together.
pub const TOTAL_BYTES: usize = 1 << 30;
/// How many bytes a name may have.
pub const NAME_BYTES: usize = 1024;
/// How many diagnostics a run reports.
pub const FINDINGS: usize = 1_000_000;
/// How many names a run compares with wrong ones, to say what was meant.
pub(crate) const COMPARISONS: usize = 200_000;
/// How many members and branches all objects may have together. What an object has by its base counts
/// again, and so does what a union has by its branches, however deep: what n definitions of one line
/// each say can be n² members. QMP's has some four thousand.
pub const CONTAINED: usize = 1 << 22;
/// How many bases an object may have, one behind the other.
pub const BASES: usize = 256;
