//! The kinds of definitions and of JSON values.

use std::fmt;

/// The kind of a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DefinitionKind {
    /// An enumeration.
    Enum,
    /// A struct.
    Struct,
    /// A union.
    Union,
    /// An alternate.
    Alternate,
    /// A command.
    Command,
    /// An event.
    Event,
}

impl DefinitionKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Enum,
        Self::Struct,
        Self::Union,
        Self::Alternate,
        Self::Command,
        Self::Event,
    ];

    /// Returns its key in a schema, such as `struct`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Enum => "enum",
            Self::Struct => "struct",
            Self::Union => "union",
            Self::Alternate => "alternate",
            Self::Command => "command",
            Self::Event => "event",
        }
    }

    /// Returns whether it defines a type: neither a command nor an event.
    #[must_use]
    pub fn is_type(self) -> bool {
        !matches!(self, Self::Command | Self::Event)
    }

    /// Returns the word with its article, such as "an enum".
    #[must_use]
    pub fn with_article(self) -> &'static str {
        match self {
            Self::Enum => "an enum",
            Self::Struct => "a struct",
            Self::Union => "a union",
            Self::Alternate => "an alternate",
            Self::Command => "a command",
            Self::Event => "an event",
        }
    }
}

impl fmt::Display for DefinitionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The kind of JSON value that a type has on the wire, in the terms of introspection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JsonKind {
    /// A string.
    String,
    /// Any number.
    Number,
    /// A number without a fraction.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// `null`.
    Null,
    /// An object.
    Object,
    /// An array.
    Array,
    /// More than one of them: `any` and alternates.
    Value,
}

impl JsonKind {
    /// Returns the word for it, such as `integer`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "number",
            Self::Integer => "integer",
            Self::Boolean => "boolean",
            Self::Null => "null",
            Self::Object => "object",
            Self::Array => "array",
            Self::Value => "value",
        }
    }

    /// Returns the words for any value of the kind, such as "an integer".
    #[must_use]
    pub fn with_article(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Number => "a number",
            Self::Integer => "an integer",
            Self::Boolean => "a boolean",
            Self::Null => "null",
            Self::Object => "an object",
            Self::Array => "an array",
            Self::Value => "a value",
        }
    }
}

impl fmt::Display for JsonKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
