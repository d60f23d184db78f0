//! A walk over all conditions of a schema.

use super::condition::Condition;
use super::entity::Feature;
use super::resolved::Schema;
use super::types::TypeKind;

impl Schema {
    /// Returns every condition of the schema: those of definitions, members, values, branches and
    /// features.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let mut found = Found(Vec::new());
        for (_, ty) in self.types() {
            found.add(ty.definition.condition.as_ref(), &ty.definition.features);
        }
        for (_, command) in self.commands() {
            let definition = &command.definition;
            found.add(definition.condition.as_ref(), &definition.features);
        }
        for (_, event) in self.events() {
            let definition = &event.definition;
            found.add(definition.condition.as_ref(), &definition.features);
        }
        for (_, ty) in self.types() {
            found.add_parts(&ty.kind);
        }
        found.0.into_iter()
    }
}

/// The conditions found so far.
struct Found<'s>(Vec<&'s Condition>);

impl<'s> Found<'s> {
    fn add(&mut self, condition: Option<&'s Condition>, features: &'s [Feature]) {
        self.0.extend(condition);
        for feature in features {
            self.0.extend(&feature.condition);
        }
    }

    /// Adds the conditions of values, members and branches.
    fn add_parts(&mut self, kind: &'s TypeKind) {
        match kind {
            TypeKind::Enum(this) => {
                for value in &this.values {
                    self.add(value.condition.as_ref(), &value.features);
                }
            }
            TypeKind::Object(object) => {
                for member in &object.members {
                    self.add(member.condition.as_ref(), &member.features);
                }
                if let Some(branches) = &object.branches {
                    for branch in &branches.list {
                        self.add(branch.condition.as_ref(), &[]);
                    }
                }
            }
            TypeKind::Alternate(alternate) => {
                for branch in &alternate.branches {
                    self.add(branch.condition.as_ref(), &[]);
                }
            }
            TypeKind::Builtin(_) | TypeKind::Array(_) => {}
        }
    }
}
