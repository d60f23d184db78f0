//! The plan of the generated code: every item with its Rust name.
//!
//! The plan drops items that conditions leave out, flattens bases, chooses names, boxes and
//! members' types, and collects all errors. So [`rust`](crate::rust) and [`docs`](crate::docs) only
//! write, and cannot fail.

mod attributes;
mod chosen;
mod constructors;
mod derives;
mod emission;
mod naming;
mod owner;
mod pattern;
mod shape;
mod site;
mod type_names;
mod uses;

use qapi_parser::schema::{CommandId, Definition, EventId, Schema, TypeId, TypeKind};
use rustc_hash::FxHashMap;

pub(crate) use attributes::Attributes;
pub(crate) use chosen::Chosen;
pub(crate) use emission::{Emission, ServerShape};
pub(crate) use shape::{
    AlternateShape, Arguments, CommandShape, EnumShape, EventShape, EventsShape, Field,
    ObjectShape, Shape, Tag, Variant,
};
pub(crate) use site::{Modules, Place, Site};
pub(crate) use uses::Use;

use crate::code::Ident;
use crate::conditions::Presence;
use crate::config::Config;
use crate::cycles::{Cycles, Edge, Successors};
use crate::error::Error;
use crate::gate::Gate;

/// A schema with everything that the writers need.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    pub(crate) schema: &'a Schema,
    pub(crate) config: &'a Config,
    pub(crate) presence: Presence<'a>,
    /// The Rust name of each type, if it has one.
    idents: Vec<Option<Ident>>,
    /// The shape of each type; `None` if it is not generated.
    shapes: Vec<Option<Shape<'a>>>,
    /// The shape of each command.
    commands: Vec<Option<CommandShape<'a>>>,
    /// The shape of each event.
    events: Vec<Option<EventShape<'a>>>,
    pub(crate) all_events: EventsShape,
    pub(crate) modules: Modules,
    choices: chosen::Choices<'a>,
    /// The attributes by the name of the definition, if it has any.
    attributes: FxHashMap<&'a str, Attributes>,
    pub(crate) emission: Emission,
    cycles: Cycles,
    /// The most telling use of each type.
    uses: Vec<Option<Use<'a>>>,
}

impl<'a> Plan<'a> {
    /// Plans a schema.
    ///
    /// # Errors
    /// Returns all errors of the first stage that has any: conditions, configuration, missing
    /// definitions, names.
    pub(crate) fn new(schema: &'a Schema, config: &'a Config) -> Result<Self, Error> {
        let presence = Presence::new(schema, config)?;
        let choices = chosen::Choices::new(schema, config).map_err(Error::Config)?;
        let emission = Emission::new(schema, config, &presence).map_err(Error::Config)?;
        let left_out = shape::left_out(schema, &presence);
        if !left_out.is_empty() {
            return Err(Error::LeftOut(left_out));
        }
        let named =
            naming::Named::new(schema, config, &presence, &choices).map_err(Error::Names)?;
        let cycles = cycles(schema, &named.shapes);
        let derives = derives::derives(schema, &choices, &named, &cycles).map_err(Error::Config)?;
        let attributes = attributes(schema, &choices, &named, derives);
        let naming::Named {
            idents,
            shapes,
            commands,
            events,
            all_events,
        } = named;
        let uses = uses::uses(schema, &presence);
        Ok(Self {
            schema,
            config,
            presence,
            idents,
            shapes,
            commands,
            events,
            all_events,
            modules: Modules::new(schema, config.layout),
            choices,
            attributes,
            emission,
            cycles,
            uses,
        })
    }

    /// Returns the generated types, in the order of the schema.
    pub(crate) fn types(&self) -> impl Iterator<Item = (TypeId, &Ident, &Shape<'a>)> {
        (self.schema.types())
            .zip(self.idents.iter().zip(&self.shapes))
            .filter_map(|((id, _), (ident, shape))| Some((id, ident.as_ref()?, shape.as_ref()?)))
    }

