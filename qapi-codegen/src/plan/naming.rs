//! Creates the shapes of a plan and chooses the Rust name of everything in them.

use std::fmt;

use qapi_parser::schema::{
    Alternate, Branch, Branches, Command, Definition, Entity, Enum, EnumValue, Member, Object,
    Schema, Type, TypeId, TypeKind,
};
use rustc_hash::FxHashSet;

use super::attributes::Attributes;
use super::chosen::Choices;
use super::owner::owner_name;
use super::shape::{
    AlternateShape, Arguments, CommandShape, EnumShape, EventShape, EventsShape, Field,
    ObjectShape, Shape, Tag, Value, Variant, is_inline,
};
use super::type_names::{assigned, branches_name, type_names};
use crate::code::Ident;
use crate::conditions::Presence;
use crate::config::Config;
use crate::names::{Case, NameClash, Wanted, free_name};

/// The names of the variant that keeps unlisted values. The second is used if the schema lists the
/// first.
const UNKNOWN: [&str; 2] = ["Unknown", "Unrecognized"];

/// The names of the enum of all events. The second is used if an event has the first.
const EVENTS: [&str; 2] = ["Event", "AnyEvent"];

/// Shapes with names, by the ids of the schema.
pub(super) struct Named<'a> {
    pub(super) idents: Vec<Option<Ident>>,
    pub(super) shapes: Vec<Option<Shape<'a>>>,
    /// The shapes of commands.
    pub(super) commands: Vec<Option<CommandShape<'a>>>,
    /// The shapes of events.
    pub(super) events: Vec<Option<EventShape<'a>>>,
    pub(super) all_events: EventsShape,
}

impl<'a> Named<'a> {
    /// Names everything that is generated.
    ///
    /// # Errors
    /// Returns the first clash of each scope.
    pub(super) fn new(
        schema: &'a Schema,
        config: &'a Config,
        presence: &Presence<'_>,
        choices: &Choices<'a>,
    ) -> Result<Self, Vec<NameClash>> {
        let mut clashes = Vec::new();
        let idents = type_names(schema, presence, choices, &mut clashes);
        let mut namer = Namer {
            schema,
            config,
            presence,
            choices,
            clashes,
        };
        let shapes = (schema.types())
            .zip(&idents)
            .map(|((id, ty), ident)| ident.as_ref().and_then(|ident| namer.shape(id, ty, ident)))
            .collect();
        let commands = namer.commands();
        let (events, all_events) = namer.events();
        if namer.clashes.is_empty() {
            Ok(Self {
                idents,
                shapes,
                commands,
                events,
                all_events,
            })
        } else {
            Err(namer.clashes)
        }
    }
}

struct Namer<'a, 'p> {
    schema: &'a Schema,
    config: &'a Config,
    presence: &'p Presence<'p>,
    choices: &'p Choices<'a>,
    clashes: Vec<NameClash>,
}

