//! `qapi diff` and `qapi history` from outside: files, revisions of git, reports, exit status.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::run;

const OLD: &str = "{ 'command': 'open', 'data': { 'path': 'str', '*mode': 'str' } }\n";
const NEW: &str = "{ 'command': 'open', 'data': { 'path': 'str' } }\n";

/// Creates an empty folder for one test, with two schemas.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("diff-{name}"));
    let _ = fs::remove_dir_all(&folder);
    write(&folder, "old.json", OLD);
    write(&folder, "new.json", NEW);
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder can be made");
    fs::write(path, text).expect("it can be written");
}

fn qapi(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    run(folder, arguments, "")
}

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .current_dir(folder)
        .args([
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@localhost",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(arguments)
        .output()
        .expect("git runs");
    assert!(output.status.success(), "{output:?}");
}

/// Creates a repository with a schema of two files and a tag `v1`. The included file has changed
/// since.
fn repository(name: &str) -> PathBuf {
    let folder = folder(name);
    write(
        &folder,
        "qapi/top.json",
        "{ 'include': 'sub/modes.json' }\n{ 'command': 'open', 'data': { 'mode': 'Mode' } }\n",
    );
    write(
        &folder,
        "qapi/sub/modes.json",
        "{ 'enum': 'Mode', 'data': [ 'r', 'w' ] }\n",
    );
    write(&folder, "VERSION", "1.0.5\n");
    git(&folder, &["init", "--quiet", "."]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "-m", "one"]);
    git(&folder, &["tag", "v1"]);
    write(
        &folder,
        "qapi/sub/modes.json",
        "{ 'enum': 'Mode', 'data': [ 'r' ] }\n",
    );
    folder
}

#[test]
fn the_status_says_what_was_found() {
    let folder = folder("status");
    let (out, err, status) = qapi(&folder, &["diff", "old.json", "new.json"]);
    assert_eq!((status, &*err), (1, ""));
    assert!(
        out.contains("breaking[argument-removed]: argument 'mode' of 'open' was removed"),
        "{out}"
    );
    assert!(out.ends_with("\n1 breaking\n"), "{out}");
    assert_eq!(
        qapi(
            &folder,
            &["diff", "old.json", "new.json", "--fail-on", "never"]
        )
        .2,
        0
    );
    assert_eq!(qapi(&folder, &["diff", "new.json", "old.json"]).2, 0);
    assert_eq!(
        qapi(
            &folder,
            &["diff", "new.json", "old.json", "--fail-on", "warning"]
        )
        .2,
        0
    );
    let same = qapi(&folder, &["diff", "old.json", "old.json"]);
    assert_eq!(
        same,
        ("nothing differs on the wire\n".to_owned(), String::new(), 0)
    );
}

#[test]
fn warnings_fail_where_that_is_asked_for() {
    let folder = folder("warnings");
    write(
        &folder,
        "warn.json",
        &OLD.replace("} }", "}, 'features': [ 'deprecated' ] }"),
    );
    assert_eq!(qapi(&folder, &["diff", "old.json", "warn.json"]).2, 0);
    let (.., status) = qapi(
        &folder,
        &["diff", "old.json", "warn.json", "--fail-on", "warning"],
    );
    assert_eq!(status, 1);
}

#[test]
fn what_cannot_be_compared_is_trouble() {
    let folder = folder("trouble");
    write(
        &folder,
        "bad.json",
        "{ 'command': 'open', 'data': 'Nothing' }\n",
    );
    let (out, err, status) = qapi(&folder, &["diff", "old.json", "bad.json"]);
    assert_eq!((status, &*out), (2, ""));
    assert!(err.contains("error[Q0601]"), "{err}");
    let (_, err, status) = qapi(&folder, &["diff", "none.json", "new.json"]);
    assert_eq!((status, &*err), (2, "qapi: none.json: no such file\n"));
    write(
        &folder,
        "own.toml",
        "[[accept]]\nrule = 'argument-remove'\nreason = 'r'\n",
    );
    let (_, err, status) = qapi(
        &folder,
        &["diff", "old.json", "new.json", "--config", "own.toml"],
    );
    assert_eq!(status, 2);
    assert_eq!(
        err,
        "qapi: own.toml: [[accept]] number 1: there is no rule 'argument-remove' of comparisons; did you mean 'argument-removed'?\n"
    );
    assert_eq!(
        qapi(
            &folder,
            &["diff", "old.json", "new.json", "--config", "no.toml"]
        )
        .2,
        2
    );
}

#[test]
fn the_configuration_of_the_folder_counts() {
    let folder = folder("config");
    let accept = "[[accept]]\npath = 'command open / argument mode'\nreason = 'never used'\n";
    write(&folder, "qapi-diff.toml", accept);
    let (out, _, status) = qapi(&folder, &["diff", "old.json", "new.json"]);
    assert_eq!((&*out, status), ("1 accepted\n", 0));
    let (out, _, _) = qapi(&folder, &["diff", "old.json", "old.json"]);
    assert!(out.contains("no finding matches"), "{out}");
}

