//! Bases: they must be structs, and no object may contain itself by base or branch.
//!
//! Members may be recursive; only bases and branches may not (QEMU's `schema.py`, object types).
//! The walk uses its own stack instead of recursion.

use super::clash;
use super::link::OpenUnion;
use super::schema_builder::{SchemaBuilder, describe};
use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::schema::{Origin, TypeId, TypeKind};

/// Checks all objects, bases before the objects that extend them.
pub(super) fn check(draft: &mut SchemaBuilder<'_>, unions: &[OpenUnion<'_>]) {
    check_bases(draft);
    let mut edges: Vec<Vec<TypeId>> = vec![Vec::new(); draft.types.len()];
    for (index, ty) in draft.types.iter().enumerate() {
        if let (TypeKind::Object(object), Some(edges)) = (&ty.kind, edges.get_mut(index)) {
            edges.extend(object.base);
        }
    }
    for union in unions {
        if let Some(edges) = edges.get_mut(union.id.index()) {
            edges.extend(union.listed.iter().map(|branch| branch.ty));
        }
    }
    find_cycles(draft, &edges);
    check_depths(draft);
    for index in 0..draft.types.len() {
        clash::check_members(draft, TypeId(index as u32));
        clash::check_values(draft, TypeId(index as u32));
    }
}

fn check_bases(draft: &mut SchemaBuilder<'_>) {
    for index in 0..draft.types.len() {
        let id = TypeId(index as u32);
        let Some(TypeKind::Object(object)) = draft.ty(id).map(|ty| &ty.kind) else {
            continue;
        };
        let Some(base) = object.base.and_then(|base| draft.ty(base)) else {
            continue;
        };
        let is_struct =
            matches!(&base.kind, TypeKind::Object(base) if base.origin != Origin::Union);
        if is_struct {
            continue;
        }
        let message = format!("the base must be a struct, not {}", describe(base));
        let span = draft
            .ty(id)
            .and_then(|ty| draft.place_of(&ty.definition, "'base'"));
        let base_span = base.definition.name_span;
        if let Some(span) = span {
            draft.report(
                id,
                Diagnostic::new(Code::BadBase, span, message).also(base_span, "defined here"),
            );
        }
        draft.complete = false;
        if let Some(TypeKind::Object(object)) = draft.types.get_mut(index).map(|ty| &mut ty.kind) {
            object.base = None;
            draft.lost_bases.insert(id);
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

/// Walks depth first, in the order of definition. Reports an object that is reached while it is
/// open.
fn find_cycles(draft: &mut SchemaBuilder<'_>, edges: &[Vec<TypeId>]) {
    let mut states = vec![State::New; edges.len()];
    for index in 0..edges.len() {
        let mut stack = vec![(TypeId(index as u32), 0)];
        while let Some((id, next)) = stack.last_mut() {
            let at = id.index();
            let Some(state) = states.get_mut(at) else {
                break;
            };
            if *next == 0 {
                if *state != State::New {
                    stack.pop();
                    continue;
                }
                *state = State::Open;
            }
            let Some(&child) = edges.get(at).and_then(|edges| edges.get(*next)) else {
                *state = State::Done;
                stack.pop();
                continue;
            };
            *next += 1;
            match states.get(child.index()) {
                Some(State::New) => stack.push((child, 0)),
                Some(State::Open) => report_cycle(draft, child, &stack),
                _ => {}
            }
        }
    }
}

fn report_cycle(draft: &mut SchemaBuilder<'_>, id: TypeId, stack: &[(TypeId, usize)]) {
    let name_of = |id: TypeId| {
        draft
            .ty(id)
            .map(|ty| ty.name().to_owned())
            .unwrap_or_default()
    };
    let from = stack.iter().position(|(open, _)| *open == id).unwrap_or(0);
    let mut path: Vec<String> = stack
        .iter()
        .skip(from)
        .map(|(open, _)| name_of(*open))
        .collect();
    let name = name_of(id);
    path.push(name.clone());
    let Some(span) = draft
        .ty(id)
        .and_then(|ty| draft.place_of(&ty.definition, "'base'"))
    else {
        return;
    };
    let mut message = format!("the object '{name}' contains itself");
    if path.len() > 2 {
        message.push_str(&format!(": {}", path.join(" -> ")));
    }
    let help =
        "members of a base or branch are the object's own; a member of the type would be fine";
    draft.report(
        id,
        Diagnostic::new(Code::ContainsItself, span, message).help(help),
    );
    draft.complete = false;
}

/// Checks the number of bases of each object, direct and indirect. Removes the bases beyond the
/// limit, including cycles, so that later steps can follow bases to their end.
fn check_depths(draft: &mut SchemaBuilder<'_>) {
    for index in 0..draft.types.len() {
        let id = TypeId(index as u32);
        let mut next = Some(id);
        let mut depth = 0;
        while let Some(TypeKind::Object(object)) =
            next.and_then(|id| draft.ty(id)).map(|ty| &ty.kind)
        {
            next = object.base;
            depth += 1;
            if depth > limits::BASES {
                break;
            }
        }
        if depth <= limits::BASES {
            continue;
        }
        if draft.complete {
            let message = format!(
                "more than {} bases stand one behind the other",
                limits::BASES
            );
            if let Some(span) = draft.ty(id).and_then(|ty| ty.definition.name_span) {
                draft.report(id, Diagnostic::new(Code::TooDeep, span, message));
            }
        }
        draft.complete = false;
        if let Some(TypeKind::Object(object)) = draft.types.get_mut(index).map(|ty| &mut ty.kind) {
            object.base = None;
            draft.lost_bases.insert(id);
        }
    }
}
