//! Enums: their tables of names, and how they are read.

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, Visitor};

use crate::decode::{ASK_MODE, expect_enum};

/// The table of an enum type: its name and its values.
#[derive(Debug)]
pub struct Names {
    /// The name of the type.
    pub name: &'static str,
    /// The values on the wire.
    pub names: &'static [&'static str],
    /// Whether lenient decoding keeps values that are not listed. A union is open if the enum of
    /// its discriminator is.
    pub open: bool,
}

impl Names {
    /// Returns the name at an index, as [`Branches::read`](crate::Branches::read) gets it.
    #[must_use]
    pub fn name(&self, index: usize) -> &'static str {
        self.names.get(index).copied().unwrap_or("")
    }

    /// Returns the index of a name.
    fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| *known == name)
    }
}

/// An enum type of the schema. Generated enums implement it.
///
/// Functions for any enum are written with it:
///
/// ```
/// use qapi_wire::Enum;
/// use qga_types::QGASeek;
///
/// fn choices<E: Enum>() -> String {
///     E::NAMES.names.join(", ")
/// }
///
/// assert_eq!(choices::<QGASeek>(), "set, cur, end");
/// assert_eq!(QGASeek::from_name("cur"), Some(QGASeek::Cur));
/// assert_eq!(QGASeek::from_name("middle"), None);
/// ```
pub trait Enum: Sized + Clone + 'static {
    /// The values on the wire.
    const NAMES: &'static Names;
    /// The values in Rust, in the order of `NAMES`.
    const ALL: &'static [Self];
    /// Returns the value on the wire.
    fn as_str(&self) -> &str;
    /// Keeps a value that the schema does not know. A closed enum keeps none.
    #[must_use]
    fn unknown(name: String) -> Option<Self> {
        let _ = name;
        None
    }
    /// Returns the value of a name, if the schema has it.
    #[must_use]
    fn from_name(name: &str) -> Option<Self> {
        Self::NAMES
            .find(name)
            .and_then(|index| Self::ALL.get(index))
            .cloned()
    }
}

/// Implements `Deserialize` for an enum.
///
/// # Errors
/// A value that is not a string; a name that the schema does not know, if the enum is closed or
/// decoding is strict.
pub fn read_enum<'de, T: Enum, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let value = match NameSeed(T::NAMES).deserialize(deserializer)? {
        Name::Known(index) => T::ALL.get(index).cloned(),
        Name::Unknown(name) => T::unknown(name),
    };
    value.ok_or_else(|| D::Error::custom(format_args!("the table of {} is wrong", T::NAMES.name)))
}

/// Implements `FromStr` for an enum.
///
/// # Errors
/// A name that the schema does not know, if the enum is closed.
pub fn parse_enum<T: Enum>(name: &str) -> Result<T, UnknownName> {
    match T::from_name(name) {
        Some(value) => Ok(value),
        None => T::unknown(name.to_owned()).ok_or_else(|| UnknownName {
            name: name.to_owned(),
            names: T::NAMES,
        }),
    }
}

/// The error for a name that is not a value of an enum.
#[derive(Debug, Clone)]
pub struct UnknownName {
    name: String,
    names: &'static Names,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "'{}' is not a value of {}",
            self.name.escape_debug(),
            self.names.name
        )
    }
}

impl std::error::Error for UnknownName {}

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

    // Called by every deserializer but this crate's strict one.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_str(self)
    }

    // Called by this crate's strict one.
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
