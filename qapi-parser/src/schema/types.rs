//! The types of a schema.

use std::ops::RangeInclusive;

use super::condition::Condition;
use super::entity::{Definition, Feature};
use super::id::{CommandId, DocRef, EventId, Place, TypeId};
use super::kind::JsonKind;
use crate::source::Span;

/// A type: predefined, explicit or implicit.
#[derive(Debug)]
pub struct Type {
    /// Its name, span, docs, condition and features.
    pub definition: Definition,
    /// Its kind, with its content.
    pub kind: TypeKind,
}

impl Type {
    /// Returns the type's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.definition.name
    }
}

/// The kind of a type, with its content.
#[derive(Debug)]
pub enum TypeKind {
    /// A scalar, `any` or `null`.
    Builtin(Builtin),
    /// An enumeration.
    Enum(Enum),
    /// An array of another type.
    Array(Array),
    /// A struct, a union, or an implicit object.
    Object(Object),
    /// An alternate.
    Alternate(Alternate),
}

/// The predefined types, in the order of QEMU's front end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // the names say it all
pub enum Builtin {
    Str,
    Number,
    Int,
    Int8,
    Int16,
    Int32,
    Int64,
    Uint8,
    Uint16,
    Uint32,
    Uint64,
    Size,
    Bool,
    Any,
    Null,
}

impl Builtin {
    /// All builtin types, in order.
    pub const ALL: [Self; 15] = [
        Self::Str,
        Self::Number,
        Self::Int,
        Self::Int8,
        Self::Int16,
        Self::Int32,
        Self::Int64,
        Self::Uint8,
        Self::Uint16,
        Self::Uint32,
        Self::Uint64,
        Self::Size,
        Self::Bool,
        Self::Any,
        Self::Null,
    ];

    /// Returns the name in schemas.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Str => "str",
            Self::Number => "number",
            Self::Int => "int",
            Self::Int8 => "int8",
            Self::Int16 => "int16",
            Self::Int32 => "int32",
            Self::Int64 => "int64",
            Self::Uint8 => "uint8",
            Self::Uint16 => "uint16",
            Self::Uint32 => "uint32",
            Self::Uint64 => "uint64",
            Self::Size => "size",
            Self::Bool => "bool",
            Self::Any => "any",
            Self::Null => "null",
        }
    }

    /// Returns the values of an integer type; `None` for other types.
    #[must_use]
    pub fn range(self) -> Option<RangeInclusive<i128>> {
        Some(match self {
            Self::Int8 => i8::MIN.into()..=i8::MAX.into(),
            Self::Int16 => i16::MIN.into()..=i16::MAX.into(),
            Self::Int32 => i32::MIN.into()..=i32::MAX.into(),
            Self::Int | Self::Int64 => i64::MIN.into()..=i64::MAX.into(),
            Self::Uint8 => 0..=u8::MAX.into(),
            Self::Uint16 => 0..=u16::MAX.into(),
            Self::Uint32 => 0..=u32::MAX.into(),
            Self::Uint64 | Self::Size => 0..=u64::MAX.into(),
            Self::Str | Self::Number | Self::Bool | Self::Any | Self::Null => return None,
        })
    }

    /// Returns the JSON kind of its values.
    #[must_use]
    pub fn json_kind(self) -> JsonKind {
        match self {
            Self::Str => JsonKind::String,
            Self::Number => JsonKind::Number,
            Self::Bool => JsonKind::Boolean,
            Self::Any => JsonKind::Value,
            Self::Null => JsonKind::Null,
            _ => JsonKind::Integer,
        }
    }
}

impl TypeKind {
    /// Returns the kind of JSON value that the type has on the wire.
    #[must_use]
    pub fn json_kind(&self) -> JsonKind {
        match self {
            Self::Builtin(builtin) => builtin.json_kind(),
            Self::Enum(_) => JsonKind::String,
            Self::Array(_) => JsonKind::Array,
            Self::Object(_) => JsonKind::Object,
            Self::Alternate(_) => JsonKind::Value,
        }
    }
}

