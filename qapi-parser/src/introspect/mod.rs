//! The answer to `query-qmp-schema`: the wire format of a schema as a list of JSON objects, one per
//! entity.
//!
//! The entities, their members and their order are those of QEMU's own generator (qapi-code-gen,
//! "Client JSON Protocol introspection"). Commands and events come in the order of the schema, then
//! every type that one of them reaches, even through parts that a condition leaves out. Integer
//! types are all `int`, an array is its element's name in brackets, members of a base are those of
//! the object itself, and docs are absent.

mod info;
mod queue;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use rustc_hash::FxHashSet;

pub use self::info::{InfoKind, MemberInfo, SchemaInfo, VariantsInfo};
use self::queue::Queue;
use crate::names::Budget;
use crate::schema::{
    Alternate, Command, Condition, Definition, Entity, Enum, EnumValue, Event, Feature, Object,
    Schema, TypeId, TypeKind,
};

/// The options of an answer.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The values of configuration names; a name that is not listed is true.
    pub values: BTreeMap<String, bool>,
    /// `true` if types are numbered instead of named, as in QEMU, so that clients do not rely on
    /// names.
    pub mask: bool,
}

/// The error for configuration names that have a value, but that no condition of the schema
/// mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownNames(pub Vec<UnknownName>);

/// One of the [`UnknownNames`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    /// The name.
    pub name: String,
    /// The name in the schema that was probably meant.
    pub nearest: Option<String>,
}

impl UnknownNames {
    /// Checks that the schema mentions each name that has a value.
    ///
    /// # Errors
    /// Returns the names that it does not mention.
    pub fn check(schema: &Schema, values: &BTreeMap<String, bool>) -> Result<(), Self> {
        let mut known = FxHashSet::default();
        for condition in schema.conditions() {
            known.extend(condition.names());
        }
        let unknown = values.keys().filter(|name| !known.contains(name.as_str()));
        let free = known.iter().filter(|name| !values.contains_key(**name));
        let free: BTreeSet<&str> = free.copied().collect();
        let budget = Budget::default();
        let unknown = unknown.map(|name| UnknownName {
            name: name.clone(),
            nearest: (budget.nearest(name, free.iter().copied())).map(str::to_owned),
        });
        let unknown: Vec<UnknownName> = unknown.collect();
        if unknown.is_empty() {
            Ok(())
        } else {
            Err(Self(unknown))
        }
    }
}

impl std::error::Error for UnknownNames {}

impl fmt::Display for UnknownNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the schema mentions no configuration name ")?;
        for (index, UnknownName { name, nearest }) in self.0.iter().enumerate() {
            let comma = if index > 0 { ", " } else { "" };
            write!(f, "{comma}'{name}'")?;
            if let Some(nearest) = nearest {
                write!(f, " (did you mean '{nearest}'?)")?;
            }
        }
        Ok(())
    }
}

/// Returns the entities of the answer, in QEMU's order.
///
/// # Errors
/// Returns the names in [`Options::values`] that the schema does not mention.
pub fn introspect(schema: &Schema, options: &Options) -> Result<Vec<SchemaInfo>, UnknownNames> {
    UnknownNames::check(schema, &options.values)?;
    let mut walk = Walk {
        schema,
        options,
        queue: Queue::new(schema, options.mask),
        answer: Vec::new(),
    };
    for (_, module) in schema.modules() {
        for entity in &module.entities {
            match entity {
                Entity::Command(id) => walk.command(&schema[*id]),
                Entity::Event(id) => walk.event(&schema[*id]),
                Entity::Type(_) | Entity::Include { .. } => {}
            }
        }
    }
    while let Some(id) = walk.queue.next() {
        walk.ty(id);
    }
    Ok(walk.answer)
}

struct Walk<'a> {
    schema: &'a Schema,
    options: &'a Options,
    queue: Queue<'a>,
    answer: Vec<SchemaInfo>,
}

