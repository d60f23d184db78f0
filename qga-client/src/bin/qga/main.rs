//! `qga`: a guest agent on the command line, a thin shell over the library.
//!
//! Exit status: 0 for success, 1 if the agent refused or could not be reached, 2 for wrong usage.
//! `exec` ends with the status of the process, with 128 and the number of its signal, or with 125
//! if it could not be run.

mod arguments;
mod copy;
mod exec;
mod output;
mod report;
mod table;

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser as _;
use qga_client::types::commands::*;
use qga_client::{Client, Error, Options};

use crate::arguments::{Arguments, Command};
use crate::output::{Failure, Output};

/// The exit status of `exec` if the process could not be run.
const NOT_RUN: u8 = 125;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let failed = if matches!(arguments.command, Command::Exec(_)) {
        NOT_RUN
    } else {
        1
    };
    match run(&arguments) {
        Ok(status) => ExitCode::from(status),
        // The reader of the output has seen enough.
        Err(Failure::Local(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(Failure::Usage(message)) => complain(&message, 2),
        Err(failure) => complain(&failure, failed),
    }
}

fn complain(message: &dyn std::fmt::Display, status: u8) -> ExitCode {
    // An error of standard error cannot be reported.
    let _ = writeln!(io::stderr(), "qga: {message}");
    ExitCode::from(status)
}

fn run(arguments: &Arguments) -> Result<u8, Failure> {
    if let Command::Cp { from, to } = &arguments.command {
        copy::check(from, to)?;
    }
    let timeout = Duration::from_secs_f64(arguments.timeout);
    let options = Options::default().with_timeout(timeout);
    let mut client =
        Client::connect_with(&arguments.socket, options).map_err(|error| match error {
            Error::Timeout { .. } => Failure::Silent(arguments.socket.clone(), error),
            other => Failure::Agent(other),
        })?;
    let output = Output::new(arguments.json, arguments.table);
    match &arguments.command {
        Command::Ping => {
            let began = Instant::now();
            client.execute(&GuestPing::new())?;
            report::ping(began.elapsed(), &output)?;
        }
        Command::Info => report::info(client.info()?, &output)?,
        Command::Exec(exec) => return exec::run(&mut client, exec),
        Command::Cat { paths } => copy::cat(&mut client, paths)?,
        Command::Cp { from, to } => copy::cp(&mut client, from, to)?,
        Command::LsNet => {
            report::interfaces(&client.execute(&GuestNetworkGetInterfaces::new())?, &output)?;
        }
        Command::Fs => report::filesystems(&client.execute(&GuestGetFsinfo::new())?, &output)?,
        Command::Os => report::system(&client.execute(&GuestGetOsinfo::new())?, &output)?,
        Command::Raw { request } => {
            let returned = client.execute_named(&request.name, request.arguments.as_ref())?;
            output.json(&returned)?;
        }
    }
    Ok(0)
}
