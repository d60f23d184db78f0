//! Files that cannot be read: the top file, or an included one.

use std::fs;
use std::path::{Path, PathBuf};

use qapi_parser::{Code, Edition, FileSystem, Loader, Memory, Outcome, check};

/// Creates a folder for one test.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("a folder");
    path
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

fn short(outcome: &Outcome) -> Vec<String> {
    let one = |found: &qapi_parser::Diagnostic| found.short(&outcome.sources);
    outcome.diagnostics.iter().map(one).collect()
}

#[test]
fn a_missing_top_file_is_no_schema_at_all() {
    for loader in [&Memory::new() as &dyn Loader, &FileSystem] {
        let error = check(loader, "no/such.json", Edition::Auto).expect_err("no file");
        assert_eq!(error.to_string(), "no/such.json: no such file");
    }
}

#[test]
fn a_folder_is_no_schema() {
    let folder = folder("folder");
    let error = check(&FileSystem, text(&folder), Edition::Auto).expect_err("a folder");
    assert_eq!(error.reason, "is a directory");
}

#[test]
fn an_include_that_cannot_be_read_is_an_error_with_a_place() {
    let folder = folder("unreadable");
    let top = folder.join("top.json");
    fs::create_dir(folder.join("sub.json")).expect("a folder");
    fs::write(
        &top,
        "# Two.\n{ 'include': 'sub.json' }\n { 'include': 'gone.json' }\n{ 'struct': 'One', 'data': { 'two': 'Two' } }\n",
    )
    .expect("a file");
    let outcome = check(&FileSystem, text(&top), Edition::Latest).expect("the top file");
    let top = text(&top);
    // The type `Two` may be in one of the files, so it is not reported.
    assert_eq!(
        short(&outcome),
        [
            format!("{top}:2:14: error[Q0001]: 'sub.json' cannot be included: is a directory"),
            format!("{top}:3:15: error[Q0001]: 'gone.json' cannot be included: no such file"),
        ]
    );
    assert!(outcome.schema.is_none());
}

#[test]
fn includes_go_up_and_anywhere() {
    let folder = folder("anywhere");
    fs::create_dir_all(folder.join("a/b")).expect("folders");
    let absolute = folder.join("absolute.json");
    fs::write(&absolute, "{ 'enum': 'Three', 'data': [] }").expect("a file");
    let include = |path: &str| format!("{{ 'include': '{path}' }}\n");
    fs::write(
        folder.join("a/b/top.json"),
        include("../../up.json") + &include(text(&absolute)) + &include("../b/../../up.json"),
    )
    .expect("a file");
    fs::write(folder.join("up.json"), "{ 'enum': 'Two', 'data': [] }").expect("a file");
    let top = folder.join("a/b/top.json");
    let outcome = check(&FileSystem, text(&top), Edition::Latest).expect("the top file");
    assert_eq!(short(&outcome), [""; 0]);
    let paths: Vec<&str> = outcome.sources.files().map(|file| file.path()).collect();
    let up = text(&folder).to_owned() + "/a/b/../../up.json";
    assert_eq!(paths, [text(&top), &up, text(&absolute)]);
}

#[test]
#[cfg(unix)]
fn a_link_to_a_file_is_another_file() {
    let folder = folder("links");
    let top = folder.join("top.json");
    fs::write(
        &top,
        "{ 'include': 'one.json' }\n{ 'include': 'two.json' }\n",
    )
    .expect("a file");
    fs::write(folder.join("one.json"), "{ 'enum': 'One', 'data': [] }").expect("a file");
    std::os::unix::fs::symlink("one.json", folder.join("two.json")).expect("a link");
    let outcome = check(&FileSystem, text(&top), Edition::Latest).expect("the top file");
    let codes: Vec<Code> = outcome.diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes, [Code::DuplicateDefinition]);
}

#[test]
fn memory_follows_no_absolute_path() {
    let loader = Memory::new().with("a.json", "{ 'include': '/etc/passwd' }");
    let outcome = check(&loader, "a.json", Edition::Latest).expect("the top file");
    assert_eq!(
        short(&outcome),
        [
            "a.json:1:14: error[Q0001]: '/etc/passwd' cannot be included: \
          absolute paths are followed in the file system only"
        ]
    );
}

#[test]
fn bytes_that_are_no_text_have_a_place() {
    let cases: [(&[u8], &str); 4] = [
        (
            b"{ 'enum': 'One',\n  'data': [ '\xff' ] }\n",
            "b.json:2:14: error[Q0002]: the byte 0xFF here is not UTF-8",
        ),
        (
            b"\n# \xc3\xa9 \xc3",
            "b.json:2:5: error[Q0002]: the byte 0xC3 here is not UTF-8",
        ),
        (
            b"# one\n# \xc3\xa9\0",
            "b.json:2:4: error[Q0003]: this file holds a NUL byte: it is no schema",
        ),
        (
            b"\xff\xfe{\0",
            "b.json:1:1: error[Q0002]: the byte 0xFF here is not UTF-8",
        ),
    ];
    for (bytes, expected) in cases {
        for edition in [Edition::Auto, Edition::Latest] {
            let loader = Memory::new()
                .with(
                    "a.json",
                    "\n{ 'include': 'b.json' }\n{ 'struct': 'Two', 'data': { 'one': 'One' } }",
                )
                .with("b.json", bytes);
            let outcome = check(&loader, "a.json", edition).expect("the top file");
            assert_eq!(short(&outcome), [expected]);
            let json = outcome.diagnostics[0].json(&outcome.sources);
            assert!(
                json.contains(r#""included_from":[{"file":"a.json","line":2}]"#),
                "{json}"
            );
        }
    }
}

#[test]
fn an_empty_file_is_an_empty_schema() {
    for text in ["", "\n", "# only a comment", "##\n# Text.\n##"] {
        let loader = Memory::new().with("a.json", text);
        let outcome = check(&loader, "a.json", Edition::Latest).expect("the top file");
        assert_eq!(short(&outcome), [""; 0], "{text:?}");
        assert!(outcome.schema.is_some());
    }
}
