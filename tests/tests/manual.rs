//! Compares manuals with upstream's of the same schemas: Debian's page of the guest agent, and the
//! manual of QEMU 2.11. Their texts are upstream's, so the tests compare names and keep no text.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use flate2::read::GzDecoder;
use qapi_manual::{ManPage, Manual, MarkdownOptions};
use qapi_parser::schema::Schema;
use qapi_parser::{Edition, FileSystem, Memory, check};

fn unpacked(path: &str) -> Option<String> {
    let mut text = String::new();
    GzDecoder::new(File::open(path).ok()?)
        .read_to_string(&mut text)
        .expect("it unpacks");
    Some(text)
}

fn schema_of(text: String) -> Schema {
    let loader = Memory::new().with("schema.json", text);
    let outcome = check(&loader, "schema.json", Edition::Auto).expect("it is there");
    outcome.schema.expect("no errors")
}

fn registry(package: &str, version: (u32, u32, u32)) -> Option<Schema> {
    let found = tests::registry_schema(package, version)?;
    let path = found.path.to_str().expect("paths are UTF-8");
    let outcome = check(&FileSystem, path, Edition::Auto).expect("it is readable");
    Some(outcome.schema.expect("no errors"))
}

/// Returns a line of roff as shown.
fn shown(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((plain, escape)) = rest.split_once('\\') {
        out.push_str(plain);
        let signs = [
            ("(dq", "\""),
            ("(aq", "'"),
            ("(ga", "`"),
            ("(ha", "^"),
            ("(ti", "~"),
            ("-", "-"),
            ("e", "\\"),
            ("&", ""),
            ("%", ""),
        ];
        rest = match signs.iter().find(|(code, _)| escape.starts_with(code)) {
            Some((code, sign)) => {
                out.push_str(sign);
                &escape[code.len()..]
            }
            // A change of font.
            None => escape.get(2..).unwrap_or(""),
        };
    }
    out.push_str(rest);
    let quoted = out.strip_prefix('"').and_then(|out| out.strip_suffix('"'));
    quoted.unwrap_or(&out).to_lowercase()
}

/// Returns the headings and member lines of a page, in order: the text after `.SH`, `.SS`, `.B`,
/// and the bold text after `.TP`. It is in lower case, as pages differ in the case of headings.
fn outline(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut tag = false;
    for line in page.lines() {
        let heading = [".SH ", ".SS ", ".B "]
            .iter()
            .find_map(|it| line.strip_prefix(it));
        let bold = line.starts_with("\\fB") && tag || line.starts_with("The members of");
        tag = line.starts_with(".TP");
        if let Some(text) = heading.or(bold.then_some(line)) {
            found.push(shown(text));
        }
    }
    found
}

/// Returns the elements of `wanted` that `ours` does not contain in the same order.
fn missing(wanted: &[String], ours: &[String]) -> Vec<String> {
    let mut at = 0;
    let mut missing = Vec::new();
    for line in wanted {
        match ours[at..].iter().position(|other| other == line) {
            Some(found) => at += found + 1,
            None => missing.push(line.clone()),
        }
    }
    missing
}

#[test]
fn every_heading_and_member_line_of_debian_s_page_is_in_ours() {
    let page = unpacked("/usr/share/man/man7/qemu-ga-ref.7.gz");
    let schema = unpacked("/usr/share/doc/qemu-guest-agent/qapi-schema.json.gz");
    let (Some(page), Some(schema)) = (page, schema) else {
        return tests::skip("the manual page or the schema of Debian's package qemu-guest-agent");
    };
    let mut options = ManPage::new("qemu-ga-ref");
    options.release = "1".to_owned();
    let manual = Manual::new(&schema_of(schema), "QEMU Guest Agent Protocol Reference");
    let (theirs, ours) = (outline(&page), outline(&manual.man(&options)));
    assert!(theirs.len() > 400, "{} lines are too few", theirs.len());
    let missing = missing(&theirs, &ours);
    eprintln!(
        "{} headings and member lines, {} missing",
        theirs.len(),
        missing.len()
    );
    assert!(missing.is_empty(), "{missing:#?}");
}

/// groff has no warnings about the pages of the oldest and the newest schema.
#[test]
fn pages_are_sound_roff() {
    let groff = |page: &str| -> Option<String> {
        let mut process = Command::new("groff")
            .args(["-man", "-ww", "-z", "-Tutf8"])
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .ok()?;
        let mut input = process.stdin.take()?;
        input.write_all(page.as_bytes()).expect("groff reads");
        drop(input);
        let output = process.wait_with_output().expect("groff ends");
        Some(String::from_utf8_lossy(&output.stderr).into_owned())
    };
    for (package, version) in [
        ("qapi-qga", (0, 0, 1)),
        ("qapi-qmp", (0, 0, 1)),
        ("qapi-qmp", (0, 15, 0)),
    ] {
        let Some(schema) = registry(package, version) else {
            tests::skip("the registry's schemas");
            continue;
        };
        match groff(&Manual::new(&schema, "Manual").man(&ManPage::new("manual"))) {
            Some(warnings) => assert_eq!(warnings, "", "{package} {version:?}"),
            None => return tests::skip("groff"),
        }
    }
}

