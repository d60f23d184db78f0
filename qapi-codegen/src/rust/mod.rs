//! Rust code from a plan: one module of types and one of commands.
//!
//! Every item is a token stream of its own, so that items can be written and formatted apart. What the
//! code looks like, and why, is shown by `qapi_wire::rt`, whose functions it calls.

mod alternate;
mod command;
mod enumeration;
mod object;
mod types;
mod union;

use proc_macro2::TokenStream;
use qapi_parser::schema::{Origin, Type, TypeKind};
use quote::quote;
use rustc_hash::FxHashSet;

use self::object::Object;
use self::types::{Prelude, Types};
use crate::config::Config;
use crate::docs::{Docs, Place, attributes};
use crate::plan::{Plan, Shape};

/// A module of generated code.
#[derive(Debug)]
pub(crate) struct Module {
    /// What stands before the module's braces, and in front of the items within them.
    pub(crate) head: TokenStream,
    pub(crate) imports: TokenStream,
    pub(crate) items: Vec<TokenStream>,
    /// What makes the items visible where the module stands.
    pub(crate) behind: TokenStream,
}

/// Writes everything that is planned.
pub(crate) fn write(plan: &Plan<'_>) -> Vec<Module> {
    let allow = allowed();
    let mut modules = Vec::new();
    let types = types(plan);
    if !types.is_empty() {
        modules.push(Module {
            head: quote!(#allow mod types),
            imports: quote!(
                use ::qapi_wire::rt;
            ),
            items: types,
            // A program that uses commands only has no use for it.
            behind: quote!(
                #[allow(unreachable_pub, unused_imports)]
                pub use self::types::*;
            ),
        });
    }
    let commands = commands(plan);
    if !commands.is_empty() {
        let doc = attributes(
            "The commands: each is a struct of its arguments that implements `qapi_wire::Command`.",
        );
        modules.push(Module {
            head: quote!(#doc #allow pub mod commands),
            imports: quote!(
                use ::qapi_wire::rt;
            ),
            items: commands,
            behind: TokenStream::new(),
        });
    }
    modules
}

/// What generated code does on purpose, or because the schema is what it is.
fn allowed() -> TokenStream {
    quote! {
        #[allow(
            dead_code, deprecated, non_camel_case_types, non_snake_case, unreachable_pub,
            clippy::disallowed_names, clippy::enum_variant_names, clippy::large_enum_variant,
            clippy::new_without_default, clippy::too_many_arguments
        )]
    }
}

fn types(plan: &Plan<'_>) -> Vec<TokenStream> {
    let idents: FxHashSet<String> = plan
        .types()
        .map(|(_, ident, _)| ident.to_string())
        .collect();
    let types = Types {
        plan,
        place: Place::Types,
        prelude: Prelude::new(|name| idents.contains(name)),
    };
    let mut items = Vec::new();
    for (id, ident, shape) in plan.types() {
        let ty = &plan.schema[id];
        let docs = Docs::of_type(plan, ident, shape);
        items.push(match shape {
            Shape::Enum(shape) => enumeration::write(&types, &docs, ty, ident, shape),
            Shape::Alternate(shape) => alternate::write(&types, &docs, id, ty, ident, shape),
            Shape::Object(shape) => {
                let spelling = ident.to_string();
                let (name, head) = if is_wrapper(ty) {
                    // The schema has no name for it that a person would know.
                    (&*spelling, attributes("The value of a union's branch."))
                } else {
                    let kind = if shape.tag.is_some() {
                        "union"
                    } else {
                        "struct"
                    };
                    (ty.name(), docs.definition(&ty.definition, kind))
                };
                let object = Object {
                    types: &types,
                    docs: &docs,
                    id: Some(id),
                    ident,
                    name,
                    shape,
                };
                object.write(&head)
            }
        });
        if let Shape::Object(object) = shape
            && let Some(tag) = &object.tag
            && let Some(enumeration) = plan.ident(tag.member.ty)
        {
            items.push(union::write(&types, &docs, ty, enumeration, tag));
        }
    }
    items
}

fn is_wrapper(ty: &Type) -> bool {
    matches!(&ty.kind, TypeKind::Object(object) if object.origin == Origin::Wrapper)
}

fn commands(plan: &Plan<'_>) -> Vec<TokenStream> {
    let idents: FxHashSet<String> = plan
        .commands
        .iter()
        .map(|command| command.ident.to_string())
        .collect();
    let types = Types {
        plan,
        place: Place::Commands,
        prelude: Prelude::new(|name| idents.contains(name)),
    };
    plan.commands
        .iter()
        .map(|shape| command::write(&types, shape))
        .collect()
}

fn non_exhaustive(config: &Config) -> TokenStream {
    if config.non_exhaustive {
        quote!(#[non_exhaustive])
    } else {
        TokenStream::new()
    }
}

/// An item's attributes: its doc first.
fn attributes_of(doc: TokenStream, deprecation: TokenStream) -> TokenStream {
    quote!(#doc #deprecation)
}
