//! Enums of names.

use qapi_parser::schema::Type;

use super::types::Types;
use super::{Head, non_exhaustive};
use crate::code::{self, Ident, commas, lines};
use crate::docs::Docs;
use crate::plan::EnumShape;

/// The enum and its table of names.
pub(super) fn write(
    types: &Types<'_, '_>,
    docs: &Docs<'_, '_>,
    ty: &Type,
    ident: &Ident,
    shape: &EnumShape<'_>,
    out: &mut String,
) {
    let plan = types.plan;
    let (name, definition) = (ty.name(), &ty.definition);
    let gate = &plan.gate(definition);
    let gates: Vec<_> = (shape.values.iter())
        .map(|it| (plan.presence).gate(it.value.condition.as_ref(), &it.value.features))
        .collect();
    let values = || shape.values.iter().zip(&gates);
    let unknown = shape.unknown.as_ref();
    let (open, copy) = (
        unknown.is_some(),
        if unknown.is_some() { "" } else { "Copy, " },
    );
    let (non_exhaustive, string) = (non_exhaustive(plan.config), types.prelude.string);

    Head {
        doc: docs.definition(definition, "enum"),
        features: &definition.features,
        gate,
        attributes: plan.attributes(definition),
    }
    .write(plan, "", out);
    lines!(
        out,
        "#[derive(Debug, Clone, {copy}PartialEq, Eq, Hash)]",
        "{non_exhaustive}pub enum {ident} {{",
    );
    for (entry, gate) in values() {
        let (value, variant) = (entry.value, &entry.ident);
        Head {
            doc: docs.part(
                "value",
                &value.name,
                value.doc,
                &value.features,
                value.condition.as_ref(),
            ),
            features: &value.features,
            gate,
            attributes: &entry.attributes,
        }
        .write(plan, "    ", out);
        lines!(out, "    {variant},");
    }
    if let Some(unknown) = unknown {
        code::doc(
            out,
            "    ",
            "A value that the schema does not list, as it came.",
        );
        lines!(out, "    {unknown}({string}),");
    }

    // A reference to an enum without variants cannot be matched, but the place behind it can.
    let subject = if open { "self" } else { "*self" };
    lines!(
        out,
        "}}",
        "{gate}impl {ident} {{",
        "    /// The value as it stands on the wire.",
        "    #[must_use]",
        "    pub fn as_str(&self) -> &str {{",
        "        match {subject} {{",
    );
    for (entry, gate) in values() {
        let (variant, name) = (&entry.ident, &*entry.value.name);
        lines!(out, "            {gate}Self::{variant} => {name:?},");
    }
    if let Some(unknown) = unknown {
        lines!(out, "            Self::{unknown}(name) => name,");
    }
    let names = commas(values().map(|(entry, gate)| format!("{gate}{:?}", &*entry.value.name)));
    let all = commas(values().map(|(entry, gate)| format!("{gate}Self::{}", entry.ident)));
    lines!(
        out,
        "        }}",
        "    }}",
        "}}",
        "{gate}impl rt::Enum for {ident} {{",
        "    const NAMES: &'static rt::Names = &rt::Names {{",
        "        name: {name:?},",
        "        names: &[{names}],",
        "        open: {open},",
        "    }};",
        "    const ALL: &'static [Self] = &[{all}];",
        "    fn as_str(&self) -> &str {{",
        "        self.as_str()",
        "    }}",
    );
    if let Some(unknown) = unknown {
        let option = types.option("Self");
        lines!(
            out,
            "    fn unknown(name: {string}) -> {option} {{",
            "        Some(Self::{unknown}(name))",
            "    }}",
        );
    }
    lines!(
        out,
        "}}",
        "{gate}rt::enumeration!({ident});",
        "{gate}rt::display!({ident});",
    );
}
