//! The log: one line for each event, on standard error or in a file.

use std::fmt::{self, Display};
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::sync::Mutex;
use std::time::{SystemTime, UNIX_EPOCH};

/// The level of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// The agent ends.
    Error,
    /// Somebody should know of it.
    Warning,
    /// The normal course of events; logged if verbose.
    Debug,
}

impl Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Debug => "debug",
        })
    }
}

/// The log.
#[derive(Debug)]
pub(crate) struct Log {
    file: Option<Mutex<File>>,
    most: Level,
}

impl Log {
    /// Opens a file to append to, or standard error.
    pub(crate) fn open(path: Option<&str>, verbose: bool) -> io::Result<Self> {
        let open = |path| OpenOptions::new().append(true).create(true).open(path);
        let file = path.map(open).transpose()?.map(Mutex::new);
        let most = if verbose {
            Level::Debug
        } else {
            Level::Warning
        };
        Ok(Self { file, most })
    }

    /// Logs an event after which the agent ends.
    pub(crate) fn error(&self, event: impl Display) {
        self.add(Level::Error, &event);
    }

    /// Logs an event that somebody should know of.
    pub(crate) fn warning(&self, event: impl Display) {
        self.add(Level::Warning, &event);
    }

    /// Logs the normal course of events.
    pub(crate) fn debug(&self, event: impl Display) {
        self.add(Level::Debug, &event);
    }

    /// Adds a line. An error in writing the log is ignored.
    fn add(&self, level: Level, event: &dyn Display) {
        if level > self.most {
            return;
        }
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let line = format!(
            "{}.{:06}: {level}: {event}\n",
            now.as_secs(),
            now.subsec_micros()
        );
        let _ = match &self.file {
            Some(file) => match file.lock() {
                Ok(mut file) => file.write_all(line.as_bytes()),
                Err(_) => Ok(()),
            },
            None => io::stderr().write_all(line.as_bytes()),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_appended_from_their_level_on() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let path = file.path().to_str();
        Log::open(path, false).unwrap().debug("hidden");
        Log::open(path, false).unwrap().warning("one");
        Log::open(path, true).unwrap().debug("two");
        let text = std::fs::read_to_string(file.path()).unwrap();
        let ends: Vec<_> = text
            .lines()
            .filter_map(|line| line.split_once(": "))
            .collect();
        let ends: Vec<_> = ends.into_iter().map(|(_, end)| end).collect();
        assert_eq!(ends, ["warning: one", "debug: two"]);
        assert!(Log::open(Some("/nowhere/log"), false).is_err());
    }
}
