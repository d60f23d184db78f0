//! A first look at a message of a server: its kind, and the request that it answers.

use serde_core::de::{Deserialize, Deserializer, Error, IgnoredAny};
use serde_json::Value;

use crate::object::{ByHand, Input, Object, Shape, Table, read_object};
use crate::{DecodeError, Mode, decode};

/// The kind of a message from a server.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The reply of a command that succeeded.
    Return,
    /// The reply of a command that failed, or (then without id) the error for text that is not a
    /// request.
    Error,
    /// An event of this name.
    Event(String),
    /// The first message of a server of the machine protocol.
    Greeting,
}

/// A first look at a message: its content is skipped, not decoded.
///
/// ```
/// use qapi_wire::message::{Head, Kind};
/// let head = Head::of(br#"{"return": {"pid": 1}, "id": "a"}"#)?;
/// assert_eq!((head.kind, head.id), (Kind::Return, Some("a".into())));
/// # Ok::<(), qapi_wire::DecodeError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Head {
    /// Its kind.
    pub kind: Kind,
    /// The id of the request that it answers.
    pub id: Option<Value>,
}

impl Head {
    /// Reads the kind and the id of a message.
    ///
    /// # Errors
    /// The text is not JSON, or not a message.
    pub fn of(text: &[u8]) -> Result<Self, DecodeError> {
        decode::<Wire>(text, Mode::Lenient).map(|Wire(head)| head)
    }
}

/// Keeps serde's traits off the public type, which is not a type of the wire.
struct Wire(Head);

impl<'de> Deserialize<'de> for Wire {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_object(deserializer)
    }
}

impl Object for Wire {
    const TABLE: &'static Table = &Table {
        name: "message",
        names: &["return", "error", "event", "QMP", "id"],
        optional: &[0b1_1111],
    };

    type Members = ByHand;
    fn made(members: ByHand) -> Self {
        match members {}
    }
    fn read<I: Input>(input: I) -> Result<Self, I::Error> {
        let (value, error, event, greeting, id): (
            Option<IgnoredAny>,
            Option<IgnoredAny>,
            _,
            Option<IgnoredAny>,
            _,
        ) = Shape::read(input, Self::TABLE)?;
        let kind = match (value, error, event, greeting) {
            (Some(_), None, None, None) => Kind::Return,
            (None, Some(_), None, None) => Kind::Error,
            (None, None, Some(name), None) => Kind::Event(name),
            (None, None, None, Some(_)) => Kind::Greeting,
            _ => {
                return Err(I::Error::custom(
                    "expected one of 'return', 'error', 'event', 'QMP'",
                ));
            }
        };
        Ok(Self(Head { kind, id }))
    }
}
