//! Assigns an id to each definition, and to each type that definitions imply.
//!
//! Ids are assigned in the order in which QEMU's front end creates its entities, as modules list
//! them in that order: an implicit object before its owner, an array before its first user.

use rustc_hash::FxHashMap;

use crate::Edition;
use crate::definition::{
    Body, Branch, Data, Definition, Definitions, Entity as Defined, Member, MemberType, TypeRef,
};
use crate::diagnostic::{Code, Diagnostic, InDefinition, Sink};
use crate::limits;
use crate::schema::{Builtin, CommandId, Entity, EventId, TypeId};
use crate::source::{FileId, Span};

/// The origin of a type's id.
#[derive(Debug, Clone, Copy)]
pub(super) enum Slot<'s> {
    Builtin(Builtin),
    /// An array of the type of that name.
    Array(TypeRef<'s>),
    /// The type that a definition defines.
    Explicit,
    /// The implicit object of a definition.
    Implicit,
    Empty,
    QType,
    /// The object that wraps a value of the type of that name, in a union without a discriminator.
    Wrapper(TypeRef<'s>),
    /// The enum that a union of older releases implies.
    Tag,
}

/// A type that has an id.
#[derive(Debug)]
pub(super) struct Declared<'s> {
    pub(super) name: Box<str>,
    pub(super) slot: Slot<'s>,
    /// The definition that defines or implies it, by its position among definitions.
    pub(super) owner: Option<usize>,
}

/// The ids of a definition.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ids {
    pub(super) own: Entity,
    /// Its implicit object, of arguments or of an inline base.
    pub(super) implicit: Option<TypeId>,
    /// The enum that a union of older releases implies.
    pub(super) tag: Option<TypeId>,
}

/// All ids of a schema.
#[derive(Debug)]
pub(super) struct Declarations<'s> {
    pub(super) types: Vec<Declared<'s>>,
    /// Types, commands and events in the order in which they were created.
    pub(super) order: Vec<Entity>,
    /// The ids of each definition; `None` for one whose name exists already.
    pub(super) ids: Vec<Option<Ids>>,
    pub(super) names: FxHashMap<Box<str>, Entity>,
    /// For each definition, the number of entities of `order` up to and including it.
    pub(super) made: Vec<usize>,
    /// The number of predefined entities in `order`.
    pub(super) predefined: usize,
    pub(super) empty: TypeId,
    /// The arrays by the names of their elements, as indices of `types`.
    arrays: FxHashMap<&'s str, usize>,
    /// The objects of types written inline, by the span of the member's name.
    inline: FxHashMap<Span, TypeId>,
    /// For each definition, `true` if it is a union whose discriminator is of type `str`.
    string_tags: Vec<bool>,
    commands: u32,
    events: u32,
}

/// The name and the values of the enum that is the tag of every alternate.
pub(super) const QTYPE: (&str, [&str; 7]) = (
    "QType",
    [
        "none", "qnull", "qnum", "qstring", "qdict", "qlist", "qbool",
    ],
);

impl<'s> Declarations<'s> {
    fn predefined() -> Self {
        let mut this = Self {
            types: Vec::new(),
            order: Vec::new(),
            ids: Vec::new(),
            names: FxHashMap::default(),
            made: Vec::new(),
            predefined: 0,
            empty: TypeId(0),
            arrays: FxHashMap::default(),
            inline: FxHashMap::default(),
            string_tags: Vec::new(),
            commands: 0,
            events: 0,
        };
        for builtin in Builtin::ALL {
            this.add_type(builtin.name().into(), Slot::Builtin(builtin), None);
            this.add_builtin_array(builtin);
        }
        this.empty = this.add_type("q_empty".into(), Slot::Empty, None);
        this.add_type(QTYPE.0.into(), Slot::QType, None);
        this.predefined = this.order.len();
        this
    }

    fn add_builtin_array(&mut self, builtin: Builtin) {
        let span = Span::new(FileId(0), 0, 0);
        let element = TypeRef {
            name: builtin.name(),
            array: false,
            span,
        };
        let id = self.add_type(
            format!("{}List", element.name).into(),
            Slot::Array(element),
            None,
        );
        self.arrays.insert(element.name, id.index());
    }

    fn add_type(&mut self, name: Box<str>, slot: Slot<'s>, owner: Option<usize>) -> TypeId {
        let id = TypeId(self.types.len() as u32);
        self.names.entry(name.clone()).or_insert(Entity::Type(id));
        self.types.push(Declared { name, slot, owner });
        self.order.push(Entity::Type(id));
        id
    }

