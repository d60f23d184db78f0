//! Alternates: enums whose branch the kind of the JSON value selects.

use qapi_parser::schema::{JsonKind, Type, TypeId};

use super::head::{Head, non_exhaustive};
use super::subject::subject;
use super::types::Types;
use crate::code::template::code;
use crate::code::{Ident, List};
use crate::cycles::Edge;
use crate::docs::Docs;
use crate::gate::Gate;
use crate::plan::{AlternateShape, Variant};

/// Writes the enum and the code that reads and writes its branches.
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
    let head = Head {
        doc: docs.definition(definition, "alternate"),
        features: &definition.features,
        gate,
        attributes: plan.attributes(definition),
    };
    let branches: Vec<Branch<'_>> = (shape.variants.iter())
        .filter_map(|variant| {
            let payload = variant.payload?;
            let plain = types.of(payload);
            let boxed = plan.boxed(Edge::Alternative, id, payload);
            Some(Branch {
                variant,
                held: if boxed {
                    types.boxed(&plain)
                } else {
                    plain.clone()
                },
                plain,
                kind: plan.schema[payload].kind.json_kind(),
            })
        })
        .collect();
    let mut expected = List::default();
    for branch in &branches {
        let (_, kind) = called(branch.kind);
        expected.push(&[&branch.variant.gate.inline(), "rt::JsonKind::", kind]);
    }
    let (subject, binding) = subject(branches.iter().all(|it| !it.variant.gate.is_open()));
    let [mut variants, mut reads, mut writes] = [const { String::new() }; 3];
    for Branch {
        variant,
        held,
        kind,
        ..
    } in &branches
    {
        let (ident, gate) = (&variant.ident, variant.gate.line());
        code!(
            &mut variants,
            "
            $head
            $ident($held),
            ",
            head = Head::of_variant(docs, variant).lines(plan),
            ident,
            held,
        );
        code!(
            &mut reads,
            "
            $gate
            fn $method<'de, D: rt::Deserializer<'de>>(value: D) -> $result {
                rt::deserialize(value).map(Self::$ident)
            }
            ",
            gate,
            method = called(*kind).0,
            result = types.result("Self", "D::Error"),
            ident,
        );
        code!(
            &mut writes,
            "
            $gate
            Self::$ident($bound) => rt::serialize(value, out),
            ",
            gate,
            ident,
            bound = format!("{binding}value"),
        );
    }
    code!(
        out,
        "
        $head
        #[derive(Debug, Clone, PartialEq)]
        $non_exhaustive
        pub enum $ident {
            $variants
        }
        $gate
        impl rt::Alternate for $ident {
            const EXPECTED: &'static [rt::JsonKind] = &[$expected];
            $reads
            fn write<S: rt::Serializer>(&self, $out: S) -> $result {
                match $subject {
                    $writes
                }
            }
        }
        $gate
        rt::alternate!($ident);
        $conversions
        ",
        head = head.lines(plan),
        non_exhaustive = non_exhaustive(plan.config),
        ident,
        variants,
        gate = gate.line(),
        expected,
        reads,
        out = if branches.is_empty() { "_" } else { "out" },
        result = types.result("S::Ok", "S::Error"),
        subject,
        writes,
        conversions = conversions(ident, gate, &branches),
    );
}

/// Returns the conversions into the alternate: one for each alternative, unless two have the same
/// Rust type.
fn conversions(ident: &Ident, gate: &Gate, branches: &[Branch<'_>]) -> String {
    let mut out = String::new();
    for (index, branch) in branches.iter().enumerate() {
        let other = |(at, other): (usize, &Branch<'_>)| at != index && other.plain == branch.plain;
        if branches.iter().enumerate().any(other) {
            continue;
        }
        let texts: &[&str] = if branch.plain == "String" {
            &["&str"]
        } else {
            &[]
        };
        for from in [branch.plain.as_str()].iter().chain(texts) {
            code!(
                &mut out,
                "
                $gate
                rt::alternative!($ident::$variant($from));
                ",
                gate = gate.clone().and(branch.variant.gate.clone()).line(),
                ident,
                variant = branch.variant.ident,
                from,
            );
        }
    }
    out
}

/// A branch with its type.
struct Branch<'s> {
    variant: &'s Variant<'s>,
    /// The type of its value.
    plain: String,
    /// The type of the variant, which may be boxed.
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
