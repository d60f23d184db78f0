//! Alternates: the JSON kind of a value must determine the branch.
//!
//! Conditions do not count: two branches that exclude each other still clash. A string clashes with
//! values that command lines may write for a boolean or a number (qapi-code-gen, "Alternate
//! types").

use super::clash;
use super::schema_builder::{SchemaBuilder, describe};
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::{Branch, Enum, JsonKind, Type, TypeId, TypeKind};
use crate::source::Span;

/// Checks all alternates.
pub(super) fn check(draft: &mut SchemaBuilder<'_>) {
    // Many alternates may have the same large enum.
    let mut kinds = vec![None; draft.types.len()];
    for index in 0..draft.types.len() {
        let id = TypeId(index as u32);
        let Some(TypeKind::Alternate(alternate)) = draft.ty(id).map(|ty| &ty.kind) else {
            continue;
        };
        for finding in findings(draft, &alternate.branches, &mut kinds) {
            draft.report(id, finding);
        }
    }
}

fn findings(
    draft: &SchemaBuilder<'_>,
    branches: &[Branch],
    kinds_of_types: &mut [Option<Vec<JsonKind>>],
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut names = clash::Positions::default();
    let mut kinds: Vec<(JsonKind, &Branch)> = Vec::new();
    for (position, branch) in branches.iter().enumerate() {
        let Some(span) = branch.span else { continue };
        let other = names.insert(&branch.name, position);
        if let Some(other) = other.and_then(|other| branches.get(other)) {
            let message = format!(
                "the branch '{}' clashes with the branch '{}'",
                branch.name, other.name
            );
            findings.push(
                Diagnostic::new(Code::MemberClash, span, message).also(other.span, "the other one"),
            );
        }
        let place = kinds_of_types.get_mut(branch.ty.index());
        let (Some(ty), Some(taken)) = (draft.ty(branch.ty), place) else {
            continue;
        };
        let taken = taken.get_or_insert_with(|| kinds_of(ty));
        if taken.is_empty() {
            let message = format!("the branch '{}' cannot be {}", branch.name, describe(ty));
            let help = "a branch is a scalar, an enum, an array, a struct, a union, or 'null'";
            findings.push(Diagnostic::new(Code::TypeNotAllowed, span, message).help(help));
        }
        let other = kinds
            .iter()
            .find(|(kind, _)| taken.contains(kind))
            .map(|(_, other)| *other);
        if let Some(other) = other {
            findings.push(conflict(draft, branch, span, ty, other));
        } else {
            kinds.extend(taken.iter().map(|kind| (*kind, branch)));
        }
    }
    findings
}

fn conflict(
    draft: &SchemaBuilder<'_>,
    branch: &Branch,
    span: Span,
    ty: &Type,
    other: &Branch,
) -> Diagnostic {
    let other_type = draft.ty(other.ty);
    let message = format!(
        "the branch '{}' cannot be told from the branch '{}'",
        branch.name, other.name
    );
    let describe_other = other_type.map(describe).unwrap_or_default();
    let diagnostic = Diagnostic::new(Code::AlternateConflict, span, message)
        .label(describe(ty))
        .also(other.span, describe_other);
    let string_and_other = |a: &Type, b: &Type| {
        a.kind.json_kind() == JsonKind::String && b.kind.json_kind() != JsonKind::String
    };
    match other_type {
        Some(other) if string_and_other(ty, other) || string_and_other(other, ty) => diagnostic
            .help("on command lines every scalar is a string, so a string there could be either"),
        _ => diagnostic,
    }
}

/// Returns the JSON kinds that a branch of a type accepts. Empty for a type that no branch can
/// have. Integers and numbers are one kind.
fn kinds_of(ty: &Type) -> Vec<JsonKind> {
    let mut kinds = match ty.kind.json_kind() {
        JsonKind::Value => return Vec::new(),
        JsonKind::Integer => vec![JsonKind::Number],
        kind => vec![kind],
    };
    match &ty.kind {
        TypeKind::Enum(Enum { values, .. }) => {
            if values
                .iter()
                .any(|value| matches!(&*value.name, "on" | "off"))
            {
                kinds.push(JsonKind::Boolean);
            }
            if values.iter().any(|value| {
                value.name.starts_with(['-', '+', '.'])
                    || value.name.starts_with(|c: char| c.is_ascii_digit())
            }) {
                kinds.push(JsonKind::Number);
            }
        }
        TypeKind::Builtin(_) if kinds == [JsonKind::String] => {
            kinds.extend([JsonKind::Number, JsonKind::Boolean]);
        }
        _ => {}
    }
    kinds
}
