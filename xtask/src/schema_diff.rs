//! `cargo xtask schema-diff`: the changes of this project's guest agent schema for clients, since
//! its last release and since upstream's newest schema of the registry.
//!
//! `qga-schema/baseline/` contains the last released schema, with its version.
//! `qga-schema/qapi-diff.toml` lists the accepted changes. A breaking change that it does not list
//! fails the task.

use std::fs;

use qapi_compat::diff::{Date, Human, Level, Policy, compare};
use qapi_parser::FileSystem;
use tests::registry_schemas;

use crate::failure::Failure;
use crate::read;
use crate::workspace::root;

/// The folder of the schema's crate.
const CRATE: &str = "qga-schema";

/// Compares with both schemas.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    if !arguments.is_empty() {
        return Err(Failure::Usage("usage: cargo xtask schema-diff".to_owned()));
    }
    let folder = root().join(CRATE);
    let text = |path: &str| {
        let path = folder.join(path);
        fs::read_to_string(&path)
            .map_err(|error| Failure::Failed(format!("{}: {error}", path.display())))
    };
    let version = text("baseline/VERSION")?;
    let policy = Policy::from_toml(&text("qapi-diff.toml")?)
        .map_err(|error| Failure::Failed(format!("{CRATE}/qapi-diff.toml: {error}")))?;

    let mut older = vec![(
        format!("{CRATE} {}", version.trim()),
        folder.join("baseline").join(qga_schema::FILE_NAME),
    )];
    let mut upstream = registry_schemas().iter();
    match upstream.rfind(|schema| schema.package == "qapi-qga") {
        Some(schema) => older.push((
            format!("upstream's schema of {}", schema.release()),
            schema.path.clone(),
        )),
        None => println!("upstream's schemas were not fetched: compared with the baseline only"),
    }

    let new = folder.join("schema").join(qga_schema::FILE_NAME);
    let new = read::from(&FileSystem, &new.to_string_lossy())?;
    let mut broken = 0;
    let mut remarks: Option<Vec<String>> = None;
    for (name, path) in older {
        let old = read::from_files(&path)?;
        let (Some(old), Some(new)) = (&old.schema, &new.schema) else {
            continue;
        };
        let mut comparison = compare(old, new);
        policy.apply(&mut comparison, Date::today());
        // An entry may match in only one comparison. It is reported if it matches in neither.
        let here = std::mem::take(&mut comparison.remarks);
        match &mut remarks {
            None => remarks = Some(here),
            Some(before) => before.retain(|remark| here.contains(remark)),
        }
        let report = Human::new(false, Level::Warning).report(&comparison);
        let report = report.replace(&format!("{}/", root().display()), "");
        println!("since {name}:\n\n{report}");
        broken += comparison.count(Level::Breaking);
    }
    for remark in remarks.unwrap_or_default() {
        println!("warning: {CRATE}/qapi-diff.toml: {remark}\n");
    }
    match broken {
        0 => Ok(()),
        _ => Err(Failure::Failed(format!(
            "{broken} changes break clients; accept them in {CRATE}/qapi-diff.toml, or take them back"
        ))),
    }
}
