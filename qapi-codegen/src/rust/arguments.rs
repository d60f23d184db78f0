//! The struct of a command's arguments or an event's data.

use qapi_parser::schema::Definition;

use super::head::Head;
use super::object::Object;
use super::structs;
use super::types::Types;
use crate::code::Ident;
use crate::code::template::code;
use crate::docs::Docs;
use crate::plan::Arguments;

/// Writes the struct: its members, or the type that `data` names. `doc` writes its doc.
pub(super) fn write(
    types: &Types<'_, '_>,
    definition: &Definition,
    doc: impl FnOnce(&Docs<'_, '_>) -> String,
    ident: &Ident,
    arguments: &Arguments<'_>,
    out: &mut String,
) {
    let plan = types.plan;
    let docs = Docs::of_arguments(plan, types.site, ident, arguments);
    let gate = &plan.gate(definition);
    let head = Head {
        doc: doc(&docs),
        features: &definition.features,
        gate,
        attributes: plan.attributes(definition),
    };
    match arguments {
        Arguments::Members(shape) => {
            let object = Object {
                types,
                docs: &docs,
                id: None,
                ident,
                name: &definition.name,
                shape,
                gate,
            };
            structs::write(&object, &head, out);
        }
        Arguments::Named(id) => code!(
            out,
            "
            $head
            #[derive(Debug, Clone, PartialEq)]
            pub struct $ident(pub $inner);
            $gate
            rt::newtype!($ident($inner));
            ",
            head = head.lines(plan),
            ident,
            inner = types.of(*id),
            gate = gate.line(),
        ),
    }
}
