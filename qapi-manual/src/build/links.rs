//! Links between entries: the definitions that each one uses.

use qapi_parser::schema::{Entity, Schema, TypeId, TypeKind};
use rustc_hash::{FxHashMap, FxHashSet};

/// Returns the entries that a definition names, directly or by implicit types, in the order of
/// their first mention.
pub(super) fn uses(
    schema: &Schema,
    entries: &FxHashMap<Entity, usize>,
    entity: Entity,
) -> Vec<usize> {
    let mut found = Vec::new();
    let mut seen = FxHashSet::default();
    // Types still to visit, the next one last.
    let mut open: Vec<TypeId> = match entity {
        Entity::Command(id) => {
            let command = &schema[id];
            command
                .returns
                .into_iter()
                .chain(command.arguments)
                .collect()
        }
        Entity::Event(id) => schema[id].arguments.into_iter().collect(),
        Entity::Type(id) => mentioned(schema, id),
        Entity::Include { .. } => Vec::new(),
    };
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        match entries.get(&Entity::Type(id)) {
            Some(entry) => found.push(*entry),
            None => open.extend(mentioned(schema, id)),
        }
    }
    found
}

/// Returns the types that a type's definition names, the first one last.
fn mentioned(schema: &Schema, id: TypeId) -> Vec<TypeId> {
    let mut list = match &schema[id].kind {
        TypeKind::Builtin(_) | TypeKind::Enum(_) => Vec::new(),
        TypeKind::Array(array) => vec![array.element],
        TypeKind::Alternate(alternate) => {
            let branches = alternate.branches.iter();
            branches.map(|branch| branch.ty).collect()
        }
        TypeKind::Object(object) => {
            let members = object.members.iter().map(|member| member.ty);
            let branches = object.branches.iter().flat_map(|branches| &branches.list);
            let branches = branches.map(|branch| branch.ty);
            object
                .base
                .into_iter()
                .chain(members)
                .chain(branches)
                .collect()
        }
    };
    list.reverse();
    list
}