impl Walk<'_> {
    fn command(&mut self, command: &Command) {
        let empty = self.schema.empty_object();
        let kind = InfoKind::Command {
            arg_type: self.queue.name(command.arguments.unwrap_or(empty)),
            ret_type: self.queue.name(command.returns.unwrap_or(empty)),
            allow_oob: command.allow_oob,
        };
        self.push(
            &command.definition,
            command.definition.name.to_string(),
            kind,
        );
    }

    fn event(&mut self, event: &Event) {
        let data = event.arguments.unwrap_or(self.schema.empty_object());
        let kind = InfoKind::Event(self.queue.name(data));
        self.push(&event.definition, event.definition.name.to_string(), kind);
    }

    fn ty(&mut self, id: TypeId) {
        let ty = &self.schema[id];
        let name = self.queue.name(id);
        let kind = match &ty.kind {
            TypeKind::Builtin(builtin) => InfoKind::Builtin(builtin.json_kind()),
            TypeKind::Array(array) => InfoKind::Array(self.queue.name(array.element)),
            TypeKind::Enum(it) => InfoKind::Enum(self.values(it)),
            TypeKind::Object(object) => self.object(id, object),
            TypeKind::Alternate(alternate) => self.alternate(alternate),
        };
        if self.holds(self.schema.type_condition(id)) {
            self.push(&ty.definition, name, kind);
        }
    }

    fn values(&self, it: &Enum) -> Vec<MemberInfo> {
        let values = it.values.iter();
        let values = values.filter(|value| self.holds(value.condition.as_ref()));
        let member = |value: &EnumValue| MemberInfo {
            name: value.name.to_string(),
            ty: None,
            optional: false,
            features: self.features(&value.features),
        };
        values.map(member).collect()
    }

    fn object(&mut self, id: TypeId, object: &Object) -> InfoKind {
        let mut members = Vec::new();
        for (_, member) in self.schema.members(id) {
            let info = MemberInfo {
                name: member.name.to_string(),
                // The type of a member that is left out is reached, too.
                ty: Some(self.queue.name(member.ty)),
                optional: member.optional,
                features: self.features(&member.features),
            };
            if self.holds(member.condition.as_ref()) {
                members.push(info);
            }
        }
        let mut variants = None;
        if let Some(branches) = &object.branches {
            let mut cases = Vec::new();
            for branch in &branches.list {
                let case = (branch.name.to_string(), self.queue.name(branch.ty));
                if self.holds(branch.condition.as_ref()) {
                    cases.push(case);
                }
            }
            variants = Some(VariantsInfo {
                tag: branches.discriminator.to_string(),
                cases,
            });
        }
        InfoKind::Object { members, variants }
    }

    fn alternate(&mut self, alternate: &Alternate) -> InfoKind {
        let mut members = Vec::new();
        for branch in &alternate.branches {
            let member = self.queue.name(branch.ty);
            if self.holds(branch.condition.as_ref()) {
                members.push(member);
            }
        }
        InfoKind::Alternate(members)
    }

    fn push(&mut self, definition: &Definition, name: String, kind: InfoKind) {
        if self.holds(definition.condition.as_ref()) {
            self.answer.push(SchemaInfo {
                name,
                features: self.features(&definition.features),
                kind,
            });
        }
    }

    /// Returns the features whose condition holds; `None` if there are no features.
    fn features(&self, features: &[Feature]) -> Option<Vec<String>> {
        let here = features
            .iter()
            .filter(|feature| self.holds(feature.condition.as_ref()));
        (!features.is_empty()).then(|| here.map(|feature| feature.name.to_string()).collect())
    }

    fn holds(&self, condition: Option<&Condition>) -> bool {
        let value = |name: &str| Some(self.options.values.get(name).copied().unwrap_or(true));
        // Every name has a value.
        condition.is_none_or(|condition| condition.evaluate(&value).unwrap_or(true))
    }
}
