//! Several files of a folder, which are written completely or not at all.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;

/// Writes files, all of one folder, which is made if it is missing. Other files of the folder stay,
/// and so do files that have their content already.
///
/// New files are written to a temporary folder first, and then moved: a disk that becomes full
/// changes nothing.
///
/// # Errors
/// Returns what the file system says, and of what. The folder is as it was then.
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

/// Returns a name that nothing has: within a folder that exists, for that may be a file system of its
/// own, or else beside it.
fn temporary_path(folder: &Path, exists: bool) -> PathBuf {
    if exists {
        return folder.join(format!(".{}.tmp", process::id()));
    }
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", process::id()));
    folder.with_file_name(name)
}

/// Moves a new file to its place. Returns where the old one is now.
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

/// Moves an old file back; where there was none, nothing stays.
fn restore(path: &Path, old: Option<PathBuf>) {
    // Nothing is left to do where this fails, and the first error is the one that is reported.
    let _ = match old {
        Some(old) => fs::rename(old, path),
        None if path.is_file() => fs::remove_file(path),
        None => Ok(()),
    };
}

/// A folder that does not outlive a failure.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        // After success it has another name, or is of no use any more.
        let _ = fs::remove_dir_all(&self.0);
    }
}
