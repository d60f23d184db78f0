//! Forms of older releases are listed by `qapi check` and `qapi fmt`. Every other command prints
//! one line about them, and only if the schema has errors.
use std::fmt::Write as _;
use std::fs;

use crate::program::run;

/// Six forms of older releases, of two kinds: a name that breaks the convention, and a flag that is
/// a string.
const OLD: &str = "
{ 'command': 'lamp_on', 'gen': 'no' }
{ 'command': 'lamp_off', 'gen': 'no' }
{ 'command': 'lamp_list', 'gen': 'no' }
";
const ERROR: &str = "{ 'command': 'lamp-hue', 'returns': 'Hue' }\n";
/// A definition with a warning that is not about an older form.
const WARNING: &str = "{ 'command': 'lamp-sell', 'data': '' }\n";

/// The commands that use a schema, each with its arguments.
const COMMANDS: &[&[&str]] = &[
    &["dump", "lamp.json"],
    &["generate", "lamp.json", "--out", "-"],
    &["doc", "lamp.json", "--format", "man", "--out", "-"],
    &["introspect", "lamp.json"],
    &["validate", "lamp.json"],
    &["diff", "lamp.json", "lamp.json"],
    &["history", "1.0=lamp.json"],
];

fn folder(schema: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("lamp.json"), schema.concat()).expect("it can be written");
    folder
}

/// Returns the standard error of each command, with its exit status.
fn messages(schema: &[&str], commands: &[&[&str]]) -> String {
    let folder = folder(schema);
    let mut all = String::new();
    for command in commands {
        let (_, err, status) = run(folder.path(), command, "");
        let _ = writeln!(all, "$ qapi {}\n{err}[{status}]\n", command.join(" "));
    }
    all
}

/// Returns the standard output and error of a command, with its exit status.
fn streams(schema: &[&str], command: &[&str]) -> String {
    let (out, err, status) = run(folder(schema).path(), command, "");
    format!(
        "$ qapi {}\nstandard output:\n{out}standard error:\n{err}[{status}]\n",
        command.join(" ")
    )
}

#[test]
fn all_is_well_and_nothing_is_said() {
    insta::assert_snapshot!(messages(&[OLD], COMMANDS));
}

#[test]
fn errors_are_followed_by_one_line() {
    insta::assert_snapshot!(messages(&[OLD, ERROR], COMMANDS));
}

#[test]
fn errors_alone_are_followed_by_nothing() {
    let (_, err, _) = run(folder(&[ERROR]).path(), &["dump", "lamp.json"], "");
    assert!(
        err.contains("error[Q0601]") && !err.contains("note:"),
        "{err}"
    );
}

#[test]
fn other_warnings_are_printed() {
    insta::assert_snapshot!(messages(&[OLD, WARNING], COMMANDS));
}

#[test]
fn check_and_fmt_list_them() {
    let short = ["check", "lamp.json", "--message-format", "short"];
    insta::assert_snapshot!(messages(
        &[OLD],
        &[&["check", "lamp.json"], &short, &["fmt", "lamp.json"]]
    ));
}

#[test]
fn the_line_is_on_standard_error_in_every_form() {
    let all = ["human", "short", "json", "github"].map(|format| {
        streams(
            &[OLD, ERROR],
            &["dump", "lamp.json", "--message-format", format],
        )
    });
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn forms_that_are_refused_are_errors() {
    let dump = ["dump", "lamp.json", "--message-format", "short"];
    let with = |more: &[&'static str]| [&dump, more].concat();
    insta::assert_snapshot!(messages(
        &[OLD],
        &[
            &with(&["--deny", "legacy-name"]),
            &with(&["--deny", "legacy-name", "--allow", "legacy-flag-string"]),
            &with(&["--edition", "latest"]),
        ]
    ));
}
