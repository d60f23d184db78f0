//! `qapi check` and `qapi explain`: the reported codes and their pages.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::program::run;

const SCHEMA: &str = "{ 'command': 'stop', 'gen': 'no' }\n{ 'command': 'Stop', }\n";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.json"), SCHEMA).unwrap();
    folder
}

fn check(folder: &Path, options: &[&str]) -> (String, i32) {
    let arguments = [&["check", "--message-format", "short", "a.json"], options].concat();
    let (_, said, status) = run(folder, &arguments, "");
    (said, status)
}

#[test]
fn codes_are_allowed_and_denied_by_patterns() {
    let folder = folder();
    let counts = |options: &[&str]| {
        let (said, status) = check(folder.path(), options);
        (
            said.matches(" warning[").count(),
            said.matches(" error[").count(),
            status,
        )
    };
    assert_eq!(counts(&[]), (3, 0, 0));
    assert_eq!(counts(&["--allow", "legacy-*"]), (0, 0, 0));
    assert_eq!(counts(&["--allow", "all"]), (0, 0, 0));
    assert_eq!(counts(&["--deny", "LEGACY-*"]), (0, 3, 1));
    // The option that names fewer codes takes precedence, in any order.
    let one = ["--allow", "legacy-name", "--deny", "all"];
    assert_eq!(counts(&one), (0, 2, 1));
    let other = ["--deny", "legacy-name", "--allow", "legacy-*"];
    assert_eq!(counts(&other), (0, 1, 1));
    let (said, status) = check(folder.path(), &["--allow", "legcy-*"]);
    assert_eq!(status, 2);
    assert!(
        said.contains("no diagnostic with the code 'legcy-*'"),
        "{said}"
    );
}

#[test]
fn quiet_prints_errors_only() {
    let folder = folder();
    let path = folder.path();
    assert_eq!(
        run(path, &["check", "-q", "a.json"], ""),
        (String::new(), String::new(), 0)
    );
    let denied = ["check", "--quiet", "--deny", "legacy-name", "a.json"];
    let (_, said, status) = run(path, &denied, "");
    assert_eq!(status, 1);
    assert!(
        said.contains("error[legacy-name]") && !said.contains("warning"),
        "{said}"
    );
}

#[test]
fn a_code_is_explained_as_reports_print_it() {
    let folder = folder();
    let explain = |words: &[&str]| run(folder.path(), &[&["explain"], words].concat(), "");
    let (page, _, status) = explain(&["Q0601"]);
    assert_eq!(status, 0);
    assert!(page.starts_with("# Q0601"), "{page}");
    let line = "a.json:1:2: error[Q0601]: member 'a' uses ['Foo'], which nobody defines";
    let words: Vec<&str> = line.split(' ').collect();
    for text in [
        &["q0601"] as &[&str],
        &["error[Q0601]"],
        &["error[Q0601]:"],
        &[line],
        &words,
    ] {
        assert_eq!(explain(text).0, page, "{text:?}");
    }
    let (rule, ..) = explain(&["argument-removed"]);
    assert_eq!(explain(&["breaking[argument-removed]: it is gone"]).0, rule);
    let (page, ..) =
        explain(&["a.json:7:8: warning[markup-role]: the role 'odd' is not understood"]);
    assert!(page.starts_with("# markup-role: a role that"), "{page}");
    assert!(explain(&["--list"]).0.contains("\nmarkup-role "));
    let (_, said, status) = explain(&["error[Q0611x]: text"]);
    assert_eq!(status, 2);
    assert!(said.contains("'Q0611x'; did you mean 'Q0611'?"), "{said}");
}

/// The exit status of a program that prints to a full disk.
#[cfg(target_os = "linux")]
#[test]
fn a_report_that_cannot_be_printed_is_trouble() {
    let folder = folder();
    fs::write(folder.path().join("m.json"), r#"{"execute": "none"}"#).unwrap();
    for arguments in [
        &["check", "--message-format", "json", "a.json"][..],
        &["check", "--message-format", "github", "a.json"],
        &[
            "check",
            "--message-format",
            "json",
            "--deny",
            "all",
            "a.json",
        ],
        &[
            "dump",
            "--message-format",
            "json",
            "--deny",
            "all",
            "a.json",
        ],
        &["validate", "--message-format", "json", "a.json", "m.json"],
        &["validate", "--message-format", "github", "a.json", "m.json"],
        &["fmt", "--check", "a.json"],
    ] {
        let full = fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_qapi"))
            .current_dir(folder.path())
            .args(arguments)
            .stdout(full)
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(
            said.contains("qapi: standard output: "),
            "{arguments:?}: {said}"
        );
    }
}
