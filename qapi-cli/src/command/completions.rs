//! `qapi completions`: scripts that complete this command line.

use clap::CommandFactory as _;
use clap_complete::{Shell, generate};

use crate::arguments::Arguments;
use crate::output;
use crate::status::Status;

pub(crate) fn run(shell: Shell) -> Status {
    let mut script = Vec::new();
    generate(shell, &mut Arguments::command(), "qapi", &mut script);
    output::print(&String::from_utf8_lossy(&script))
}
