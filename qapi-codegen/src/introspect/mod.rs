//! What `query-qmp-schema` answers: the wire of a schema as a list of JSON objects, one an entity.
//!
//! The entities, their members and their order are those of QEMU's own generator (qapi-code-gen, "Client JSON
//! Protocol introspection"): commands and events in the order of the schema, then every type that one of them
//! reaches, be it through something that a condition leaves out. Integer types are all `int`, an array is its element's name in
//! brackets, members of a base stand in the object itself, and docs are absent.
//!
//! Here lives the walk; what an answer is used for (a file, a server's reply) is the caller's matter.

mod queue;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use qapi_parser::schema::{
    Alternate, Command, Condition, Definition, Entity, Enum, Event, Feature, JsonKind, Object,
    Schema, TypeId, TypeKind,
};
use serde_json::{Map, Value, json};

use self::queue::Queue;
use crate::conditions::for_each_condition;

/// How an answer is made.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Which configuration names are on; a name that is not among them counts as on.
    pub values: BTreeMap<String, bool>,
    /// Number the types, as QEMU does to keep clients from relying on their names.
    pub mask: bool,
}

/// Configuration names that are given a value but that no condition of the schema mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownNames(pub Vec<String>);

impl std::error::Error for UnknownNames {}

impl fmt::Display for UnknownNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<String> = self.0.iter().map(|name| format!("'{name}'")).collect();
        write!(
            f,
            "the schema mentions no configuration name {}",
            names.join(", ")
        )
    }
}

/// The answer: `SchemaInfo` objects, the members of each in the order of the letters.
///
/// # Errors
/// Names in [`Options::values`] that the schema does not mention.
pub fn introspect(schema: &Schema, options: &Options) -> Result<Vec<Value>, UnknownNames> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for_each_condition(schema, |condition| known.extend(condition.names()));
    let unknown = options
        .values
        .keys()
        .filter(|name| !known.contains(name.as_str()));
    let unknown: Vec<String> = unknown.cloned().collect();
    if !unknown.is_empty() {
        return Err(UnknownNames(unknown));
    }
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
    answer: Vec<Value>,
}

impl Walk<'_> {
    fn command(&mut self, command: &Command) {
        let empty = self.schema.empty_object();
        let mut info = Map::new();
        info.insert(
            "arg-type".to_owned(),
            self.queue.name(command.arguments.unwrap_or(empty)),
        );
        info.insert(
            "ret-type".to_owned(),
            self.queue.name(command.returns.unwrap_or(empty)),
        );
        if command.allow_oob {
            info.insert("allow-oob".to_owned(), true.into());
        }
        let definition = &command.definition;
        self.push(definition, definition.name.as_ref().into(), "command", info);
    }

    fn event(&mut self, event: &Event) {
        let data = event.arguments.unwrap_or(self.schema.empty_object());
        let info = Map::from_iter([("arg-type".to_owned(), self.queue.name(data))]);
        self.push(
            &event.definition,
            event.definition.name.as_ref().into(),
            "event",
            info,
        );
    }

    fn ty(&mut self, id: TypeId) {
        let ty = &self.schema[id];
        let name = self.queue.name(id);
        let (meta, info) = match &ty.kind {
            TypeKind::Builtin(builtin) => {
                let kind = kind(builtin.json_kind());
                (
                    "builtin",
                    Map::from_iter([("json-type".to_owned(), kind.into())]),
                )
            }
            TypeKind::Array(array) => {
                let element = self.queue.name(array.element);
                (
                    "array",
                    Map::from_iter([("element-type".to_owned(), element)]),
                )
            }
            TypeKind::Enum(it) => ("enum", self.enumeration(it)),
            TypeKind::Object(object) => ("object", self.object(object)),
            TypeKind::Alternate(alternate) => ("alternate", self.alternate(alternate)),
        };
        if self.holds(self.schema.type_condition(id)) {
            self.push(&ty.definition, name, meta, info);
        }
    }

    fn enumeration(&self, it: &Enum) -> Map<String, Value> {
        let here = || {
            it.values
                .iter()
                .filter(|value| self.holds(value.condition.as_ref()))
        };
        let members = here().map(|value| {
            let member = Map::from_iter([("name".to_owned(), (*value.name).into())]);
            Value::Object(self.with_features(member, &value.features))
        });
        let names: Vec<Value> = here().map(|value| (*value.name).into()).collect();
        Map::from_iter([
            ("members".to_owned(), members.collect()),
            ("values".to_owned(), names.into()),
        ])
    }

    fn object(&mut self, object: &Object) -> Map<String, Value> {
        let mut members = Vec::new();
        for member in self.schema.all_members(object) {
            // Also of a member that is left out the type is reached.
            let mut info = Map::from_iter([
                ("name".to_owned(), (*member.name).into()),
                ("type".to_owned(), self.queue.name(member.ty)),
            ]);
            if member.optional {
                info.insert("default".to_owned(), Value::Null);
            }
            if self.holds(member.condition.as_ref()) {
                members.push(Value::Object(self.with_features(info, &member.features)));
            }
        }
        let mut info = Map::from_iter([("members".to_owned(), members.into())]);
        if let Some(branches) = &object.branches {
            let mut variants = Vec::new();
            for branch in &branches.list {
                let variant = json!({ "case": &*branch.name, "type": self.queue.name(branch.ty) });
                if self.holds(branch.condition.as_ref()) {
                    variants.push(variant);
                }
            }
            info.insert("tag".to_owned(), (*branches.discriminator).into());
            info.insert("variants".to_owned(), variants.into());
        }
        info
    }

    fn alternate(&mut self, alternate: &Alternate) -> Map<String, Value> {
        let mut members = Vec::new();
        for branch in &alternate.branches {
            let member = json!({ "type": self.queue.name(branch.ty) });
            if self.holds(branch.condition.as_ref()) {
                members.push(member);
            }
        }
        Map::from_iter([("members".to_owned(), members.into())])
    }

    fn push(
        &mut self,
        definition: &Definition,
        name: Value,
        meta: &str,
        mut info: Map<String, Value>,
    ) {
        if self.holds(definition.condition.as_ref()) {
            info.insert("name".to_owned(), name);
            info.insert("meta-type".to_owned(), meta.into());
            let info = self.with_features(info, &definition.features);
            self.answer.push(info.into());
        }
    }

    /// Adds features, if there are any; those that a condition leaves out leave an empty list behind, as in QEMU.
    fn with_features(
        &self,
        mut info: Map<String, Value>,
        features: &[Feature],
    ) -> Map<String, Value> {
        if !features.is_empty() {
            let here = features
                .iter()
                .filter(|feature| self.holds(feature.condition.as_ref()));
            let names: Vec<Value> = here.map(|feature| (*feature.name).into()).collect();
            info.insert("features".to_owned(), names.into());
        }
        info
    }

    fn holds(&self, condition: Option<&Condition>) -> bool {
        let value = |name: &str| Some(self.options.values.get(name).copied().unwrap_or(true));
        // Every name has a value.
        condition.is_none_or(|condition| condition.evaluate(&value).unwrap_or(true))
    }
}

/// A `JSONType` of QEMU's `qapi/introspect.json`.
fn kind(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::String => "string",
        JsonKind::Number => "number",
        JsonKind::Integer => "int",
        JsonKind::Boolean => "boolean",
        JsonKind::Null => "null",
        JsonKind::Object => "object",
        JsonKind::Array => "array",
        JsonKind::Value => "value",
    }
}
