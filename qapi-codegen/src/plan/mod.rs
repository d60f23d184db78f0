//! What is generated of a schema: every item with its Rust name, decided before a token is written.
//!
//! The plan drops what conditions leave out, flattens bases, decides names, boxes and bytes, and collects
//! everything that can go wrong. So the writers in [`rust`](crate::rust) and [`docs`](crate::docs) only
//! write, and cannot fail.

mod bytes;
mod naming;
mod shape;

use proc_macro2::Ident;
use qapi_parser::schema::{
    Builtin, CommandId, Enum, EnumValue, Member, Object, Origin, Schema, TypeId, TypeKind,
};

pub(crate) use shape::{
    AlternateShape, Arguments, CommandShape, EnumShape, Field, ObjectShape, Shape, Tag, Variant,
};

use crate::conditions::Presence;
use crate::config::Config;
use crate::cycles::{Cycles, Edge, Successors};
use crate::error::Error;

/// A schema, ready to be written.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    pub(crate) schema: &'a Schema,
    pub(crate) config: &'a Config,
    pub(crate) presence: Presence<'a>,
    /// By type: its Rust name, where it has one.
    idents: Vec<Option<Ident>>,
    /// By type: what is written of it, `None` where nothing is.
    shapes: Vec<Option<Shape<'a>>>,
    /// The commands that are generated, in the order of the schema.
    pub(crate) commands: Vec<CommandShape<'a>>,
    /// By command: its position in `commands`.
    command_at: Vec<Option<usize>>,
    cycles: Cycles,
}

impl<'a> Plan<'a> {
    /// Plans a schema.
    ///
    /// # Errors
    /// All findings of the first stage that has any: conditions, configuration, what is left out, names.
    pub(crate) fn new(schema: &'a Schema, config: &'a Config) -> Result<Self, Error> {
        let presence = Presence::new(schema, &config.conditions).map_err(Error::Conditions)?;
        let bytes = bytes::Bytes::new(schema, &config.bytes).map_err(Error::Config)?;
        let left_out = shape::left_out(schema, &presence);
        if !left_out.is_empty() {
            return Err(Error::LeftOut(left_out));
        }
        let named = naming::Named::new(schema, config, &presence, &bytes).map_err(Error::Names)?;
        let mut command_at = vec![None; schema.commands().len()];
        for (position, command) in named.commands.iter().enumerate() {
            if let Some(at) = command_at.get_mut(command.id.index()) {
                *at = Some(position);
            }
        }
        let cycles = cycles(schema, &named.shapes);
        let naming::Named {
            idents,
            shapes,
            commands,
        } = named;
        Ok(Self {
            schema,
            config,
            presence,
            idents,
            shapes,
            commands,
            command_at,
            cycles,
        })
    }

    /// The types that are generated, in the order of the schema.
    pub(crate) fn types(&self) -> impl Iterator<Item = (TypeId, &Ident, &Shape<'a>)> {
        (self.schema.types())
            .zip(self.idents.iter().zip(&self.shapes))
            .filter_map(|((id, _), (ident, shape))| Some((id, ident.as_ref()?, shape.as_ref()?)))
    }

    /// The Rust name of a type; `None` for builtins, arrays and what rules imply.
    pub(crate) fn ident(&self, id: TypeId) -> Option<&Ident> {
        self.idents.get(id.index())?.as_ref()
    }

    /// The plan of a command, where it is generated.
    pub(crate) fn command(&self, id: CommandId) -> Option<&CommandShape<'a>> {
        self.commands.get((*self.command_at.get(id.index())?)?)
    }

    /// Whether a `target` that `owner` contains in that way must be boxed.
    pub(crate) fn boxed(&self, edge: Edge, owner: TypeId, target: TypeId) -> bool {
        let array = matches!(self.schema[target].kind, TypeKind::Array(_));
        !array && self.cycles.boxed(edge, owner.index(), target.index())
    }
}

/// Finds what contains itself without an array between.
fn cycles(schema: &Schema, shapes: &[Option<Shape<'_>>]) -> Cycles {
    let none: Successors = vec![Vec::new(); shapes.len()];
    let (mut alternatives, mut members, mut branches) = (none.clone(), none.clone(), none);
    let inside = |ids: &mut dyn Iterator<Item = TypeId>| -> Vec<usize> {
        ids.filter(|id| !matches!(schema[*id].kind, TypeKind::Array(_)))
            .map(TypeId::index)
            .collect()
    };
    let payloads = |variants: &[Variant<'_>]| {
        inside(&mut variants.iter().filter_map(|variant| variant.payload))
    };
    let nodes = alternatives.iter_mut().zip(&mut members).zip(&mut branches);
    for (((alternatives, members), branches), shape) in nodes.zip(shapes) {
        match shape {
            Some(Shape::Object(object)) => {
                *members = inside(&mut object.fields.iter().map(|field| field.member.ty));
                *branches = object
                    .tag
                    .as_ref()
                    .map(|tag| payloads(&tag.variants))
                    .unwrap_or_default();
            }
            Some(Shape::Alternate(alternate)) => *alternatives = payloads(&alternate.variants),
            Some(Shape::Enum(_)) | None => {}
        }
    }
    Cycles::of(alternatives, members, &branches)
}

/// An object's members as a struct has them: the outermost base's first, each with the type that lists it.
fn flattened(schema: &Schema, id: TypeId) -> Vec<(TypeId, &Member)> {
    let mut chain = Vec::new();
    let mut next = Some(id);
    // The parser refuses an object that contains itself, so this ends.
    while let Some((id, object)) = next.and_then(|id| Some((id, as_object(schema, id)?))) {
        chain.push((id, object));
        next = object.base;
    }
    chain
        .into_iter()
        .rev()
        .flat_map(|(id, object)| object.members.iter().map(move |member| (id, member)))
        .collect()
}

fn as_object(schema: &Schema, id: TypeId) -> Option<&Object> {
    match &schema[id].kind {
        TypeKind::Object(object) => Some(object),
        _ => None,
    }
}

fn as_enum(schema: &Schema, id: TypeId) -> Option<&Enum> {
    match &schema[id].kind {
        TypeKind::Enum(this) => Some(this),
        _ => None,
    }
}

fn present_values<'a>(this: &'a Enum, presence: &Presence<'_>) -> Vec<(usize, &'a EnumValue)> {
    this.values
        .iter()
        .enumerate()
        .filter(|(_, value)| presence.of(value.condition.as_ref()))
        .collect()
}

/// The name of what lists a type's members, as a person knows it: the type, or the command, event or
/// union that implies it.
fn owner_name(schema: &Schema, id: TypeId) -> &str {
    match as_object(schema, id).map(|object| object.origin) {
        Some(Origin::CommandArguments(command)) => &schema[command].definition.name,
        Some(Origin::EventArguments(event)) => &schema[event].definition.name,
        Some(Origin::Base(union)) => schema[union].name(),
        _ => schema[id].name(),
    }
}

fn is_string(schema: &Schema, id: TypeId) -> bool {
    matches!(schema[id].kind, TypeKind::Builtin(Builtin::Str))
}
