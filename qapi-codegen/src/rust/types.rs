//! The names of types in generated code.

use qapi_parser::schema::{Builtin, TypeId, TypeKind};

use crate::builtin::rust_name;
use crate::code::Ident;
use crate::cycles::Edge;
use crate::plan::{Chosen, Field, Place, Plan, Site};

/// Names types as seen from one generated module. Names of Rust's prelude are short: no item has
/// one.
pub(super) struct Types<'p, 'a> {
    pub(super) plan: &'p Plan<'a>,
    pub(super) site: Site,
}

impl Types<'_, '_> {
    /// Returns a type of the schema.
    pub(super) fn of(&self, id: TypeId) -> String {
        // An array's element is never an array, so this is one level deep.
        match &self.plan.schema[id].kind {
            TypeKind::Builtin(builtin) => self.builtin(*builtin).to_owned(),
            TypeKind::Array(array) => {
                format!("Vec<{}>", self.of(array.element))
            }
            TypeKind::Enum(_) | TypeKind::Object(_) | TypeKind::Alternate(_) => self.named(id),
        }
    }

    fn named(&self, id: TypeId) -> String {
        if let Some(path) = self.plan.extern_type(id) {
            return path.to_owned();
        }
        let Some(ident) = self.plan.ident(id) else {
            return "rt::Empty".to_owned();
        };
        let site = (self.plan).site(&self.plan.schema[id].definition, Place::Types);
        self.path(site, ident)
    }

    /// Returns the path of an item of another module.
    pub(super) fn path(&self, site: Site, ident: &Ident) -> String {
        self.plan.path(self.site, site, ident)
    }

    /// Returns a member's type, without `Option`.
    pub(super) fn of_field(&self, owner: Option<TypeId>, field: &Field<'_>) -> String {
        match &field.chosen {
            Some(Chosen::Bytes) => return "rt::Bytes".to_owned(),
            Some(Chosen::Type(ty)) => return ty.clone(),
            None => {}
        }
        let plain = self.of(field.member.ty);
        if self.is_boxed(owner, field) {
            self.boxed(&plain)
        } else {
            plain
        }
    }

    /// Returns whether a member must be boxed; commands are in no cycle.
    fn is_boxed(&self, owner: Option<TypeId>, field: &Field<'_>) -> bool {
        owner.is_some_and(|owner| self.plan.boxed(Edge::Member, owner, field.member.ty))
    }

    pub(super) fn boxed(&self, ty: &str) -> String {
        format!("Box<{ty}>")
    }

    pub(super) fn option(&self, ty: &str) -> String {
        format!("Option<{ty}>")
    }

    pub(super) fn result(&self, ok: &str, error: &str) -> String {
        format!("Result<{ok}, {error}>")
    }

    /// Returns the type of a parameter called `name` that sets a member, and the expression that
    /// converts it.
    pub(super) fn parameter(
        &self,
        owner: Option<TypeId>,
        field: &Field<'_>,
        name: &str,
    ) -> (String, String) {
        let into = |ty: &str| (format!("impl Into<{ty}>"), format!("{name}.into()"));
        match &field.chosen {
            Some(Chosen::Bytes) => return into("rt::Bytes"),
            Some(Chosen::Type(ty)) => return (ty.clone(), name.to_owned()),
            None => {}
        }
        let plain = self.of(field.member.ty);
        let (ty, value) = match &self.plan.schema[field.member.ty].kind {
            TypeKind::Builtin(Builtin::Str) | TypeKind::Alternate(_) => into(&plain),
            _ => (plain, name.to_owned()),
        };
        if self.is_boxed(owner, field) {
            (ty, format!("Box::new({value})"))
        } else {
            (ty, value)
        }
    }

    fn builtin(&self, builtin: Builtin) -> &'static str {
        match builtin {
            Builtin::Any => "rt::Value",
            Builtin::Null => "rt::Null",
            _ => rust_name(builtin),
        }
    }
}