    /// Declares the types that members imply: arrays, and the objects of types written inline. The
    /// recursion is bounded, as the nesting of expressions is.
    fn types_of_members(&mut self, members: &[Member<'s>], name: &str, owner: usize) {
        for member in members {
            match &member.ty {
                MemberType::Named(ty) => self.array(*ty, owner),
                MemberType::Inline(inner) => {
                    let name = format!("{name}-{}", member.name);
                    self.types_of_members(inner, &name, owner);
                    let id = self.add_implicit(&name, owner);
                    self.inline.insert(member.span, id);
                }
            }
        }
    }

    /// Declares the types that a union without a discriminator implies: a wrapper of each branch's
    /// value, and the enum of the branches' names.
    fn simple_union(&mut self, name: &str, branches: &[Branch<'s>], owner: usize) -> TypeId {
        for branch in branches {
            self.array(branch.ty, owner);
            let wrapper = wrapper_name(branch.ty);
            if !self.names.contains_key(&*wrapper) {
                self.add_type(wrapper.into(), Slot::Wrapper(branch.ty), Some(owner));
            }
        }
        self.add_type(format!("{name}Kind").into(), Slot::Tag, Some(owner))
    }

    fn array(&mut self, ty: TypeRef<'s>, owner: usize) {
        if ty.array && !self.arrays.contains_key(ty.name) {
            let element = TypeRef { array: false, ..ty };
            let id = self.add_type(
                format!("{}List", ty.name).into(),
                Slot::Array(element),
                Some(owner),
            );
            self.arrays.insert(ty.name, id.index());
        }
    }

    /// Declares the implicit object of inline members. Returns `None` if there are no members.
    fn implicit(
        &mut self,
        data: &Data<'s>,
        name: &str,
        role: &str,
        owner: usize,
    ) -> Option<TypeId> {
        let Data::Inline(members) = data else {
            return None;
        };
        let name = format!("{name}-{role}");
        self.types_of_members(members, &name, owner);
        if members.is_empty() {
            return None;
        }
        Some(self.add_implicit(&name, owner))
    }

    fn add_implicit(&mut self, name: &str, owner: usize) -> TypeId {
        let mut implied = format!("q_obj_{name}");
        // In a type written inline, `a-b` may occur next to an `a` with a `b` of its own.
        let mut number = self.types.len();
        while self.names.contains_key(&*implied) {
            implied = format!("q_obj_{name}-{number}");
            number += 1;
        }
        self.add_type(implied.into(), Slot::Implicit, Some(owner))
    }

    /// Declares the types that a definition implies, then the definition itself.
    fn definition(&mut self, definition: &Definition<'s>, owner: usize) -> Option<Ids> {
        let name = definition.name;
        if self.names.contains_key(name) {
            return None;
        }
        let (mut implicit, mut tag) = (None, None);
        match &definition.body {
            Body::Enum { .. } => {}
            Body::Struct { members, .. } => self.types_of_members(members, name, owner),
            Body::SimpleUnion { branches, .. } => {
                tag = Some(self.simple_union(name, branches, owner))
            }
            Body::Union { base, branches, .. } => {
                implicit = self.implicit(base, name, "base", owner);
                branches
                    .iter()
                    .for_each(|branch| self.array(branch.ty, owner));
                if self.string_tags.get(owner) == Some(&true) {
                    tag = Some(self.add_type(format!("{name}Kind").into(), Slot::Tag, Some(owner)));
                }
            }
            Body::Alternate { branches } => branches
                .iter()
                .for_each(|branch| self.array(branch.ty, owner)),
            Body::Command { data, returns, .. } => {
                implicit = self.implicit(data, name, "arg", owner);
                returns.iter().for_each(|ty| self.array(*ty, owner));
            }
            Body::Event { data, .. } => implicit = self.implicit(data, name, "arg", owner),
        }
        // A type that it implies may have the same name: a type `SList` with a member of type
        // `['S']`.
        if self.names.contains_key(name) {
            return None;
        }
        let own = match &definition.body {
            Body::Command { .. } => {
                self.commands += 1;
                Entity::Command(CommandId(self.commands - 1))
            }
            Body::Event { .. } => {
                self.events += 1;
                Entity::Event(EventId(self.events - 1))
            }
            _ => {
                let id = self.add_type(name.into(), Slot::Explicit, Some(owner));
                return Some(Ids {
                    own: Entity::Type(id),
                    implicit,
                    tag,
                });
            }
        };
        self.names.insert(name.into(), own);
        self.order.push(own);
        Some(Ids { own, implicit, tag })
    }

    /// Returns the type of that name.
    pub(super) fn named(&self, name: &str) -> Option<TypeId> {
        match self.names.get(name) {
            Some(Entity::Type(id)) => Some(*id),
            _ => None,
        }
    }

    /// Returns the object of a member's inline type, by the span of its name.
    pub(super) fn inline(&self, member: Span) -> Option<TypeId> {
        self.inline.get(&member).copied()
    }

    /// Returns the type that a reference names. It may turn out to be an array of an unknown type.
    pub(super) fn referred(&self, ty: TypeRef<'_>) -> Option<TypeId> {
        if ty.array {
            self.arrays.get(ty.name).map(|&index| TypeId(index as u32))
        } else {
            self.named(ty.name)
        }
    }
}

/// Assigns all ids.
pub(super) fn declare<'s>(definitions: &Definitions<'s>, sink: &mut Sink) -> Declarations<'s> {
    let mut this = Declarations::predefined();
    let mut all = Vec::new();
    for entity in &definitions.entities {
        if let Defined::Definition(definition) = entity {
            all.push(definition);
        }
    }
    if sink.edition == Edition::Auto {
        this.string_tags = string_tags(&all);
    }
    let mut known: FxHashMap<&str, usize> = FxHashMap::default();
    for (owner, &definition) in all.iter().enumerate() {
        let ids = this.definition(definition, owner);
        this.ids.push(ids);
        this.made.push(this.order.len());
        if ids.is_some() {
            known.insert(definition.name, owner);
            continue;
        }
        let first = known.get(definition.name).and_then(|&first| all.get(first));
        let message = match first {
            Some(_) => format!("'{}' is defined a second time", definition.name),
            None => format!("'{}' is predefined by the language", definition.name),
        };
        let mut diagnostic =
            Diagnostic::new(Code::DuplicateDefinition, definition.name_span, message)
                .also(first.map(|first| first.name_span), "first defined here");
        if first.is_some_and(|first| first.kind != definition.kind) {
            diagnostic = diagnostic.help("types, commands and events share one namespace");
        }
        diagnostic.definition = Some(definition.site());
        sink.push(diagnostic);
    }
    this
}

