//! Structs: what objects and commands' arguments become.

use std::fmt::Display;

use qapi_parser::schema::{Member, TypeId};

use super::types::Types;
use super::{Head, non_exhaustive};
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
        self.write_object(out);
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
            let ty = if member.optional {
                self.types.option(&ty)
            } else {
                ty
            };
            self.write_member(member, attributes, ident, &ty, out);
        }
        if let Some(tag) = &self.shape.tag {
            self.write_member(tag.member, &tag.attributes, &tag.ident, &tag.branches, out);
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
        out: &mut String,
    ) {
        let (features, condition) = (&member.features, member.condition.as_ref());
        Head {
            doc: (self.docs).part("member", &member.name, member.doc, features, condition),
            features,
            gate: &self.gate_of(member),
            attributes,
        }
        .write(self.types.plan, "    ", out);
        lines!(out, "    pub {ident}: {ty},");
    }

    fn gate_of(&self, member: &Member) -> Gate {
        (self.types.plan.presence).gate(member.condition.as_ref(), &member.features)
    }

    /// `new` with the mandatory members, and a setter for each optional one.
    fn write_methods(&self, out: &mut String) {
        let (ident, gate, config) = (self.ident, self.gate, self.types.plan.config);
        let fields = self.shape.fields.iter();
        let set: Vec<_> = (fields.filter(|it| config.setters && it.member.optional)).collect();
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
            if field.member.optional {
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
        let (parameters, values) = (commas(parameters), commas(values));
        lines!(
            out,
            "    /// {doc}",
            "    #[must_use]",
            "    pub fn new({parameters}) -> Self {{",
            "        Self {{ {values} }}",
            "    }}",
        );
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
            "    pub fn with_{bare}(mut self, value: {ty}) -> Self {{",
            "        self.{ident} = Some({value});",
            "        self",
            "    }}",
        );
    }

    /// How the members are read and written; see `qapi_wire::rt`.
    fn write_object(&self, out: &mut String) {
        let Self {
            ident,
            gate,
            shape,
            types,
            ..
        } = self;
        // The tag is the first of the table's names and has no slot.
        let first = usize::from(shape.tag.is_some());
        let slots: Vec<Slot<'_, '_>> = (shape.fields.iter().enumerate())
            .map(|(at, field)| Slot {
                field,
                local: format!("m{}", at + first),
                gate: self.gate_of(field.member),
            })
            .collect();
        let places = commas(
            slots
                .iter()
                .map(|Slot { gate, local, .. }| format!("{gate}&mut {local}")),
        );
        let members = commas(slots.iter().map(Slot::member));
        let mut values: Vec<String> = (slots.iter())
            .map(|Slot { field, local, gate }| {
                format!("{gate}{}", initialised(&field.ident, local))
            })
            .collect();
        let (read, write) = match (&shape.tag, &shape.rest) {
            (Some(tag), _) => {
                let tag = &tag.ident;
                values.push(initialised(tag, "branch"));
                (
                    format!("let branch = rt::read_union(input, Self::TABLE, &mut [{places}])?;"),
                    format!("rt::write_union(out, Self::TABLE, &[{members}], &self.{tag})"),
                )
            }
            (None, Some(rest)) => {
                values.push(rest.to_string());
                (
                    format!("let {rest} = rt::read_free(input, Self::TABLE, &mut [{places}])?;"),
                    format!("rt::write_free(out, Self::TABLE, &[{members}], &self.{rest})"),
                )
            }
            (None, None) => (
                format!("rt::read(input, Self::TABLE, &mut [{places}])?;"),
                format!("rt::write(out, Self::TABLE, &[{members}])"),
            ),
        };
        let (table, values) = (self.table(first, &slots), commas(values));
        let read_result = types.result("Self", "A::Error");
        let write_result = types.result("()", "M::Error");
        lines!(
            out,
            "{gate}impl rt::Object for {ident} {{",
            "    const TABLE: &'static rt::Table = &rt::Table {{ {table} }};",
            "    fn read<'de, A: rt::MapAccess<'de>>(input: &mut rt::Members<'_, 'de, A>) -> {read_result} {{",
        );
        write_declarations(&slots, out);
        lines!(out, "        {read}");
        write_unwrapping(&slots, out);
        lines!(
            out,
            "        Ok(Self {{ {values} }})",
            "    }}",
            "    fn write<M: rt::SerializeMap>(&self, out: &mut M) -> {write_result} {{",
            "        {write}",
            "    }}",
            "}}",
        );
    }

    fn table(&self, first: usize, slots: &[Slot<'_, '_>]) -> String {
        let tag = self.shape.tag.iter();
        let tag = tag.map(|tag| format!("{:?}", &*tag.member.name));
        let names = commas(tag.chain((slots.iter()).map(|slot| {
            let name = &*slot.field.member.name;
            format!("{}{name:?}", slot.gate)
        })));
        let optional = if slots.iter().all(|slot| slot.gate.is_open()) {
            let words = words(&self.shape.fields, first);
            format!(
                "&[{}]",
                commas(words.iter().map(|word| format!("{word:#b}")))
            )
        } else {
            let tag = (0..first).map(|_| "false".to_owned());
            let flags = slots.iter().map(|Slot { field, gate, .. }| {
                let flag = field.member.optional;
                format!("{gate}{flag}")
            });
            let count = (first + slots.len()).div_ceil(64);
            format!("&rt::optional::<{count}>(&[{}])", commas(tag.chain(flags)))
        };
        format!(
            "name: {:?}, names: &[{names}], optional: {optional}",
            self.name
        )
    }
}

