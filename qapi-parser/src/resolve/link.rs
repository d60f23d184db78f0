//! Resolves what each definition names: every type reference becomes an id.

use std::fmt;

use rustc_hash::{FxHashMap, FxHashSet};

use super::declare::{Declarations, QTYPE, Slot, wrapper_name};
use super::{Draft, Ids};
use crate::Edition;
use crate::definition::{self, Body, Data, Definition as Unlinked, MemberType, TypeRef};
use crate::diagnostic::{Code, Diagnostic, InDefinition, Sink};
use crate::schema::{
    Alternate, Array, Branch, Builtin, Command, Condition, Definition, Entity, Enum, EnumValue,
    Event, Member, ModuleId, Object, Origin, Pragmas, Type, TypeId, TypeKind,
};
use crate::source::Span;

/// What is missing because of errors reported before: uses of it are not reported again.
pub(super) struct Lost<'s> {
    pub(super) names: FxHashSet<&'s str>,
    pub(super) more: bool,
}

/// A union whose branches still wait for its discriminator.
pub(super) struct OpenUnion<'s> {
    pub(super) id: TypeId,
    pub(super) discriminator: &'s str,
    pub(super) discriminator_span: Span,
    pub(super) listed: Vec<Branch>,
    /// Whether its base lacks members because of errors reported before.
    pub(super) damaged: bool,
    /// The enum in the place of a discriminator's type `str`.
    pub(super) implied_tag: Option<TypeId>,
}

struct Linker<'s, 'd, 'k> {
    declared: &'d Declarations<'s>,
    lost: &'d Lost<'s>,
    draft: Draft<'k>,
    types: Vec<Option<Type>>,
    unions: Vec<OpenUnion<'s>>,
    /// Types that lack something because of errors.
    damaged: FxHashSet<TypeId>,
    /// Whether the definition is a command whose arguments QEMU decodes by hand, in edition auto: older
    /// releases did not look at their types.
    free_form: bool,
}

/// Links all definitions.
pub(super) fn link<'s, 'k>(
    definitions: Vec<Unlinked<'s>>,
    declared: &Declarations<'s>,
    lost: &Lost<'s>,
    sites: Vec<InDefinition>,
    pragmas: &'k Pragmas,
    sink: &'k mut Sink,
) -> (Draft<'k>, Vec<OpenUnion<'s>>) {
    let complete = declared.ids.iter().all(Option::is_some);
    let owners = declared.types.iter().map(|ty| ty.owner).collect();
    let draft = Draft {
        sink,
        pragmas,
        types: Vec::new(),
        commands: Vec::new(),
        events: Vec::new(),
        sites,
        owners,
        named_at: FxHashMap::default(),
        complete,
    };
    let mut linker = Linker {
        declared,
        lost,
        draft,
        types: declared.types.iter().map(|_| None).collect(),
        unions: Vec::new(),
        damaged: FxHashSet::default(),
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
        mut unions,
        damaged,
        ..
    } = linker;
    // Every slot is filled: a definition without ids has no slot, and the others fill theirs.
    draft.types = types.into_iter().flatten().collect();
    draft.complete &= draft.types.len() == declared.types.len();
    condition_wrappers(&mut draft.types);
    for union in &mut unions {
        let mut next = Some(union.id);
        let mut steps = 0;
        while let Some(id) = next.filter(|_| steps < crate::limits::BASES) {
            union.damaged |= damaged.contains(&id);
            next = match draft.ty(id).map(|ty| &ty.kind) {
                Some(TypeKind::Object(object)) => object.base,
                _ => None,
            };
            steps += 1;
        }
    }
    (draft, unions)
}

/// Gives each wrapper the condition of what it wraps.
fn condition_wrappers(types: &mut [Type]) {
    for index in 0..types.len() {
        let Some(Type {
            kind:
                TypeKind::Object(Object {
                    origin: Origin::Wrapper,
                    members,
                    ..
                }),
            ..
        }) = types.get(index)
        else {
            continue;
        };
        let wrapped = members
            .first()
            .and_then(|member| types.get(member.ty.index()));
        let element = match wrapped.map(|ty| &ty.kind) {
            Some(TypeKind::Array(array)) => types.get(array.element.index()),
            _ => wrapped,
        };
        let condition = element.and_then(|ty| ty.definition.condition.clone());
        if let Some(wrapper) = types.get_mut(index) {
            wrapper.definition.condition = condition;
        }
    }
}

