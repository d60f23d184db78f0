//! Alternates: enums whose branch is selected by the kind of the JSON value.

use qapi_parser::schema::{JsonKind, Type, TypeId};

use super::types::Types;
use super::{Head, non_exhaustive, subject};
use crate::code::{Ident, commas, lines};
use crate::cycles::Edge;
use crate::docs::Docs;
use crate::plan::{AlternateShape, Variant};

/// The enum and how its branches are read and written.
pub(super) fn write(
    types: &Types<'_, '_>,
    docs: &Docs<'_, '_>,
    id: TypeId,
    ty: &Type,
    ident: &Ident,
    shape: &AlternateShape<'_>,
    out: &mut String,
) {
    let (plan, definition) = (types.plan, &ty.definition);
    let gate = &plan.gate(definition);
    let branches: Vec<Branch<'_>> = (shape.variants.iter())
        .filter_map(|variant| {
            let payload = variant.payload?;
            let plain = types.of(payload);
            let boxed = plan.boxed(Edge::Alternative, id, payload);
            Some(Branch {
                variant,
                held: if boxed { types.boxed(&plain) } else { plain },
                kind: plan.schema[payload].kind.json_kind(),
            })
        })
        .collect();

    let non_exhaustive = non_exhaustive(plan.config);
    Head {
        doc: docs.definition(definition, "alternate"),
        features: &definition.features,
        gate,
        attributes: plan.attributes(definition),
    }
    .write(plan, "", out);
    lines!(
        out,
        "#[derive(Debug, Clone, PartialEq)]",
        "{non_exhaustive}pub enum {ident} {{",
    );
    for Branch { variant, held, .. } in &branches {
        let name = &variant.ident;
        Head::of_variant(docs, variant).write(plan, "    ", out);
        lines!(out, "    {name}({held}),");
    }

    let expected = commas(branches.iter().map(|branch| {
        let (_, kind) = called(branch.kind);
        format!("{}rt::JsonKind::{kind}", branch.variant.gate)
    }));
    lines!(
        out,
        "}}",
        "{gate}impl rt::Alternate for {ident} {{",
        "    const EXPECTED: &'static [rt::JsonKind] = &[{expected}];",
    );
    let result = types.result("Self", "D::Error");
    for Branch { variant, kind, .. } in &branches {
        let (Variant { ident, gate, .. }, (method, _)) = (variant, called(*kind));
        lines!(
            out,
            "    {gate}fn {method}<'de, D: rt::Deserializer<'de>>(value: D) -> {result} {{",
            "        rt::deserialize(value).map(Self::{ident})",
            "    }}",
        );
    }
    let result = types.result("S::Ok", "S::Error");
    let (subject, binding) = subject(branches.iter().all(|it| !it.variant.gate.is_open()));
    let parameter = if branches.is_empty() { "_" } else { "out" };
    lines!(
        out,
        "    fn write<S: rt::Serializer>(&self, {parameter}: S) -> {result} {{",
        "        match {subject} {{",
    );
    for branch in &branches {
        let Variant { ident, gate, .. } = branch.variant;
        lines!(
            out,
            "            {gate}Self::{ident}({binding}value) => rt::serialize(value, out),",
        );
    }
    lines!(
        out,
        "        }}",
        "    }}",
        "}}",
        "{gate}rt::alternate!({ident});",
    );
}

/// A branch, with what it holds.
struct Branch<'s> {
    variant: &'s Variant<'s>,
    held: String,
    kind: JsonKind,
}

/// Returns the method of `qapi_wire::rt::Alternate` that reads a kind of value, and the variant of
/// `qapi_wire::JsonKind` for it.
fn called(kind: JsonKind) -> (&'static str, &'static str) {
    match kind {
        JsonKind::String => ("string", "String"),
        JsonKind::Number => ("number", "Number"),
        JsonKind::Integer => ("integer", "Integer"),
        JsonKind::Boolean => ("boolean", "Boolean"),
        JsonKind::Null => ("null", "Null"),
        JsonKind::Array => ("array", "Array"),
        // No branch is of type `any` or an alternate (qapi-code-gen, "Alternate types").
        JsonKind::Object | JsonKind::Value => ("object", "Object"),
    }
}
