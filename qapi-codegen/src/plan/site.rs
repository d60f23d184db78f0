//! Where items stand among the generated modules, and the way from one to another.

use qapi_parser::schema::{ModuleId, Schema};
use rustc_hash::FxHashSet;

use crate::code::Ident;
use crate::config::Layout;
use crate::names::{Case, identifier, is_reserved};

/// The kinds of modules that items stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Among the types, which are seen in the module around, too.
    Types,
    /// Among the commands.
    Commands,
    /// Among the events.
    Events,
    /// In what a server needs.
    Server,
    /// In what a client has.
    Client,
}

impl Place {
    /// The name of the module.
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

/// The module that an item stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Site {
    /// The module of the schema, where each has one in Rust; `None` at the root.
    pub(crate) module: Option<ModuleId>,
    pub(crate) place: Place,
}

/// The Rust modules of the schema's; none in the flat layout.
#[derive(Debug)]
pub(crate) struct Modules(Vec<Ident>);

impl Modules {
    pub(super) fn new(schema: &Schema, layout: Layout) -> Self {
        if layout == Layout::Flat {
            return Self(Vec::new());
        }
        // Of these the root has some itself.
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
            // A raw identifier would not do as the name of a file.
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

    /// Whether there is none: all items are at the root.
    pub(crate) fn is_flat(&self) -> bool {
        self.0.is_empty()
    }

    /// Where what belongs to a module of the schema stands.
    pub(crate) fn site(&self, module: ModuleId, place: Place) -> Site {
        let module = (!self.0.is_empty()).then_some(module);
        Site { module, place }
    }

    /// The name of a module of the schema.
    pub(crate) fn name(&self, module: ModuleId) -> Option<&Ident> {
        self.0.get(module.index())
    }

    /// The way from one to another: modules, each with `::` behind it.
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

    /// The way from the root.
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
