//! The arguments of the command line. Their docs are the help texts.

mod code;
mod compare;

use clap::{Args, Parser, Subcommand, ValueEnum};
pub(crate) use code::CodeOptions;
pub(crate) use compare::{
    DiffOptions, FailOn, HistoryFormat, HistoryOptions, ReportFormat, ReportFrom, SourceOptions,
};
use qapi_codegen::parse_define;
use qapi_parser::{Codes, Edition};

/// Reads QEMU's QAPI schemas, of any release: checks, formats and compares them, explains errors,
/// generates Rust, manuals and introspection data, and validates messages.
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
    /// Check schemas and print their diagnostics, including those about forms of older releases.
    Check(CheckOptions),
    /// Print every entity and doc comment of a schema.
    Dump(DumpOptions),
    /// Generate Rust code of a schema: its types, commands and events.
    Generate(Box<GenerateOptions>),
    /// Write a reference manual of a schema.
    Doc(Box<DocOptions>),
    /// Rewrite schema files into the modern form, in one layout.
    Fmt(FmtOptions),
    /// Print the answer to `query-qmp-schema`, as JSON.
    Introspect(IntrospectOptions),
    /// Check recorded messages against a schema.
    Validate(ValidateOptions),
    /// Print a script that completes this command line in a shell.
    Completions {
        /// The shell.
        #[arg(value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Compare two schemas: report changes that break clients, or code that uses the generated
    /// Rust.
    Diff(Box<DiffOptions>),
    /// List when each command, argument and value was added, changed and removed.
    History(HistoryOptions),
    /// Explain a diagnostic's code or a rule of comparisons, with an example.
    Explain(ExplainOptions),
}

