//! Errors in the words that QEMU's agents use. Clients should match the class, and some match the words.

use std::fmt::Write as _;

use crate::message::RemoteError;
use crate::{DecodeError, Path, Problem, Step};

/// Why an envelope is refused.
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

/// The complaint about a member that no envelope has.
pub(super) fn unexpected_member(name: &str) -> String {
    format!("QMP input member '{name}' is unexpected")
}

/// Why arguments are refused.
pub(super) fn arguments(error: &DecodeError) -> RemoteError {
    let path = path(error.path());
    RemoteError::generic(match error.problem() {
        Problem::Missing => format!("Parameter '{path}' is missing"),
        Problem::Unexpected => format!("Parameter '{path}' is unexpected"),
        Problem::UnknownValue { found, .. } => {
            format!("Parameter '{path}' does not accept value '{found}'")
        }
        Problem::Mismatch { expected, .. } => {
            format!(
                "Invalid parameter type for '{path}', expected: {}",
                kind(expected)
            )
        }
        Problem::Other(message) => format!("Parameter '{path}': {message}"),
        _ => error.to_string(),
    })
}

/// A path without quotes or escapes: `volumes[2].no-flush`.
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

/// What is expected, in the schema language's terms where there is one word for it.
fn kind(expected: &str) -> &str {
    let wide = |text: &str| {
        text.ends_with("from -9223372036854775808 to 9223372036854775807")
            || text.ends_with("from 0 to 18446744073709551615")
    };
    match expected {
        "true or false" | "a boolean" => "boolean",
        integer if wide(integer) => "integer",
        // An alternate's branches.
        several if several.contains(" or ") => several,
        _ => {
            let plain =
                (expected.strip_prefix("an ").or(expected.strip_prefix("a "))).unwrap_or(expected);
            // Behind the kind stands the name of the type.
            plain.split_once(" (").map_or(plain, |(kind, _)| kind)
        }
    }
}
