//! Events: structs of their data that implement `qapi_wire::Event`, and the enum of all of them.

use super::types::Types;
use super::{Head, arguments, non_exhaustive, subject};
use crate::code::{self, commas, lines};
use crate::gate::Gate;
use crate::plan::{EventShape, Place};

/// The struct of an event, and its name.
pub(super) fn write(types: &Types<'_, '_>, shape: &EventShape<'_>, out: &mut String) {
    let EventShape { event, ident, data } = shape;
    let definition = &event.definition;
    arguments::write(types, definition, "event", ident, data, out);
    let (name, gate) = (&*definition.name, types.plan.gate(definition));
    lines!(
        out,
        "{gate}impl rt::Event for {ident} {{",
        "    const NAME: &'static str = {name:?};",
        "}}",
    );
}

/// The enum of all events: the branches of the union that an event's envelope is.
pub(super) fn write_all(types: &Types<'_, '_>, out: &mut String) {
    let plan = types.plan;
    let (ident, unknown) = (&plan.all_events.ident, plan.all_events.unknown.as_ref());
    let events: Vec<(&EventShape<'_>, Gate)> = (plan.events())
        .map(|shape| (shape, plan.gate(&shape.event.definition)))
        .collect();
    let is_gated = |(_, gate): &(_, Gate)| !gate.is_open();
    let gated = events.iter().any(is_gated);

    let non_exhaustive = non_exhaustive(plan.config);
    code::doc(
        out,
        "",
        "Any event of the schema. What arrives is a `qapi_wire::message::EventMessage` of it, which has \
         the time, too.",
    );
    lines!(
        out,
        "#[derive(Debug, Clone, PartialEq)]",
        "{non_exhaustive}pub enum {ident} {{",
    );
    for (shape, gate) in &events {
        let (definition, variant) = (&shape.event.definition, &shape.ident);
        let data = types.path(plan.site(definition, Place::Events), variant);
        Head {
            doc: format!("The event `{}`.", definition.name),
            features: &definition.features,
            gate,
            attributes: "",
        }
        .write(plan, "    ", out);
        lines!(out, "    {variant}({data}),");
    }
    if let Some(unknown) = unknown {
        code::doc(
            out,
            "    ",
            "An event that the schema does not list, as it came.",
        );
        lines!(out, "    {unknown}(rt::UnknownBranch),");
    }

    let name = |shape: &EventShape<'_>| format!("{:?}", &*shape.event.definition.name);
    let names = commas((events.iter()).map(|(shape, gate)| format!("{gate}{}", name(shape))));
    let open = unknown.is_some();
    let result = types.result("Self", "I::Error");
    let tag = if gated { "Self::TAGS.name(tag)" } else { "tag" };
    lines!(
        out,
        "}}",
        "impl rt::Branches for {ident} {{",
        "    const TAGS: &'static rt::Names = &rt::Names {{ name: \"Event\", names: &[{names}], open: {open} }};",
        "    fn read<I: rt::Input>(tag: usize, input: I) -> {result} {{",
        "        match {tag} {{",
    );
    for (index, (shape, gate)) in events.iter().enumerate() {
        let variant = &shape.ident;
        // A `cfg` moves the indices behind it.
        let pattern = if gated {
            name(shape)
        } else {
            index.to_string()
        };
        lines!(
            out,
            "            {gate}{pattern} => rt::event_data(input).map(Self::{variant}),",
        );
    }
    lines!(
        out,
        "            _ => Err(rt::lost()),",
        "        }}",
        "    }}"
    );
    if let Some(unknown) = unknown {
        let option = types.option("Self");
        lines!(
            out,
            "    fn unknown(event: rt::UnknownBranch) -> {option} {{ Some(Self::{unknown}(event)) }}",
        );
    }
    let (subject, binding) = subject(!open && events.iter().all(is_gated));
    lines!(
        out,
        "    fn tag(&self) -> &str {{",
        "        match {subject} {{",
    );
    for (shape, gate) in &events {
        let (variant, name) = (&shape.ident, name(shape));
        lines!(out, "            {gate}Self::{variant}(_) => {name},");
    }
    if let Some(unknown) = unknown {
        lines!(out, "            Self::{unknown}(event) => &event.tag,");
    }
    let result = types.result("()", "M::Error");
    lines!(
        out,
        "        }}",
        "    }}",
        "    fn write<M: rt::SerializeMap>(&self, out: &mut M) -> {result} {{",
        "        match {subject} {{",
    );
    for (shape, gate) in &events {
        let variant = &shape.ident;
        lines!(
            out,
            "            {gate}Self::{variant}({binding}data) => rt::write_event_data(data, out),",
        );
    }
    if let Some(unknown) = unknown {
        lines!(
            out,
            "            Self::{unknown}(event) => event.write(out),"
        );
    }
    lines!(out, "        }}", "    }}", "}}");
}
