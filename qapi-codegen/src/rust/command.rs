//! Commands: structs of their arguments that implement `qapi_wire::Command`.

use proc_macro2::TokenStream;
use quote::quote;

use super::attributes_of;
use super::object::Object;
use super::types::Types;
use crate::docs::{Docs, deprecation};
use crate::plan::{Arguments, CommandShape};

/// The struct of a command and what its name, flags and reply are.
pub(super) fn write(types: &Types<'_, '_>, shape: &CommandShape<'_>) -> TokenStream {
    let CommandShape {
        command,
        ident,
        arguments,
        ..
    } = shape;
    let docs = Docs::of_command(types.plan, ident, arguments);
    let doc = docs.definition(&command.definition, "command");
    let head = attributes_of(doc, deprecation(types.plan, &command.definition.features));
    let name = &*command.definition.name;
    let item = match arguments {
        Arguments::Members(object) => Object {
            types,
            docs: &docs,
            id: None,
            ident,
            name,
            shape: object,
        }
        .write(&head),
        Arguments::Named(id) => {
            let inner = types.of(*id);
            quote! {
                #head
                #[derive(Debug, Clone, PartialEq)]
                pub struct #ident(pub #inner);
                rt::newtype!(#ident(#inner));
            }
        }
    };
    let reply = command
        .returns
        .map_or_else(|| quote!(rt::Empty), |id| types.of(id));
    let flags = [
        (!command.success_response).then(|| {
            quote!(
                const SUCCESS_RESPONSE: bool = false;
            )
        }),
        command.allow_oob.then(|| {
            quote!(
                const ALLOW_OOB: bool = true;
            )
        }),
        command.allow_preconfig.then(|| {
            quote!(
                const ALLOW_PRECONFIG: bool = true;
            )
        }),
    ];
    let flags = flags.into_iter().flatten();
    quote! {
        #item
        impl rt::Command for #ident {
            const NAME: &'static str = #name;
            #(#flags)*
            type Reply = #reply;
        }
    }
}
