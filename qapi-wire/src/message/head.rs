//! A first look at what a server sends: what it is, and to which request it belongs.

use serde_core::de::IgnoredAny;
use serde_json::Value;

use crate::rt::{self, Object};
use crate::{DecodeError, Mode, decode};

/// What a message from a server is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The reply of a command that succeeded.
    Return,
    /// The reply of one that failed, or a complaint about text that is no request (then without id).
    Error,
    /// An event of this name.
    Event(String),
    /// What a server of the machine protocol says first.
    Greeting,
}

/// A first look at a message: its content is passed over, not decoded.
///
/// ```
/// use qapi_wire::message::{Head, Kind};
/// let head = Head::of(br#"{"return": {"pid": 1}, "id": "a"}"#)?;
/// assert_eq!((head.kind, head.id), (Kind::Return, Some("a".into())));
/// # Ok::<(), qapi_wire::DecodeError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// What it is.
    pub kind: Kind,
    /// The id of the request that it replies to.
    pub id: Option<Value>,
}

impl Head {
    /// Looks at a message.
    ///
    /// # Errors
    /// The text is not JSON, or none of the kinds.
    pub fn of(text: &[u8]) -> Result<Self, DecodeError> {
        decode::<Wire>(text, Mode::Lenient).map(|Wire(head)| head)
    }
}

/// Heads are read only: this keeps serde's traits off the public type.
struct Wire(Head);

impl<'de> rt::Deserialize<'de> for Wire {
    fn deserialize<D: rt::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        rt::read_object(deserializer)
    }
}

impl Object for Wire {
    const TABLE: &'static rt::Table = &rt::Table {
        name: "message",
        names: &["return", "error", "event", "QMP", "id"],
        optional: &[0b1_1111],
    };

    type Members = rt::ByHand;
    fn made(members: rt::ByHand) -> Self {
        match members {}
    }
    fn read<I: rt::Input>(input: I) -> Result<Self, I::Error> {
        let (value, error, event, greeting, id): (
            Option<IgnoredAny>,
            Option<IgnoredAny>,
            _,
            Option<IgnoredAny>,
            _,
        ) = rt::Shape::read(input, Self::TABLE)?;
        let kind = match (value, error, event, greeting) {
            (Some(_), None, None, None) => Kind::Return,
            (None, Some(_), None, None) => Kind::Error,
            (None, None, Some(name), None) => Kind::Event(name),
            (None, None, None, Some(_)) => Kind::Greeting,
            _ => {
                return Err(serde_core::de::Error::custom(
                    "expected one of 'return', 'error', 'event', 'QMP'",
                ));
            }
        };
        Ok(Self(Head { kind, id }))
    }
}
