//! The meaning of a schema that the formatter must preserve, computed from dumps alone.
use std::collections::BTreeMap;

use qapi_parser::{Edition, FormatOptions, LoadError, Loader, Outcome, check, dump, format};

/// The meaning of a schema, from its dump.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Meaning {
    /// The entities, as in the dump.
    entities: String,
    /// The words of the docs.
    words: Vec<String>,
}

impl Meaning {
    /// Returns the meaning of a schema; `None` if it has errors.
    pub(crate) fn of(loader: &dyn Loader, top: &str, edition: Edition) -> Option<Self> {
        let outcome = check(loader, top, edition).expect("the top file is there");
        let schema = outcome.schema?;
        let entities = dump(&schema, false);
        let all = dump(&schema, true);
        let docs = all
            .strip_prefix(&*entities)
            .expect("docs stand behind the entities");
        Some(Self {
            words: words(docs),
            entities,
        })
    }
}

/// Returns the words of dumped docs.
fn words(docs: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut lines = docs.lines().peekable();
    while let Some(line) = lines.next() {
        match line {
            // The position of a member without a description has no meaning.
            _ if line.starts_with("    arg=") && lines.peek() == Some(&"") => {}
            "    section=Plain" | "    section=Note" | "    section=Example" => {}
            "    section=Returns" => words.push("Returns".to_owned()),
            "    section=Errors" => words.push("Errors".to_owned()),
            _ => words.extend(line.split_whitespace().map(str::to_owned)),
        }
    }
    let mut text = words.join(" ") + " ";
    for mark in [
        ".. admonition:: Notes ",
        ".. admonition:: Example ",
        ".. note:: ",
        ".. qmp-example:: ",
        ":: ",
    ] {
        let mut kept = String::new();
        let mut rest = text.as_str();
        while let Some((before, behind)) = rest.split_once(mark) {
            let is_word = before.is_empty() || before.ends_with(' ');
            kept.push_str(before);
            kept.push_str(if is_word { "" } else { mark });
            rest = behind;
        }
        text = kept + rest;
    }
    text.split_whitespace().map(str::to_owned).collect()
}

/// Formats every file.
pub(crate) const ALL: FormatOptions<'_> = FormatOptions {
    wanted: &|_| true,
    exceptions: false,
};

/// A loader that replaces the texts of some files.
struct With<'l>(&'l dyn Loader, BTreeMap<String, String>);

impl Loader for With<'_> {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        match self.1.get(&self.identity(path)) {
            Some(text) => Ok(text.clone().into_bytes()),
            None => self.0.load(path),
        }
    }

    fn identity(&self, path: &str) -> String {
        self.0.identity(path)
    }

    fn join(&self, from: &str, include: &str) -> Result<String, LoadError> {
        self.0.join(from, include)
    }
}

/// Formats all files of a schema. Checks that the meaning is the same, and that the result is its
/// own modern form. Returns the texts by path and the remaining warnings, or the errors of the
/// schema.
#[track_caller]
pub(crate) fn formatted(
    before: &dyn Loader,
    top: &str,
) -> Result<(BTreeMap<String, String>, Outcome), Vec<String>> {
    let texts = |loader: &dyn Loader| {
        let formatted = format(loader, top, ALL).unwrap_or_else(|error| panic!("{error}"));
        let Some(rest) = formatted.rest else {
            let errors = formatted.outcome.diagnostics.iter();
            let short = errors.map(|it| it.short(&formatted.outcome.sources));
            return Err(short.collect::<Vec<String>>());
        };
        for (file, source) in formatted
            .files
            .iter()
            .zip(formatted.outcome.sources.files())
        {
            assert_eq!(file.changed, file.text != source.text());
        }
        let texts = formatted.files.into_iter();
        let texts: BTreeMap<String, String> = texts.map(|file| (file.path, file.text)).collect();
        Ok((texts, rest))
    };
    let (once, rest) = texts(before)?;
    let by_identity = once
        .iter()
        .map(|(path, text)| (before.identity(path), text.clone()));
    let after = With(before, by_identity.collect());
    let latest = Meaning::of(before, top, Edition::Latest);
    let edition = latest.map_or(Edition::Auto, |_| Edition::Latest);
    let meaning = |loader: &dyn Loader| Meaning::of(loader, top, edition).expect("no errors");
    let (old, new) = (meaning(before), meaning(&after));
    // Whole dumps would be too long to show.
    assert_eq!(
        old.entities.len(),
        new.entities.len(),
        "{top} has other entities"
    );
    for (old, new) in old.entities.lines().zip(new.entities.lines()) {
        assert_eq!(old, new, "{top} has other entities");
    }
    let shown = |words: &[String], at: usize| {
        words[at.saturating_sub(10)..(at + 10).min(words.len())].join(" ")
    };
    let same = old
        .words
        .iter()
        .zip(&new.words)
        .take_while(|(a, b)| a == b)
        .count();
    assert_eq!(
        shown(&old.words, same),
        shown(&new.words, same),
        "{top} has other docs"
    );
    assert_eq!(old, new);
    let (twice, _) = texts(&after).expect("no errors");
    for (path, text) in &once {
        assert_eq!(*text, twice[path], "formatting {path} again changes it");
    }
    Ok((once, rest))
}
