//! Structs: what objects and commands' arguments become. How they are read and written is in `wire`.

use std::fmt::Display;

use qapi_parser::schema::{Member, TypeId};

use super::types::Types;
use super::{Head, non_exhaustive, wire};
use crate::code::{self, Ident, commas, lines};
use crate::docs::{Docs, deprecation};
use crate::gate::Gate;
use crate::plan::{Field, ObjectShape};

/// What a struct is written from.
pub(super) struct Object<'s, 'p, 'a> {
    pub(super) types: &'s Types<'p, 'a>,
    pub(super) docs: &'s Docs<'p, 'a>,
    /// The type; `None` for arguments.
    pub(super) id: Option<TypeId>,
    pub(super) ident: &'s Ident,
    /// What errors call it: the name in the schema.
    pub(super) name: &'s str,
    pub(super) shape: &'s ObjectShape<'a>,
    /// The `cfg` that it stands under.
    pub(super) gate: &'s Gate,
}

impl Object<'_, '_, '_> {
    /// The struct with its constructor, its setters and its decoding. `head` stands before it.
    pub(super) fn write(&self, head: &Head<'_>, out: &mut String) {
        let (ident, gate, plan) = (self.ident, self.gate, self.types.plan);
        let non_exhaustive = non_exhaustive(plan.config);
        let all_optional = self.shape.all_optional();
        let default = if all_optional { ", Default" } else { "" };
        head.write(plan, "", out);
        lines!(
            out,
            "#[derive(Debug, Clone, PartialEq{default})]",
            "{non_exhaustive}pub struct {ident} {{",
        );
        self.write_members(out);
        lines!(out, "}}");
        self.write_methods(out);
        wire::write(self, out);
        lines!(out, "{gate}rt::object!({ident});");
    }

    fn write_members(&self, out: &mut String) {
        for field in &self.shape.fields {
            let Field {
                member,
                ident,
                attributes,
                ..
            } = field;
            let ty = self.types.of_field(self.id, field);
            let ty = if field.optional {
                self.types.option(&ty)
            } else {
                ty
            };
            // Under a condition, the note on that says as much.
            let note = (field.optional && !member.optional && member.condition.is_none())
                .then_some("Some peers leave it out.");
            self.write_member(member, attributes, ident, &ty, note, out);
        }
        if let Some(tag) = &self.shape.tag {
            let (ident, attributes) = (&tag.ident, &tag.attributes);
            self.write_member(tag.member, attributes, ident, &tag.branches, None, out);
        }
        if let Some(rest) = &self.shape.rest {
            code::doc(
                out,
                "    ",
                "Arguments that the schema does not list, which this command takes as well.",
            );
            lines!(out, "    pub {rest}: rt::Map,");
        }
    }

    fn write_member(
        &self,
        member: &Member,
        attributes: &str,
        ident: &Ident,
        ty: &dyn Display,
        note: Option<&str>,
        out: &mut String,
    ) {
        let (features, condition) = (&member.features, member.condition.as_ref());
        let mut doc = (self.docs).part("member", &member.name, member.doc, features, condition);
        if let Some(note) = note.filter(|_| self.types.plan.config.docs) {
            doc.push_str("\n\n");
            doc.push_str(note);
        }
        Head {
            doc,
            features,
            gate: &self.gate_of(member),
            attributes,
        }
        .write(self.types.plan, "    ", out);
        lines!(out, "    pub {ident}: {ty},");
    }

    pub(super) fn gate_of(&self, member: &Member) -> Gate {
        (self.types.plan.presence).gate(member.condition.as_ref(), &member.features)
    }

    /// `new` with the mandatory members, and a setter for each optional one.
    fn write_methods(&self, out: &mut String) {
        let (ident, gate, config) = (self.ident, self.gate, self.types.plan.config);
        let fields = self.shape.fields.iter();
        let set: Vec<_> = (fields.filter(|it| config.setters && it.optional)).collect();
        if !config.constructors && set.is_empty() {
            return;
        }
        lines!(out, "{gate}impl {ident} {{");
        if config.constructors {
            self.write_constructor(out);
        }
        for field in set {
            self.write_setter(field, out);
        }
        lines!(out, "}}");
    }

    fn write_constructor(&self, out: &mut String) {
        let (mut parameters, mut values) = (Vec::new(), Vec::new());
        for field in &self.shape.fields {
            let (ident, gate) = (&field.ident, self.gate_of(field.member));
            if field.optional {
                values.push(format!("{gate}{ident}: None"));
            } else {
                let (ty, value) = self.types.parameter(self.id, field, ident.as_str());
                parameters.push(format!("{gate}{ident}: {ty}"));
                values.push(format!("{gate}{}", initialised(ident, &value)));
            }
        }
        if let Some(tag) = &self.shape.tag {
            parameters.push(format!("{}: {}", tag.ident, tag.branches));
            values.push(tag.ident.to_string());
        }
        if let Some(rest) = &self.shape.rest {
            values.push(format!("{rest}: rt::Map::new()"));
        }
        let doc = if parameters.is_empty() {
            "Without any member."
        } else {
            "With the mandatory members."
        };
        let parameters = commas(parameters);
        lines!(
            out,
            "    /// {doc}",
            "    #[must_use]",
            "    pub fn new({parameters}) -> Self {{",
        );
        code::literal(out, "        ", "Self", &values, "");
        lines!(out, "    }}");
    }

    fn write_setter(&self, field: &Field<'_>, out: &mut String) {
        let (ident, bare) = (&field.ident, field.ident.bare());
        let gate = self.gate_of(field.member);
        let (ty, value) = self.types.parameter(self.id, field, "value");
        lines!(out, "    /// Sets [`{bare}`](Self::{bare}).");
        let deprecated = deprecation(self.types.plan, &field.member.features).unwrap_or_default();
        lines!(
            out,
            "    {gate}{deprecated}#[must_use]",
            "    #[inline]",
            "    pub fn with_{bare}(mut self, value: {ty}) -> Self {{",
            "        self.{ident} = Some({value});",
            "        self",
            "    }}",
        );
    }
}

/// A field of a struct expression, in short where its value goes by the field's name.
pub(super) fn initialised(field: &Ident, value: &str) -> String {
    if field.as_str() == value {
        value.to_owned()
    } else {
        format!("{field}: {value}")
    }
}
