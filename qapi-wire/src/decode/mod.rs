//! Decoding: plainly first, and again with paths when that failed or strictness is asked for.

mod error;
mod locate;
mod node;
pub(crate) mod number;
mod path;
mod text;
mod track;

pub use self::error::{DecodeError, Problem};
pub use self::path::{Path, Step};

pub(crate) use self::node::Node;
pub(crate) use self::text::Text;
pub(crate) use self::track::{ASK_MODE, NodeDeserializer};

use serde_core::Deserialize;
use serde_core::de::DeserializeOwned;
use serde_json::Value;

/// What to do with what the schema does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Unknown members are skipped; unknown values and branches are kept where the type has room for them. For
    /// clients: their peer may be newer.
    Lenient,
    /// Unknown members, values and branches are refused, at any depth; so are members that come twice, also
    /// where the schema says `any`. For servers, and for tests.
    Strict,
}

/// Decodes a JSON text.
///
/// ```
/// use qapi_wire::{Mode, Timestamp, decode};
/// let text = br#"{"seconds": 1, "microseconds": 2, "zone": "UTC"}"#;
/// assert_eq!(decode::<Timestamp>(text, Mode::Lenient)?.seconds, 1);
/// let error = decode::<Timestamp>(text, Mode::Strict).unwrap_err();
/// assert_eq!(error.to_string(), "zone: unexpected member");
/// # Ok::<(), qapi_wire::DecodeError>(())
/// ```
///
/// # Errors
/// The text is not JSON, or not of the type. Errors say where, also in terms of line and column.
pub fn decode<'de, T: Deserialize<'de>>(text: &'de [u8], mode: Mode) -> Result<T, DecodeError> {
    if mode == Mode::Lenient
        && let Ok(value) = serde_json::from_slice(text)
    {
        return Ok(value);
    }
    let node: Node<'de> =
        serde_json::from_slice(text).map_err(|error| DecodeError::syntax(&error, text))?;
    T::deserialize(NodeDeserializer::new(&node, mode)).map_err(|error| error.located(text))
}

/// Decodes a JSON value.
///
/// # Errors
/// The value is not of the type. Errors say where.
pub fn decode_value<T: DeserializeOwned>(value: &Value, mode: Mode) -> Result<T, DecodeError> {
    let node = Node::of(value)?;
    T::deserialize(NodeDeserializer::new(&node, mode))
}
