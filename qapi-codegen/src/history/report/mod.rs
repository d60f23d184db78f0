//! Forms of a history, a file each.

mod json;
mod markdown;