#[test]
fn revisions_are_read_with_their_includes() {
    let folder = repository("revisions");
    let (out, err, status) = qapi(&folder, &["diff", "v1:qapi/top.json", "qapi/top.json"]);
    assert_eq!((status, &*err), (1, ""));
    assert!(
        out.contains("breaking[argument-value-removed]: value 'w'"),
        "{out}"
    );
    assert!(out.contains("v1:qapi/sub/modes.json:1:34"), "{out}");
    assert!(out.contains("qapi/sub/modes.json:1:11"), "{out}");
    // From a folder of the repository, as in git.
    let (_, _, status) = qapi(&folder.join("qapi"), &["diff", "v1:./top.json", "top.json"]);
    assert_eq!(status, 1);
    let (_, _, status) = qapi(&folder, &["diff", "v1:qapi/top.json", ":qapi/top.json"]);
    assert_eq!(status, 0);
}

#[test]
fn annotations_name_files_of_the_repository() {
    let folder = repository("annotations");
    let arguments = [
        "diff",
        "qapi/top.json",
        "v1:qapi/top.json",
        "--format",
        "github",
    ];
    let (out, ..) = qapi(&folder, &arguments);
    assert!(
        out.starts_with("::notice file=qapi/sub/modes.json,line=1,"),
        "{out}"
    );
}

#[test]
fn a_file_of_that_name_wins() {
    let folder = repository("wins");
    write(&folder, "v1:old.json", NEW);
    let (_, _, status) = qapi(&folder, &["diff", "v1:old.json", "new.json"]);
    assert_eq!(status, 0);
}

#[test]
fn revisions_that_are_none_are_trouble() {
    let folder = repository("none");
    for (side, complaint) in [
        (
            "v2:qapi/top.json",
            "no revision of git: the repository has none of that name",
        ),
        ("v1:qapi/none.json", "no such file in that revision"),
        ("v1:qapi", "is a directory"),
        ("v1:../../top.json", "leads out of the repository"),
    ] {
        let (_, err, status) = qapi(&folder, &["diff", side, "qapi/top.json"]);
        assert!(status == 2 && err.contains(complaint), "{side}: {err}");
    }
}

#[test]
fn reports_are_what_they_are_called() {
    let folder = folder("reports");
    let report = |format: &str| {
        let arguments = ["diff", "old.json", "new.json", "--format", format];
        let (out, err, status) = qapi(&folder, &arguments);
        assert_eq!((status, &*err), (1, ""), "{format}");
        out
    };
    let json: serde_json::Value = serde_json::from_str(&report("json")).expect("it is JSON");
    let found = json.pointer("/findings/0").expect("a finding");
    assert_eq!(found.pointer("/part"), Some(&"mode".into()));
    assert_eq!(found.pointer("/old/column"), Some(&47.into()));
    assert_eq!(found.pointer("/new/exact"), Some(&false.into()));
    assert_eq!(found.pointer("/reaches/0/name"), Some(&"open".into()));
    assert!(report("markdown").starts_with("## Schema changes: 1 breaking\n"));
    assert!(
        report("github")
            .starts_with("::error file=new.json,line=1,endLine=1,title=argument-removed::")
    );
}

#[test]
fn rules_are_explained() {
    let folder = folder("explain");
    let (out, _, status) = qapi(&folder, &["explain", "argument-removed"]);
    assert_eq!(status, 0);
    assert!(
        out.starts_with("# argument-removed: an argument was removed\n"),
        "{out}"
    );
    let (out, ..) = qapi(&folder, &["explain", "--list"]);
    assert!(
        out.contains("\nreply-member-removed ") && out.contains("\nQ0601 "),
        "{out}"
    );
    let (_, err, status) = qapi(&folder, &["explain", "no-such-thing"]);
    assert!(
        status == 2 && err.contains("neither a diagnostic nor a rule"),
        "{err}"
    );
}

#[test]
fn a_history_is_labelled_by_argument_by_version_or_by_path() {
    let folder = repository("history");
    let releases = ["v1:qapi/top.json", "new=qapi/top.json", "new.json"];
    let (out, err, status) = qapi(&folder, &[&["history"], &releases[..]].concat());
    assert_eq!((status, &*err), (0, ""));
    // The schema `new.json` is in the same folder as a file `VERSION`.
    assert!(out.starts_with("# History: 1.0.5, new, 1.0.5\n"), "{out}");
    assert!(
        out.contains("| `Mode` value `w` | 1.0.5 |  | new |"),
        "{out}"
    );
    assert!(
        out.contains("| `open` argument `path` | 1.0.5 |  |  |"),
        "{out}"
    );
    fs::remove_file(folder.join("VERSION")).expect("it is there");
    let (out, ..) = qapi(
        &folder,
        &["history", "old.json", "new.json", "--format", "json"],
    );
    let json: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    assert_eq!(json.pointer("/releases/0"), Some(&"old.json".into()));
    let mode = json.pointer("/entries/0/items/1").expect("two arguments");
    assert_eq!(mode.pointer("/events/1/what"), Some(&"went".into()));
}

