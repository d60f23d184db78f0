//! What the command line takes; the help texts are these docs.

mod compare;

use clap::{Args, Parser, Subcommand, ValueEnum};
pub(crate) use compare::{DiffOptions, FailOn, HistoryFormat, HistoryOptions, ReportFormat};
use qapi_codegen::{Emit, Layout};
use qapi_parser::{Code, Edition};

/// Reads QEMU's QAPI schemas, of any release: checks, formats and compares them, explains what is wrong with
/// them, makes Rust, manuals and introspection data from them, and validates messages.
#[derive(Debug, Parser)]
#[command(name = "qapi", version, max_term_width = 100)]
pub(crate) struct Arguments {
    /// When to use colours.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check schemas and print what is wrong with them.
    Check(CheckOptions),
    /// Print every entity and doc comment of a schema.
    Dump(DumpOptions),
    /// Generate Rust code of a schema: its types, commands and events.
    Generate(Box<GenerateOptions>),
    /// Write a reference manual of a schema.
    Doc(Box<DocOptions>),
    /// Rewrite schema files into the modern form, in one layout.
    Fmt(FmtOptions),
    /// Print what `query-qmp-schema` would answer, as JSON.
    Introspect(IntrospectOptions),
    /// Check recorded messages against a schema.
    Validate(ValidateOptions),
    /// Print a script that completes this command line in a shell.
    Completions {
        /// The shell.
        #[arg(value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Compare two schemas: will the change break a client?
    Diff(DiffOptions),
    /// Tell when each command, argument and value came, changed and went.
    History(HistoryOptions),
    /// Explain a diagnostic's code or a rule of comparisons, with an example.
    Explain(ExplainOptions),
}

/// Which rules hold.
#[derive(Debug, Args)]
pub(crate) struct RuleOptions {
    /// The forms of the language that are accepted: those of every release, or of the latest only.
    #[arg(long, value_enum, default_value_t = EditionName::Auto)]
    pub(crate) edition: EditionName,
    /// Do not report this code; may be repeated.
    #[arg(long, value_name = "CODE", value_parser = parse_code)]
    pub(crate) allow: Vec<Code>,
    /// Report this code as an error; may be repeated.
    #[arg(long, value_name = "CODE", value_parser = parse_code)]
    pub(crate) deny: Vec<Code>,
    /// The form of messages.
    #[arg(long, value_enum, default_value_t = MessageFormat::Human, value_name = "FORMAT")]
    pub(crate) message_format: MessageFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EditionName {
    Auto,
    Latest,
}

impl From<EditionName> for Edition {
    fn from(name: EditionName) -> Self {
        match name {
            EditionName::Auto => Self::Auto,
            EditionName::Latest => Self::Latest,
        }
    }
}

/// How messages are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// With the source, on standard error.
    Human,
    /// A line each, on standard error.
    Short,
    /// A JSON object a line, on standard output.
    Json,
    /// Annotations of a GitHub workflow, on standard output.
    Github,
}

fn parse_code(text: &str) -> Result<Code, String> {
    text.parse()
        .map_err(|error: qapi_parser::UnknownCode| format!("{error}; see `qapi explain --list`"))
}

/// Options of `qapi check`.
#[derive(Debug, Args)]
pub(crate) struct CheckOptions {
    /// Top files of schemas; `-` is standard input, `.gz` is unpacked.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<String>,
    #[command(flatten)]
    pub(crate) rules: RuleOptions,
}

/// Options of `qapi dump`.
#[derive(Debug, Args)]
pub(crate) struct DumpOptions {
    /// The top file of a schema; `-` is standard input, `.gz` is unpacked.
    #[arg(value_name = "FILE")]
    pub(crate) file: String,
    /// Leave the doc comments out.
    #[arg(long)]
    pub(crate) no_docs: bool,
    #[command(flatten)]
    pub(crate) rules: RuleOptions,
}

/// Options of `qapi generate`.
#[derive(Debug, Args)]
pub(crate) struct GenerateOptions {
    /// The top file of a schema; `-` is standard input, `.gz` is unpacked.
    #[arg(value_name = "FILE")]
    pub(crate) file: String,
    /// Where the code goes: a file, a folder (the file there is called as the schema, with `.rs`), or
    /// `-` for standard output. Several files (`output = "file-per-module"`) go into that folder.
    #[arg(long, value_name = "FILE|DIR")]
    pub(crate) out: String,
    /// A file of options, usually `qapi.toml`; the options of the command line add to it.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<String>,
    /// What is generated, instead of the types; `types,server,client` for several.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PART")]
    pub(crate) emit: Vec<EmitName>,
    /// Where the types are, if they are not generated: the path of a module that was, by the same options.
    #[arg(long, value_name = "PATH")]
    pub(crate) types_path: Option<String>,
    /// Commands that a server implements, instead of all; may be repeated.
    #[arg(long, value_name = "PATTERN")]
    pub(crate) server_command: Vec<String>,
    /// The name of a server's trait.
    #[arg(long, value_name = "NAME")]
    pub(crate) server_name: Option<String>,
    /// Make a server's methods asynchronous.
    #[arg(long)]
    pub(crate) server_async: bool,
    /// Commands whose successful replies begin with the byte 0xFF; may be repeated.
    #[arg(long, value_name = "PATTERN")]
    pub(crate) delimited: Vec<String>,
    /// Generate only what stands under conditions that hold: this configuration name is on, or with
    /// `=false` off. Every name that the schema uses needs a value; may be repeated.
    #[arg(long, value_name = "NAME[=BOOL]", value_parser = parse_define)]
    pub(crate) define: Vec<(String, bool)>,
    /// Generate everything, what stands under this configuration name under `#[cfg(PREDICATE)]`. Every name
    /// that the schema uses needs a predicate; may be repeated.
    #[arg(long, value_name = "NAME=PREDICATE", value_parser = parse_pair, conflicts_with = "define")]
    pub(crate) cfg: Vec<(String, String)>,
    /// Members whose text is base64, as bytes: `TYPE.member` or `command.argument`, `*` matches any
    /// characters; may be repeated.
    #[arg(long, value_name = "PATTERN")]
    pub(crate) bytes: Vec<String>,
    /// Give members another Rust type; may be repeated.
    #[arg(long, value_name = "PATTERN=TYPE", value_parser = parse_pair)]
    pub(crate) member_type: Vec<(String, String)>,
    /// Take types from elsewhere instead of generating them; a `*` in the path stands for the type's Rust
    /// name: `Guest*=::qga_types::*`; may be repeated.
    #[arg(long, value_name = "PATTERN=PATH", value_parser = parse_pair)]
    pub(crate) extern_type: Vec<(String, String)>,
    /// Put an attribute on definitions, members or values: `Point=#[must_use]`; may be repeated.
    #[arg(long, value_name = "PATTERN=ATTRIBUTE", value_parser = parse_pair)]
    pub(crate) attribute: Vec<(String, String)>,
    /// Derive traits for definitions: `Point=Eq, Hash`; may be repeated.
    #[arg(long, value_name = "PATTERN=TRAITS", value_parser = parse_pair)]
    pub(crate) derive: Vec<(String, String)>,
    /// Put what is unstable under `#[cfg(PREDICATE)]`.
    #[arg(long, value_name = "PREDICATE")]
    pub(crate) unstable_cfg: Option<String>,
    /// The modules that items stand in: all types in one, or one module a file of the schema.
    #[arg(long, value_enum, value_name = "LAYOUT")]
    pub(crate) layout: Option<LayoutName>,
    /// Write one file a module, into the folder that `--out` names.
    #[arg(long)]
    pub(crate) file_per_module: bool,
    /// Leave the schema's texts out of the code.
    #[arg(long)]
    pub(crate) no_docs: bool,
    /// Refuse values that the schema does not list, instead of keeping them as `Unknown`.
    #[arg(long)]
    pub(crate) no_unknown_values: bool,
    /// Let struct literals be used and enums be matched without a wildcard: a later release of the
    /// schema can then break the code that uses them.
    #[arg(long)]
    pub(crate) exhaustive: bool,
    /// Make no `new` with the mandatory members.
    #[arg(long)]
    pub(crate) no_constructors: bool,
    /// Make no setters of optional members.
    #[arg(long)]
    pub(crate) no_setters: bool,
    /// Tell of what is deprecated in docs only, without `#[deprecated]`.
    #[arg(long)]
    pub(crate) no_deprecated: bool,
    #[command(flatten)]
    pub(crate) rules: RuleOptions,
}

/// Options of `qapi introspect`.
#[derive(Debug, Args)]
pub(crate) struct IntrospectOptions {
    /// The top file of a schema; `-` is standard input, `.gz` is unpacked.
    #[arg(value_name = "FILE")]
    pub(crate) file: String,
    /// Leave out what stands under conditions that do not hold: this configuration name is on, or with
    /// `=false` off. A name that is not given counts as on; may be repeated.
    #[arg(long, value_name = "NAME[=BOOL]", value_parser = parse_define)]
    pub(crate) define: Vec<(String, bool)>,
    /// Number the types instead of naming them, as QEMU does.
    #[arg(long)]
    pub(crate) mask: bool,
    #[command(flatten)]
    pub(crate) rules: RuleOptions,
}

/// Options of `qapi validate`.
#[derive(Debug, Args)]
pub(crate) struct ValidateOptions {
    /// The top file of a schema; `.gz` is unpacked.
    #[arg(value_name = "SCHEMA")]
    pub(crate) schema: String,
    /// Requests, replies and events, one JSON object a line, in the order in which they passed the wire; `-`,
    /// or nothing, is standard input.
    #[arg(value_name = "MESSAGES", default_value = "-")]
    pub(crate) messages: String,
    /// Warn where something deprecated is used.
    #[arg(long)]
    pub(crate) deprecated: bool,
    /// Warn where something unstable is used.
    #[arg(long)]
    pub(crate) unstable: bool,
    #[command(flatten)]
    pub(crate) rules: RuleOptions,
}

fn parse_define(text: &str) -> Result<(String, bool), String> {
    let (name, value) = text.split_once('=').unwrap_or((text, "true"));
    match value {
        "true" => Ok((name.to_owned(), true)),
        "false" => Ok((name.to_owned(), false)),
        other => Err(format!("'{other}' is neither 'true' nor 'false'")),
    }
}

fn parse_pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((left, right)) if !left.is_empty() && !right.is_empty() => {
            Ok((left.to_owned(), right.to_owned()))
        }
        _ => Err("expected two parts with '=' between".to_owned()),
    }
}

