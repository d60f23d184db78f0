//! The enum of a union's branches, which stands in the place of the discriminator.

use qapi_parser::schema::Type;

use super::types::Types;
use super::{Head, non_exhaustive, subject};
use crate::code::{self, lines};
use crate::docs::Docs;
use crate::gate::Gate;
use crate::plan::{Tag, Variant};

/// The enum and how its branches are read and written.
pub(super) fn write(
    types: &Types<'_, '_>,
    docs: &Docs<'_, '_>,
    ty: &Type,
    tag: &Tag<'_>,
    out: &mut String,
) {
    let (plan, ident) = (types.plan, &tag.branches);
    let gate = &plan.gate(&ty.definition);
    let non_exhaustive = non_exhaustive(plan.config);
    Head {
        doc: format!(
            "The branches of `{}`, by its `{}`.",
            ty.name(),
            tag.member.name
        ),
        features: &[],
        gate,
        attributes: plan.attributes(&ty.definition),
    }
    .write(plan, "", out);
    lines!(
        out,
        "#[derive(Debug, Clone, PartialEq)]",
        "{non_exhaustive}pub enum {ident} {{",
    );
    for variant in &tag.variants {
        Head::of_variant(docs, variant).write(plan, "    ", out);
        let name = &variant.ident;
        match variant.payload {
            None => lines!(out, "    {name},"),
            Some(payload) => {
                let payload = types.of(payload);
                lines!(out, "    {name}({payload}),");
            }
        }
    }
    if let Some(unknown) = &tag.unknown {
        code::doc(
            out,
            "    ",
            "A branch that the schema does not list, as it came.",
        );
        lines!(out, "    {unknown}(rt::UnknownBranch),");
    }
    lines!(out, "}}");
    write_branches(types, gate, tag, out);
}

fn write_branches(types: &Types<'_, '_>, gate: &Gate, tag: &Tag<'_>, out: &mut String) {
    let (ident, unknown) = (&tag.branches, tag.unknown.as_ref());
    let enumeration = types.of(tag.member.ty);
    lines!(
        out,
        "{gate}impl rt::Branches for {ident} {{",
        "    const TAGS: &'static rt::Names = <{enumeration} as rt::Enum>::NAMES;",
    );
    write_read(types, tag, out);
    if let Some(unknown) = unknown {
        let option = types.option("Self");
        lines!(
            out,
            "    fn unknown(branch: rt::UnknownBranch) -> {option} {{",
            "        Some(Self::{unknown}(branch))",
            "    }}",
        );
    }
    let all_gated = tag.variants.iter().all(|it| !it.gate.is_open());
    let (subject, binding) = subject(unknown.is_none() && all_gated);
    lines!(
        out,
        "    fn tag(&self) -> &str {{",
        "        match {subject} {{",
    );
    for variant in &tag.variants {
        let Variant {
            name, ident, gate, ..
        } = variant;
        let held = if variant.payload.is_some() { "(_)" } else { "" };
        lines!(out, "            {gate}Self::{ident}{held} => {name:?},");
    }
    if let Some(unknown) = unknown {
        lines!(out, "            Self::{unknown}(branch) => &branch.tag,");
    }
    let writes = unknown.is_some() || tag.variants.iter().any(|it| it.payload.is_some());
    let parameter = if writes { "out" } else { "_" };
    let result = types.result("()", "M::Error");
    lines!(
        out,
        "        }}",
        "    }}",
        "    fn write<M: rt::SerializeMap>(&self, {parameter}: &mut M) -> {result} {{",
        "        match {subject} {{",
    );
    for Variant {
        ident,
        gate,
        payload,
        ..
    } in &tag.variants
    {
        match payload {
            None => lines!(out, "            {gate}Self::{ident} => Ok(()),"),
            Some(_) => lines!(
                out,
                "            {gate}Self::{ident}({binding}branch) => rt::write_branch(branch, out),",
            ),
        }
    }
    if let Some(unknown) = unknown {
        lines!(
            out,
            "            Self::{unknown}(branch) => branch.write(out),"
        );
    }
    lines!(out, "        }}", "    }}", "}}");
}

/// The function `read`: the tag is an index into the discriminator's values.
fn write_read(types: &Types<'_, '_>, tag: &Tag<'_>, out: &mut String) {
    let result = types.result("Self", "I::Error");
    let read = |variant: &Variant<'_>| match variant.payload {
        None => format!("Ok(Self::{})", variant.ident),
        Some(_) => format!("rt::branch(input).map(Self::{})", variant.ident),
    };
    let reads = tag.variants.iter().any(|it| it.payload.is_some());
    let input = if reads { "input" } else { "_" };
    let number = if tag.variants.len() == 1 && !gated(tag) {
        "_"
    } else {
        "tag"
    };
    lines!(
        out,
        "    fn read<I: rt::Input>({number}: usize, {input}: I) -> {result} {{",
    );
    match &*tag.variants {
        [only] if !gated(tag) => {
            let value = read(only);
            lines!(out, "        {value}");
        }
        variants if gated(tag) => {
            // A `cfg` moves the indices behind it, and may leave none.
            lines!(out, "        match Self::TAGS.name(tag) {{");
            for variant in variants {
                let (name, gate, value) = (variant.name, &variant.gate, read(variant));
                lines!(out, "            {gate}{name:?} => {value},");
            }
            lines!(out, "            _ => Err(rt::lost()),", "        }}");
        }
        variants => {
            lines!(out, "        match tag {{");
            for (index, variant) in variants.iter().enumerate() {
                let value = read(variant);
                if index + 1 < variants.len() {
                    lines!(out, "            {index} => {value},");
                } else {
                    lines!(out, "            _ => {value},");
                }
            }
            lines!(out, "        }}");
        }
    }
    lines!(out, "    }}");
}

fn gated(tag: &Tag<'_>) -> bool {
    tag.variants.iter().any(|variant| !variant.gate.is_open())
}
