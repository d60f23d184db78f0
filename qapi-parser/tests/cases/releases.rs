//! The forms of older releases. Edition auto accepts each, reports the release that removed it, and
//! returns the schema of the modern form. The latest edition refuses it.
use std::collections::BTreeSet;

use qapi_parser::{Edition, Memory, Severity, check, dump};

/// Checks that `older` is accepted with only the warnings `codes`, refused by the latest edition,
/// and has the lines of `modern` in its dump.
#[track_caller]
fn same(older: &str, codes: &[&str], modern: &str) {
    let dumped = dump_of(older, codes);
    let loader = Memory::new().with("schema.json", modern);
    let outcome = check(&loader, "schema.json", Edition::Latest).expect("the file is there");
    assert_eq!(outcome.diagnostics, [], "the modern form");
    let wanted = dump(&outcome.schema.expect("a schema"), true);
    assert_eq!(dumped, wanted);
}

/// Returns the dump of `older` in edition auto. Checks its codes.
#[track_caller]
fn dump_of(older: &str, codes: &[&str]) -> String {
    let loader = Memory::new().with("schema.json", older);
    let outcome = check(&loader, "schema.json", Edition::Auto).expect("the file is there");
    let shown: Vec<String> = outcome
        .diagnostics
        .iter()
        .map(|it| it.short(&outcome.sources))
        .collect();
    assert!(
        outcome
            .diagnostics
            .iter()
            .all(|it| it.severity == Severity::Warning),
        "{shown:#?}"
    );
    let found: BTreeSet<&str> = outcome
        .diagnostics
        .iter()
        .map(|it| it.code.as_str())
        .collect();
    assert_eq!(found, codes.iter().copied().collect(), "{shown:#?}");
    let latest = check(&loader, "schema.json", Edition::Latest).expect("the file is there");
    assert!(latest.has_errors(), "the latest edition must refuse it");
    dump(&outcome.schema.expect("a schema"), true)
}

#[test]
fn structs_by_the_key_type() {
    same(
        "{ 'type': 'Name', 'data': { 'name': 'str', '*id': 'int' } }",
        &["legacy-type-key"],
        "{ 'struct': 'Name', 'data': { 'name': 'str', '*id': 'int' } }",
    );
    same(
        "{ 'type': 'Base', 'data': { } }\n{ 'type': 'Sub', 'base': 'Base', 'data': { 'a': 'int' } }",
        &["legacy-type-key"],
        "{ 'struct': 'Base', 'data': { } }\n{ 'struct': 'Sub', 'base': 'Base', 'data': { 'a': 'int' } }",
    );
}

#[test]
fn types_written_inline() {
    let dumped = dump_of(
        "{ 'struct': 'VersionInfo',
           'data': { 'qemu': { 'major': 'int', 'parts': ['str'] }, '*package': { 'type': 'str', 'id': { 'n': 'int' } } } }",
        &["legacy-inline-type"],
    );
    let wanted = "module schema.json
object q_obj_VersionInfo-qemu
    member major: int optional=False
    member parts: strList optional=False
object q_obj_VersionInfo-package-id
    member n: int optional=False
object q_obj_VersionInfo-package
    member type: str optional=False
    member id: q_obj_VersionInfo-package-id optional=False
object VersionInfo
    member qemu: q_obj_VersionInfo-qemu optional=False
    member package: q_obj_VersionInfo-package optional=True
";
    assert!(dumped.ends_with(wanted), "{dumped}");
}

#[test]
fn misspelt_keys_are_no_inline_types() {
    let loader = Memory::new().with(
        "schema.json",
        "{ 'struct': 'Foo', 'data': { 'a': { 'tpye': 'int' } } }",
    );
    let outcome = check(&loader, "schema.json", Edition::Auto).expect("the file is there");
    assert!(outcome.has_errors());
}

#[test]
fn flags_that_are_strings() {
    same(
        "{ 'command': 'a', 'gen': 'no' }\n{ 'command': 'b', 'success-response': 'no' }",
        &["legacy-flag-string"],
        "{ 'command': 'a', 'gen': false }\n{ 'command': 'b', 'success-response': false }",
    );
}

#[test]
fn old_names_of_any() {
    same(
        "{ 'pragma': { 'command-returns-exceptions': [ 'qom-get', 'more' ] } }
         { 'command': 'qom-get', 'data': { 'path': 'str' }, 'returns': 'visitor', 'gen': false }
         { 'command': 'object-add', 'data': { 'id': 'str', '*props': 'dict', '*more': '**' }, 'gen': false }
         { 'command': 'more', 'returns': '**', 'gen': false }",
        &["legacy-any-type"],
        "{ 'pragma': { 'command-returns-exceptions': [ 'qom-get', 'more' ] } }
         { 'command': 'qom-get', 'data': { 'path': 'str' }, 'returns': 'any', 'gen': false }
         { 'command': 'object-add', 'data': { 'id': 'str', '*props': 'any', '*more': 'any' }, 'gen': false }
         { 'command': 'more', 'returns': 'any', 'gen': false }",
    );
}

