//! Becoming a daemon. A process with several threads cannot go on after a fork, so the program
//! starts itself again. The first process returns when the second serves clients or has failed.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use nix::fcntl::{Flock, FlockArg};
use nix::unistd::{chdir, dup2_stderr, dup2_stdin, dup2_stdout, setsid};

/// Starts the second process and waits until it is ready. Returns whether it became ready.
pub(crate) fn start() -> io::Result<bool> {
    let program = std::env::current_exe()?;
    let mut second = Command::new(program)
        .arg("--detached")
        .args(std::env::args_os().skip(1))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut ready = Vec::new();
    if let Some(mut stdout) = second.stdout.take() {
        stdout.read_to_end(&mut ready)?;
    }
    if ready.is_empty() {
        // It has reported its error on standard error.
        second.wait()?;
    }
    Ok(!ready.is_empty())
}

/// Leaves the terminal, in the second process.
pub(crate) fn leave_session() -> io::Result<()> {
    setsid()?;
    Ok(())
}

/// Tells the first process to return, and releases the inherited streams, in the second process.
pub(crate) fn ready() -> io::Result<()> {
    io::stdout().write_all(b"ready\n")?;
    io::stdout().flush()?;
    let null = OpenOptions::new()
        .read(true)
        .write(true)
        .open("/dev/null")?;
    dup2_stdin(&null)?;
    dup2_stdout(&null)?;
    dup2_stderr(&null)?;
    chdir("/")?;
    Ok(())
}

/// The file with a daemon's process number, locked while the daemon lives.
#[derive(Debug)]
pub(crate) struct PidFile {
    path: PathBuf,
    _lock: Flock<File>,
}

impl PidFile {
    /// Writes and locks the file. Fails if another daemon holds it.
    pub(crate) fn take(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        let file = options
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o644)
            .open(path)?;
        let mut lock = Flock::lock(file, FlockArg::LockExclusiveNonblock)
            .map_err(|(_, error)| io::Error::from(error))?;
        lock.set_len(0)?;
        lock.rewind()?;
        writeln!(lock, "{}", std::process::id())?;
        let path = path.to_owned();
        Ok(Self { path, _lock: lock })
    }
}

impl Drop for PidFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}
