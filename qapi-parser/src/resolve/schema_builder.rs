//! The schema while the steps build it.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostic::{Code, Diagnostic, InDefinition, Sink};
use crate::limits;
use crate::schema::{
    Command, Definition, Entity, Event, Feature, Origin, Pragmas, Type, TypeId, TypeKind,
};
use crate::source::Span;

/// A schema that is being built, with the place of each definition.
pub(super) struct SchemaBuilder<'k> {
    pub(super) sink: &'k mut Sink,
    pub(super) pragmas: &'k Pragmas,
    pub(super) types: Vec<Type>,
    pub(super) commands: Vec<Command>,
    pub(super) events: Vec<Event>,
    /// The definitions, as diagnostics name them.
    pub(super) sites: Vec<InDefinition>,
    /// The definition that defines or implies each type; `None` for predefined types.
    pub(super) owners: Vec<Option<usize>>,
    /// The spans of the types that `base`, `data` and `returns` name, by the span of the
    /// definition's name and the key.
    pub(super) named_at: FxHashMap<(Span, &'static str), Span>,
    /// The number of members and branches that can still be added.
    pub(super) room: usize,
    /// The members and branches that are missing from types because of errors reported before.
    pub(super) lost_parts: FxHashMap<TypeId, Vec<LostPart>>,
    /// The objects whose base is missing because of errors reported before.
    pub(super) lost_bases: FxHashSet<TypeId>,
    /// `false` after something is missing, so that no schema can be built.
    pub(super) complete: bool,
}

/// A member or branch without a type. Its error has been reported.
pub(super) struct LostPart {
    pub(super) name: Box<str>,
    pub(super) span: Span,
    pub(super) features: Vec<Feature>,
}

impl SchemaBuilder<'_> {
    pub(super) fn ty(&self, id: TypeId) -> Option<&Type> {
        self.types.get(id.index())
    }

    /// Returns the definition of an entity, if it has one.
    pub(super) fn definition_mut(&mut self, entity: Entity) -> Option<&mut Definition> {
        match entity {
            Entity::Type(id) => Some(&mut self.types.get_mut(id.index())?.definition),
            Entity::Command(id) => Some(&mut self.commands.get_mut(id.index())?.definition),
            Entity::Event(id) => Some(&mut self.events.get_mut(id.index())?.definition),
            Entity::Include { .. } => None,
        }
    }

    /// Returns the span to report for the type that a key of a definition names: that of the type's
    /// name, or else that of the definition.
    pub(super) fn place_of(&self, definition: &Definition, key: &'static str) -> Option<Span> {
        let name_span = definition.name_span.or(definition.span)?;
        let named = self.named_at.get(&(name_span, key)).copied();
        Some(named.unwrap_or(name_span))
    }

    pub(super) fn site_of(&self, id: TypeId) -> Option<&InDefinition> {
        self.sites.get((*self.owners.get(id.index())?)?)
    }

    /// Reports a diagnostic about the definition that defines or implies a type.
    pub(super) fn report(&mut self, id: TypeId, mut diagnostic: Diagnostic) {
        diagnostic.definition = self.site_of(id).cloned();
        self.push(diagnostic);
    }

    /// Counts members and branches of a type against the limit. Returns false beyond it, which is
    /// reported once.
    pub(super) fn make_room(&mut self, id: TypeId, count: usize) -> bool {
        let Some(room) = self.room.checked_sub(count) else {
            self.complete = false;
            let span = self.ty(id).and_then(|ty| ty.definition.name_span);
            if let (1.., Some(span)) = (self.room, span) {
                let most = limits::CONTAINED;
                let message =
                    format!("all objects together have more than {most} members and branches");
                let help = "those of bases and of nested unions count wherever they are contained";
                self.report(
                    id,
                    Diagnostic::new(Code::TooLarge, span, message).help(help),
                );
                self.room = 0;
            }
            return false;
        };
        self.room = room;
        true
    }

    /// Adds a diagnostic whose definition is set.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.complete &= diagnostic.code.can_be_allowed();
        self.sink.push(diagnostic);
    }
}

/// Returns a type as messages name it, such as `the struct 'Foo'`.
pub(super) fn describe(ty: &Type) -> String {
    let name = ty.name();
    match &ty.kind {
        TypeKind::Builtin(_) => format!("the builtin type '{name}'"),
        TypeKind::Enum(_) => format!("the enum '{name}'"),
        TypeKind::Array(_) => format!(
            "the array ['{}']",
            name.strip_suffix("List").unwrap_or(name)
        ),
        TypeKind::Alternate(_) => format!("the alternate '{name}'"),
        TypeKind::Object(object) => match object.origin {
            Origin::Struct => format!("the struct '{name}'"),
            Origin::Union => format!("the union '{name}'"),
            _ => format!("the object '{name}'"),
        },
    }
}
