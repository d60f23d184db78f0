//! What becomes of an `if`: whether an item is generated, and what its docs say.
//!
//! Including all and evaluating are here. Emitting `#[cfg]` would be a third answer of [`Presence`]:
//! attributes instead of a yes or no.

use std::collections::{BTreeMap, BTreeSet};

use qapi_parser::schema::{Condition, Schema, TypeKind};

use crate::config::Conditions;

/// Answers whether an item that stands under a condition is generated.
#[derive(Debug)]
pub(crate) enum Presence<'a> {
    /// Every item is.
    All,
    /// An item is where its condition holds; every name of the schema has a value.
    Evaluated(&'a BTreeMap<String, bool>),
}

impl<'a> Presence<'a> {
    /// Makes the answers for a schema.
    ///
    /// # Errors
    /// The configuration names that lack a value, sorted.
    pub(crate) fn new(schema: &Schema, conditions: &'a Conditions) -> Result<Self, Vec<String>> {
        match conditions {
            Conditions::IncludeAll => Ok(Self::All),
            Conditions::Evaluate(values) => {
                let mut lacking = BTreeSet::new();
                for_each_condition(schema, |condition| {
                    lacking.extend(
                        condition
                            .names()
                            .into_iter()
                            .filter(|name| !values.contains_key(*name)),
                    );
                });
                if lacking.is_empty() {
                    Ok(Self::Evaluated(values))
                } else {
                    Err(lacking.into_iter().map(str::to_owned).collect())
                }
            }
        }
    }

    /// Whether an item with this condition is generated.
    pub(crate) fn of(&self, condition: Option<&Condition>) -> bool {
        match (self, condition) {
            (Self::All, _) | (_, None) => true,
            (Self::Evaluated(values), Some(condition)) => {
                // No name lacks a value, so this is never the fallback.
                condition
                    .evaluate(&|name| values.get(name).copied())
                    .unwrap_or(true)
            }
        }
    }

    /// What docs say of an item that is generated: nothing where the condition was evaluated.
    pub(crate) fn note(&self, condition: Option<&Condition>) -> Option<String> {
        match self {
            Self::All => condition.map(|condition| format!("Available if `{condition}`.")),
            Self::Evaluated(_) => None,
        }
    }
}

/// Calls `visit` for every condition of the schema: definitions', members', values', branches' and
/// features'.
fn for_each_condition<'a>(schema: &'a Schema, mut visit: impl FnMut(&'a Condition)) {
    let definitions = (schema.types().map(|(_, ty)| &ty.definition))
        .chain(schema.commands().map(|(_, command)| &command.definition))
        .chain(schema.events().map(|(_, event)| &event.definition));
    for definition in definitions {
        definition.condition.iter().for_each(&mut visit);
        definition
            .features
            .iter()
            .filter_map(|feature| feature.condition.as_ref())
            .for_each(&mut visit);
    }
    for (_, ty) in schema.types() {
        match &ty.kind {
            TypeKind::Enum(this) => {
                for value in &this.values {
                    value.condition.iter().for_each(&mut visit);
                    value
                        .features
                        .iter()
                        .filter_map(|feature| feature.condition.as_ref())
                        .for_each(&mut visit);
                }
            }
            TypeKind::Object(object) => {
                for member in &object.members {
                    member.condition.iter().for_each(&mut visit);
                    member
                        .features
                        .iter()
                        .filter_map(|feature| feature.condition.as_ref())
                        .for_each(&mut visit);
                }
                let branches = object.branches.iter().flat_map(|branches| &branches.list);
                branches
                    .filter_map(|branch| branch.condition.as_ref())
                    .for_each(&mut visit);
            }
            TypeKind::Alternate(alternate) => {
                alternate
                    .branches
                    .iter()
                    .filter_map(|branch| branch.condition.as_ref())
                    .for_each(&mut visit);
            }
            TypeKind::Builtin(_) | TypeKind::Array(_) => {}
        }
    }
}
