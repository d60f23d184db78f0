//! The schemas that packages of the registry carry: upstream's, pinned by `tests/peers`. The crate `tests` finds them
//! for tests; this program stands alone, so that it can be packaged.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::scratch::{cargo_program, output};
use crate::failure::Failure;
use crate::workspace::root;

/// A schema of a package.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RegistrySchema {
    pub(crate) package: String,
    pub(crate) version: (u32, u32, u32),
    /// The schema's top file.
    pub(crate) path: PathBuf,
}

impl RegistrySchema {
    /// The release of QEMU that it is of; the package's version where `tests/releases.tsv` does not say.
    pub(crate) fn release(&self) -> Result<String, Failure> {
        let (major, minor, patch) = self.version;
        let version = format!("{major}.{minor}.{patch}");
        let path = root().join("tests/releases.tsv");
        let table = std::fs::read_to_string(&path)
            .map_err(|error| Failure::Failed(format!("{}: {error}", path.display())))?;
        let mut rows = table
            .lines()
            .map(|line| line.split('\t').collect::<Vec<_>>());
        let release = rows.find_map(|row| match row[..] {
            [package, of, release] if package == self.package && of == version => {
                Some(release.to_owned())
            }
            _ => None,
        });
        Ok(release.unwrap_or(version))
    }
}

/// All of them, by package and version.
pub(crate) fn registry_schemas() -> Result<Vec<RegistrySchema>, Failure> {
    let manifest = root().join("tests/peers/Cargo.toml");
    let mut cargo = Command::new(cargo_program());
    cargo
        .args(["metadata", "--format-version=1", "--offline", "--locked"])
        .arg("--manifest-path")
        .arg(manifest);
    let metadata = output(&mut cargo)?;
    let manifests = metadata.split("\"manifest_path\":\"").skip(1);
    let mut schemas: Vec<_> = manifests
        .filter_map(|rest| schema(Path::new(rest.split('"').next()?)))
        .collect();
    schemas.sort();
    Ok(schemas)
}

/// The top file of the schema of one package.
pub(crate) fn registry_schema(package: &str, version: (u32, u32, u32)) -> Result<PathBuf, Failure> {
    let mut all = registry_schemas()?.into_iter();
    all.find(|schema| schema.package == package && schema.version == version)
        .map(|schema| schema.path)
        .ok_or_else(|| Failure::Failed(format!("{package}: its schema is not at hand")))
}

fn schema(manifest: &Path) -> Option<RegistrySchema> {
    let folder = manifest.parent()?;
    let (package, version) = folder.file_name()?.to_str()?.rsplit_once('-')?;
    let tops: &[&str] = match package {
        "qapi-qga" => &["schema/qga/qapi-schema.json"],
        "qapi-qmp" => &["schema/qapi/qapi-schema.json", "schema/qapi-schema.json"],
        _ => return None,
    };
    let mut numbers = version.split('.').map_while(|part| part.parse().ok());
    Some(RegistrySchema {
        package: package.to_owned(),
        version: (numbers.next()?, numbers.next()?, numbers.next()?),
        path: tops
            .iter()
            .map(|top| folder.join(top))
            .find(|path| path.is_file())?,
    })
}
