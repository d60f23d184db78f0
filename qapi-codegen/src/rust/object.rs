//! Structs: what objects and commands' arguments become.

use proc_macro2::{Group, Ident, Literal, TokenStream};
use qapi_parser::schema::{Member, TypeId};
use quote::{format_ident, quote};

use super::types::Types;
use super::{braced, followed, head, non_exhaustive};
use crate::docs::{Docs, attributes, deprecation};
use crate::gate::Gate;
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
    /// The `cfg` that it stands under.
    pub(super) gate: &'s Gate,
}

impl Object<'_, '_, '_> {
    /// The struct with its constructor, its setters and its decoding. `head` are its doc and attributes.
    pub(super) fn write(&self, head: TokenStream) -> TokenStream {
        let (ident, gate) = (self.ident, self.gate);
        let non_exhaustive = non_exhaustive(self.types.plan.config);
        let default = self.shape.all_optional().then(|| quote!(, Default));
        let members = braced(self.members());
        let mut out = head;
        out.extend(quote! {
            #[derive(Debug, Clone, PartialEq #default)]
            #non_exhaustive
            pub struct #ident #members
        });
        let methods = self.methods();
        if !methods.is_empty() {
            let methods = braced(methods);
            out.extend(quote!(#gate impl #ident #methods));
        }
        out.extend(self.object());
        out.extend(quote!(#gate rt::object!(#ident);));
        out
    }

    fn members(&self) -> TokenStream {
        let fields = self.shape.fields.iter().map(|field| {
            let Field { member, ident, .. } = field;
            let head = self.head(member, &field.attributes);
            let ty = self.types.of_field(self.id, field);
            let ty = if member.optional {
                self.types.option(&ty)
            } else {
                ty
            };
            followed(head, quote!(pub #ident: #ty,))
        });
        let tag = self.shape.tag.iter().map(|tag| {
            let (head, ident, ty) = (
                self.head(tag.member, &tag.attributes),
                &tag.ident,
                &tag.branches,
            );
            followed(head, quote!(pub #ident: #ty,))
        });
        let rest = self.shape.rest.iter().map(|ident| {
            let doc = attributes(
                "Arguments that the schema does not list, which this command takes as well.",
            );
            quote!(#doc pub #ident: rt::Map,)
        });
        fields.chain(tag).chain(rest).collect()
    }

    fn head(&self, member: &Member, extra: &TokenStream) -> TokenStream {
        let (features, condition) = (&member.features, member.condition.as_ref());
        let doc = self
            .docs
            .part("member", &member.name, member.doc, features, condition);
        head(self.types.plan, doc, features, &self.gate_of(member), extra)
    }

    fn gate_of(&self, member: &Member) -> Gate {
        (self.types.plan.presence).gate(member.condition.as_ref(), &member.features)
    }

    /// `new` with the mandatory members, and a setter for each optional one.
    fn methods(&self) -> TokenStream {
        let config = self.types.plan.config;
        let new = config.constructors.then(|| self.constructor());
        let optional = (self.shape.fields.iter())
            .filter(|field| config.setters && field.member.optional)
            .map(|field| self.setter(field));
        new.into_iter().chain(optional).collect()
    }

    fn constructor(&self) -> TokenStream {
        let (mut parameters, mut values) = (TokenStream::new(), TokenStream::new());
        for field in &self.shape.fields {
            let (ident, gate) = (&field.ident, self.gate_of(field.member));
            if field.member.optional {
                values.extend(quote!(#gate #ident: None,));
            } else {
                let (ty, value) = self.types.parameter(self.id, field, ident);
                parameters.extend(quote!(#gate #ident: #ty,));
                values.extend(value.map_or_else(
                    || quote!(#gate #ident,),
                    |value| quote!(#gate #ident: #value,),
                ));
            }
        }
        if let Some(tag) = &self.shape.tag {
            let (ident, ty) = (&tag.ident, &tag.branches);
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
        quote!(#doc #[must_use] pub fn new(#parameters) -> Self { Self { #values } })
    }

    fn setter(&self, field: &Field<'_>) -> TokenStream {
        let ident = &field.ident;
        let spelling = ident.to_string();
        let bare = spelling.strip_prefix("r#").unwrap_or(&spelling);
        let name = format_ident!("with_{bare}");
        let doc = attributes(&format!("Sets [`{bare}`](Self::{bare})."));
        let deprecated = deprecation(self.types.plan, &field.member.features);
        let gate = self.gate_of(field.member);
        let value = format_ident!("value");
        let (ty, made) = self.types.parameter(self.id, field, &value);
        let value = made.unwrap_or_else(|| quote!(#value));
        quote! {
            #doc
            #gate
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
        let Self { ident, shape, .. } = self;
        // The tag is the first of the table's names and has no slot.
        let first = usize::from(shape.tag.is_some());
        let slots: Vec<Ident> = (0..shape.fields.len())
            .map(|at| format_ident!("m{}", at + first))
            .collect();
        let gates: Vec<Gate> = (shape.fields.iter())
            .map(|field| self.gate_of(field.member))
            .collect();
        let table = self.table(first, &gates);
        let declared = declarations(&slots, &gates);
        let mandatory = shape
            .fields
            .iter()
            .zip(slots.iter().zip(&gates))
            .filter(|(field, _)| !field.member.optional);
        let unwrapped = unwrapping(&mandatory.map(|(_, slot)| slot).collect::<Vec<_>>());
        let values =
            (shape.fields.iter())
                .zip(slots.iter().zip(&gates))
                .map(|(field, (slot, gate))| {
                    let value = initialised(&field.ident, slot);
                    quote!(#gate #value)
                });
        let values: TokenStream = values.collect();
        let members = shape.fields.iter().zip(&gates).map(|(field, gate)| {
            let ident = &field.ident;
            if field.member.optional {
                quote!(#gate &self.#ident)
            } else {
                quote!(#gate &Some(&self.#ident))
            }
        });
        let slots = quote!(&mut [#(#gates &mut #slots),*]);
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
        let gate = self.gate;
        let read = braced(followed(declared, read));
        quote! {
            #gate
            impl rt::Object for #ident {
                const TABLE: &'static rt::Table = &rt::Table #table;
                fn read<'de, A: rt::MapAccess<'de>>(input: &mut rt::Members<'_, 'de, A>) -> #read_result #read
                fn write<M: rt::SerializeMap>(&self, out: &mut M) -> #write_result {
                    #write
                }
            }
        }
    }

    fn table(&self, first: usize, gates: &[Gate]) -> Group {
        let fields = &self.shape.fields;
        let tag = self.shape.tag.iter().map(|tag| &*tag.member.name);
        let tag = tag.map(|name| quote!(#name));
        let names = tag.chain(fields.iter().zip(gates).map(|(field, gate)| {
            let name = &*field.member.name;
            quote!(#gate #name)
        }));
        let optional = if gates.iter().all(Gate::is_open) {
            let words = words(fields, first);
            quote!(&[#(#words),*])
        } else {
            let tag = (0..first).map(|_| quote!(false));
            let flags = tag.chain(fields.iter().zip(gates).map(|(field, gate)| {
                let flag = field.member.optional;
                quote!(#gate #flag)
            }));
            let count = Literal::usize_unsuffixed((first + fields.len()).div_ceil(64));
            quote!(&rt::optional::<#count>(&[#(#flags),*]))
        };
        let name = self.name;
        braced(quote!(name: #name, names: &[#(#names),*], optional: #optional))
    }
}

/// The words that say which members are optional.
fn words(fields: &[Field<'_>], first: usize) -> Vec<Literal> {
    let mut words: Vec<u64> = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        if field.member.optional {
            let at = at + first;
            words.resize(words.len().max(at / 64 + 1), 0);
            if let Some(word) = words.last_mut() {
                *word |= 1 << (at % 64);
            }
        }
    }
    words.into_iter().map(bits).collect()
}

/// Takes mandatory members out of their slots, a few a line; those under a `cfg` on lines of their own.
fn unwrapping(slots: &[(&Ident, &Gate)]) -> TokenStream {
    let (open, gated): (Vec<_>, Vec<_>) = slots.iter().partition(|(_, gate)| gate.is_open());
    let open: Vec<&Ident> = open.into_iter().map(|(slot, _)| slot).collect();
    let mut out: TokenStream = (open.chunks(8))
        .map(|chunk| match chunk {
            [slot] => quote!(let Some(#slot) = #slot else { return Err(rt::lost()) };),
            slots => {
                quote!(let (#(Some(#slots)),*) = (#(#slots),*) else { return Err(rt::lost()) };)
            }
        })
        .collect();
    for (slot, gate) in gated {
        out.extend(quote!(#gate let Some(#slot) = #slot else { return Err(rt::lost()) };));
    }
    out
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

/// Empty slots, a few a line; those under a `cfg` on lines of their own.
fn declarations(slots: &[Ident], gates: &[Gate]) -> TokenStream {
    let (open, gated): (Vec<_>, Vec<_>) =
        (slots.iter().zip(gates)).partition(|(_, gate)| gate.is_open());
    let mut out: TokenStream = (open.chunks(8))
        .map(|chunk| match chunk {
            [(slot, _)] => quote!(let mut #slot = None;),
            chunk => {
                let slots = chunk.iter().map(|(slot, _)| slot);
                let none = chunk.iter().map(|_| quote!(None));
                quote!(let (#(mut #slots),*) = (#(#none),*);)
            }
        })
        .collect();
    for (slot, gate) in gated {
        out.extend(quote!(#gate let mut #slot = None;));
    }
    out
}
