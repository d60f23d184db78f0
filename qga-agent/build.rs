//! Generates the trait of this agent's commands and their dispatcher. `qga-types` defines their
//! types.

use qapi_codegen::{Builder, Emit, Error};

/// The commands of this agent. Commands that change the machine are left out.
const COMMANDS: [&str; 28] = [
    "guest-exec",
    "guest-exec-status",
    "guest-file-close",
    "guest-file-flush",
    "guest-file-open",
    "guest-file-read",
    "guest-file-seek",
    "guest-file-write",
    "guest-fsfreeze-status",
    "guest-get-cpustats",
    "guest-get-disks",
    "guest-get-diskstats",
    "guest-get-fsinfo",
    "guest-get-host-name",
    "guest-get-load",
    "guest-get-memory-block-info",
    "guest-get-memory-blocks",
    "guest-get-osinfo",
    "guest-get-time",
    "guest-get-timezone",
    "guest-get-users",
    "guest-get-vcpus",
    "guest-info",
    "guest-network-get-interfaces",
    "guest-network-get-route",
    "guest-ping",
    "guest-sync",
    "guest-sync-delimited",
];

fn main() -> Result<(), Error> {
    Builder::new(qga_schema::path())
        .emit([Emit::Server])
        .types_path("qga_types")
        .server_commands(COMMANDS)
        .delimited("guest-sync-delimited")
        .out_file("server.rs")
        .compile()
}
