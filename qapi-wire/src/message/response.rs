//! The reply to a command, to be sent or received.

use serde_core::de::{Deserialize, DeserializeOwned, Deserializer, Error as _};
use serde_core::ser::{Serialize, Serializer};
use serde_json::Value;

use super::remote::RemoteError;
use crate::object::{ByHand, Input, Object, Shape, Table, read_object, write};
use crate::{Command, DecodeError, Mode, decode};

/// The envelope of a reply: `{"return": ..}` or `{"error": ..}`, with the id of the request.
#[derive(Debug, Clone, PartialEq)]
pub struct Response<R> {
    /// The id of the request.
    pub id: Option<Value>,
    /// The value that the command returned, or its error.
    pub result: Result<R, RemoteError>,
}

const TABLE: &Table = &Table {
    name: "response",
    names: &["return", "error", "id"],
    optional: &[0b111],
};

impl<R: DeserializeOwned + Serialize> Object for Response<R> {
    const TABLE: &'static Table = TABLE;

    type Members = ByHand;
    fn made(members: ByHand) -> Self {
        match members {}
    }
    fn read<I: Input>(input: I) -> Result<Self, I::Error> {
        let (value, error, id) = Shape::read(input, TABLE)?;
        let result = match (value, error) {
            (Some(value), None) => Ok(value),
            (None, Some(error)) => Err(error),
            (None, None) => return Err(I::Error::custom("expected a member 'return' or 'error'")),
            (Some(_), Some(_)) => {
                return Err(I::Error::custom("expected 'return' or 'error', found both"));
            }
        };
        Ok(Self { id, result })
    }
}

impl<'de, R: DeserializeOwned + Serialize> Deserialize<'de> for Response<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_object(deserializer)
    }
}

/// The value may be borrowed: a `Response<&R>` is sent like a `Response<R>`.
impl<R: Serialize> Serialize for Response<R> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let result = self.result.as_ref();
        write(out, TABLE, (&result.ok(), &result.err(), &self.id))
    }
}

/// Decodes the reply to a command. Paths of errors begin at the value that the command returned.
///
/// # Errors
/// The text is not a reply, or not one to this command.
pub fn decode_response<C: Command>(
    text: &[u8],
    mode: Mode,
) -> Result<Response<C::Reply>, DecodeError> {
    decode(text, mode).map_err(|error: DecodeError| error.outside("return").within(C::NAME))
}
