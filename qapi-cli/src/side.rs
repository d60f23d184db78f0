//! Where a schema that is compared comes from: the file system, or a revision of a git repository.

use std::path::Path;

use qapi_parser::Loader;

use crate::loader::Files;
use crate::revision::Revision;

/// The source of one schema.
#[derive(Debug)]
pub(crate) enum Side {
    /// Files as they are.
    Files(Files),
    /// Files as they were, or will be.
    Revision(Revision),
}

impl Side {
    /// The source that a name means: a file of that name wins over `REV:PATH`.
    pub(crate) fn find(name: &str) -> Result<Self, String> {
        match name.split_once(':') {
            Some((revision, _)) if !Path::new(name).exists() => {
                Revision::open(revision).map(Self::Revision)
            }
            _ => Ok(Self::Files(Files)),
        }
    }

    /// What reads it.
    pub(crate) fn loader(&self) -> &dyn Loader {
        match self {
            Self::Files(files) => files,
            Self::Revision(revision) => revision,
        }
    }

    /// What stands before each path of it that is not the path in the repository.
    pub(crate) fn prefix(&self) -> &str {
        match self {
            Self::Files(_) => "",
            Self::Revision(revision) => revision.prefix(),
        }
    }
}
