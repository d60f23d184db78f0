//! The arguments of the command line.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand};
use qga_client::Address;
use serde_json::{Map, Value};

/// Talks to the QEMU Guest Agent of a virtual machine.
#[derive(Debug, Parser)]
#[command(name = "qga", version, max_term_width = 100)]
pub(crate) struct Arguments {
    /// Where the agent is reached: a path, unix:PATH, tcp:HOST:PORT, vsock:CID:PORT or device:PATH
    #[arg(long, short, env = "QGA_SOCKET", value_name = "ADDRESS")]
    pub(crate) socket: Address,
    /// How many seconds to wait for each answer
    #[arg(long, short, global = true, default_value = "30", value_name = "SECONDS", value_parser = seconds)]
    pub(crate) timeout: f64,
    /// Print JSON, as the agent sends it; so where the output is no terminal
    #[arg(long, global = true, conflicts_with = "table")]
    pub(crate) json: bool,
    /// Print tables, as on a terminal
    #[arg(long, global = true)]
    pub(crate) table: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// See whether the agent answers, and how quickly
    Ping,
    /// Show the agent's release and commands
    Info,
    /// Run a process and end as it does; what it wrote is printed when it has ended
    Exec(Exec),
    /// Print files of the guest
    Cat {
        /// Paths in the guest
        #[arg(required = true)]
        paths: Vec<String>,
    },
    /// Copy a file into the guest or out of it: paths in the guest begin with ':', and '-' is standard input or output
    Cp {
        /// What is copied
        from: Place,
        /// Where to; a folder on this side gets a file of the same name
        to: Place,
    },
    /// Show network interfaces and their addresses
    LsNet,
    /// Show file systems
    Fs,
    /// Show the operating system
    Os,
    /// Send a request, and nothing else after the sync, and print what it returns
    Raw {
        /// The request: '{"execute": "guest-ping"}'
        #[arg(value_name = "JSON")]
        request: Request,
    },
}

/// A process to run.
#[derive(Debug, Args)]
pub(crate) struct Exec {
    /// Give the process what this program reads from its standard input
    #[arg(long, short)]
    pub(crate) input: bool,
    /// Set a variable of the environment, which is then no longer the agent's
    #[arg(long, short, value_name = "NAME=VALUE", value_parser = variable)]
    pub(crate) env: Vec<(String, String)>,
    /// How many seconds to wait for the end of the process, instead of for ever; it is not ended then
    #[arg(long, short, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) wait: Option<f64>,
    /// The program
    #[arg(value_name = "PROGRAM")]
    pub(crate) program: String,
    /// Its arguments; '--' before the program lets those that begin with '-' through
    #[arg(
        value_name = "ARGUMENT",
        trailing_var_arg = true,
        allow_hyphen_values = true
    )]
    pub(crate) arguments: Vec<String>,
}

/// A file in the guest or on this side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Guest(String),
    Here(PathBuf),
    Standard,
}

impl FromStr for Place {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix(':') {
            Some("") => Err("a path in the guest is expected behind ':'"),
            Some(path) => Ok(Self::Guest(path.to_owned())),
            None if text == "-" => Ok(Self::Standard),
            None => Ok(Self::Here(text.into())),
        }
    }
}

/// A request as typed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Request {
    pub(crate) name: String,
    pub(crate) arguments: Option<Map<String, Value>>,
}

impl FromStr for Request {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut members: Map<String, Value> =
            serde_json::from_str(text).map_err(|error| error.to_string())?;
        let Some(Value::String(name)) = members.remove("execute") else {
            return Err("a member 'execute' with the name of a command is expected".to_owned());
        };
        let arguments = match members.remove("arguments") {
            None => None,
            Some(Value::Object(arguments)) => Some(arguments),
            Some(_) => return Err("the arguments must be an object".to_owned()),
        };
        match members.keys().next() {
            Some(name) if name == "id" => Err("ids are set by this program".to_owned()),
            Some(name) => Err(format!("a request has no member '{name}'")),
            None => Ok(Self { name, arguments }),
        }
    }
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if (0.0..=1e9).contains(&seconds) => Ok(seconds),
        _ => Err("a number of seconds is expected, up to 1000000000".to_owned()),
    }
}

fn variable(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("NAME=VALUE is expected".to_owned()),
    }
}
