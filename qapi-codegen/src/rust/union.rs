//! The enum of a union's branches, which stands in the place of the discriminator.

use proc_macro2::{Ident, Literal, TokenStream};
use qapi_parser::schema::Type;
use quote::quote;

use super::types::Types;
use super::{braced, followed, head, non_exhaustive, subject};
use crate::docs::{Docs, attributes};
use crate::gate::Gate;
use crate::plan::{Tag, Variant};

/// The enum and how its branches are read and written.
pub(super) fn write(
    types: &Types<'_, '_>,
    docs: &Docs<'_, '_>,
    ty: &Type,
    tag: &Tag<'_>,
) -> TokenStream {
    let (plan, ident) = (types.plan, &tag.branches);
    let gate = &plan.gate(&ty.definition);
    let doc = attributes(&format!(
        "The branches of `{}`, by its `{}`.",
        ty.name(),
        tag.member.name
    ));
    let extra = plan.attributes(&ty.definition);
    let head_of_all = head(plan, doc, &[], gate, &extra);
    let non_exhaustive = non_exhaustive(plan.config);
    let variants = tag.variants.iter().map(|variant| {
        let doc = docs.part(
            "branch",
            variant.name,
            variant.doc,
            variant.features,
            variant.condition,
        );
        let head = head(
            plan,
            doc,
            variant.features,
            &variant.gate,
            &variant.attributes,
        );
        let name = &variant.ident;
        match variant.payload {
            None => followed(head, quote!(#name,)),
            Some(payload) => {
                let payload = types.of(payload);
                followed(head, quote!(#name(#payload),))
            }
        }
    });
    let unknown_variant = tag.unknown.iter().map(|variant| {
        let doc = attributes("A branch that the schema does not list, as it came.");
        followed(doc, quote!(#variant(rt::UnknownBranch),))
    });
    let variants = braced(variants.chain(unknown_variant).collect());
    let item = quote! {
        #[derive(Debug, Clone, PartialEq)]
        #non_exhaustive
        pub enum #ident #variants
    };
    let item = followed(head_of_all, item);
    followed(item, branches(types, gate, tag))
}

fn branches(types: &Types<'_, '_>, gate: &Gate, tag: &Tag<'_>) -> TokenStream {
    let ident: &Ident = &tag.branches;
    let enumeration = types.of(tag.member.ty);
    let (input, read) = read(tag);
    let closed = tag.unknown.is_none();
    let (subject, binding) = subject(closed && tag.variants.iter().all(|it| !it.gate.is_open()));
    let tag_arms = tag.variants.iter().map(
        |Variant {
             name,
             ident,
             payload,
             gate,
             ..
         }| {
            let held = payload.map(|_| quote!((_)));
            quote!(#gate Self::#ident #held => #name,)
        },
    );
    let unknown_tag = tag
        .unknown
        .iter()
        .map(|unknown| quote!(Self::#unknown(branch) => &branch.tag,));
    let write_arms = tag.variants.iter().map(
        |Variant {
             ident,
             payload,
             gate,
             ..
         }| match payload {
            None => quote!(#gate Self::#ident => Ok(()),),
            Some(_) => {
                quote!(#gate Self::#ident(#binding branch) => rt::Object::write(branch, out),)
            }
        },
    );
    let unknown_write = tag
        .unknown
        .iter()
        .map(|unknown| quote!(Self::#unknown(branch) => branch.write(out),));
    let writes =
        tag.unknown.is_some() || tag.variants.iter().any(|variant| variant.payload.is_some());
    let out = if writes { quote!(out) } else { quote!(_) };
    let unknown_method = tag.unknown.iter().map(|unknown| {
        let option = types.option(&quote!(Self));
        quote!(fn unknown(branch: rt::UnknownBranch) -> #option { Some(Self::#unknown(branch)) })
    });
    let read_result = types.result(&quote!(Self), &quote!(A::Error));
    let write_result = types.result(&quote!(()), &quote!(M::Error));
    quote! {
        #gate
        impl rt::Branches for #ident {
            const TAGS: &'static rt::Names = <#enumeration as rt::Enum>::NAMES;
            fn read<'de, A: rt::MapAccess<'de>>(#input: &mut rt::Members<'_, 'de, A>) -> #read_result {
                #read
            }
            #(#unknown_method)*
            fn tag(&self) -> &str {
                match #subject { #(#tag_arms)* #(#unknown_tag)* }
            }
            fn write<M: rt::SerializeMap>(&self, #out: &mut M) -> #write_result {
                match #subject { #(#write_arms)* #(#unknown_write)* }
            }
        }
    }
}

/// The parameters' names of `read`, and its body: the tag is an index into the discriminator's values.
fn read(tag: &Tag<'_>) -> (TokenStream, TokenStream) {
    let value = |variant: &Variant<'_>| {
        let ident = &variant.ident;
        match variant.payload {
            None => quote!(Ok(Self::#ident)),
            Some(_) => quote!(rt::branch(input).map(Self::#ident)),
        }
    };
    let input = if tag.variants.iter().any(|variant| variant.payload.is_some()) {
        quote!(input)
    } else {
        quote!(_)
    };
    if tag.variants.iter().any(|variant| !variant.gate.is_open()) {
        // A `cfg` moves the indices behind it, and may leave none.
        let arms = tag.variants.iter().map(|variant| {
            let (gate, name, value) = (&variant.gate, variant.name, value(variant));
            quote!(#gate #name => #value,)
        });
        return (
            quote!(tag: usize, #input),
            quote!(match Self::TAGS.name(tag) { #(#arms)* _ => Err(rt::lost()), }),
        );
    }
    match tag.variants.split_last() {
        // The plan refuses a union without branches.
        None => (quote!(_: usize, #input), TokenStream::new()),
        Some((only, [])) => {
            let value = value(only);
            (quote!(_: usize, #input), value)
        }
        Some((last, others)) => {
            let indices = (0..others.len()).map(Literal::usize_unsuffixed);
            let (values, last) = (others.iter().map(value), value(last));
            (
                quote!(tag: usize, #input),
                quote!(match tag { #(#indices => #values,)* _ => #last, }),
            )
        }
    }
}