/// The rules that apply.
#[derive(Debug, Args)]
pub(crate) struct RuleOptions {
    /// The forms of the language that are accepted: those of every release, or of the latest only.
    #[arg(long, value_enum, default_value_t = EditionName::Auto)]
    pub(crate) edition: EditionName,
    /// Do not report this code: a code, a pattern such as `legacy-*`, or `all`; may be repeated. Forms of older
    /// releases (`legacy-..`) are warnings that only `qapi check` reports.
    #[arg(long, value_name = "CODE", value_parser = parse_codes)]
    pub(crate) allow: Vec<Codes>,
    /// Report this code as an error; may be repeated. Where --allow and --deny name the same code, the one that names
    /// fewer codes wins.
    #[arg(long, value_name = "CODE", value_parser = parse_codes)]
    pub(crate) deny: Vec<Codes>,
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

/// The form of messages.
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

fn parse_codes(text: &str) -> Result<Codes, String> {
    text.parse()
        .map_err(|error: qapi_parser::UnknownCode| format!("{error}; see `qapi explain --list`"))
}

/// Options of `qapi check`.
#[derive(Debug, Args)]
pub(crate) struct CheckOptions {
    /// Top files of schemas; `-` is standard input, `.gz` is unpacked.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<String>,
    /// Print errors only: no warnings, and no totals.
    #[arg(long, short)]
    pub(crate) quiet: bool,
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
    #[command(flatten)]
    pub(crate) code: CodeOptions,
    #[command(flatten)]
    pub(crate) rules: RuleOptions,
}

/// Options of `qapi introspect`.
#[derive(Debug, Args)]
pub(crate) struct IntrospectOptions {
    /// The top file of a schema; `-` is standard input, `.gz` is unpacked.
    #[arg(value_name = "FILE")]
    pub(crate) file: String,
    /// Leave out definitions whose condition does not hold: this configuration name is on, or with
    /// `=false` off. Other names are on; may be repeated.
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
#[command(after_long_help = VALIDATE_RULES)]
pub(crate) struct ValidateOptions {
    /// The top file of a schema; `-` is standard input, `.gz` is unpacked.
    #[arg(value_name = "SCHEMA")]
    pub(crate) schema: String,
    /// Recordings: requests, replies, events and greetings in the order of the connection, as JSON
    /// values in any layout; `-`, or nothing, is standard input, `.gz` is unpacked.
    #[arg(value_name = "FILE", default_value = "-")]
    pub(crate) files: Vec<String>,
    /// Report the use of definitions that are missing from this configuration: this configuration
    /// name is on, or with `=false` off. Other names are on; may be repeated.
    #[arg(long, value_name = "NAME[=BOOL]", value_parser = parse_define)]
    pub(crate) define: Vec<(String, bool)>,
    /// Warn about the use of deprecated definitions.
    #[arg(long)]
    pub(crate) deprecated: bool,
    /// Warn about the use of unstable definitions.
    #[arg(long)]
    pub(crate) unstable: bool,
    /// List the values that the schema leaves open, instead of counting them.
    #[arg(long)]
    pub(crate) verbose: bool,
    #[command(flatten)]
    pub(crate) rules: RuleOptions,
}

const VALIDATE_RULES: &str = "\
What is checked:
  Messages are JSON objects, one on each line or over many lines, several on a line; blank lines and bytes
  0xFF may be between them. What is no JSON is reported, and the messages after it are checked.
  A reply is checked by the request that has its id. Requests and replies without an id are paired in order.
  Without --define, a member with an `if` may be absent where that does not follow from the `if` of what it
  is a member of. With --define, conditions are evaluated: members whose condition holds are mandatory
  unless they are optional, and what has a condition that does not hold may not be used.
  The schema leaves values of type `any` open, and arguments that it does not list of commands with
  'gen': false.

Exit status: 0 no errors, 1 a message or the schema has errors, 2 wrong usage or unreadable input.";

/// Options of `qapi doc`.
#[derive(Debug, Args)]
pub(crate) struct DocOptions {
    /// The top file of a schema; `-` is standard input, `.gz` is unpacked.
    #[arg(value_name = "FILE")]
    pub(crate) file: String,
    /// The form of the manual: a page for `man`, Markdown, or a web site that needs no server.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: DocFormat,
    /// The output. For man and markdown, a file, or `-` for standard output. In a folder (an
    /// existing one, or a path that ends in `/`), markdown writes one file per module, and html its
    /// site.
    #[arg(long, value_name = "FILE|DIR")]
    pub(crate) out: String,
    /// The manual's title; without it, the schema's first heading, the name of QEMU's machine
    /// protocol, or a title made from the file's name.
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
    /// The release that the manual describes, such as `10.2`.
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    pub(crate) release: String,
    /// man: the name of the page; without it, the file's name followed by `-ref`.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// man: the section of the page.
    #[arg(long, value_name = "SECTION", default_value = "7")]
    pub(crate) section: String,
    /// man: the date of the page; without it, there is none, so that the page is reproducible.
    #[arg(
        long,
        value_name = "DATE",
        default_value = "",
        hide_default_value = true
    )]
    pub(crate) date: String,
    /// markdown: write `SUMMARY.md` too, the table of contents for mdBook.
    #[arg(long)]
    pub(crate) summary: bool,
    /// html: older releases of the schema, the oldest first, for a page that lists when everything
    /// was added, changed and removed; in the form of `qapi history`. May be repeated.
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
    /// Markdown, in one file or one per module.
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
    /// Rewrite nothing; print what would change as a diff, name the files on standard error, and fail if there are any.
    #[arg(long)]
    pub(crate) check: bool,
    /// Add names, replies and undocumented members that break the rules to the pragmas that allow
    /// them. For whole schemas only: a list that no file has is added to the top file.
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
    /// The code or the rule: `Q0601`, `error[Q0601]`, or a line of a report that names it.
    #[arg(value_name = "CODE", required_unless_present = "list", num_args = 1..)]
    pub(crate) code: Vec<String>,
    /// List all codes and rules.
    #[arg(long)]
    pub(crate) list: bool,
}
