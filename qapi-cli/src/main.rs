//! `qapi`: the toolkit on the command line, a thin layer over the libraries.
//!
//! Exit status: 0 success, 1 the schema has errors, 2 wrong usage or unreadable input.

mod arguments;
mod command;
mod folder;
mod loader;
mod output;
mod revision;
mod side;
mod status;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let colour = output::colour(arguments.color);
    let status = match &arguments.command {
        Command::Check(options) => command::check::run(options, colour),
        Command::Dump(options) => command::dump::run(options, colour),
        Command::Generate(options) => command::generate::run(options, colour),
        Command::Doc(options) => command::doc::run(options, arguments.color),
        Command::Introspect(options) => command::introspect::run(options, colour),
        Command::Validate(options) => command::validate::run(options, colour),
        Command::Completions { shell } => command::completions::run(*shell),
        Command::Fmt(options) => command::fmt::run(options, colour),
        Command::Diff(options) => command::diff::run(options, arguments.color),
        Command::History(options) => command::history::run(options, arguments.color),
        Command::Explain(options) => command::explain::run(options),
    };
    ExitCode::from(status as u8)
}
