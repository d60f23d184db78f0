//! Resolves the references of each definition: every type name becomes an id.

use rustc_hash::{FxHashMap, FxHashSet};

use super::declare::{Declarations, Ids, QTYPE, Slot};
use super::place::Place;
use super::schema_builder::{LostPart, SchemaBuilder};
use crate::Edition;
use crate::definition::{self, Body, Data, Definition as Unlinked, MemberType};
use crate::diagnostic::{InDefinition, Sink};
use crate::schema::{
    Alternate, Array, Branch, Builtin, Command, Condition, Definition, Entity, Enum, EnumValue,
    Event, Feature, Member, ModuleId, Object, Origin, Pragmas, Type, TypeId, TypeKind,
};
use crate::source::Span;

/// Items that are missing because of errors reported before. Uses of them are not reported again.
pub(super) struct Lost<'s> {
    pub(super) names: FxHashSet<&'s str>,
    pub(super) more: bool,
}

/// A union whose discriminator is not yet resolved.
pub(super) struct OpenUnion<'s> {
    pub(super) id: TypeId,
    pub(super) discriminator: &'s str,
    pub(super) discriminator_span: Span,
    pub(super) listed: Vec<Branch>,
    /// The enum that replaces a discriminator's type `str`.
    pub(super) implied_tag: Option<TypeId>,
}

pub(super) struct Linker<'s, 'd, 'k> {
    pub(super) declared: &'d Declarations<'s>,
    pub(super) lost: &'d Lost<'s>,
    pub(super) draft: SchemaBuilder<'k>,
    types: Vec<Option<Type>>,
    pub(super) unions: Vec<OpenUnion<'s>>,
    /// `true` if the definition is a command whose arguments QEMU decodes by hand, in edition auto:
    /// older releases did not check their types.
    pub(super) free_form: bool,
}

/// Links all definitions.
pub(super) fn link<'s, 'k>(
    definitions: Vec<Unlinked<'s>>,
    declared: &Declarations<'s>,
    lost: &Lost<'s>,
    sites: Vec<InDefinition>,
    pragmas: &'k Pragmas,
    sink: &'k mut Sink,
) -> (SchemaBuilder<'k>, Vec<OpenUnion<'s>>) {
    let complete = declared.ids.iter().all(Option::is_some);
    let owners = declared.types.iter().map(|ty| ty.owner).collect();
    let draft = SchemaBuilder {
        sink,
        pragmas,
        types: Vec::new(),
        commands: Vec::new(),
        events: Vec::new(),
        sites,
        owners,
        named_at: FxHashMap::default(),
        room: crate::limits::CONTAINED,
        lost_parts: FxHashMap::default(),
        lost_bases: FxHashSet::default(),
        complete,
    };
    let mut linker = Linker {
        declared,
        lost,
        draft,
        types: declared.types.iter().map(|_| None).collect(),
        unions: Vec::new(),
        free_form: false,
    };
    linker.predefined_and_arrays();
    for (owner, (definition, ids)) in definitions.into_iter().zip(&declared.ids).enumerate() {
        if let Some(ids) = ids {
            linker.definition(definition, *ids, owner);
        }
    }
    let Linker {
        mut draft,
        types,
        unions,
        ..
    } = linker;
    // Every slot is filled: a definition without ids has no slot, and the others fill theirs.
    draft.types = types.into_iter().flatten().collect();
    draft.complete &= draft.types.len() == declared.types.len();
    (draft, unions)
}

pub(super) fn plain(name: &str, span: Option<Span>) -> Definition {
    Definition {
        name: name.into(),
        span,
        name_span: None,
        module: ModuleId(0),
        doc: None,
        condition: None,
        features: Vec::new(),
    }
}

