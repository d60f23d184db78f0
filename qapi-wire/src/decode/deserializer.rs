//! The deserializer of a parsed value. It knows the mode, and its errors have paths.

use std::borrow::Cow;

use serde_core::de::value::StrDeserializer;
use serde_core::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde_core::forward_to_deserialize_any;

use super::error::{DecodeError, Problem};
use super::expected::Expected;
use super::mode::Mode;
use super::node::Node;
use super::path::Step;
use super::request::{ASK_MODE, REFUSE_DUPLICATE};

/// The rules for a value and all its parts.
#[derive(Clone, Copy)]
struct Rules {
    mode: Mode,
    /// `true` if an unsigned integer of 64 bits accepts negative ones, modulo 2^64.
    wrap: bool,
}

/// A deserializer of one value.
#[derive(Clone, Copy)]
pub(crate) struct NodeDeserializer<'n, 'de> {
    node: &'n Node<'de>,
    rules: Rules,
}

impl<'n, 'de> NodeDeserializer<'n, 'de> {
    pub(crate) fn new(node: &'n Node<'de>, mode: Mode) -> Self {
        let rules = Rules { mode, wrap: false };
        Self { node, rules }
    }

    /// Creates the deserializer of a command's arguments. As in QEMU, an unsigned integer of 64
    /// bits accepts negative ones, modulo 2^64.
    #[cfg(feature = "server")]
    pub(crate) fn of_arguments(node: &'n Node<'de>, mode: Mode) -> Self {
        let rules = Rules { mode, wrap: true };
        Self { node, rules }
    }

    fn ruled(node: &'n Node<'de>, rules: Rules) -> Self {
        Self { node, rules }
    }

    pub(crate) fn lenient(node: &'n Node<'de>) -> Self {
        Self::new(node, Mode::Lenient)
    }

    /// Returns the error for a value that is not a variant of a serde enum.
    fn no_variant(self, expected: &str) -> DecodeError {
        DecodeError::mismatch(Expected::Other(expected.to_owned()), self.node)
    }

    fn array<V: Visitor<'de>>(
        self,
        elements: &'n [Node<'de>],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        visitor.visit_seq(Elements {
            elements: elements.iter(),
            next: 0,
            rules: self.rules,
        })
    }

    fn object<V: Visitor<'de>>(
        self,
        members: &'n [Member<'de>],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        if self.rules.mode == Mode::Strict
            && let Some(name) = Node::repeated(members)
        {
            return Err(DecodeError::of_member(Problem::Duplicate, name));
        }
        visitor.visit_map(Members {
            members,
            next: 0,
            early: Vec::new(),
            absent: None,
            current: None,
            rules: self.rules,
        })
    }
}

type Member<'de> = (Cow<'de, str>, Node<'de>);

impl<'de> Deserializer<'de> for NodeDeserializer<'_, 'de> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.node {
            Node::Null => visitor.visit_unit(),
            Node::Bool(value) => visitor.visit_bool(*value),
            Node::Unsigned(value) => visitor.visit_u64(*value),
            Node::Signed(value) => visitor.visit_i64(*value),
            Node::Float(value) => visitor.visit_f64(*value),
            Node::String(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Node::String(text) => visitor.visit_str(text),
            Node::Array(elements) => self.array(elements, visitor),
            Node::Object(members) => self.object(members, visitor),
        }
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.node {
            Node::Signed(value) if self.rules.wrap => visitor.visit_u64(value.cast_unsigned()),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.node {
            Node::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        match name {
            ASK_MODE if self.rules.mode == Mode::Strict => visitor.visit_some(self),
            REFUSE_DUPLICATE => Err(Problem::Duplicate.into()),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    // For types that are not generated: to serde, alternates and unions are not enums.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        match self.node {
            Node::String(name) => visitor.visit_enum(Variant {
                name,
                value: None,
                rules: self.rules,
            }),
            Node::Object(members) => match members.as_slice() {
                [(name, value)] => visitor.visit_enum(Variant {
                    name,
                    value: Some(value),
                    rules: self.rules,
                }),
                _ => Err(self.no_variant("an object of one member")),
            },
            _ => Err(self.no_variant("a string or an object of one member")),
        }
    }

    // For a member that the type does not know.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.rules.mode {
            Mode::Lenient => visitor.visit_unit(),
            Mode::Strict => Err(Problem::Unexpected.into()),
        }
    }

    // Visitors refuse other types; `DecodeError` reads the type that they expect.
    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier
    }
}

