//! `qapi validate` from outside: its output and exit status.
use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::program::run;

const SCHEMA: &str = "
{ 'enum': 'Hue', 'data': [ 'red', { 'name': 'octarine', 'if': 'HAVE_MAGIC' } ] }
{ 'struct': 'Wall', 'data': { 'height': 'uint8', 'charm': { 'type': 'str', 'if': 'HAVE_MAGIC' } } }
{ 'command': 'paint', 'data': { 'hue': 'Hue', '*extra': 'any' }, 'returns': 'Wall',
  'features': [ 'deprecated' ] }
{ 'command': 'plug', 'data': { 'driver': 'str' }, 'gen': false }
{ 'command': 'rest', 'success-response': false }
{ 'struct': 'Spell', 'data': { 'charm': { 'type': 'str', 'if': 'HAVE_MAGIC' } } }
{ 'command': 'enchant', 'data': 'Spell', 'boxed': true, 'if': 'HAVE_MAGIC' }
{ 'event': 'DRY', 'data': { 'height': 'uint8' } }
{ 'event': 'GLOW', 'if': 'HAVE_MAGIC' }
";

/// A folder for one test, with the schema `paint.json`.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().expect("a temporary folder"));
        folder.write("paint.json", SCHEMA);
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path().join(name), content).expect("it can be written");
    }

    /// Runs `qapi validate paint.json` on `input`. Returns all output.
    fn validate(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> String {
        let arguments = [&["validate", "paint.json"], arguments].concat();
        let (out, err, status) = run(self.path(), &arguments, input);
        format!("{err}{out}exit status {status}\n")
    }
}

/// Returns the output of `qapi validate` for a recording.
fn said(recording: impl AsRef<[u8]>) -> String {
    Folder::new().validate(&[], recording)
}

