//! Finds the peers of the tests: schemas of the registry, Debian's packages, the conformance cases.
//!
//! A missing peer fails a test if the variable `CI` is set, and otherwise is reported as skipped.
//! Nothing is fetched here: `cargo xtask test` fetches the registry's packages and the schemas of
//! Debian's sources. Only this workspace's programs are compiled, in the same way as the tests.

pub mod browser;
pub mod debian;
pub mod machine;
mod programs;
pub mod recorder;
pub mod recording;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

pub use self::programs::program;

/// A schema in a package of the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrySchema {
    /// The name of the package: `qapi-qga` or `qapi-qmp`.
    pub package: String,
    /// The package's version, as numbers for sorting.
    pub version: (u32, u32, u32),
    /// The schema's top file.
    pub path: PathBuf,
}

impl RegistrySchema {
    /// Returns the name and version, such as `qapi-qga 0.13.0`.
    #[must_use]
    pub fn name(&self) -> String {
        let (major, minor, patch) = self.version;
        format!("{} {major}.{minor}.{patch}", self.package)
    }

    /// Returns the release of QEMU that the schema is of, from `releases.tsv`.
    ///
    /// # Panics
    /// The table lacks the package.
    #[must_use]
    pub fn release(&self) -> &'static str {
        let (major, minor, patch) = self.version;
        let start = format!("{}\t{major}.{minor}.{patch}\t", self.package);
        let mut rows = include_str!("../releases.tsv").lines();
        let release = rows.find_map(|row| row.strip_prefix(&start));
        assert!(release.is_some(), "{}: of which release?", self.name());
        release.unwrap_or_default()
    }
}

/// Returns the folder of the workspace.
#[must_use]
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
        .to_owned()
}

/// Returns the optional folder next to the project, with conformance cases and upstream's newest
/// schema.
#[must_use]
pub fn shared() -> PathBuf {
    workspace().join("../shared")
}

/// Reports a missing peer.
///
/// # Panics
/// `CI` is set: there every peer must be available.
#[allow(
    clippy::print_stderr,
    reason = "a skipped test is named to whoever runs it"
)]
pub fn skip(peer: &str) {
    assert!(
        std::env::var_os("CI").is_none(),
        "{peer} is missing, and must not be in CI"
    );
    eprintln!("skipped: {peer} is missing");
}

/// Returns the schemas of the registry, sorted by package and version; none if they were not
/// fetched.
pub fn registry_schemas() -> &'static [RegistrySchema] {
    static SCHEMAS: OnceLock<Vec<RegistrySchema>> = OnceLock::new();
    SCHEMAS.get_or_init(|| find_registry_schemas().unwrap_or_default())
}

/// Returns the schema of one version of a package.
#[must_use]
pub fn registry_schema(package: &str, version: (u32, u32, u32)) -> Option<&'static RegistrySchema> {
    registry_schemas()
        .iter()
        .find(|schema| schema.package == package && schema.version == version)
}

/// Returns the schema of a release's machine protocol: the fetched one, or the registry's.
#[must_use]
pub fn machine_schema(release: &str) -> Option<PathBuf> {
    let fetched = fetched_schema(release);
    if fetched.is_file() {
        return Some(fetched);
    }
    let mut schemas = registry_schemas().iter();
    let schema = schemas.find(|it| it.package == "qapi-qmp" && it.release() == release);
    schema.map(|schema| schema.path.clone())
}

/// Returns the path to which `tests/recordings/schema.sh` writes the schema of a release.
#[must_use]
pub fn fetched_schema(release: &str) -> PathBuf {
    let folder = workspace().join("target/qemu").join(release);
    folder.join("qapi/qapi-schema.json")
}

fn find_registry_schemas() -> Option<Vec<RegistrySchema>> {
    let manifest = workspace().join("tests/peers/Cargo.toml");
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([
            "metadata",
            "--format-version=1",
            "--offline",
            "--locked",
            "--manifest-path",
        ])
        .arg(manifest)
        .output()
        .ok()?;
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).ok()?;
    let packages = metadata.get("packages")?.as_array()?;
    let mut schemas: Vec<RegistrySchema> = packages.iter().filter_map(registry_package).collect();
    schemas.sort_by(|a, b| (&a.package, a.version).cmp(&(&b.package, b.version)));
    Some(schemas)
}

fn registry_package(package: &serde_json::Value) -> Option<RegistrySchema> {
    let name = package.get("name")?.as_str()?;
    let tops: &[&str] = match name {
        "qapi-qga" => &["schema/qga/qapi-schema.json"],
        "qapi-qmp" => &["schema/qapi/qapi-schema.json", "schema/qapi-schema.json"],
        _ => return None,
    };
    let folder = Path::new(package.get("manifest_path")?.as_str()?).parent()?;
    let path = tops
        .iter()
        .map(|top| folder.join(top))
        .find(|path| path.is_file())?;
    let mut numbers = package
        .get("version")?
        .as_str()?
        .split('.')
        .map_while(|part| part.parse().ok());
    let version = (numbers.next()?, numbers.next()?, numbers.next()?);
    Some(RegistrySchema {
        package: name.to_owned(),
        version,
        path,
    })
}
