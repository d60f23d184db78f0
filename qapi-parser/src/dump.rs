//! Dumps a schema as text: every entity and every doc comment, in the format that QEMU's own tests
//! of its front end compare (`tests/qapi-schema/*.out`).

use std::fmt::{self, Write};

use crate::schema::{
    Branch, Condition, Definition, Doc, Entity, Feature, Object, Schema, SectionKind, Type, TypeId,
    TypeKind,
};

/// Dumps a schema: its modules with their entities, then, if `docs`, its doc comments.
#[must_use]
pub fn dump(schema: &Schema, docs: bool) -> String {
    let mut dumper = Dumper {
        schema,
        out: String::new(),
    };
    // Writing to a string cannot fail.
    let _ = dumper.schema(docs);
    dumper.out
}

struct Dumper<'s> {
    schema: &'s Schema,
    out: String,
}

/// Returns `True` or `False`, as Python prints it.
fn python(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

impl<'s> Dumper<'s> {
    fn schema(&mut self, docs: bool) -> fmt::Result {
        let schema = self.schema;
        for (_, module) in schema.modules() {
            writeln!(self.out, "module {}", module.name)?;
            for entity in &module.entities {
                self.entity(*entity)?;
            }
        }
        if docs {
            for (_, doc) in schema.docs() {
                self.doc(doc)?;
            }
        }
        Ok(())
    }

    fn entity(&mut self, entity: Entity) -> fmt::Result {
        let schema = self.schema;
        match entity {
            Entity::Include { module, .. } => writeln!(self.out, "include {}", schema[module].name),
            Entity::Type(id) => self.ty(id, &schema[id]),
            Entity::Command(id) => {
                let command = &schema[id];
                let (arguments, returns) =
                    (self.name(command.arguments), self.name(command.returns));
                writeln!(
                    self.out,
                    "command {} {arguments} -> {returns}",
                    command.definition.name
                )?;
                let coroutine = if command.coroutine {
                    " coroutine=True"
                } else {
                    ""
                };
                writeln!(
                    self.out,
                    "    gen={} success_response={} boxed={} oob={} preconfig={}{coroutine}",
                    python(command.generate),
                    python(command.success_response),
                    python(command.boxed),
                    python(command.allow_oob),
                    python(command.allow_preconfig),
                )?;
                self.common(&command.definition)
            }
            Entity::Event(id) => {
                let event = &schema[id];
                writeln!(
                    self.out,
                    "event {} {}",
                    event.definition.name,
                    self.name(event.arguments)
                )?;
                writeln!(self.out, "    boxed={}", python(event.boxed))?;
                self.common(&event.definition)
            }
        }
    }

    fn name(&self, ty: Option<TypeId>) -> &'s str {
        let schema = self.schema;
        ty.map_or("None", |ty| schema[ty].name())
    }

    fn ty(&mut self, id: TypeId, ty: &Type) -> fmt::Result {
        let name = ty.name();
        match &ty.kind {
            TypeKind::Builtin(_) => return Ok(()),
            TypeKind::Array(array) => {
                // Arrays of builtin types always exist.
                if ty.definition.span.is_some() {
                    writeln!(self.out, "array {name} {}", self.name(Some(array.element)))?;
                    self.condition(self.schema.type_condition(id), 4)?;
                }
                return Ok(());
            }
            TypeKind::Enum(list) => {
                writeln!(self.out, "enum {name}")?;
                if let Some(prefix) = list.prefix.as_deref().filter(|prefix| !prefix.is_empty()) {
                    writeln!(self.out, "    prefix {prefix}")?;
                }
                for value in &list.values {
                    writeln!(self.out, "    member {}", value.name)?;
                    self.condition(value.condition.as_ref(), 8)?;
                    self.features(&value.features, 8)?;
                }
            }
            TypeKind::Object(object) => {
                writeln!(self.out, "object {name}")?;
                self.object(object)?;
            }
            TypeKind::Alternate(alternate) => {
                writeln!(self.out, "alternate {name}\n    tag type")?;
                self.branches(&alternate.branches)?;
            }
        }
        self.common(&ty.definition)
    }

    fn object(&mut self, object: &Object) -> fmt::Result {
        if object.base.is_some() {
            writeln!(self.out, "    base {}", self.name(object.base))?;
        }
        for member in &object.members {
            let (name, ty, optional) = (
                &member.name,
                self.schema[member.ty].name(),
                python(member.optional),
            );
            writeln!(self.out, "    member {name}: {ty} optional={optional}")?;
            self.condition(member.condition.as_ref(), 8)?;
            self.features(&member.features, 8)?;
        }
        if let Some(branches) = &object.branches {
            writeln!(self.out, "    tag {}", branches.discriminator)?;
            self.branches(&branches.list)?;
        }
        Ok(())
    }

    fn branches(&mut self, branches: &[Branch]) -> fmt::Result {
        for branch in branches {
            writeln!(
                self.out,
                "    case {}: {}",
                branch.name,
                self.schema[branch.ty].name()
            )?;
            self.condition(branch.condition.as_ref(), 8)?;
        }
        Ok(())
    }

    fn common(&mut self, definition: &Definition) -> fmt::Result {
        self.condition(definition.condition.as_ref(), 4)?;
        self.features(&definition.features, 4)
    }

    fn condition(&mut self, condition: Option<&Condition>, indent: usize) -> fmt::Result {
        let Some(condition) = condition else {
            return Ok(());
        };
        write!(self.out, "{:indent$}if ", "")?;
        match condition {
            Condition::Config(name) => self.out.push_str(name),
            tree => write_condition(&mut self.out, tree)?,
        }
        self.out.push('\n');
        Ok(())
    }

    fn features(&mut self, features: &[Feature], indent: usize) -> fmt::Result {
        for feature in features {
            writeln!(self.out, "{:indent$}feature {}", "", feature.name)?;
            self.condition(feature.condition.as_ref(), indent + 4)?;
        }
        Ok(())
    }

    fn doc(&mut self, doc: &Doc) -> fmt::Result {
        match &doc.symbol {
            Some(symbol) => writeln!(self.out, "doc symbol={symbol}")?,
            None => writeln!(self.out, "doc freeform")?,
        }
        writeln!(self.out, "    body=\n{}", doc.body())?;
        let rest = || doc.sections.iter().skip(1);
        for section in rest() {
            if let SectionKind::Member(name) = &section.kind {
                writeln!(self.out, "    arg={name}\n{}", section.text)?;
            }
        }
        for section in rest() {
            if let SectionKind::Feature(name) = &section.kind {
                writeln!(self.out, "    feature={name}\n{}", section.text)?;
            }
        }
        for section in rest() {
            let kind = match section.kind {
                SectionKind::Member(_) | SectionKind::Feature(_) => continue,
                SectionKind::Plain => "Plain",
                SectionKind::Returns => "Returns",
                SectionKind::Errors => "Errors",
                SectionKind::Since => "Since",
                SectionKind::Todo => "Todo",
                SectionKind::Note => "Note",
                SectionKind::Example => "Example",
            };
            writeln!(self.out, "    section={kind}\n{}", section.text)?;
        }
        Ok(())
    }
}

/// Writes a condition as Python prints the expression.
fn write_condition(out: &mut String, condition: &Condition) -> fmt::Result {
    let mut list = |word: &str, list: &[Condition]| {
        write!(out, "{{'{word}': [")?;
        for (index, one) in list.iter().enumerate() {
            out.push_str(if index > 0 { ", " } else { "" });
            write_condition(out, one)?;
        }
        out.write_str("]}")
    };
    match condition {
        Condition::Config(name) => write!(out, "'{name}'"),
        Condition::All(all) => list("all", all),
        Condition::Any(any) => list("any", any),
        Condition::Not(inner) => {
            out.push_str("{'not': ");
            write_condition(out, inner)?;
            out.write_str("}")
        }
    }
}
