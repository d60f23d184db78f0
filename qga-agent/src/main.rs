//! A small guest agent for Linux, for the clients of QEMU's agent.
//!
//! ```text
//! options, configuration --> channel --bytes--> session --messages--> agent --typed arguments--> command
//!                                                                             command --> system (/proc, /sys)
//! ```
//!
//! Commands that change the machine are left out on purpose.

mod agent;
mod channel;
mod command;
mod configuration;
mod daemon;
mod failure;
mod log;
mod options;
mod session;
mod signal;
mod state;
mod system;
mod table;

use std::fmt::Display;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser as _;

use crate::agent::Agent;
use crate::channel::Channel;
use crate::configuration::{Configuration, Method};
use crate::daemon::PidFile;
use crate::log::Log;
use crate::options::Options;
use crate::signal::Ends;

/// The error that ends the agent, as a text.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Fatal(String);

impl Fatal {
    fn because<E: Display>(what: impl Display) -> impl FnOnce(E) -> Self {
        move |error| Self(format!("{what}: {error}"))
    }
}

fn main() -> ExitCode {
    match run(Options::parse()) {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(io::stderr(), "qga-agent: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: Options) -> Result<ExitCode, Fatal> {
    let (detached, dump) = (options.detached, options.dump_conf);
    if options.version {
        let version = env!("CARGO_PKG_VERSION");
        let release = configuration::RELEASE;
        return print(&format!(
            "qga-agent {version}, protocol of QEMU {release}\n"
        ));
    }
    let lists = [&options.block_rpcs, &options.allow_rpcs];
    if lists
        .into_iter()
        .flatten()
        .any(|list| list == "help" || list == "?")
    {
        let names: Vec<&str> = Agent::commands().collect();
        return print(&format!("{}\n", names.join("\n")));
    }
    let configuration = Configuration::load(options).map_err(|error| Fatal(error.to_string()))?;
    if dump {
        return print(&configuration.dump());
    }
    if configuration.daemon && !detached {
        let started = daemon::start().map_err(Fatal::because("cannot become a daemon"))?;
        return Ok(if started {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        });
    }
    serve(configuration)
}

fn print(text: &str) -> Result<ExitCode, Fatal> {
    let printed = io::stdout().write_all(text.as_bytes());
    printed.map_err(Fatal::because("cannot print"))?;
    Ok(ExitCode::SUCCESS)
}

/// Serves clients until a signal arrives.
fn serve(mut configuration: Configuration) -> Result<ExitCode, Fatal> {
    let (method, mut path) = configuration
        .place()
        .map_err(|error| Fatal(error.to_string()))?;
    // A daemon's working folder changes.
    if method != Method::VsockListen {
        path = absolute(&path)?;
    }
    configuration.statedir = absolute(&configuration.statedir)?;
    let log = Log::open(configuration.logfile.as_deref(), configuration.verbose);
    let log = Arc::new(log.map_err(Fatal::because("cannot open the log file"))?);
    let mut ends = Ends::catch().map_err(Fatal::because("cannot wait for signals"))?;
    let mut pid_file = None;
    let daemon = configuration.daemon;
    if daemon {
        daemon::leave_session().map_err(Fatal::because("cannot become a daemon"))?;
        let file = PathBuf::from(absolute(&configuration.pidfile)?);
        let taken = PidFile::take(&file);
        pid_file = Some(taken.map_err(Fatal::because(format_args!(
            "cannot take {}",
            file.display()
        )))?);
    }
    let channel = Channel::open(method, &path, configuration.retry_path);
    let channel = channel.map_err(Fatal::because(format_args!("cannot open {path}")))?;
    warn_of_names(&configuration, &log);
    log.debug(format_args!("serving at {path}"));
    let agent = Agent::new(configuration, Arc::clone(&log));
    channel
        .serve(agent, Arc::clone(&log), ends.stop())
        .map_err(Fatal::because("cannot serve clients"))?;
    if daemon {
        daemon::ready().map_err(Fatal::because("cannot become a daemon"))?;
    }
    let wanted = ends.wait();
    log.debug("ending");
    if method == Method::UnixListen {
        let _ = std::fs::remove_file(&path);
    }
    drop(pid_file);
    Ok(if wanted {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn absolute(path: &str) -> Result<String, Fatal> {
    let absolute = std::path::absolute(Path::new(path)).map_err(Fatal::because(path))?;
    let text = absolute.to_str().map(str::to_owned);
    text.ok_or_else(|| Fatal(format!("{}: not UTF-8", absolute.display())))
}

/// Warns of unknown names in the lists: they are more often typos than another release's commands.
fn warn_of_names(configuration: &Configuration, log: &Log) {
    for list in [&configuration.block_rpcs, &configuration.allow_rpcs] {
        for name in Configuration::names(list) {
            if !Agent::commands().any(|known| known == name) {
                log.warning(format_args!("'{name}' is no command of this agent"));
            }
        }
    }
    if configuration.fsfreeze_hook.is_some() {
        log.warning("nothing is ever frozen, so the fsfreeze hook will not run");
    }
}
