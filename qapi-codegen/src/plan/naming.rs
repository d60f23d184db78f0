//! Makes the shapes of a plan and gives everything in them its Rust name.

use std::fmt;

use proc_macro2::Ident;
use qapi_parser::schema::{
    Alternate, Branches, CommandId, Entity, Enum, EnumValue, Object, Origin, Schema, Type, TypeId,
    TypeKind,
};
use rustc_hash::FxHashSet;

use super::bytes::Bytes;
use super::shape::{
    AlternateShape, Arguments, CommandShape, EnumShape, Field, ObjectShape, Shape, Tag, Variant,
    is_inline, is_used,
};
use super::{as_enum, as_object, flattened, present_values};
use crate::conditions::Presence;
use crate::config::Config;
use crate::names::{Case, NameClash, assign, free_name};

/// What the variant that keeps unlisted values is called: the second where the schema takes the first.
const UNKNOWN: [&str; 2] = ["Unknown", "Unrecognized"];

/// Shapes with names, by the ids of the schema.
pub(super) struct Named<'a> {
    pub(super) idents: Vec<Option<Ident>>,
    pub(super) shapes: Vec<Option<Shape<'a>>>,
    pub(super) commands: Vec<CommandShape<'a>>,
}

impl<'a> Named<'a> {
    /// Names everything that is generated.
    ///
    /// # Errors
    /// All names that truly clash, the first pair of each scope.
    pub(super) fn new(
        schema: &'a Schema,
        config: &'a Config,
        presence: &Presence<'_>,
        bytes: &Bytes<'_>,
    ) -> Result<Self, Vec<NameClash>> {
        let mut clashes = Vec::new();
        let idents = type_names(schema, presence, &mut clashes);
        let taken = idents.iter().flatten().map(ToString::to_string).collect();
        let mut namer = Namer {
            schema,
            config,
            presence,
            bytes,
            taken,
            clashes,
        };
        let shapes = (schema.types())
            .zip(&idents)
            .map(|((id, ty), ident)| ident.as_ref().and_then(|ident| namer.shape(id, ty, ident)))
            .collect();
        let commands = namer.commands();
        if namer.clashes.is_empty() {
            Ok(Self {
                idents,
                shapes,
                commands,
            })
        } else {
            Err(namer.clashes)
        }
    }
}

/// By type: its Rust name, where it is generated.
fn type_names(
    schema: &Schema,
    presence: &Presence<'_>,
    clashes: &mut Vec<NameClash>,
) -> Vec<Option<Ident>> {
    let mut idents = vec![None; schema.types().len()];
    let (ids, names): (Vec<TypeId>, Vec<&str>) = (schema.types())
        .filter(|(id, ty)| {
            is_named(schema, *id, ty) && presence.of(ty.definition.condition.as_ref())
        })
        .map(|(id, ty)| (id, ty.name()))
        .unzip();
    for (id, ident) in ids
        .iter()
        .zip(assigned(&"types", Case::Type, &names, clashes))
    {
        if let Some(slot) = idents.get_mut(id.index()) {
            *slot = Some(ident);
        }
    }
    // Wrappers of legacy unions have no name that a person would know.
    let mut taken: FxHashSet<String> = idents.iter().flatten().map(ToString::to_string).collect();
    for (id, _) in schema.types() {
        let Some(object) = as_object(schema, id).filter(|object| object.origin == Origin::Wrapper)
        else {
            continue;
        };
        let Some(member) = object.members.first() else {
            continue;
        };
        let name = format!(
            "{}Wrapper",
            Case::UpperCamel.convert(schema[member.ty].name())
        );
        let ident = free_name(&[&name], |name| taken.contains(name));
        taken.insert(ident.to_string());
        if let Some(slot) = idents.get_mut(id.index()) {
            *slot = Some(ident);
        }
    }
    idents
}

/// Whether a type is generated under its own name.
fn is_named(schema: &Schema, id: TypeId, ty: &Type) -> bool {
    match &ty.kind {
        TypeKind::Builtin(_) | TypeKind::Array(_) => false,
        TypeKind::Enum(this) => {
            ty.definition.span.is_some() || this.kind_of.is_some() || is_used(schema, id)
        }
        TypeKind::Object(object) => matches!(object.origin, Origin::Struct | Origin::Union),
        TypeKind::Alternate(_) => true,
    }
}

/// Identifiers for names; a clash is noted, and none are given.
fn assigned(
    scope: &dyn fmt::Display,
    case: Case,
    names: &[&str],
    clashes: &mut Vec<NameClash>,
) -> Vec<Ident> {
    assign(scope, case, names).unwrap_or_else(|clash| {
        clashes.push(clash);
        Vec::new()
    })
}

struct Namer<'a, 'p> {
    schema: &'a Schema,
    config: &'a Config,
    presence: &'p Presence<'p>,
    bytes: &'p Bytes<'p>,
    /// The names of types so far.
    taken: FxHashSet<String>,
    clashes: Vec<NameClash>,
}

