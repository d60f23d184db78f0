//! The places where a definition names a type, and which types may be there.

use crate::schema::DefinitionKind;

/// The place of a type's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Any type may be there.
    Value,
    /// The `data` of a command or event, or a union's branch: structs and unions may be there.
    Object,
    /// A base: structs may be there.
    Base,
}

impl Place {
    /// Returns whether a type that such a definition defines may be there.
    pub(super) fn allows(self, kind: DefinitionKind) -> bool {
        match kind {
            DefinitionKind::Struct => true,
            DefinitionKind::Union => self != Self::Base,
            _ => self == Self::Value,
        }
    }
}