impl<'s> Linker<'s, '_, '_> {
    fn predefined_and_arrays(&mut self) {
        for index in 0..self.declared.types.len() {
            let Some(declared) = self.declared.types.get(index) else {
                break;
            };
            let owner = declared.owner.and_then(|owner| self.draft.sites.get(owner));
            let span = owner.map(|site| site.span);
            let kind = match declared.slot {
                Slot::Explicit | Slot::Implicit | Slot::Tag => continue,
                Slot::Wrapper(ty) => self.wrapper(ty, owner),
                Slot::Builtin(builtin) => TypeKind::Builtin(builtin),
                Slot::Empty => TypeKind::Object(Object {
                    origin: Origin::Empty,
                    base: None,
                    members: Vec::new(),
                    branches: None,
                }),
                Slot::QType => TypeKind::Enum(Enum {
                    values: QTYPE
                        .1
                        .map(|name| EnumValue {
                            name: name.into(),
                            span: None,
                            condition: None,
                            features: Vec::new(),
                            doc: None,
                        })
                        .into(),
                    prefix: None,
                    kind_of: None,
                }),
                // An unknown element is reported at the use of the array.
                Slot::Array(element) => match self.declared.named(element.name) {
                    Some(element) => TypeKind::Array(Array { element }),
                    None => TypeKind::Array(Array {
                        element: self.declared.empty,
                    }),
                },
            };
            let definition = plain(&declared.name, span);
            self.set(index, Type { definition, kind });
        }
    }

    pub(super) fn set(&mut self, index: usize, ty: Type) {
        if let Some(slot) = self.types.get_mut(index) {
            *slot = Some(ty);
        }
    }

    pub(super) fn members(
        &mut self,
        members: Vec<definition::Member<'s>>,
        id: TypeId,
        site: &InDefinition,
    ) -> Vec<Member> {
        let mut linked = Vec::with_capacity(members.len());
        for member in members {
            let ty = match member.ty {
                MemberType::Named(ty) => self.resolve(
                    ty,
                    &format_args!("member '{}'", member.name),
                    Place::Value,
                    site,
                ),
                MemberType::Inline(inner) => self.inline(inner, member.span, site),
            };
            let Some(ty) = ty else {
                self.lose(id, member.name, member.span, member.features);
                continue;
            };
            linked.push(Member {
                name: member.name.into(),
                span: member.span,
                ty,
                optional: member.optional,
                condition: member.condition,
                features: member.features,
                doc: None,
            });
        }
        linked
    }

    pub(super) fn branches(
        &mut self,
        branches: Vec<definition::Branch<'s>>,
        id: TypeId,
        place: Place,
        site: &InDefinition,
    ) -> Vec<Branch> {
        let mut linked = Vec::with_capacity(branches.len());
        for (value, branch) in branches.into_iter().enumerate() {
            let ty = self.resolve(
                branch.ty,
                &format_args!("branch '{}'", branch.name),
                place,
                site,
            );
            let Some(ty) = ty else {
                self.lose(id, branch.name, branch.span, Vec::new());
                continue;
            };
            linked.push(Branch {
                name: branch.name.into(),
                span: Some(branch.span),
                ty,
                value,
                condition: branch.condition,
                doc: None,
            });
        }
        linked
    }

    /// Notes a member or branch that has no type.
    fn lose(&mut self, id: TypeId, name: &str, span: Span, features: Vec<Feature>) {
        let lost = self.draft.lost_parts.entry(id).or_default();
        lost.push(LostPart {
            name: name.into(),
            span,
            features,
        });
    }

    /// Returns the object of `data` or an inline base. Fills the implicit one.
    fn data(
        &mut self,
        data: Data<'s>,
        what: &'static str,
        origin: Origin,
        implicit: Option<TypeId>,
        condition: Option<&Condition>,
        site: &InDefinition,
    ) -> Option<TypeId> {
        match data {
            Data::None => None,
            Data::Named(ty) => self.resolve_key(ty, what, site),
            Data::Inline(members) => {
                let id = implicit?;
                let members = self.members(members, id, site);
                let name = self
                    .declared
                    .types
                    .get(id.index())
                    .map(|ty| &*ty.name)
                    .unwrap_or_default();
                let mut definition = plain(name, Some(site.span));
                definition.condition = condition.cloned();
                let kind = TypeKind::Object(Object {
                    origin,
                    base: None,
                    members,
                    branches: None,
                });
                self.set(id.index(), Type { definition, kind });
                Some(id)
            }
        }
    }

