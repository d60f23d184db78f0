//! Errors in the words of QEMU's agents. Clients should match the class, but some match the words.

use std::fmt::Write as _;

use crate::message::RemoteError;
use crate::{DecodeError, Expected, JsonKind, Path, Problem, Step};

/// Returns the error to send for an envelope that was refused.
pub(super) fn envelope(error: &DecodeError) -> RemoteError {
    let member = error.path().member();
    RemoteError::generic(match (error.problem(), member) {
        (Problem::Syntax(message), _) => format!("JSON parse error, {message}"),
        (Problem::Unexpected, Some(name)) => unexpected_member(name),
        (Problem::Duplicate, Some(name)) => {
            let other = if name == "execute" {
                "exec-oob"
            } else {
                "execute"
            };
            format!("QMP input member '{name}' clashes with '{other}'")
        }
        (Problem::Missing, Some(name)) => format!("QMP input lacks member '{name}'"),
        (Problem::Mismatch { expected, .. }, Some(name)) => {
            format!("QMP input member '{name}' must be {expected}")
        }
        (Problem::Mismatch { .. }, None) => "QMP input must be a JSON object".to_owned(),
        _ => error.to_string(),
    })
}

/// Returns the text for a member that no envelope has.
pub(super) fn unexpected_member(name: &str) -> String {
    format!("QMP input member '{name}' is unexpected")
}

/// Returns the error to send for arguments that were refused.
pub(super) fn arguments(error: &DecodeError) -> RemoteError {
    let path = path(error.path());
    RemoteError::generic(match error.problem() {
        Problem::Missing => format!("Parameter '{path}' is missing"),
        Problem::Unexpected => format!("Parameter '{path}' is unexpected"),
        Problem::UnknownValue { found, .. } => {
            format!("Parameter '{path}' does not accept value '{found}'")
        }
        Problem::Mismatch { expected, .. } => {
            let expected = expectation(expected);
            format!("Invalid parameter type for '{path}', expected: {expected}")
        }
        Problem::Other(message) => format!("Parameter '{path}': {message}"),
        _ => error.to_string(),
    })
}

/// Returns a path without escapes: `volumes[2].no-flush`.
fn path(path: &Path) -> String {
    let mut out = String::new();
    for step in path.steps() {
        // Writing to a string cannot fail.
        let _ = match step {
            Step::Member(name) if out.is_empty() => write!(out, "{name}"),
            Step::Member(name) => write!(out, ".{name}"),
            Step::Element(index) => write!(out, "[{index}]"),
        };
    }
    out
}

/// Returns the name of the expected type: the schema language's, if there is one.
fn expectation(expected: &Expected) -> String {
    const WIDE: [(i64, u64); 2] = [(i64::MIN, i64::MAX as u64), (0, u64::MAX)];
    match expected {
        Expected::Kind(kind) => name(*kind).to_owned(),
        Expected::Object(_) => name(JsonKind::Object).to_owned(),
        Expected::Enum(_) => name(JsonKind::String).to_owned(),
        Expected::Base64 => "base64 string with padding".to_owned(),
        Expected::Integer { min, max } if WIDE.contains(&(*min, *max)) => {
            name(JsonKind::Integer).to_owned()
        }
        Expected::Integer { min, max } => format!("integer from {min} to {max}"),
        Expected::OneOf(_) | Expected::Other(_) => expected.to_string(),
    }
}

fn name(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "null",
        JsonKind::Boolean => "boolean",
        JsonKind::Integer => "integer",
        JsonKind::Number => "number",
        JsonKind::String => "string",
        JsonKind::Array => "array",
        JsonKind::Object => "object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_the_names_of_the_schema_language() {
        let integer = |min, max| Expected::Integer { min, max };
        for (expected, text) in [
            (JsonKind::Null.into(), "null"),
            (JsonKind::Boolean.into(), "boolean"),
            (JsonKind::Number.into(), "number"),
            (integer(i64::MIN, i64::MAX as u64), "integer"),
            (integer(0, u64::MAX), "integer"),
            (integer(-128, 127), "integer from -128 to 127"),
            (Expected::Object("Volume".into()), "object"),
            (Expected::Enum("Medium".into()), "string"),
            (Expected::Base64, "base64 string with padding"),
            (
                Expected::OneOf(vec![JsonKind::Integer, JsonKind::String]),
                "an integer or a string",
            ),
            (Expected::Other("a colour".to_owned()), "a colour"),
        ] {
            assert_eq!(expectation(&expected), text);
        }
    }
}
