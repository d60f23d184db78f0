//! Unions: discriminators and branches.
//!
//! The discriminator is a mandatory, unconditional member of enum type, in the base or a base of
//! that. Every listed branch is a value of the enum and an object. Values that are not listed have
//! the empty object as their branch, under the value's own condition.

use rustc_hash::FxHashMap;

use super::clash;
use super::link::OpenUnion;
use super::schema_builder::{SchemaBuilder, describe};
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::{Branch, Branches, Enum, Member, TypeId, TypeKind, members, with_bases};
use crate::source::Span;

/// Completes all unions, then checks their branches' members.
pub(super) fn complete(draft: &mut SchemaBuilder<'_>, unions: Vec<OpenUnion<'_>>) {
    let mut done = Vec::new();
    for union in unions {
        let id = union.id;
        if let Some(branches) = branches(draft, union) {
            if let Some(TypeKind::Object(object)) =
                draft.types.get_mut(id.index()).map(|ty| &mut ty.kind)
            {
                object.branches = Some(branches);
            }
            done.push(id);
        }
    }
    for id in done {
        let Some(branches) = clash::object(draft, id).and_then(|object| object.branches.as_ref())
        else {
            continue;
        };
        let list: Vec<(String, Option<Span>, TypeId)> = branches
            .list
            .iter()
            .map(|branch| (branch.name.to_string(), branch.span, branch.ty))
            .collect();
        clash::check_branches(draft, id, &list);
    }
}

/// The discriminator of a union: the object that contains it, its position there, its enum.
struct Tag {
    owner: TypeId,
    index: usize,
    ty: TypeId,
    span: Span,
}

fn branches(draft: &mut SchemaBuilder<'_>, union: OpenUnion<'_>) -> Option<Branches> {
    let members = with_bases(&draft.types, union.id).map(|(_, object)| object.members.len());
    let members = members.sum();
    if !draft.make_room(union.id, members) {
        return None;
    }
    let tag = match find_tag(draft, &union) {
        Ok(tag) => tag,
        Err(diagnostic) => {
            draft.complete = false;
            if let Some(diagnostic) = diagnostic {
                draft.report(union.id, *diagnostic);
            }
            return None;
        }
    };
    if union.implied_tag.is_some() {
        string_discriminator(draft, &union, &tag);
    }
    let OpenUnion {
        id,
        discriminator,
        discriminator_span,
        mut listed,
        ..
    } = union;
    let count = match draft.ty(tag.ty).map(|ty| &ty.kind) {
        Some(TypeKind::Enum(list)) => list.values.len(),
        _ => 0,
    };
    if !draft.make_room(id, count) {
        return None;
    }
    let Some(TypeKind::Enum(Enum { values, .. })) = draft.ty(tag.ty).map(|ty| &ty.kind) else {
        return None;
    };
    let positions: FxHashMap<&str, usize> = values
        .iter()
        .enumerate()
        .map(|(index, value)| (&*value.name, index))
        .collect();
    let mut findings = Vec::new();
    let mut unknown = Vec::new();
    let mut covered = vec![false; values.len()];
    for branch in &mut listed {
        let span = branch.span.unwrap_or(discriminator_span);
        match positions.get(&*branch.name) {
            Some(&value) => {
                branch.value = value;
                if let Some(covered) = covered.get_mut(value) {
                    *covered = true;
                }
            }
            None => unknown.push((branch.name.clone(), span)),
        }
        match draft.ty(branch.ty) {
            Some(ty) if !matches!(ty.kind, TypeKind::Object(_)) => {
                let message = format!(
                    "the branch '{}' must be a struct or a union, not {}",
                    branch.name,
                    describe(ty)
                );
                findings.push(
                    Diagnostic::new(Code::TypeNotAllowed, span, message)
                        .also(ty.definition.name_span, "defined here"),
                );
            }
            _ => {}
        }
    }
    let is_free = |index: &usize| covered.get(*index) == Some(&false);
    let free = values
        .iter()
        .enumerate()
        .filter(|(index, _)| is_free(index));
    let free: Vec<&str> = free.map(|(_, value)| &*value.name).collect();
    for (name, span) in unknown {
        findings.push(unknown_branch(draft, &name, span, &tag, &free));
    }
    let empty = draft
        .types
        .iter()
        .position(|ty| &*ty.definition.name == "q_empty")
        .unwrap_or(0);
    for (index, value) in values.iter().enumerate() {
        if covered.get(index) == Some(&false) {
            listed.push(Branch {
                name: value.name.clone(),
                span: None,
                ty: TypeId(empty as u32),
                value: index,
                condition: value.condition.clone(),
                doc: None,
            });
        }
    }
    if listed.is_empty() {
        let message = "this union has no branches: its discriminator's enum has no values";
        findings.push(
            Diagnostic::new(Code::NoBranches, discriminator_span, message).also(
                draft.ty(tag.ty).and_then(|ty| ty.definition.name_span),
                "has no values",
            ),
        );
    }
    for finding in findings {
        draft.report(id, finding);
    }
    Some(Branches {
        discriminator: discriminator.into(),
        discriminator_owner: tag.owner,
        discriminator_index: tag.index,
        tag: tag.ty,
        list: listed,
    })
}

