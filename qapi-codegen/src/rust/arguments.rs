//! The struct that a command's arguments or an event's data become.

use proc_macro2::{Ident, TokenStream};
use qapi_parser::schema::Definition;
use quote::quote;

use super::object::Object;
use super::types::Types;
use super::{followed, head};
use crate::docs::Docs;
use crate::plan::Arguments;

/// The struct: its members, or what `data` names. `kind` is what docs call the definition.
pub(super) fn write(
    types: &Types<'_, '_>,
    definition: &Definition,
    kind: &str,
    ident: &Ident,
    arguments: &Arguments<'_>,
) -> TokenStream {
    let plan = types.plan;
    let docs = Docs::of_arguments(plan, types.site, ident, arguments);
    let gate = plan.gate(definition);
    let doc = docs.definition(definition, kind);
    let attributes = plan.attributes(definition);
    let head = head(plan, doc, &definition.features, &gate, &attributes);
    match arguments {
        Arguments::Members(object) => Object {
            types,
            docs: &docs,
            id: None,
            ident,
            name: &definition.name,
            shape: object,
            gate: &gate,
        }
        .write(head),
        Arguments::Named(id) => {
            let inner = types.of(*id);
            let item = quote! {
                #[derive(Debug, Clone, PartialEq)]
                pub struct #ident(pub #inner);
                #gate
                rt::newtype!(#ident(#inner));
            };
            followed(head, item)
        }
    }
}
