//! The reply to a command, both ways.

use serde_core::de::{DeserializeOwned, Error as _};
use serde_core::ser::Serialize;
use serde_json::Value;

use super::remote::RemoteError;
use crate::rt::{self, Object};
use crate::{Command, DecodeError, Mode, decode};

/// The envelope of a reply: `{"return": ..}` or `{"error": ..}`, with the id of the request.
#[derive(Debug, Clone, PartialEq)]
pub struct Response<R> {
    /// The id that the request had.
    pub id: Option<Value>,
    /// What the command returned, or why it failed.
    pub result: Result<R, RemoteError>,
}

const TABLE: &rt::Table = &rt::Table {
    name: "response",
    names: &["return", "error", "id"],
    optional: &[0b111],
};

impl<R: DeserializeOwned + Serialize> Object for Response<R> {
    const TABLE: &'static rt::Table = TABLE;

    type Members = rt::ByHand;
    fn made(members: rt::ByHand) -> Self {
        match members {}
    }
    fn read<I: rt::Input>(input: I) -> Result<Self, I::Error> {
        let (value, error, id) = rt::Shape::read(input, TABLE)?;
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

impl<'de, R: DeserializeOwned + Serialize> rt::Deserialize<'de> for Response<R> {
    fn deserialize<D: rt::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        rt::read_object(deserializer)
    }
}

/// What is returned may be borrowed: a `Response<&R>` is sent like a `Response<R>`.
impl<R: Serialize> Serialize for Response<R> {
    fn serialize<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let result = self.result.as_ref();
        rt::write(out, TABLE, (&result.ok(), &result.err(), &self.id))
    }
}

/// Decodes the reply to a command. Paths of errors begin at what the command returned.
///
/// # Errors
/// The text is no reply, or not one of this command.
pub fn decode_response<C: Command>(
    text: &[u8],
    mode: Mode,
) -> Result<Response<C::Reply>, DecodeError> {
    decode(text, mode).map_err(|error: DecodeError| error.outside("return").within(C::NAME))
}
