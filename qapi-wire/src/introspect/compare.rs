//! A message compared with what the peer says that it takes.

use serde_json::Value;

use super::Introspection;
use super::entity::{JsonType, Kind, Object};
use crate::{DecodeError, Map, Problem, Step};

/// A value that is still to be compared with its type, and where it stands.
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

    fn error(&self, problem: Problem) -> DecodeError {
        let steps = self.path.iter().rev().cloned();
        steps.fold(DecodeError::from(problem), DecodeError::inside)
    }

    fn member_error(&self, problem: Problem, name: &str) -> DecodeError {
        let steps = self.path.iter().rev().cloned();
        steps.fold(DecodeError::of_member(problem, name), DecodeError::inside)
    }
}

/// Whether a value is one of the type, at any depth: without recursion, for the value may be deep.
pub(super) fn accepts(peer: &Introspection, ty: &str, value: &Value) -> Result<(), DecodeError> {
    let path = Vec::new();
    let mut tasks = vec![Task { ty, value, path }];
    while let Some(task) = tasks.pop() {
        compare(peer, &task, &mut tasks)?;
    }
    Ok(())
}

fn compare<'s>(
    peer: &'s Introspection,
    task: &Task<'s>,
    tasks: &mut Vec<Task<'s>>,
) -> Result<(), DecodeError> {
    let kind = match peer.kind(task.ty) {
        Some(Kind::Alternate(branches)) => {
            let mut kinds = branches.iter().filter_map(|ty| peer.kind(ty));
            let found = kinds.find(|kind| is(task.value, kind));
            found.ok_or_else(|| task.error(mismatch("another kind of value", task.value)))?
        }
        Some(kind) => kind,
        // A peer that does not tell what a type is may know what to do with it.
        None => return Ok(()),
    };
    if !is(task.value, kind) {
        return Err(task.error(mismatch(expected(kind), task.value)));
    }
    match (kind, task.value) {
        (Kind::Enum(values), Value::String(text)) if !values.contains(text) => {
            Err(task.error(unknown(text)))
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

fn compare_object<'s>(
    peer: &'s Introspection,
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

/// The branch that the message's tag selects. A tag that the peer does not know explains all that is
/// strange behind it, so it is an error before them.
fn branch<'s>(
    peer: &'s Introspection,
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

/// Whether a value is of the kind, without a look into it.
fn is(value: &Value, kind: &Kind) -> bool {
    match kind {
        Kind::Builtin(JsonType::String) | Kind::Enum(_) => value.is_string(),
        Kind::Builtin(JsonType::Number) => value.is_number(),
        Kind::Builtin(JsonType::Integer) => value.is_i64() || value.is_u64(),
        Kind::Builtin(JsonType::Boolean) => value.is_boolean(),
        Kind::Builtin(JsonType::Null) => value.is_null(),
        Kind::Array(_) => value.is_array(),
        Kind::Object(_) => value.is_object(),
        Kind::Builtin(JsonType::Any)
        | Kind::Alternate(_)
        | Kind::Command { .. }
        | Kind::Event
        | Kind::Other => true,
    }
}

fn expected(kind: &Kind) -> &'static str {
    match kind {
        Kind::Builtin(JsonType::String) | Kind::Enum(_) => "a string",
        Kind::Builtin(JsonType::Number) => "a number",
        Kind::Builtin(JsonType::Integer) => "an integer",
        Kind::Builtin(JsonType::Boolean) => "true or false",
        Kind::Builtin(JsonType::Null) => "null",
        Kind::Array(_) => "an array",
        Kind::Object(_) => "an object",
        _ => "something else",
    }
}

fn mismatch(expected: &str, value: &Value) -> Problem {
    let found = match value {
        Value::Object(_) => "an object".to_owned(),
        Value::Array(_) => "an array".to_owned(),
        scalar => scalar.to_string(),
    };
    Problem::Mismatch {
        expected: expected.to_owned(),
        found,
    }
}
