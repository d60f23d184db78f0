//! Names of types. They are not part of messages, but of generated code.

use qapi_parser::schema::{Definition, Schema};

use crate::diff::change::Site;
use crate::diff::rule::{Mirror, family};
use crate::diff::walk::Walk;

family! {
    TYPE_RENAMED = "type-renamed", Info, Either,
        Mirror::None("generated code has one type for both directions"),
        "a type has another name, or another one stands in its place",
        "Names of types are not on the wire, so no client that talks notices. Code that is generated from the schema \
         changes: what uses the type by name must be changed with it.";
}

/// Compares the names of two types with the same role in messages.
pub(super) fn compare<'s>(
    walk: &mut Walk<'s>,
    site: &Site<'s>,
    old: &'s Definition,
    new: &'s Definition,
) {
    // Implicit types have no name in generated code either.
    let named = old.is_explicit() && new.is_explicit();
    if named && old.name != new.name {
        let lacks = |schema: &Schema, name: &str| schema.lookup(name).is_none();
        let renamed = lacks(walk.new, &old.name) && lacks(walk.old, &new.name);
        let message = match renamed {
            true => format!("type '{}' is called '{}' now", old.name, new.name),
            false => format!("type '{}' stands in the place of '{}'", new.name, old.name),
        };
        walk.push(&TYPE_RENAMED, site.clone(), message);
    }
}
