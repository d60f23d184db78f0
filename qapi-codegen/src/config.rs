//! What can be asked of the generator: one options struct, the same behind the [`Builder`](crate::Builder),
//! a configuration file and a command line. What the options do lives where they are used.

use std::collections::BTreeMap;

/// The options of a run.
///
/// A pattern in it names members as `Owner.member`, both spelt as in the schema; the owner is the
/// type, command or event whose definition lists the member. `*` stands for any run of characters.
/// A pattern that matches nothing is an error.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Config {
    /// What becomes of items that stand under an `if`.
    pub conditions: Conditions,
    /// Patterns of members of type `str` whose text is base64: they are bytes in Rust.
    pub bytes: Vec<String>,
    /// Whether enums and unions keep values that the schema does not list, so that a program survives
    /// a newer peer. On by default; a decoding call can be strict all the same.
    pub unknown_values: bool,
    /// Whether structs and enums are `#[non_exhaustive]`, so that a release that adds a member or a
    /// value breaks nobody's code. On by default; without it struct literals can be used.
    pub non_exhaustive: bool,
    /// Whether structs have a chainable setter for each optional member. On by default.
    pub setters: bool,
    /// Whether the schema's texts become rustdoc. On by default; without it every item has one line.
    pub docs: bool,
    /// The command that generates the file, for its header.
    pub generated_by: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            conditions: Conditions::IncludeAll,
            bytes: Vec::new(),
            unknown_values: true,
            non_exhaustive: true,
            setters: true,
            docs: true,
            generated_by: "qapi-codegen".to_owned(),
        }
    }
}

/// What becomes of items that stand under an `if`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Conditions {
    /// All are generated and say in their docs when they are available: right for clients, which talk
    /// to peers of every configuration.
    #[default]
    IncludeAll,
    /// Those are generated whose condition holds. Every configuration name that the schema mentions
    /// needs a value.
    Evaluate(BTreeMap<String, bool>),
}