/// A part of what can be generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EmitName {
    /// Types, commands and events.
    Types,
    /// A trait with one method a command, and what calls it.
    Server,
    /// Traits with one method a command, blocking and async.
    Client,
    /// What a server answers to `query-qmp-schema`.
    Introspection,
}

impl From<EmitName> for Emit {
    fn from(name: EmitName) -> Self {
        match name {
            EmitName::Types => Self::Types,
            EmitName::Server => Self::Server,
            EmitName::Client => Self::Client,
            EmitName::Introspection => Self::Introspection,
        }
    }
}

/// The Rust modules that items stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LayoutName {
    Flat,
    Modules,
}

impl From<LayoutName> for Layout {
    fn from(name: LayoutName) -> Self {
        match name {
            LayoutName::Flat => Self::Flat,
            LayoutName::Modules => Self::Modules,
        }
    }
}

/// Options of `qapi doc`.
#[derive(Debug, Args)]
pub(crate) struct DocOptions {
    /// The top file of a schema; `-` is standard input, `.gz` is unpacked.
    #[arg(value_name = "FILE")]
    pub(crate) file: String,
    /// What is written: a page for `man`, Markdown, or a web site that needs no server.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: DocFormat,
    /// Where it goes. Of man and markdown a file, or `-` for standard output. Into a folder (one that is
    /// there, or a path that ends in `/`) markdown writes a file a module, and html its site.
    #[arg(long, value_name = "FILE|DIR")]
    pub(crate) out: String,
    /// The manual's title; without it, one made of the file's name.
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
    /// The release that the manual is about, such as `10.2`.
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    pub(crate) release: String,
    /// man: the name of the page; without it, that of the file and `-ref`.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// man: the section of the page.
    #[arg(long, value_name = "SECTION", default_value = "7")]
    pub(crate) section: String,
    /// man: the date of the page; none unless given, so that the page is the same tomorrow.
    #[arg(
        long,
        value_name = "DATE",
        default_value = "",
        hide_default_value = true
    )]
    pub(crate) date: String,
    /// markdown: write `SUMMARY.md` too, the table of contents that mdBook wants.
    #[arg(long)]
    pub(crate) summary: bool,
    /// html: older releases of the schema, the oldest first, for a page that tells when everything came,
    /// changed and went; as `qapi history` takes them. May be repeated.
    #[arg(long, value_name = "[LABEL=]FILE")]
    pub(crate) history: Vec<String>,
    #[command(flatten)]
    pub(crate) rules: RuleOptions,
}

