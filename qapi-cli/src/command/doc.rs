//! `qapi doc`: the reference manual of a schema.

use std::path::{Path, PathBuf};

use qapi_compat::history::History;
use qapi_manual::{HtmlOptions, ManPage, Manual, MarkdownOptions};
use qapi_parser::Outcome;

use super::read::read;
use crate::arguments::{Color, DocFormat, DocOptions};
use crate::output;
use crate::status::Status;

pub(crate) fn run(options: &DocOptions, color: Color) -> Status {
    let outcome = match read(&options.file, &options.rules, output::colour(color)) {
        Ok(outcome) => outcome,
        Err(status) => return status,
    };
    let Some(schema) = &outcome.schema else {
        return Status::Errors;
    };
    let stem = stem(&options.file);
    let title = options.title.clone();
    let title = title
        .or_else(|| Manual::suggested_title(schema))
        .unwrap_or_else(|| format!("{stem} Reference"));
    let manual = Manual::new(schema, &title);
    warn(&manual, &outcome);
    let history = match history(options, &outcome, color) {
        Ok(history) => history,
        Err(status) => return status,
    };
    let files = match write(&manual, options, stem, history) {
        Ok(files) => files,
        Err(complaint) => {
            output::complain(&complaint);
            return Status::Trouble;
        }
    };
    if let Err(status) = output::write(&files) {
        return status;
    }
    output::message(&match &*files {
        [(path, text)] => format!("{}: {} lines", path.display(), text.lines().count()),
        files => format!("{}: {} files", options.out, files.len()),
    });
    Status::Fine
}

/// Warns about texts that the manual shows as they are in the schema.
fn warn(manual: &Manual, outcome: &Outcome) {
    for warning in manual.warnings() {
        output::message(&warning.short(&outcome.sources));
    }
    match manual.warnings().len() {
        0 => {}
        1 => output::message("1 place in the texts, kept as it is written"),
        count => output::message(&format!(
            "{count} places in the texts, kept as they are written"
        )),
    }
}

/// Returns the history of the given older releases and of this one; `None` if none is given.
fn history(
    options: &DocOptions,
    outcome: &Outcome,
    color: Color,
) -> Result<Option<History>, Status> {
    if options.history.is_empty() {
        return Ok(None);
    }
    let older = super::history::read_all(&options.history, color)?;
    let here = match &*options.release {
        "" => "this release",
        release => release,
    };
    let all = older.iter().map(|(label, outcome)| (&**label, outcome));
    Ok(Some(super::history::history(all.chain([(here, outcome)]))))
}

/// Returns the files of the manual. On standard output there is only one.
fn write(
    manual: &Manual,
    options: &DocOptions,
    stem: &str,
    history: Option<History>,
) -> Result<Vec<(PathBuf, String)>, String> {
    let out = Path::new(&options.out);
    let is_folder = out.is_dir() || options.out.ends_with('/');
    if history.is_some() && options.format != DocFormat::Html {
        return Err(
            "--history makes a page of a site: see `qapi history` for other forms".to_owned(),
        );
    }
    match options.format {
        DocFormat::Man => {
            let name = options.name.clone();
            let mut page = ManPage::new(&name.unwrap_or_else(|| format!("{stem}-ref")));
            page.section.clone_from(&options.section);
            page.date.clone_from(&options.date);
            page.release.clone_from(&options.release);
            let path = if is_folder {
                out.join(format!("{}.{}", page.name, page.section))
            } else {
                out.to_owned()
            };
            Ok(vec![(path, manual.man(&page))])
        }
        DocFormat::Markdown => {
            let layout = MarkdownOptions {
                comment: String::new(),
                summary: options.summary,
            };
            if is_folder {
                return Ok(placed(out, manual.markdown_files(&layout)));
            }
            if options.summary {
                return Err("--summary needs a folder to write to".to_owned());
            }
            Ok(vec![(out.to_owned(), manual.markdown(&layout))])
        }
        DocFormat::Html => {
            if options.out == "-" || out.is_file() {
                return Err(format!("{}: a site goes into a folder", options.out));
            }
            let mut site = HtmlOptions::default();
            site.release.clone_from(&options.release);
            site.history = history;
            Ok(placed(out, manual.html(&site)))
        }
    }
}

/// Returns the files with the paths that they have in the folder.
fn placed(folder: &Path, files: Vec<(String, String)>) -> Vec<(PathBuf, String)> {
    let files = files.into_iter();
    files
        .map(|(name, text)| (folder.join(name), text))
        .collect()
}

/// Returns the name of a schema's file, without folders and extensions.
fn stem(file: &str) -> &str {
    if file == "-" {
        return "schema";
    }
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.split('.')
        .next()
        .filter(|stem| !stem.is_empty())
        .unwrap_or(name)
}