struct Elements<'n, 'de> {
    elements: std::slice::Iter<'n, Node<'de>>,
    next: usize,
    rules: Rules,
}

impl<'de> SeqAccess<'de> for Elements<'_, 'de> {
    type Error = DecodeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, DecodeError> {
        let Some(node) = self.elements.next() else {
            return Ok(None);
        };
        let index = self.next;
        self.next += 1;
        seed.deserialize(NodeDeserializer::ruled(node, self.rules))
            .map(Some)
            .map_err(|error| error.inside(Step::Element(index)))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.elements.len())
    }
}

/// The members of an object. A key requested as a newtype with the name of a member is returned
/// first.
struct Members<'n, 'de> {
    members: &'n [Member<'de>],
    /// The members before this index have been given.
    next: usize,
    /// The indices after `next` that have been given, because they were requested by name.
    early: Vec<usize>,
    /// A name that was requested and is absent. It is requested with every key, but searched for
    /// once.
    absent: Option<&'static str>,
    /// The member whose key was given last.
    current: Option<&'n Member<'de>>,
    rules: Rules,
}

impl<'de> MapAccess<'de> for Members<'_, 'de> {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, DecodeError> {
        while self.early.contains(&self.next) {
            self.next += 1;
        }
        let mut chosen = self.next;
        if chosen >= self.members.len() {
            return Ok(None);
        }
        let (early, absent) = (&self.early, &mut self.absent);
        let key = seed.deserialize(Key {
            members: self.members,
            early,
            absent,
            chosen: &mut chosen,
        })?;
        match chosen == self.next {
            true => self.next += 1,
            false => self.early.push(chosen),
        }
        self.current = self.members.get(chosen);
        Ok(Some(key))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, DecodeError> {
        let Some((name, node)) = self.current else {
            return Err(DecodeError::custom("a value was asked for before its key"));
        };
        seed.deserialize(NodeDeserializer::ruled(node, self.rules))
            .map_err(|error| error.inside(Step::Member(name.clone().into_owned())))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(
            self.members
                .len()
                .saturating_sub(self.next + self.early.len()),
        )
    }
}

/// A key. Its member is chosen when it is read: the reader may request one by name.
struct Key<'k, 'n, 'de> {
    members: &'n [Member<'de>],
    early: &'k [usize],
    absent: &'k mut Option<&'static str>,
    chosen: &'k mut usize,
}

impl<'de> Deserializer<'de> for Key<'_, '_, 'de> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.members.get(*self.chosen) {
            Some((Cow::Borrowed(name), _)) => visitor.visit_borrowed_str(name),
            Some((name, _)) => visitor.visit_str(name),
            None => Err(DecodeError::custom("there are no more members")),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        if *self.absent != Some(name) {
            let mut rest = self.members.iter().enumerate().skip(*self.chosen);
            match rest.find(|(index, member)| member.0 == name && !self.early.contains(index)) {
                Some((index, _)) => *self.chosen = index,
                None => *self.absent = Some(name),
            }
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_some(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        match self.members.get(*self.chosen) {
            Some((name, _)) => visitor.visit_enum(name.as_ref().into_deserializer()),
            None => Err(DecodeError::custom("there are no more members")),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// A variant of a serde enum.
struct Variant<'n, 'de> {
    name: &'n str,
    value: Option<&'n Node<'de>>,
    rules: Rules,
}

impl<'n, 'de> EnumAccess<'de> for Variant<'n, 'de> {
    type Error = DecodeError;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self), DecodeError> {
        let name: StrDeserializer<'_, DecodeError> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'n, 'de> Variant<'n, 'de> {
    fn value(&self) -> Result<NodeDeserializer<'n, 'de>, DecodeError> {
        match self.value {
            Some(node) => Ok(NodeDeserializer::ruled(node, self.rules)),
            None => Err(DecodeError::custom(format_args!(
                "the variant {} needs a value",
                self.name
            ))),
        }
    }

    fn inside<T>(&self, result: Result<T, DecodeError>) -> Result<T, DecodeError> {
        result.map_err(|error| error.inside(Step::Member(self.name.to_owned())))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, 'de> {
    type Error = DecodeError;

    fn unit_variant(self) -> Result<(), DecodeError> {
        match self.value {
            None => Ok(()),
            Some(_) => Err(DecodeError::custom(format_args!(
                "the variant {} has no value",
                self.name
            ))),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<S::Value, DecodeError> {
        self.inside(seed.deserialize(self.value()?))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, DecodeError> {
        self.inside(self.value()?.deserialize_any(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        self.inside(self.value()?.deserialize_any(visitor))
    }
}
