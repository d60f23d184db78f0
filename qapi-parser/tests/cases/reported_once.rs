//! Errors that would cause others: only the first is reported.

use qapi_parser::{Edition, Memory, check};

/// The lost entity, the schema, and the only findings.
type Row = (&'static str, &'static str, &'static [&'static str]);

const ROWS: &[Row] = &[
    (
        "the type of a documented argument, with its feature",
        "##\n# @stop:\n#\n# Stops.\n#\n# @when: the time\n#\n# @how: the way\n#\n# Features:\n#\n# @slow: it is\n##
{ 'command': 'stop', 'data': { 'when': { 'type': 'Tiem', 'features': [ 'slow' ] }, 'how': 'str' } }",
        &["Q0601"],
    ),
    (
        "the type of a documented member: that of another one is still missing",
        "##\n# @Stop:\n#\n# Stops.\n#\n# @when: the time\n##
{ 'struct': 'Stop', 'data': { 'when': 'Tiem', 'how': 'str' } }",
        &["Q0601", "legacy-doc-member-missing"],
    ),
    (
        "a documented type that has an error itself",
        "{ 'struct': 'Time', 'data': { 'hour': true } }
##\n# @Stop:\n#\n# Stops.\n#\n# @when: the time\n##
{ 'struct': 'Stop', 'data': { 'when': 'Time' } }",
        &["Q0304"],
    ),
    (
        "the type of a documented branch of an alternate",
        "##\n# @Stop:\n#\n# Stops.\n#\n# @when: the time\n#\n# @how: the way\n##
{ 'alternate': 'Stop', 'data': { 'when': 'Tiem', 'how': 'str' } }",
        &["Q0601"],
    ),
    (
        "the type of a documented discriminator",
        "##\n# @Stop:\n#\n# Stops.\n#\n# @when: the time\n##
{ 'union': 'Stop', 'base': { 'when': 'Tiem' }, 'discriminator': 'when', 'data': { 'now': 'Now' } }",
        &["Q0601", "Q0601"],
    ),
    (
        "the type of another common member: the discriminator is still wrong",
        "{ 'union': 'Stop', 'base': { 'when': 'Tiem' }, 'discriminator': 'how', 'data': {} }",
        &["Q0601", "Q0606"],
    ),
    (
        "a base that is no struct, and with it the discriminator",
        "{ 'enum': 'Time', 'data': [ 'now' ] }
{ 'struct': 'Base', 'base': 'Time', 'data': {} }
{ 'union': 'Stop', 'base': 'Time', 'discriminator': 'when', 'data': {} }
{ 'union': 'Halt', 'base': 'Base', 'discriminator': 'when', 'data': {} }",
        &["Q0604", "Q0604"],
    ),
    (
        "bases in a circle, and with them the discriminator",
        "{ 'struct': 'Day', 'base': 'Night', 'data': {} }
{ 'struct': 'Night', 'base': 'Day', 'data': {} }
{ 'union': 'Stop', 'base': 'Day', 'discriminator': 'when', 'data': {} }",
        &["Q0605"],
    ),
    (
        "the name of a pragma",
        "{ 'pragma': { 'command-return-exceptions': [ 'count' ] } }
{ 'command': 'count', 'returns': 'int' }",
        &["Q0203"],
    ),
    (
        "the value of a pragma",
        "{ 'pragma': { 'command-returns-exceptions': 'count' } }
{ 'pragma': { 'member-name-exceptions': [ 'Stop', true ] } }
{ 'struct': 'Stop', 'data': { 'At': 'int' } }
{ 'command': 'count', 'returns': 'int' }",
        &["Q0202", "Q0202"],
    ),
];

#[test]
fn nothing_follows_from_a_reported_error() {
    for (what, text, expected) in ROWS {
        let loader = Memory::new().with("schema.json", *text);
        let outcome =
            check(&loader, "schema.json", Edition::Latest).expect("the top file is there");
        let found = outcome.diagnostics.iter();
        let codes: Vec<&str> = found.map(|found| found.code.as_str()).collect();
        assert_eq!(codes, *expected, "{what}: {:#?}", outcome.diagnostics);
        assert!(outcome.schema.is_none() || *expected == ["Q0203"], "{what}");
    }
}

#[test]
fn a_branch_without_a_type_is_documented_in_older_unions() {
    let text = "##\n# @Stop:\n#\n# Stops.\n#\n# @when: the time\n##
{ 'union': 'Stop', 'data': { 'when': 'Tiem', 'how': 'str' } }";
    let loader = Memory::new().with("schema.json", text);
    let outcome = check(&loader, "schema.json", Edition::Auto).expect("the top file is there");
    let found = outcome.diagnostics.iter();
    let codes: Vec<&str> = found.map(|found| found.code.as_str()).collect();
    assert_eq!(codes, ["legacy-simple-union", "Q0601"]);
}