    fn definition(&mut self, unlinked: Unlinked<'s>, ids: Ids, owner: usize) {
        let Some(site) = self.draft.sites.get(owner).cloned() else {
            return;
        };
        let definition = Definition {
            name: unlinked.name.into(),
            span: Some(unlinked.span),
            name_span: Some(unlinked.name_span),
            module: ModuleId(0),
            doc: None,
            condition: unlinked.condition,
            features: unlinked.features,
        };
        let condition = definition.condition.as_ref();
        self.free_form = self.draft.sink.edition == Edition::Auto
            && matches!(&unlinked.body, Body::Command { flags, .. } if flags.no_gen);
        match (unlinked.body, ids.own) {
            (
                Body::Command {
                    data,
                    returns,
                    flags,
                },
                Entity::Command(id),
            ) => {
                let origin = Origin::CommandArguments(id);
                let arguments = self.data(data, "'data'", origin, ids.implicit, condition, &site);
                let returns = returns.and_then(|ty| self.resolve_key(ty, "'returns'", &site));
                self.draft.commands.push(Command {
                    definition,
                    arguments,
                    returns,
                    generate: !flags.no_gen,
                    success_response: !flags.no_success_response,
                    boxed: flags.boxed,
                    allow_oob: flags.allow_oob,
                    allow_preconfig: flags.allow_preconfig,
                    coroutine: flags.coroutine,
                });
            }
            (Body::Event { data, boxed }, Entity::Event(id)) => {
                let origin = Origin::EventArguments(id);
                let arguments = self.data(data, "'data'", origin, ids.implicit, condition, &site);
                self.draft.events.push(Event {
                    definition,
                    arguments,
                    boxed,
                });
            }
            (body, Entity::Type(id)) => {
                let kind = self.kind(body, id, ids, condition, &site);
                self.set(id.index(), Type { definition, kind });
            }
            // The ids match the kind of the body.
            _ => {}
        }
    }

    fn kind(
        &mut self,
        body: Body<'s>,
        id: TypeId,
        ids: Ids,
        condition: Option<&Condition>,
        site: &InDefinition,
    ) -> TypeKind {
        match body {
            Body::Enum { values, prefix } => TypeKind::Enum(Enum {
                values,
                prefix,
                kind_of: None,
            }),
            Body::Struct { base, members } => {
                let wanted = base.is_some();
                let base = base.and_then(|base| self.resolve_key(base, "'base'", site));
                if wanted && base.is_none() {
                    self.draft.lost_bases.insert(id);
                }
                let members = self.members(members, id, site);
                TypeKind::Object(Object {
                    origin: Origin::Struct,
                    base,
                    members,
                    branches: None,
                })
            }
            Body::Union {
                base,
                discriminator: (discriminator, discriminator_span),
                branches,
            } => {
                let empty = matches!(&base, Data::Inline(members) if members.is_empty());
                let base = self.data(
                    base,
                    "'base'",
                    Origin::Base(id),
                    ids.implicit,
                    condition,
                    site,
                );
                self.tag(ids.tag, id, &branches, condition, site);
                let listed = self.branches(branches, id, Place::Object, site);
                if base.is_none() && !empty {
                    self.draft.lost_bases.insert(id);
                }
                self.unions.push(OpenUnion {
                    id,
                    discriminator,
                    discriminator_span,
                    listed,
                    implied_tag: ids.tag,
                });
                TypeKind::Object(Object {
                    origin: Origin::Union,
                    base,
                    members: Vec::new(),
                    branches: None,
                })
            }
            Body::SimpleUnion { base, branches } => {
                let base = base.and_then(|base| self.resolve_key(base, "'base'", site));
                self.tag(ids.tag, id, &branches, condition, site);
                self.simple_union(base, branches, id, ids, site)
            }
            Body::Alternate { branches } => TypeKind::Alternate(Alternate {
                branches: self.branches(branches, id, Place::Value, site),
            }),
            // Commands and events have no type of their own.
            Body::Command { .. } | Body::Event { .. } => TypeKind::Builtin(Builtin::Null),
        }
    }
}
