//! Structs: what objects and commands' arguments become.

use proc_macro2::{Ident, Literal, TokenStream};
use qapi_parser::schema::{Member, TypeId};
use quote::{format_ident, quote};

use super::types::Types;
use super::{attributes_of, non_exhaustive};
use crate::docs::{Docs, attributes, deprecation};
use crate::plan::{Field, ObjectShape};

/// What a struct is written from.
pub(super) struct Object<'s, 'p, 'a> {
    pub(super) types: &'s Types<'p, 'a>,
    pub(super) docs: &'s Docs<'p, 'a>,
    /// The type; `None` for arguments.
    pub(super) id: Option<TypeId>,
    pub(super) ident: &'s Ident,
    /// What errors call it: the name in the schema.
    pub(super) name: &'s str,
    pub(super) shape: &'s ObjectShape<'a>,
}

impl Object<'_, '_, '_> {
    /// The struct with its constructor, its setters and its decoding. `head` are its doc and attributes.
    pub(super) fn write(&self, head: &TokenStream) -> TokenStream {
        let ident = self.ident;
        let non_exhaustive = non_exhaustive(self.types.plan.config);
        let default = self.shape.all_optional().then(|| quote!(, Default));
        let members = self.members();
        let methods = self.methods();
        let object = self.object();
        quote! {
            #head
            #[derive(Debug, Clone, PartialEq #default)]
            #non_exhaustive
            pub struct #ident { #members }
            impl #ident { #methods }
            #object
            rt::object!(#ident);
        }
    }

    fn members(&self) -> TokenStream {
        let fields = self.shape.fields.iter().map(|field| {
            let Field { member, ident, .. } = field;
            let head = self.head(member);
            let ty = self.types.of_field(self.id, field);
            let ty = if member.optional {
                self.types.option(&ty)
            } else {
                ty
            };
            quote!(#head pub #ident: #ty,)
        });
        let tag = self.shape.tag.iter().map(|tag| {
            let (head, ident, ty) = (
                self.head(tag.member),
                &tag.ident,
                self.types.item(&tag.branches),
            );
            quote!(#head pub #ident: #ty,)
        });
        let rest = self.shape.rest.iter().map(|ident| {
            let doc = attributes(
                "Arguments that the schema does not list, which this command takes as well.",
            );
            quote!(#doc pub #ident: rt::Map,)
        });
        fields.chain(tag).chain(rest).collect()
    }

    fn head(&self, member: &Member) -> TokenStream {
        let (features, condition) = (&member.features, member.condition.as_ref());
        let doc = self
            .docs
            .part("member", &member.name, member.doc, features, condition);
        attributes_of(doc, deprecation(self.types.plan, features))
    }

    /// `new` with the mandatory members, and a setter for each optional one.
    fn methods(&self) -> TokenStream {
        let (mut parameters, mut values) = (TokenStream::new(), TokenStream::new());
        for field in &self.shape.fields {
            let ident = &field.ident;
            if field.member.optional {
                values.extend(quote!(#ident: None,));
            } else {
                let (ty, value) = self.types.parameter(self.id, field, ident);
                parameters.extend(quote!(#ident: #ty,));
                values
                    .extend(value.map_or_else(|| quote!(#ident,), |value| quote!(#ident: #value,)));
            }
        }
        if let Some(tag) = &self.shape.tag {
            let (ident, ty) = (&tag.ident, self.types.item(&tag.branches));
            parameters.extend(quote!(#ident: #ty,));
            values.extend(quote!(#ident,));
        }
        if let Some(rest) = &self.shape.rest {
            values.extend(quote!(#rest: rt::Map::new(),));
        }
        let doc = attributes(if parameters.is_empty() {
            "Without any member."
        } else {
            "With the mandatory members."
        });
        let new = quote!(#doc #[must_use] pub fn new(#parameters) -> Self { Self { #values } });
        let setters = self.types.plan.config.setters.then(|| {
            self.shape
                .fields
                .iter()
                .filter(|field| field.member.optional)
                .map(|field| self.setter(field))
        });
        let setters = setters.into_iter().flatten();
        quote!(#new #(#setters)*)
    }

    fn setter(&self, field: &Field<'_>) -> TokenStream {
        let ident = &field.ident;
        let spelling = ident.to_string();
        let bare = spelling.strip_prefix("r#").unwrap_or(&spelling);
        let name = format_ident!("with_{bare}");
        let doc = attributes(&format!("Sets [`{bare}`](Self::{bare})."));
        let deprecated = deprecation(self.types.plan, &field.member.features);
        let value = format_ident!("value");
        let (ty, made) = self.types.parameter(self.id, field, &value);
        let value = made.unwrap_or_else(|| quote!(#value));
        quote! {
            #doc
            #deprecated
            #[must_use]
            pub fn #name(mut self, value: #ty) -> Self {
                self.#ident = Some(#value);
                self
            }
        }
    }

    /// How the members are read and written; see `qapi_wire::rt`.
    fn object(&self) -> TokenStream {
        let Self {
            ident, name, shape, ..
        } = self;
        // The tag is the first of the table's names and has no slot.
        let first = usize::from(shape.tag.is_some());
        let slots: Vec<Ident> = (0..shape.fields.len())
            .map(|at| format_ident!("m{}", at + first))
            .collect();
        let (table, declared) = (self.table(first), declarations(&slots));
        let mandatory = shape
            .fields
            .iter()
            .zip(&slots)
            .filter(|(field, _)| !field.member.optional);
        let unwrapped = unwrapping(&mandatory.map(|(_, slot)| slot).collect::<Vec<_>>());
        let values = shape
            .fields
            .iter()
            .zip(&slots)
            .map(|(field, slot)| initialised(&field.ident, slot));
        let values = quote!(#(#values)*);
        let members = shape.fields.iter().map(|field| {
            let ident = &field.ident;
            if field.member.optional {
                quote!(&self.#ident)
            } else {
                quote!(&Some(&self.#ident))
            }
        });
        let slots = quote!(&mut [#(&mut #slots),*]);
        let members = quote!(&[#(#members),*]);
        let (read, write) = match (&shape.tag, &shape.rest) {
            (Some(tag), _) => {
                let tag = &tag.ident;
                let branch = format_ident!("branch");
                let value = initialised(tag, &branch);
                (
                    quote! {
                        let #branch = rt::read_union(input, Self::TABLE, #slots)?;
                        #unwrapped
                        Ok(Self { #values #value })
                    },
                    quote!(rt::write_union(out, Self::TABLE, #members, &self.#tag)),
                )
            }
            (None, Some(rest)) => (
                quote! {
                    let #rest = rt::read_free(input, Self::TABLE, #slots)?;
                    #unwrapped
                    Ok(Self { #values #rest })
                },
                quote!(rt::write_free(out, Self::TABLE, #members, &self.#rest)),
            ),
            (None, None) => (
                quote! {
                    rt::read(input, Self::TABLE, #slots)?;
                    #unwrapped
                    Ok(Self { #values })
                },
                quote!(rt::write(out, Self::TABLE, #members)),
            ),
        };
        let read_result = self.types.result(&quote!(Self), &quote!(A::Error));
        let write_result = self.types.result(&quote!(()), &quote!(M::Error));
        quote! {
            impl rt::Object for #ident {
                const TABLE: &'static rt::Table = &rt::Table { name: #name, #table };
                fn read<'de, A: rt::MapAccess<'de>>(input: &mut rt::Members<'_, 'de, A>) -> #read_result {
                    #declared
                    #read
                }
                fn write<M: rt::SerializeMap>(&self, out: &mut M) -> #write_result {
                    #write
                }
            }
        }
    }

    fn table(&self, first: usize) -> TokenStream {
        let tag = self.shape.tag.iter().map(|tag| &*tag.member.name);
        let names = tag.chain(self.shape.fields.iter().map(|field| &*field.member.name));
        let mut words: Vec<u64> = Vec::new();
        for (at, field) in self.shape.fields.iter().enumerate() {
            if field.member.optional {
                let at = at + first;
                words.resize(words.len().max(at / 64 + 1), 0);
                if let Some(word) = words.last_mut() {
                    *word |= 1 << (at % 64);
                }
            }
        }
        let words = words.iter().map(|word| bits(*word));
        quote!(names: &[#(#names),*], optional: &[#(#words),*])
    }
}

/// Takes mandatory members out of their slots, a few a line.
fn unwrapping(slots: &[&Ident]) -> TokenStream {
    (slots.chunks(8))
        .map(|chunk| match chunk {
            [slot] => quote!(let Some(#slot) = #slot else { return Err(rt::lost()) };),
            slots => {
                quote!(let (#(Some(#slots)),*) = (#(#slots),*) else { return Err(rt::lost()) };)
            }
        })
        .collect()
}

/// A number in binary.
fn bits(word: u64) -> Literal {
    format!("{word:#b}")
        .parse()
        .unwrap_or_else(|_| Literal::u64_unsuffixed(word))
}

/// A field of a struct expression, in short where the local goes by the field's name.
fn initialised(field: &Ident, local: &Ident) -> TokenStream {
    if field == local {
        quote!(#field,)
    } else {
        quote!(#field: #local,)
    }
}

/// Empty slots, a few a line.
fn declarations(slots: &[Ident]) -> TokenStream {
    (slots.chunks(8))
        .map(|chunk| match chunk {
            [slot] => quote!(let mut #slot = None;),
            slots => {
                let none = slots.iter().map(|_| quote!(None));
                quote!(let (#(mut #slots),*) = (#(#none),*);)
            }
        })
        .collect()
}
