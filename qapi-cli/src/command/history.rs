//! `qapi history`: lists when each definition was added, changed and removed.

use std::path::Path;

use qapi_compat::history::{History, Release};
use qapi_parser::{Loader, Outcome};

use super::diff::{read, usable};
use crate::arguments::{Color, HistoryFormat, HistoryOptions};
use crate::output;
use crate::status::Status;

pub(crate) fn run(options: &HistoryOptions, color: Color) -> Status {
    let releases = match read_all(&options.files, color) {
        Ok(releases) => releases,
        Err(status) => return status,
    };
    let history = history(releases.iter().map(|(label, outcome)| (&**label, outcome)));
    output::print(&match options.format {
        HistoryFormat::Markdown => history.markdown(),
        HistoryFormat::Json => history.json(),
    })
}

/// Reads schemas, each with the label of its release.
pub(super) fn read_all(files: &[String], color: Color) -> Result<Vec<(String, Outcome)>, Status> {
    files.iter().map(|file| labelled(file, color)).collect()
}

/// Returns the history of schemas without errors.
pub(super) fn history<'o>(outcomes: impl Iterator<Item = (&'o str, &'o Outcome)>) -> History {
    let releases = outcomes.filter_map(|(label, outcome)| {
        let schema = outcome.schema.as_ref()?;
        Some(Release {
            label: label.to_owned(),
            schema,
        })
    });
    History::of(&releases.collect::<Vec<_>>())
}

/// Reads a schema. Returns it with the label of its release.
fn labelled(argument: &str, color: Color) -> Result<(String, Outcome), Status> {
    let (label, name) = match argument.split_once('=') {
        Some((label, name)) if !Path::new(argument).exists() => (Some(label), name),
        _ => (None, argument),
    };
    let (outcome, side) = usable(read(name), color)?;
    let label = match label {
        Some(label) => label.to_owned(),
        None => version_beside(side.loader(), name).unwrap_or_else(|| name.to_owned()),
    };
    Ok((label, outcome))
}

/// Returns the content of a file `VERSION` in the schema's folder or its parent, as in QEMU's
/// source tree.
fn version_beside(loader: &dyn Loader, top: &str) -> Option<String> {
    let version = |place: &str| {
        let path = loader.join(top, place).ok()?;
        let text = String::from_utf8(loader.load(&path).ok()?).ok()?;
        let line = text.lines().next()?.trim();
        (!line.is_empty()).then(|| line.to_owned())
    };
    ["VERSION", "../VERSION"].into_iter().find_map(version)
}
