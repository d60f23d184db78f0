//! A JSON value against a type.

use qapi_parser::schema::{
    Alternate, Branches, Builtin, Enum, Feature, JsonKind, Object, Schema, TypeId, TypeKind,
};

use super::finding::{Finding, Level};
use super::json::Json;
use super::{Options, quoted};

/// Checks values; what it finds gathers in `findings`.
pub(super) struct Checker<'a> {
    pub(super) schema: &'a Schema,
    pub(super) options: &'a Options,
    /// Where the value stands; shorter again when its check ends.
    pub(super) path: String,
    pub(super) findings: Vec<Finding>,
}

impl<'a> Checker<'a> {
    pub(super) fn find(&mut self, level: Level, message: impl Into<String>) {
        self.findings.push(Finding {
            level,
            path: self.path.clone(),
            message: message.into(),
        });
    }

    fn error(&mut self, message: impl Into<String>) {
        self.find(Level::Error, message);
    }

    /// Does something with a path that is longer by `step`.
    pub(super) fn at(&mut self, step: &str, work: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        self.path.push_str(step);
        work(self);
        self.path.truncate(length);
    }

    fn expected(&mut self, what: &str, found: &Json) {
        self.error(format!("expected {what}, found {found}"));
    }

    /// Reports the use of what is deprecated or unstable, where that is asked for.
    pub(super) fn features(&mut self, features: &[Feature], what: &str) {
        for (name, asked) in [
            ("deprecated", self.options.deprecated),
            ("unstable", self.options.unstable),
        ] {
            if asked && features.iter().any(|feature| &*feature.name == name) {
                self.find(Level::Warning, format!("{what} is {name}"));
            }
        }
    }

    /// Checks a value. Recursion ends with the value, whose depth the JSON parser bounds.
    pub(super) fn value(&mut self, ty: TypeId, value: &Json) {
        let schema = self.schema;
        let ty = &schema[ty];
        match &ty.kind {
            TypeKind::Builtin(builtin) => self.builtin(*builtin, value),
            TypeKind::Enum(values) => self.enumeration(values, value),
            TypeKind::Array(array) => match value {
                Json::Array(elements) => {
                    for (index, element) in elements.iter().enumerate() {
                        self.at(&format!("[{index}]"), |this| {
                            this.value(array.element, element)
                        });
                    }
                }
                other => self.expected("an array", other),
            },
            TypeKind::Object(object) => {
                self.features(&ty.definition.features, "the type");
                match value {
                    Json::Object(members) => self.object(object, members, true),
                    other => self.expected("an object", other),
                }
            }
            TypeKind::Alternate(alternate) => {
                self.features(&ty.definition.features, "the type");
                self.alternate(alternate, value);
            }
        }
    }

    fn builtin(&mut self, builtin: Builtin, value: &Json) {
        let range = match builtin {
            Builtin::Str => return self.kind(matches!(value, Json::String(_)), "a string", value),
            Builtin::Bool => return self.kind(matches!(value, Json::Bool(_)), "a boolean", value),
            Builtin::Null => return self.kind(matches!(value, Json::Null), "null", value),
            Builtin::Number => {
                let fits = matches!(value, Json::Integer(_) | Json::Number(_));
                return self.kind(fits, "a number", value);
            }
            Builtin::Any => {
                return self.find(
                    Level::Note,
                    "the schema allows any value here, and says no more",
                );
            }
            Builtin::Int8 => i8::MIN.into()..=i8::MAX.into(),
            Builtin::Int16 => i16::MIN.into()..=i16::MAX.into(),
            Builtin::Int32 => i32::MIN.into()..=i32::MAX.into(),
            Builtin::Int | Builtin::Int64 => i64::MIN.into()..=i64::MAX.into(),
            Builtin::Uint8 => 0..=u8::MAX.into(),
            Builtin::Uint16 => 0..=u16::MAX.into(),
            Builtin::Uint32 => 0..=u32::MAX.into(),
            Builtin::Uint64 | Builtin::Size => 0..=u64::MAX.into(),
        };
        match value {
            Json::Integer(number) if range.contains(number) => {}
            // QEMU's input visitor takes them modulo 2^64.
            Json::Integer(number @ ..0) if *range.end() == i128::from(u64::MAX) => {
                self.find(
                    Level::Warning,
                    format!("{number} is taken for compatibility only: the type has no sign"),
                );
            }
            Json::Integer(number) => {
                let (least, most) = (range.start(), range.end());
                self.error(format!("{number} is not between {least} and {most}"));
            }
            other => self.expected("an integer", other),
        }
    }

