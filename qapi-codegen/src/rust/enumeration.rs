//! Enums of names.

use proc_macro2::{Ident, TokenStream};
use qapi_parser::schema::Type;
use quote::quote;

use super::types::Types;
use super::{braced, followed, head, non_exhaustive};
use crate::docs::{Docs, attributes};
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
    let (name, definition) = (ty.name(), &ty.definition);
    let gate = &plan.gate(definition);
    let doc = docs.definition(definition, "enum");
    let head_of_all = head(
        plan,
        doc,
        &definition.features,
        gate,
        &plan.attributes(definition),
    );
    let non_exhaustive = non_exhaustive(plan.config);
    let string = &types.prelude.string;
    let copy = shape.unknown.is_none().then(|| quote!(Copy,));
    let open = shape.unknown.is_some();

    let (mut variants, mut arms) = (TokenStream::new(), TokenStream::new());
    let (mut names, mut idents) = (Vec::new(), Vec::new());
    for entry in &shape.values {
        let (value, variant) = (entry.value, &entry.ident);
        let (features, condition) = (&value.features, value.condition.as_ref());
        let gate = plan.presence.gate(condition, features);
        let doc = docs.part("value", &value.name, value.doc, features, condition);
        let head = head(plan, doc, features, &gate, &entry.attributes);
        let name = &*value.name;
        variants.extend(followed(head, quote!(#variant,)));
        arms.extend(quote!(#gate Self::#variant => #name,));
        names.push(quote!(#gate #name));
        idents.push(quote!(#gate Self::#variant));
    }
    if let Some(unknown) = &shape.unknown {
        let doc = attributes("A value that the schema does not list, as it came.");
        variants.extend(quote!(#doc #unknown(#string),));
        arms.extend(quote!(Self::#unknown(name) => name,));
    }
    // A reference to an enum without variants cannot be matched, but the place behind it can.
    let subject = if open { quote!(self) } else { quote!(*self) };
    let unknown_method = shape.unknown.iter().map(|variant| {
        let option = types.option(&quote!(Self));
        quote!(fn unknown(name: #string) -> #option { Some(Self::#variant(name)) })
    });
    let doc = attributes("The value as it stands on the wire.");
    let (variants, arms) = (braced(variants), braced(arms));
    let item = quote! {
        #[derive(Debug, Clone, #copy PartialEq, Eq, Hash)]
        #non_exhaustive
        pub enum #ident #variants
        #gate
        impl #ident {
            #doc
            #[must_use]
            pub fn as_str(&self) -> &str {
                match #subject #arms
            }
        }
        #gate
        impl rt::Enum for #ident {
            const NAMES: &'static rt::Names = &rt::Names { name: #name, names: &[#(#names),*], open: #open };
            const ALL: &'static [Self] = &[#(#idents),*];
            fn as_str(&self) -> &str { self.as_str() }
            #(#unknown_method)*
        }
        #gate
        rt::enumeration!(#ident);
        #gate
        rt::display!(#ident);
    };
    followed(head_of_all, item)
}
