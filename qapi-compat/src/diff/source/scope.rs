//! The modules of generated code: their items, and the public paths of these.

use std::collections::{BTreeMap, BTreeSet};

use syn::ext::IdentExt as _;
use syn::{Ident, Item, UseTree, Visibility};

/// All modules of a file, by their path from its root. The path of the root is empty.
#[derive(Debug, Default)]
pub(super) struct Scopes(BTreeMap<String, Scope>);

/// A module.
#[derive(Debug, Default)]
struct Scope {
    /// The public path of its items; `None` if they are private.
    public: Option<String>,
    /// The names of its items.
    names: BTreeSet<String>,
    /// Modules whose items it imports with `use self::types::*`.
    globs: Vec<String>,
}

impl Scopes {
    pub(super) fn of(items: &[Item]) -> Self {
        let mut scopes = Self::default();
        scopes.add(items, "", Some(String::new()));
        scopes
    }

    fn add(&mut self, items: &[Item], path: &str, public: Option<String>) {
        let globs: Vec<String> = items.iter().filter_map(glob).collect();
        let scope = Scope {
            public: public.clone(),
            names: items.iter().filter_map(name).map(unraw).collect(),
            globs: globs.iter().map(|name| join(path, name)).collect(),
        };
        self.0.insert(path.to_owned(), scope);
        for item in items {
            let Item::Mod(module) = item else { continue };
            let name = unraw(&module.ident);
            let public = match (&public, &module.vis) {
                (Some(public), Visibility::Public(_)) => Some(join(public, &name)),
                (Some(public), _) if globs.contains(&name) => Some(public.clone()),
                _ => None,
            };
            let content = module.content.as_ref().map(|(_, items)| items.as_slice());
            self.add(content.unwrap_or_default(), &join(path, &name), public);
        }
    }

    /// Returns the public path of an item of a module.
    pub(super) fn public(&self, module: &str, name: &str) -> Option<String> {
        let public = self.0.get(module)?.public.as_ref()?;
        Some(join(public, name))
    }

    /// Returns the public path of the item that a path in a module names; `None` if the file does
    /// not define it.
    pub(super) fn resolve(&self, module: &str, path: &str) -> Option<String> {
        let mut at: Vec<&str> = module.split("::").filter(|part| !part.is_empty()).collect();
        let mut parts: Vec<&str> = path
            .split("::")
            .map(|it| it.trim_start_matches("r#"))
            .collect();
        let name = parts.pop()?;
        for part in parts {
            match part {
                // A path of another crate.
                "" | "crate" => return None,
                "self" => {}
                "super" => drop(at.pop()),
                part => at.push(part),
            }
        }
        let module = at.join("::");
        let globs = self.0.get(&module)?.globs.iter();
        let mut places = std::iter::once(&module).chain(globs);
        let place = places.find(|place| {
            let scope = self.0.get(*place);
            scope.is_some_and(|scope| scope.names.contains(name))
        });
        self.public(place?, name)
    }
}

/// Returns a path with one more part.
pub(super) fn join(path: &str, name: &str) -> String {
    match path {
        "" => name.to_owned(),
        path => format!("{path}::{name}"),
    }
}

/// Returns an identifier without `r#`.
pub(super) fn unraw(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// Returns the module in `pub use self::NAME::*`.
fn glob(item: &Item) -> Option<String> {
    let Item::Use(item) = item else { return None };
    let UseTree::Path(start) = &item.tree else {
        return None;
    };
    let UseTree::Path(module) = &*start.tree else {
        return None;
    };
    let is_public = matches!(item.vis, Visibility::Public(_));
    let is_whole = start.ident == "self" && matches!(*module.tree, UseTree::Glob(_));
    (is_public && is_whole).then(|| unraw(&module.ident))
}

/// Returns the name of an item that types and signatures may use.
fn name(item: &Item) -> Option<&Ident> {
    match item {
        Item::Const(item) => Some(&item.ident),
        Item::Enum(item) => Some(&item.ident),
        Item::Fn(item) => Some(&item.sig.ident),
        Item::Struct(item) => Some(&item.ident),
        Item::Trait(item) => Some(&item.ident),
        Item::Type(item) => Some(&item.ident),
        _ => None,
    }
}
