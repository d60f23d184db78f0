//! The state that survives a restart, in the state folder: the number of the next file handle.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::configuration::keyfile::Keyfile;

/// The name of the file. Other agents use the same file, group and key.
const FILE: &str = "qga.state";
const GROUP: &str = "global";
const KEY: &str = "fd_counter";
/// The first number.
const FIRST: i64 = 1000;

/// A counter that returns each number once in the life of the machine.
#[derive(Debug)]
pub(crate) struct Counter {
    file: PathBuf,
    next: i64,
}

impl Counter {
    /// Continues after the last agent with this folder. An invalid file counts as missing.
    pub(crate) fn open(folder: &Path) -> Self {
        let file = folder.join(FILE);
        let content = fs::read_to_string(&file).unwrap_or_default();
        let keys = Keyfile::parse(&content).unwrap_or_default();
        let next = keys.get(GROUP, KEY).and_then(|value| value.parse().ok());
        let next = next.filter(|&next| next >= FIRST).unwrap_or(FIRST);
        Self { file, next }
    }

    /// Returns the next number, after it is written to the file.
    pub(crate) fn take(&mut self) -> io::Result<i64> {
        let number = self.next;
        let next = number.checked_add(1).unwrap_or(FIRST);
        let new = self.file.with_extension("state.new");
        fs::write(&new, format!("[{GROUP}]\n{KEY}={next}\n"))?;
        fs::rename(new, &self.file)?;
        self.next = next;
        Ok(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_not_used_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut counter = Counter::open(folder.path());
        assert_eq!(counter.take().unwrap(), 1000);
        assert_eq!(counter.take().unwrap(), 1001);
        let content = fs::read_to_string(folder.path().join(FILE)).unwrap();
        assert_eq!(content, "[global]\nfd_counter=1002\n");
        assert_eq!(Counter::open(folder.path()).take().unwrap(), 1002);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn odd_files_count_as_none_and_a_missing_folder_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        for content in [
            "[global]\nfd_counter=-5\n",
            "nonsense",
            "[global]\nfd_counter=x\n",
        ] {
            fs::write(folder.path().join(FILE), content).unwrap();
            assert_eq!(Counter::open(folder.path()).take().unwrap(), 1000);
        }
        assert!(Counter::open(&folder.path().join("none")).take().is_err());
    }
}
