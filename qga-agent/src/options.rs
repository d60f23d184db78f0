//! The command line. [`crate::configuration`] defines the effect of the options.

use std::path::PathBuf;

use clap::Parser;

/// The end of the long help.
const MANUAL: &str = "\
Configuration:
  The configuration file is read first, then the options: the last value counts, but lists of
  commands accumulate, and a command that is blocked is refused even if it is allowed. Its keys
  are named as the long options are, in one group:

    [general]
    method=virtio-serial
    path=/dev/virtio-ports/org.qemu.guest_agent.0
    statedir=/var/run
    block-rpcs=guest-exec,guest-file-open

  The key 'version' says which release guest-info reports, instead of QEMU 10.2.2.

Environment:
  QGA_CONF        the configuration file, if option -c names none
  QGA_OS_RELEASE  what guest-get-osinfo reads instead of /etc/os-release
  TZ              the time zone that guest-get-timezone reports

Files:
  STATEDIR/qga.state  the number of the next file handle: none is given out twice

Exit status:
  0 after SIGTERM or SIGINT, or when a daemon has started; 1 if the agent cannot serve; 2 if the
  options are wrong.

Commands that would change the machine are left out on purpose: shutdown, suspend, freeze, trim,
set-time, processors, memory, passwords, keys. '-b help' lists those that there are.";

/// A guest agent: runs in a virtual machine and answers the management programs of its host.
#[derive(Debug, Default, Parser)]
#[command(
    name = "qga-agent",
    disable_version_flag = true,
    after_help = "'qga-agent --help' tells more.",
    after_long_help = MANUAL
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
