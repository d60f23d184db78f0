//! Loaders, which find the bytes of schema files: the parser's only access to the outside.

use std::fmt;
use std::path::{Component, Path, PathBuf};

/// Finds files. The parser calls it for the top file and for each `include`.
pub trait Loader {
    /// Returns the bytes of the file at `path`. A file whose name ends in `.gz` may be returned
    /// unpacked.
    ///
    /// # Errors
    /// Returns the reason if the file cannot be loaded.
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError>;

    /// Returns the identity of a file, which is equal for two paths of the same file. It is
    /// absolute and without `.` and `..`; symbolic links are not followed (qapi-code-gen, "Include
    /// directives": repeats are skipped by absolute path).
    fn identity(&self, path: &str) -> String;

    /// Returns the path that an `include` in the file at `from` means.
    ///
    /// # Errors
    /// Returns an error if the loader does not follow such a path.
    fn join(&self, from: &str, include: &str) -> Result<String, LoadError>;
}

/// The reason why a file cannot be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError {
    /// The requested path.
    pub path: String,
    /// The error, in a few words.
    pub reason: String,
}

impl LoadError {
    /// Returns the error of a loader that does not read the file system, for an absolute path.
    #[must_use]
    pub fn absolute(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            reason: "absolute paths are followed in the file system only".to_owned(),
        }
    }
}

impl std::error::Error for LoadError {}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.reason)
    }
}

/// Returns the file that `include` means in the file at `from`: joined to its folder, unless
/// absolute.
fn join_paths(from: &str, include: &str) -> String {
    let folder = from.rfind('/').and_then(|at| from.get(..=at)).unwrap_or("");
    if include.starts_with('/') {
        include.to_owned()
    } else {
        format!("{folder}{include}")
    }
}

/// Returns `path` without `.` and `..`, as far as that is possible without the file system.
fn normalise(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(normal.components().next_back(), Some(Component::Normal(_))) =>
            {
                normal.pop();
            }
            Component::ParentDir if normal.has_root() => {}
            other => normal.push(other),
        }
    }
    normal
}

/// Reads files from the file system, relative to the working folder. Follows `..` and absolute
/// includes.
#[derive(Debug, Clone, Copy, Default)]
pub struct FileSystem;

impl Loader for FileSystem {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        std::fs::read(path).map_err(|error| {
            let reason = match error.kind() {
                std::io::ErrorKind::NotFound => "no such file".to_owned(),
                std::io::ErrorKind::IsADirectory => "is a directory".to_owned(),
                std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
                _ => error.to_string(),
            };
            LoadError {
                path: path.to_owned(),
                reason,
            }
        })
    }

    fn identity(&self, path: &str) -> String {
        let path = Path::new(path);
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        normalise(&absolute).to_string_lossy().into_owned()
    }

    fn join(&self, from: &str, include: &str) -> Result<String, LoadError> {
        Ok(join_paths(from, include))
    }
}

/// Provides files from memory, by relative paths with `/`: for tests, benchmarks and embedded
/// schemas.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// The files, sorted by identity.
    files: Vec<(String, Vec<u8>)>,
}

impl Memory {
    /// Returns a loader without files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds or replaces a file.
    #[must_use]
    pub fn with(mut self, path: &str, text: impl Into<Vec<u8>>) -> Self {
        let identity = self.identity(path);
        let text = text.into();
        self.insert(identity, text);
        self
    }

    fn insert(&mut self, identity: String, text: Vec<u8>) {
        let at = match self.position(&identity) {
            Ok(known) => {
                self.files.remove(known);
                known
            }
            Err(at) => at,
        };
        self.files.insert(at, (identity, text));
    }

    /// Returns the position of a file, or the position to insert it at.
    fn position(&self, identity: &str) -> Result<usize, usize> {
        self.files
            .binary_search_by(|(known, _)| known.as_str().cmp(identity))
    }
}

impl Loader for Memory {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        let at = self.position(&self.identity(path)).ok();
        match at.and_then(|at| self.files.get(at)) {
            Some((_, bytes)) => Ok(bytes.clone()),
            None => Err(LoadError {
                path: path.to_owned(),
                reason: "no such file".to_owned(),
            }),
        }
    }

    fn identity(&self, path: &str) -> String {
        normalise(Path::new(path)).to_string_lossy().into_owned()
    }

    fn join(&self, from: &str, include: &str) -> Result<String, LoadError> {
        if include.starts_with('/') {
            return Err(LoadError::absolute(include));
        }
        Ok(join_paths(from, include))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_to_the_including_folder() {
        assert_eq!(join_paths("a/b.json", "c.json"), "a/c.json");
        assert_eq!(join_paths("b.json", "../c.json"), "../c.json");
        assert_eq!(join_paths("a/b.json", "/c.json"), "/c.json");
    }

    #[test]
    fn identity_knows_no_dots() {
        let memory = Memory::new();
        assert_eq!(memory.identity("./a/../b/./c.json"), "b/c.json");
        assert_eq!(memory.identity("../a/../../b.json"), "../../b.json");
        assert!(FileSystem.identity("a.json").starts_with('/'));
        assert_eq!(FileSystem.identity("/../a.json"), "/a.json");
    }

    #[test]
    fn memory_follows_no_absolute_path() {
        assert!(Memory::new().join("a.json", "/etc/passwd").is_err());
    }
}
