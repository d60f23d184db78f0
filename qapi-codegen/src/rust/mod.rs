//! Rust code from a plan: modules of types, commands and events.
//!
//! The docs of `qapi_wire::rt`, whose functions the code calls, show its form. Modules import
//! downwards: this one, then `client`, `server`, `command` and `event`, `arguments`, `structs`,
//! `constructors`, `derive`, `wire`, then the shared `object`, `head`, `types`.

mod alternate;
mod arguments;
mod client;
mod command;
mod constructors;
mod derive;
mod enumeration;
mod event;
mod head;
mod introspection;
mod module;
mod object;
mod server;
mod structs;
mod subject;
mod types;
mod union;
mod wire;

use qapi_parser::schema::{ModuleId, TypeId};

use self::head::Head;
pub(crate) use self::module::Module;
use self::object::Object;
use self::types::Types;
use crate::code;
use crate::code::Ident;
use crate::code::template::code;
use crate::config::Emit;
use crate::docs::{self, Docs};
use crate::plan::{Place, Plan, Shape, Site};

/// Writes a planned schema.
pub(crate) fn write(plan: &Plan<'_>) -> Vec<Module> {
    let writer = Writer { plan };
    let mut modules = Vec::new();
    if plan.config.emit.contains(&Emit::Types) {
        modules = writer.all();
        if plan.config.docs {
            modules.push(guide(plan));
        }
    }
    if let Some(shape) = &plan.emission.server {
        let (types, mut items) = (writer.types(None, Place::Server), String::new());
        server::write(&types, shape, &mut items);
        modules.push(writer.module(Place::Server, items));
    }
    if plan.config.emit.contains(&Emit::Client) {
        let (types, mut items) = (writer.types(None, Place::Client), String::new());
        client::write(&types, &mut items);
        modules.push(writer.module(Place::Client, items));
    }
    if plan.config.emit.contains(&Emit::Introspection) {
        modules.push(introspection::write(plan));
    }
    modules
}

/// Writes the modules of a schema.
struct Writer<'p, 'a> {
    plan: &'p Plan<'a>,
}

impl<'p, 'a> Writer<'p, 'a> {
    /// Writes all modules of the code.
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
                code!(
                    &mut head,
                    "
                    /// The items that `$file` defines.
                    #[allow(clippy::module_inception)]
                    ",
                    file = module.name,
                );
                modules.push(Module {
                    name: name.to_string(),
                    head,
                    declaration: format!("pub mod {name}"),
                    imports: "",
                    items: String::new(),
                    modules: inner,
                    exports: "",
                });
            }
        }
        if plan.events().next().is_some() {
            let types = self.types(None, Place::Events);
            let mut items = String::new();
            event::write_all(&types, &mut items);
            modules.push(self.module(Place::Events, items));
        }
        modules
    }

    /// Writes the modules of one module of the schema, or of all.
    fn modules(&self, of: Option<ModuleId>) -> Vec<Module> {
        let plan = self.plan;
        let here = |module: ModuleId| of.is_none_or(|of| of == module);
        let types = self.types(of, Place::Types);
        let mut items = String::new();
        for (id, ident, shape) in plan.types() {
            if here(plan.schema[id].definition.module) {
                write_type(&types, id, ident, shape, &mut items);
            }
        }
        let mut modules = Vec::new();
        if !items.is_empty() {
            modules.push(self.module(Place::Types, items));
        }
        let (types, mut items) = (self.types(of, Place::Commands), String::new());
        (plan.commands())
            .filter(|it| here(it.command.definition.module))
            .for_each(|shape| command::write(&types, shape, &mut items));
        if !items.is_empty() {
            modules.push(self.module(Place::Commands, items));
        }
        let (types, mut items) = (self.types(of, Place::Events), String::new());
        (plan.events())
            .filter(|it| here(it.event.definition.module))
            .for_each(|shape| event::write(&types, shape, &mut items));
        if !items.is_empty() {
            if of.is_none() {
                event::write_all(&types, &mut items);
            }
            modules.push(self.module(Place::Events, items));
        }
        modules
    }

    fn types(&self, module: Option<ModuleId>, place: Place) -> Types<'p, 'a> {
        Types {
            plan: self.plan,
            site: Site { module, place },
        }
    }

    fn module(&self, place: Place, items: String) -> Module {
        let (doc, visibility, exports) = match place {
            // A program that uses only commands does not use the re-exports.
            Place::Types => (
                "",
                "",
                "#[allow(unreachable_pub, unused_imports)]\npub use self::types::*;\n",
            ),
            Place::Commands => (
                "/// The commands: each is a struct of its arguments that implements `qapi_wire::Command`.",
                "pub ",
                "",
            ),
            Place::Events => (
                "/// The events: each is a struct of its data that implements `qapi_wire::Event`.",
                "pub ",
                "",
            ),
            Place::Server => (
                "/// A server of these commands; `qapi_wire::server` runs it.",
                "pub ",
                "",
            ),
            Place::Client => ("/// The commands as methods of a client.", "pub ", ""),
        };
        // A `cfg` may remove the only use of an item.
        let gates = if self.plan.presence.has_gates() {
            ", unused_imports, unused_variables"
        } else {
            ""
        };
        let mut head = String::new();
        // The lints that generated code violates on purpose, or because of the schema's names.
        code!(
            &mut head,
            "
            $doc
            #[allow(dead_code, deprecated, non_camel_case_types, non_snake_case, unreachable_pub, \
            clippy::disallowed_names, clippy::enum_variant_names, clippy::large_enum_variant, \
            clippy::module_inception$gates, clippy::new_without_default, clippy::too_many_arguments)]
            ",
            doc,
            gates,
        );
        Module {
            name: place.name().to_owned(),
            head,
            declaration: format!("{visibility}mod {}", place.name()),
            imports: "use ::qapi_wire::rt;\n",
            items,
            modules: Vec::new(),
            exports,
        }
    }
}

/// Writes the module whose doc is the guide: an included file cannot have its own docs.
fn guide(plan: &Plan<'_>) -> Module {
    Module {
        name: "guide".to_owned(),
        head: code::doc(&docs::guide(plan)) + "#[allow(unreachable_pub)]\n",
        declaration: "pub mod guide".to_owned(),
        imports: "",
        items: String::new(),
        modules: Vec::new(),
        exports: "",
    }
}

fn write_type(
    types: &Types<'_, '_>,
    id: TypeId,
    ident: &Ident,
    shape: &Shape<'_>,
    items: &mut String,
) {
    let plan = types.plan;
    let ty = &plan.schema[id];
    let docs = Docs::of_type(plan, types.site, ident, shape);
    let object = match shape {
        Shape::Enum(shape) => {
            return enumeration::write(types, &docs, ty, ident, shape, items);
        }
        Shape::Alternate(shape) => {
            return alternate::write(types, &docs, id, ty, ident, shape, items);
        }
        Shape::Object(object) => object,
    };
    let definition = &ty.definition;
    let (name, doc) = match docs.implied(id) {
        // A person knows no name of it in the schema.
        Some(doc) => (ident.as_str(), doc),
        None => {
            let kind = if object.tag.is_some() {
                "union"
            } else {
                "struct"
            };
            let doc = docs.definition(definition, kind);
            (ty.name(), doc + &docs.branches(object))
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
    structs::write(&object, &head, items);
    if let Some(tag) = &object.shape.tag {
        union::write(types, &docs, ty, tag, items);
    }
}
