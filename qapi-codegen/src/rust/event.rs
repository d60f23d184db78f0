//! Events: structs of their data that implement `qapi_wire::Event`, and the enum of all of them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::types::Types;
use super::{arguments, followed, head, non_exhaustive, subject};
use crate::docs::attributes;
use crate::plan::{EventShape, Place};

/// The struct of an event, and its name.
pub(super) fn write(types: &Types<'_, '_>, shape: &EventShape<'_>) -> TokenStream {
    let EventShape { event, ident, data } = shape;
    let definition = &event.definition;
    let item = arguments::write(types, definition, "event", ident, data);
    let (name, gate) = (&*definition.name, types.plan.gate(definition));
    let implementation = quote! {
        #gate
        impl rt::Event for #ident {
            const NAME: &'static str = #name;
        }
    };
    followed(item, implementation)
}

/// The enum of all events: the branches of the union that an event's envelope is.
pub(super) fn write_all(types: &Types<'_, '_>) -> TokenStream {
    let plan = types.plan;
    let all = &plan.all_events;
    let ident = &all.ident;
    let doc = attributes(
        "Any event of the schema. What arrives is a `qapi_wire::message::EventMessage` of it, \
         which has the time, too.",
    );
    let non_exhaustive = non_exhaustive(plan.config);
    let [mut variants, mut names, mut reads, mut tags, mut writes] = [const { Vec::new() }; 5];
    let is_gated = |shape: &EventShape<'_>| !plan.gate(&shape.event.definition).is_open();
    let gated = plan.events().any(is_gated);
    let (subject, binding) = subject(all.unknown.is_none() && plan.events().all(is_gated));
    for (index, shape) in plan.events().enumerate() {
        let definition = &shape.event.definition;
        let (name, variant, gate) = (&*definition.name, &shape.ident, plan.gate(definition));
        let doc = attributes(&format!("The event `{name}`."));
        let head = head(plan, doc, &definition.features, &gate, &TokenStream::new());
        let data = types.path(plan.site(definition, Place::Events), variant);
        variants.push(quote!(#head #variant(#data),));
        names.push(quote!(#gate #name));
        // A `cfg` moves the indices behind it.
        let index = Literal::usize_unsuffixed(index);
        let pattern = if gated {
            quote!(#gate #name)
        } else {
            quote!(#index)
        };
        reads.push(quote!(#pattern => rt::event_data(input).map(Self::#variant),));
        tags.push(quote!(#gate Self::#variant(_) => #name,));
        writes
            .push(quote!(#gate Self::#variant(#binding data) => rt::write_event_data(data, out),));
    }
    let tag = if gated {
        quote!(Self::TAGS.name(tag))
    } else {
        quote!(tag)
    };
    let open = all.unknown.is_some();
    let mut unknown_method = TokenStream::new();
    if let Some(unknown) = &all.unknown {
        let doc = attributes("An event that the schema does not list, as it came.");
        variants.push(quote!(#doc #unknown(rt::UnknownBranch),));
        tags.push(quote!(Self::#unknown(event) => &event.tag,));
        writes.push(quote!(Self::#unknown(event) => event.write(out),));
        let option = types.option(&quote!(Self));
        unknown_method = quote! {
            fn unknown(event: rt::UnknownBranch) -> #option { Some(Self::#unknown(event)) }
        };
    }
    let read_result = types.result(&quote!(Self), &quote!(A::Error));
    let write_result = types.result(&quote!(()), &quote!(M::Error));
    quote! {
        #doc
        #[derive(Debug, Clone, PartialEq)]
        #non_exhaustive
        pub enum #ident { #(#variants)* }
        impl rt::Branches for #ident {
            const TAGS: &'static rt::Names = &rt::Names { name: "Event", names: &[#(#names),*], open: #open };
            fn read<'de, A: rt::MapAccess<'de>>(tag: usize, input: &mut rt::Members<'_, 'de, A>) -> #read_result {
                match #tag {
                    #(#reads)*
                    _ => Err(rt::lost()),
                }
            }
            #unknown_method
            fn tag(&self) -> &str {
                match #subject { #(#tags)* }
            }
            fn write<M: rt::SerializeMap>(&self, out: &mut M) -> #write_result {
                match #subject { #(#writes)* }
            }
        }
    }
}
