//! Names as in QEMU 2.0 to 2.5: with dots, or `_` at the start. Edition auto accepts the names that
//! QEMU 2.4 accepted. The latest edition refuses them as invalid names.
use std::collections::BTreeSet;

use crate::generator::{Choices, Facts, facts_of_dump, generate};
use qapi_parser::{Code, Edition, FormatOptions, Memory, Outcome, check, dump, format};

const TOP: &str = "schema.json";

fn read(text: &str, edition: Edition) -> Outcome {
    check(&Memory::new().with(TOP, text), TOP, edition).expect("the top file is there")
}

fn short(outcome: &Outcome) -> Vec<String> {
    let found = outcome.diagnostics.iter();
    found.map(|it| it.short(&outcome.sources)).collect()
}

fn codes(outcome: &Outcome) -> BTreeSet<&str> {
    let found = outcome.diagnostics.iter();
    found.map(|it| it.code.as_str()).collect()
}

/// A definition that contains a name in one place, with the place in messages.
type Place = (&'static str, fn(&str) -> String);

const PLACES: [Place; 13] = [
    ("a command", |name| format!("{{ 'command': '{name}' }}")),
    ("an event", |name| format!("{{ 'event': '{name}' }}")),
    ("an enum", |name| {
        format!("{{ 'enum': '{name}', 'data': [] }}")
    }),
    ("a struct", |name| {
        format!("{{ 'struct': '{name}', 'data': {{}} }}")
    }),
    ("an alternate", |name| {
        format!("{{ 'alternate': '{name}', 'data': {{ 'a': 'int' }} }}")
    }),
    ("a union", |name| {
        format!(
            "{{ 'enum': 'Kind', 'data': [ 'a' ] }}\n{{ 'union': '{name}', 'base': {{ 'kind': 'Kind' }}, \
             'discriminator': 'kind', 'data': {{}} }}"
        )
    }),
    ("a member", |name| {
        format!("{{ 'struct': 'Foo', 'data': {{ '{name}': 'int' }} }}")
    }),
    ("a member", |name| {
        format!("{{ 'command': 'foo', 'data': {{ '*{name}': 'int' }} }}")
    }),
    ("a member", |name| {
        format!("{{ 'event': 'FOO', 'data': {{ '{name}': 'int' }} }}")
    }),
    ("a value", |name| {
        format!("{{ 'enum': 'Foo', 'data': [ '{name}' ] }}")
    }),
    ("a value", |name| {
        format!("{{ 'enum': 'Foo', 'data': [ {{ 'name': '{name}' }} ] }}")
    }),
    ("a value", |name| {
        format!(
            "{{ 'enum': 'Kind', 'data': [ '{name}' ] }}\n{{ 'struct': 'Foo', 'data': {{}} }}\n\
             {{ 'union': 'Any', 'base': {{ 'kind': 'Kind' }}, 'discriminator': 'kind', 'data': {{ '{name}': 'Foo' }} }}"
        )
    }),
    ("a branch", |name| {
        format!("{{ 'alternate': 'Foo', 'data': {{ '{name}': 'int' }} }}")
    }),
];

/// Checks the diagnostics of both editions for a name in every place: the code in edition auto, and
/// the same span in both.
#[track_caller]
fn everywhere(name: &str, code: Code) {
    for (what, text) in PLACES {
        let text = text(name);
        let (auto, latest) = (read(&text, Edition::Auto), read(&text, Edition::Latest));
        assert_eq!(codes(&auto), BTreeSet::from([code.as_str()]), "{text}");
        assert_eq!(auto.schema.is_some(), code.is_legacy(), "{text}");
        assert_eq!(codes(&latest), BTreeSet::from(["Q0401"]), "{text}");
        assert_eq!(auto.diagnostics[0].span, latest.diagnostics[0].span);
        assert_eq!(
            latest.diagnostics[0].message,
            format!("'{name}' is not a valid name for {what}")
        );
    }
}

#[test]
fn a_dot_is_taken_wherever_there_are_names() {
    for name in [
        "l1_grow.alloc_table",
        "a.",
        "A.B",
        "_.a",
        "__a.b",
        "__org.example_a.b",
        "x-a.b",
    ] {
        everywhere(name, Code::LegacyNameDot);
    }
}

#[test]
fn so_is_a_name_without_a_stem() {
    for name in ["_", "_a", "__a", "___a", "__org.example_", "__org_2nd"] {
        everywhere(name, Code::LegacyName);
    }
}

#[test]
fn what_no_release_took_is_refused() {
    for name in [".a", "-a", "a b", "a!", "+a.b"] {
        everywhere(name, Code::InvalidName);
    }
}

#[test]
fn only_values_start_with_a_digit() {
    let values = "{ 'enum': 'Foo', 'data': [ '2.5', '7up', '0x0.a' ] }";
    let outcome = read(values, Edition::Auto);
    assert_eq!(
        short(&outcome),
        [
            "schema.json:1:28: warning[legacy-name-dot]: the name '2.5' of a value holds '.'",
            "schema.json:1:42: warning[legacy-name-dot]: the name '0x0.a' of a value holds '.'",
        ]
    );
    let member = "{ 'struct': 'Foo', 'data': { '2.5': 'int' } }";
    let outcome = read(member, Edition::Auto);
    assert_eq!(
        short(&outcome),
        ["schema.json:1:30: error[Q0401]: '2.5' is not a valid name for a member"]
    );
}

#[test]
fn features_have_no_older_names() {
    for name in ["a.b", "_a"] {
        let text = format!("{{ 'command': 'foo', 'features': [ '{name}' ] }}");
        for edition in [Edition::Auto, Edition::Latest] {
            assert_eq!(codes(&read(&text, edition)), BTreeSet::from(["Q0401"]));
        }
    }
}

#[test]
fn reserved_names_stay_reserved() {
    let text = "{ 'struct': 'Foo', 'data': { 'has.a': 'int', 'q.a': 'int' } }";
    assert_eq!(
        short(&read(text, Edition::Auto)),
        [
            "schema.json:1:30: warning[legacy-name-dot]: the name 'has.a' of a member holds '.'",
            "schema.json:1:30: error[Q0402]: the name 'has.a' of a member is reserved",
            "schema.json:1:46: warning[legacy-name-dot]: the name 'q.a' of a member holds '.'",
            "schema.json:1:46: error[Q0402]: the name 'q.a' of a member is reserved",
        ]
    );
}

#[test]
fn dots_fold_like_other_signs() {
    let text = "
{ 'enum': 'Foo', 'data': [ 'a.b', 'a-b' ] }
{ 'struct': 'Base', 'data': { 'c.d': 'int', 'kind': 'Foo2' } }
{ 'struct': 'Sub', 'base': 'Base', 'data': { '*c_d': 'int' } }
{ 'enum': 'Foo2', 'data': [ 'x' ] }
{ 'struct': 'X', 'data': { 'c-d': 'int' } }
{ 'union': 'Bar', 'base': 'Base', 'discriminator': 'kind', 'data': { 'x': 'X' } }
{ 'alternate': 'Alt', 'data': { 'e.f': 'int', 'e_f': 'str' } }
";
    let clashes = short(&read(text, Edition::Auto));
    let clashes: Vec<&str> = clashes
        .iter()
        .filter_map(|it| it.split_once("error[Q0603]: "))
        .map(|(_, message)| message)
        .collect();
    assert_eq!(
        clashes,
        [
            "the value 'a-b' clashes with the value 'a.b'",
            "the member 'c_d' clashes with the member 'c.d' of the base 'Base'",
            "the branch 'x' has a member 'c-d', which clashes with the common member 'c.d'",
            "the branch 'e_f' clashes with the branch 'e.f'",
        ]
    );
}

/// A schema in the form of 2.0 to 2.3: structs by `type`, `gen` as a string, unions without a
/// discriminator, anonymous unions, and dots in values.
const OLD: &str = "
##
# @DiskStep
#
# Where a disk can be made to fail.
#
# @l1_grow.alloc_table: before a table is allocated,
#                       and then @l2_load
# @l2_load: #optional on load
#
# Since: 2.0
##
{ 'enum': 'DiskStep',
  'data': [ 'l1_grow.alloc_table', 'l2_load' ] }

##
# @Fault
#
# @event: see @l1_grow.alloc_table
#
# @set.state: #optional the next state
##
{ 'type': 'Fault',
  'data': { 'event': 'DiskStep', '*set.state': 'int' } }

{ 'union': 'FaultRef',
  'discriminator': {},
  'data': { 'definition': 'Fault', 'by.name': 'str' } }

{ 'union': 'Backend',
  'data': { 'file.raw': 'Fault', 'null': 'str' } }

##
# @disk.fail
#
# Make a disk fail.
#
# @faults: what to do
#
# @props.raw: #optional the rest
##
{ 'command': 'disk.fail',
  'data': { 'faults': [ 'FaultRef' ], '*props.raw': 'dict' },
  'gen': 'no' }
";

#[test]
fn a_schema_of_a_release_with_dots_is_read() {
    let outcome = read(OLD, Edition::Auto);
    assert!(!outcome.has_errors(), "{:#?}", short(&outcome));
    let dots = outcome.diagnostics.iter();
    let dots = dots.filter(|it| it.code == Code::LegacyNameDot);
    let dots: Vec<&str> = dots.map(|it| outcome.sources.text(it.span)).collect();
    assert_eq!(
        dots,
        [
            "'l1_grow.alloc_table'",
            "'*set.state'",
            "'by.name'",
            "'file.raw'",
            "'disk.fail'",
            "'*props.raw'",
        ]
    );
    let dumped = dump(&outcome.schema.expect("warnings leave a schema"), true);
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("older-names", facts(&dumped));
    });
}

