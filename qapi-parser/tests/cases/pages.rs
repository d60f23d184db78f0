//! The pages that explain the codes. Each has its code's title, a wrong example that reports only
//! that code, and a right one that reports nothing.

use std::collections::BTreeSet;
use std::path::Path;

use crate::example::Example;
use qapi_parser::{Code, Diagnostic, Edition, Outcome, Severity};

fn found(outcome: &Outcome) -> String {
    let line = |diagnostic: &Diagnostic| format!("\n  {}", diagnostic.short(&outcome.sources));
    outcome.diagnostics.iter().map(line).collect()
}

/// Runs a check on each code and fails with all errors.
fn each(mut check: impl FnMut(Code) -> Result<(), String>) {
    let wrong: Vec<String> = Code::ALL
        .iter()
        .filter_map(|&code| check(code).err().map(|why| format!("{code}: {why}\n")))
        .collect();
    assert!(
        wrong.is_empty(),
        "{} pages:\n{}",
        wrong.len(),
        wrong.concat()
    );
}

#[test]
fn a_page_begins_with_the_code_and_its_title() {
    each(|code| {
        let title = format!("# {code}: {}\n\n", code.title());
        match code.explanation().starts_with(&title) {
            true => Ok(()),
            false => Err(format!("does not begin with '{}'", title.trim_end())),
        }
    });
}

#[test]
fn no_page_is_left_over() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pages");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("the folder of the pages")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    let codes: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{code}.md")).collect();
    assert_eq!(files, codes);
}

#[test]
fn a_page_explains_in_two_to_six_sentences() {
    each(|code| {
        let page = code.explanation();
        let text = page.split("\n## ").next().unwrap_or("");
        let text = text.split("\n\nIn the example").next().unwrap_or("");
        let (_, text) = text.split_once('\n').unwrap_or_default();
        // A dot within a word, as in `2.6`, ends no sentence.
        let words = text.split_whitespace();
        let sentences = words.filter(|word| word.ends_with('.')).count();
        match sentences {
            2..=9 => Ok(()),
            other => Err(format!("{other} sentences")),
        }
    });
}

#[test]
fn the_wrong_example_reports_the_code_and_nothing_else_in_edition_auto() {
    each(|code| {
        let outcome = Example::of(code, "Wrong").check(Edition::Auto);
        let severity = if code.is_warning() || code.is_legacy() {
            Severity::Warning
        } else {
            Severity::Error
        };
        let expected =
            |diagnostic: &Diagnostic| (diagnostic.code, diagnostic.severity) == (code, severity);
        if outcome.diagnostics.is_empty() || !outcome.diagnostics.iter().all(expected) {
            return Err(format!(
                "expected one {severity} in edition auto, found {}",
                found(&outcome)
            ));
        }
        let usable = severity == Severity::Warning;
        match outcome.schema.is_some() == usable {
            true => Ok(()),
            false => Err(format!("a schema should be there: {usable}")),
        }
    });
}

#[test]
fn the_wrong_example_is_wrong_in_the_latest_edition() {
    each(|code| {
        let outcome = Example::of(code, "Wrong").check(Edition::Latest);
        let right = match code {
            // The latest release reads the mark as text.
            Code::LegacyDocOptional => outcome.diagnostics.is_empty(),
            // It does not know most older forms, so it reports another code for them.
            legacy if legacy.is_legacy() => outcome.has_errors(),
            _ => outcome.diagnostics.iter().all(|found| found.code == code),
        };
        match right && outcome.diagnostics.is_empty() == (code == Code::LegacyDocOptional) {
            true => Ok(()),
            false => Err(format!("in edition latest found {}", found(&outcome))),
        }
    });
}

#[test]
fn the_right_example_reports_nothing() {
    each(|code| {
        let outcome = Example::of(code, "Right").check(Edition::Latest);
        match outcome.diagnostics.is_empty() && outcome.schema.is_some() {
            true => Ok(()),
            false => Err(format!("the right example reports {}", found(&outcome))),
        }
    });
}
