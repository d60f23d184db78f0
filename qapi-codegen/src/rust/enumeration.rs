//! Enums of names.

use qapi_parser::schema::Type;

use super::head::{Head, non_exhaustive};
use super::types::Types;
use crate::code::template::code;
use crate::code::{Ident, List, quoted};
use crate::docs::Docs;
use crate::plan::EnumShape;

/// Writes the enum and its table of names.
pub(super) fn write(
    types: &Types<'_, '_>,
    docs: &Docs<'_, '_>,
    ty: &Type,
    ident: &Ident,
    shape: &EnumShape<'_>,
    out: &mut String,
) {
    let plan = types.plan;
    let definition = &ty.definition;
    let gate = &plan.gate(definition);
    let head = Head {
        doc: docs.definition(definition, "enum"),
        features: &definition.features,
        gate,
        attributes: plan.attributes(definition),
    };
    let (mut variants, mut arms) = (String::new(), String::new());
    let (mut names, mut listed) = (List::default(), List::default());
    for entry in &shape.values {
        let (value, variant) = (entry.value, &entry.ident);
        let (features, condition) = (&value.features, value.condition.as_ref());
        let gate = &plan.presence.gate(condition, features);
        let head = Head {
            doc: docs.part("value", &value.name, value.doc, features, condition),
            features,
            gate,
            attributes: &entry.attributes,
        };
        let name = quoted(&value.name);
        code!(
            &mut variants,
            "
            $head
            $variant,
            ",
            head = head.lines(plan),
            variant,
        );
        code!(
            &mut arms,
            "
            $gate
            Self::$variant => $name,
            ",
            gate = gate.line(),
            variant,
            name,
        );
        names.push(&[&gate.inline(), &name]);
        listed.push(&[&gate.inline(), "Self::", variant.as_str()]);
    }

    let (mut subject, mut derives, mut keep) = ("*self", "Debug, Clone, Copy", String::new());
    if let Some(unknown) = &shape.unknown {
        // Rust cannot match a reference to an enum without variants, but can match the value.
        (subject, derives) = ("self", "Debug, Clone");
        code!(
            &mut variants,
            "
            /// A value that the schema does not list: match its [`as_str`](Self::as_str), for a later one may.
            $unknown(String),
            ",
            unknown,
        );
        code!(&mut arms, "Self::$unknown(name) => name,", unknown);
        code!(
            &mut keep,
            "
            fn unknown(name: String) -> Option<Self> {
                Some(Self::$unknown(name))
            }
            ",
            unknown,
        );
    }
    code!(
        out,
        "
        $head
        #[derive($derives)]
        $non_exhaustive
        pub enum $ident {
            $variants
        }
        $gate
        impl rt::Enum for $ident {
            const NAMES: &'static rt::Names = &rt::Names {
                name: $name,
                names: &[$names],
                open: $open,
            };
            const VALUES: &'static [Self] = &[$listed];
            fn as_str(&self) -> &str {
                match $subject {
                    $arms
                }
            }
            $keep
        }
        $gate
        rt::enumeration!($ident);
        ",
        head = head.lines(plan),
        derives,
        non_exhaustive = non_exhaustive(plan.config),
        ident,
        variants,
        gate = gate.line(),
        subject,
        arms,
        name = quoted(ty.name()),
        names,
        open = shape.unknown.is_some().to_string(),
        listed,
        keep,
    );
}