/// An enumeration; it may be empty.
#[derive(Debug)]
pub struct Enum {
    /// The values, in order.
    pub values: Vec<EnumValue>,
    /// `'prefix'`, which concerns C only.
    pub prefix: Option<Box<str>>,
    /// The union of an older release that implies this enum (`NAMEKind`); `None` for an explicit
    /// one.
    pub kind_of: Option<TypeId>,
}

/// A value of an enumeration.
#[derive(Debug)]
pub struct EnumValue {
    /// The value, as on the wire; it may start with a digit.
    pub name: Box<str>,
    /// Its span; `None` for values of `QType`.
    pub span: Place,
    /// Its `if`.
    pub condition: Option<Condition>,
    /// Its features, in order.
    pub features: Vec<Feature>,
    /// Its section in the docs.
    pub doc: Option<DocRef>,
}

/// An array. Its name is the name of its element followed by `List`.
#[derive(Debug, Clone, Copy)]
pub struct Array {
    /// The element's type, never an array.
    pub element: TypeId,
}

/// An object: a struct, a union, or an implied object.
#[derive(Debug)]
pub struct Object {
    /// Its origin.
    pub origin: Origin,
    /// Its base: a struct (which may have a base) or, of a union, an implicit object. Never a union.
    pub base: Option<TypeId>,
    /// Its own members, in order, without the base's.
    pub members: Vec<Member>,
    /// The branches of a union.
    pub branches: Option<Branches>,
}

/// The origin of an object type.
///
/// A union without a discriminator, as in older releases, is a [`Union`](Self::Union) whose only
/// own member is `type`, of an implicit enum, and whose branches are wrappers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// `'struct'`.
    Struct,
    /// `'union'`.
    Union,
    /// The inline `data` of a command: `q_obj_NAME-arg`.
    CommandArguments(CommandId),
    /// The inline `data` of an event: `q_obj_NAME-arg`.
    EventArguments(EventId),
    /// The inline base of a union, or the implied one of a union of older releases:
    /// `q_obj_NAME-base`.
    Base(TypeId),
    /// The wrapper of a branch of such a union: `q_obj_TYPE-wrapper`, with the single member
    /// `data`.
    Wrapper,
    /// The inline type of a member in a schema of an older release: `q_obj_OWNER-MEMBER`.
    Inline,
    /// `q_empty`.
    Empty,
}

/// A member of an object.
#[derive(Debug)]
pub struct Member {
    /// The name, as on the wire, without `*`.
    pub name: Box<str>,
    /// The span of its key.
    pub span: Span,
    /// Its type.
    pub ty: TypeId,
    /// `true` if it may be absent.
    pub optional: bool,
    /// Its `if`.
    pub condition: Option<Condition>,
    /// Its features, in order.
    pub features: Vec<Feature>,
    /// Its section in the docs.
    pub doc: Option<DocRef>,
}

/// The branches of a union.
#[derive(Debug)]
pub struct Branches {
    /// The name of the member that selects the branch. It is mandatory and unconditional.
    pub discriminator: Box<str>,
    /// The object that contains the discriminator: the union's base, or a base of that.
    pub discriminator_owner: TypeId,
    /// The position of the discriminator among its owner's own members.
    pub discriminator_index: usize,
    /// The discriminator's type, an enum.
    pub tag: TypeId,
    /// One branch per value of the enum: first those that the schema lists, in its order, then the
    /// rest.
    pub list: Vec<Branch>,
}

/// A branch of a union, or of an alternate.
#[derive(Debug)]
pub struct Branch {
    /// The name: the discriminator's value for a union's branch, and only a name for an
    /// alternate's.
    pub name: Box<str>,
    /// Its span; `None` if the schema does not list it.
    pub span: Place,
    /// Its type. For a union's branch it is an object, which may be a union.
    pub ty: TypeId,
    /// The position of its value in the enum for a union's branch, and its own position for an
    /// alternate's.
    pub value: usize,
    /// Its `if`. For an unlisted branch it is that of the enum value.
    pub condition: Option<Condition>,
    /// Its section in the docs (alternates only).
    pub doc: Option<DocRef>,
}

/// An alternate: the JSON kind of a value selects the branch.
#[derive(Debug)]
pub struct Alternate {
    /// The branches, in order, which has no meaning. No two have the same JSON kind.
    pub branches: Vec<Branch>,
}
