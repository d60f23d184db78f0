//! Options of the commands that compare schemas.

use clap::{ArgMatches, Args, Command, FromArgMatches, ValueEnum};
use qapi_codegen::Config;

use super::CodeOptions;

/// Options of `qapi diff`.
#[derive(Debug, Args)]
#[command(after_long_help = "\
The wire is compared, from commands and events down: names of types are not on it. What a client sends and what it
receives have rules of their own; `qapi explain RULE` says why one has its level, `qapi explain --list` lists them.

With --source the Rust code is compared that `qapi generate` makes of both schemas with the same options: what a
program that uses the older code has to change.

Exit status: 0 nothing found at the level asked for, 1 something found, 2 trouble.")]
pub(crate) struct DiffOptions {
    /// The older schema: a top file, or `REV:PATH` of the git repository that contains the working
    /// folder, with includes of the same revision; `-` is standard input, `.gz` is unpacked.
    #[arg(value_name = "OLD")]
    pub(crate) old: String,
    /// The newer schema, in the same forms.
    #[arg(value_name = "NEW")]
    pub(crate) new: String,
    /// The form of the report, which goes to standard output.
    #[arg(long, value_enum, default_value_t = ReportFormat::Human, value_name = "FORMAT")]
    pub(crate) format: ReportFormat,
    /// A file with levels and accepted findings; without it, `qapi-diff.toml` of the working
    /// folder, if it exists.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<String>,
    /// The lowest level that is reported; `--fail-on` counts all the same.
    #[arg(long, value_enum, default_value_t = ReportFrom::Info, value_name = "LEVEL")]
    pub(crate) report_from: ReportFrom,
    /// The lowest level that makes the exit status 1.
    #[arg(long, value_enum, default_value_t = FailOn::Breaking, value_name = "LEVEL")]
    pub(crate) fail_on: FailOn,
    #[command(flatten)]
    pub(crate) source: SourceOptions,
}

/// Options of `qapi diff --source`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Generated code")]
pub(crate) struct SourceOptions {
    /// Compare the Rust code that is generated from the schemas, instead of the wire.
    #[arg(long)]
    pub(crate) source: bool,
    /// The code is part of its user's crate, by `include!` or as a module: there
    /// `#[non_exhaustive]` has no effect.
    #[arg(long, requires = "source")]
    pub(crate) included: bool,
    /// The file of options of `qapi generate --config`; the options below add to it.
    #[arg(long, value_name = "FILE", requires = "source")]
    pub(crate) source_config: Option<String>,
    /// The file of options of the older schema, if they differ: an option that matches nothing in a
    /// schema is an error.
    #[arg(long, value_name = "FILE", requires = "source")]
    pub(crate) old_source_config: Option<String>,
    #[command(flatten)]
    pub(crate) code: ComparedCode,
}

/// The options of the generator, each of which needs `--source`.
#[derive(Debug)]
pub(crate) struct ComparedCode(pub(crate) CodeOptions);

impl FromArgMatches for ComparedCode {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        CodeOptions::from_arg_matches(matches).map(Self)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.0.update_from_arg_matches(matches)
    }
}

impl Args for ComparedCode {
    fn augment_args(command: Command) -> Command {
        let command = CodeOptions::augment_args(command);
        (Config::OPTIONS.iter()).fold(command, |command, option| {
            command.mut_arg(option.flag, |argument| argument.requires("source"))
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// The form of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// With the source, grouped by command.
    Human,
    /// One JSON document.
    Json,
    /// For a pull request.
    Markdown,
    /// Annotations of a GitHub workflow.
    Github,
}

/// The lowest level of a comparison that is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFrom {
    /// Everything.
    Info,
    /// Changes that may affect some clients, or break them.
    Warning,
    /// Changes that break clients.
    Breaking,
}

/// The lowest level that makes a comparison fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Changes that break clients.
    Breaking,
    /// Changes that may affect some clients, too.
    Warning,
    /// Nothing.
    Never,
}

/// Options of `qapi history`.
#[derive(Debug, Args)]
pub(crate) struct HistoryOptions {
    /// A schema of each release, from the oldest to the newest: a top file or `REV:PATH`, as in
    /// `qapi diff`, with `LABEL=` before it. Without a label, the release is that of a file
    /// `VERSION` in its folder or the parent folder, or else the path.
    #[arg(required = true, value_name = "[LABEL=]FILE")]
    pub(crate) files: Vec<String>,
    /// The form of the table, which goes to standard output.
    #[arg(long, value_enum, default_value_t = HistoryFormat::Markdown, value_name = "FORMAT")]
    pub(crate) format: HistoryFormat,
}

/// The form of a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HistoryFormat {
    /// A table in Markdown.
    Markdown,
    /// One JSON document.
    Json,
}
