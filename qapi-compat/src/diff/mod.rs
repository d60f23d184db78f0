//! Compares two schemas, and finds changes that break clients.
//!
//! The comparison covers messages only. It starts from commands and events, and ignores the names
//! of types. Values that a client sends and values that it receives have opposite rules.
//!
//! ```
//! use qapi_compat::diff::{Level, compare};
//! use qapi_parser::{Edition, Memory, check};
//!
//! let read = |text: &str| {
//!     let outcome = check(&Memory::new().with("a.json", text), "a.json", Edition::Auto);
//!     outcome.ok().and_then(|outcome| outcome.schema).expect("a schema without errors")
//! };
//! let old = read("{ 'command': 'open', 'data': { 'path': 'str' } }");
//! let new = read("{ 'command': 'open', 'data': { 'path': 'str', 'mode': 'str' } }");
//! let comparison = compare(&old, &new);
//! let [finding] = &comparison.findings[..] else { panic!("one finding") };
//! assert_eq!(finding.rule.id, "argument-added-mandatory");
//! assert_eq!(finding.level, Level::Breaking);
//! assert_eq!(finding.path(), "command open / argument mode");
//! ```
//!
//! `walk` visits both schemas at once, each pair of types once. The modules of `rules` push a
//! `change` for each difference. `gather` makes [`Finding`]s of the changes, each with all commands
//! that it reaches. A [`Policy`] sets levels and accepts findings. `report` prints them.
//!
//! Changes over many releases are in [`history`](crate::history). This module reads no files: the
//! texts come from the schemas.

mod change;
mod finding;
mod gather;
mod level;
mod path;
mod policy;
mod report;
mod rule;
mod rules;
#[cfg(feature = "source")]
pub mod source;
mod view;
mod walk;

pub use finding::{Comparison, Definition, Finding, Place, Reach, ReachKind, Subject};
pub use level::{Level, UnknownLevel};
pub use policy::{Date, Policy, PolicyError};
pub use report::{GithubPaths, Human};
pub use rule::{Direction, Mirror, Program, Rule};
pub use rules::UnknownRule;
pub(crate) use rules::{TYPE_RENAMED, is_about_features};

use qapi_parser::schema::Schema;

use walk::Walk;

/// Compares two schemas. Findings are in the order of the schema's commands and events, then in
/// that of the walk.
///
/// The same schemas give the same findings, byte for byte. The cost is that of a walk through both
/// schemas, and for each pair of types with findings, that of a search for the commands that reach
/// it.
#[must_use]
pub fn compare(old: &Schema, new: &Schema) -> Comparison {
    let mut walk = Walk::new(old, new);
    let mut next = 0;
    // Rules append the nodes that they refer to.
    while let Some(subject) = walk.nodes.get(next).map(|node| node.subject) {
        match subject {
            walk::Subject::Root(root) => rules::compare_root(&mut walk, next, root),
            walk::Subject::Types(old, new, direction) => {
                rules::compare_types(&mut walk, next, old, new, direction);
            }
        }
        next += 1;
    }
    gather::gather(walk)
}