impl<'a, 'p> Namer<'a, 'p> {
    fn shape(&mut self, id: TypeId, ty: &'a Type, ident: &Ident) -> Option<Shape<'a>> {
        match &ty.kind {
            TypeKind::Builtin(_) | TypeKind::Array(_) => None,
            TypeKind::Enum(this) => Some(Shape::Enum(self.enumeration(this, ty.name()))),
            TypeKind::Object(object) => {
                let scope = format!("'{}'", ty.name());
                Some(Shape::Object(self.object(id, object, &scope, ident)))
            }
            TypeKind::Alternate(alternate) => {
                Some(Shape::Alternate(self.alternate(alternate, ty.name())))
            }
        }
    }

    fn enumeration(&mut self, this: &'a Enum, name: &str) -> EnumShape<'a> {
        let values = self.values(this, name);
        let unknown = self.unknown(values.iter().map(|(_, _, ident)| ident));
        EnumShape {
            values: (values.into_iter())
                .map(|(_, value, ident)| Value {
                    value,
                    attributes: self.attributes(name, &value.name, &ident),
                    ident,
                })
                .collect(),
            unknown,
        }
    }

    /// Returns the generated values, each with its position in the schema and its variant.
    fn values(&mut self, this: &'a Enum, name: &str) -> Vec<(usize, &'a EnumValue, Ident)> {
        let scope = format!("enum '{name}'");
        self.variants(&scope, this, |choices, value| {
            choices.wanted(Some(name), value)
        })
    }

    /// Like [`values`](Self::values), with the names of `wanted`.
    fn variants<'n>(
        &mut self,
        scope: &str,
        this: &'a Enum,
        wanted: impl Fn(&'n Choices<'a>, &'a str) -> Wanted<'n>,
    ) -> Vec<(usize, &'a EnumValue, Ident)>
    where
        'p: 'n,
    {
        let present = self.presence.values(this);
        let names = (present.iter()).map(|(_, value)| wanted(self.choices, &value.name));
        let names: Vec<Wanted<'_>> = names.collect();
        let idents = assigned(&scope, Case::UpperCamel, &names, &mut self.clashes);
        present
            .into_iter()
            .zip(idents)
            .map(|((position, value), ident)| (position, value, ident))
            .collect()
    }

    /// Returns the attributes of a member, value or branch.
    fn attributes(&self, owner: &str, name: &str, ident: &Ident) -> Attributes {
        Attributes::new(name, ident, self.choices.of_part(owner, name))
    }

    fn unknown<'i>(&self, idents: impl Iterator<Item = &'i Ident>) -> Option<Ident> {
        let taken: FxHashSet<String> = idents.map(ToString::to_string).collect();
        self.config
            .unknown_values
            .then(|| free_name(&UNKNOWN, |name| taken.contains(name)))
    }

    /// Creates the shape of an object. `name` is that of the struct; the enum of a union's branches
    /// is named after it.
    fn object(
        &mut self,
        id: TypeId,
        object: &'a Object,
        scope: &str,
        name: &Ident,
    ) -> ObjectShape<'a> {
        let members: Vec<_> = (self.schema.members(id))
            .into_iter()
            .filter(|(_, member)| self.presence.of(member.condition.as_ref()))
            .collect();
        let wanted = |(owner, member): &(TypeId, &'a Member)| {
            let owner = owner_name(self.schema, *owner);
            self.choices.wanted(Some(owner), &member.name)
        };
        let names: Vec<Wanted<'_>> = members.iter().map(wanted).collect();
        let idents = assigned(&scope, Case::Snake, &names, &mut self.clashes);
        let mut shape = ObjectShape {
            fields: Vec::new(),
            tag: None,
            rest: None,
        };
        for ((owner, member), ident) in members.into_iter().zip(idents) {
            let attributes = self.attributes(owner_name(self.schema, owner), &member.name, &ident);
            match &object.branches {
                Some(branches) if *branches.discriminator == *member.name => {
                    let (variants, unknown) = self.branches(branches, owner_name(self.schema, id));
                    shape.tag = Some(Tag {
                        member,
                        ident,
                        attributes,
                        branches: branches_name(name),
                        variants,
                        unknown,
                    });
                }
                _ => {
                    let chosen = self.choices.member(owner, &member.name).cloned();
                    let objects = self.schema.with_bases(id);
                    let context: Vec<_> = objects
                        .filter_map(|(id, _)| self.schema.type_condition(id))
                        .collect();
                    let condition = member.condition.as_ref();
                    shape.fields.push(Field {
                        member,
                        ident,
                        optional: member.optional
                            || self.choices.is_optional(owner, &member.name)
                            || !self.presence.is_certain(condition, &context),
                        chosen,
                        sensitive: self.choices.is_sensitive(owner, &member.name),
                        attributes,
                    });
                }
            }
        }
        shape
    }

    /// Returns one variant for each generated value, so that its position is the index of the tag.
    fn branches(
        &mut self,
        branches: &'a Branches,
        union: &str,
    ) -> (Vec<Variant<'a>>, Option<Ident>) {
        let tag_name = self.schema[branches.tag].name();
        let Some(tag) = self.schema.enumeration(branches.tag) else {
            return (Vec::new(), None);
        };
        let mut by_value = vec![None; tag.values.len()];
        for branch in &branches.list {
            if let Some(slot) = by_value.get_mut(branch.value) {
                *slot = Some(branch);
            }
        }
        let known = self.clashes.len();
        let scope = format!("union '{union}'");
        let values = self.variants(&scope, tag, |choices, value| {
            let of_branch = choices.wanted(Some(union), value);
            let of_value = choices.wanted(Some(tag_name), value);
            Wanted {
                chosen: of_branch.chosen.or(of_value.chosen),
                ..of_branch
            }
        });
        // A clash of values is reported with their enum.
        let renamed = (tag.values.iter()).any(|value| {
            self.choices
                .wanted(Some(union), &value.name)
                .chosen
                .is_some()
        });
        if !renamed {
            self.clashes.truncate(known);
        }
        let unknown = self.unknown(values.iter().map(|(_, _, ident)| ident));
        let mut variants = Vec::with_capacity(values.len());
        for (position, value, ident) in values {
            let branch = by_value.get(position).copied().flatten();
            let attributes = self.attributes(union, &value.name, &ident);
            self.branch(value, ident, branch, attributes, &mut variants);
        }
        (variants, unknown)
    }

    /// Returns the variant of a value. A value without its branch has an empty variant.
    fn branch(
        &self,
        value: &'a EnumValue,
        ident: Ident,
        branch: Option<&'a Branch>,
        attributes: Attributes,
        variants: &mut Vec<Variant<'a>>,
    ) {
        let gate = (self.presence).gate(value.condition.as_ref(), &value.features);
        let listed = branch.filter(|branch| branch.ty != self.schema.empty_object());
        let condition = listed.and_then(|branch| branch.condition.as_ref());
        let of_branch = self.presence.gate(condition, &[]);
        let without = (of_branch != gate).then(|| of_branch.not()).flatten();
        let bare = Variant {
            name: &value.name,
            ident,
            payload: None,
            condition: (branch.and_then(|branch| branch.condition.as_ref()))
                .or(value.condition.as_ref()),
            gate: gate.clone(),
            features: &value.features,
            doc: value.doc,
            attributes,
        };
        let payload = listed.filter(|_| self.presence.of(condition));
        if payload.is_some()
            && let Some(without) = without
        {
            variants.push(Variant {
                ident: bare.ident.clone(),
                gate: gate.clone().and(without),
                attributes: bare.attributes.clone(),
                ..bare
            });
        }
        variants.push(Variant {
            payload: payload.map(|branch| branch.ty),
            gate: if payload.is_some() {
                gate.and(of_branch)
            } else {
                gate
            },
            ..bare
        });
    }

    fn alternate(&mut self, alternate: &'a Alternate, name: &str) -> AlternateShape<'a> {
        let present: Vec<_> = alternate
            .branches
            .iter()
            .filter(|branch| self.presence.of(branch.condition.as_ref()))
            .collect();
        let wanted = |branch: &&'a Branch| self.choices.wanted(Some(name), &branch.name);
        let names: Vec<Wanted<'_>> = present.iter().map(wanted).collect();
        let idents = assigned(
            &format_args!("alternate '{name}'"),
            Case::UpperCamel,
            &names,
            &mut self.clashes,
        );
        let variants = present
            .into_iter()
            .zip(idents)
            .map(|(branch, ident)| Variant {
                name: &branch.name,
                attributes: self.attributes(name, &branch.name, &ident),
                ident,
                payload: Some(branch.ty),
                condition: branch.condition.as_ref(),
                gate: self.presence.gate(branch.condition.as_ref(), &[]),
                features: &[],
                doc: branch.doc,
            });
        AlternateShape {
            variants: variants.collect(),
        }
    }

    fn commands(&mut self) -> Vec<Option<CommandShape<'a>>> {
        let schema = self.schema;
        let definitions = || schema.commands().map(|(_, it)| &it.definition);
        let known = self.clashes.len();
        let idents = self.calls(&"commands", Case::Command, definitions());
        let clashes = self.clashes.len();
        let methods = self.calls(&"methods", Case::Snake, definitions());
        if clashes > known {
            // These clash only if the others do.
            self.clashes.truncate(clashes);
        }
        let commands = self.schema.commands().zip(idents.into_iter().zip(methods));
        let shape = |((id, command), names): ((_, &'a Command), (Option<_>, Option<_>))| {
            let (ident, method) = (names.0?, names.1?);
            let (name, data) = (&*command.definition.name, command.arguments);
            let scope = format!("command '{name}'");
            let mut arguments = self.data(Entity::Command(id), data, &scope, &ident);
            if let Arguments::Members(shape) = &mut arguments
                && !command.generate
                && data.is_some()
            {
                let fields = shape.fields.iter().map(|field| field.ident.to_string());
                let taken: FxHashSet<String> = fields.collect();
                shape.rest = Some(free_name(&["rest"], |name| taken.contains(name)));
            }
            Some(CommandShape {
                id,
                command,
                ident,
                method,
                arguments,
            })
        };
        commands.map(shape).collect()
    }

    fn events(&mut self) -> (Vec<Option<EventShape<'a>>>, EventsShape) {
        let definitions = self.schema.events().map(|(_, it)| &it.definition);
        let idents = self.calls(&"events", Case::Command, definitions);
        let taken: FxHashSet<String> = idents.iter().flatten().map(ToString::to_string).collect();
        let all = EventsShape {
            ident: free_name(&EVENTS, |name| taken.contains(name)),
            unknown: self.unknown(idents.iter().flatten()),
        };
        let events = self.schema.events().zip(idents);
        let shape = |((id, event), ident): ((_, &'a qapi_parser::schema::Event), Option<_>)| {
            let ident = ident?;
            let scope = format!("event '{}'", event.definition.name);
            let data = self.data(Entity::Event(id), event.arguments, &scope, &ident);
            Some(EventShape { event, ident, data })
        };
        (events.map(shape).collect(), all)
    }

    /// Returns the names of commands or events, if they are generated.
    fn calls(
        &mut self,
        scope: &dyn fmt::Display,
        case: Case,
        definitions: impl Iterator<Item = &'a Definition>,
    ) -> Vec<Option<Ident>> {
        let definitions: Vec<(bool, &Definition)> = definitions
            .map(|it| (self.presence.of(it.condition.as_ref()), it))
            .collect();
        let present = definitions.iter().filter(|(present, _)| *present);
        // Methods are named after the structs.
        let chosen: Vec<Option<String>> = (present.clone())
            .map(|(_, it)| self.choices.wanted(None, &it.name).chosen)
            .map(|chosen| chosen.map(|chosen| case.of_chosen(chosen)))
            .collect();
        let names: Vec<Wanted<'_>> = (present.zip(&chosen))
            .map(|((_, it), chosen)| Wanted {
                owner: None,
                name: &it.name,
                chosen: chosen.as_deref(),
            })
            .collect();
        let mut idents = assigned(scope, case, &names, &mut self.clashes).into_iter();
        (definitions.into_iter())
            .map(|(present, _)| if present { idents.next() } else { None })
            .collect()
    }

    /// Returns the arguments of a command or the data of an event.
    fn data(
        &mut self,
        owner: Entity,
        data: Option<TypeId>,
        scope: &str,
        ident: &Ident,
    ) -> Arguments<'a> {
        match data.map(|id| (id, self.schema.object(id))) {
            Some((id, Some(object))) if is_inline(self.schema, id, owner) => {
                Arguments::Members(self.object(id, object, scope, ident))
            }
            Some((id, _)) => Arguments::Named(id),
            None => Arguments::Members(ObjectShape {
                fields: Vec::new(),
                tag: None,
                rest: None,
            }),
        }
    }
}
