//! Manuals as web sites: the files alone.

use std::collections::{BTreeMap, BTreeSet};

use qapi_manual::{HtmlOptions, Manual, MarkdownOptions};
use qapi_parser::schema::Schema;
use qapi_parser::{Edition, FileSystem, Memory, check};

fn qga() -> Schema {
    let loader = Memory::new().with(qga_schema::FILE_NAME, qga_schema::TEXT);
    let outcome = check(&loader, qga_schema::FILE_NAME, Edition::Latest).expect("it is there");
    outcome.schema.expect("no errors")
}

/// Returns the schema of QMP of 9.1.
fn qmp() -> Option<Schema> {
    registry("qapi-qmp", (0, 15, 0))
}

fn registry(package: &str, version: (u32, u32, u32)) -> Option<Schema> {
    let found = tests::registry_schema(package, version)?;
    let path = found.path.to_str().expect("paths are UTF-8");
    let outcome = check(&FileSystem, path, Edition::Auto).expect("it is readable");
    Some(outcome.schema.expect("no errors"))
}

fn site(schema: &Schema) -> Vec<(String, String)> {
    Manual::new(schema, "Manual").html(&HtmlOptions::default())
}

/// Returns the values of an attribute.
fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let mark = format!(" {name}=\"");
    let values = html.split(&mark).skip(1);
    values.filter_map(|it| it.split('"').next()).collect()
}

/// Checks that every link leads to an existing file and anchor, that ids are unique, and that
/// nothing is loaded from elsewhere. Returns the number of links.
fn check_links(files: &[(String, String)]) -> usize {
    let mut ids: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, text) in files {
        let all = if name.ends_with(".html") {
            attributes(text, "id")
        } else {
            Vec::new()
        };
        let set: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(set.len(), all.len(), "{name} has an id twice");
        ids.insert(name, set);
    }
    let mut count = 0;
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        for source in attributes(text, "src") {
            assert!(ids.contains_key(source), "{name} loads {source}");
        }
        for link in attributes(text, "href") {
            if link.starts_with("http") {
                continue;
            }
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let file = if file.is_empty() { name } else { file };
            let known = ids
                .get(file)
                .unwrap_or_else(|| panic!("{name}: no file {file}"));
            assert!(
                place.is_empty() || known.contains(place),
                "{name}: {link} leads nowhere"
            );
            count += 1;
        }
        for list in ["aria-controls", "aria-labelledby"] {
            for id in attributes(text, list) {
                assert!(ids[&**name].contains(id), "{name}: {list} {id}");
            }
        }
    }
    count
}

#[test]
fn no_link_of_a_site_dangles() {
    let mut schemas = vec![("qga".to_owned(), qga())];
    // The first release has unions without discriminators, and names of older forms.
    for version in [(0, 15, 0), (0, 0, 1)] {
        match registry("qapi-qmp", version) {
            Some(schema) => schemas.push((format!("qmp {version:?}"), schema)),
            None => tests::skip("the packages of qapi-qmp"),
        }
    }
    for (name, schema) in schemas {
        let files = site(&schema);
        let count = check_links(&files);
        eprintln!("{name}: {} files, {count} links", files.len());
        assert!(count > 500);
        assert_eq!(files, site(&schema), "the output is the same each time");
    }
}

#[test]
fn no_link_of_qmp_s_markdown_dangles() {
    let Some(schema) = qmp() else {
        return tests::skip("the package qapi-qmp 0.15.0");
    };
    let files = Manual::new(&schema, "Manual").markdown_files(&MarkdownOptions::default());
    let files: BTreeMap<&str, &str> = files
        .iter()
        .map(|(name, text)| (&**name, &**text))
        .collect();
    let anchors = |text: &str| -> BTreeSet<String> {
        attributes(text, "id")
            .into_iter()
            .map(str::to_owned)
            .collect()
    };
    let anchors: BTreeMap<&str, BTreeSet<String>> = files
        .iter()
        .map(|(name, text)| (*name, anchors(text)))
        .collect();
    let mut count = 0;
    for (name, text) in &files {
        for link in text
            .split("`](")
            .skip(1)
            .filter_map(|it| it.split(')').next())
        {
            let (file, place) = link.split_once('#').expect("a definition has an anchor");
            let file = if file.is_empty() { name } else { file };
            assert!(
                anchors[file].contains(place),
                "{name}: {link} leads nowhere"
            );
            count += 1;
        }
    }
    assert!(count > 3000, "{count} links are too few");
}

/// The files that a browser loads before it shows the first page, or the largest.
#[test]
fn qmp_s_manual_is_light() {
    let Some(schema) = qmp() else {
        return tests::skip("the package qapi-qmp 0.15.0");
    };
    let files = site(&schema);
    let size = |wanted: &dyn Fn(&str) -> bool| -> usize {
        let sizes = files.iter().filter(|(name, _)| wanted(name));
        sizes.map(|(_, text)| text.len()).sum()
    };
    let shared = size(&|name| !name.ends_with(".html"));
    let pages = files.iter().filter(|(name, _)| name.ends_with(".html"));
    let largest = pages
        .map(|(_, text)| text.len())
        .max()
        .expect("there are pages");
    let first = size(&|name| name == "index.html");
    eprintln!("first page {first}, largest page {largest}, with each {shared} bytes");
    assert!(first + shared < 2_000_000 && largest + shared < 2_000_000);
}
