//! The origin of a schema that is compared: the file system, or a revision of a git repository.

use std::path::Path;

use qapi_parser::Loader;

use crate::loader::Files;
use crate::revision::Revision;

/// The origin of one schema.
#[derive(Debug)]
pub(crate) enum Side {
    /// Files in the file system.
    Files(Files),
    /// Files in a revision or in the index.
    Revision(Revision),
}

impl Side {
    /// Returns the origin for a name: an existing file takes precedence over `REV:PATH`.
    pub(crate) fn find(name: &str) -> Result<Self, String> {
        match name.split_once(':') {
            Some((revision, _)) if !Path::new(name).exists() => {
                Revision::open(revision).map(Self::Revision)
            }
            _ => Ok(Self::Files(Files)),
        }
    }

    /// Returns the loader of its files.
    pub(crate) fn loader(&self) -> &dyn Loader {
        match self {
            Self::Files(files) => files,
            Self::Revision(revision) => revision,
        }
    }

    /// Returns the part of each path before the path in the repository.
    pub(crate) fn prefix(&self) -> &str {
        match self {
            Self::Files(_) => "",
            Self::Revision(revision) => revision.prefix(),
        }
    }
}
