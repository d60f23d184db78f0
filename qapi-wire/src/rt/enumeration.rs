//! Enums: tables of names.

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, Visitor};

use super::table::Names;
use crate::decode::ASK_MODE;

/// An enum type of the schema.
pub trait Enum: Sized + Clone + 'static {
    /// The values on the wire.
    const NAMES: &'static Names;
    /// The values in Rust, in the order of `NAMES`.
    const ALL: &'static [Self];
    /// The value on the wire.
    fn as_str(&self) -> &str;
    /// Keeps a value that the schema does not know. Closed enums do without.
    #[must_use]
    fn unknown(name: String) -> Option<Self> {
        let _ = name;
        None
    }
    /// The value of that name, if the schema knows it.
    #[must_use]
    fn from_name(name: &str) -> Option<Self> {
        Self::NAMES
            .find(name)
            .and_then(|index| Self::ALL.get(index))
            .cloned()
    }
}

/// What `Deserialize` of an enum forwards to.
///
/// # Errors
/// Anything but a string; a value that is not known, if the enum is closed or decoding is strict.
pub fn read_enum<'de, T: Enum, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let value = match NameSeed(T::NAMES).deserialize(deserializer)? {
        Name::Known(index) => T::ALL.get(index).cloned(),
        Name::Unknown(name) => T::unknown(name),
    };
    value.ok_or_else(|| D::Error::custom(format_args!("the table of {} is wrong", T::NAMES.name)))
}

/// What `FromStr` of an enum forwards to.
///
/// # Errors
/// A value that is not known, if the enum is closed.
pub fn parse_enum<T: Enum>(name: &str) -> Result<T, UnknownName> {
    match T::from_name(name) {
        Some(value) => Ok(value),
        None => T::unknown(name.to_owned()).ok_or_else(|| UnknownName {
            name: name.to_owned(),
            names: T::NAMES,
        }),
    }
}

/// A name that is no value of an enum.
#[derive(Debug, Clone)]
pub struct UnknownName {
    name: String,
    names: &'static Names,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "'{}' is no value of {}",
            self.name.escape_debug(),
            self.names.name
        )
    }
}

impl std::error::Error for UnknownName {}

/// A value of an enum as it stands on the wire.
pub(super) enum Name {
    Known(usize),
    Unknown(String),
}

/// Reads a value of an enum.
pub(super) struct NameSeed(pub(super) &'static Names);

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
        write!(f, "a string ({})", self.names.name)
    }

    // Every deserializer but this crate's strict one.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_str(self)
    }

    // This crate's strict one.
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
