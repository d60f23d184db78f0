//! A walk over all conditions of a schema.

use super::condition::Condition;
use super::entity::Feature;
use super::resolved::Schema;
use super::types::TypeKind;

/// The condition and the features of a part of a schema.
type Part<'s> = (Option<&'s Condition>, &'s [Feature]);

impl Schema {
    /// Returns every condition of the schema: those of definitions, members, values, branches and features.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let definitions = (self.types().map(|(_, ty)| &ty.definition))
            .chain(self.commands().map(|(_, command)| &command.definition))
            .chain(self.events().map(|(_, event)| &event.definition));
        let definitions = definitions.map(|it| (it.condition.as_ref(), &*it.features));
        let parts = self.types().flat_map(|(_, ty)| parts(&ty.kind));
        definitions.chain(parts).flat_map(|(condition, features)| {
            let features = features.iter().filter_map(|it| it.condition.as_ref());
            condition.into_iter().chain(features)
        })
    }
}

fn parts(kind: &TypeKind) -> Vec<Part<'_>> {
    match kind {
        TypeKind::Enum(this) => (this.values.iter())
            .map(|value| (value.condition.as_ref(), &*value.features))
            .collect(),
        TypeKind::Object(object) => {
            let members = object.members.iter();
            let members = members.map(|it| (it.condition.as_ref(), &*it.features));
            let branches = object.branches.iter().flat_map(|branches| &branches.list);
            let branches = branches.map(|branch| (branch.condition.as_ref(), [].as_slice()));
            members.chain(branches).collect()
        }
        TypeKind::Alternate(alternate) => (alternate.branches.iter())
            .map(|branch| (branch.condition.as_ref(), [].as_slice()))
            .collect(),
        TypeKind::Builtin(_) | TypeKind::Array(_) => Vec::new(),
    }
}
