//! The packages of the workspace and their targets, from `cargo metadata`.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::cargo;
use crate::failure::Failure;
use crate::workspace::root;

/// A package and the root files of its targets, relative to the workspace's folder.
pub(super) struct Package {
    pub(super) name: String,
    pub(super) targets: Vec<PathBuf>,
}

/// Returns the packages of the workspace.
pub(super) fn packages() -> Result<Vec<Package>, Failure> {
    let failed = |reason: String| Failure::Failed(format!("cargo metadata: {reason}"));
    let output = Command::new(cargo::program())
        .args(["metadata", "--no-deps", "--format-version=1", "--offline"])
        .current_dir(root())
        .output()
        .map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        return Err(failed(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    let metadata: Value =
        serde_json::from_slice(&output.stdout).map_err(|error| failed(error.to_string()))?;
    read(&metadata, &root()).ok_or_else(|| failed("the output has another form".to_owned()))
}

fn read(metadata: &Value, root: &Path) -> Option<Vec<Package>> {
    let package = |package: &Value| {
        let targets = package.get("targets")?.as_array()?.iter().map(|target| {
            let path = Path::new(target.get("src_path")?.as_str()?);
            Some(path.strip_prefix(root).unwrap_or(path).to_owned())
        });
        Some(Package {
            name: package.get("name")?.as_str()?.to_owned(),
            targets: targets.collect::<Option<_>>()?,
        })
    };
    metadata
        .get("packages")?
        .as_array()?
        .iter()
        .map(package)
        .collect()
}
