//! Type references: the type that a name means at its use, and the diagnostic if there is none.

use std::fmt;

use super::declare::Slot;
use super::link::Linker;
use super::place::Place;
use crate::definition::TypeRef;
use crate::diagnostic::{Code, Diagnostic, InDefinition};
use crate::schema::{Builtin, Entity, TypeId};

impl<'s> Linker<'s, '_, '_> {
    /// Returns the type that a reference means. Reports the reference if there is none.
    pub(super) fn resolve(
        &mut self,
        ty: TypeRef<'s>,
        what: &dyn fmt::Display,
        place: Place,
        site: &InDefinition,
    ) -> Option<TypeId> {
        let named = self.declared.named(ty.name);
        if let Some(named) = named {
            let is_array = matches!(self.declared.types.get(named.index()), Some(d) if matches!(d.slot, Slot::Array(_)));
            if ty.array && is_array {
                let message = format!(
                    "'{}' is an array already: there are no arrays of arrays",
                    ty.name
                );
                self.report(site, Diagnostic::new(Code::NestedArray, ty.span, message));
                return None;
            }
            return self.declared.referred(ty);
        }
        if self.free_form && ["visitor", "dict", "**"].contains(&ty.name) {
            let message = format!("{what} uses the type '{}'", ty.name);
            let diagnostic = Diagnostic::new(Code::LegacyAnyType, ty.span, message);
            self.report(
                site,
                diagnostic.help("write 'any'; schemas do since QEMU 2.5"),
            );
            return self.declared.named(Builtin::Any.name());
        }
        self.draft.complete = false;
        if self.lost.more || self.lost.names.contains(ty.name) {
            return None;
        }
        let message = format!("{what} uses the type '{}', which nobody defines", ty.name);
        let mut diagnostic =
            Diagnostic::new(Code::UnknownType, ty.span, message).label("no such type");
        match self.declared.names.get(ty.name) {
            Some(Entity::Command(_)) => {
                diagnostic = diagnostic.help("that is a command, not a type")
            }
            Some(Entity::Event(_)) => diagnostic = diagnostic.help("that is an event, not a type"),
            _ => {
                let meant = self.meant(ty.name, place);
                diagnostic =
                    diagnostic.maybe_help(meant.map(|meant| format!("did you mean '{meant}'?")));
            }
        }
        self.report(site, diagnostic);
        None
    }

    /// Returns the type that was probably meant by a wrong name. The schema's own types come first.
    fn meant(&self, name: &str, place: Place) -> Option<&str> {
        let is_value = place == Place::Value;
        if let Some(builtin) = similar_builtin(name).filter(|_| is_value) {
            return Some(builtin);
        }
        let declared = self.declared.types.iter();
        let defined = declared.clone().filter(|ty| {
            let site = ty.owner.and_then(|owner| self.draft.sites.get(owner));
            matches!(ty.slot, Slot::Explicit) && site.is_some_and(|site| place.allows(site.kind))
        });
        let lost = self.lost.names.iter().copied();
        let builtin = declared.filter(|ty| is_value && matches!(ty.slot, Slot::Builtin(_)));
        let names = defined.map(|ty| &*ty.name).chain(lost);
        let names = names.chain(builtin.map(|ty| &*ty.name));
        self.draft.sink.nearest(name, names)
    }

    /// Resolves the value of a key of the definition as [`resolve`](Self::resolve) does.
    pub(super) fn resolve_key(
        &mut self,
        ty: TypeRef<'s>,
        key: &'static str,
        site: &InDefinition,
    ) -> Option<TypeId> {
        self.draft.named_at.insert((site.name_span, key), ty.span);
        let place = match key {
            "'base'" => Place::Base,
            "'data'" => Place::Object,
            _ => Place::Value,
        };
        self.resolve(ty, &key, place, site)
    }

    fn report(&mut self, site: &InDefinition, mut diagnostic: Diagnostic) {
        diagnostic.definition = Some(site.clone());
        self.draft.push(diagnostic);
    }
}

/// Returns the builtin type that has another name elsewhere.
fn similar_builtin(name: &str) -> Option<&'static str> {
    Some(match name {
        "string" | "String" | "char" => "str",
        "boolean" | "Bool" | "Boolean" => "bool",
        "integer" | "Int" | "long" | "i64" => "int",
        "float" | "double" | "f64" => "number",
        "object" | "dict" | "value" => "any",
        _ => return None,
    })
}
