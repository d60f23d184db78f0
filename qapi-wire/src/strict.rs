//! Strict decoding of members of configurations, for the attribute `#[serde(with =
//! "qapi_wire::strict")]`.
//!
//! Types of a schema are read leniently: a misspelt member is skipped, and a misspelt value is kept
//! as `Unknown`. That suits the replies of a newer peer, but not the text of a person. A member
//! with this attribute refuses both, at any depth and in any format, and the error has the path:
//!
//! ```
//! use qapi_wire::Timestamp; // or any type of a schema, `Option`, `Vec` or map of one
//!
//! #[derive(serde::Deserialize, serde::Serialize)]
//! struct Configuration {
//!     #[serde(with = "qapi_wire::strict")]
//!     started: Vec<Timestamp>,
//! }
//! let text = r#"{"started": [{"seconds": 1, "microseconds": 2, "zone": "UTC"}]}"#;
//! let error = serde_json::from_str::<Configuration>(text).err().map(|error| error.to_string());
//! assert!(error.is_some_and(|error| error.starts_with("[0].zone: unexpected member")));
//! ```
//!
//! An optional member is `#[serde(default, with = "qapi_wire::strict")]`.

use serde_core::de::{Deserialize, DeserializeOwned, Deserializer, Error};
use serde_core::ser::{Serialize, Serializer};

use crate::Mode;
use crate::decode::{Node, NodeDeserializer};

/// Reads a value strictly.
///
/// # Errors
/// Errors of the format; a value that is not of the type; unknown members, values and branches, at
/// any depth, and repeated members.
pub fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let node = Node::deserialize(deserializer)?;
    T::deserialize(NodeDeserializer::new(&node, Mode::Strict)).map_err(D::Error::custom)
}

/// Writes a value unchanged.
///
/// # Errors
/// Errors of the format.
pub fn serialize<T: Serialize + ?Sized, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.serialize(serializer)
}
