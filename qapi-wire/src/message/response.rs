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

    fn read<'de, A: rt::MapAccess<'de>>(
        input: &mut rt::Members<'_, 'de, A>,
    ) -> Result<Self, A::Error> {
        let (mut value, mut error, mut id) = (None, None, None);
        rt::read(input, TABLE, &mut [&mut value, &mut error, &mut id])?;
        let result = match (value, error) {
            (Some(value), None) => Ok(value),
            (None, Some(error)) => Err(error),
            (None, None) => return Err(A::Error::custom("expected a member 'return' or 'error'")),
            (Some(_), Some(_)) => {
                return Err(A::Error::custom("expected 'return' or 'error', found both"));
            }
        };
        Ok(Self { id, result })
    }

    fn write<M: rt::SerializeMap>(&self, out: &mut M) -> Result<(), M::Error> {
        write(self, out)
    }
}

impl<'de, R: DeserializeOwned + Serialize> rt::Deserialize<'de> for Response<R> {
    fn deserialize<D: rt::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        rt::read_object(deserializer)
    }
}

/// What is returned may be borrowed: a `Response<&R>` is sent like a `Response<R>`.
impl<R: Serialize> Serialize for Response<R> {
    fn serialize<S: rt::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        write(self, &mut map)?;
        rt::SerializeMap::end(map)
    }
}

fn write<R: Serialize, M: rt::SerializeMap>(
    response: &Response<R>,
    out: &mut M,
) -> Result<(), M::Error> {
    let result = response.result.as_ref();
    rt::write(
        out,
        TABLE,
        &[&result.ok(), &result.err(), &response.id.as_ref()],
    )
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
