//! Rust code from a plan: modules of types, commands and events.
//!
//! Every item is a token stream of its own, so that items can be written and formatted apart. What the
//! code looks like, and why, is shown by `qapi_wire::rt`, whose functions it calls.

mod alternate;
mod arguments;
mod command;
mod enumeration;
mod event;
mod object;
mod types;
mod union;

use proc_macro2::{Delimiter, Group, Ident, TokenStream};
use qapi_parser::schema::{Feature, ModuleId, Origin, Type, TypeId, TypeKind};
use quote::{ToTokens as _, format_ident, quote};
use rustc_hash::FxHashSet;

use self::object::Object;
use self::types::{Prelude, Types};
use crate::config::Config;
use crate::docs::{Docs, attributes, deprecation};
use crate::gate::Gate;
use crate::plan::{Place, Plan, Shape, Site};

/// A module of generated code.
#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) name: String,
    /// What stands before the module's braces.
    pub(crate) head: TokenStream,
    pub(crate) imports: TokenStream,
    pub(crate) items: Vec<TokenStream>,
    pub(crate) modules: Vec<Module>,
    /// What makes the items visible where the module stands.
    pub(crate) behind: TokenStream,
}

/// Writes everything that is planned.
pub(crate) fn write(plan: &Plan<'_>) -> Vec<Module> {
    let writer = Writer::new(plan);
    let root = plan.schema.modules().next().map(|(id, _)| id);
    if root.is_some_and(|id| plan.modules.name(id).is_none()) {
        return writer.modules(None);
    }
    let mut modules = Vec::new();
    for (id, module) in plan.schema.modules() {
        let (inner, name) = (writer.modules(Some(id)), plan.modules.name(id));
        if let Some(name) = name.filter(|_| !inner.is_empty()) {
            let doc = attributes(&format!("What `{}` defines.", module.name));
            modules.push(Module {
                name: name.to_string(),
                head: quote!(#doc #[allow(clippy::module_inception)] pub mod #name),
                imports: TokenStream::new(),
                items: Vec::new(),
                modules: inner,
                behind: TokenStream::new(),
            });
        }
    }
    if plan.events().next().is_some() {
        let types = writer.types(None, Place::Events);
        modules.push(writer.module(Place::Events, vec![event::write_all(&types)]));
    }
    modules
}

/// Writes the modules of a schema.
struct Writer<'p, 'a> {
    plan: &'p Plan<'a>,
    /// The names that items of each kind have.
    names: [FxHashSet<String>; 3],
}

impl<'p, 'a> Writer<'p, 'a> {
    fn new(plan: &'p Plan<'a>) -> Self {
        let names =
            |idents: &mut dyn Iterator<Item = &Ident>| idents.map(Ident::to_string).collect();
        Self {
            plan,
            names: [
                names(&mut plan.types().map(|(_, ident, _)| ident)),
                names(&mut plan.commands().map(|command| &command.ident)),
                names(&mut plan.events().map(|event| &event.ident)),
            ],
        }
    }

    /// The modules of what one module of the schema defines, or all of them.
    fn modules(&self, of: Option<ModuleId>) -> Vec<Module> {
        let plan = self.plan;
        let here = |module: ModuleId| of.is_none_or(|of| of == module);
        let types = self.types(of, Place::Types);
        let mut items = Vec::new();
        for (id, ident, shape) in plan.types() {
            if here(plan.schema[id].definition.module) {
                write_type(&types, id, ident, shape, &mut items);
            }
        }
        let mut modules = Vec::new();
        if !items.is_empty() {
            modules.push(self.module(Place::Types, items));
        }
        let types = self.types(of, Place::Commands);
        let commands = plan
            .commands()
            .filter(|it| here(it.command.definition.module));
        let items: Vec<_> = commands
            .map(|shape| command::write(&types, shape))
            .collect();
        if !items.is_empty() {
            modules.push(self.module(Place::Commands, items));
        }
        let types = self.types(of, Place::Events);
        let events = plan.events().filter(|it| here(it.event.definition.module));
        let mut items: Vec<_> = events.map(|shape| event::write(&types, shape)).collect();
        if !items.is_empty() {
            if of.is_none() {
                items.push(event::write_all(&types));
            }
            modules.push(self.module(Place::Events, items));
        }
        modules
    }

    fn types(&self, module: Option<ModuleId>, place: Place) -> Types<'p, 'a> {
        let [types, commands, events] = &self.names;
        let names = match place {
            Place::Types => types,
            Place::Commands => commands,
            Place::Events => events,
        };
        Types {
            plan: self.plan,
            site: Site { module, place },
            prelude: Prelude::new(|name| names.contains(name)),
        }
    }

    fn module(&self, place: Place, items: Vec<TokenStream>) -> Module {
        let (doc, visibility, behind) = match place {
            Place::Types => (
                TokenStream::new(),
                TokenStream::new(),
                // A program that uses commands only has no use for it.
                quote!(
                    #[allow(unreachable_pub, unused_imports)]
                    pub use self::types::*;
                ),
            ),
            Place::Commands => (
                attributes(
                    "The commands: each is a struct of its arguments that implements `qapi_wire::Command`.",
                ),
                quote!(pub),
                TokenStream::new(),
            ),
            Place::Events => (
                attributes(
                    "The events: each is a struct of its data that implements `qapi_wire::Event`.",
                ),
                quote!(pub),
                TokenStream::new(),
            ),
        };
        let (allow, name) = (allowed(self.plan), format_ident!("{}", place.name()));
        Module {
            name: place.name().to_owned(),
            head: quote!(#doc #allow #visibility mod #name),
            imports: quote!(
                use ::qapi_wire::rt;
            ),
            items,
            modules: Vec::new(),
            behind,
        }
    }
}

/// What generated code does on purpose, or because the schema is what it is.
fn allowed(plan: &Plan<'_>) -> TokenStream {
    // What a `cfg` leaves out may be all that uses something.
    let gates = (plan.presence.has_gates()).then(|| quote!(unused_imports, unused_variables,));
    quote! {
        #[allow(
            dead_code, deprecated, non_camel_case_types, non_snake_case, unreachable_pub,
            clippy::disallowed_names, clippy::enum_variant_names, clippy::large_enum_variant, clippy::module_inception,
            #gates clippy::new_without_default, clippy::too_many_arguments
        )]
    }
}

