//! The list of the options.

/// Gives the list of the options to a macro: the structs with their fields, and the options that
/// set each field.
///
/// A struct has the prefix of its options' [`field`](super::OptionInfo::field), and the way to it
/// from a `Config`. A field has its docs, type and default. An option has its [kind](super::kind),
/// the Builder's method with its parameters, and the flag: `= NAME` if it takes a value, `=> VALUE`
/// if it stands for one. Where an option has no docs of its own, the method has those of the field.
macro_rules! options {
    ($make:ident) => {
        $make! {
            /// The options of a run.
            ///
            /// Patterns name definitions (types, commands, events) by their name in the schema, and
            /// what is in them (members, values, branches) as `Owner.member`; the owner is the
            /// definition that lists the member. `*` matches any run of characters within a name.
            /// Names may have dots themselves: `BlkdebugEvent.l1_grow.alloc_table` is the value
            /// `l1_grow.alloc_table` of `BlkdebugEvent`. A pattern that matches nothing is an
            /// error.
            ///
            /// With the feature `config-file`, `Config::from_toml` reads all of it from a file; the
            /// keys are the names of the fields with `-` for `_`.
            Config, "", |config| config => {
                /// What is generated: the types, by default.
                emit: BTreeSet<Emit> = BTreeSet::from([Emit::Types]), [{
                    key: "emit",
                    kind: AnyOf,
                    builder: emit(parts),
                    flag: "emit" = "PART",
                    help: "What is generated, instead of the types; `types,server,client` for \
several.",
                }]
                /// Where the types, commands and events are, if they are not generated: the path of
                /// a module that was, by the same options, such as `::qga_types`.
                types_path: Option<String> = None, [{
                    key: "types-path",
                    kind: Text,
                    builder: types_path(path),
                    flag: "types-path" = "PATH",
                    help: "Where the types are, if they are not generated: the path of a module \
that was, by the same options.",
                }]
                /// What a server has, where one is generated.
                server: Server = Server::default(), []
                /// Commands whose successful replies begin with the byte 0xFF, by pattern. The
                /// schema language does not tell these; a command's description does.
                delimited: Vec<String> = Vec::new(), [{
                    key: "delimited",
                    kind: Pattern,
                    builder: delimited(pattern),
                    flag: "delimited" = "PATTERN",
                    help: "Commands whose successful replies begin with the byte 0xFF; may be \
repeated.",
                }]
                /// What becomes of items under an `if`.
                conditions: Conditions = Conditions::IncludeAll, [
                    /// Generates only items whose condition holds, instead of everything. A later
                    /// value of a name replaces an earlier one. Replaces [`cfg`](Self::cfg).
                    {
                        key: "conditions.evaluate",
                        kind: Values,
                        builder: conditions(values),
                        flag: "define" = "NAME[=BOOL]",
                        help: "Generate only what stands under conditions that hold: this \
configuration name is on, or with `=false` off. Every name that \
the schema uses needs a value; may be repeated.",
                    }
                    /// Generates everything, under `#[cfg(..)]`: an item under a configuration name
                    /// gets its predicate, such as `("CONFIG_WIN32", "windows")`. A later predicate
                    /// of a name replaces an earlier one. Replaces
                    /// [`conditions`](Self::conditions).
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
                /// Patterns of members of type `str` whose text is base64: they are bytes in Rust.
                bytes: Vec<String> = Vec::new(), [{
                    key: "bytes",
                    kind: Pattern,
                    builder: bytes(pattern),
                    flag: "bytes" = "PATTERN",
                    help: "Members whose text is base64, as bytes: `TYPE.member` or \
`command.argument`, `*` matches any characters; may be repeated.",
                }]
                /// Patterns of members that are an `Option`, and not a parameter of `new`, though
                /// the schema requires them: some peers leave them out, such as those of a release
                /// that did not have the member yet.
                optional: Vec<String> = Vec::new(), [{
                    key: "optional",
                    kind: Pattern,
                    builder: optional(pattern),
                    flag: "optional" = "PATTERN",
                    help: "Members that some peers leave out though the schema requires them, \
such as those of an older release, as `Option`; may be repeated.",
                }]
                /// The Rust types of members, by pattern, where it is not to be that of the schema.
                /// Such a type replaces that of the member's value where it is present, and
                /// implements what the struct derives, `Serialize` and `Deserialize`.
                member_types: BTreeMap<String, String> = BTreeMap::new(), [{
                    key: "member-types",
                    kind: PatternText,
                    builder: member_type(pattern, ty),
                    flag: "member-type" = "PATTERN=TYPE",
                    help: "Give members another Rust type; may be repeated.",
                }]
                /// Types that are not generated because they are elsewhere, by pattern: the path of
                /// each. A `*` in the path is replaced by the type's Rust name: `"Guest*" =
                /// "::qga_types::*"`.
                extern_types: BTreeMap<String, String> = BTreeMap::new(), [{
                    key: "extern-types",
                    kind: PatternText,
                    builder: extern_type(pattern, path),
                    flag: "extern-type" = "PATTERN=PATH",
                    help: "Take types from elsewhere instead of generating them; a `*` in the \
path stands for the type's Rust name: `Guest*=::qga_types::*`; may be \
repeated.",
                }]
                /// Attributes, such as `#[must_use]`, by pattern of a definition or of what is in
                /// it. A union's are on the enum of its branches, too.
                attributes: BTreeMap<String, Vec<String>> = BTreeMap::new(), [{
                    key: "attributes",
                    kind: PatternTexts,
                    builder: attribute(pattern, attribute),
                    flag: "attribute" = "PATTERN=ATTRIBUTE",
                    help: "Put an attribute on definitions, members or values: \
`Point=#[must_use]`; may be repeated.",
                }]
                /// Traits to derive beyond those that every type has, by pattern of a definition.
                derives: BTreeMap<String, Vec<String>> = BTreeMap::new(), [{
                    key: "derives",
                    kind: PatternTexts,
                    builder: derive(pattern, derived),
                    flag: "derive" = "PATTERN=TRAITS",
                    help: "Derive traits for definitions: `Point=Eq, Hash`; may be repeated.",
                }]
                /// What becomes of what is unstable.
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
                /// Whether the code is one file or several, for who writes it;
                /// [`generate`](crate::generate) offers both.
                output: Output = Output::OneFile, [{
                    key: "output",
                    kind: OneOf,
                    builder: output(output),
                    flag: "file-per-module" => "file-per-module",
                    help: "Write one file a module, into the folder that `--out` names.",
                }]
                /// Whether the schema's texts become rustdoc. On by default; without it every item
                /// has one line.
                docs: bool = true, [{
                    key: "docs",
                    kind: Switch,
                    builder: docs(docs),
                    flag: "no-docs" => "false",
                    help: "Leave the schema's texts out of the code.",
                }]
                /// Whether enums and unions keep values that the schema does not list, so that a
                /// program survives a newer peer. On by default; a decoding call can be strict all
                /// the same.
                unknown_values: bool = true, [{
                    key: "unknown-values",
                    kind: Switch,
                    builder: unknown_values(keep),
                    flag: "no-unknown-values" => "false",
                    help: "Refuse values that the schema does not list, instead of keeping them \
as `Unknown`.",
                }]
                /// Whether structs and enums are `#[non_exhaustive]`, so that a release that adds a
                /// member or a value breaks nobody's code. On by default; without it struct
                /// literals can be used.
                non_exhaustive: bool = true, [{
                    key: "non-exhaustive",
                    kind: Switch,
                    builder: non_exhaustive(non_exhaustive),
                    flag: "exhaustive" => "false",
                    help: "Let struct literals be used and enums be matched without a wildcard: a \
later release of the schema can then break the code that uses them.",
                }]
                /// Whether structs have `new`, which takes the mandatory members. On by default.
                constructors: bool = true, [{
                    key: "constructors",
                    kind: Switch,
                    builder: constructors(constructors),
                    flag: "no-constructors" => "false",
                    help: "Make no `new` with the mandatory members.",
                }]
                /// Whether structs have a chainable setter for each optional member. On by default.
                setters: bool = true, [{
                    key: "setters",
                    kind: Switch,
                    builder: setters(setters),
                    flag: "no-setters" => "false",
                    help: "Make no setters of optional members.",
                }]
                /// Whether what is deprecated is `#[deprecated]`, so that its users are warned. On
                /// by default; without it the docs say so.
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

            /// What a server has.
            Server, "server.", |config| &mut config.server => {
                /// The commands that it implements, by pattern: the trait has exactly these, and so
                /// has the table from which a server tells what it supports. An empty list is all
                /// commands.
                commands: Vec<String> = Vec::new(), [{
                    key: "server.commands",
                    kind: Patterns,
                    builder: server_commands(patterns),
                    flag: "server-command" = "PATTERN",
                    help: "Commands that a server implements, instead of all; may be repeated.",
                }]
                /// The name of the trait; the name of the table is this with `Commands` after it.
                name: String = "Server".to_owned(), [{
                    key: "server.name",
                    kind: Text,
                    builder: server_name(name),
                    flag: "server-name" = "NAME",
                    help: "The name of a server's trait.",
                }]
                /// Whether its methods are asynchronous.
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