/// A member on its way from the wire: the local that it is read into.
struct Slot<'s, 'a> {
    field: &'s Field<'a>,
    local: String,
    gate: Gate,
}

impl Slot<'_, '_> {
    /// The member as it is written.
    fn member(&self) -> String {
        let (gate, ident) = (&self.gate, &self.field.ident);
        if self.field.member.optional {
            format!("{gate}&self.{ident}")
        } else {
            format!("{gate}&Some(&self.{ident})")
        }
    }
}

/// The words that say which members are optional.
fn words(fields: &[Field<'_>], first: usize) -> Vec<u64> {
    let mut words: Vec<u64> = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        if field.member.optional {
            let at = at + first;
            words.resize(words.len().max(at / 64 + 1), 0);
            if let Some(word) = words.last_mut() {
                *word |= 1 << (at % 64);
            }
        }
    }
    words
}

/// A field of a struct expression, in short where its value goes by the field's name.
fn initialised(field: &Ident, value: &str) -> String {
    if field.as_str() == value {
        value.to_owned()
    } else {
        format!("{field}: {value}")
    }
}

/// How many slots are dealt with in one statement: each statement costs the compiler some time.
const SLOTS_A_LINE: usize = 8;

/// Empty slots, a few a line; those under a `cfg` on lines of their own.
fn write_declarations(slots: &[Slot<'_, '_>], out: &mut String) {
    let (open, gated): (Vec<_>, Vec<_>) = slots.iter().partition(|slot| slot.gate.is_open());
    for chunk in open.chunks(SLOTS_A_LINE) {
        if let [Slot { local, .. }] = chunk {
            lines!(out, "        let mut {local} = None;");
        } else {
            let locals = commas(chunk.iter().map(|slot| format!("mut {}", slot.local)));
            let none = commas(chunk.iter().map(|_| "None"));
            lines!(out, "        let ({locals}) = ({none});");
        }
    }
    for Slot { local, gate, .. } in gated {
        lines!(out, "        {gate}let mut {local} = None;");
    }
}

/// Takes mandatory members out of their slots, a few a line; those under a `cfg` on lines of their own.
fn write_unwrapping(slots: &[Slot<'_, '_>], out: &mut String) {
    let mandatory = slots.iter().filter(|slot| !slot.field.member.optional);
    let (open, gated): (Vec<_>, Vec<_>) = mandatory.partition(|slot| slot.gate.is_open());
    for chunk in open.chunks(SLOTS_A_LINE) {
        if let [Slot { local, .. }] = chunk {
            lines!(
                out,
                "        let Some({local}) = {local} else {{ return Err(rt::lost()) }};"
            );
        } else {
            let some = commas(chunk.iter().map(|slot| format!("Some({})", slot.local)));
            let locals = commas(chunk.iter().map(|slot| &slot.local));
            lines!(
                out,
                "        let ({some}) = ({locals}) else {{ return Err(rt::lost()) }};"
            );
        }
    }
    for Slot { local, gate, .. } in gated {
        lines!(
            out,
            "        {gate}let Some({local}) = {local} else {{ return Err(rt::lost()) }};"
        );
    }
}
