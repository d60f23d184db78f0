//! Numbers of serde_json with its feature `arbitrary_precision`: a map of one entry, from a private
//! name to the number's text. A program has the feature if any of its crates asks for it.

use std::sync::LazyLock;

use serde_core::de::{DeserializeSeed, Error, IntoDeserializer, MapAccess};

/// The name of the one entry.
const MARK: &str = "$serde_json::private::Number";

/// `true` if the feature is on: then a number keeps its text.
static IS_ON: LazyLock<bool> = LazyLock::new(|| {
    serde_json::from_str::<serde_json::Number>("1.00").is_ok_and(|it| it.to_string() == "1.00")
});

/// Returns whether numbers are maps.
pub(crate) fn are_maps() -> bool {
    *IS_ON
}

/// Returns whether an entry of this name is a number, and not a member.
pub(crate) fn is_mark(name: &str) -> bool {
    name == MARK && are_maps()
}

/// A number, in the smallest of the forms that serde visits.
#[derive(Clone, Copy)]
pub(crate) enum Number {
    Unsigned(u64),
    /// Always negative.
    Signed(i64),
    Float(f64),
}

impl Number {
    /// Reads the text of a number.
    pub(crate) fn parse<E: Error>(text: &str) -> Result<Self, E> {
        // Serde_json reads `-0` as a float, for its sign.
        let is_negative_zero = text.starts_with('-') && text.parse() == Ok(0_i64);
        if let (Ok(value), false) = (text.parse(), is_negative_zero) {
            return Ok(Self::Unsigned(value));
        }
        if let (Ok(value), false) = (text.parse(), is_negative_zero) {
            return Ok(Self::Signed(value));
        }
        let float = text.parse().map(Self::Float);
        float.map_err(|_| E::custom("a number that cannot be read"))
    }
}

/// A map whose first key was already read.
pub(crate) struct Resumed<A> {
    pub(crate) first: Option<String>,
    pub(crate) rest: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Resumed<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        match self.first.take() {
            Some(name) => seed.deserialize(name.into_deserializer()).map(Some),
            None => self.rest.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.rest.next_value_seed(seed)
    }
}
