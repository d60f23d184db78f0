//! Alternates: the kind of the JSON value selects the branch. Branches are never tried in turn.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde_core::de::{
    Deserialize, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_core::ser::{Serialize, Serializer};

use crate::decode::number::{self, Number, Resumed};
use crate::decode::{ASK_MODE, JsonKind, Text, expect_one_of};

/// An alternate type of the schema.
///
/// A type implements one method for each kind of JSON value that has a branch. A method gets a
/// deserializer of a value of its kind. The default of each method rejects the value.
pub trait Alternate: Sized {
    /// The kinds that have a branch.
    const EXPECTED: &'static [JsonKind];
    /// Reads an object.
    ///
    /// # Errors
    /// Errors of the branch.
    fn object<'de, D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        let _ = value;
        refuse::<Self, _>(Unexpected::Map)
    }
    /// Reads an array.
    ///
    /// # Errors
    /// Errors of the branch.
    fn array<'de, D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        let _ = value;
        refuse::<Self, _>(Unexpected::Seq)
    }
    /// Reads a string, or a value of an enum.
    ///
    /// # Errors
    /// Errors of the branch.
    fn string<'de, D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        refuse_this(value)
    }
    /// Reads an integer. If no branch has an integer type, the one of type `number` reads it.
    ///
    /// # Errors
    /// Errors of the branch.
    fn integer<'de, D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        Self::number(value)
    }
    /// Reads a number that is not an integer.
    ///
    /// # Errors
    /// Errors of the branch.
    fn number<'de, D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        refuse_this(value)
    }
    /// Reads `true` or `false`.
    ///
    /// # Errors
    /// Errors of the branch.
    fn boolean<'de, D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        refuse_this(value)
    }
    /// Reads `null`.
    ///
    /// # Errors
    /// Errors of the branch.
    fn null<'de, D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        refuse_this(value)
    }
    /// Writes the value of the branch.
    ///
    /// # Errors
    /// Errors of the serializer.
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error>;
}

/// Implements `Deserialize` for an alternate.
///
/// # Errors
/// Errors of the branch; a value of a kind without a branch.
pub fn read_alternate<'de, T: Alternate, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_newtype_struct(
        ASK_MODE,
        KindVisitor {
            strict: false,
            alternate: PhantomData,
        },
    )
}

/// Calls `Deserialize::deserialize` for generated code, which does not import the trait.
///
/// # Errors
/// Errors of decoding.
pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    value: D,
) -> Result<T, D::Error> {
    T::deserialize(value)
}

/// Calls `Serialize::serialize` for generated code, which does not import the trait.
///
/// # Errors
/// Errors of the serializer.
pub fn serialize<T: Serialize, S: Serializer>(value: &T, out: S) -> Result<S::Ok, S::Error> {
    value.serialize(out)
}

fn refuse<T: Alternate, E: Error>(found: Unexpected<'_>) -> Result<T, E> {
    Err(E::invalid_type(found, &Refusal::<T>(PhantomData)))
}

/// Rejects a scalar. The deserializer passes its value to a visitor that accepts none, which
/// creates the error.
fn refuse_this<'de, T: Alternate, D: Deserializer<'de>>(value: D) -> Result<T, D::Error> {
    value.deserialize_any(Refusal(PhantomData))
}

/// A visitor that accepts no value.
struct Refusal<T>(PhantomData<T>);

impl<T: Alternate> Visitor<'_> for Refusal<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        expect_one_of(T::EXPECTED, f)
    }
}

struct KindVisitor<T> {
    strict: bool,
    alternate: PhantomData<T>,
}

impl<'de, T: Alternate> Visitor<'de> for KindVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        expect_one_of(T::EXPECTED, f)
    }

    // Every deserializer except this crate's strict one calls this.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<T, D::Error> {
        value.deserialize_any(self)
    }

    // This crate's strict deserializer calls this.
    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<T, D::Error> {
        value.deserialize_any(Self {
            strict: true,
            ..self
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        if !number::are_maps() {
            return T::object(MapAccessDeserializer::new(map));
        }
        let first: Option<String> = map.next_key()?;
        if !first.as_deref().is_some_and(number::is_mark) {
            let rest = map;
            return T::object(MapAccessDeserializer::new(Resumed { first, rest }));
        }
        match Number::parse(&map.next_value::<String>()?)? {
            Number::Unsigned(value) => self.visit_u64(value),
            Number::Signed(value) => self.visit_i64(value),
            Number::Float(value) => self.visit_f64(value),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<T, A::Error> {
        T::array(SeqAccessDeserializer::new(seq))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::string(Text::new(text, self.strict))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        T::integer(value.into_deserializer())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::integer(value.into_deserializer())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        T::number(value.into_deserializer())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<T, E> {
        T::boolean(value.into_deserializer())
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        T::null(().into_deserializer())
    }
}