#[test]
fn old_names_of_any_need_gen_off() {
    let loader = Memory::new().with("schema.json", "{ 'command': 'a', 'data': { 'b': 'dict' } }");
    assert!(
        check(&loader, "schema.json", Edition::Auto)
            .expect("the file is there")
            .has_errors()
    );
}

#[test]
fn anonymous_unions() {
    same(
        "{ 'struct': 'Opts', 'data': { } }
         { 'union': 'Ref', 'discriminator': { }, 'data': { 'definition': 'Opts', 'reference': 'str' } }",
        &["legacy-anonymous-union"],
        "{ 'struct': 'Opts', 'data': { } }
         { 'alternate': 'Ref', 'data': { 'definition': 'Opts', 'reference': 'str' } }",
    );
}

#[test]
fn discriminators_that_are_strings() {
    let dumped = dump_of(
        "{ 'struct': 'Common', 'data': { 'driver': 'str', '*id': 'str' } }
         { 'struct': 'File', 'data': { 'filename': 'str' } }
         { 'struct': 'Nbd', 'data': { 'host': 'str' } }
         { 'union': 'Opts', 'base': 'Common', 'discriminator': 'driver', 'data': { 'file': 'File', 'nbd': 'Nbd' } }",
        &["legacy-string-discriminator"],
    );
    assert!(
        dumped.contains("enum OptsKind\n    member file\n    member nbd\nobject Opts\n"),
        "{dumped}"
    );
    assert!(
        dumped.contains("    member driver: OptsKind optional=False"),
        "{dumped}"
    );
    assert!(
        dumped.contains("    tag driver\n    case file: File\n    case nbd: Nbd\n"),
        "{dumped}"
    );
}

#[test]
fn unions_without_a_discriminator() {
    let dumped = dump_of(
        "{ 'struct': 'Point', 'data': { 'x': 'int' }, 'if': 'HAVE_POINT' }
         { 'union': 'Any', 'data': { 'point': 'Point', 'list': ['int'], 'name': { 'type': 'str', 'if': 'HAVE_NAME' },
           'other': 'str' } }",
        &["legacy-simple-union"],
    );
    let wanted = "object Point
    member x: int optional=False
    if HAVE_POINT
object q_obj_Point-wrapper
    member data: Point optional=False
    if HAVE_POINT
object q_obj_intList-wrapper
    member data: intList optional=False
object q_obj_str-wrapper
    member data: str optional=False
enum AnyKind
    member point
    member list
    member name
        if HAVE_NAME
    member other
object Any
    member type: AnyKind optional=False
    tag type
    case point: q_obj_Point-wrapper
    case list: q_obj_intList-wrapper
    case name: q_obj_str-wrapper
        if HAVE_NAME
    case other: q_obj_str-wrapper
";
    assert!(dumped.ends_with(wanted), "{dumped}");
}

#[test]
fn branches_of_unions_without_a_discriminator_may_be_described() {
    let dumped = dump_of(
        "##\n# @Any:\n#\n# Anything.\n#\n# @name: a name\n##\n{ 'union': 'Any', 'data': { 'name': 'str', 'n': 'int' } }",
        &["legacy-simple-union"],
    );
    assert!(
        dumped.ends_with("doc symbol=Any\n    body=\nAnything.\n    arg=name\na name\n"),
        "{dumped}"
    );
}

#[test]
fn commas() {
    same(
        "{ 'struct': 'Foo' 'data': { 'a': 'int'\n 'b': 'str' } }\n{ 'enum': 'Bar', 'data': [ 'a' 'b' ] }",
        &["legacy-missing-comma"],
        "{ 'struct': 'Foo', 'data': { 'a': 'int', 'b': 'str' } }\n{ 'enum': 'Bar', 'data': [ 'a', 'b' ] }",
    );
    same(
        "{ 'struct': 'Foo', 'data': { 'a': 'int', }, }\n{ 'enum': 'Bar', 'data': [ 'a', 'b', ] }",
        &["legacy-trailing-comma"],
        "{ 'struct': 'Foo', 'data': { 'a': 'int' } }\n{ 'enum': 'Bar', 'data': [ 'a', 'b' ] }",
    );
}

#[test]
fn names_without_a_pragma() {
    let dumped = dump_of(
        "{ 'command': 'device_add', 'data': { 'bus_Name': 'str' } }\n{ 'enum': 'Err', 'data': [ 'GenericError' ] }
         { 'struct': 'lower_type', 'data': { } }",
        &["legacy-name"],
    );
    assert!(
        dumped.contains("command device_add q_obj_device_add-arg"),
        "{dumped}"
    );
}

#[test]
fn replies_without_a_pragma() {
    let dumped = dump_of("{ 'command': 'hmp', 'returns': 'str' }", &["legacy-return"]);
    assert!(dumped.contains("command hmp None -> str"), "{dumped}");
}

