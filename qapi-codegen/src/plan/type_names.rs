//! The Rust names of types, including those that the schema does not name.

use std::fmt;

use qapi_parser::schema::{Origin, Schema, Type, TypeId, TypeKind};
use rustc_hash::{FxHashMap, FxHashSet};

use super::chosen::Choices;
use super::shape::is_used;
use crate::code::Ident;
use crate::conditions::Presence;
use crate::names::{Case, NameClash, Wanted, assign, free_name, is_reserved, numbered};

/// Returns the Rust name of each type that is generated.
pub(super) fn type_names(
    schema: &Schema,
    presence: &Presence<'_>,
    choices: &Choices<'_>,
    clashes: &mut Vec<NameClash>,
) -> Vec<Option<Ident>> {
    let mut idents = vec![None; schema.types().len()];
    let (ids, names): (Vec<TypeId>, Vec<Wanted<'_>>) = (schema.types())
        .filter(|(id, ty)| {
            is_named(schema, *id, ty)
                && presence.of(ty.definition.condition.as_ref())
                && choices.extern_type(*id).is_none()
        })
        .map(|(id, ty)| (id, choices.wanted(None, ty.name())))
        .unzip();
    for (id, ident) in ids
        .iter()
        .zip(assigned(&"types", Case::Type, &names, clashes))
    {
        if let Some(slot) = idents.get_mut(id.index()) {
            *slot = Some(ident);
        }
    }
    let taken = with_branches(schema, &idents, clashes);
    implied_names(schema, taken, &mut idents);
    idents
}

/// Returns the name of the enum of a union's branches.
pub(super) fn branches_name(union: &Ident) -> Ident {
    Ident(format!("{}Branch", union.bare()))
}

/// Returns the taken names, including those of the enums of unions' branches. A type with the name
/// of such an enum is a clash. So the name of the enum does not depend on types that the next
/// release adds.
fn with_branches(
    schema: &Schema,
    idents: &[Option<Ident>],
    clashes: &mut Vec<NameClash>,
) -> FxHashSet<String> {
    let mut taken: FxHashSet<String> = idents.iter().flatten().map(ToString::to_string).collect();
    let types = || schema.types().zip(idents);
    for ((id, union), ident) in types() {
        let is_union = schema
            .object(id)
            .is_some_and(|object| object.branches.is_some());
        let Some(ident) = ident.as_ref().filter(|_| is_union) else {
            continue;
        };
        let name = branches_name(ident);
        if !taken.insert(name.to_string()) {
            let mut others = types().filter(|(_, other)| other.as_ref() == Some(&name));
            let other = others.next().map_or("", |((_, ty), _)| ty.name());
            clashes.push(NameClash {
                scope: "types".to_owned(),
                names: (format!("branches of {}", union.name()), other.to_owned()),
                rust: name.to_string(),
                rename: (
                    other.to_owned(),
                    numbered(&name, |name| taken.contains(name)),
                ),
            });
        }
    }
    taken
}

/// Names the types that the schema does not name as a person would. Wrappers of legacy unions are
/// named after their content, inline types after their member.
fn implied_names(schema: &Schema, mut taken: FxHashSet<String>, idents: &mut [Option<Ident>]) {
    let places = inline_places(schema);
    // An inner type comes before its owner in the schema, and is named after it.
    let mut ids: Vec<TypeId> = schema.types().map(|(id, _)| id).collect();
    ids.reverse();
    for id in ids {
        let Some(object) = schema.object(id) else {
            continue;
        };
        let name = match object.origin {
            Origin::Wrapper => object.members.first().map(|member| {
                let wrapped = Case::UpperCamel.convert(schema[member.ty].name());
                format!("{wrapped}Wrapper")
            }),
            Origin::Inline => places.get(&id).map(|(owner, member)| {
                let named = idents.get(owner.index()).and_then(Option::as_ref);
                let owner = named.map_or_else(
                    || Case::UpperCamel.convert(super::owner::owner_name(schema, *owner)),
                    ToString::to_string,
                );
                format!("{owner}{}", Case::UpperCamel.convert(member))
            }),
            _ => None,
        };
        if let (Some(name), Some(slot)) = (name, idents.get_mut(id.index())) {
            let ident = free_name(&[&name], |name| taken.contains(name) || is_reserved(name));
            taken.insert(ident.to_string());
            *slot = Some(ident);
        }
    }
}

/// Returns the member that contains each inline type, with the type that lists the member.
fn inline_places(schema: &Schema) -> FxHashMap<TypeId, (TypeId, &str)> {
    let mut places = FxHashMap::default();
    for (owner, _) in schema.types() {
        for member in schema.object(owner).iter().flat_map(|it| &it.members) {
            let id = match &schema[member.ty].kind {
                TypeKind::Array(array) => array.element,
                _ => member.ty,
            };
            if schema
                .object(id)
                .is_some_and(|object| object.origin == Origin::Inline)
            {
                places.insert(id, (owner, &*member.name));
            }
        }
    }
    places
}

/// Returns whether a type is generated under its own name.
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

/// Returns the identifiers of names. Records a clash, and returns none then.
pub(super) fn assigned(
    scope: &dyn fmt::Display,
    case: Case,
    names: &[Wanted<'_>],
    clashes: &mut Vec<NameClash>,
) -> Vec<Ident> {
    assign(scope, case, names).unwrap_or_else(|clash| {
        clashes.push(*clash);
        Vec::new()
    })
}
