//! `cargo xtask release --check`: reports the requirements of a release.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::failure::Failure;
use crate::workspace::root;

/// One requirement of a release, and its result.
struct Requirement {
    name: String,
    /// `Err` describes what is missing.
    found: Result<String, String>,
}

/// Prints every requirement, and fails if one is not met.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    if arguments != ["--check"] {
        let usage = "usage: cargo xtask release --check";
        return Err(Failure::Usage(usage.to_owned()));
    }
    let packages = published()?;
    let mut requirements = vec![versions(&packages), changelog(&packages)];
    requirements.extend(packages.iter().map(described));
    requirements.push(packaged(&packages));
    requirements.push(oldest_rust(&packages));
    let mut missing = 0;
    for Requirement { name, found } in &requirements {
        match found {
            Ok(found) => println!("ok       {name}: {found}"),
            Err(problem) => {
                missing += 1;
                println!("missing  {name}: {problem}");
            }
        }
    }
    match missing {
        0 => Ok(()),
        count => Err(Failure::Failed(format!(
            "a release needs {count} more of these"
        ))),
    }
}

/// Returns the packages of the workspace that are published, as `cargo metadata` describes them.
fn published() -> Result<Vec<Value>, Failure> {
    let text = output(&[
        "metadata",
        "--no-deps",
        "--format-version",
        "1",
        "--offline",
    ])?;
    let metadata: Value = serde_json::from_slice(&text)
        .map_err(|error| Failure::Failed(format!("cargo metadata: {error}")))?;
    let packages = metadata.get("packages").and_then(Value::as_array);
    let is_published = |package: &&Value| package.get("publish").is_none_or(Value::is_null);
    Ok(packages
        .into_iter()
        .flatten()
        .filter(is_published)
        .cloned()
        .collect())
}

fn text<'p>(package: &'p Value, key: &str) -> &'p str {
    package.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Checks that all packages have one version.
fn versions(packages: &[Value]) -> Requirement {
    let mut versions: Vec<&str> = packages.iter().map(|it| text(it, "version")).collect();
    versions.sort_unstable();
    versions.dedup();
    let found = match versions[..] {
        [version] => Ok(format!("{version}, of {} packages", packages.len())),
        _ => Err(format!("the packages have {}", versions.join(" and "))),
    };
    requirement("one version", found)
}

/// Checks that the changelog has a section for the version, with a date.
fn changelog(packages: &[Value]) -> Requirement {
    let version = packages.first().map_or("", |it| text(it, "version"));
    let headings = fs::read_to_string(root().join("CHANGELOG.md")).map(|log| {
        let headings = log.lines().filter_map(|line| line.strip_prefix("## "));
        headings.map(str::to_owned).collect::<Vec<_>>()
    });
    let found = match headings {
        Err(error) => Err(error.to_string()),
        Ok(headings) => match headings.iter().find(|it| it.contains(version)) {
            Some(heading) if heading.starts_with("Unreleased") => {
                Err(format!("'{heading}' has no date yet"))
            }
            Some(heading) => Ok(format!("'{heading}'")),
            None => Err(format!("no section is about {version}")),
        },
    };
    requirement("changelog", found)
}

/// Checks that a package has a description, a README and its licences.
fn described(package: &Value) -> Requirement {
    let name = text(package, "name");
    let folder = Path::new(text(package, "manifest_path")).parent();
    let folder = folder.unwrap_or(Path::new(""));
    let keys = ["description", "license", "readme", "rust_version"];
    let lacking = keys.into_iter().filter(|key| text(package, key).is_empty());
    let files = ["README.md", "LICENSE-APACHE", "LICENSE-MIT"];
    let files = files
        .into_iter()
        .filter(|file| !folder.join(file).is_file());
    let lacking: Vec<&str> = lacking.chain(files).collect();
    let found = match lacking[..] {
        [] => Ok("described, with its licences".to_owned()),
        _ => Err(format!("lacks {}", lacking.join(", "))),
    };
    requirement(name, found)
}

/// Checks that every package builds from its published files.
fn packaged(packages: &[Value]) -> Requirement {
    let folder = root().join("target/release-check");
    let target = folder.to_string_lossy();
    let mut arguments = vec!["package", "--locked", "--quiet", "--allow-dirty"];
    arguments.extend(["--target-dir", &target]);
    for package in packages {
        arguments.extend(["--package", text(package, "name")]);
    }
    let found = output(&arguments);
    // Cargo keeps unpacked packages, even if their content changes.
    let _ = fs::remove_dir_all(&folder);
    let found = found.map(|_| "each builds by itself".to_owned());
    requirement("packages", found.map_err(|failure| failure.to_string()))
}

/// Checks that the workspace builds with the oldest Rust that its manifest names.
fn oldest_rust(packages: &[Value]) -> Requirement {
    let version = packages.first().map_or("", |it| text(it, "rust_version"));
    let toolchain = format!("+{version}");
    let mut cargo = Command::new("cargo");
    let cargo = cargo.args([&toolchain, "--version"]);
    let is_installed = cargo.output().is_ok_and(|it| it.status.success());
    let found = if is_installed {
        let target = root().join("target/oldest-rust");
        let target = target.to_string_lossy();
        let check = [
            "check",
            "--workspace",
            "--all-features",
            "--locked",
            "--quiet",
        ];
        let arguments = [&[&*toolchain][..], &check, &["--target-dir", &target]].concat();
        let result = output(&arguments).map(|_| format!("{version} builds the workspace"));
        result.map_err(|failure| failure.to_string())
    } else {
        Err(format!(
            "toolchain {version} is not installed: `rustup toolchain install {version}`"
        ))
    };
    requirement("oldest Rust", found)
}

fn requirement(name: &str, found: Result<String, String>) -> Requirement {
    let name = name.to_owned();
    Requirement { name, found }
}

/// Runs cargo in the workspace's folder and returns its standard output.
///
/// # Errors
/// The last lines of its errors.
fn output(arguments: &[&str]) -> Result<Vec<u8>, Failure> {
    let mut cargo = Command::new("cargo");
    // Rustup's proxy chooses a toolchain, but `$CARGO` does not.
    cargo
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::null());
    let output = cargo
        .output()
        .map_err(|error| Failure::Failed(format!("cargo: {error}")))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    let mut last: Vec<&str> = errors.lines().rev().take(12).collect();
    last.reverse();
    Err(Failure::Failed(last.join("\n")))
}
