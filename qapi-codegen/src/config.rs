//! What can be asked of the generator: one options struct, the same behind the [`Builder`](crate::Builder),
//! a configuration file and a command line. What the options do lives where they are used.

use std::collections::{BTreeMap, BTreeSet};

/// The options of a run.
///
/// Patterns name definitions (types, commands, events) by their name in the schema, and what is in them
/// (members, values, branches) as `Owner.member`; the owner is the definition that lists the member.
/// `*` stands for any run of characters within a name. Names may hold dots themselves:
/// `BlkdebugEvent.l1_grow.alloc_table` is the value `l1_grow.alloc_table` of `BlkdebugEvent`.
/// A pattern that matches nothing is an error.
///
/// With the feature `config-file`, `Config::from_toml` reads all of it from a file; the keys are the
/// names of the fields with `-` for `_`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "config-file",
    derive(serde::Deserialize),
    serde(default, deny_unknown_fields, rename_all = "kebab-case")
)]
#[non_exhaustive]
pub struct Config {
    /// What is generated: the types, by default.
    pub emit: BTreeSet<Emit>,
    /// Where the types, commands and events are, if they are not generated: the path of a module that was, by the
    /// same options, such as `::qga_types`.
    pub types_path: Option<String>,
    /// What a server has, where one is generated.
    pub server: Server,
    /// Commands whose successful replies begin with the byte 0xFF, by pattern. That is no matter of the schema
    /// language, but of a command's description.
    pub delimited: Vec<String>,
    /// What becomes of items that stand under an `if`.
    pub conditions: Conditions,
    /// Patterns of members of type `str` whose text is base64: they are bytes in Rust.
    pub bytes: Vec<String>,
    /// Patterns of members that are an `Option`, and not a parameter of `new`, though the schema
    /// requires them: some peers leave them out, such as those of a release that did not have the
    /// member yet.
    pub optional: Vec<String>,
    /// The Rust types of members, by pattern, where it is not to be that of the schema. Such a type
    /// stands for what the member holds where it is present, and implements what the struct derives,
    /// `Serialize` and `Deserialize`.
    pub member_types: BTreeMap<String, String>,
    /// Types that are not generated because they are elsewhere, by pattern: the path of each. A `*` in the
    /// path stands for the type's Rust name: `"Guest*" = "::qga_types::*"`.
    pub extern_types: BTreeMap<String, String>,
    /// Attributes, such as `#[must_use]`, by pattern of a definition or of what is in it. A union's
    /// stand on the enum of its branches, too.
    pub attributes: BTreeMap<String, Vec<String>>,
    /// Traits to derive beyond those that every type has, by pattern of a definition.
    pub derives: BTreeMap<String, Vec<String>>,
    /// Whether enums and unions keep values that the schema does not list, so that a program survives
    /// a newer peer. On by default; a decoding call can be strict all the same.
    pub unknown_values: bool,
    /// Whether structs and enums are `#[non_exhaustive]`, so that a release that adds a member or a
    /// value breaks nobody's code. On by default; without it struct literals can be used.
    pub non_exhaustive: bool,
    /// Whether structs have `new`, which takes the mandatory members. On by default.
    pub constructors: bool,
    /// Whether structs have a chainable setter for each optional member. On by default.
    pub setters: bool,
    /// Whether the schema's texts become rustdoc. On by default; without it every item has one line.
    pub docs: bool,
    /// Whether what is deprecated is `#[deprecated]`, so that its users are warned. On by default;
    /// without it the docs say so.
    pub deprecated: bool,
    /// What becomes of what is unstable.
    pub unstable: Unstable,
    /// The Rust modules that items stand in.
    pub layout: Layout,
    /// Whether the code is one file or several, for who writes it; [`generate`](crate::generate) offers both.
    pub output: Output,
    /// The command that generates the file, for its header.
    #[cfg_attr(feature = "config-file", serde(skip))]
    pub generated_by: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            emit: BTreeSet::from([Emit::Types]),
            types_path: None,
            server: Server::default(),
            delimited: Vec::new(),
            conditions: Conditions::IncludeAll,
            bytes: Vec::new(),
            optional: Vec::new(),
            member_types: BTreeMap::new(),
            extern_types: BTreeMap::new(),
            attributes: BTreeMap::new(),
            derives: BTreeMap::new(),
            unknown_values: true,
            non_exhaustive: true,
            constructors: true,
            setters: true,
            docs: true,
            deprecated: true,
            unstable: Unstable::Note,
            layout: Layout::Flat,
            output: Output::OneFile,
            generated_by: "qapi-codegen".to_owned(),
        }
    }
}

/// A part of what can be generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "config-file",
    derive(serde::Deserialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Emit {
    /// Types, commands and events.
    Types,
    /// A trait with one method a command, and what calls it: the module `server`. It needs qapi-wire's feature `server`.
    Server,
    /// Traits with one method a command, blocking and async, for whatever executes commands: the module `client`.
    /// They need qapi-wire's feature `client`.
    Client,
    /// What a server answers to `query-qmp-schema`: the constant `introspection::ANSWER`.
    Introspection,
}

/// What a server has.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "config-file",
    derive(serde::Deserialize),
    serde(default, deny_unknown_fields, rename_all = "kebab-case")
)]
#[non_exhaustive]
pub struct Server {
    /// The commands that it implements, by pattern: the trait has exactly these, and so has the table from
    /// which a server tells what it supports. None stands for all.
    pub commands: Vec<String>,
    /// The name of the trait; the table is called so with `Commands` behind.
    pub name: String,
    /// Whether its methods are asynchronous.
    #[cfg_attr(feature = "config-file", serde(rename = "async"))]
    pub asynchronous: bool,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            commands: Vec::new(),
            name: "Server".to_owned(),
            asynchronous: false,
        }
    }
}

/// What becomes of items that stand under an `if`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(
    feature = "config-file",
    derive(serde::Deserialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Conditions {
    /// All are generated and say in their docs when they are available: right for clients, which talk
    /// to peers of every configuration. A mandatory member is an `Option`, and not a parameter of `new`, if its
    /// condition does not follow from that of its definition: some peers leave it out. A server sets those that apply
    /// to it. A `deprecated` that only some peers have is a doc note instead of an attribute.
    #[default]
    IncludeAll,
    /// Those are generated whose condition holds. Every configuration name that the schema mentions
    /// needs a value, and no other may have one.
    Evaluate(BTreeMap<String, bool>),
    /// All are generated, under `#[cfg(..)]`: the table has the predicate of each configuration name
    /// that the schema mentions, such as `target_os = "linux"` for `CONFIG_LINUX`, and no other.
    Cfg(BTreeMap<String, String>),
}

/// What becomes of definitions, members and values with the feature `unstable`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(
    feature = "config-file",
    derive(serde::Deserialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Unstable {
    /// Their docs say so.
    #[default]
    Note,
    /// They stand under `#[cfg(..)]` with this predicate, too, such as `feature = "unstable"`.
    Cfg(String),
}

/// The Rust modules that items stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(
    feature = "config-file",
    derive(serde::Deserialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Layout {
    /// Types at the root, commands in `commands`, events in `events`.
    #[default]
    Flat,
    /// The same in one module for each file of the schema, called after the file; the enum of all events
    /// in `events` at the root.
    Modules,
}

/// Whether the code is one file or several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(
    feature = "config-file",
    derive(serde::Deserialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Output {
    /// One.
    #[default]
    OneFile,
    /// One for each Rust module at the root, and `mod.rs`.
    FilePerModule,
}
