//! The enum of a union's branches, which replaces the discriminator.

use qapi_parser::schema::Type;

use super::head::{Head, non_exhaustive};
use super::subject::subject;
use super::types::Types;
use crate::code::quoted;
use crate::code::template::code;
use crate::docs::Docs;
use crate::gate::Gate;
use crate::plan::{Tag, Variant};

/// Writes the enum and the code that reads and writes its branches.
pub(super) fn write(
    types: &Types<'_, '_>,
    docs: &Docs<'_, '_>,
    ty: &Type,
    tag: &Tag<'_>,
    out: &mut String,
) {
    let plan = types.plan;
    let gate = &plan.gate(&ty.definition);
    let head = Head {
        doc: format!(
            "The branches of `{}`, by its `{}`.",
            ty.name(),
            tag.member.name
        ),
        features: &[],
        gate,
        attributes: plan.attributes(&ty.definition),
    };
    let holds = tag.variants.iter().any(|it| it.payload.is_some());
    let all_gated = tag.variants.iter().all(|it| !it.gate.is_open());
    let (subject, binding) = subject(tag.unknown.is_none() && all_gated);
    let [mut variants, mut tags, mut writes, mut keep] = [const { String::new() }; 4];
    for variant in &tag.variants {
        let Variant { name, ident, .. } = variant;
        let head = Head::of_variant(docs, variant).lines(plan);
        let payload = variant
            .payload
            .map(|payload| format!("({})", types.of(payload)));
        let (held, bound, written) = match payload {
            None => ("", String::new(), "Ok(())"),
            Some(_) => (
                "(_)",
                format!("({binding}branch)"),
                "rt::write_branch(branch, out)",
            ),
        };
        let gate = variant.gate.line();
        code!(
            &mut variants,
            "
            $head
            $ident$payload,
            ",
            head,
            ident,
            payload = payload.unwrap_or_default(),
        );
        code!(
            &mut tags,
            "
            $gate
            Self::$ident$held => $name,
            ",
            gate,
            ident,
            held,
            name = quoted(name),
        );
        code!(
            &mut writes,
            "
            $gate
            Self::$ident$bound => $written,
            ",
            gate,
            ident,
            bound,
            written,
        );
    }
    if let Some(unknown) = &tag.unknown {
        code!(
            &mut variants,
            "
            /// A branch that the schema does not list, as it came.
            $unknown(rt::UnknownBranch),
            ",
            unknown,
        );
        code!(&mut tags, "Self::$unknown(branch) => &branch.tag,", unknown);
        code!(
            &mut writes,
            "Self::$unknown(branch) => branch.write(out),",
            unknown
        );
        code!(
            &mut keep,
            "
            fn unknown(branch: rt::UnknownBranch) -> $option {
                Some(Self::$unknown(branch))
            }
            ",
            option = types.option("Self"),
            unknown,
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
        $kind
        $gate
        impl rt::Branches for $ident {
            const TAGS: &'static rt::Names = <$enumeration as rt::Enum>::NAMES;
            $read
            $keep
            fn tag(&self) -> &str {
                match $subject {
                    $tags
                }
            }
            fn write<M: rt::SerializeMap>(&self, $out: &mut M) -> $result {
                match $subject {
                    $writes
                }
            }
        }
        ",
        head = head.lines(plan),
        non_exhaustive = non_exhaustive(plan.config),
        ident = tag.branches,
        variants,
        kind = kind(types, tag, gate, subject),
        gate = gate.line(),
        enumeration = types.of(tag.member.ty),
        read = read(types, tag),
        keep,
        subject,
        tags,
        out = if holds || tag.unknown.is_some() {
            "out"
        } else {
            "_"
        },
        result = types.result("()", "M::Error"),
        writes,
    );
}

/// Returns the function `kind`, which returns the discriminator's value, if its enum is generated,
/// too.
fn kind(types: &Types<'_, '_>, tag: &Tag<'_>, gate: &Gate, subject: &str) -> String {
    let mut out = String::new();
    let Some(values) = types.plan.enum_shape(tag.member.ty) else {
        return out;
    };
    let (kind, mut arms) = (types.of(tag.member.ty), String::new());
    for variant in &tag.variants {
        let value = (values.values.iter()).find(|it| *it.value.name == *variant.name);
        code!(
            &mut arms,
            "
            $gate
            Self::$ident$held => $kind::$value,
            ",
            gate = variant.gate.line(),
            ident = variant.ident,
            held = if variant.payload.is_some() { "(_)" } else { "" },
            kind,
            value = value.map_or(&variant.ident, |it| &it.ident),
        );
    }
    if let (Some(unknown), Some(value)) = (&tag.unknown, &values.unknown) {
        code!(
            &mut arms,
            "Self::$unknown(branch) => $kind::$value(branch.tag.clone()),",
            unknown,
            kind,
            value,
        );
    }
    code!(
        &mut out,
        "
        $gate
        impl $ident {
            /// Returns the value of the discriminator.
            #[must_use]
            pub fn kind(&self) -> $kind {
                match $subject {
                    $arms
                }
            }
        }
        ",
        gate = gate.line(),
        ident = tag.branches,
        kind,
        subject,
        arms,
    );
    out
}

/// Returns the function `read`: the tag is an index into the discriminator's values.
fn read(types: &Types<'_, '_>, tag: &Tag<'_>) -> String {
    let value = |variant: &Variant<'_>| match variant.payload {
        None => format!("Ok(Self::{})", variant.ident),
        Some(_) => format!("rt::branch(input).map(Self::{})", variant.ident),
    };
    let holds = tag.variants.iter().any(|it| it.payload.is_some());
    let gated = tag.variants.iter().any(|it| !it.gate.is_open());
    let mut arms = String::new();
    let (number, body) = match &*tag.variants {
        [only] if !gated => ("_", value(only)),
        variants => {
            for (index, variant) in variants.iter().enumerate() {
                let pattern = match variants.len() {
                    // A `cfg` changes the indices of the variants after it, and may remove all.
                    _ if gated => quoted(variant.name),
                    count if index + 1 == count => "_".to_owned(),
                    _ => index.to_string(),
                };
                code!(
                    &mut arms,
                    "
                    $gate
                    $pattern => $value,
                    ",
                    gate = variant.gate.line(),
                    pattern,
                    value = value(variant),
                );
            }
            let subject = if gated {
                arms.push_str("_ => Err(rt::lost()),\n");
                "Self::TAGS.name(tag)"
            } else {
                "tag"
            };
            let mut body = String::new();
            code!(
                &mut body,
                "
                match $subject {
                    $arms
                }
                ",
                subject,
                arms,
            );
            ("tag", body)
        }
    };
    let mut out = String::new();
    code!(
        &mut out,
        "
        fn read<I: rt::Input>($number: usize, $input: I) -> $result {
            $body
        }
        ",
        number,
        input = if holds { "input" } else { "_" },
        result = types.result("Self", "I::Error"),
        body,
    );
    out
}
