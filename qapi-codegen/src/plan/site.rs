//! The modules of generated items, and the paths between them.

use qapi_parser::schema::{ModuleId, Schema};
use rustc_hash::FxHashSet;

use crate::code::Ident;
use crate::config::Layout;
use crate::names::{Case, identifier, is_reserved};

/// The kinds of modules of generated items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The module of the types, which are visible in the parent module, too.
    Types,
    /// The module of the commands.
    Commands,
    /// The module of the events.
    Events,
    /// The module of a server.
    Server,
    /// The module of a client.
    Client,
}

impl Place {
    /// Returns the name of the module.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Types => "types",
            Self::Commands => "commands",
            Self::Events => "events",
            Self::Server => "server",
            Self::Client => "client",
        }
    }
}

/// The module of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Site {
    /// The module of the schema, if each has one in Rust; `None` at the root.
    pub(crate) module: Option<ModuleId>,
    pub(crate) place: Place,
}

/// The Rust modules of the schema's modules; none in the flat layout.
#[derive(Debug)]
pub(crate) struct Modules(Vec<Ident>);

impl Modules {
    pub(super) fn new(schema: &Schema, layout: Layout) -> Self {
        if layout == Layout::Flat {
            return Self(Vec::new());
        }
        // The root contains some of these itself.
        let places = [
            Place::Types,
            Place::Commands,
            Place::Events,
            Place::Server,
            Place::Client,
        ];
        let mut taken: FxHashSet<String> = places
            .map(|place| place.name().to_owned())
            .into_iter()
            .chain(["guide", "introspection"].map(str::to_owned))
            .collect();
        let idents = schema.modules().map(|(_, module)| {
            let file = module.name.rsplit(['/', '\\']).next().unwrap_or_default();
            let stem = file.split('.').next().unwrap_or_default();
            let mut name = Case::Snake.convert(stem);
            // A raw identifier cannot be the name of a file.
            while identifier(&name).as_str() != name
                || is_reserved(&name)
                || !taken.insert(name.clone())
            {
                name.push('_');
            }
            identifier(&name)
        });
        Self(idents.collect())
    }

    /// Returns whether all items are at the root.
    pub(crate) fn is_flat(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the site of the items of a module of the schema.
    pub(crate) fn site(&self, module: ModuleId, place: Place) -> Site {
        let module = (!self.0.is_empty()).then_some(module);
        Site { module, place }
    }

    /// Returns the name of a module of the schema.
    pub(crate) fn name(&self, module: ModuleId) -> Option<&Ident> {
        self.0.get(module.index())
    }

    /// Returns the path from one site to another: modules, each followed by `::`.
    pub(crate) fn route(&self, from: Site, to: Site) -> String {
        if from == to {
            return String::new();
        }
        if from.module == to.module {
            return format!("super::{}::", to.place.name());
        }
        let up = if from.module.is_some() {
            "super::super::"
        } else {
            "super::"
        };
        up.to_owned() + &self.route_from_root(to)
    }

    /// Returns the path from the root.
    pub(crate) fn route_from_root(&self, to: Site) -> String {
        let mut route = String::new();
        if let Some(name) = to.module.and_then(|module| self.name(module)) {
            route = format!("{name}::");
        }
        if to.place != Place::Types {
            route.push_str(to.place.name());
            route.push_str("::");
        }
        route
    }
}
