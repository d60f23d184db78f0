//! Readers of `/proc` and `/sys`. [`crate::command`] makes replies of their results.

pub(crate) mod block;
pub(crate) mod mounts;
pub(crate) mod utmp;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The folder that contains `proc`, `sys` and `etc`: `/`, or a folder of a test.
#[derive(Debug, Clone)]
pub(crate) struct Root(PathBuf);

impl Root {
    /// Returns the root folder of the machine.
    pub(crate) fn of_the_machine() -> Self {
        Self(PathBuf::from("/"))
    }

    /// Returns another folder as the root.
    #[cfg(test)]
    pub(crate) fn at(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    /// Returns the path of a file, given without the leading slash.
    pub(crate) fn path(&self, file: impl AsRef<Path>) -> PathBuf {
        self.0.join(file)
    }

    /// Returns the content of a file.
    pub(crate) fn read(&self, file: impl AsRef<Path>) -> Result<String, Failure> {
        let path = self.path(file);
        read(&path).map_err(Failure::system(path.display()))
    }

    /// Returns the content of a file without surrounding white space, or `None` if it cannot be
    /// read.
    pub(crate) fn read_if_there(&self, file: impl AsRef<Path>) -> Option<String> {
        let content = read(&self.path(file)).ok()?;
        Some(content.trim().to_owned())
    }

    /// Returns the names in a folder, sorted.
    pub(crate) fn names(&self, folder: impl AsRef<Path>) -> Result<Vec<String>, Failure> {
        let path = self.path(folder);
        let names = || -> io::Result<Vec<String>> {
            let entries = fs::read_dir(&path)?;
            entries
                .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
                .collect()
        };
        let mut names = names().map_err(Failure::system(path.display()))?;
        names.sort();
        Ok(names)
    }

    /// Returns the numbers `N` of entries `PREFIX<N>` in a folder, in ascending order.
    pub(crate) fn numbered(&self, folder: &str, prefix: &str) -> Result<Vec<u64>, Failure> {
        let names = self.names(folder)?;
        let mut numbers: Vec<u64> = names
            .iter()
            .filter_map(|name| decimal(name.strip_prefix(prefix)?))
            .collect();
        numbers.sort_unstable();
        Ok(numbers)
    }
}

/// Parses a number of decimal digits only. Unlike `parse`, it does not accept `+1`.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// Reads a file as text. Names of devices and mount points need not be UTF-8, but JSON text must
/// be.
fn read(path: &Path) -> io::Result<String> {
    let bytes = fs::read(path)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Creates a folder with some files, for use as the root folder.
    pub(crate) fn tree(files: &[(&str, &str)]) -> (tempfile::TempDir, Root) {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        let root = Root::at(folder.path());
        (folder, root)
    }

    #[test]
    fn decimal_numbers_are_digits() {
        assert_eq!(decimal("42"), Some(42));
        assert_eq!(decimal("+1"), None);
        assert_eq!(decimal(""), None);
        assert_eq!(decimal("99999999999999999999"), None);
    }
}
