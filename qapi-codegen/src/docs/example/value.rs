//! The values of commands in examples.

use qapi_parser::schema::{Builtin, EnumValue, Type, TypeId, TypeKind};

use super::scope::Scope;
use crate::code::Ident;
use crate::gate::Gate;
use crate::plan::{Arguments, Chosen, CommandShape, Field, ObjectShape, Place, Shape};

/// The depth to which objects are written out, and the number of members of each. Others are
/// variables.
const DEPTH: usize = 2;
const MEMBERS: usize = 3;

/// The width of a line of an example.
const WIDTH: usize = 80;

impl Scope<'_, '_> {
    /// Returns the value of a command.
    pub(in crate::docs) fn command(&mut self, shape: &CommandShape<'_>) -> Option<String> {
        let (plan, ident) = (self.plan, &shape.ident);
        let definition = &shape.command.definition;
        self.tested &= plan.gate(definition).is_open();
        self.import(plan.site(definition, Place::Commands), ident);
        match &shape.arguments {
            Arguments::Named(id) => {
                let data = self.object("arguments", *id, 0);
                Some(format!("{ident}({data})"))
            }
            Arguments::Members(object) => {
                let made = self.made(ident, object, 0)?;
                let optional = self.optional(object);
                let margin = if fits(made.len() + optional.len()) || optional.is_empty() {
                    ""
                } else {
                    "\n    "
                };
                Some(format!("{made}{margin}{optional}"))
            }
        }
    }

    /// Returns a call of `new`, or of the macro if there are several mandatory members.
    fn made(&mut self, ident: &Ident, object: &ObjectShape<'_>, depth: usize) -> Option<String> {
        if !self.plan.config.constructors {
            return None;
        }
        let mandatory: Vec<&Field<'_>> = (object.fields.iter())
            .filter(|field| !field.optional)
            .collect();
        let values: Vec<String> = (mandatory.iter())
            .map(|field| self.member(field, depth))
            .collect();
        let is_open = (object.fields.iter()).all(|field| self.gate(field).is_open());
        Some(match &*values {
            [] => format!("{ident}::new()"),
            [value] => {
                let line = format!("{ident}::new({value})");
                if depth > 0 || fits(line.len()) {
                    line
                } else {
                    format!("{ident}::new(\n    {value},\n)")
                }
            }
            values if is_open => {
                let (line, lines) = construction(ident, &mandatory, values);
                if depth > 0 || fits(line.len()) {
                    line
                } else {
                    lines
                }
            }
            // The macro does not support a `cfg` of a member.
            values => format!("{ident}::new({})", values.join(", ")),
        })
    }

    /// Returns a call of the constructor of the first branch with few arguments.
    fn branch(&mut self, ident: &Ident, object: &ObjectShape<'_>, depth: usize) -> Option<String> {
        let plan = self.plan;
        let mut parameters: Vec<String> = (object.fields.iter())
            .filter(|field| !field.optional)
            .map(|field| self.member(field, depth))
            .collect();
        let (variables, imports) = (self.variables.len(), self.imports.clone());
        let names = plan.branch_constructors(object);
        for (variant, name) in object.tag.iter().flat_map(|tag| &tag.variants).zip(&names) {
            let payload = match variant.payload.map(|id| (id, plan.wrapped(id))) {
                None => String::new(),
                Some((_, Some(data))) => self.member(data, depth),
                Some((id, None)) => self.object("branch", id, depth),
            };
            if variant.gate.is_open()
                && variant.features.is_empty()
                && self.variables.len() == variables
            {
                parameters.extend(Some(payload).filter(|it| !it.is_empty()));
                return Some(format!("{ident}::{name}({})", parameters.join(", ")));
            }
            self.variables.truncate(variables);
            self.imports.clone_from(&imports);
        }
        None
    }