/// Sets the type of a discriminator of type `str` to the enum of the branches' names, and reports
/// that.
fn string_discriminator(draft: &mut SchemaBuilder<'_>, union: &OpenUnion<'_>, tag: &Tag) {
    let message = format!(
        "the discriminator '{}' is of type 'str'",
        union.discriminator
    );
    let help = "make its type an enum of the branches' names; schemas do since QEMU 2.0";
    let diagnostic = Diagnostic::new(
        Code::LegacyStringDiscriminator,
        union.discriminator_span,
        message,
    );
    draft.report(
        union.id,
        diagnostic.also(Some(tag.span), "the member").help(help),
    );
    let owner = draft
        .types
        .get_mut(tag.owner.index())
        .map(|ty| &mut ty.kind);
    if let Some(TypeKind::Object(object)) = owner
        && let Some(member) = object.members.get_mut(tag.index)
    {
        member.ty = tag.ty;
    }
}

fn unknown_branch(
    draft: &SchemaBuilder<'_>,
    name: &str,
    span: Span,
    tag: &Tag,
    free: &[&str],
) -> Diagnostic {
    let enumeration = draft.ty(tag.ty);
    let enum_name = enumeration.map(|ty| ty.name()).unwrap_or_default();
    let message = format!("the branch '{name}' is not a value of the enum '{enum_name}'");
    let help = match draft.sink.nearest(name, free.iter().copied()) {
        None if free.is_empty() => "every value has a branch".to_owned(),
        Some(near) => format!("did you mean '{near}'?"),
        None => {
            let mut shown: Vec<String> = free.iter().take(12).map(|it| (*it).to_owned()).collect();
            if let Some(rest @ 1..) = free.len().checked_sub(shown.len()) {
                shown.push(format!("{rest} more"));
            }
            format!("the values without a branch are {}", shown.join(", "))
        }
    };
    Diagnostic::new(Code::UnknownBranch, span, message)
        .also(
            enumeration.and_then(|ty| ty.definition.name_span),
            "the discriminator's enum",
        )
        .help(help)
}

/// Finds the discriminator.
///
/// # Errors
/// Returns the diagnostic; `None` if it is missing because of an error reported before.
fn find_tag(
    draft: &SchemaBuilder<'_>,
    union: &OpenUnion<'_>,
) -> Result<Tag, Option<Box<Diagnostic>>> {
    let name = union.discriminator;
    let bad = |message: String| {
        Diagnostic::new(Code::BadDiscriminator, union.discriminator_span, message)
    };
    let found = with_bases(&draft.types, union.id).find_map(|(owner, object)| {
        let index = object
            .members
            .iter()
            .position(|member| *member.name == *name)?;
        Some((owner, index, object.members.get(index)?))
    });
    let Some((owner, index, member)) = found else {
        if is_lost(draft, union.id, name) {
            return Err(None);
        }
        let members = members(&draft.types, union.id);
        let is_enum = |member: &Member| {
            let ty = draft.ty(member.ty);
            !member.optional && ty.is_some_and(|ty| matches!(ty.kind, TypeKind::Enum(_)))
        };
        let allowed = members.iter().filter(|(_, member)| is_enum(member));
        let near = draft
            .sink
            .nearest(name, allowed.map(|(_, member)| &*member.name));
        let help = near.map(|near| format!("did you mean '{near}'?"));
        return Err(Some(Box::new(
            bad(format!(
                "the discriminator '{name}' is not a member of the base"
            ))
            .maybe_help(help),
        )));
    };
    let at = |diagnostic: Diagnostic, label| diagnostic.also(Some(member.span), label);
    let mut tag = member.ty;
    match draft.ty(member.ty) {
        Some(ty) if matches!(ty.kind, TypeKind::Enum(_)) => {}
        Some(_) if union.implied_tag.is_some() => tag = union.implied_tag.unwrap_or(tag),
        ty => {
            let what = ty.map(describe).unwrap_or_default();
            let message =
                format!("the discriminator '{name}' must be of an enum type, not of {what}");
            return Err(Some(Box::new(at(bad(message), "the member"))));
        }
    }
    if member.optional {
        let message = format!("the discriminator '{name}' must not be optional");
        return Err(Some(Box::new(at(
            bad(message),
            "the '*' makes it optional",
        ))));
    }
    if member.condition.is_some() {
        let message = format!("the discriminator '{name}' must not have a condition");
        return Err(Some(Box::new(at(bad(message), "has a condition"))));
    }
    Ok(Tag {
        owner,
        index,
        ty: tag,
        span: member.span,
    })
}

/// Returns whether a union lacks a common member because of an error reported before.
fn is_lost(draft: &SchemaBuilder<'_>, union: TypeId, member: &str) -> bool {
    with_bases(&draft.types, union).any(|(id, _)| {
        let lost = draft.lost_parts.get(&id);
        draft.lost_bases.contains(&id)
            || lost.is_some_and(|parts| parts.iter().any(|part| *part.name == *member))
    })
}
