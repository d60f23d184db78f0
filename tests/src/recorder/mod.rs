//! Records real machines: the answers of a `qemu-system-*` to most of its commands.

mod anonymous;
mod script;
mod session;
mod target;

use std::fs::File;
use std::io;

use crate::machine::{Machine, Process};
use crate::recording::Recording;

use self::anonymous::Placeholders;
use self::session::Session;
pub use self::target::{TARGETS, Target};

/// The size of a machine's disk, in bytes.
const DISK: u64 = 1 << 20;

/// Starts a machine in a folder of its own, and records a session with it.
///
/// # Errors
/// The machine does not start, ends too early, or does not answer.
pub fn record(target: &Target) -> io::Result<Recording> {
    let folder = tempfile::tempdir()?;
    File::create(folder.path().join("disk.raw"))?.set_len(DISK)?;
    let mut placeholders = Placeholders::new(folder.path());
    let process = Process::run(&target.program(), target.options(), folder)?;
    let mut session = Session::new(Machine::new(process, &["oob"])?)?;
    script::run(&mut session, target.migrates()).map_err(|error| session.explain(&error))?;
    let (release, traffic) = session.quit()?;
    let messages = traffic.iter().map(|line| placeholders.message(line));
    Ok(Recording {
        release,
        target: target.name.to_owned(),
        messages: messages.collect::<io::Result<_>>()?,
    })
}
