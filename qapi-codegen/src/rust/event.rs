//! Events: structs of their data that implement `qapi_wire::Event`, and the enum of all of them.

use super::arguments;
use super::head::{Head, non_exhaustive};
use super::subject::subject;
use super::types::Types;
use crate::code::template::code;
use crate::code::{List, quoted};
use crate::docs::Docs;
use crate::gate::Gate;
use crate::plan::{Attributes, EventShape, Place};

/// Writes the struct of an event, and its name.
pub(super) fn write(types: &Types<'_, '_>, shape: &EventShape<'_>, out: &mut String) {
    let EventShape { event, ident, data } = shape;
    let definition = &event.definition;
    let doc = |docs: &Docs<'_, '_>| docs.event(shape);
    arguments::write(types, definition, doc, ident, data, out);
    code!(
        out,
        "
        $gate
        impl rt::Event for $ident {
            const NAME: &'static str = $name;
        }
        ",
        gate = types.plan.gate(definition).line(),
        ident,
        name = quoted(&definition.name),
    );
}

/// Writes the enum of all events: the branches of the union of an event's envelope.
pub(super) fn write_all(types: &Types<'_, '_>, out: &mut String) {
    let plan = types.plan;
    let all = &plan.all_events;
    let docs = Docs::of_site(plan, types.site);
    let events: Vec<(&EventShape<'_>, Gate)> = (plan.events())
        .map(|shape| (shape, plan.gate(&shape.event.definition)))
        .collect();
    let is_gated = |(_, gate): &(_, Gate)| !gate.is_open();
    let gated = events.iter().any(is_gated);
    let (subject, binding) = subject(all.unknown.is_none() && events.iter().all(is_gated));
    let [mut variants, mut reads, mut tags, mut writes, mut keep] = [const { String::new() }; 5];
    let mut names = List::default();
    for (index, (shape, gate)) in events.iter().enumerate() {
        let (definition, ident) = (&shape.event.definition, &shape.ident);
        let name = quoted(&definition.name);
        let head = Head {
            doc: docs.event_variant(definition),
            features: &definition.features,
            gate,
            attributes: Attributes::NONE,
        };
        code!(
            &mut variants,
            "
            $head
            $ident($data),
            ",
            head = head.lines(plan),
            ident,
            data = types.path(plan.site(definition, Place::Events), ident),
        );
        names.push(&[&gate.inline(), &name]);
        let gate = gate.line();
        code!(
            &mut reads,
            "
            $gate
            $pattern => rt::event_data(input).map(Self::$ident),
            ",
            gate,
            // A `cfg` changes the indices of the variants after it.
            pattern = if gated {
                name.clone()
            } else {
                index.to_string()
            },
            ident,
        );
        code!(
            &mut tags,
            "
            $gate
            Self::$ident(_) => $name,
            ",
            gate,
            ident,
            name,
        );
        code!(
            &mut writes,
            "
            $gate
            Self::$ident($bound) => rt::write_event_data(data, out),
            ",
            gate,
            ident,
            bound = format!("{binding}data"),
        );
    }
    if let Some(unknown) = &all.unknown {
        code!(
            &mut variants,
            "
            /// An event that the schema does not list, as it came.
            $unknown(rt::UnknownBranch),
            ",
            unknown,
        );
        code!(&mut tags, "Self::$unknown(event) => &event.tag,", unknown);
        code!(
            &mut writes,
            "Self::$unknown(event) => event.write(out),",
            unknown
        );
        code!(
            &mut keep,
            "
            fn unknown(event: rt::UnknownBranch) -> $option {
                Some(Self::$unknown(event))
            }
            ",
            option = types.option("Self"),
            unknown,
        );
    }
    code!(
        out,
        "
        /// Any event of the schema. What arrives is a `qapi_wire::message::EventMessage` of it, which has the time, too.
        #[derive(Debug, Clone, PartialEq)]
        $non_exhaustive
        pub enum $ident {
            $variants
        }
        impl $ident {
            /// Returns the name on the wire.
            #[must_use]
            pub fn name(&self) -> &str {
                rt::Branches::tag(self)
            }
        }
        impl rt::Branches for $ident {
            const TAGS: &'static rt::Names = &rt::Names {
                name: \"Event\",
                names: &[$names],
                open: $open,
            };
            fn read<I: rt::Input>(tag: usize, input: I) -> $read {
                match $tag {
                    $reads
                    _ => Err(rt::lost()),
                }
            }
            $keep
            fn tag(&self) -> &str {
                match $subject {
                    $tags
                }
            }
            fn write<M: rt::SerializeMap>(&self, out: &mut M) -> $written {
                match $subject {
                    $writes
                }
            }
        }
        ",
        non_exhaustive = non_exhaustive(plan.config),
        ident = all.ident,
        variants,
        names,
        open = all.unknown.is_some().to_string(),
        read = types.result("Self", "I::Error"),
        tag = if gated { "Self::TAGS.name(tag)" } else { "tag" },
        reads,
        keep,
        subject,
        tags,
        written = types.result("()", "M::Error"),
        writes,
    );
}