/// The guide to upgrades shows these files.
#[test]
fn the_guide_shows_what_is_reported_of_generated_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/upgrading");
    let (out, err, status) = qapi(&folder, &["diff", "--source", "old.json", "new.json"]);
    assert_eq!((status, &*err), (1, ""));
    let report = fs::read_to_string(folder.join("report.txt")).expect("the report is there");
    assert_eq!(out, report, "tests/upgrading/report.txt is stale");
}

#[test]
fn generated_code_is_compared_by_the_options_of_the_generator() {
    let folder = folder("source");
    let diff = |arguments: &[&str]| {
        let all = ["diff", "--source", "--fail-on", "warning"];
        qapi(&folder, &[&all, arguments].concat())
    };
    let (out, _, status) = diff(&["new.json", "old.json"]);
    assert_eq!(status, 0, "{out}");
    assert!(
        out.contains("info[field-added]: field `commands::Open::mode`"),
        "{out}"
    );
    assert!(!out.contains("client"), "{out}");

    // By flags, and by a file.
    let exhaustive = "breaking[field-added-exhaustive]";
    assert!(
        diff(&["new.json", "old.json", "--exhaustive"])
            .0
            .contains(exhaustive)
    );
    assert!(
        diff(&["new.json", "old.json", "--included"])
            .0
            .contains(exhaustive)
    );
    write(&folder, "qapi.toml", "non-exhaustive = false\n");
    let (out, _, status) = diff(&["new.json", "old.json", "--source-config", "qapi.toml"]);
    assert!(out.contains(exhaustive) && status == 1, "{out}");

    let nothing = diff(&["old.json", "old.json", "--emit", "types,server,client"]);
    let expected = "nothing differs in the generated code\n".to_owned();
    assert_eq!(nothing, (expected, String::new(), 0));
    let (out, ..) = diff(&["old.json", "new.json", "--format", "json"]);
    assert!(out.contains("\"subject\": \"source\""), "{out}");
}

#[test]
fn options_that_fit_one_schema_only_are_said() {
    let folder = folder("source-options");
    write(&folder, "qapi.toml", "bytes = ['open.mode']\n");
    write(&folder, "newer.toml", "");
    let arguments = ["diff", "--source", "old.json", "new.json"];
    let (_, err, status) = qapi(
        &folder,
        &[&arguments[..], &["--source-config", "qapi.toml"]].concat(),
    );
    assert_eq!(status, 2);
    assert!(err.starts_with("qapi: the newer schema: "), "{err}");
    let both = [
        "--source-config",
        "newer.toml",
        "--old-source-config",
        "qapi.toml",
    ];
    let (out, _, status) = qapi(&folder, &[&arguments[..], &both].concat());
    assert_eq!(status, 1, "{out}");
    let (_, err, status) = qapi(
        &folder,
        &["diff", "old.json", "new.json", "--emit", "client"],
    );
    assert!(status == 2 && err.contains("--source"), "{err}");
    write(
        &folder,
        "broken.toml",
        "attributes = { open = ['#[must_use'] }\n",
    );
    let (_, err, status) = qapi(
        &folder,
        &[&arguments[..], &["--source-config", "broken.toml"]].concat(),
    );
    assert_eq!(status, 2, "{err}");
}

#[test]
fn lesser_findings_can_be_hidden() {
    let folder = folder("hidden");
    write(
        &folder,
        "new.json",
        &format!("{NEW}{{ 'command': 'added' }}\n"),
    );
    let report = |from: &str| {
        let options = [
            "--format",
            "json",
            "--report-from",
            from,
            "--fail-on",
            "warning",
        ];
        let (out, err, status) = qapi(
            &folder,
            &[&["diff", "old.json", "new.json"], &options[..]].concat(),
        );
        assert_eq!((&*err, status), ("", 1), "{from}");
        let all = ["command-added", "argument-removed"];
        all.map(|rule| out.contains(rule))
    };
    assert_eq!(report("info"), [true, true]);
    assert_eq!(report("warning"), [false, true]);
    assert_eq!(report("breaking"), [false, true]);
    let (out, _, status) = qapi(
        &folder,
        &["diff", "new.json", "new.json", "--report-from", "breaking"],
    );
    assert_eq!(status, 0, "{out}");
}

#[test]
fn a_history_names_releases_as_they_are_given() {
    let folder = folder("given");
    let (out, _, status) = qapi(&folder, &["history", "./old.json", "new.json"]);
    assert_eq!(status, 0);
    assert!(
        out.starts_with("# History: ./old.json, new.json\n"),
        "{out}"
    );
}