/// Returns the part of a dump after the predefined entities.
fn facts(dumped: &str) -> &str {
    let start = dumped.find("module schema.json");
    start.and_then(|at| dumped.get(at..)).unwrap_or(dumped)
}

#[test]
fn the_formatter_keeps_older_names() {
    let loader = Memory::new().with(TOP, OLD);
    let options = FormatOptions {
        wanted: &|_| true,
        exceptions: true,
    };
    let formatted = format(&loader, TOP, options).expect("it can be formatted");
    let text = &formatted.files[0].text;
    let modern = "##
# @DiskStep:
#
# Where a disk can be made to fail.
#
# @l1_grow.alloc_table: before a table is allocated, and then @l2_load
#
# @l2_load: on load
#
# Since: 2.0
##
{ 'enum': 'DiskStep',
  'data': [ 'l1_grow.alloc_table', 'l2_load' ] }
";
    assert!(text.contains(modern), "{text}");
    // The pragma permits `l2_load`.
    assert!(
        text.starts_with("{ 'pragma': { 'member-name-exceptions': [ 'DiskStep' ] } }\n"),
        "{text}"
    );
    let rest = formatted.rest.expect("no error");
    let dots = rest.diagnostics.iter();
    let dots = dots.filter(|it| it.code == Code::LegacyNameDot).count();
    assert_eq!(dots, 6);
}

