//! Alternates: enums that the kind of a JSON value selects from.

use qapi_parser::schema::{JsonKind, Type, TypeId};

use super::types::Types;
use super::{Head, non_exhaustive, subject};
use crate::code::{Ident, lines};
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

    let expected = expectation(&branches, &mut Vec::new());
    lines!(
        out,
        "}}",
        "{gate}impl rt::Alternate for {ident} {{",
        "    const EXPECTED: &'static str = {expected};",
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

/// The method of `qapi_wire::rt::Alternate` that reads a kind of value, and what errors call the kind.
fn called(kind: JsonKind) -> (&'static str, &'static str) {
    match kind {
        JsonKind::String => ("string", "a string"),
        JsonKind::Number => ("number", "a number"),
        JsonKind::Integer => ("integer", "an integer"),
        JsonKind::Boolean => ("boolean", "true or false"),
        JsonKind::Null => ("null", "null"),
        JsonKind::Array => ("array", "an array"),
        // No branch is of type `any` or an alternate (qapi-code-gen, "Alternate types").
        JsonKind::Object | JsonKind::Value => ("object", "an object"),
    }
}

/// What is expected, as text; it depends on the branches that a `cfg` leaves.
fn expectation(branches: &[Branch<'_>], chosen: &mut Vec<&'static str>) -> String {
    let Some((branch, others)) = branches.split_first() else {
        return format!("{:?}", listed(chosen));
    };
    let (_, article) = called(branch.kind);
    chosen.push(article);
    let with = expectation(others, chosen);
    chosen.pop();
    match branch.variant.gate.predicate() {
        None => with,
        Some(predicate) => {
            let without = expectation(others, chosen);
            format!("if cfg!({predicate}) {{ {with} }} else {{ {without} }}")
        }
    }
}

fn listed(parts: &[&str]) -> String {
    match parts.split_last() {
        None => "nothing".to_owned(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}
