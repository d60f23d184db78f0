//! Enums: their tables of names, their decoding and their order.

use std::cmp::Ordering;
use std::fmt;
use std::hash::Hash;
use std::str::FromStr;

use serde_core::de::{DeserializeSeed, Deserializer, Error, Visitor};

use crate::decode::{ASK_MODE, expect_enum};
use crate::nearest::nearest;

/// The table of an enum type: its name and its values.
#[derive(Debug, PartialEq, Eq)]
pub struct Names {
    /// The name of the type.
    pub name: &'static str,
    /// The values on the wire.
    pub names: &'static [&'static str],
    /// `true` if lenient decoding keeps values that are not listed. A union is open if the enum of
    /// its discriminator is.
    pub open: bool,
}

impl Names {
    /// Returns the name at an index, which [`Branches::read`](crate::Branches::read) receives.
    #[must_use]
    pub fn name(&self, index: usize) -> &'static str {
        self.names.get(index).copied().unwrap_or("")
    }

    /// Returns the index of a name.
    fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| *known == name)
    }
}

/// An enum type of the schema.
///
/// Two values are equal, and have the same hash, if [`as_str`](Self::as_str) returns the same name
/// for both. The order is that of the schema; names that the schema does not list come last, in the
/// order of their bytes.
///
/// An open enum keeps a name that the schema does not list as `Unknown`. Decoding and [`FromStr`]
/// never return `Unknown` for a listed name, but a later schema may list more names. Match an
/// unknown value by `as_str`, which stays the same.
///
/// A function that is generic over enums:
///
/// ```
/// use qapi_wire::Enum;
/// use qga_types::QGASeek;
///
/// fn choices<E: Enum>() -> String {
///     E::names().join(", ")
/// }
///
/// assert_eq!(choices::<QGASeek>(), "set, cur, end");
/// assert_eq!(QGASeek::parse_known("cur").ok(), Some(QGASeek::Cur));
/// assert!(QGASeek::parse_known("middle").is_err());
/// ```
pub trait Enum:
    fmt::Debug
    + fmt::Display
    + Clone
    + Ord
    + Hash
    + AsRef<str>
    + FromStr<Err = UnknownValue>
    + Send
    + Sync
    + 'static
{
    /// The values on the wire.
    const NAMES: &'static Names;
    /// The values that the schema lists, in its order.
    const VALUES: &'static [Self];
    /// Returns the value on the wire.
    fn as_str(&self) -> &str;
    /// Returns the value for a name that the schema does not list; `None` if the enum is closed.
    #[must_use]
    fn unknown(name: String) -> Option<Self> {
        let _ = name;
        None
    }
    /// Returns the names of the [values](Self::VALUES), in the same order.
    #[must_use]
    fn names() -> &'static [&'static str] {
        Self::NAMES.names
    }
    /// Returns the value of a name that the schema lists, such as one that a person typed.
    ///
    /// [`FromStr`] is for names from the wire: for an open enum it accepts any name.
    ///
    /// # Errors
    /// The schema does not list the name. The error contains the listed names.
    fn parse_known(name: &str) -> Result<Self, UnknownValue> {
        let index = Self::NAMES.find(name);
        let value = index.and_then(|index| Self::VALUES.get(index)).cloned();
        value.ok_or_else(|| UnknownValue {
            name: name.to_owned(),
            names: Self::NAMES,
        })
    }
}

/// Implements `Deserialize` for an enum.
///
/// # Errors
/// A value that is not a string; a name that the schema does not list, if the enum is closed or
/// decoding is strict.
pub fn read_enum<'de, T: Enum, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let value = match NameSeed(T::NAMES).deserialize(deserializer)? {
        Name::Known(index) => T::VALUES.get(index).cloned(),
        Name::Unknown(name) => T::unknown(name),
    };
    value.ok_or_else(|| D::Error::custom(format_args!("the table of {} is wrong", T::NAMES.name)))
}

/// Implements `FromStr` for an enum.
///
/// # Errors
/// A name that the schema does not list, if the enum is closed.
pub fn parse_enum<T: Enum>(name: &str) -> Result<T, UnknownValue> {
    T::parse_known(name).or_else(|error| T::unknown(name.to_owned()).ok_or(error))
}

/// Implements `Ord` for an enum: compares the names of two values.
#[must_use]
pub fn compare_names(names: &Names, one: &str, other: &str) -> Ordering {
    if one == other {
        return Ordering::Equal;
    }
    let mut names = names.names.iter();
    match names.find(|it| **it == one || **it == other) {
        Some(first) if *first == one => Ordering::Less,
        Some(_) => Ordering::Greater,
        None => one.cmp(other),
    }
}

/// The error for a name that is not a value of an enum.
///
/// Its text contains the name, the [names](Self::names) of the enum's values, and the
/// [nearest](Self::nearest) of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownValue {
    name: String,
    names: &'static Names,
}

impl UnknownValue {
    /// Returns the name that is not a value.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the names of the enum's values, in the order of the schema.
    #[must_use]
    pub fn names(&self) -> &'static [&'static str] {
        self.names.names
    }

    /// Returns the name of the value that was probably meant, if there is one.
    #[must_use]
    pub fn nearest(&self) -> Option<&'static str> {
        nearest(&self.name, self.names.names)
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = self.name.escape_debug();
        write!(f, "'{found}' is not a value of {}", self.names.name)?;
        let mut lead = ": expected one of";
        for name in self.names() {
            write!(f, "{lead} '{name}'")?;
            lead = ",";
        }
        match self.nearest() {
            Some(nearest) => write!(f, "; did you mean '{nearest}'?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownValue {}

/// A value of an enum, as it was read.
pub(crate) enum Name {
    /// Its index in the table.
    Known(usize),
    Unknown(String),
}

/// Reads a value of an enum.
pub(crate) struct NameSeed(pub(crate) &'static Names);

impl<'de> DeserializeSeed<'de> for NameSeed {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        let visitor = NameVisitor {
            names: self.0,
            open: self.0.open,
        };
        match visitor.open {
            true => deserializer.deserialize_newtype_struct(ASK_MODE, visitor),
            false => deserializer.deserialize_str(visitor),
        }
    }
}

struct NameVisitor {
    names: &'static Names,
    open: bool,
}

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        expect_enum(self.names.name, f)
    }

    // Every deserializer except this crate's strict one calls this.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_str(self)
    }

    // This crate's strict deserializer calls this.
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_str(Self {
            open: false,
            ..self
        })
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Name, E> {
        match self.names.find(name) {
            Some(index) => Ok(Name::Known(index)),
            None if self.open => Ok(Name::Unknown(name.to_owned())),
            None => Err(E::unknown_variant(name, self.names.names)),
        }
    }
}
