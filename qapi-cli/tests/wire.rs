//! `qapi introspect`, `qapi validate` and `qapi completions` from outside: streams and exit status.
#![allow(clippy::expect_used, reason = "a test that fails stops")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const SCHEMA: &str = "
{ 'enum': 'Hue', 'data': [ 'red', { 'name': 'octarine', 'if': 'HAVE_MAGIC' } ] }
{ 'command': 'paint', 'data': { 'hue': 'Hue' }, 'features': [ 'deprecated' ] }
";

/// An empty folder of this test's own, but for the schema.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("wire-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    fs::write(folder.join("paint.json"), SCHEMA).expect("it can be written");
    folder
}

/// Runs `qapi`; returns standard output, standard error and the exit status.
fn run(folder: &Path, arguments: &[&str], input: &str) -> (String, String, i32) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_qapi"))
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut stdin = child.stdin.take().expect("it is piped");
    // What ends without reading its input has no need of it.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let status = output.status.code().expect("no signal");
    (text(output.stdout), text(output.stderr), status)
}

#[test]
fn introspection_is_an_array_of_json() {
    let folder = folder("introspect");
    let (out, err, status) = run(&folder, &["introspect", "paint.json"], "");
    assert_eq!((status, err.as_str()), (0, ""));
    let all: Vec<serde_json::Value> = serde_json::from_str(&out).expect("JSON");
    assert_eq!(all.len(), 4);
    assert!(out.contains("octarine") && out.contains("q_obj_paint-arg"));

    let fewer = [
        "introspect",
        "paint.json",
        "--define",
        "HAVE_MAGIC=false",
        "--mask",
    ];
    let (out, _, status) = run(&folder, &fewer, "");
    assert_eq!(status, 0);
    assert!(!out.contains("octarine") && !out.contains("q_obj_paint-arg"));

    let (out, err, status) = run(
        &folder,
        &["introspect", "paint.json", "--define", "MAGIC"],
        "",
    );
    assert_eq!((status, out.as_str()), (2, ""));
    assert_eq!(
        err,
        "qapi: the schema mentions no configuration name 'MAGIC'\n"
    );
}

#[test]
fn traffic_is_read_from_a_file_or_the_standard_input() {
    let folder = folder("validate");
    let traffic = "{\"execute\": \"paint\", \"arguments\": {\"hue\": \"red\"}}\n{\"return\": {}}\n";
    fs::write(folder.join("traffic"), traffic).expect("it can be written");
    let (out, err, status) = run(&folder, &["validate", "paint.json", "traffic"], "");
    let summary = "1 request, 1 reply, 0 events: no findings\n";
    assert_eq!(
        (out.as_str(), err, status),
        ("", format!("traffic: {summary}"), 0)
    );
    let (_, err, status) = run(&folder, &["validate", "paint.json"], traffic);
    assert_eq!((err, status), (format!("-: {summary}"), 0));

    let (_, err, status) = run(
        &folder,
        &["validate", "paint.json", "--deprecated"],
        traffic,
    );
    assert!(
        err.contains("-:1: warning: paint: the command is deprecated\n"),
        "{err}"
    );
    assert_eq!(status, 0);
}

#[test]
fn mistakes_have_places_in_every_form() {
    let folder = folder("mistakes");
    let wrong = "\n{\"execute\": \"paint\", \"arguments\": {\"hue\": 5}}\n";
    let said = |format: &str| {
        let arguments = ["validate", "paint.json", "--message-format", format];
        let (out, err, status) = run(&folder, &arguments, wrong);
        assert_eq!(status, 1, "{err}");
        (out, err)
    };
    let (_, err) = said("human");
    let line = "error: paint: arguments.hue: expected a string, found 5\n";
    assert!(err.starts_with(&format!("-:2: {line}")), "{err}");
    let (out, _) = said("json");
    let object: serde_json::Value = serde_json::from_str(&out).expect("an object a line");
    assert_eq!(object["line"], 2);
    assert_eq!(object["path"], "paint: arguments.hue");
    let (out, _) = said("github");
    assert_eq!(
        out,
        "::error file=-,line=2::paint: arguments.hue: expected a string, found 5\n"
    );
}

#[test]
fn annotations_escape_what_would_end_them() {
    let folder = folder("annotations");
    fs::write(folder.join("a,b:c%"), "[1]\n").expect("it can be written");
    let arguments = [
        "validate",
        "paint.json",
        "a,b:c%",
        "--message-format",
        "github",
    ];
    let (out, _, status) = run(&folder, &arguments, "");
    let said = "::error file=a%2Cb%3Ac%25,line=1::expected an object, found an array\n";
    assert_eq!((out.as_str(), status), (said, 1));
}

#[test]
fn what_cannot_be_read_is_trouble() {
    let folder = folder("trouble");
    let (_, err, status) = run(&folder, &["validate", "paint.json", "nothing"], "");
    assert_eq!(status, 2);
    assert!(err.starts_with("qapi: nothing: "), "{err}");
    fs::write(folder.join("bad.json"), "{ 'nonsense': 'X' }\n").expect("it can be written");
    for command in ["validate", "introspect"] {
        let (_, _, status) = run(&folder, &[command, "bad.json"], "");
        assert_eq!(status, 1);
    }
}

#[test]
fn completions_name_every_command() {
    let (script, _, status) = run(&folder("completions"), &["completions", "fish"], "");
    assert_eq!(status, 0);
    for command in ["check", "generate", "introspect", "validate"] {
        assert!(script.contains(command), "{command}");
    }
}
