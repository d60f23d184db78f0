//! The definitions that list members.

use qapi_parser::schema::{Origin, Schema, TypeId};

/// Returns the name of the definition that lists a type's members: the type, or the command, event
/// or union that implies it.
pub(super) fn owner_name(schema: &Schema, id: TypeId) -> &str {
    match schema.object(id).map(|object| object.origin) {
        Some(Origin::CommandArguments(command)) => &schema[command].definition.name,
        Some(Origin::EventArguments(event)) => &schema[event].definition.name,
        Some(Origin::Base(union)) => schema[union].name(),
        _ => schema[id].name(),
    }
}
