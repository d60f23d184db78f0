//! Valid and invalid messages against a small schema.

use qapi_compat::validate::{Counts, Finding, Level, Options, Validator};
use qapi_parser::schema::Schema;
use qapi_parser::{Edition, Memory, check};

const SCHEMA: &str = r"
{ 'pragma': { 'command-returns-exceptions': [ 'count' ] } }
{ 'enum': 'Speed', 'data': [ 'slow', { 'name': 'odd', 'features': [ 'unstable' ] } ] }
{ 'struct': 'Lane', 'data': { 'id': 'uint8', '*size': 'size', '*speed': 'Speed' } }
{ 'struct': 'Free', 'data': { 'what': 'any' } }
{ 'union': 'Choice', 'base': { 'kind': 'Speed' }, 'discriminator': 'kind', 'data': { 'slow': 'Lane' } }
{ 'alternate': 'Either', 'data': { 'text': 'str', 'lane': 'Lane', 'none': 'null' } }
{ 'command': 'choose', 'data': { 'choice': 'Choice', '*either': 'Either',
                                 '*old': { 'type': 'bool', 'features': [ 'deprecated' ] } },
  'returns': [ 'Lane' ], 'allow-oob': true }
{ 'command': 'count', 'returns': 'number' }
{ 'command': 'plug', 'data': { 'driver': 'str' }, 'gen': false }
{ 'command': 'set', 'data': 'Free', 'features': [ 'deprecated' ] }
{ 'command': 'stop', 'success-response': false }
{ 'event': 'CHOSEN', 'data': { 'lane': 'Lane' } }
{ 'event': 'DONE' }
";

fn schema() -> Schema {
    let loader = Memory::new().with("a.json", SCHEMA);
    let outcome = check(&loader, "a.json", Edition::Latest).expect("the schema is there");
    outcome.schema.expect("the schema is sound")
}

fn all() -> Options {
    Options {
        deprecated: true,
        unstable: true,
        defines: None,
    }
}

/// Returns the findings in a recording, and the number of messages.
fn findings(schema: &Schema, options: Options, recording: &[u8]) -> (Vec<Finding>, Counts) {
    let validator = Validator::new(schema, options).expect("the names are the schema's");
    let mut findings = Vec::new();
    let counts = validator.read(recording, |finding| findings.push(finding));
    (findings, counts.expect("bytes can be read"))
}

#[test]
fn what_is_right_is_not_mentioned() {
    let schema = schema();
    let recording = [
        r#"{"QMP": {"version": {}, "capabilities": []}}"#,
        r#"{"execute": "choose", "id": 1, "arguments": {"choice": {"id": 255, "kind": "slow"}, "either": null}}"#,
        r#"{"exec-oob": "choose", "id": 2, "arguments": {"choice": {"kind": "slow", "id": 0, "size": 18446744073709551615}}}"#,
        r#"{"event": "DONE", "timestamp": {"seconds": -1, "microseconds": -1}}"#,
        // Executed out of band, so its reply comes first.
        r#"{"return": [], "id": 2}"#,
        r#"{"return": [{"id": 7, "speed": "slow"}], "id": 1}"#,
        "",
        r#"{"execute": "stop"}"#,
        r#"{"execute": "count"}"#,
        "\u{20}\t{\"return\": 1.5}\r",
        // The late error of `stop`.
        r#"{"error": {"class": "GenericError", "desc": "no"}}"#,
        r#"{"event": "CHOSEN", "data": {"lane": {"id": 1}}, "timestamp": {"seconds": 1, "microseconds": 2}}"#,
    ];
    let (found, counts) = findings(&schema, all(), recording.join("\n").as_bytes());
    assert_eq!(found, []);
    let expected = Counts {
        requests: 4,
        replies: 4,
        events: 2,
        greetings: 1,
    };
    assert_eq!(counts, expected);
}

/// Messages, one on each line, for a snapshot of their findings.
const WRONG: &str = r#"
{"execute": "chose"}
{"execute": 5}
{"exec-oob": "count"}
{"execute": "choose"}
{"execute": "choose", "arguments": null}
{"execute": "choose", "arguments": {"choice": {"kind": "slow", "id": 256, "extra": 1}, "more": true}}
{"execute": "choose", "arguments": {"choice": {"kind": "fast", "id": 1}, "either": 5}}
{"execute": "choose", "arguments": {"choice": {"kind": "slow", "id": 1.0, "size": -1}, "either": {"id": "a"}}}
{"execute": "choose", "arguments": {"choice": {"kind": "odd"}, "old": true}, "extra": 1}
{"return": [{"id": 1, "speed": "slow"}, {"id": 1, "speed": "a very long text that nobody wants to read in full"}, 3]}
{"return": {}}
{"return": {}, "id": 77}
{"execute": "plug", "arguments": {"driver": 1, "bus": 5}}
{"return": 5}
{"execute": "set", "arguments": {"what": 1}}
{"execute": "count"}
{"error": {"class": "GenericError", "data": {}}}
{"error": "no"}
{"event": "CHOSEN", "timestamp": {"seconds": 1}}
{"event": "GONE", "timestamp": 5}
{"event": 5}
{"QMP": {}}
{"hello": 1}
{"id": 1, "id": 2, "execute": "count"}
[1]
{"execute"
"#;

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let (found, _) = findings(&schema(), all(), WRONG.as_bytes());
    let mut said = String::new();
    for (line, number) in WRONG.lines().zip(1..) {
        said += &format!("{line}\n");
        for finding in found.iter().filter(|it| it.position.line == number) {
            said += &format!("    {}: {finding}\n", finding.position.column);
        }
    }
    insta::assert_snapshot!(said);
}

#[test]
fn features_are_reported_where_that_is_asked_for() {
    let schema = schema();
    let recording = br#"{"execute": "set", "arguments": {"what": 1}}"#;
    let warned = |options| {
        let (found, _) = findings(&schema, options, recording);
        found.iter().any(|finding| finding.level == Level::Warning)
    };
    assert!(warned(all()));
    assert!(!warned(Options::default()));
}

#[test]
fn a_wrong_name_tells_what_was_meant() {
    let schema = schema();
    let recording = [
        r#"{"execute": "chose"}"#,
        r#"{"execute": "CHOSEN"}"#,
        r#"{"execute": "choose", "arguments": {"choise": {"kind": "Slow"}, "choice": {"kind": "slow", "id": 1, "Sise": 2}}}"#,
        r#"{"event": "CHOOSEN", "timestamp": {"seconds": 1, "microseconds": 2}}"#,
        r#"{"execute": "stop", "argument": {}}"#,
        r#"{"execute": "set", "arguments": {"what": {}, "watt": 1}}"#,
    ];
    let recording = recording.join("\n");
    let (findings, _) = findings(&schema, Options::default(), recording.as_bytes());
    let findings = findings.iter().filter(|it| it.level == Level::Error);
    let said: Vec<String> = findings.map(Finding::to_string).collect();
    insta::assert_snapshot!(said.join("\n"));
}
