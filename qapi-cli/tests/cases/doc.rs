//! `qapi doc` from outside: what is written where, and what is said about it.
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
