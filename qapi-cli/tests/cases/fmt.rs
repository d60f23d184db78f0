//! `qapi fmt` from outside: files, standard streams, exit status.

use std::fs;
use std::path::{Path, PathBuf};

use crate::program;

const OLD: &str = "{ 'type': 'Foo', 'data': { 'a': 'int', } }\n";
const NEW: &str = "{ 'struct': 'Foo',\n  'data': { 'a': 'int' } }\n";

/// Creates an empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fmt-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

struct Run {
    out: String,
    err: String,
    status: i32,
}

fn run(folder: &Path, arguments: &[&str], input: &str) -> Run {
    let arguments = [&["fmt"], arguments].concat();
    let (out, err, status) = program::run(folder, &arguments, input);
    Run { out, err, status }
}

fn read(path: PathBuf) -> String {
    fs::read_to_string(path).expect("the file is there")
}

#[test]
fn files_are_rewritten() {
    let folder = folder("rewritten");
    fs::write(folder.join("a.json"), OLD).expect("it can be written");
    let run = run(&folder, &["a.json"], "");
    assert_eq!((run.status, &*run.out), (0, ""));
    assert_eq!(run.err, "a.json: reformatted\n");
    assert_eq!(read(folder.join("a.json")), NEW);
    let again = self::run(&folder, &["a.json"], "");
    assert_eq!((again.status, &*again.out, &*again.err), (0, "", ""));
    let files = fs::read_dir(&folder).expect("it is there").count();
    assert_eq!(files, 1);
}

#[test]
fn check_shows_what_would_change() {
    let folder = folder("check");
    fs::write(folder.join("old.json"), OLD).expect("it can be written");
    fs::write(folder.join("new.json"), NEW.replace("Foo", "Bar")).expect("it can be written");
    let both = run(&folder, &["--check", "new.json", "old.json"], "");
    assert_eq!(
        (both.status, &*both.err),
        (1, "old.json: would be reformatted\n")
    );
    assert_eq!(
        both.out,
        "--- old.json\n+++ old.json\n@@ -1 +1,2 @@\n\
         -{ 'type': 'Foo', 'data': { 'a': 'int', } }\n\
         +{ 'struct': 'Foo',\n+  'data': { 'a': 'int' } }\n"
    );
    assert_eq!(read(folder.join("old.json")), OLD);
    let new = run(&folder, &["--check", "new.json"], "");
    assert_eq!((new.status, &*new.out, &*new.err), (0, "", ""));
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = folder("input");
    fs::write(folder.join("sub.json"), "{ 'type': 'Bar', 'data': { } }")
        .expect("it can be written");
    let text = format!("{{ 'include': 'sub.json' }}\n{OLD}");
    let piped = run(&folder, &["-"], &text);
    assert_eq!(piped.status, 0);
    assert_eq!(piped.out, format!("{{ 'include': 'sub.json' }}\n\n{NEW}"));
    assert_eq!(run(&folder, &["--check", "-"], OLD).status, 1);
    assert_eq!(run(&folder, &["--check", "-"], NEW).status, 0);
}

#[test]
fn files_with_errors_are_left_alone() {
    let folder = folder("errors");
    let text = "{ 'type': 'Foo', 'data': { 'a': 'Bar' } }";
    fs::write(folder.join("a.json"), text).expect("it can be written");
    fs::write(folder.join("b.json"), OLD).expect("it can be written");
    let both = run(&folder, &["a.json", "b.json"], "");
    assert_eq!((both.status, &*both.out), (1, ""));
    assert!(both.err.contains("error[Q0601]"), "{}", both.err);
    assert!(!both.err.contains("legacy"), "{}", both.err);
    assert_eq!(read(folder.join("a.json")), text);
    assert_eq!(read(folder.join("b.json")), NEW);
    assert_eq!(run(&folder, &["none.json"], "").status, 2);
}

/// A part that does not include the files it uses is formatted with the schema that it belongs to.
#[test]
fn parts_are_formatted_with_their_top_file() {
    let folder = folder("parts");
    let part = "{ 'command': 'b', 'data': 'Foo' }\n";
    fs::write(folder.join("part.json"), part).expect("it can be written");
    let top = format!("{{ 'include': 'part.json' }}\n{OLD}");
    fs::write(folder.join("top.json"), top).expect("it can be written");
    assert_eq!(run(&folder, &["part.json"], "").status, 1);
    let both = run(&folder, &["part.json", "top.json"], "");
    assert_eq!(both.status, 0);
    assert_eq!(both.err, "top.json: reformatted\npart.json: reformatted\n");
    assert_eq!(
        read(folder.join("part.json")),
        "{ 'command': 'b',\n  'data': 'Foo' }\n"
    );
    assert!(read(folder.join("top.json")).ends_with(NEW));
}

#[test]
fn included_files_are_not_rewritten() {
    let folder = folder("included");
    fs::write(folder.join("sub.json"), OLD).expect("it can be written");
    fs::write(folder.join("top.json"), "{'include':'sub.json'}").expect("it can be written");
    assert_eq!(run(&folder, &["top.json"], "").status, 0);
    assert_eq!(read(folder.join("sub.json")), OLD);
    assert_eq!(read(folder.join("top.json")), "{ 'include': 'sub.json' }\n");
}

#[test]
fn what_is_left_is_listed() {
    let folder = folder("left");
    let text = "{ 'command': 'a_b' }\n{ 'union': 'Any', 'data': { 'a': 'int' } }\n";
    fs::write(folder.join("a.json"), text).expect("it can be written");
    let left = run(&folder, &["a.json"], "");
    assert_eq!(left.status, 0);
    assert_eq!(
        left.err,
        "a.json: left as it is: legacy-name (1), legacy-simple-union (1)\na.json: reformatted\n"
    );
    let left = run(&folder, &["--exceptions", "a.json"], "");
    assert_eq!(
        left.err,
        "a.json: left as it is: legacy-simple-union (1)\na.json: reformatted\n"
    );
    assert!(
        read(folder.join("a.json"))
            .starts_with("{ 'pragma': { 'command-name-exceptions': [ 'a_b' ] } }\n\n")
    );
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder("links");
    let (file, link) = (folder.join("a.json"), folder.join("link.json"));
    fs::write(&file, OLD).expect("it can be written");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("it is ours");
    std::os::unix::fs::symlink("a.json", &link).expect("a link can be made");
    assert_eq!(run(&folder, &["link.json"], "").status, 0);
    assert_eq!(read(file.clone()), NEW);
    assert!(link.is_symlink());
    let mode = fs::metadata(&file)
        .expect("it is there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o640);
}
