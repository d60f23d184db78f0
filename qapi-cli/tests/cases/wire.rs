//! `qapi introspect` and `qapi completions` from outside: streams and exit status.
use std::fs;
use std::path::{Path, PathBuf};

use crate::program::run;

const SCHEMA: &str = "
{ 'enum': 'Hue', 'data': [ 'red', { 'name': 'octarine', 'if': 'HAVE_MAGIC' } ] }
{ 'command': 'paint', 'data': { 'hue': 'Hue' }, 'features': [ 'deprecated' ] }
";

/// Creates a folder for one test that contains only the schema.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("wire-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    fs::write(folder.join("paint.json"), SCHEMA).expect("it can be written");
    folder
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
fn completions_name_every_command() {
    let (script, _, status) = run(&folder("completions"), &["completions", "fish"], "");
    assert_eq!(status, 0);
    for command in ["check", "generate", "introspect", "validate"] {
        assert!(script.contains(command), "{command}");
    }
}