    fn kind(&mut self, fits: bool, what: &str, value: &Json) {
        if !fits {
            self.expected(what, value);
        }
    }

    fn enumeration(&mut self, values: &Enum, value: &Json) {
        let Json::String(text) = value else {
            return self.expected("a string", value);
        };
        match values.values.iter().find(|value| *value.name == **text) {
            Some(value) => self.features(&value.features, &format!("the value '{text}'")),
            None => {
                let names = quoted(values.values.iter().map(|value| &*value.name));
                self.error(format!("expected one of {names}, found {value}"));
            }
        }
    }

    /// Checks an object's members. Where the object is not `closed`, the schema does not list all.
    pub(super) fn object(&mut self, object: &'a Object, given: &[(String, Json)], closed: bool) {
        let Some(known) = self.members(object, given) else {
            return;
        };
        for (name, _) in given {
            if known.contains(&name.as_str()) {
                continue;
            }
            let step = format!(".{name}");
            self.at(&step, |this| {
                if closed {
                    this.error("no such member");
                } else {
                    this.find(
                        Level::Note,
                        "the schema does not list it, and cannot judge it ('gen': false)",
                    );
                }
            });
        }
    }

    /// Checks the members that an object has, its branch's included, and tells their names; `None` where
    /// the discriminator is wrong, so that nobody knows what else may be there.
    fn members(&mut self, object: &'a Object, given: &[(String, Json)]) -> Option<Vec<&'a str>> {
        let mut known = Vec::new();
        let mut next = Some(object);
        // A branch may be a union, but never contains the union that it is a branch of, so this ends.
        while let Some(object) = next {
            for member in self.schema.all_members(object) {
                known.push(&*member.name);
                let step = format!(".{}", member.name);
                match given.iter().find(|(name, _)| *name == *member.name) {
                    Some((_, value)) => self.at(&step, |this| {
                        this.features(&member.features, "the member");
                        this.value(member.ty, value);
                    }),
                    None if member.optional => {}
                    None => self.error(format!("the member '{}' is missing", member.name)),
                }
            }
            next = match &object.branches {
                Some(branches) => Some(self.branch(branches, given)?),
                None => None,
            };
        }
        Some(known)
    }

    fn branch(&self, branches: &Branches, given: &[(String, Json)]) -> Option<&'a Object> {
        let (_, tag) = given
            .iter()
            .find(|(name, _)| *name == *branches.discriminator)?;
        let Json::String(tag) = tag else { return None };
        let branch = branches.list.iter().find(|branch| *branch.name == **tag)?;
        match &self.schema[branch.ty].kind {
            TypeKind::Object(object) => Some(object),
            _ => None,
        }
    }

    fn alternate(&mut self, alternate: &Alternate, value: &Json) {
        let kinds: &[JsonKind] = match value {
            Json::Null => &[JsonKind::Null],
            Json::Bool(_) => &[JsonKind::Boolean],
            Json::Integer(_) => &[JsonKind::Integer, JsonKind::Number],
            Json::Number(_) => &[JsonKind::Number],
            Json::String(_) => &[JsonKind::String],
            Json::Array(_) => &[JsonKind::Array],
            Json::Object(_) => &[JsonKind::Object],
        };
        let kind = |ty: TypeId| self.schema[ty].kind.json_kind();
        let branches = &alternate.branches;
        let branch = kinds
            .iter()
            .find_map(|wanted| branches.iter().find(|branch| kind(branch.ty) == *wanted));
        match branch {
            Some(branch) => self.value(branch.ty, value),
            None => {
                let kinds: Vec<&str> = branches
                    .iter()
                    .map(|branch| article(kind(branch.ty)))
                    .collect();
                let kinds = kinds.join(" or ");
                self.expected(&kinds, value);
            }
        }
    }
}

fn article(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::String => "a string",
        JsonKind::Number => "a number",
        JsonKind::Integer => "an integer",
        JsonKind::Boolean => "a boolean",
        JsonKind::Null => "null",
        JsonKind::Array => "an array",
        JsonKind::Object => "an object",
        JsonKind::Value => "any value",
    }
}
