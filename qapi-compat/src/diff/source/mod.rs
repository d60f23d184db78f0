//! Compares the Rust code that is generated from two schemas, and finds changes that affect its
//! users.
//!
//! The code of both schemas must be generated with the same options. The rules for its public API
//! are those with a [`Rule::program`](super::Rule::program). Findings contain the Rust path and, if
//! it is known, the place in the schemas.
//!
//! ```
//! use qapi_compat::diff::source::{Version, compare};
//! use qapi_parser::{Edition, Memory, check};
//!
//! let read = |text: &str| {
//!     let outcome = check(&Memory::new().with("a.json", text), "a.json", Edition::Auto);
//!     outcome.ok().and_then(|outcome| outcome.schema).expect("a schema without errors")
//! };
//! let old = read("{ 'struct': 'Size', 'data': { 'width': 'int' } }");
//! let new = read("{ 'struct': 'Size', 'data': { '*width': 'int' } }");
//! let comparison = compare(
//!     Version { schema: &old, code: "pub struct Size { pub width: i64 }" },
//!     Version { schema: &new, code: "pub struct Size { pub width: Option<i64> }" },
//!     false,
//! )?;
//! assert_eq!(comparison.findings[0].rule.id, "field-type-changed");
//! assert_eq!(comparison.findings[0].path(), "Size::width");
//! # Ok::<_, qapi_compat::diff::source::SourceError>(())
//! ```
//!
//! `read` makes a surface of code, `rename` finds renamed items, `compare` and `functions` push
//! changes, `origin` finds their places in the schemas, and `fold` merges changes with one cause.

mod change;
mod compare;
mod comparer;
mod error;
mod fold;
mod functions;
mod origin;
mod read;
mod rename;
mod scope;
mod surface;
mod text;

use qapi_parser::schema::Schema;

use super::finding::{Comparison, Finding, Place, Reach, Subject};
use change::Role;
pub use error::SourceError;
use fold::{Placed, fold};
use origin::{Origin, Origins};
use rename::Renames;

/// A schema, and the code that is generated from it.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// The schema.
    pub schema: &'a Schema,
    /// The whole code, in one file.
    pub code: &'a str,
}

/// Compares generated code. Findings are in the order of their paths, the types first.
///
/// With `included`, the code is a part of its user's crate, by `include!` or as a module. There
/// `#[non_exhaustive]` has no effect, so that additions to a struct or an enum break literals and
/// matches.
///
/// # Errors
/// The code cannot be parsed.
pub fn compare(
    old: Version<'_>,
    new: Version<'_>,
    included: bool,
) -> Result<Comparison, SourceError> {
    let (before, after) = (read::read(old.code)?, read::read(new.code)?);
    let renames = Renames::of(&before, &after);
    let changes = compare::compare(&before, &after, &renames, included);
    let origins = (
        Origins::new(old.schema, &before),
        Origins::new(new.schema, &after),
    );
    let placed = changes.into_iter().map(|change| {
        let of = |origins: &Origins<'_>, path: Option<&String>, other: Option<&String>| {
            origins.of(path.or(other)?, &change.role)
        };
        Placed {
            old: of(&origins.0, change.old.as_ref(), change.new.as_ref()),
            new: of(&origins.1, change.new.as_ref(), change.old.as_ref()),
            change,
        }
    });
    let mut findings: Vec<Finding> = fold(placed.collect()).into_iter().map(finding).collect();
    let depth = |path: &str| path.contains("::");
    findings.sort_by_cached_key(|finding| {
        let name = finding
            .reaches
            .first()
            .map_or("", |reach| &reach.name)
            .to_owned();
        (
            depth(&name),
            name,
            std::cmp::Reverse(finding.level),
            finding.path().to_owned(),
        )
    });
    Ok(Comparison {
        subject: Subject::Source,
        old: old.schema.sources().clone(),
        new: new.schema.sources().clone(),
        findings,
        remarks: Vec::new(),
    })
}

fn finding(placed: Placed) -> Finding {
    let unstable = placed.origin().is_some_and(|origin| origin.unstable);
    let part = part(&placed);
    let Placed { change, old, new } = placed;
    let level = change.rule.level;
    let level = if unstable { level.lowered() } else { level };
    Finding {
        rule: change.rule,
        level,
        part,
        deprecated: old.as_ref().is_some_and(|origin| origin.deprecated),
        old: place(old.as_ref(), change.old.is_some()),
        new: place(new.as_ref(), change.new.is_some()),
        reaches: vec![Reach {
            kind: change.kind,
            name: change.item().to_owned(),
            path: change.path(),
            unstable,
            level,
            accepted: None,
        }],
        message: change.message,
        also: change.also,
        help: change.help,
    }
}

/// Returns the name of the part in the schema, or else in the code.
fn part(placed: &Placed) -> Option<String> {
    let in_schema = placed.origin().and_then(Origin::part);
    let in_code = match &placed.change.role {
        Role::Impl(_) => None,
        role => role.name(),
    };
    in_schema.or(in_code).map(str::to_owned)
}

fn place(origin: Option<&Origin>, present: bool) -> Place {
    origin.map_or(
        Place {
            span: None,
            exact: false,
            definition: None,
        },
        |origin| origin.place(present),
    )
}
