//! Rust code from a plan: modules of types, commands and events.
//!
//! Every item is a text of its own, so that items can be formatted apart. What the code looks like, and why,
//! is shown by `qapi_wire::rt`, whose functions it calls.

mod alternate;
mod arguments;
mod client;
mod command;
mod enumeration;
mod event;
mod introspection;
mod object;
mod server;
mod types;
mod union;
mod wire;

use qapi_parser::schema::{Feature, ModuleId, Origin, Type, TypeId, TypeKind};
use rustc_hash::FxHashSet;

use self::object::Object;
use self::types::{Prelude, Types};
use crate::code::{self, Ident, lines};
use crate::config::{Config, Emit};
use crate::docs::{Docs, deprecation};
use crate::gate::Gate;
use crate::plan::{Place, Plan, Shape, Site, Variant};

/// A module of generated code.
#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) name: String,
    /// What stands before the module's braces.
    pub(crate) head: String,
    pub(crate) imports: &'static str,
    pub(crate) items: Vec<String>,
    pub(crate) modules: Vec<Module>,
    /// What makes the items visible where the module stands.
    pub(crate) behind: &'static str,
}

/// Writes everything that is planned.
pub(crate) fn write(plan: &Plan<'_>) -> Vec<Module> {
    let writer = Writer::new(plan);
    let mut modules = Vec::new();
    if plan.config.emit.contains(&Emit::Types) {
        modules = writer.all();
    }
    if let Some(shape) = &plan.emission.server {
        let types = writer.types(None, Place::Server);
        modules.push(writer.module(Place::Server, server::write(&types, shape)));
    }
    if plan.config.emit.contains(&Emit::Client) {
        let types = writer.types(None, Place::Client);
        modules.push(writer.module(Place::Client, client::write(&types)));
    }
    if plan.config.emit.contains(&Emit::Introspection) {
        modules.push(introspection::write(plan));
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

    /// The modules of everything that the schema defines.
    fn all(&self) -> Vec<Module> {
        let plan = self.plan;
        let root = plan.schema.modules().next().map(|(id, _)| id);
        if root.is_some_and(|id| plan.modules.name(id).is_none()) {
            return self.modules(None);
        }
        let mut modules = Vec::new();
        for (id, module) in plan.schema.modules() {
            let (inner, name) = (self.modules(Some(id)), plan.modules.name(id));
            if let Some(name) = name.filter(|_| !inner.is_empty()) {
                let mut head = String::new();
                code::doc(&mut head, "", &format!("What `{}` defines.", module.name));
                head.push_str(&format!(
                    "#[allow(clippy::module_inception)]\npub mod {name}"
                ));
                modules.push(Module {
                    name: name.to_string(),
                    head,
                    imports: "",
                    items: Vec::new(),
                    modules: inner,
                    behind: "",
                });
            }
        }
        if plan.events().next().is_some() {
            let types = self.types(None, Place::Events);
            let all = item(|out| event::write_all(&types, out));
            modules.push(self.module(Place::Events, vec![all]));
        }
        modules
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
            .map(|shape| item(|out| command::write(&types, shape, out)))
            .collect();
        if !items.is_empty() {
            modules.push(self.module(Place::Commands, items));
        }
        let types = self.types(of, Place::Events);
        let events = plan.events().filter(|it| here(it.event.definition.module));
        let mut items: Vec<_> = events
            .map(|shape| item(|out| event::write(&types, shape, out)))
            .collect();
        if !items.is_empty() {
            if of.is_none() {
                items.push(item(|out| event::write_all(&types, out)));
            }
            modules.push(self.module(Place::Events, items));
        }
        modules
    }

    fn types(&self, module: Option<ModuleId>, place: Place) -> Types<'p, 'a> {
        let [types, commands, events] = &self.names;
        let names = match place {
            Place::Types => Some(types),
            Place::Commands => Some(commands),
            Place::Events => Some(events),
            // No item of the schema stands there.
            Place::Server | Place::Client => None,
        };
        Types {
            plan: self.plan,
            site: Site { module, place },
            prelude: Prelude::new(|name| names.is_some_and(|names| names.contains(name))),
        }
    }

    fn module(&self, place: Place, items: Vec<String>) -> Module {
        let (doc, visibility, behind) = match place {
            // A program that uses commands only has no use for what is re-exported.
            Place::Types => (
                "",
                "",
                "#[allow(unreachable_pub, unused_imports)]\npub use self::types::*;\n",
            ),
            Place::Commands => (
                "The commands: each is a struct of its arguments that implements `qapi_wire::Command`.",
                "pub ",
                "",
            ),
            Place::Events => (
                "The events: each is a struct of its data that implements `qapi_wire::Event`.",
                "pub ",
                "",
            ),
            Place::Server => (
                "A server of these commands; `qapi_wire::server` runs it.",
                "pub ",
                "",
            ),
            Place::Client => ("The commands as methods of a client.", "pub ", ""),
        };
        let mut head = String::new();
        code::doc(&mut head, "", doc);
        write_allowed(self.plan, &mut head);
        head.push_str(&format!("{visibility}mod {}", place.name()));
        Module {
            name: place.name().to_owned(),
            head,
            imports: "use ::qapi_wire::rt;\n",
            items,
            modules: Vec::new(),
            behind,
        }
    }
}

/// The text of an item.
fn item(write: impl FnOnce(&mut String)) -> String {
    let mut out = String::new();
    write(&mut out);
    out
}

/// What generated code does on purpose, or because the schema is what it is.
fn write_allowed(plan: &Plan<'_>, out: &mut String) {
    // What a `cfg` leaves out may be all that uses something.
    let gates = if plan.presence.has_gates() {
        "unused_imports, unused_variables, "
    } else {
        ""
    };
    lines!(
        out,
        "#[allow(",
        "    dead_code, deprecated, non_camel_case_types, non_snake_case, unreachable_pub,",
        "    clippy::disallowed_names, clippy::enum_variant_names, clippy::large_enum_variant,",
        "    clippy::module_inception, {gates}clippy::new_without_default, clippy::too_many_arguments",
        ")]",
    );
}

fn write_type(
    types: &Types<'_, '_>,
    id: TypeId,
    ident: &Ident,
    shape: &Shape<'_>,
    items: &mut Vec<String>,
) {
    let plan = types.plan;
    let ty = &plan.schema[id];
    let docs = Docs::of_type(plan, types.site, ident, shape);
    let object = match shape {
        Shape::Enum(shape) => {
            return items.push(item(|out| {
                enumeration::write(types, &docs, ty, ident, shape, out)
            }));
        }
        Shape::Alternate(shape) => {
            return items.push(item(|out| {
                alternate::write(types, &docs, id, ty, ident, shape, out);
            }));
        }
        Shape::Object(object) => object,
    };
    let definition = &ty.definition;
    let (name, doc) = match implied(ty) {
        // The schema has no name for it that a person would know.
        Some(doc) => (ident.as_str(), doc.to_owned()),
        None => {
            let kind = if object.tag.is_some() {
                "union"
            } else {
                "struct"
            };
            (ty.name(), docs.definition(definition, kind))
        }
    };
    let gate = &plan.gate(definition);
    let head = Head {
        doc,
        features: &definition.features,
        gate,
        attributes: plan.attributes(definition),
    };
    let object = Object {
        types,
        docs: &docs,
        id: Some(id),
        ident,
        name,
        shape: object,
        gate,
    };
    items.push(item(|out| object.write(&head, out)));
    if let Some(tag) = &object.shape.tag {
        items.push(item(|out| union::write(types, &docs, ty, tag, out)));
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

fn non_exhaustive(config: &Config) -> &'static str {
    if config.non_exhaustive {
        "#[non_exhaustive]\n"
    } else {
        ""
    }
}

/// What stands before an item or a part of one.
struct Head<'h> {
    doc: String,
    features: &'h [Feature],
    gate: &'h Gate,
    /// The configuration's attributes.
    attributes: &'h str,
}

impl<'h> Head<'h> {
    /// Of a branch.
    fn of_variant(docs: &Docs<'_, '_>, variant: &'h Variant<'_>) -> Self {
        let Variant {
            name,
            doc,
            features,
            condition,
            ..
        } = variant;
        Self {
            doc: docs.part("branch", name, *doc, features, *condition),
            features,
            gate: &variant.gate,
            attributes: &variant.attributes,
        }
    }

    /// The doc first, the configuration's attributes last.
    fn write(&self, plan: &Plan<'_>, margin: &str, out: &mut String) {
        let Self {
            gate, attributes, ..
        } = self;
        code::doc(out, margin, &self.doc);
        let deprecated = deprecation(plan, self.features).unwrap_or_default();
        if !gate.is_open() || !deprecated.is_empty() || !attributes.is_empty() {
            lines!(out, "{margin}{gate}{deprecated}{attributes}");
        }
    }
}

/// What a `match` on `&self` looks at, and how its patterns bind. A reference to an enum cannot be matched
/// without arms, as the place behind it can: so where a `cfg` may leave no variant of the enum.
fn subject(may_be_empty: bool) -> (&'static str, &'static str) {
    if may_be_empty {
        ("*self", "ref ")
    } else {
        ("self", "")
    }
}
