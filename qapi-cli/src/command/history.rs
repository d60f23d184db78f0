//! `qapi history`: when everything came, changed and went.

use std::path::Path;

use qapi_codegen::history::{History, Release};
use qapi_parser::{Loader, Outcome};

use super::diff::{read, usable};
use crate::arguments::{Color, HistoryFormat, HistoryOptions};
use crate::{Status, output};

pub(crate) fn run(options: &HistoryOptions, color: Color) -> Status {
    let mut read_all = Vec::new();
    for argument in &options.files {
        match labelled(argument, color) {
            Ok(release) => read_all.push(release),
            Err(status) => return status,
        }
    }
    let releases: Vec<Release<'_>> = (read_all.iter())
        .filter_map(|(label, outcome)| {
            let schema = outcome.schema.as_ref()?;
            Some(Release {
                label: label.clone(),
                schema,
            })
        })
        .collect();
    let history = History::of(&releases);
    output::print(&match options.format {
        HistoryFormat::Markdown => history.markdown(),
        HistoryFormat::Json => history.json(),
    })
}

/// A schema, and what its release is called.
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

/// What a file `VERSION` says that stands in the schema's folder, or in the one around it: there QEMU's stands.
fn version_beside(loader: &dyn Loader, top: &str) -> Option<String> {
    let version = |place: &str| {
        let path = loader.join(top, place).ok()?;
        let text = String::from_utf8(loader.load(&path).ok()?).ok()?;
        let line = text.lines().next()?.trim();
        (!line.is_empty()).then(|| line.to_owned())
    };
    ["VERSION", "../VERSION"].into_iter().find_map(version)
}
