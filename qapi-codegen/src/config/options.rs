//! The list of the options.

/// Passes the list of the options to a macro: the structs with their fields, and the options that
/// set each field.
///
/// A struct has the prefix of its options' [`field`](super::OptionInfo::field), and its expression
/// in a `Config`. A field has its docs, type and default. An option has its [kind](super::kind),
/// the Builder's method with its parameters, and the flag: `= NAME` if it takes a value, `=> VALUE`
/// if it sets a fixed one. A method without its own docs has those of the field.
macro_rules! options {
    ($make:ident) => {
        $make! {
            /// The options of a run.
            ///
            /// Patterns name definitions (types, commands, events) by their name in the schema.
            /// They name the members, values and branches in them as `Owner.member`; the owner is
            /// the definition that lists the member. `*` matches any run of characters within a
            /// name. Names may contain dots: `BlkdebugEvent.l1_grow.alloc_table` is the value
            /// `l1_grow.alloc_table` of `BlkdebugEvent`. A pattern that matches nothing is an
            /// error.
            ///
            /// Code that uses generated code compiles with the code of a newer schema under two
            /// conditions. The schema only adds optional members, values, branches, commands and
            /// events, and the code is in another crate than the generated one. It may not compile
            /// if the schema removes or renames something, changes its type, makes a member
            /// optional or mandatory, or adds a mandatory one. A server of all commands lacks those
            /// that are added. `qapi diff --source` lists the changes of two schemas.
            ///
            /// With the feature `config-file`, `Config::from_toml` reads the options from a file.
            /// Its keys are the names of the fields with `-` for `_`.
            Config, "", |config| config => {
                /// The generated parts: by default the types.
                emit: BTreeSet<Emit> = BTreeSet::from([Emit::Types]), [{
                    key: "emit",
                    kind: AnyOf,
                    builder: emit(parts),
                    flag: "emit" = "PART",
                    help: "What is generated, instead of the types; `types,server,client` for \
several.",
                }]
                /// The path of the module that contains the types, commands and events, if they are
                /// not generated, such as `::qga_types`. That module is generated with the same
                /// options.
                types_path: Option<String> = None, [{
                    key: "types-path",
                    kind: Text,
                    builder: types_path(path),
                    flag: "types-path" = "PATH",
                    help: "Where the types are, if they are not generated: the path of a module \
that was, by the same options.",
                }]
                /// The path by which other crates reach the generated module, such as
                /// `my_crate::qmp`. With a path the examples in docs are doctests, compiled by
                /// `cargo test`; they need serde_json, and qapi-wire with the feature `client`.
                /// Without it the examples are not tested.
                public_path: Option<String> = None, [{
                    key: "public-path",
                    kind: Text,
                    builder: public_path(path),
                    flag: "public-path" = "PATH",
                    help: "The path by which other crates reach the generated module, such as \
`my_crate::qmp`: the examples in docs become doctests.",
                }]
                /// The options of a generated server.
                server: Server = Server::default(), []
                /// The commands whose successful replies begin with the byte 0xFF, by pattern. The
                /// schema language cannot express this; a command's description does.
                delimited: Vec<String> = Vec::new(), [{
                    key: "delimited",
                    kind: Pattern,
                    builder: delimited(pattern),
                    flag: "delimited" = "PATTERN",
                    help: "Commands whose successful replies begin with the byte 0xFF; may be \
repeated.",
                }]
                /// The treatment of items with an `if`.
                conditions: Conditions = Conditions::IncludeAll, [
                    /// Generates only items whose condition holds. A later value of a name replaces
                    /// an earlier one. Replaces [`cfg`](Self::cfg).
                    {
                        key: "conditions.evaluate",
                        kind: Values,
                        builder: conditions(values),
                        flag: "define" = "NAME[=BOOL]",
                        help: "Generate only what stands under conditions that hold: this \
configuration name is on, or with `=false` off. Every name that \
the schema uses needs a value; may be repeated.",
                    }
                    /// Generates everything, with `#[cfg(..)]`: a configuration name has a
                    /// predicate, such as `("CONFIG_WIN32", "windows")`. A later predicate of a
                    /// name replaces an earlier one. Replaces [`conditions`](Self::conditions).
                    {
                        key: "conditions.cfg",
                        kind: Predicates,
                        builder: cfg(table),
                        flag: "cfg" = "NAME=PREDICATE",
                        help: "Generate everything, what stands under this configuration name \
under `#[cfg(PREDICATE)]`. Every name that the schema uses needs a \
predicate; may be repeated.",
                    }
                ]
                /// The members of type `str` whose text is base64, by pattern: they are bytes in
                /// Rust.
                bytes: Vec<String> = Vec::new(), [{
                    key: "bytes",
                    kind: Pattern,
                    builder: bytes(pattern),
                    flag: "bytes" = "PATTERN",
                    help: "Members whose text is base64, as bytes: `TYPE.member` or \
`command.argument`, `*` matches any characters; may be repeated.",
                }]
                /// The members whose values are secret, such as passwords, by pattern: `Debug`
                /// prints `***` instead.
                sensitive: Vec<String> = Vec::new(), [{
                    key: "sensitive",
                    kind: Pattern,
                    builder: sensitive(pattern),
                    flag: "sensitive" = "PATTERN",
                    help: "Members whose values are secret, such as passwords: `Debug` prints `***` \
in their place; may be repeated.",
                }]
                /// The members that are an `Option`, and not a parameter of `new`, though the
                /// schema requires them, by pattern: some peers leave them out, such as those of a
                /// release without the member.
                optional: Vec<String> = Vec::new(), [{
                    key: "optional",
                    kind: Pattern,
                    builder: optional(pattern),
                    flag: "optional" = "PATTERN",
                    help: "Members that some peers leave out though the schema requires them, \
such as those of an older release, as `Option`; may be repeated.",
                }]
                /// The Rust types of members, by pattern, instead of those of the schema. The type
                /// is that of the member's value if the member is present. It implements the traits
                /// that the struct derives, `Serialize` and `Deserialize`, and is `Send` and `Sync`
                /// in the arguments and the reply of a command.
                member_types: BTreeMap<String, String> = BTreeMap::new(), [{
                    key: "member-types",
                    kind: PatternText,
                    builder: member_type(pattern, ty),
                    flag: "member-type" = "PATTERN=TYPE",
                    help: "Give members another Rust type; may be repeated.",
                }]
                /// The types that are defined elsewhere and not generated, by pattern, with the
                /// path of each. The type's Rust name replaces a `*` in the path, such as in
                /// `"Guest*" = "::qga_types::*"`.
                extern_types: BTreeMap<String, String> = BTreeMap::new(), [{
                    key: "extern-types",
                    kind: PatternText,
                    builder: extern_type(pattern, path),
                    flag: "extern-type" = "PATTERN=PATH",
                    help: "Take types from elsewhere instead of generating them; a `*` in the \
path stands for the type's Rust name: `Guest*=::qga_types::*`; may be \
repeated.",
                }]
                /// The Rust names of definitions, members, values and branches, by pattern:
                /// `"Option.Self" = "Upper"`. If names clash, the error shows the entry that
                /// separates them.
                rename: BTreeMap<String, String> = BTreeMap::new(), [{
                    key: "rename",
                    kind: PatternText,
                    builder: rename(pattern, name),
                    flag: "rename" = "PATTERN=NAME",
                    help: "Give definitions, members, branches or values another Rust name: \
`Option.Self=Upper`; may be repeated.",
                }]
                /// Attributes, such as `#[must_use]`, by pattern of a definition, member, value or
                /// branch. A union's are on the enum of its branches, too.
                attributes: BTreeMap<String, Vec<String>> = BTreeMap::new(), [{
                    key: "attributes",
                    kind: PatternTexts,
                    builder: attribute(pattern, attribute),
                    flag: "attribute" = "PATTERN=ATTRIBUTE",
                    help: "Put an attribute on definitions, members or values: \
`Point=#[must_use]`; may be repeated.",
                }]
                /// Traits to derive besides those that every type has, by pattern of a definition.
                /// A trait of the standard library is not derived if the type has it, or if
                /// something in the type lacks it, such as `Eq` with a number with a fraction. A
                /// pattern by which nothing can derive a trait is an error. `Ord` adds `Eq` and
                /// `PartialOrd`. Types that are defined elsewhere are assumed to have each trait.
                derives: BTreeMap<String, Vec<String>> = BTreeMap::new(), [{
                    key: "derives",
                    kind: PatternTexts,
                    builder: derive(pattern, derived),
                    flag: "derive" = "PATTERN=TRAITS",
                    help: "Derive traits for definitions: `Point=Eq, Hash`; may be repeated.",
                }]
                /// The treatment of unstable items.
                unstable: Unstable = Unstable::Note, [{
                    key: "unstable.cfg",
                    kind: UnstablePredicate,
                    builder: unstable(unstable),
                    flag: "unstable-cfg" = "PREDICATE",
                    help: "Put what is unstable under `#[cfg(PREDICATE)]`.",
                }]
                /// The Rust modules of items.
                layout: Layout = Layout::Flat, [{
                    key: "layout",
                    kind: OneOf,
                    builder: layout(layout),
                    flag: "layout" = "LAYOUT",
                    help: "The modules that items stand in: all types in one, or one module a \
file of the schema.",
                }]
                /// The number of files that the code is written to; [`generate`](crate::generate)
                /// offers both.
                output: Output = Output::OneFile, [{
                    key: "output",
                    kind: OneOf,
                    builder: output(output),
                    flag: "file-per-module" => "file-per-module",
                    help: "Write one file a module, into the folder that `--out` names.",
                }]
                /// Writes the schema's texts as rustdoc. On by default; without it every item has
                /// one line.
                docs: bool = true, [{
                    key: "docs",
                    kind: Switch,
                    builder: docs(docs),
                    flag: "no-docs" => "false",
                    help: "Leave the schema's texts out of the code.",
                }]
                /// Keeps values that the schema does not list in enums and unions, so that a
                /// program accepts a newer peer. On by default; a decoding call can still be
                /// strict. A value that a later schema lists is no longer `Unknown`: compare its
                /// `as_str()`.
                unknown_values: bool = true, [{
                    key: "unknown-values",
                    kind: Switch,
                    builder: unknown_values(keep),
                    flag: "no-unknown-values" => "false",
                    help: "Refuse values that the schema does not list, instead of keeping them \
as `Unknown`.",
                }]
                /// Makes structs and enums `#[non_exhaustive]`, so that a release that adds an
                /// optional member or a value breaks no code in other crates. The attribute has no
                /// effect in its own crate, such as with `include!`. On by default; without it
                /// struct literals can be used.
                non_exhaustive: bool = true, [{
                    key: "non-exhaustive",
                    kind: Switch,
                    builder: non_exhaustive(non_exhaustive),
                    flag: "exhaustive" => "false",
                    help: "Let struct literals be used and enums be matched without a wildcard: a \
later release of the schema can then break the code that uses them.",
                }]
                /// Generates `new` for structs with at most one mandatory member, and a function
                /// for each branch of a union. On by default. `qapi_wire::new!` creates objects
                /// with more mandatory members, and needs neither.
                constructors: bool = true, [{
                    key: "constructors",
                    kind: Switch,
                    builder: constructors(constructors),
                    flag: "no-constructors" => "false",
                    help: "Make no `new`, and no functions that make a branch of a union.",
                }]
                /// Generates a chainable setter for each member of a struct. On by default.
                setters: bool = true, [{
                    key: "setters",
                    kind: Switch,
                    builder: setters(setters),
                    flag: "no-setters" => "false",
                    help: "Make no setters of members.",
                }]
                /// Marks deprecated items with `#[deprecated]`, so that rustc warns of their uses.
                /// On by default; without it the docs contain a note.
                deprecated: bool = true, [{
                    key: "deprecated",
                    kind: Switch,
                    builder: deprecated(deprecated),
                    flag: "no-deprecated" => "false",
                    help: "Tell of what is deprecated in docs only, without `#[deprecated]`.",
                }]
                /// The command that generates the file, for its header.
                #[serde(skip)]
                generated_by: String = "qapi-codegen".to_owned(), []
            }

            /// The options of a generated server.
            Server, "server.", |config| &mut config.server => {
                /// The commands that the server implements, by pattern. The trait and the table of
                /// supported commands have exactly these. An empty list means all commands.
                commands: Vec<String> = Vec::new(), [{
                    key: "server.commands",
                    kind: Patterns,
                    builder: server_commands(patterns),
                    flag: "server-command" = "PATTERN",
                    help: "Commands that a server implements, instead of all; may be repeated.",
                }]
                /// The name of the trait; the name of the table is the same with `Commands` after
                /// it.
                name: String = "Server".to_owned(), [{
                    key: "server.name",
                    kind: Text,
                    builder: server_name(name),
                    flag: "server-name" = "NAME",
                    help: "The name of a server's trait.",
                }]
                /// Makes the methods of the trait asynchronous.
                #[serde(rename = "async")]
                asynchronous: bool = false, [{
                    key: "server.async",
                    kind: Switch,
                    builder: server_async(asynchronous),
                    flag: "server-async" => "true",
                    help: "Make a server's methods asynchronous.",
                }]
            }
        }
    };
}

pub(crate) use options;