/// A pragma would not permit a name that starts as only older names do.
#[test]
fn the_formatter_asks_no_pragma_for_a_name_without_a_stem() {
    let text = "{ 'command': '_stop' }\n{ 'struct': 'Foo', 'data': { '*_a': 'int' } }\n";
    let loader = Memory::new().with(TOP, text);
    let options = FormatOptions {
        wanted: &|_| true,
        exceptions: true,
    };
    let formatted = format(&loader, TOP, options).expect("it can be formatted");
    assert!(!formatted.files[0].text.contains("pragma"));
}

/// Returns the same schema with a dot in every name of a definition, member, value or branch, but
/// not of a feature.
fn dotted(text: &str) -> String {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    let mut out: String = text
        .char_indices()
        .map(|(at, sign)| match sign {
            '-' if is_digit(bytes.get(at - 1)) && is_digit(bytes.get(at + 1)) => '.',
            sign => sign,
        })
        .collect();
    for name in ["Struct", "Enum", "Union", "Alternate", "command-", "EVENT_"] {
        let (start, end) = name.split_at(name.len() - 1);
        let end = end.trim_matches(['-', '_']);
        out = out.replace(name, &format!("{start}.{end}"));
    }
    out
}

#[test]
fn dots_change_nothing_but_names() {
    let mut names = 0;
    for seed in 0..200_u64 {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let decisions: Vec<u8> = std::iter::repeat_with(|| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        })
        .take(2000)
        .collect();
        let generated = generate(&mut Choices::new(&decisions));
        let text = dotted(&generated.text);
        let outcome = read(&text, Edition::Auto);
        let dots = outcome.diagnostics.iter();
        let dots = dots.filter(|it| it.code == Code::LegacyNameDot).count();
        assert_eq!(dots, outcome.diagnostics.len(), "{:#?}", short(&outcome));
        names += dots;
        let schema = outcome.schema.expect("warnings leave a schema");
        let facts = generated.facts.iter();
        let facts: Facts = facts
            .map(|(head, lines)| (dotted(head), lines.iter().map(|it| dotted(it)).collect()))
            .collect();
        assert_eq!(facts_of_dump(&dump(&schema, false)), facts, "{text}");
        // Exactly the invalid names are refused.
        let latest = codes(&read(&text, Edition::Latest)).len();
        assert_eq!(latest, usize::from(dots > 0), "{text}");
    }
    assert!(names > 1000, "only {names} names in all schemas");
}
