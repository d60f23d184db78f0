//! The entities of an answer, read leniently: those of a newer peer may have more members.

use std::collections::HashMap;

use serde_json::Value;

use crate::JsonKind;

/// The entities of an answer, by name.
#[derive(Debug, Clone)]
pub(super) struct Entities(pub(super) HashMap<String, Entity>);

impl Entities {
    pub(super) fn get(&self, name: &str) -> Option<&Entity> {
        self.0.get(name)
    }

    pub(super) fn kind(&self, name: &str) -> Option<&Kind> {
        self.get(name).map(|entity| &entity.kind)
    }
}

/// A command, an event or a type.
#[derive(Debug, Clone)]
pub(super) struct Entity {
    pub(super) features: Vec<String>,
    pub(super) kind: Kind,
}

/// The kind of an entity. Other types are given by name.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    Builtin(JsonType),
    Enum(Vec<String>),
    Array(String),
    Object(Object),
    Alternate(Vec<String>),
    Command {
        arguments: String,
        reply: String,
        out_of_band: bool,
    },
    Event,
    /// A kind that this crate does not know.
    Other,
}

/// The values of a predefined type.
#[derive(Debug, Clone, Copy)]
pub(super) enum JsonType {
    /// The values of a kind.
    Kind(JsonKind),
    /// All values, or those of a type that this crate does not know.
    Any,
}

/// The members of an object, those of its base included, and its branches.
#[derive(Debug, Clone)]
pub(super) struct Object {
    pub(super) members: Vec<Member>,
    /// The discriminator.
    pub(super) tag: Option<String>,
    pub(super) branches: Vec<Branch>,
}

impl Object {
    pub(super) fn member(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.name == name)
    }
}

#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) ty: String,
    pub(super) optional: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Branch {
    pub(super) case: String,
    pub(super) ty: String,
}

/// Reads an entity and its name from a value; `None` if the value is not an entity.
pub(super) fn read(value: &Value) -> Option<(String, Entity)> {
    let kind = match text(value, "meta-type")?.as_str() {
        "builtin" => Kind::Builtin(json_type(&text(value, "json-type")?)),
        "enum" => Kind::Enum(values(value)?),
        "array" => Kind::Array(text(value, "element-type")?),
        "object" => Kind::Object(Object {
            members: each(value, "members", member)?,
            tag: text(value, "tag"),
            branches: each(value, "variants", branch).unwrap_or_default(),
        }),
        "alternate" => Kind::Alternate(each(value, "members", |it| text(it, "type"))?),
        "command" => Kind::Command {
            arguments: text(value, "arg-type")?,
            reply: text(value, "ret-type")?,
            out_of_band: value.get("allow-oob").and_then(Value::as_bool) == Some(true),
        },
        "event" => Kind::Event,
        _ => Kind::Other,
    };
    let features = each(value, "features", string).unwrap_or_default();
    Some((text(value, "name")?, Entity { features, kind }))
}

fn json_type(name: &str) -> JsonType {
    match name {
        "string" => JsonType::Kind(JsonKind::String),
        "number" => JsonType::Kind(JsonKind::Number),
        "int" => JsonType::Kind(JsonKind::Integer),
        "boolean" => JsonType::Kind(JsonKind::Boolean),
        "null" => JsonType::Kind(JsonKind::Null),
        _ => JsonType::Any,
    }
}

/// Reads the values of an enum: objects since QEMU 6.2, names in earlier releases; later ones may
/// have both.
fn values(value: &Value) -> Option<Vec<String>> {
    each(value, "members", |it| text(it, "name")).or_else(|| each(value, "values", string))
}

fn member(value: &Value) -> Option<Member> {
    Some(Member {
        name: text(value, "name")?,
        ty: text(value, "type")?,
        // Only an optional member has a default. It is always `null`.
        optional: value.get("default").is_some(),
    })
}

fn branch(value: &Value) -> Option<Branch> {
    Some(Branch {
        case: text(value, "case")?,
        ty: text(value, "type")?,
    })
}

fn each<T>(value: &Value, name: &str, read: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.get(name)?.as_array()?.iter().map(read).collect()
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(string)
}

fn string(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}
