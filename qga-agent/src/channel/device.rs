//! Devices: a port of the hypervisor, or a serial line. The agent cannot see clients come and go.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;
use std::sync::Mutex;
use std::thread::sleep;
use std::time::Duration;

use nix::fcntl::OFlag;
use nix::sys::termios::{SetArg, cfmakeraw, tcgetattr, tcsetattr};

use crate::agent::Agent;
use crate::log::Log;
use crate::session::{CHUNK, Session};

/// The time between two attempts to open a device.
const RETRY: Duration = Duration::from_secs(5);
/// The time between two reads while no peer is connected: such a read ends at once.
const IDLE: Duration = Duration::from_millis(100);

/// A device, open or not yet.
#[derive(Debug)]
pub(crate) struct Device {
    path: PathBuf,
    serial: bool,
    retry: bool,
    first: Mutex<Option<File>>,
}

impl Device {
    /// Opens a device. If `retry` is set, the device may be missing.
    pub(crate) fn open(path: &str, serial: bool, retry: bool) -> io::Result<Self> {
        let path = PathBuf::from(path);
        let first = match open(&path, serial) {
            Ok(file) => Some(file),
            Err(_) if retry => None,
            Err(error) => return Err(error),
        };
        let first = Mutex::new(first);
        Ok(Self {
            path,
            serial,
            retry,
            first,
        })
    }

    /// Serves the peer of the device.
    pub(crate) fn serve(&self, agent: &Agent, log: &Log) -> io::Result<()> {
        let mut file = self.first.lock().ok().and_then(|mut first| first.take());
        let mut session = Session::new(agent.clone());
        loop {
            let end = match file
                .take()
                .map_or_else(|| open(&self.path, self.serial), Ok)
            {
                Ok(file) => serve(file, &mut session),
                Err(error) => error,
            };
            if !self.retry {
                return Err(end);
            }
            log.debug(format_args!(
                "{}: {end}; it is tried again",
                self.path.display()
            ));
            // The rest of the earlier message will not come.
            session = Session::new(agent.clone());
            sleep(RETRY);
        }
    }
}

/// Serves until the device fails.
fn serve(mut file: File, session: &mut Session) -> io::Error {
    let output = match file.try_clone() {
        Ok(output) => output,
        Err(error) => return error,
    };
    let mut output = BufWriter::with_capacity(CHUNK, output);
    let end = loop {
        if let Err(error) = session.serve(&mut file, &mut output) {
            break error;
        }
        sleep(IDLE);
    };
    drop(output.into_parts());
    end
}

fn open(path: &PathBuf, serial: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    let file = options
        .read(true)
        .write(true)
        .custom_flags(OFlag::O_NOCTTY.bits())
        .open(path)?;
    if serial {
        let mut mode = tcgetattr(&file)?;
        cfmakeraw(&mut mode);
        tcsetattr(&file, SetArg::TCSANOW, &mode)?;
    }
    Ok(file)
}
