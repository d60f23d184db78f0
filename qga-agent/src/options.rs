//! The command line. What the options change is told in [`crate::configuration`].

use std::path::PathBuf;

use clap::Parser;

/// A guest agent: runs in a virtual machine and answers the management programs of its host.
#[derive(Debug, Default, Parser)]
#[command(
    name = "qga-agent",
    disable_version_flag = true,
    max_term_width = 100,
    after_help = "Options come after the configuration file: the last value counts, but lists of commands accumulate. \
        SIGTERM and SIGINT end the agent with status 0. Commands that would change the machine (shutdown, suspend, \
        freeze, set-time, passwords, keys) are left out on purpose."
)]
pub(crate) struct Options {
    /// How clients reach the agent: unix-listen, virtio-serial (the default), isa-serial or vsock-listen
    #[arg(short, long, value_name = "METHOD")]
    pub(crate) method: Option<String>,

    /// The device or socket; CID:PORT for vsock-listen. [default for virtio-serial:
    /// /dev/virtio-ports/org.qemu.guest_agent.0, for isa-serial: /dev/ttyS0]
    #[arg(short, long, value_name = "PATH")]
    pub(crate) path: Option<String>,

    /// Where to log [default: standard error]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) logfile: Option<String>,

    /// The file for the process's number, written and locked by a daemon [default: /var/run/qemu-ga.pid]
    #[arg(short = 'f', long, value_name = "FILE")]
    pub(crate) pidfile: Option<String>,

    /// Accepted for the sake of service files; this agent never freezes, so no hook is ever run
    #[arg(short = 'F', long, value_name = "FILE", num_args = 0..=1, default_missing_value = "/etc/qemu/fsfreeze-hook")]
    pub(crate) fsfreeze_hook: Option<String>,

    /// The folder for what must survive a restart, an absolute path [default: /var/run]
    #[arg(short = 't', long, value_name = "FOLDER")]
    pub(crate) statedir: Option<String>,

    /// Log more
    #[arg(short, long)]
    pub(crate) verbose: bool,

    /// Given to the process that goes on as the daemon, by the one that returns
    #[arg(long, hide = true)]
    pub(crate) detached: bool,

    /// Print the version and exit
    #[arg(short = 'V', long)]
    pub(crate) version: bool,

    /// Become a daemon once clients are served; the command returns then, or fails
    #[arg(short, long, visible_alias = "daemonize")]
    pub(crate) daemon: bool,

    /// Commands that are refused, joined by commas; 'help' lists all commands
    #[arg(short, long, value_name = "LIST", alias = "blacklist")]
    pub(crate) block_rpcs: Vec<String>,

    /// Commands that are not refused, joined by commas: all others are; 'help' lists all commands
    #[arg(short, long, value_name = "LIST")]
    pub(crate) allow_rpcs: Vec<String>,

    /// The configuration file [default: what the variable QGA_CONF names, or /etc/qemu/qemu-ga.conf]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// Print the configuration, options included, as a configuration file, and exit
    #[arg(short = 'D', long)]
    pub(crate) dump_conf: bool,

    /// Open the device again whenever it is missing or fails
    #[arg(short, long)]
    pub(crate) retry_path: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_definition_is_sound() {
        Options::command().debug_assert();
    }
}
