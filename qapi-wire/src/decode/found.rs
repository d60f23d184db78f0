//! The value that was found instead of the expected one.

use std::fmt::{self, Display};

use serde_core::de::Unexpected;
use serde_json::Value;

/// The value that was found instead of the expected one.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Found {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number without fraction, of up to 64 bits.
    Integer(i128),
    /// Any other number.
    Float(f64),
    /// A string.
    String(String),
    /// An array.
    Array,
    /// An object.
    Object,
    /// A value that JSON lacks, in the words of a deserializer from another crate.
    Other(String),
}

/// The number of characters of a string that an error shows.
const SHOWN: usize = 40;

/// Prints scalars as in JSON, without the end of a long string; `an array`, `an object`.
impl Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Integer(value) => write!(f, "{value}"),
            // The point distinguishes it from an integer.
            Self::Float(value) => write!(f, "{value:?}"),
            Self::String(text) => match text.char_indices().nth(SHOWN) {
                None => write!(f, "\"{}\"", text.escape_debug()),
                Some((end, _)) => {
                    let start = text.get(..end).unwrap_or_default();
                    write!(f, "\"{}..\"", start.escape_debug())
                }
            },
            Self::Array => f.write_str("an array"),
            Self::Object => f.write_str("an object"),
            Self::Other(text) => f.write_str(text),
        }
    }
}

impl From<Unexpected<'_>> for Found {
    fn from(found: Unexpected<'_>) -> Self {
        match found {
            Unexpected::Bool(value) => Self::Boolean(value),
            Unexpected::Unsigned(value) => Self::Integer(value.into()),
            Unexpected::Signed(value) => Self::Integer(value.into()),
            Unexpected::Float(value) => Self::Float(value),
            Unexpected::Str(text) => Self::String(text.to_owned()),
            Unexpected::Unit | Unexpected::Option => Self::Null,
            Unexpected::Seq => Self::Array,
            Unexpected::Map => Self::Object,
            other => Self::Other(other.to_string()),
        }
    }
}

impl From<&Value> for Found {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Boolean(*value),
            Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(value), _) => Self::Integer(value.into()),
                (_, Some(value)) => Self::Integer(value.into()),
                _ => Self::Float(number.as_f64().unwrap_or(f64::NAN)),
            },
            Value::String(text) => Self::String(text.clone()),
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }
}
