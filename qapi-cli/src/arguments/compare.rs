//! Options of the commands that compare schemas.

use clap::{Args, ValueEnum};

/// Options of `qapi diff`.
#[derive(Debug, Args)]
#[command(after_long_help = "\
The wire is compared, from commands and events down: names of types are not on it. What a client sends and what it
receives have rules of their own; `qapi explain RULE` says why one has its level, `qapi explain --list` lists them.

Exit status: 0 nothing found at the level asked for, 1 something found, 2 trouble.")]
pub(crate) struct DiffOptions {
    /// The older schema: a top file, or `REV:PATH` of the git repository around the working folder, whose
    /// includes are of the same revision; `-` is standard input, `.gz` is unpacked.
    #[arg(value_name = "OLD")]
    pub(crate) old: String,
    /// The newer schema, in the same forms.
    #[arg(value_name = "NEW")]
    pub(crate) new: String,
    /// The form of the report, which goes to standard output.
    #[arg(long, value_enum, default_value_t = ReportFormat::Human, value_name = "FORMAT")]
    pub(crate) format: ReportFormat,
    /// A file with levels and accepted findings; without this, `qapi-diff.toml` of the working folder, if there is
    /// one.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<String>,
    /// The least level that makes the exit status 1.
    #[arg(long, value_enum, default_value_t = FailOn::Breaking, value_name = "LEVEL")]
    pub(crate) fail_on: FailOn,
}

/// How the report is printed.
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

/// What makes a comparison fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// What breaks clients.
    Breaking,
    /// What may hurt some clients, too.
    Warning,
    /// Nothing.
    Never,
}

/// Options of `qapi history`.
#[derive(Debug, Args)]
pub(crate) struct HistoryOptions {
    /// A schema of each release, from the oldest to the newest: a top file or `REV:PATH`, as `qapi diff` takes them,
    /// with `LABEL=` before it. Without a label, a file `VERSION` beside it or in the folder around it names the
    /// release, else the path does.
    #[arg(required = true, value_name = "[LABEL=]FILE")]
    pub(crate) files: Vec<String>,
    /// The form of the table, which goes to standard output.
    #[arg(long, value_enum, default_value_t = HistoryFormat::Markdown, value_name = "FORMAT")]
    pub(crate) format: HistoryFormat,
}

/// How a history is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HistoryFormat {
    /// A table for people.
    Markdown,
    /// One JSON document.
    Json,
}
