//! The public API of generated code: items by their path from the root, with all their public
//! parts.

use std::collections::BTreeMap;

use crate::diff::finding::ReachKind;

/// All public items of a file of generated code, by path: `Size`, `commands::Open`.
#[derive(Debug, Default)]
pub(super) struct Surface {
    pub(super) items: BTreeMap<String, Item>,
}

/// A public item, with its public parts.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) form: Form,
    pub(super) head: Head,
    /// `true` if it has the attribute `#[non_exhaustive]`.
    pub(super) non_exhaustive: bool,
    /// Fields or variants, in their order.
    pub(super) parts: Vec<Part>,
    /// Functions and constants of the item: inherent ones, or those of a trait.
    pub(super) functions: BTreeMap<String, Function>,
    /// The implementations for it, by trait, such as `Default` and `From<String>`.
    pub(super) impls: BTreeMap<String, Impl>,
}

/// The kind of an item and the details that affect its use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// A struct with named fields.
    Struct,
    /// A struct with numbered fields.
    TupleStruct,
    Enum,
    Trait,
    /// An alias of a type.
    Alias(String),
    /// A constant of a type.
    Constant(String),
    /// A function, with its signature.
    Function(Signature),
}

impl Form {
    pub(super) fn kind(&self) -> ReachKind {
        match self {
            Self::Struct | Self::TupleStruct => ReachKind::Struct,
            Self::Enum => ReachKind::Enum,
            Self::Trait => ReachKind::Trait,
            Self::Alias(_) => ReachKind::Type,
            Self::Constant(_) => ReachKind::Const,
            Self::Function(_) => ReachKind::Fn,
        }
    }

    /// Returns the kind, with an article.
    pub(super) fn description(&self) -> String {
        match self {
            Self::Struct => "a struct with named fields".to_owned(),
            Self::TupleStruct => "a tuple struct".to_owned(),
            Self::Enum => "an enum".to_owned(),
            Self::Trait => "a trait".to_owned(),
            Self::Alias(ty) => format!("an alias of `{ty}`"),
            Self::Constant(ty) => format!("a constant of type `{ty}`"),
            Self::Function(_) => "a function".to_owned(),
        }
    }
}

/// The attributes that affect users.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// The predicate of `#[cfg(..)]`.
    pub(super) cfg: Option<String>,
    pub(super) deprecated: bool,
    /// The texts of `#[doc(alias = "..")]`, which are wire names.
    pub(super) aliases: Vec<String>,
}

/// A field or a variant.
#[derive(Debug)]
pub(super) struct Part {
    /// The name without `r#`, such as `path`, `0` or `Unknown`.
    pub(super) name: String,
    pub(super) head: Head,
    /// The type of a field, or the fields of a variant: none, `(Size)`, `{width: u32}`.
    pub(super) ty: String,
}

/// A function or a constant in an item.
#[derive(Debug)]
pub(super) struct Function {
    pub(super) head: Head,
    pub(super) signature: Signature,
    /// `true` if it is a function of a trait without a default.
    pub(super) required: bool,
}

/// A signature. That of a constant has no receiver, no parameters, and its type as the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signature {
    /// The qualifiers and bounds of a function: `async`, type parameters.
    pub(super) qualifiers: String,
    /// The receiver, such as `&mut self`.
    pub(super) receiver: String,
    pub(super) parameters: Vec<Parameter>,
    /// The type of the result; `()` without one.
    pub(super) result: String,
}

/// A parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) ty: String,
    pub(super) cfg: Option<String>,
}

/// An implementation of a trait.
#[derive(Debug, Default)]
pub(super) struct Impl {
    pub(super) cfg: Option<String>,
    /// Its associated types.
    pub(super) types: BTreeMap<String, String>,
}

impl Surface {
    /// Returns whether the text is the path of an item.
    pub(super) fn has(&self, path: &str) -> bool {
        self.items.contains_key(path)
    }
}

impl Item {
    pub(super) fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }
}
