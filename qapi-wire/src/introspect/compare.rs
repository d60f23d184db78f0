//! Compares a message with the types that the peer accepts.

use serde_json::Value;

use super::entity::{Entities, JsonType, Kind, Object};
use crate::{DecodeError, Expected, JsonKind, Map, Problem, Step};

/// A value to compare with its type, and its path.
struct Task<'s> {
    ty: &'s str,
    value: &'s Value,
    path: Vec<Step>,
}

impl<'s> Task<'s> {
    fn inside(&self, step: Step, ty: &'s str, value: &'s Value) -> Self {
        let mut path = self.path.clone();
        path.push(step);
        Self { ty, value, path }
    }

    fn error(&self, error: DecodeError) -> DecodeError {
        let steps = self.path.iter().rev().cloned();
        steps.fold(error, DecodeError::inside)
    }

    fn mismatch(&self, expected: impl Into<Expected>) -> DecodeError {
        self.error(DecodeError::mismatch(expected, self.value))
    }

    fn member_error(&self, problem: Problem, name: &str) -> DecodeError {
        self.error(DecodeError::of_member(problem, name))
    }
}

/// Compares a value with a type, at any depth. It does not recurse, because the value may be deep.
pub(super) fn accepts(peer: &Entities, ty: &str, value: &Value) -> Result<(), DecodeError> {
    let path = Vec::new();
    let mut tasks = vec![Task { ty, value, path }];
    while let Some(task) = tasks.pop() {
        compare(peer, &task, &mut tasks)?;
    }
    Ok(())
}

fn compare<'s>(
    peer: &'s Entities,
    task: &Task<'s>,
    tasks: &mut Vec<Task<'s>>,
) -> Result<(), DecodeError> {
    let kind = match peer.kind(task.ty) {
        Some(Kind::Alternate(branches)) => branch_of_alternate(peer, task, branches)?,
        Some(kind) => kind,
        // The type is not described, so the peer may accept any value.
        None => return Ok(()),
    };
    if let Some(expected) = json_kind(kind)
        && !is(task.value, expected)
    {
        return Err(task.mismatch(expected));
    }
    match (kind, task.value) {
        (Kind::Enum(values), Value::String(text)) if !values.contains(text) => {
            Err(task.error(unknown(text).into()))
        }
        (Kind::Array(element), Value::Array(list)) => {
            let elements = list.iter().enumerate();
            tasks.extend(
                elements.map(|(index, value)| task.inside(Step::Element(index), element, value)),
            );
            Ok(())
        }
        (Kind::Object(object), Value::Object(members)) => {
            compare_object(peer, task, object, members, tasks)
        }
        _ => Ok(()),
    }
}

/// Returns the branch of an alternate for the kind of the value.
fn branch_of_alternate<'s>(
    peer: &'s Entities,
    task: &Task<'_>,
    branches: &[String],
) -> Result<&'s Kind, DecodeError> {
    let kinds = || branches.iter().filter_map(|ty| peer.kind(ty));
    let mut kinds_of_value =
        kinds().filter(|kind| json_kind(kind).is_none_or(|kind| is(task.value, kind)));
    kinds_of_value.next().ok_or_else(|| {
        let expected = kinds().filter_map(json_kind).collect();
        task.mismatch(Expected::OneOf(expected))
    })
}

fn compare_object<'s>(
    peer: &'s Entities,
    task: &Task<'s>,
    object: &'s Object,
    members: &'s Map,
    tasks: &mut Vec<Task<'s>>,
) -> Result<(), DecodeError> {
    let branch = branch(peer, task, object, members)?;
    let known = || std::iter::once(object).chain(branch);
    for (name, value) in members {
        let Some(member) = known().find_map(|object| object.member(name)) else {
            return Err(task.member_error(Problem::Unexpected, name));
        };
        tasks.push(task.inside(Step::Member(name.clone()), &member.ty, value));
    }
    let mut mandatory = known().flat_map(|object| object.members.iter().filter(|it| !it.optional));
    match mandatory.find(|member| !members.contains_key(&member.name)) {
        Some(member) => Err(task.member_error(Problem::Missing, &member.name)),
        None => Ok(()),
    }
}

/// Returns the branch for the value of the discriminator. If the peer does not know the value, the
/// error is about the value, and not about the members of the branch.
fn branch<'s>(
    peer: &'s Entities,
    task: &Task<'_>,
    object: &Object,
    members: &Map,
) -> Result<Option<&'s Object>, DecodeError> {
    let tag = object.tag.as_deref().and_then(|tag| object.member(tag));
    let Some((tag, Some(Value::String(text)))) = tag.map(|tag| (tag, members.get(&tag.name)))
    else {
        return Ok(None);
    };
    if let Some(Kind::Enum(values)) = peer.kind(&tag.ty)
        && !values.contains(text)
    {
        return Err(task.member_error(unknown(text), &tag.name));
    }
    let branch = object.branches.iter().find(|branch| branch.case == *text);
    match branch.and_then(|branch| peer.kind(&branch.ty)) {
        Some(Kind::Object(object)) => Ok(Some(object)),
        _ => Ok(None),
    }
}

fn unknown(value: &str) -> Problem {
    Problem::UnknownValue {
        found: value.to_owned(),
        known: &[],
    }
}

/// Returns the kind of the values of a type, if the type has one.
fn json_kind(kind: &Kind) -> Option<JsonKind> {
    match kind {
        Kind::Builtin(JsonType::Kind(kind)) => Some(*kind),
        Kind::Enum(_) => Some(JsonKind::String),
        Kind::Array(_) => Some(JsonKind::Array),
        Kind::Object(_) => Some(JsonKind::Object),
        Kind::Builtin(JsonType::Any)
        | Kind::Alternate(_)
        | Kind::Command { .. }
        | Kind::Event
        | Kind::Other => None,
    }
}

/// Returns whether a value is of a kind.
fn is(value: &Value, kind: JsonKind) -> bool {
    match kind {
        JsonKind::Null => value.is_null(),
        JsonKind::Boolean => value.is_boolean(),
        JsonKind::Integer => value.is_i64() || value.is_u64(),
        JsonKind::Number => value.is_number(),
        JsonKind::String => value.is_string(),
        JsonKind::Array => value.is_array(),
        JsonKind::Object => value.is_object(),
    }
}
