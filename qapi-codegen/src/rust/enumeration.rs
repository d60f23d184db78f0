//! Enums of names.

use proc_macro2::{Ident, TokenStream};
use qapi_parser::schema::Type;
use quote::quote;

use super::types::Types;
use super::{attributes_of, non_exhaustive};
use crate::docs::{Docs, attributes, deprecation};
use crate::plan::EnumShape;

/// The enum and its table of names.
pub(super) fn write(
    types: &Types<'_, '_>,
    docs: &Docs<'_, '_>,
    ty: &Type,
    ident: &Ident,
    shape: &EnumShape<'_>,
) -> TokenStream {
    let plan = types.plan;
    let name = ty.name();
    let head = docs.definition(&ty.definition, "enum");
    let non_exhaustive = non_exhaustive(plan.config);
    let string = &types.prelude.string;
    let copy = shape.unknown.is_none().then(|| quote!(Copy,));
    let open = shape.unknown.is_some();

    let variants = shape.values.iter().map(|(value, variant)| {
        let (features, condition) = (&value.features, value.condition.as_ref());
        let doc = docs.part("value", &value.name, value.doc, features, condition);
        let head = attributes_of(doc, deprecation(plan, features));
        quote!(#head #variant,)
    });
    let unknown_variant = shape.unknown.iter().map(|variant| {
        let doc = attributes("A value that the schema does not list, as it came.");
        quote!(#doc #variant(#string),)
    });
    let names: Vec<&str> = shape.values.iter().map(|(value, _)| &*value.name).collect();
    let idents: Vec<&Ident> = shape.values.iter().map(|(_, variant)| variant).collect();
    let unknown_arm = shape
        .unknown
        .iter()
        .map(|variant| quote!(Self::#variant(name) => name,));
    // A reference to an enum without variants cannot be matched, but the place behind it can.
    let subject = if idents.is_empty() && !open {
        quote!(*self)
    } else {
        quote!(self)
    };
    let unknown_method = shape.unknown.iter().map(|variant| {
        let option = types.option(&quote!(Self));
        quote!(fn unknown(name: #string) -> #option { Some(Self::#variant(name)) })
    });
    let doc = attributes("The value as it stands on the wire.");
    quote! {
        #head
        #[derive(Debug, Clone, #copy PartialEq, Eq, Hash)]
        #non_exhaustive
        pub enum #ident { #(#variants)* #(#unknown_variant)* }
        impl #ident {
            #doc
            #[must_use]
            pub fn as_str(&self) -> &str {
                match #subject {
                    #(Self::#idents => #names,)*
                    #(#unknown_arm)*
                }
            }
        }
        impl rt::Enum for #ident {
            const NAMES: &'static rt::Names = &rt::Names { name: #name, names: &[#(#names),*], open: #open };
            const ALL: &'static [Self] = &[#(Self::#idents),*];
            fn as_str(&self) -> &str { self.as_str() }
            #(#unknown_method)*
        }
        rt::enumeration!(#ident);
        rt::display!(#ident);
    }
}