    /// Returns a setter of an optional member, as an example of all.
    fn optional(&mut self, object: &ObjectShape<'_>) -> String {
        let mandatory = object.fields.iter().filter(|field| !field.optional).count();
        if !self.plan.config.setters || mandatory > 1 {
            return String::new();
        }
        let is_plain = |field: &&Field<'_>| {
            let member = field.member;
            field.optional
                && field.chosen.is_none()
                && member.features.is_empty()
                && member.condition.is_none()
                && matches!(
                    &self.plan.schema[member.ty].kind,
                    TypeKind::Builtin(
                        Builtin::Str
                            | Builtin::Bool
                            | Builtin::Int
                            | Builtin::Int64
                            | Builtin::Size
                    )
                )
        };
        let Some(field) = object.fields.iter().find(is_plain) else {
            return String::new();
        };
        let value = self.member(field, 0);
        format!(".with_{}({value})", field.ident.bare())
    }

    /// Returns the value of a member.
    fn member(&mut self, field: &Field<'_>, depth: usize) -> String {
        let member = field.member;
        self.tested &= self.gate(field).is_open();
        match &field.chosen {
            Some(Chosen::Bytes) => format!("b\"{}\"", member.name),
            Some(Chosen::Type(_)) => {
                self.tested = false;
                field.ident.to_string()
            }
            None => self.value(field.ident.bare(), &member.name, member.ty, depth),
        }
    }

    /// Returns a value of a type; `variable` is the name of a variable for it, `name` that of the
    /// member.
    fn value(&mut self, variable: &str, name: &str, ty: TypeId, depth: usize) -> String {
        match &self.plan.schema[ty].kind {
            TypeKind::Builtin(builtin) => match builtin {
                Builtin::Str => format!("{name:?}"),
                Builtin::Number => "1.0".to_owned(),
                Builtin::Bool => "true".to_owned(),
                Builtin::Any => "qapi_wire::Value::Null".to_owned(),
                Builtin::Null => "qapi_wire::Null".to_owned(),
                _ => "1".to_owned(),
            },
            TypeKind::Array(array) => {
                let before = self.variables.len();
                let mut element = self.value(variable, name, array.element, depth);
                if self.variables.len() > before {
                    self.variables.truncate(before);
                    return self.variable(variable, ty);
                }
                // The elements are not converted.
                match &self.plan.schema[array.element] {
                    Type {
                        kind: TypeKind::Builtin(Builtin::Str),
                        ..
                    } => element.push_str(".to_owned()"),
                    Type {
                        kind: TypeKind::Alternate(_),
                        definition,
                    } if element.starts_with('"') => {
                        let ident = self.plan.ident(array.element);
                        match ident.and_then(|ident| self.import_type(definition, ident)) {
                            Some(ident) => element = format!("{ident}::from({element})"),
                            None => return self.variable(variable, ty),
                        }
                    }
                    _ => {}
                }
                format!("vec![{element}]")
            }
            TypeKind::Enum(_) => {
                (self.enumerator(ty)).unwrap_or_else(|| self.variable(variable, ty))
            }
            TypeKind::Object(_) => self.object(variable, ty, depth),
            TypeKind::Alternate(_) => {
                (self.alternative(name, ty)).unwrap_or_else(|| self.variable(variable, ty))
            }
        }
    }

    /// Returns the first value of an enum that always exists.
    fn enumerator(&mut self, ty: TypeId) -> Option<String> {
        let (plan, definition) = (self.plan, &self.plan.schema[ty].definition);
        let (ident, shape) = (plan.ident(ty)?, plan.shape(ty)?);
        let Shape::Enum(shape) = shape else {
            return None;
        };
        let is_plain = |value: &EnumValue| value.condition.is_none() && value.features.is_empty();
        let value = shape.values.iter().find(|it| is_plain(it.value))?;
        self.import_type(definition, ident)?;
        Some(format!("{ident}::{}", value.ident))
    }

    /// Returns the first alternative that is a scalar. A string is converted to the alternate
    /// implicitly.
    fn alternative(&mut self, name: &str, ty: TypeId) -> Option<String> {
        let (plan, definition) = (self.plan, &self.plan.schema[ty].definition);
        let (ident, Some(Shape::Alternate(shape))) = (plan.ident(ty)?, plan.shape(ty)) else {
            return None;
        };
        let scalar = |id: TypeId| match &plan.schema[id].kind {
            TypeKind::Builtin(Builtin::Str) => Some(format!("{name:?}")),
            TypeKind::Builtin(Builtin::Bool) => Some("true".to_owned()),
            TypeKind::Builtin(builtin) => builtin.range().map(|_| "1".to_owned()),
            _ => None,
        };
        let mut open = shape.variants.iter().filter(|it| it.gate.is_open());
        let (variant, value) = open.find_map(|it| Some((&it.ident, scalar(it.payload?)?)))?;
        if value.starts_with('"') {
            return Some(value);
        }
        self.import_type(definition, ident)?;
        Some(format!("{ident}::{variant}({value})"))
    }

    /// Returns a small struct, or a variable.
    fn object(&mut self, variable: &str, ty: TypeId, depth: usize) -> String {
        let (plan, definition) = (self.plan, &self.plan.schema[ty].definition);
        let (Some(ident), Some(Shape::Object(object))) = (plan.ident(ty), plan.shape(ty)) else {
            return self.variable(variable, ty);
        };
        let mandatory = object.fields.iter().filter(|field| !field.optional).count();
        let is_small = depth < DEPTH && mandatory <= MEMBERS;
        let (variables, imports) = (self.variables.len(), self.imports.clone());
        if is_small && self.import_type(definition, ident).is_some() {
            let made = match &object.tag {
                Some(_) => self.branch(ident, object, depth + 1),
                None => self.made(ident, object, depth + 1),
            };
            if let Some(made) = made
                && self.variables.len() == variables
                && made.len() < WIDTH
            {
                return made;
            }
        }
        self.variables.truncate(variables);
        self.imports = imports;
        self.variable(variable, ty)
    }

    fn gate(&self, field: &Field<'_>) -> Gate {
        let member = field.member;
        (self.plan.presence).gate(member.condition.as_ref(), &member.features)
    }
}

/// Returns a struct expression with named members, on one line and on several.
fn construction(ident: &Ident, fields: &[&Field<'_>], values: &[String]) -> (String, String) {
    let members: Vec<String> = (fields.iter().zip(values))
        .map(|(field, value)| match field.ident.as_str() {
            name if name == value => value.clone(),
            name => format!("{name}: {value}"),
        })
        .collect();
    (
        format!("qapi_wire::new!({ident} {{ {} }})", members.join(", ")),
        format!(
            "qapi_wire::new!({ident} {{\n    {},\n}})",
            members.join(",\n    ")
        ),
    )
}

/// Returns whether a value of this length fits the line that names it.
fn fits(length: usize) -> bool {
    "let command = ;".len() + length <= WIDTH
}
