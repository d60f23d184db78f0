//! A command that was received.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::DeserializeOwned;
use serde_json::Value;

use crate::decode::{JsonKind, Node, NodeDeserializer, line_and_column};
use crate::dialect::{self, SyntaxError};
use crate::{Command, DecodeError, Mode, Problem};

/// The envelope of a command that was received.
///
/// ```
/// use qapi_wire::message::Incoming;
/// let incoming = Incoming::decode(br#"{"execute": "guest-ping", "id": null}"#)?;
/// assert_eq!(incoming.command(), "guest-ping");
/// assert_eq!(incoming.id(), Some(qapi_wire::Value::Null));
/// # Ok::<(), qapi_wire::message::Rejected<'_>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Incoming<'t> {
    text: &'t [u8],
    command: Cow<'t, str>,
    out_of_band: bool,
    arguments: Option<Node<'t>>,
    id: Option<Node<'t>>,
}

/// The error for text that is not the envelope of a command.
#[derive(Debug, Clone)]
pub struct Rejected<'t> {
    error: DecodeError,
    id: Option<Node<'t>>,
}

impl<'t> Rejected<'t> {
    /// Returns the error. [`Problem::Syntax`] means that the text is not JSON.
    #[must_use]
    pub fn error(&self) -> &DecodeError {
        &self.error
    }

    /// Returns the id, for the reply, if the envelope has one.
    #[must_use]
    pub fn id(&self) -> Option<Value> {
        self.id.clone().map(Value::from)
    }

    pub(crate) fn into_id(self) -> Option<Node<'t>> {
        self.id
    }
}

impl fmt::Display for Rejected<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for Rejected<'_> {}

impl<'t> Incoming<'t> {
    /// Decodes the envelope. It is always strict, and in QEMU's dialect of JSON.
    ///
    /// # Errors
    /// The text is not JSON or not an object, has no command or two, an unknown member, or a
    /// repeated one.
    pub fn decode(text: &'t [u8]) -> Result<Self, Rejected<'t>> {
        let reject = |error: DecodeError, id| Rejected {
            error: error.located(text),
            id,
        };
        let node = dialect::read(text).map_err(|error| Rejected {
            error: not_json(error, text),
            id: None,
        })?;
        let Node::Object(members) = node else {
            return Err(reject(DecodeError::mismatch(JsonKind::Object, &node), None));
        };
        let (mut command, mut arguments, mut id, mut wrong) = (None, None, None, None);
        for (name, value) in members {
            let double = match &*name {
                "execute" => command.replace((value, false)).is_some(),
                "exec-oob" => command.replace((value, true)).is_some(),
                "arguments" => arguments.replace(value).is_some(),
                "id" => id.replace(value).is_some(),
                _ => {
                    wrong.get_or_insert(DecodeError::of_member(Problem::Unexpected, &name));
                    false
                }
            };
            if double {
                wrong.get_or_insert(DecodeError::of_member(Problem::Duplicate, &name));
            }
        }
        let (command, out_of_band) = match (command, wrong) {
            (_, Some(error)) => return Err(reject(error, id)),
            (None, None) => {
                return Err(reject(
                    DecodeError::of_member(Problem::Missing, "execute"),
                    id,
                ));
            }
            (Some((Node::String(command), out_of_band)), None) => (command, out_of_band),
            (Some((other, out_of_band)), None) => {
                let name = if out_of_band { "exec-oob" } else { "execute" };
                return Err(reject(
                    DecodeError::mismatch(JsonKind::String, &other).inside_member(name),
                    id,
                ));
            }
        };
        match arguments {
            None | Some(Node::Object(_)) => Ok(Self {
                text,
                command,
                out_of_band,
                arguments,
                id,
            }),
            Some(other) => {
                let error = DecodeError::mismatch(JsonKind::Object, &other);
                let error = error.inside_member("arguments");
                Err(reject(error, id))
            }
        }
    }

    /// Returns the name of the command.
    #[must_use]
    pub fn command(&self) -> &str {
        &self.command
    }

    /// Returns whether the command is to run out of band.
    #[must_use]
    pub fn is_out_of_band(&self) -> bool {
        self.out_of_band
    }

    /// Returns the id, which the reply must repeat.
    #[must_use]
    pub fn id(&self) -> Option<Value> {
        self.id.clone().map(Value::from)
    }

    /// Splits the envelope into the id, for the reply, and the arguments, for the command.
    pub(crate) fn into_parts(self) -> (Option<Node<'t>>, Arguments<'t>) {
        let arguments = Arguments {
            text: self.text,
            node: self.arguments,
        };
        (self.id, arguments)
    }

    /// Decodes the arguments; absent arguments are like `{}`. Paths of errors begin at the
    /// arguments.
    ///
    /// # Errors
    /// The arguments are not of the command's type.
    pub fn arguments<C: Command + DeserializeOwned>(&self, mode: Mode) -> Result<C, DecodeError> {
        decode_arguments(self.text, self.arguments.as_ref(), mode)
    }
}

/// The arguments of a command that was received.
#[derive(Debug)]
pub(crate) struct Arguments<'t> {
    text: &'t [u8],
    node: Option<Node<'t>>,
}

impl Arguments<'_> {
    /// Decodes the arguments strictly.
    pub(crate) fn decode<C: Command + DeserializeOwned>(&self) -> Result<C, DecodeError> {
        decode_arguments(self.text, self.node.as_ref(), Mode::Strict)
    }
}

fn not_json(error: SyntaxError, text: &[u8]) -> DecodeError {
    let before = text.get(..error.at).unwrap_or(text);
    DecodeError::not_json(error.message.into_owned(), line_and_column(before))
}

fn decode_arguments<C: Command + DeserializeOwned>(
    text: &[u8],
    node: Option<&Node<'_>>,
    mode: Mode,
) -> Result<C, DecodeError> {
    let none = Node::Object(Vec::new());
    C::deserialize(NodeDeserializer::of_arguments(node.unwrap_or(&none), mode)).map_err(|error| {
        let error = error.inside_member("arguments").located(text);
        error.outside("arguments").within(C::NAME)
    })
}
