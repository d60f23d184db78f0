//! The imports and variables of an example.

use std::collections::BTreeSet;

use qapi_parser::schema::{Definition, TypeId, TypeKind};

use crate::builtin;
use crate::code::Ident;
use crate::names::identifier;
use crate::plan::{Place, Plan, Site};

/// The local variables of an example. No other variable has their names.
const LOCALS: [&str; 3] = ["client", "command", "reply"];

/// The names that an example uses but does not define.
pub(in crate::docs) struct Scope<'p, 'a> {
    pub(super) plan: &'p Plan<'a>,
    /// The imported paths, each with its imported name.
    pub(super) imports: BTreeSet<(String, String)>,
    /// The names imported from `qapi_wire`.
    pub(super) wire: Vec<&'static str>,
    pub(super) variables: Vec<Variable>,
    /// `true` if the example can be compiled from outside of the crate.
    pub(super) tested: bool,
}

/// A variable that an example uses but does not set.
pub(super) struct Variable {
    pub(super) name: String,
    /// The type, without paths.
    pub(super) shown: String,
    /// The type with its path for other crates.
    pub(super) ty: String,
}

impl<'p, 'a> Scope<'p, 'a> {
    pub(in crate::docs) fn new(plan: &'p Plan<'a>) -> Self {
        Self {
            plan,
            imports: BTreeSet::new(),
            wire: Vec::new(),
            variables: Vec::new(),
            tested: plan.emission.public_path.is_some(),
        }
    }

    /// Imports the enum of all events, and returns its name.
    pub(in crate::docs) fn events(&mut self) -> String {
        let (module, place) = (None, Place::Events);
        let events = &self.plan.all_events.ident;
        self.import(Site { module, place }, events);
        events.to_string()
    }

    /// Returns a variable that the example takes as given.
    pub(super) fn variable(&mut self, name: &str, ty: TypeId) -> String {
        let mut name = identifier(name).to_string();
        if LOCALS.contains(&&*name) {
            name.push('_');
        }
        let variable = Variable {
            name: name.clone(),
            shown: self.shown_type(ty),
            ty: self.public_type(ty),
        };
        self.variables.push(variable);
        name
    }

    /// Returns a type, without paths.
    fn shown_type(&self, id: TypeId) -> String {
        match &self.plan.schema[id].kind {
            TypeKind::Builtin(builtin) => builtin::rust_name(*builtin).to_owned(),
            TypeKind::Array(array) => format!("Vec<{}>", self.shown_type(array.element)),
            _ => self.plan.rust_name(id).to_owned(),
        }
    }

    /// Returns a type with its path for other crates.
    fn public_type(&mut self, id: TypeId) -> String {
        let plan = self.plan;
        let definition = &plan.schema[id].definition;
        match &plan.schema[id].kind {
            TypeKind::Builtin(builtin) => builtin::rust_name(*builtin).to_owned(),
            TypeKind::Array(array) => format!("std::vec::Vec<{}>", self.public_type(array.element)),
            _ => match (plan.extern_type(id), plan.ident(id)) {
                (Some(path), _) => {
                    self.tested &= path.starts_with("::");
                    path.to_owned()
                }
                (None, Some(ident)) => {
                    self.tested &= plan.gate(definition).is_open();
                    self.path(plan.site(definition, Place::Types), ident)
                }
                (None, None) => "qapi_wire::Empty".to_owned(),
            },
        }
    }

    fn path(&self, site: Site, ident: &Ident) -> String {
        let public = self.plan.emission.public_path.as_deref().unwrap_or("crate");
        format!(
            "{public}::{}{ident}",
            self.plan.modules.route_from_root(site)
        )
    }

    /// Imports a type, unless its name has another meaning already.
    pub(in crate::docs) fn import_type<'i>(
        &mut self,
        definition: &Definition,
        ident: &'i Ident,
    ) -> Option<&'i Ident> {
        let site = self.plan.site(definition, Place::Types);
        let path = self.path(site, ident);
        let is_other = |(at, name): &(String, String)| name == ident.as_str() && *at != path;
        if self.imports.iter().any(is_other) {
            return None;
        }
        self.tested &= self.plan.gate(definition).is_open();
        self.import(site, ident);
        Some(ident)
    }

    /// Imports an item.
    pub(in crate::docs) fn import(&mut self, site: Site, ident: &Ident) {
        let path = self.path(site, ident);
        self.imports.insert((path, ident.to_string()));
    }

    /// Imports items of `qapi_wire`.
    pub(in crate::docs) fn import_wire(&mut self, paths: &[&'static str]) {
        self.wire.extend(paths);
    }
}
