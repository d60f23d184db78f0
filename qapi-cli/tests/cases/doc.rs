//! `qapi doc` from outside: the files it writes, and its messages.
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const SCHEMA: &str = "
##
# @Lamp:
#
# A thing that shines.
#
# @id: which; see :odd:`this`
#
# Since: 1.2
##
{ 'struct': 'Lamp', 'data': { 'id': 'str' } }
";

fn doc(folder: &Path, arguments: &[&str]) -> Output {
    fs::write(folder.join("lamps.json"), SCHEMA).expect("written");
    Command::new(env!("CARGO_BIN_EXE_qapi"))
        .arg("doc")
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n")
}

#[test]
fn a_page_and_markdown_go_to_standard_output() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = doc(
        folder.path(),
        &[
            "lamps.json",
            "--format",
            "man",
            "--out",
            "-",
            "--release",
            "9",
            "--date",
            "May",
        ],
    );
    assert_eq!(page.status.code(), Some(0));
    let first = ".TH \"LAMPS\\-REF\" \"7\" \"May\" \"9\" \"lamps Reference\"\n";
    assert!(
        text(&page.stdout).starts_with(first),
        "{}",
        text(&page.stdout)
    );
    assert_eq!(
        text(&page.stderr),
        "lamps.json:7:8: warning[markup-role]: the role 'odd' is not understood\n\
         1 place in the texts, kept as it is written\n"
    );
    let markdown = doc(
        folder.path(),
        &[
            "lamps.json",
            "--format",
            "markdown",
            "--out",
            "-",
            "--title",
            "Lamps",
        ],
    );
    assert!(text(&markdown.stdout).starts_with("# Lamps\n"));
    assert!(text(&markdown.stdout).contains("- `id` (string): which; see `this`\n"));
}

#[test]
fn files_go_where_they_are_wanted() {
    let folder = tempfile::tempdir().expect("a folder");
    for (arguments, files) in [
        (["man", "page.7"].as_slice(), ["page.7"].as_slice()),
        (
            &["man", "pages/", "--name", "lamps", "--section", "3"],
            &["pages/lamps.3"],
        ),
        (&["markdown", "one.md"], &["one.md"]),
        (&["markdown", "md/"], &["md/README.md", "md/lamps.md"]),
        (
            &["markdown", "book/", "--summary"],
            &["book/README.md", "book/SUMMARY.md"],
        ),
        (
            &["html", "site"],
            &["site/index.html", "site/lamps.html", "site/search.js"],
        ),
    ] {
        let (format, rest) = arguments.split_first().expect("a format");
        let (out, rest) = rest.split_first().expect("a place");
        let given = [
            ["lamps.json", "--format", format, "--out", out].as_slice(),
            rest,
        ]
        .concat();
        let output = doc(folder.path(), &given);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        for file in files {
            assert!(folder.path().join(file).is_file(), "{file}");
        }
    }
    assert!(!folder.path().join("md/SUMMARY.md").exists());
}

#[test]
fn what_cannot_be_done_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    for (arguments, message) in [
        (
            ["html", "-"].as_slice(),
            "qapi: -: a site goes into a folder\n",
        ),
        (
            &["markdown", "-", "--summary"],
            "qapi: --summary needs a folder to write to\n",
        ),
    ] {
        let (format, rest) = arguments.split_first().expect("a format");
        let (out, rest) = rest.split_first().expect("a place");
        let given = [
            ["lamps.json", "--format", format, "--out", out].as_slice(),
            rest,
        ]
        .concat();
        let output = doc(folder.path(), &given);
        assert_eq!(output.status.code(), Some(2));
        assert!(
            text(&output.stderr).ends_with(message),
            "{}",
            text(&output.stderr)
        );
    }
    fs::write(folder.path().join("bad.json"), "{ 'struct': 'Lamp' }").expect("written");
    let output = doc(
        folder.path(),
        &["bad.json", "--format", "html", "--out", "none/"],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(!folder.path().join("none").exists());
}

/// Returns the content of each file of a folder, without subfolders.
#[cfg(unix)]
fn content(folder: &Path) -> std::collections::BTreeMap<String, String> {
    let files = fs::read_dir(folder).expect("a folder");
    let files = files.map(|file| {
        let file = file.expect("an entry");
        let text = fs::read_to_string(file.path()).unwrap_or_default();
        (file.file_name().to_string_lossy().into_owned(), text)
    });
    files.collect()
}

/// Writes a site with a limit of two kilobytes per file, as on a full disk.
#[cfg(unix)]
fn doc_without_room(folder: &Path) -> Output {
    Command::new("sh")
        .arg("-c")
        .arg("trap '' XFSZ; ulimit -f 4; exec \"$0\" doc lamps.json --format html --out site --release 3")
        .arg(env!("CARGO_BIN_EXE_qapi"))
        .current_dir(folder)
        .output()
        .expect("it runs")
}

#[cfg(unix)]
#[test]
fn a_site_is_written_completely_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    fs::write(folder.join("lamps.json"), SCHEMA).expect("written");
    // A new site.
    let output = doc_without_room(folder);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert!(
        text(&output.stderr).contains("qapi: site/index.html: "),
        "{}",
        text(&output.stderr)
    );
    assert_eq!(
        content(folder).into_keys().collect::<Vec<_>>(),
        ["lamps.json"]
    );
    // An existing site, with an unrelated file in its folder.
    assert_eq!(
        doc(folder, &["lamps.json", "--format", "html", "--out", "site"])
            .status
            .code(),
        Some(0)
    );
    let site = folder.join("site");
    fs::write(site.join("CNAME"), "lamps.example").expect("written");
    let before = content(&site);
    assert_eq!(doc_without_room(folder).status.code(), Some(2));
    assert_eq!(content(&site), before);
    // If one file cannot be moved, none is. The style sheet is the last file.
    fs::remove_file(site.join("style.css")).expect("removed");
    fs::create_dir(site.join("style.css")).expect("made");
    let before = content(&site);
    let again = [
        "lamps.json",
        "--format",
        "html",
        "--out",
        "site",
        "--release",
        "3",
    ];
    let output = doc(folder, &again);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).contains("qapi: site/style.css: "),
        "{}",
        text(&output.stderr)
    );
    assert_eq!(content(&site), before);
    // With enough space, files that differ are replaced, and the others are kept.
    fs::remove_dir(site.join("style.css")).expect("removed");
    assert_eq!(doc(folder, &again).status.code(), Some(0));
    let after = content(&site);
    assert_ne!(after["index.html"], before["index.html"]);
    assert_eq!(after["CNAME"], "lamps.example");
    assert_eq!(after.len(), before.len());
}

#[test]
fn the_title_is_that_of_the_schema() {
    let folder = tempfile::tempdir().expect("a folder");
    let headed = format!("##\n# = Lamps and lights\n##\n{SCHEMA}");
    fs::write(folder.path().join("headed.json"), headed).expect("written");
    let to_output = ["headed.json", "--format", "markdown", "--out", "-"];
    let output = doc(folder.path(), &to_output);
    assert!(
        text(&output.stdout).starts_with("# Lamps and lights\n"),
        "{}",
        text(&output.stdout)
    );
}
