//! Writes several files of a folder, all or none.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;

/// Writes files of one folder, which is created if it is missing. Other files of the folder are
/// kept, and so are files that already have their content.
///
/// New files are written to a temporary folder first, and then moved, so that a full disk changes
/// nothing.
///
/// # Errors
/// Returns the error of the file system and the path it concerns. The folder is then unchanged.
pub(crate) fn write(
    folder: &Path,
    files: &[(PathBuf, String)],
) -> Result<(), (PathBuf, io::Error)> {
    let exists = folder.exists();
    let temporary = Temporary(temporary_path(folder, exists));
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| (path, error)
    };
    fs::create_dir_all(&temporary.0).map_err(failed(folder))?;
    let mut moves = Vec::new();
    for (path, text) in files {
        if fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
            continue;
        }
        let new = temporary.0.join(path.file_name().unwrap_or(OsStr::new("")));
        fs::write(&new, text).map_err(failed(path))?;
        moves.push((new, path.as_path()));
    }
    if !exists {
        return fs::rename(&temporary.0, folder).map_err(failed(folder));
    }
    let mut done = Vec::new();
    for (new, path) in moves {
        match replace(&new, path) {
            Ok(old) => done.push((path, old)),
            Err(error) => {
                for (path, old) in done.into_iter().rev() {
                    restore(path, old);
                }
                return Err((path.to_owned(), error));
            }
        }
    }
    Ok(())
}

/// Returns an unused path: within the folder if that exists, as it may be a file system of its own,
/// otherwise next to it.
fn temporary_path(folder: &Path, exists: bool) -> PathBuf {
    if exists {
        return folder.join(format!(".{}.tmp", process::id()));
    }
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", process::id()));
    folder.with_file_name(name)
}

/// Moves a new file to its path. Returns the new path of the old file.
fn replace(new: &Path, path: &Path) -> io::Result<Option<PathBuf>> {
    let old = path.is_file().then(|| {
        let mut name = new.as_os_str().to_owned();
        name.push(".old");
        PathBuf::from(name)
    });
    if let Some(old) = &old {
        fs::rename(path, old)?;
    }
    if let Err(error) = fs::rename(new, path) {
        restore(path, old);
        return Err(error);
    }
    Ok(old)
}

/// Moves an old file back. If there was none, the new one is removed.
fn restore(path: &Path, old: Option<PathBuf>) {
    // An error here is ignored: the first error is the one that is reported.
    let _ = match old {
        Some(old) => fs::rename(old, path),
        None if path.is_file() => fs::remove_file(path),
        None => Ok(()),
    };
}

/// A folder that is removed on failure.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        // After success the folder has been renamed, or is no longer needed.
        let _ = fs::remove_dir_all(&self.0);
    }
}
