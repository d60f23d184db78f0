//! Alternates: enums that the kind of a JSON value selects from.

use proc_macro2::{Ident, TokenStream};
use qapi_parser::schema::{JsonKind, Type, TypeId};
use quote::{format_ident, quote};

use super::types::Types;
use super::{braced, followed, head, non_exhaustive, subject};
use crate::cycles::Edge;
use crate::docs::Docs;
use crate::gate::Gate;
use crate::plan::AlternateShape;

/// The enum and how its branches are read and written.
pub(super) fn write(
    types: &Types<'_, '_>,
    docs: &Docs<'_, '_>,
    id: TypeId,
    ty: &Type,
    ident: &Ident,
    shape: &AlternateShape<'_>,
) -> TokenStream {
    let (plan, definition) = (types.plan, &ty.definition);
    let gate = &plan.gate(definition);
    let doc = docs.definition(definition, "alternate");
    let head_of_all = head(
        plan,
        doc,
        &definition.features,
        gate,
        &plan.attributes(definition),
    );
    let non_exhaustive = non_exhaustive(plan.config);
    let read_result = types.result(&quote!(Self), &quote!(D::Error));
    let write_result = types.result(&quote!(S::Ok), &quote!(S::Error));
    let (mut variants, mut reads, mut writes) =
        (TokenStream::new(), TokenStream::new(), TokenStream::new());
    let (subject, binding) = subject(shape.variants.iter().all(|it| !it.gate.is_open()));
    let mut expected = Vec::new();
    for variant in &shape.variants {
        let Some(payload) = variant.payload else {
            continue;
        };
        let name = &variant.ident;
        let doc = docs.part(
            "branch",
            variant.name,
            variant.doc,
            variant.features,
            variant.condition,
        );
        let gate = &variant.gate;
        let head = head(plan, doc, variant.features, gate, &variant.attributes);
        let plain = types.of(payload);
        let held = if plan.boxed(Edge::Alternative, id, payload) {
            types.boxed(&plain)
        } else {
            plain
        };
        variants.extend(followed(head, quote!(#name(#held),)));
        let (method, article) = kind(plan.schema[payload].kind.json_kind());
        expected.push((article, gate));
        let method = format_ident!("{method}");
        reads.extend(quote! {
            #gate
            fn #method<'de, D: rt::Deserializer<'de>>(value: D) -> #read_result {
                rt::deserialize(value).map(Self::#name)
            }
        });
        writes.extend(quote!(#gate Self::#name(#binding value) => rt::serialize(value, out),));
    }
    let expected = expectation(&expected, &mut Vec::new());
    let out = if variants.is_empty() {
        quote!(_)
    } else {
        quote!(out)
    };
    let variants = braced(variants);
    let item = quote! {
        #[derive(Debug, Clone, PartialEq)]
        #non_exhaustive
        pub enum #ident #variants
        #gate
        impl rt::Alternate for #ident {
            const EXPECTED: &'static str = #expected;
            #reads
            fn write<S: rt::Serializer>(&self, #out: S) -> #write_result {
                match #subject { #writes }
            }
        }
        #gate
        rt::alternate!(#ident);
    };
    followed(head_of_all, item)
}

/// The method of `qapi_wire::rt::Alternate` that reads a kind of value, and what errors call the kind.
fn kind(kind: JsonKind) -> (&'static str, &'static str) {
    match kind {
        JsonKind::String => ("string", "a string"),
        JsonKind::Number => ("number", "a number"),
        JsonKind::Integer => ("integer", "an integer"),
        JsonKind::Boolean => ("boolean", "true or false"),
        JsonKind::Null => ("null", "null"),
        JsonKind::Array => ("array", "an array"),
        // No branch is of type `any` or an alternate (qapi-code-gen, "Alternate types").
        JsonKind::Object | JsonKind::Value => ("object", "an object"),
    }
}

/// What is expected, as text; it depends on the branches that a `cfg` leaves.
fn expectation(branches: &[(&'static str, &Gate)], chosen: &mut Vec<&'static str>) -> TokenStream {
    let Some(((kind, gate), others)) = branches.split_first() else {
        let text = listed(chosen);
        return quote!(#text);
    };
    chosen.push(kind);
    let with = expectation(others, chosen);
    chosen.pop();
    match gate.predicate() {
        None => with,
        Some(predicate) => {
            let without = expectation(others, chosen);
            quote!(if cfg!(#predicate) { #with } else { #without })
        }
    }
}

fn listed(parts: &[&str]) -> String {
    match parts.split_last() {
        None => "nothing".to_owned(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}
