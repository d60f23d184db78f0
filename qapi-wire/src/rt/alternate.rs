//! Alternates: the kind of the JSON value selects the branch; no branch is tried after another.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde_core::de::{
    Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_core::ser::Serializer;

use crate::decode::number::{self, Resumed};
use crate::decode::{ASK_MODE, Node, Text};

/// An alternate type of the schema: one method for each kind of JSON value that has a branch.
///
/// Each is given a deserializer of a value of that kind. Those that are not implemented refuse.
pub trait Alternate: Sized {
    /// The kinds that have a branch, as errors tell them: "an object or a string".
    const EXPECTED: &'static str;
    /// Reads an object.
    ///
    /// # Errors
    /// What the branch meets.
    fn object<'de, D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        let _ = value;
        refuse::<Self, _>(Unexpected::Map)
    }
    /// Reads an array.
    ///
    /// # Errors
    /// What the branch meets.
    fn array<'de, D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        let _ = value;
        refuse::<Self, _>(Unexpected::Seq)
    }
    /// Reads a string, also one that is a value of an enum.
    ///
    /// # Errors
    /// What the branch meets.
    fn string<'de, D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        refuse_this(value)
    }
    /// Reads an integer. A branch of type `number` takes it where none of an integer type does.
    ///
    /// # Errors
    /// What the branch meets.
    fn integer<'de, D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        Self::number(value)
    }
    /// Reads a number that is not written as an integer.
    ///
    /// # Errors
    /// What the branch meets.
    fn number<'de, D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        refuse_this(value)
    }
    /// Reads `true` or `false`.
    ///
    /// # Errors
    /// What the branch meets.
    fn boolean<'de, D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        refuse_this(value)
    }
    /// Reads `null`.
    ///
    /// # Errors
    /// What the branch meets.
    fn null<'de, D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        refuse_this(value)
    }
    /// Writes the value of the branch.
    ///
    /// # Errors
    /// What the serializer meets.
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error>;
}

/// What `Deserialize` of an alternate forwards to.
///
/// # Errors
/// A kind of value that no branch has, and what the branch meets.
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

fn refuse<T: Alternate, E: Error>(found: Unexpected<'_>) -> Result<T, E> {
    Err(E::invalid_type(found, &T::EXPECTED))
}

/// Refuses a scalar: a visitor that takes nothing makes the deserializer name what it holds.
fn refuse_this<'de, T: Alternate, D: Deserializer<'de>>(value: D) -> Result<T, D::Error> {
    struct Nothing<T>(PhantomData<T>);
    impl<T: Alternate> Visitor<'_> for Nothing<T> {
        type Value = T;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(T::EXPECTED)
        }
    }
    value.deserialize_any(Nothing(PhantomData))
}

struct KindVisitor<T> {
    strict: bool,
    alternate: PhantomData<T>,
}

impl<'de, T: Alternate> Visitor<'de> for KindVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    // Every deserializer but this crate's strict one.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<T, D::Error> {
        value.deserialize_any(self)
    }

    // This crate's strict one.
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
        match number::number(&map.next_value::<String>()?)? {
            Node::Unsigned(value) => self.visit_u64(value),
            Node::Signed(value) => self.visit_i64(value),
            Node::Float(value) => self.visit_f64(value),
            _ => Err(A::Error::custom("a number that is none")),
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