fn packed(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

const WRONG: &str = r#"{"execute": "paint", "arguments": {"hue": 5}}"#;

#[test]
fn messages_have_any_layout() {
    let recording = b"{\"QMP\": {\"version\": {}, \"capabilities\": []}}\r
\r
{
  \"execute\": \"paint\",
  \"arguments\": {
    \"hue\": \"blue\"
  }
} {\"event\": \"DRY\", \"data\": {\"height\": 256},
   \"timestamp\": {\"seconds\": 1, \"microseconds\": 2}}{\"return\": {\"height\": -1}}
\xff{'execute': 'paint', 'arguments': {'hue': 'red', '\xc3\xbc': '\xc3\xbc', 'h\xc3\xb6he': 1}}
\xff\xff{\"return\":
           [
]}
";
    insta::assert_snapshot!(said(recording));
}

#[test]
fn replies_are_those_of_requests_with_the_same_id() {
    let recording = r#"
{"execute": "paint", "arguments": {"hue": "red"}, "id": {"a": 1, "b": [2]}}
{"execute": "plug", "arguments": {"driver": "a"}}
{"return": "of plug"}
{"return": "of paint", "id": {"b": [2], "a": 1}}
{"return": "of nothing", "id": 1}
{"return": "of nothing"}
"#;
    insta::assert_snapshot!(said(recording));
}

#[test]
fn errors_without_id_answer_what_is_no_request() {
    let recording = br#"
{"execute": "plug", "arguments": {"driver": "a"}, "id": 1}
{"execute": plug}
{"execute": "plug", "arguments": {"driver": "a"}}
{"error": {"class": "GenericError", "desc": "JSON parse error"}}
{"return": "of plug"}
{"return": "of plug", "id": 1}
"#;
    // The guest agent answers the byte 0xFF, which resets its parser, with an error.
    let reset = b"
\xff{\"execute\": \"paint\", \"arguments\": {\"hue\": \"red\"}}
{\"error\": {\"class\": \"GenericError\", \"desc\": \"JSON parse error\"}}
\xff{\"return\": \"of paint\"}
";
    insta::assert_snapshot!(said(recording) + &said(reset));
}

#[test]
fn commands_without_success_response_wait_for_no_reply() {
    let recording = r#"
{"execute": "rest"}
{"execute": "paint", "arguments": {"hue": "red"}}
{"error": {"class": "GenericError", "desc": "of paint"}}
{"execute": "plug", "arguments": {"driver": "a"}}
{"return": "of plug"}
{"error": {"class": "GenericError", "description": "of rest"}}
"#;
    insta::assert_snapshot!(said(recording));
}

#[test]
fn findings_have_positions_in_every_format() {
    let folder = Folder::new();
    let said = ["human", "short", "json", "github"]
        .map(|format| folder.validate(&["--message-format", format], format!("\n {WRONG}")));
    insta::assert_snapshot!(said.concat());
}

#[test]
fn annotations_escape_what_would_end_them() {
    let folder = Folder::new();
    folder.write("a,b:c%", "[1]\n");
    insta::assert_snapshot!(folder.validate(&["a,b:c%", "--message-format", "github"], ""));
}

#[test]
fn values_that_the_schema_leaves_open_are_counted_or_listed() {
    let folder = Folder::new();
    let recording = r#"
{"execute": "paint", "arguments": {"hue": "red", "extra": [1, 2]}}
{"execute": "plug", "arguments": {"driver": "a", "bus": 1, "id": "b"}}
"#;
    let said = [&[][..], &["--verbose"]].map(|arguments| folder.validate(arguments, recording));
    insta::assert_snapshot!(said.concat());
}

#[test]
fn features_are_reported_where_that_is_asked_for() {
    let recording = r#"{"execute": "paint", "arguments": {"hue": "red"}}"#;
    let folder = Folder::new();
    insta::assert_snapshot!(folder.validate(&["--deprecated", "--unstable"], recording));
}

#[test]
fn each_file_has_totals_and_requests_of_its_own() {
    let folder = Folder::new();
    folder.write("one", format!("{WRONG}\n"));
    folder.write(
        "two.gz",
        packed(b"{\"return\": {}}\n{\"execute\": \"rest\"}\n"),
    );
    insta::assert_snapshot!(folder.validate(&["one", "two.gz", "-"], "{\"return\": {}}"));
}

/// A mandatory member that is absent, and definitions with conditions.
const CONDITIONAL: &str = r#"
{"execute": "paint", "arguments": {"hue": "octarine"}}
{"return": {"height": 1}}
{"execute": "paint", "arguments": {"hue": "red"}}
{"return": {"height": 1, "charm": "a"}}
{"execute": "enchant"}
{"event": "GLOW", "timestamp": {"seconds": 1, "microseconds": 2}}
"#;

#[test]
fn conditions_are_evaluated_where_names_are_defined() {
    let folder = Folder::new();
    let said = [
        &[][..],
        &["--define", "HAVE_MAGIC"],
        &["--define", "HAVE_MAGIC=false"],
        &["--define", "MAGIC"],
    ]
    .map(|arguments| format!("{arguments:?}\n{}", folder.validate(arguments, CONDITIONAL)));
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn reading_resumes_after_what_is_no_json() {
    let recording = r#"
{"execute": paint, "arguments": {"hue": 1}} {"execute": "first"}
{"execute": "paint", "arguments": ["hue"}} {"execute": "second"}
{"id": 1, "id": 2, "execute": "paint"} {"execute": "third"}
{
  "execute": "paint" "arguments": {
    "hue": "red"
  }
}
{
  "execute": "fourth"
}}
2026-11-27 12:00 {"execute": "fifth"}
{"execute": "pai\x6et"} {"execute": "sixth"}
{"execute": "pai
{"execute": "seventh"}
5 null "text" [{}]
{"execute": "eighth"}
"#;
    insta::assert_snapshot!(said(recording));
}

#[test]
fn messages_after_one_that_was_cut_are_checked() {
    // The first message takes the second for its value, until the third does not fit.
    let recording = r#"
{"return": [{"height": 1},
{"execute": "first"}
{"execute": "second"}
{"return": {"height": 1, "charm":
{"execute": "third", "id": {
{"execute": "fourth"}}} {"execute": "fifth"}
{"execute": "sixth"}
"#;
    insta::assert_snapshot!(said(recording));
}

#[test]
fn a_recording_that_was_cut_is_an_error_at_its_end() {
    let cuts = [
        "{\"execute\": \"pai",
        "{\"return\": {}} {\"execute\"",
        "{\n  \"return\": {\n    \"height\": 1,\n",
        "{\"return\": [\n{\"execute\": \"first\"}\n",
        "\"text",
    ];
    let said = cuts.map(|cut| said(format!("{WRONG}\n{cut}")));
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn what_is_no_text_is_one_error() {
    let utf_16 =
        |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> { WRONG.encode_utf16().flat_map(bytes).collect() };
    let mut random = 1_u64;
    let bytes = std::iter::repeat_with(|| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        u8::try_from(random >> 56).expect("eight bits")
    });
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR{}{\"a\": 1}{{[\0\n{]\0".repeat(1000);
    let hole = format!("{WRONG}\n{{\"exec{}\n{WRONG}\n", "\0".repeat(100_000));
    let said = [
        picture,
        bytes.take(1_000_000).collect(),
        utf_16(u16::to_le_bytes),
        [b"\xff\xfe".as_slice(), &utf_16(u16::to_le_bytes)].concat(),
        [b"\xfe\xff".as_slice(), &utf_16(u16::to_be_bytes)].concat(),
        // A crash of the file system leaves zeros in a file.
        hole.into_bytes(),
    ]
    .map(said);
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn messages_have_bounds() {
    let nested = format!(
        "{{\"a\": {}{}}}{WRONG}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    insta::assert_snapshot!(said(nested));
}

#[test]
fn an_empty_recording_is_fine() {
    let said = ["", "\n\r\n \t", "\u{feff}", "\u{feff}{\"return\": {}}"].map(said);
    insta::assert_snapshot!(said.concat());
}

#[test]
fn what_cannot_be_read_is_trouble() {
    let folder = Folder::new();
    folder.write("one", WRONG);
    folder.write("false.gz", WRONG);
    let packed = packed(format!("{WRONG}\n").repeat(1000).as_bytes());
    let (half, _) = packed.split_at(packed.len() / 2);
    folder.write("half.gz", half);
    for (files, expected) in [
        // The other files are still read.
        (
            &["nothing", "one"][..],
            ["qapi: nothing: ", "\none: 1 request, "],
        ),
        (&["."], ["qapi: .: ", ""]),
        (&["false.gz"], ["qapi: false.gz: cannot be unpacked: ", ""]),
        (
            &["half.gz"],
            [
                "half.gz:1:43: error: ",
                "\nqapi: half.gz: cannot be unpacked: ",
            ],
        ),
        (
            &["-", "-"],
            ["qapi: standard input can be read once only\n", ""],
        ),
    ] {
        let said = folder.validate(files, "");
        let [start, part] = expected;
        assert!(said.starts_with(start) && said.contains(part), "{said}");
        assert!(said.ends_with("\nexit status 2\n"), "{said}");
    }
    folder.write("paint.json", "{ 'nonsense': 'X' }\n");
    assert!(folder.validate(&[], "").ends_with("\nexit status 1\n"));
}
