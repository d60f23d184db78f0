//! The entities of an introspection answer, and their JSON.

use std::fmt::{self, Display};

use crate::schema::JsonKind;

/// An entity of the answer: `SchemaInfo` of QEMU's `qapi/introspect.json`.
///
/// `Display` writes it as one JSON object on one line, keys in alphabetical order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaInfo {
    /// The name of a command or an event, or the name of a type in the answer.
    pub name: String,
    /// The features; `None` if the schema lists none. Features whose condition does not hold are
    /// left out, so the list may be empty, as in QEMU.
    pub features: Option<Vec<String>>,
    /// The parts that depend on the kind of the entity.
    pub kind: InfoKind,
}

/// The kind of an entity, with its content in the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum InfoKind {
    /// A predefined type.
    Builtin(JsonKind),
    /// An enum, with its values.
    Enum(Vec<MemberInfo>),
    /// An array, with the name of its element's type.
    Array(String),
    /// A struct or a union.
    Object {
        /// The members, those of bases first.
        members: Vec<MemberInfo>,
        /// The discriminator and the branches of a union.
        variants: Option<VariantsInfo>,
    },
    /// An alternate, with the names of its branches' types.
    Alternate(Vec<String>),
    /// A command.
    Command {
        /// The name of the type of its arguments.
        arg_type: String,
        /// The name of the type that it returns.
        ret_type: String,
        /// `true` if it can be executed out of band.
        allow_oob: bool,
    },
    /// An event, with the name of the type of its data.
    Event(String),
}

/// A member of an object, or a value of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberInfo {
    /// The name on the wire.
    pub name: String,
    /// The name of its type; `None` for a value of an enum.
    pub ty: Option<String>,
    /// `true` if it may be absent.
    pub optional: bool,
    /// The features, as in [`SchemaInfo::features`].
    pub features: Option<Vec<String>>,
}

/// The discriminator and the branches of a union.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantsInfo {
    /// The name of the discriminator.
    pub tag: String,
    /// The values of the discriminator that have a branch, each with the name of the branch's type.
    pub cases: Vec<(String, String)>,
}

impl SchemaInfo {
    /// Returns the name of the entity's kind in the answer: its `meta-type`.
    fn meta_type(&self) -> &'static str {
        match self.kind {
            InfoKind::Builtin(_) => "builtin",
            InfoKind::Enum(_) => "enum",
            InfoKind::Array(_) => "array",
            InfoKind::Object { .. } => "object",
            InfoKind::Alternate(_) => "alternate",
            InfoKind::Command { .. } => "command",
            InfoKind::Event(_) => "event",
        }
    }
}

impl Display for SchemaInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut object = JsonObject::default();
        object.string("meta-type", self.meta_type());
        object.string("name", &self.name);
        object.features(self.features.as_deref());
        match &self.kind {
            InfoKind::Builtin(kind) => object.string("json-type", json_type(*kind)),
            InfoKind::Enum(values) => {
                object.list("members", values);
                object.list("values", values.iter().map(|value| Quoted(&value.name)));
            }
            InfoKind::Array(element) => object.string("element-type", element),
            InfoKind::Object { members, variants } => {
                object.list("members", members);
                if let Some(VariantsInfo { tag, cases }) = variants {
                    object.string("tag", tag);
                    let cases = cases.iter().map(|(case, ty)| {
                        let mut variant = JsonObject::default();
                        variant.string("case", case);
                        variant.string("type", ty);
                        variant
                    });
                    object.list("variants", cases);
                }
            }
            InfoKind::Alternate(types) => {
                let members = types.iter().map(|ty| {
                    let mut member = JsonObject::default();
                    member.string("type", ty);
                    member
                });
                object.list("members", members);
            }
            InfoKind::Command {
                arg_type,
                ret_type,
                allow_oob,
            } => {
                object.string("arg-type", arg_type);
                object.string("ret-type", ret_type);
                if *allow_oob {
                    object.value("allow-oob", &true);
                }
            }
            InfoKind::Event(arg_type) => object.string("arg-type", arg_type),
        }
        object.fmt(f)
    }
}

impl Display for MemberInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut object = JsonObject::default();
        object.string("name", &self.name);
        if let Some(ty) = &self.ty {
            object.string("type", ty);
        }
        if self.optional {
            object.value("default", &"null");
        }
        object.features(self.features.as_deref());
        object.fmt(f)
    }
}

/// A JSON object that is being built: its keys and values, sorted.
#[derive(Default)]
struct JsonObject(Vec<(&'static str, String)>);

impl JsonObject {
    fn value(&mut self, key: &'static str, value: &dyn Display) {
        let before = self.0.iter().take_while(|(other, _)| *other < key).count();
        self.0.insert(before, (key, value.to_string()));
    }

    fn string(&mut self, key: &'static str, text: &str) {
        self.value(key, &Quoted(text));
    }

    fn list<T: Display>(&mut self, key: &'static str, elements: impl IntoIterator<Item = T>) {
        let elements: Vec<String> = elements.into_iter().map(|it| it.to_string()).collect();
        self.value(key, &format_args!("[{}]", elements.join(",")));
    }

    fn features(&mut self, features: Option<&[String]>) {
        if let Some(names) = features {
            self.list("features", names.iter().map(|name| Quoted(name)));
        }
    }
}

impl Display for JsonObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (key, value)) in self.0.iter().enumerate() {
            let before = if index == 0 { '{' } else { ',' };
            write!(f, "{before}{}:{value}", Quoted(key))?;
        }
        f.write_str(if self.0.is_empty() { "{}" } else { "}" })
    }
}

/// A name as a JSON string. Names in schemas contain nothing that JSON escapes.
struct Quoted<'n>(&'n str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0)
    }
}

/// Returns the name of a `JSONType` of QEMU's `qapi/introspect.json`.
fn json_type(kind: JsonKind) -> &'static str {
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