/// The form of a manual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DocFormat {
    /// Roff, for `man -l FILE`.
    Man,
    /// Markdown, in one file or one a module.
    Markdown,
    /// A web site of plain files; `index.html` is the first page.
    Html,
}

/// Options of `qapi fmt`.
#[derive(Debug, Args)]
#[command(after_long_help = FMT_RULES)]
pub(crate) struct FmtOptions {
    /// Schema files; `-` is standard input, whose modern form goes to standard output. Included files
    /// are read, but only the files named here are rewritten.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<String>,
    /// Rewrite nothing; print the names of files that would change, and fail if there are any.
    #[arg(long)]
    pub(crate) check: bool,
    /// Add names, replies and undocumented members that break the rules to the pragmas that allow them.
    /// For whole schemas only: a list that none of the files has goes into the top file.
    #[arg(long)]
    pub(crate) exceptions: bool,
}

const FMT_RULES: &str = "\
What is written:
  Forms of older releases become those of the latest, where the meaning stays the same: the new text has
  the same entities and the same docs, and is not written if it had not. What is left is listed.
  A definition has a line for each of its keys. A list that does not fit on a line of 79 columns has a
  line for each member; the values of an enum fill their lines. Plain comments stay where they are.
  Text of doc comments is wrapped at 70 columns, with two spaces between sentences. Literal blocks,
  examples, tables and headings keep their lines.";

/// Options of `qapi explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainOptions {
    /// The code, as in `error[Q0601]`, or the rule, as in `breaking[argument-removed]`.
    #[arg(value_name = "CODE", required_unless_present = "list")]
    pub(crate) code: Option<String>,
    /// List all codes and rules.
    #[arg(long)]
    pub(crate) list: bool,
}