impl<'a> Namer<'a, '_> {
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
            values: values
                .into_iter()
                .map(|(_, value, ident)| (value, ident))
                .collect(),
            unknown,
        }
    }

    /// The values that are generated, each with its position in the schema and its variant.
    fn values(&mut self, this: &'a Enum, name: &str) -> Vec<(usize, &'a EnumValue, Ident)> {
        let present = present_values(this, self.presence);
        let names: Vec<&str> = present.iter().map(|(_, value)| &*value.name).collect();
        let idents = assigned(
            &format_args!("enum '{name}'"),
            Case::UpperCamel,
            &names,
            &mut self.clashes,
        );
        present
            .into_iter()
            .zip(idents)
            .map(|((position, value), ident)| (position, value, ident))
            .collect()
    }

    fn unknown<'i>(&self, idents: impl Iterator<Item = &'i Ident>) -> Option<Ident> {
        let taken: FxHashSet<String> = idents.map(ToString::to_string).collect();
        self.config
            .unknown_values
            .then(|| free_name(&UNKNOWN, |name| taken.contains(name)))
    }

    /// `name` is that of the struct; the enum of a union's branches is called after it.
    fn object(
        &mut self,
        id: TypeId,
        object: &'a Object,
        scope: &str,
        name: &Ident,
    ) -> ObjectShape<'a> {
        let members: Vec<_> = flattened(self.schema, id)
            .into_iter()
            .filter(|(_, member)| self.presence.of(member.condition.as_ref()))
            .collect();
        let names: Vec<&str> = members.iter().map(|(_, member)| &*member.name).collect();
        let idents = assigned(&scope, Case::Snake, &names, &mut self.clashes);
        let mut shape = ObjectShape {
            fields: Vec::new(),
            tag: None,
            rest: None,
        };
        for ((owner, member), ident) in members.into_iter().zip(idents) {
            match &object.branches {
                Some(branches) if *branches.discriminator == *member.name => {
                    let branches_name = self.branches_name(name, &member.name);
                    let (variants, unknown) = self.branches(branches);
                    shape.tag = Some(Tag {
                        member,
                        ident,
                        branches: branches_name,
                        variants,
                        unknown,
                    });
                }
                _ => {
                    let bytes = self.bytes.contains(owner, &member.name);
                    shape.fields.push(Field {
                        member,
                        ident,
                        bytes,
                    });
                }
            }
        }
        shape
    }

    fn branches_name(&mut self, union: &Ident, discriminator: &str) -> Ident {
        let after_tag = format!("{union}{}", Case::UpperCamel.convert(discriminator));
        let after_union = format!("{union}Branch");
        let ident = free_name(&[&after_tag, &after_union], |name| {
            self.taken.contains(name)
        });
        self.taken.insert(ident.to_string());
        ident
    }

    /// One variant a value that is generated, so that the position among them is the tag's index.
    fn branches(&mut self, branches: &'a Branches) -> (Vec<Variant<'a>>, Option<Ident>) {
        let tag_name = self.schema[branches.tag].name();
        let Some(tag) = as_enum(self.schema, branches.tag) else {
            return (Vec::new(), None);
        };
        let mut by_value = vec![None; tag.values.len()];
        for branch in &branches.list {
            if let Some(slot) = by_value.get_mut(branch.value) {
                *slot = Some(branch);
            }
        }
        // A clash is reported where the enum itself is named.
        let known = self.clashes.len();
        let values = self.values(tag, tag_name);
        self.clashes.truncate(known);
        let unknown = self.unknown(values.iter().map(|(_, _, ident)| ident));
        let variants = values.into_iter().map(|(position, value, ident)| {
            let branch = by_value.get(position).copied().flatten();
            let present = branch.filter(|branch| self.presence.of(branch.condition.as_ref()));
            Variant {
                name: &value.name,
                ident,
                payload: present
                    .map(|branch| branch.ty)
                    .filter(|&ty| ty != self.schema.empty_object()),
                condition: branch
                    .and_then(|branch| branch.condition.as_ref())
                    .or(value.condition.as_ref()),
                features: &value.features,
                doc: value.doc,
            }
        });
        (variants.collect(), unknown)
    }

    fn alternate(&mut self, alternate: &'a Alternate, name: &str) -> AlternateShape<'a> {
        let present: Vec<_> = alternate
            .branches
            .iter()
            .filter(|branch| self.presence.of(branch.condition.as_ref()))
            .collect();
        let names: Vec<&str> = present.iter().map(|branch| &*branch.name).collect();
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
                ident,
                payload: Some(branch.ty),
                condition: branch.condition.as_ref(),
                features: &[],
                doc: branch.doc,
            });
        AlternateShape {
            variants: variants.collect(),
        }
    }

    fn commands(&mut self) -> Vec<CommandShape<'a>> {
        let present: Vec<(CommandId, _)> = (self.schema.commands())
            .filter(|(_, command)| self.presence.of(command.definition.condition.as_ref()))
            .collect();
        let names: Vec<&str> = present
            .iter()
            .map(|(_, command)| &*command.definition.name)
            .collect();
        let idents = assigned(&"commands", Case::Command, &names, &mut self.clashes);
        let mut shapes = Vec::with_capacity(present.len());
        for ((id, command), ident) in present.into_iter().zip(idents) {
            let scope = format!("command '{}'", command.definition.name);
            let arguments = match command.arguments.map(|ty| (ty, as_object(self.schema, ty))) {
                Some((ty, Some(object))) if is_inline(self.schema, ty, Entity::Command(id)) => {
                    let mut shape = self.object(ty, object, &scope, &ident);
                    if !command.generate {
                        let taken: FxHashSet<String> = shape
                            .fields
                            .iter()
                            .map(|field| field.ident.to_string())
                            .collect();
                        shape.rest = Some(free_name(&["rest"], |name| taken.contains(name)));
                    }
                    Arguments::Members(shape)
                }
                Some((ty, _)) => Arguments::Named(ty),
                None => Arguments::Members(ObjectShape {
                    fields: Vec::new(),
                    tag: None,
                    rest: None,
                }),
            };
            shapes.push(CommandShape {
                id,
                command,
                ident,
                arguments,
            });
        }
        shapes
    }
}
