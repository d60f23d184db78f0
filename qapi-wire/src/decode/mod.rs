//! Decoding: first without paths, and again with paths if that fails or the mode is strict.

mod deserializer;
mod error;
mod expected;
mod found;
mod locate;
mod mode;
mod node;
pub(crate) mod number;
mod path;
mod request;
mod text;

pub use self::error::{DecodeError, Problem};
pub use self::expected::{Expected, JsonKind};
pub use self::found::Found;
pub use self::mode::Mode;
pub use self::path::{Path, Step};

pub(crate) use self::deserializer::NodeDeserializer;
pub(crate) use self::expected::{expect_enum, expect_object, expect_one_of};
#[cfg(feature = "server")]
pub(crate) use self::locate::line_and_column;
pub(crate) use self::node::Node;
pub(crate) use self::request::{ASK_MODE, REFUSE_DUPLICATE};
pub(crate) use self::text::Text;

use serde_core::Deserialize;
use serde_core::de::DeserializeOwned;
use serde_json::Value;

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
/// The text is not JSON, or not of the type. Errors have the path of the value, and its line and
/// column.
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
/// The value is not of the type. Errors have the path of the value.
pub fn decode_value<T: DeserializeOwned>(value: &Value, mode: Mode) -> Result<T, DecodeError> {
    let node = Node::of(value)?;
    T::deserialize(NodeDeserializer::new(&node, mode))
}
