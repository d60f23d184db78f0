//! A parsed JSON value. Unlike `serde_json::Value` it keeps repeated members, and borrows from the
//! input.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::error::{DecodeError, Problem};
use super::found::Found;
use super::number::{self, Number};
use crate::Map;

/// The deepest nesting of values that are not parsed from text, equal to serde_json's for text.
const DEPTH: usize = 128;

/// A JSON value.
#[derive(Debug, Clone)]
pub(crate) enum Node<'a> {
    Null,
    Bool(bool),
    Unsigned(u64),
    /// Always negative.
    Signed(i64),
    Float(f64),
    String(Cow<'a, str>),
    Array(Vec<Node<'a>>),
    Object(Vec<(Cow<'a, str>, Node<'a>)>),
}

impl<'a> Node<'a> {
    /// Creates the node of a value.
    pub(crate) fn of(value: &'a Value) -> Result<Self, DecodeError> {
        Self::at_depth(value, DEPTH)
    }

    fn at_depth(value: &'a Value, depth: usize) -> Result<Self, DecodeError> {
        let Some(inner) = depth.checked_sub(1) else {
            return Err(Problem::TooDeep.into());
        };
        Ok(match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(value), _, _) => Self::Unsigned(value),
                (None, Some(value), _) => Self::Signed(value),
                (None, None, value) => Self::Float(value.unwrap_or(f64::NAN)),
            },
            Value::String(text) => Self::String(Cow::Borrowed(text)),
            Value::Array(elements) => Self::Array(
                elements
                    .iter()
                    .map(|element| Self::at_depth(element, inner))
                    .collect::<Result<_, _>>()?,
            ),
            Value::Object(members) => Self::Object(
                members
                    .iter()
                    .map(|(name, value)| {
                        Ok((Cow::Borrowed(name.as_str()), Self::at_depth(value, inner)?))
                    })
                    .collect::<Result<_, DecodeError>>()?,
            ),
        })
    }
}

/// The largest number of members whose names are compared in pairs.
const FEW: usize = 8;

impl Node<'_> {
    /// Returns the name of a repeated member.
    pub(crate) fn repeated<'n>(members: &'n [(Cow<'_, str>, Node<'_>)]) -> Option<&'n str> {
        if members.len() <= FEW {
            let mut rest = members;
            while let Some(((name, _), others)) = rest.split_first() {
                if others.iter().any(|(other, _)| other == name) {
                    return Some(name);
                }
                rest = others;
            }
            return None;
        }
        let mut names: Vec<&str> = members.iter().map(|(name, _)| name.as_ref()).collect();
        names.sort_unstable();
        names.windows(2).find_map(|pair| match pair {
            [one, other] if one == other => Some(*one),
            _ => None,
        })
    }
}

/// Keeps the last of repeated members.
impl From<Node<'_>> for Value {
    fn from(node: Node<'_>) -> Self {
        match node {
            Node::Null => Self::Null,
            Node::Bool(value) => Self::Bool(value),
            Node::Unsigned(value) => value.into(),
            Node::Signed(value) => value.into(),
            Node::Float(value) => value.into(),
            Node::String(text) => Self::String(text.into_owned()),
            Node::Array(elements) => Self::Array(elements.into_iter().map(Self::from).collect()),
            Node::Object(members) => {
                // `collect` would sort first, and sorting is much code.
                let mut map = Map::new();
                for (name, node) in members {
                    map.insert(name.into_owned(), node.into());
                }
                Self::Object(map)
            }
        }
    }
}

impl From<&Node<'_>> for Found {
    fn from(node: &Node<'_>) -> Self {
        match node {
            Node::Null => Self::Null,
            Node::Bool(value) => Self::Boolean(*value),
            Node::Unsigned(value) => Self::Integer((*value).into()),
            Node::Signed(value) => Self::Integer((*value).into()),
            Node::Float(value) => Self::Float(*value),
            Node::String(text) => Self::String(text.clone().into_owned()),
            Node::Array(_) => Self::Array,
            Node::Object(_) => Self::Object,
        }
    }
}

impl From<Number> for Node<'_> {
    fn from(number: Number) -> Self {
        match number {
            Number::Unsigned(value) => Self::Unsigned(value),
            Number::Signed(value) => Self::Signed(value),
            Number::Float(value) => Self::Float(value),
        }
    }
}

impl<'de> Deserialize<'de> for Node<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node<'de>, E> {
        Ok(Node::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Node<'de>, E> {
        Ok(Node::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<Node<'de>, D::Error> {
        Node::deserialize(value)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node<'de>, E> {
        Ok(Node::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node<'de>, E> {
        Ok(Node::Unsigned(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node<'de>, E> {
        Ok(u64::try_from(value).map_or(Node::Signed(value), Node::Unsigned))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node<'de>, E> {
        Ok(Node::Float(value))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Node<'de>, E> {
        Ok(Node::String(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node<'de>, E> {
        Ok(Node::String(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Node<'de>, E> {
        Ok(Node::String(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node<'de>, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = seq.next_element()? {
            elements.push(element);
        }
        Ok(Node::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(Name(name)) = map.next_key()? {
            if members.is_empty() && number::is_mark(&name) {
                return Number::parse(&map.next_value::<String>()?).map(Node::from);
            }
            members.push((name, map.next_value()?));
        }
        Ok(Node::Object(members))
    }
}

/// The name of a member, borrowed if the input allows it.
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Name<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a member")
            }
            fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(name)))
            }
            fn visit_str<E: Error>(self, name: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(name.to_owned())))
            }
        }
        deserializer.deserialize_str(NameVisitor)
    }
}
