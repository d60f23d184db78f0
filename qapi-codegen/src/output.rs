//! Writes files only when their content changes, and in one step.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::{fs, process};

/// Writes `content` to the file at `path`; returns whether the file changed.
///
/// An unchanged file keeps its time stamp, so nothing that depends on it is built again. A changed
/// one is replaced in one step: a reader sees the old or the new content. Missing folders are
/// created.
///
/// # Errors
/// Returns the error of the file system; the file is unchanged then.
pub fn write_if_changed(path: &Path, content: &str) -> io::Result<bool> {
    if fs::read(path).is_ok_and(|old| old == content.as_bytes()) {
        return Ok(false);
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let name = path
        .file_name()
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "the path names no file"))?;
    // The temporary file is in the same folder, because renaming works within one file system only.
    let mut temporary_name = name.to_owned();
    temporary_name.push(format!(".{}.tmp", process::id()));
    let temporary = Temporary(folder.join(temporary_name));
    let mut file = fs::File::create(&temporary.0)?;
    file.write_all(content.as_bytes())?;
    drop(file);
    fs::rename(&temporary.0, path)?;
    Ok(true)
}

/// A file that is removed on failure.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        // After success the file has another name, so there is nothing to remove.
        let _ = fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_once_and_leaves_nothing_else_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.rs");
        assert!(write_if_changed(&path, "one").unwrap());
        let written = fs::metadata(&path).unwrap().modified().unwrap();
        assert!(!write_if_changed(&path, "one").unwrap());
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), written);
        assert!(write_if_changed(&path, "two").unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_in_the_way_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(write_if_changed(folder.path(), "text").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