fn write_type(
    types: &Types<'_, '_>,
    id: TypeId,
    ident: &Ident,
    shape: &Shape<'_>,
    items: &mut Vec<TokenStream>,
) {
    let plan = types.plan;
    let ty = &plan.schema[id];
    let docs = Docs::of_type(plan, types.site, ident, shape);
    let object = match shape {
        Shape::Enum(shape) => {
            return items.push(enumeration::write(types, &docs, ty, ident, shape));
        }
        Shape::Alternate(shape) => {
            return items.push(alternate::write(types, &docs, id, ty, ident, shape));
        }
        Shape::Object(object) => object,
    };
    let (spelling, definition) = (ident.to_string(), &ty.definition);
    let (name, doc) = match implied(ty) {
        // The schema has no name for it that a person would know.
        Some(doc) => (&*spelling, attributes(doc)),
        None => {
            let kind = if object.tag.is_some() {
                "union"
            } else {
                "struct"
            };
            (ty.name(), docs.definition(definition, kind))
        }
    };
    let gate = plan.gate(definition);
    let head = head(
        plan,
        doc,
        &definition.features,
        &gate,
        &plan.attributes(definition),
    );
    let object = Object {
        types,
        docs: &docs,
        id: Some(id),
        ident,
        name,
        shape: object,
        gate: &gate,
    };
    items.push(object.write(head));
    if let Some(tag) = &object.shape.tag {
        items.push(union::write(types, &docs, ty, tag));
    }
}

/// The doc of an object that the schema does not name.
fn implied(ty: &Type) -> Option<&'static str> {
    match &ty.kind {
        TypeKind::Object(object) => match object.origin {
            Origin::Wrapper => Some("The value of a union's branch."),
            Origin::Inline => Some("What a member holds."),
            _ => None,
        },
        _ => None,
    }
}

fn non_exhaustive(config: &Config) -> TokenStream {
    if config.non_exhaustive {
        quote!(#[non_exhaustive])
    } else {
        TokenStream::new()
    }
}

/// What stands before an item: its doc first, the configuration's attributes last.
fn head(
    plan: &Plan<'_>,
    doc: TokenStream,
    features: &[Feature],
    gate: &Gate,
    attributes: &TokenStream,
) -> TokenStream {
    let mut head = doc;
    gate.to_tokens(&mut head);
    head.extend(deprecation(plan, features));
    head.extend(attributes.clone());
    head
}

/// What a `match` on `&self` looks at, and how its patterns bind. A reference to an enum cannot be matched
/// without arms, as the place behind it can: so where a `cfg` may leave no variant of the enum.
fn subject(may_be_empty: bool) -> (TokenStream, TokenStream) {
    if may_be_empty {
        (quote!(*self), quote!(ref))
    } else {
        (quote!(self), TokenStream::new())
    }
}

/// One behind the other, without a copy of the first.
fn followed(mut tokens: TokenStream, others: TokenStream) -> TokenStream {
    tokens.extend(others);
    tokens
}

/// Tokens in braces. `quote` copies what it takes in token by token, but a group as a whole.
fn braced(tokens: TokenStream) -> Group {
    Group::new(Delimiter::Brace, tokens)
}
