//! Checks of recordings against a schema with conditions, evaluated and not.

use std::collections::BTreeMap;

use qapi_compat::validate::{Options, UnknownName, UnknownNames, Validator};
use qapi_parser::schema::Schema;
use qapi_parser::{Edition, Memory, check};

const SCHEMA: &str = r"
{ 'struct': 'Sure', 'if': 'A', 'data': { 'm': { 'type': 'int', 'if': { 'any': [ 'A', 'B' ] } } } }
{ 'struct': 'Maybe', 'data': { 'm': { 'type': 'int', 'if': 'A' }, '*n': { 'type': 'int', 'if': 'B' } } }
{ 'struct': 'Derived', 'base': 'Maybe', 'if': 'A', 'data': {} }
{ 'enum': 'Kind', 'data': [ 'plain', { 'name': 'sure', 'if': 'A' }, 'odd',
                            { 'name': 'bare', 'if': 'B', 'features': [ 'unstable' ] } ] }
{ 'union': 'Choice', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind',
  'data': { 'plain': 'Maybe', 'sure': { 'type': 'Maybe', 'if': 'A' }, 'odd': { 'type': 'Maybe', 'if': 'B' } } }
{ 'alternate': 'Either', 'data': { 'nothing': 'null', 'number': { 'type': 'int', 'if': 'B' } } }
{ 'command': 'sure', 'boxed': true, 'data': 'Sure', 'if': 'A' }
{ 'command': 'maybe', 'boxed': true, 'data': 'Maybe', 'returns': 'Maybe' }
{ 'command': 'derived', 'boxed': true, 'data': 'Derived', 'if': 'A' }
{ 'command': 'conditional', 'boxed': true, 'data': 'Maybe', 'if': { 'all': [ 'A', 'B' ] }, 'returns': 'Maybe' }
{ 'command': 'choose', 'boxed': true, 'data': 'Choice',
  'features': [ { 'name': 'deprecated', 'if': 'B' } ] }
{ 'command': 'either', 'data': { 'value': 'Either' } }
{ 'event': 'HAPPENED', 'boxed': true, 'data': 'Maybe', 'if': 'A' }
";

/// Messages without the members that may be absent, then with everything that may be unavailable.
const RECORDING: &str = r#"
{"execute": "sure"}
{"execute": "maybe", "id": 1}
{"return": {}, "id": 1}
{"execute": "derived"}
{"execute": "conditional", "id": 1}
{"return": {}, "id": 1}
{"execute": "choose", "arguments": {"kind": "plain"}}
{"execute": "choose", "arguments": {"kind": "sure"}}
{"execute": "choose", "arguments": {"kind": "odd", "n": 1}}
{"execute": "choose", "arguments": {"kind": "bare"}}
{"execute": "choose", "arguments": {"kind": "none"}}
{"execute": "either", "arguments": {"value": 5}}
{"execute": "maybe", "arguments": {"m": 1, "n": "text"}}
{"event": "HAPPENED", "timestamp": {"seconds": 1, "microseconds": 2}}
"#;

fn schema() -> Schema {
    let loader = Memory::new().with("a.json", SCHEMA);
    let outcome = check(&loader, "a.json", Edition::Latest).expect("the schema is there");
    outcome.schema.expect("the schema is sound")
}

fn options(defines: Option<&[(&str, bool)]>) -> Options {
    let defines = defines.map(|defines| {
        let defines = defines
            .iter()
            .map(|(name, value)| ((*name).to_owned(), *value));
        defines.collect::<BTreeMap<_, _>>()
    });
    Options {
        deprecated: true,
        unstable: true,
        defines,
    }
}

/// Returns the recording, and the findings of each line.
fn said(defines: Option<&[(&str, bool)]>) -> String {
    let schema = schema();
    let validator = Validator::new(&schema, options(defines)).expect("the schema's names");
    let mut findings = Vec::new();
    let read = validator.read(RECORDING.as_bytes(), |finding| findings.push(finding));
    read.expect("bytes can be read");
    let mut said = String::new();
    for (line, number) in RECORDING.lines().zip(1..) {
        said += &format!("{line}\n");
        for finding in findings.iter().filter(|it| it.position.line == number) {
            said += &format!("    {}: {finding}\n", finding.position.column);
        }
    }
    said
}

#[test]
fn members_may_be_absent_unless_their_condition_is_implied() {
    insta::assert_snapshot!(said(None));
}

#[test]
fn members_are_mandatory_where_their_condition_holds() {
    insta::assert_snapshot!(said(Some(&[("A", true), ("B", true)])));
}

#[test]
fn what_has_a_condition_that_does_not_hold_is_not_available() {
    insta::assert_snapshot!(said(Some(&[("A", false), ("B", false)])));
}

#[test]
fn a_name_that_is_not_given_counts_as_true() {
    assert_eq!(
        said(Some(&[("B", true)])),
        said(Some(&[("A", true), ("B", true)]))
    );
}

#[test]
fn names_that_no_condition_mentions_are_an_error() {
    let (schema, options) = (schema(), options(Some(&[("A", true), ("C", true)])));
    let error = Validator::new(&schema, options).expect_err("C is no name of the schema");
    let unknown = UnknownName {
        name: "C".to_owned(),
        nearest: None,
    };
    assert_eq!(error, UnknownNames(vec![unknown]));
}
