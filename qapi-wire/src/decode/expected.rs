//! The value that a type expects.
//!
//! A serde visitor can only print it. This crate's visitors print an [`Expected`], those of serde
//! the names of Rust types. [`Expected::of`] parses the text; all other functions have the typed
//! value.

use std::borrow::Cow;
use std::fmt::{self, Display};

use serde_core::de;

/// A kind of JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JsonKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number without fraction.
    Integer,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl JsonKind {
    const ALL: [Self; 7] = [
        Self::Null,
        Self::Boolean,
        Self::Integer,
        Self::Number,
        Self::String,
        Self::Array,
        Self::Object,
    ];

    fn text(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// Prints the kind with its article: `an integer`.
impl Display for JsonKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// The value that a type expects.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expected {
    /// A value of a kind.
    Kind(JsonKind),
    /// An integer in a range, both ends included.
    Integer {
        /// The smallest value.
        min: i64,
        /// The largest value.
        max: u64,
    },
    /// An object of the type of this name in the schema.
    Object(Cow<'static, str>),
    /// A string that is a value of the enum of this name in the schema.
    Enum(Cow<'static, str>),
    /// A string of base64 with padding.
    Base64,
    /// A value of one of the kinds for which an alternate has a branch.
    OneOf(Vec<JsonKind>),
    /// Another value, in the words of a type from another crate.
    Other(String),
}

/// Prints the value with its article: `an integer from 0 to 255`, `an object (GuestDiskInfo)`.
impl Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind(kind) => kind.fmt(f),
            Self::Integer { min, max } => write!(f, "an integer from {min} to {max}"),
            Self::Object(name) => expect_object(name, f),
            Self::Enum(name) => expect_enum(name, f),
            Self::Base64 => f.write_str(BASE64),
            Self::OneOf(kinds) => expect_one_of(kinds, f),
            Self::Other(text) => f.write_str(text),
        }
    }
}

impl From<JsonKind> for Expected {
    fn from(kind: JsonKind) -> Self {
        Self::Kind(kind)
    }
}

/// The text of [`Expected::Base64`].
const BASE64: &str = "a base64 string with padding";

/// The text of [`Expected::OneOf`] without kinds.
const NOTHING: &str = "nothing";

/// Prints [`Expected::Object`], for visitors.
pub(crate) fn expect_object(name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "an object ({name})")
}

/// Prints [`Expected::Enum`], for visitors.
pub(crate) fn expect_enum(name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "a string ({name})")
}

/// Prints [`Expected::OneOf`], for visitors.
pub(crate) fn expect_one_of(kinds: &[JsonKind], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Some((first, others)) = kinds.split_first() else {
        return f.write_str(NOTHING);
    };
    first.fmt(f)?;
    for (index, kind) in others.iter().enumerate() {
        let separator = if index + 1 == others.len() {
            " or "
        } else {
            ", "
        };
        write!(f, "{separator}{kind}")?;
    }
    Ok(())
}

impl Expected {
    /// Returns the value that a visitor expects, from its text.
    pub(super) fn of(expected: &dyn de::Expected) -> Self {
        Self::parse(expected.to_string())
    }

    fn parse(text: String) -> Self {
        let integer = |min, max| Self::Integer { min, max };
        let name = |start: &str| text.strip_prefix(start)?.strip_suffix(')');
        match text.as_str() {
            "i8" => integer(i8::MIN.into(), i8::MAX as u64),
            "i16" => integer(i16::MIN.into(), i16::MAX as u64),
            "i32" => integer(i32::MIN.into(), i32::MAX as u64),
            "i64" => integer(i64::MIN, i64::MAX as u64),
            "u8" => integer(0, u8::MAX.into()),
            "u16" => integer(0, u16::MAX.into()),
            "u32" => integer(0, u32::MAX.into()),
            "u64" => integer(0, u64::MAX),
            "f32" | "f64" => Self::Kind(JsonKind::Number),
            "unit" => Self::Kind(JsonKind::Null),
            "a sequence" => Self::Kind(JsonKind::Array),
            "a map" => Self::Kind(JsonKind::Object),
            BASE64 => Self::Base64,
            _ => {
                if let Some(name) = name("an object (") {
                    Self::Object(name.to_owned().into())
                } else if let Some(name) = name("a string (") {
                    Self::Enum(name.to_owned().into())
                } else {
                    Self::parse_kinds(&text).unwrap_or(Self::Other(text))
                }
            }
        }
    }

    /// Reads a kind, or a list of them.
    fn parse_kinds(text: &str) -> Option<Self> {
        if text == NOTHING {
            return Some(Self::OneOf(Vec::new()));
        }
        let kind = |text: &str| JsonKind::ALL.into_iter().find(|kind| kind.text() == text);
        let Some((others, last)) = text.rsplit_once(" or ") else {
            return kind(text).map(Self::Kind);
        };
        let kinds = others.split(", ").chain([last]).map(kind);
        kinds.collect::<Option<_>>().map(Self::OneOf)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_visitors_print_is_read_back() {
        let kinds = JsonKind::ALL.map(Expected::Kind);
        let others = [
            Expected::Object("GuestDiskInfo".into()),
            Expected::Enum("__org.x-Kind".into()),
            Expected::Base64,
            Expected::OneOf(Vec::new()),
            Expected::OneOf(vec![JsonKind::Null, JsonKind::Boolean]),
            Expected::OneOf(JsonKind::ALL.to_vec()),
        ];
        for expected in kinds.into_iter().chain(others) {
            assert_eq!(Expected::parse(expected.to_string()), expected);
        }
    }

    #[test]
    fn what_serde_prints_is_read_in_terms_of_json() {
        for (text, printed) in [
            ("u8", "an integer from 0 to 255"),
            ("i8", "an integer from -128 to 127"),
            (
                "i64",
                "an integer from -9223372036854775808 to 9223372036854775807",
            ),
            ("f32", "a number"),
            ("a map", "an object"),
            ("a sequence", "an array"),
            ("unit", "null"),
            ("a boolean", "a boolean"),
            ("a string", "a string"),
        ] {
            let expected = Expected::parse(text.to_owned());
            assert!(!matches!(expected, Expected::Other(_)), "{text}");
            assert_eq!(expected.to_string(), printed);
        }
        for text in [
            "a tuple of size 2",
            "a string or a colour",
            "a string (x",
            "",
        ] {
            let expected = Expected::parse(text.to_owned());
            assert_eq!(expected, Expected::Other(text.to_owned()));
            assert_eq!(expected.to_string(), text);
        }
    }
}
