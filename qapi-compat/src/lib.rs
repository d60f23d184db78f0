//! Compares QAPI schemas with each other and with recorded messages.
//!
//! * [`diff`] compares two schemas, and finds changes that affect clients.
//! * [`history`] lists the additions, changes and removals of a schema's releases.
//! * [`validate`] checks recorded messages against a schema.
//!
//! ```
//! use qapi_compat::diff::{Level, compare};
//! use qapi_parser::{Edition, Memory, check};
//!
//! let schema = |text: &str| {
//!     let outcome = check(&Memory::new().with("s.json", text), "s.json", Edition::Auto);
//!     outcome.ok().and_then(|outcome| outcome.schema)
//! };
//! let old = schema("{ 'command': 'stop' } { 'command': 'cont' }").unwrap();
//! let new = schema("{ 'command': 'stop' }").unwrap();
//!
//! let comparison = compare(&old, &new);
//! let finding = &comparison.findings[0];
//! assert_eq!((finding.rule.id, finding.rule.level), ("command-removed", Level::Breaking));
//! ```

pub mod diff;
pub mod history;
pub mod validate;