fn plain(name: &str, span: Option<Span>) -> Definition {
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
                // An unknown element is reported where the array is used.
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

    /// The object around a value of a type. An unknown type is reported where a branch uses it.
    fn wrapper(&self, ty: TypeRef<'s>, owner: Option<&InDefinition>) -> TypeKind {
        let members = self.declared.referred(ty).zip(owner).map(|(id, _)| Member {
            name: "data".into(),
            span: ty.span,
            ty: id,
            optional: false,
            condition: None,
            features: Vec::new(),
            doc: None,
        });
        let members = members.into_iter().collect();
        TypeKind::Object(Object {
            origin: Origin::Wrapper,
            base: None,
            members,
            branches: None,
        })
    }

    fn set(&mut self, index: usize, ty: Type) {
        if let Some(slot) = self.types.get_mut(index) {
            *slot = Some(ty);
        }
    }

    /// The type that a reference means; reports it where there is none.
    fn resolve(
        &mut self,
        ty: TypeRef<'s>,
        what: &dyn fmt::Display,
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
                let types = self.declared.types.iter();
                let types = types.filter(|ty| matches!(ty.slot, Slot::Explicit | Slot::Builtin(_)));
                let meant = similar_builtin(ty.name).or_else(|| {
                    let lost = self.lost.names.iter().copied();
                    let known = types.map(|ty| &*ty.name);
                    self.draft.sink.nearest(ty.name, known.chain(lost))
                });
                diagnostic =
                    diagnostic.maybe_help(meant.map(|meant| format!("did you mean '{meant}'?")));
            }
        }
        self.report(site, diagnostic);
        None
    }

    /// As [`resolve`](Self::resolve), for the value of a key of the definition.
    fn resolve_key(
        &mut self,
        ty: TypeRef<'s>,
        key: &'static str,
        site: &InDefinition,
    ) -> Option<TypeId> {
        self.draft.named_at.insert((site.name_span, key), ty.span);
        self.resolve(ty, &key, site)
    }

    fn report(&mut self, site: &InDefinition, mut diagnostic: Diagnostic) {
        diagnostic.definition = Some(site.clone());
        self.draft.push(diagnostic);
    }

    fn members(
        &mut self,
        members: Vec<definition::Member<'s>>,
        id: TypeId,
        site: &InDefinition,
    ) -> Vec<Member> {
        let mut linked = Vec::with_capacity(members.len());
        for member in members {
            let ty = match member.ty {
                MemberType::Named(ty) => {
                    self.resolve(ty, &format_args!("member '{}'", member.name), site)
                }
                MemberType::Inline(inner) => self.inline(inner, member.span, site),
            };
            let Some(ty) = ty else {
                self.damaged.insert(id);
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

    /// The object of a member's type that is written inline.
    fn inline(
        &mut self,
        members: Vec<definition::Member<'s>>,
        member: Span,
        site: &InDefinition,
    ) -> Option<TypeId> {
        let id = self.declared.inline(member)?;
        let name = &self.declared.types.get(id.index())?.name;
        let members = self.members(members, id, site);
        let kind = TypeKind::Object(Object {
            origin: Origin::Inline,
            base: None,
            members,
            branches: None,
        });
        self.set(
            id.index(),
            Type {
                definition: plain(name, Some(site.span)),
                kind,
            },
        );
        Some(id)
    }

    fn branches(
        &mut self,
        branches: Vec<definition::Branch<'s>>,
        site: &InDefinition,
    ) -> Vec<Branch> {
        let mut linked = Vec::with_capacity(branches.len());
        for (value, branch) in branches.into_iter().enumerate() {
            let Some(ty) = self.resolve(branch.ty, &format_args!("branch '{}'", branch.name), site)
            else {
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

    /// The object that `data` or an inline base means; fills the implicit one.
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
            // Ids are of the body's kind.
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
                    self.damaged.insert(id);
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
                let listed = self.branches(branches, site);
                let damaged = base.is_none() && !empty;
                self.unions.push(OpenUnion {
                    id,
                    discriminator,
                    discriminator_span,
                    listed,
                    damaged,
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
                branches: self.branches(branches, site),
            }),
            // Commands and events have no type of their own.
            Body::Command { .. } | Body::Event { .. } => TypeKind::Builtin(Builtin::Null),
        }
    }
}

impl<'s> Linker<'s, '_, '_> {
    /// Fills the enum that a union of older releases implies: a value for each branch.
    fn tag(
        &mut self,
        tag: Option<TypeId>,
        union: TypeId,
        branches: &[definition::Branch<'s>],
        condition: Option<&Condition>,
        site: &InDefinition,
    ) {
        let Some(tag) = tag else { return };
        let values = branches.iter().map(|branch| EnumValue {
            name: branch.name.into(),
            span: Some(branch.span),
            condition: branch.condition.clone(),
            features: Vec::new(),
            doc: None,
        });
        let kind = Enum {
            values: values.collect(),
            prefix: None,
            kind_of: Some(union),
        };
        let mut definition = plain(&format!("{}Kind", site.name), Some(site.span));
        definition.condition = condition.cloned();
        self.set(
            tag.index(),
            Type {
                definition,
                kind: TypeKind::Enum(kind),
            },
        );
    }

    /// A union without a discriminator: the member `type` tells the branch, whose value is wrapped.
    fn simple_union(
        &mut self,
        base: Option<TypeId>,
        branches: Vec<definition::Branch<'s>>,
        id: TypeId,
        ids: Ids,
        site: &InDefinition,
    ) -> TypeKind {
        let wrappers: Vec<Option<TypeId>> = branches
            .iter()
            .map(|branch| self.declared.named(&wrapper_name(branch.ty)))
            .collect();
        let mut listed = self.branches(branches, site);
        for branch in &mut listed {
            branch.ty = wrappers
                .get(branch.value)
                .copied()
                .flatten()
                .unwrap_or(branch.ty);
        }
        let discriminator_span = site.span.head();
        let tag = ids.tag.map(|ty| Member {
            name: "type".into(),
            span: discriminator_span,
            ty,
            optional: false,
            condition: None,
            features: Vec::new(),
            doc: None,
        });
        let open = OpenUnion {
            id,
            discriminator: "type",
            discriminator_span,
            listed,
            damaged: false,
            implied_tag: None,
        };
        self.unions.push(open);
        let members = tag.into_iter().collect();
        TypeKind::Object(Object {
            origin: Origin::Union,
            base,
            members,
            branches: None,
        })
    }
}

/// The builtin type that goes by another name elsewhere.
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