/// Returns the name and the type in a member line, as manuals write it.
fn member_line(line: &str) -> Option<(&str, &str)> {
    let (name, behind) = line.split_once(": ")?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let ty = behind.strip_prefix("array of ").unwrap_or(behind);
    let end = ty.find(' ').unwrap_or(ty.len());
    let is_type = matches!(&ty[..end], "int" | "string" | "boolean" | "number")
        || (ty.starts_with("Guest") && !name.starts_with(char::is_uppercase));
    let length = behind.len() - ty.len() + end;
    (name.chars().all(is_name) && is_type).then(|| (name, &behind[..length]))
}

#[test]
fn the_manual_of_2_11_has_what_upstream_s_had() {
    let seeds = fs::read_dir(tests::shared().join("seeds"));
    let mut paths = seeds
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let is_manual = |path: &Path| {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        name.is_some_and(|name| name.starts_with("003_"))
    };
    let (Some(path), Some(schema)) = (
        paths.find(|path| is_manual(path)),
        registry("qapi-qga", (0, 0, 1)),
    ) else {
        return tests::skip("the manual of 2.11, or the package qapi-qga 0.0.1");
    };
    let text = fs::read_to_string(path).expect("it is readable");
    let page = Manual::new(&schema, "Manual").man(&ManPage::new("manual"));
    let ours = outline(&page);

    // The index of upstream's manual was read from a printed page, which sets the entries as text.
    let entries: Vec<&String> = ours.iter().filter(|line| line.ends_with(')')).collect();
    for kind in ["Command", "Object", "Enum", "Alternate"] {
        let theirs = text.matches(&format!("[{kind}]")).count();
        let word = format!("({})", kind.to_lowercase());
        let ours = entries.iter().filter(|line| line.ends_with(&word)).count();
        assert_eq!(ours, theirs, "{kind}");
    }
    let names: Vec<String> = entries
        .iter()
        .filter_map(|line| line.split_once(" (").map(|(name, _)| name.to_owned()))
        .filter(|name| !name.contains(':'))
        .collect();
    for line in text.lines() {
        let name = line.split(" [").next().unwrap_or("").trim().to_lowercase();
        let is_name =
            line.contains(" [Command]") || line.contains(" [Enum]") || line.contains(" [Object]");
        assert!(!is_name || names.contains(&name), "{name} is missing");
    }
    let found = names
        .iter()
        .filter(|name| text.to_lowercase().contains(&***name));
    assert_eq!(found.count(), names.len());

    let members: Vec<String> = text
        .lines()
        .filter_map(member_line)
        .map(|(name, ty)| format!("{name}: {ty}").to_lowercase())
        .collect();
    let plain: Vec<String> = (ours.iter())
        .map(|line| line.replace(" (optional)", ""))
        .collect();
    assert!(members.len() > 70, "{} members are too few", members.len());
    let missing = missing(&members, &plain);
    eprintln!(
        "{} entries, {} members, {} missing",
        names.len(),
        members.len(),
        missing.len()
    );
    assert!(missing.is_empty(), "{missing:#?}");

    // Both indexes, with every name.
    let (_, index) = page
        .split_once("\"COMMANDS AND EVENTS INDEX\"")
        .expect("an index of commands");
    let (commands, types) = index
        .split_once("\"DATA TYPES INDEX\"")
        .expect("an index of types");
    let listed = |index: &str, name: &str| {
        let mut lines = index.lines().map(|line| shown(line).trim().to_lowercase());
        lines.any(|line| line == name)
    };
    for line in entries {
        let (name, kind) = line.split_once(" (").unwrap_or((line, ""));
        if !name.contains(':') {
            let index = if kind == "command)" { commands } else { types };
            assert!(listed(index, name), "{name} is in no index");
        }
    }
}

/// The words that are markup.
const MARKUP: [&str; 12] = [
    "note",
    "qmp",
    "example",
    "title",
    "annotated",
    "table",
    "widths",
    "auto",
    "admonition",
    "caution",
    "doc",
    "ref",
];

fn count_words(text: &str, counts: &mut BTreeMap<String, usize>) {
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        *counts.entry(word.to_lowercase()).or_default() += 1;
    }
}

/// Every form of the manual contains every word of the docs at least as often.
#[test]
fn no_word_of_the_docs_is_lost() {
    for (package, version) in [
        ("qapi-qga", (0, 0, 1)),
        ("qapi-qmp", (0, 0, 1)),
        ("qapi-qmp", (0, 15, 0)),
    ] {
        let Some(schema) = registry(package, version) else {
            tests::skip("the registry's schemas");
            continue;
        };
        let mut wanted = BTreeMap::new();
        for (_, doc) in schema.docs() {
            for section in &doc.sections {
                // Warnings name the targets of links out of the schema.
                let text = section
                    .text
                    .split(" <")
                    .map(|part| part.split_once(">`").map_or(part, |it| it.1));
                text.for_each(|part| count_words(part, &mut wanted));
            }
        }
        let manual = Manual::new(&schema, "Manual");
        let page: String = manual
            .man(&ManPage::new("manual"))
            .lines()
            .map(|line| shown(line) + "\n")
            .collect();
        let markdown = manual.markdown(&MarkdownOptions::default());
        for (form, text) in [("man", page), ("markdown", markdown)] {
            let mut found = BTreeMap::new();
            count_words(&text, &mut found);
            let lost: Vec<String> = wanted
                .iter()
                .filter(|(word, _)| !MARKUP.contains(&&***word))
                .filter(|(word, count)| found.get(*word).unwrap_or(&0) < count)
                .map(|(word, count)| format!("{word}: {count}, {:?}", found.get(word)))
                .collect();
            assert!(
                lost.is_empty(),
                "{package} {version:?} as {form}: {lost:#?}"
            );
        }
    }
}
