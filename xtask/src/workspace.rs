//! The workspace that the tasks work on.

use std::path::{Path, PathBuf};

/// Returns the workspace's folder.
pub(crate) fn root() -> PathBuf {
    let this = Path::new(env!("CARGO_MANIFEST_DIR"));
    this.parent().unwrap_or(this).to_owned()
}