#[test]
fn pragmas_under_their_old_names() {
    same(
        "{ 'pragma': { 'returns-whitelist': [ 'a' ], 'name-case-whitelist': [ 'Foo' ] } }
         { 'command': 'a', 'returns': 'int' }\n{ 'struct': 'Foo', 'data': { 'A': 'int' } }",
        &["legacy-pragma"],
        "{ 'pragma': { 'command-returns-exceptions': [ 'a' ], 'member-name-exceptions': [ 'Foo' ] } }
         { 'command': 'a', 'returns': 'int' }\n{ 'struct': 'Foo', 'data': { 'A': 'int' } }",
    );
}

#[test]
fn conditions_of_the_preprocessor() {
    same(
        "{ 'struct': 'Foo', 'data': { 'a': { 'type': 'int', 'if': 'defined(A)' } }, 'if': 'defined(A) && !defined(B)' }
         { 'enum': 'Bar', 'data': [ { 'name': 'x', 'if': ['defined(A)', 'defined(B) || defined(C)'] } ] }
         { 'event': 'BAZ', 'if': ['defined(A)'] }",
        &["legacy-condition"],
        "{ 'struct': 'Foo', 'data': { 'a': { 'type': 'int', 'if': 'A' } }, 'if': { 'all': ['A', { 'not': 'B' }] } }
         { 'enum': 'Bar', 'data': [ { 'name': 'x', 'if': { 'all': ['A', { 'any': ['B', 'C'] }] } } ] }
         { 'event': 'BAZ', 'if': 'A' }",
    );
}

#[test]
fn conditional_arguments_that_are_not_boxed() {
    let dumped = dump_of(
        "{ 'command': 'a', 'data': { 'b': { 'type': 'int', 'if': 'C' } } }",
        &["legacy-unboxed"],
    );
    assert!(
        dumped.contains("    member b: int optional=False\n        if C\n"),
        "{dumped}"
    );
}

const STRUCT: &str = "{ 'struct': 'Foo', 'data': { '*one': 'int', '*two': 'int' } }";

#[test]
fn descriptions_without_a_colon() {
    same(
        &format!(
            "##\n# @Foo\n#\n# A foo.\n#\n# @one the first\n#      of two\n# @two   the second\n##\n{STRUCT}"
        ),
        &["legacy-doc-colon"],
        &format!(
            "##\n# @Foo:\n#\n# A foo.\n#\n# @one: the first\n#      of two\n# @two: the second\n##\n{STRUCT}"
        ),
    );
}

#[test]
fn optional_marks_and_closing_marks() {
    same(
        &format!(
            "##\n# @Foo:\n#\n# @one: #optional the first\n#\n# @two: #optional, the second\n# ##\n{STRUCT}"
        ),
        &["legacy-doc-optional", "legacy-doc-close"],
        &format!("##\n# @Foo:\n#\n# @one: the first\n#\n# @two: the second\n##\n{STRUCT}"),
    );
}

#[test]
fn comments_without_the_name() {
    same(
        "##\n# Resets.\n##\n{ 'command': 'reset' }\n##\n# = Heading\n##\n\n{ 'command': 'other' }",
        &["legacy-doc-free-form"],
        "##\n# @reset:\n#\n# Resets.\n##\n{ 'command': 'reset' }\n##\n# = Heading\n##\n\n# Plain.\n{ 'pragma': { } }\n{ 'command': 'other' }",
    );
}

#[test]
fn text_without_indentation() {
    let dumped = dump_of(
        "##\n# @foo:\n#\n# A foo.\n# Returns: something that\n# goes on\n#\n# Notes: one\n#\n# two\n#\n# Since: 1.0\n#\n# Example:\n#\n# -> in\n# <- out\n##\n\
         { 'struct': 'Foo', 'data': { } }\n{ 'command': 'bar' }"
            .replace("{ 'struct': 'Foo', 'data': { } }", "{ 'command': 'foo', 'returns': 'Foo' }\n{ 'struct': 'Foo', 'data': { } }")
            .as_str(),
        &["legacy-doc-indent", "legacy-note-section", "legacy-example-section"],
    );
    let wanted = "    body=\nA foo.\n    section=Returns\nsomething that\ngoes on\n    section=Note\none\n\ntwo\n    \
                  section=Since\n1.0\n    section=Example\n-> in\n<- out\n";
    assert!(dumped.ends_with(wanted), "{dumped}");
}

#[test]
fn long_lines_and_single_spaces() {
    let long = "x".repeat(80);
    let dumped = dump_of(
        &format!("##\n# @Foo:\n#\n# One. Two\n#\n# @one: {long}\n#\n# @two: b\n##\n{STRUCT}"),
        &["legacy-line-length", "legacy-sentence-space"],
    );
    assert!(
        dumped.contains(&format!("body=\nOne. Two\n    arg=one\n{long}\n")),
        "{dumped}"
    );
}