/// Returns the name of the object that wraps a value of a type.
pub(super) fn wrapper_name(ty: TypeRef<'_>) -> String {
    format!(
        "q_obj_{}{}-wrapper",
        ty.name,
        if ty.array { "List" } else { "" }
    )
}

/// Returns for each definition whether it is a union whose discriminator is of type `str`, as in
/// QEMU 1.7.
fn string_tags(definitions: &[&Definition<'_>]) -> Vec<bool> {
    let mut structs: FxHashMap<&str, usize> = FxHashMap::default();
    for (index, definition) in definitions.iter().enumerate() {
        if matches!(definition.body, Body::Struct { .. }) {
            structs.insert(definition.name, index);
        }
    }
    let is_string = |member: &Member<'_>| match &member.ty {
        MemberType::Named(ty) => ty.name == "str" && !ty.array,
        MemberType::Inline(_) => false,
    };
    // The positions of the members of each struct that is a base of unions. Many may share one.
    let mut positions_of: Vec<Option<FxHashMap<&str, usize>>> = vec![None; definitions.len()];
    let mut found = vec![false; definitions.len()];
    for (definition, found) in definitions.iter().zip(&mut found) {
        let Body::Union {
            base,
            discriminator: (name, _),
            ..
        } = &definition.body
        else {
            continue;
        };
        let mut next = match base {
            Data::Inline(members) => {
                let tag = members.iter().find(|member| member.name == *name);
                *found = tag.is_some_and(is_string);
                continue;
            }
            Data::Named(ty) => Some(ty.name),
            Data::None => None,
        };
        // Bases may still be circular here.
        for _ in 0..limits::BASES {
            let index = next.and_then(|name| structs.get(name));
            let Some(&index) = index else { break };
            let base = definitions.get(index).map(|base| &base.body);
            let (Some(Body::Struct { base, members }), Some(positions)) =
                (base, positions_of.get_mut(index))
            else {
                break;
            };
            let positions = positions.get_or_insert_with(|| {
                // The first of several equal names counts.
                let positions = members.iter().enumerate().rev();
                positions.map(|(at, member)| (member.name, at)).collect()
            });
            if let Some(&position) = positions.get(name) {
                *found = members.get(position).is_some_and(is_string);
                break;
            }
            next = base.map(|base| base.name);
        }
    }
    found
}

/// Returns the definitions, as diagnostics name them.
pub(super) fn sites(definitions: &Definitions<'_>) -> Vec<InDefinition> {
    let mut sites = Vec::new();
    for entity in &definitions.entities {
        if let Defined::Definition(definition) = entity {
            sites.push(definition.site());
        }
    }
    sites
}
