//! The uses of types, for the docs of types without a description.

use qapi_parser::schema::{CommandId, Entity, Member, Origin, Schema, TypeId, TypeKind};

use crate::conditions::Presence;

/// A use of a type. The earlier variants describe the type better than the later ones.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Use<'a> {
    /// The `data` of a command or an event.
    Data(Entity),
    /// The type of a union's discriminator.
    Tag(TypeId),
    /// A branch of a union or an alternate.
    Branch(TypeId, &'a str),
    /// The base of a struct or a union.
    Base(TypeId),
    /// The reply of a command.
    Reply(CommandId),
    /// The elements of a command's reply.
    ReplyElement(CommandId),
    /// A member, or the elements of one.
    Member(Entity, &'a str),
}

impl Use<'_> {
    fn rank(&self) -> u8 {
        match self {
            Self::Data(_) => 0,
            Self::Tag(_) => 1,
            Self::Branch(..) => 2,
            Self::Base(_) => 3,
            Self::Reply(_) => 4,
            Self::ReplyElement(_) => 5,
            Self::Member(..) => 6,
        }
    }
}

/// Finds the most telling use of each type: of those of one kind the first in the schema.
pub(super) fn uses<'a>(schema: &'a Schema, presence: &Presence<'_>) -> Vec<Option<Use<'a>>> {
    let mut finder = Finder {
        schema,
        found: vec![None; schema.types().len()],
    };
    for (id, command) in schema.commands() {
        if presence.of(command.definition.condition.as_ref()) {
            finder.data(Entity::Command(id), command.arguments);
            if let Some(reply) = command.returns {
                match &schema[reply].kind {
                    TypeKind::Array(array) => finder.add(array.element, Use::ReplyElement(id)),
                    _ => finder.add(reply, Use::Reply(id)),
                }
            }
        }
    }
    for (id, event) in schema.events() {
        if presence.of(event.definition.condition.as_ref()) {
            finder.data(Entity::Event(id), event.arguments);
        }
    }
    for (id, ty) in schema.types() {
        if presence.of(ty.definition.condition.as_ref()) {
            finder.contents(id);
        }
    }
    finder.found
}

struct Finder<'a> {
    schema: &'a Schema,
    found: Vec<Option<Use<'a>>>,
}

impl<'a> Finder<'a> {
    fn add(&mut self, ty: TypeId, new: Use<'a>) {
        if let Some(place) = self.found.get_mut(ty.index())
            && place.is_none_or(|old| new.rank() < old.rank())
        {
            *place = Some(new);
        }
    }

    fn data(&mut self, owner: Entity, data: Option<TypeId>) {
        if let Some(data) = data {
            self.add(data, Use::Data(owner));
        }
    }

    /// Adds the uses in the contents of a type.
    fn contents(&mut self, id: TypeId) {
        match &self.schema[id].kind {
            TypeKind::Object(object) => {
                // An implied object is described by the definition that implies it.
                let owner = match object.origin {
                    Origin::CommandArguments(command) => Entity::Command(command),
                    Origin::EventArguments(event) => Entity::Event(event),
                    Origin::Base(union) => Entity::Type(union),
                    _ => Entity::Type(id),
                };
                if let Some(base) = object.base {
                    self.add(base, Use::Base(id));
                }
                if let Some(branches) = &object.branches {
                    self.add(branches.tag, Use::Tag(id));
                    for branch in &branches.list {
                        self.add(branch.ty, Use::Branch(id, &branch.name));
                    }
                }
                for Member { name, ty, .. } in &object.members {
                    let ty = match &self.schema[*ty].kind {
                        TypeKind::Array(array) => array.element,
                        _ => *ty,
                    };
                    self.add(ty, Use::Member(owner, name));
                }
            }
            TypeKind::Alternate(alternate) => {
                for branch in &alternate.branches {
                    self.add(branch.ty, Use::Branch(id, &branch.name));
                }
            }
            TypeKind::Builtin(_) | TypeKind::Enum(_) | TypeKind::Array(_) => {}
        }
    }
}
