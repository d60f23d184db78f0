//! Commands: structs of their arguments that implement `qapi_wire::Command`.

use proc_macro2::TokenStream;
use quote::quote;

use super::types::Types;
use super::{arguments, followed};
use crate::plan::CommandShape;

/// The struct of a command and what its name, flags and reply are.
pub(super) fn write(types: &Types<'_, '_>, shape: &CommandShape<'_>) -> TokenStream {
    let CommandShape { command, ident, .. } = shape;
    let definition = &command.definition;
    let item = arguments::write(types, definition, "command", ident, &shape.arguments);
    let (name, gate) = (&*definition.name, types.plan.gate(definition));
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
    let implementation = quote! {
        #gate
        impl rt::Command for #ident {
            const NAME: &'static str = #name;
            #(#flags)*
            type Reply = #reply;
        }
    };
    followed(item, implementation)
}
