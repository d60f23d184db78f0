//! A struct to write.

use qapi_parser::schema::{Member, TypeId};

use super::types::Types;
use crate::code::{Ident, List};
use crate::docs::Docs;
use crate::gate::Gate;
use crate::plan::{Field, ObjectShape};

/// The input for the code of a struct.
pub(super) struct Object<'s, 'p, 'a> {
    pub(super) types: &'s Types<'p, 'a>,
    pub(super) docs: &'s Docs<'p, 'a>,
    /// The type; `None` for arguments.
    pub(super) id: Option<TypeId>,
    pub(super) ident: &'s Ident,
    /// The name in errors: that of the schema.
    pub(super) name: &'s str,
    pub(super) shape: &'s ObjectShape<'a>,
    /// The `cfg` of the struct.
    pub(super) gate: &'s Gate,
}

impl Object<'_, '_, '_> {
    /// Returns the `cfg` of a member.
    pub(super) fn gate_of(&self, member: &Member) -> Gate {
        (self.types.plan.presence).gate(member.condition.as_ref(), &member.features)
    }

    /// Returns the type of a field.
    pub(super) fn type_of(&self, field: &Field<'_>) -> String {
        let ty = self.types.of_field(self.id, field);
        if field.optional {
            self.types.option(&ty)
        } else {
            ty
        }
    }
}

/// Appends a field of a struct expression, in short form if its value has the field's name.
pub(super) fn push_initialised(fields: &mut List, gate: &str, field: &Ident, value: &str) {
    let field = field.as_str();
    if field == value {
        fields.push(&[gate, field]);
    } else {
        fields.push(&[gate, field, ": ", value]);
    }
}

/// Returns a struct expression.
pub(super) fn literal(path: &str, fields: &List) -> String {
    if fields.is_empty() {
        format!("{path} {{}}")
    } else {
        format!("{path} {{ {} }}", fields.as_ref())
    }
}