    /// Returns the generated commands, in the order of the schema.
    pub(crate) fn commands(&self) -> impl Iterator<Item = &CommandShape<'a>> {
        self.commands.iter().flatten()
    }

    /// Returns the generated events, in the order of the schema.
    pub(crate) fn events(&self) -> impl Iterator<Item = &EventShape<'a>> {
        self.events.iter().flatten()
    }

    /// Returns the Rust name of a generated type; `None` for other, predefined, array and implied
    /// types.
    pub(crate) fn ident(&self, id: TypeId) -> Option<&Ident> {
        self.idents.get(id.index())?.as_ref()
    }

    /// Returns the shape of a type, if it is generated.
    pub(crate) fn shape(&self, id: TypeId) -> Option<&Shape<'a>> {
        self.shapes.get(id.index())?.as_ref()
    }

    /// Returns the Rust name of an enum, object or alternate, without a path.
    pub(crate) fn rust_name(&self, id: TypeId) -> &str {
        match (self.extern_type(id), self.ident(id)) {
            (Some(path), _) => path.rsplit("::").next().unwrap_or_default().trim(),
            (None, Some(ident)) => ident.as_str(),
            (None, None) => "Empty",
        }
    }

    /// Returns the struct of an object type, if it is generated.
    pub(crate) fn object_shape(&self, id: TypeId) -> Option<&ObjectShape<'a>> {
        match self.shape(id)? {
            Shape::Object(shape) => Some(shape),
            Shape::Enum(_) | Shape::Alternate(_) => None,
        }
    }

    /// Returns the enum of an enum type, if it is generated.
    pub(crate) fn enum_shape(&self, id: TypeId) -> Option<&EnumShape<'a>> {
        match self.shapes.get(id.index())?.as_ref()? {
            Shape::Enum(shape) => Some(shape),
            Shape::Object(_) | Shape::Alternate(_) => None,
        }
    }

    /// Returns the path of a type that is defined elsewhere.
    pub(crate) fn extern_type(&self, id: TypeId) -> Option<&str> {
        self.choices.extern_type(id)
    }

    /// Returns the shape of a command, if it is generated.
    pub(crate) fn command(&self, id: CommandId) -> Option<&CommandShape<'a>> {
        self.commands.get(id.index())?.as_ref()
    }

    /// Returns the shape of an event, if it is generated.
    pub(crate) fn event(&self, id: EventId) -> Option<&EventShape<'a>> {
        self.events.get(id.index())?.as_ref()
    }

    /// Returns the module of a definition.
    pub(crate) fn site(&self, definition: &Definition, place: Place) -> Site {
        self.modules.site(definition.module, place)
    }

    /// Returns the path of an item of module `to`, as written in module `from`.
    pub(crate) fn path(&self, from: Site, to: Site, ident: &Ident) -> String {
        match &self.emission.types_path {
            Some(path) => format!("{path}::{}{ident}", self.modules.route_from_root(to)),
            None => format!("{}{ident}", self.modules.route(from, to)),
        }
    }

    /// Returns the `cfg` of a definition.
    pub(crate) fn gate(&self, definition: &Definition) -> Gate {
        (self.presence).gate(definition.condition.as_ref(), &definition.features)
    }

    /// Returns the release that introduced a definition, according to its doc.
    pub(crate) fn since(&self, definition: &Definition) -> Option<&str> {
        Some(self.schema[definition.doc?].since()?.trim())
    }

    /// Returns the attributes of a definition.
    pub(crate) fn attributes(&self, definition: &Definition) -> &Attributes {
        let attributes = self.attributes.get(&*definition.name);
        attributes.unwrap_or(Attributes::NONE)
    }

    /// Returns the most telling use of a type.
    pub(crate) fn use_of(&self, id: TypeId) -> Option<Use<'a>> {
        *self.uses.get(id.index())?
    }

    /// Returns whether a `target` that `owner` contains by `edge` must be boxed.
    pub(crate) fn boxed(&self, edge: Edge, owner: TypeId, target: TypeId) -> bool {
        let array = matches!(self.schema[target].kind, TypeKind::Array(_));
        !array && self.cycles.boxed(edge, owner.index(), target.index())
    }
}

/// Collects the attributes of definitions.
fn attributes<'a>(
    schema: &'a Schema,
    choices: &chosen::Choices<'a>,
    named: &naming::Named<'a>,
    mut derives: FxHashMap<&'a str, String>,
) -> FxHashMap<&'a str, Attributes> {
    let types = (schema.types().zip(&named.idents))
        .filter_map(|((_, ty), ident)| Some((&ty.definition, ident.as_ref()?)));
    let commands = named.commands.iter().flatten();
    let commands = commands.map(|shape| (&shape.command.definition, &shape.ident));
    let events = named.events.iter().flatten();
    let events = events.map(|shape| (&shape.event.definition, &shape.ident));
    let mut all = FxHashMap::default();
    for (definition, ident) in types.chain(commands).chain(events) {
        let mut lines = derives.remove(&*definition.name).unwrap_or_default();
        let chosen = choices.of_definition(definition);
        lines.extend((!lines.is_empty() && !chosen.is_empty()).then_some('\n'));
        lines.push_str(chosen);
        let attributes = match definition.is_explicit() {
            true => Attributes::new(&definition.name, ident, lines),
            // A peer knows no name of it in the schema.
            false => Attributes { wire: None, lines },
        };
        all.insert(&*definition.name, attributes);
    }
    all
}

/// Finds the types that contain themselves without an array between them.
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
