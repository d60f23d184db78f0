//! Options with a few named values.

/// A named value of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Choice {
    /// Its name, in `qapi.toml` and on the command line.
    pub name: &'static str,
    /// The meaning of the value, as one sentence.
    pub help: &'static str,
}

/// A type of named values.
pub(crate) trait Named: Copy + 'static {
    /// The values, in the order of `CHOICES`.
    const ALL: &'static [Self];
    const CHOICES: &'static [Choice];
}

/// Defines types of named values. The first line of a value's docs is its help.
macro_rules! choices {
    ($(
        $(#[doc = $about:literal])*
        $(#[derive($($derived:ident),*)])?
        pub enum $type:ident {
            $(
                $(#[doc = $doc:literal])*
                $(#[default $($mark:tt)*])?
                $variant:ident = $name:literal,
            )*
        }
    )*) => { $(
        $(#[doc = $about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        $(#[derive($($derived),*)])?
        #[cfg_attr(feature = "config-file", derive(serde::Deserialize))]
        #[non_exhaustive]
        pub enum $type {
            $(
                $(#[doc = $doc])*
                $(#[default $($mark)*])?
                #[cfg_attr(feature = "config-file", serde(rename = $name))]
                $variant,
            )*
        }

        impl Named for $type {
            const ALL: &'static [Self] = &[$(Self::$variant),*];
            const CHOICES: &'static [Choice] = &[$(
                Choice { name: $name, help: first(&[$($doc),*]) },
            )*];
        }
    )* };
}

choices! {
    /// A part of the generated code.
    #[derive(PartialOrd, Ord, Hash)]
    pub enum Emit {
        /// Types, commands and events.
        Types = "types",
        /// A trait with one method a command, and what calls it.
        ///
        /// They are the module `server`, and need qapi-wire's feature `server`.
        Server = "server",
        /// Traits with one method a command, blocking and async.
        ///
        /// They are the module `client`, for anything that executes commands, and need qapi-wire's
        /// feature `client`.
        Client = "client",
        /// The answer of a server to `query-qmp-schema`.
        ///
        /// It is the constant `introspection::ANSWER`.
        Introspection = "introspection",
    }

    /// The Rust modules of items.
    #[derive(Default)]
    pub enum Layout {
        /// Types at the root, commands in `commands`, events in `events`.
        #[default]
        Flat = "flat",
        /// The same in one module for each file of the schema.
        ///
        /// The module has the name of the file. The enum of all events is in `events` at the root.
        Modules = "modules",
    }

    /// The number of files of the code.
    #[derive(Default)]
    pub enum Output {
        /// One file.
        #[default]
        OneFile = "one-file",
        /// One file for each Rust module at the root, and `mod.rs`.
        FilePerModule = "file-per-module",
    }
}

/// Returns the first line of docs.
const fn first(docs: &[&'static str]) -> &'static str {
    match docs {
        [first, ..] => first.trim_ascii(),
        [] => "",
    }
}
