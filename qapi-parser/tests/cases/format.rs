//! The formatter: its output for small files (the snapshots), and the preservation of meaning.
//!
//! Two schemas have the same meaning if their dumps have the same entities, byte for byte, and
//! their docs have the same words in the same order. Sections `Note`, `Example` and `Plain` count
//! as one. The tags `Returns` and `Errors` count as words. The marks of notes, examples and literal
//! blocks do not count, and neither do members without a description.

use std::collections::BTreeMap;

use crate::generator::{Choices, generate};
use crate::meaning::{ALL, Meaning, formatted};
use qapi_parser::{Edition, FormatOptions, Formatted, Memory, Severity, check, format};

const TOP: &str = "schema.json";

/// Returns the modern form of a file. Checks that its meaning is the same, and that it is its own
/// modern form.
#[track_caller]
fn modern(text: &str) -> String {
    let texts = formatted(&Memory::new().with(TOP, text), TOP);
    let (mut texts, _) = texts.unwrap_or_else(|errors| panic!("{errors:#?}"));
    texts.remove(TOP).expect("the top file is among them")
}

/// Formats a file without checks.
fn format_one(text: &str) -> Formatted {
    format(&Memory::new().with(TOP, text), TOP, ALL).expect("it can be formatted")
}

macro_rules! snapshots {
    ($($name:ident: $file:literal;)*) => {
        $(
            #[test]
            fn $name() {
                insta::assert_snapshot!(modern(include_str!(concat!("format/", $file))));
            }
        )*
    };
}

snapshots! {
    comments_stay_beside_what_they_stood_at: "comments.json";
    long_lists_are_broken: "layout.json";
    older_expressions_become_modern: "older.json";
    older_comments_become_modern: "older-docs.json";
    text_is_wrapped: "text.json";
    pragmas_get_their_new_names: "pragmas.json";
}

#[test]
fn the_layout_is_made_of_the_tokens_alone() {
    let tight = "{'struct':'Foo','data':{'a':'int','*b':['str'],'c':{'type':'Bar','if':'A'}},'if':{'all':['A',{'not':'B'}]}}\
                 {'enum':'Bar','data':['x','y',{'name':'z','features':['old']}],'features':[]}\
                 {'command':'baz','data':{},'gen':false}";
    let wanted = "\
{ 'struct': 'Foo',
  'data': { 'a': 'int', '*b': ['str'], 'c': { 'type': 'Bar', 'if': 'A' } },
  'if': { 'all': [ 'A', { 'not': 'B' } ] } }

{ 'enum': 'Bar',
  'data': [ 'x', 'y', { 'name': 'z', 'features': [ 'old' ] } ],
  'features': [] }

{ 'command': 'baz',
  'data': {},
  'gen': false }
";
    assert_eq!(modern(tight), wanted);
    for space in [" ", "\n", "\t", "\r\n", " \n\t", "\u{a0}"] {
        let mut spaced = String::new();
        for sign in tight.chars() {
            match sign {
                '{' | '[' | ',' | ':' => spaced.extend([&*sign.to_string(), space]),
                '}' | ']' => spaced.extend([space, &*sign.to_string()]),
                _ => spaced.push(sign),
            }
        }
        assert_eq!(modern(&spaced), wanted, "{space:?}");
    }
}

#[test]
fn line_ends_and_tabs_are_made_equal() {
    let text = "##\n# @Foo:\n#\n# A foo. Or so.\n#\n# @a: one\n#     two\n##\n\n# plain\n{ 'struct': 'Foo', # tail\n\t'data': {\n\t\t'a': 'int' } }\n";
    let wanted = "##\n# @Foo:\n#\n# A foo.  Or so.\n#\n# @a: one two\n##\n# plain\n{ 'struct': 'Foo',  # tail\n  'data': { 'a': 'int' } }\n";
    assert_eq!(modern(text), wanted);
    assert_eq!(modern(&text.replace('\n', "\r\n")), wanted);
    assert_eq!(modern(&text.replace('\n', "\r")), wanted);
    assert_eq!(modern(text.trim_end()), wanted);
}

#[test]
fn comments_with_control_characters_stay_as_they_are() {
    // U+001C is white space to Python's `str.split`, but not to Rust's.
    let text = "##\n# @a:\n#\n#  One.\u{1c} Two\n##\n{ 'command': 'a' }\n";
    assert_eq!(modern(text), text);
    let text = "##\n# @a:\n#\n#  One\u{c}\n##\n{ 'command': 'a' }\n";
    assert_eq!(modern(text), text);
}

#[test]
fn an_empty_file_stays_empty() {
    assert_eq!(modern(""), "");
    assert_eq!(modern("\n\n \n"), "");
    assert_eq!(modern("#  only a comment  "), "#  only a comment\n");
}

#[test]
fn files_with_errors_have_no_modern_form() {
    let formatted = format_one("{ 'struct': 'Foo', 'data': { 'a': 'Bar' } }");
    assert!(formatted.outcome.has_errors());
    assert!(formatted.files.is_empty());
    assert!(formatted.rest.is_none());
}

#[test]
fn what_is_left_is_reported() {
    let text = "{ 'union': 'Any', 'data': { 'a': 'int' } }\n{ 'type': 'Foo', 'data': { 'b': { 'c': 'int', 'd': 'int' } } }";
    let rest = format_one(text).rest.expect("no errors");
    let codes: Vec<&str> = rest.diagnostics.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(codes, ["legacy-simple-union", "legacy-inline-type"]);
    assert!(
        rest.diagnostics
            .iter()
            .all(|it| it.severity == Severity::Warning)
    );
}

/// A schema of two files: the top one has pragmas, the other breaks the rules.
fn two_files() -> Memory {
    Memory::new()
        .with(
            "top.json",
            "# Head\n\n{ 'pragma': { 'returns-whitelist': [ 'b' ] } }\n{ 'include': 'sub/part.json' }\n",
        )
        .with(
            "sub/part.json",
            "{ 'command': 'b', 'returns': 'int' }\n{ 'command': 'a_b', 'returns': 'str', 'data': { 'x': 'Sub_Type' } }\n\
             { 'struct': 'Members', 'data': { 'a_B': 'int' } }\n{ 'enum': 'Sub_Type', 'data': [] }",
        )
}

#[test]
fn only_wanted_files_are_formatted() {
    let wanted = |path: &str| path == "sub/part.json";
    let options = FormatOptions {
        wanted: &wanted,
        exceptions: false,
    };
    let formatted = format(&two_files(), "top.json", options).expect("it is formatted");
    let paths: Vec<&str> = formatted.files.iter().map(|file| &*file.path).collect();
    assert_eq!(paths, ["sub/part.json"]);
    assert!(formatted.files[0].changed);
    assert!(
        formatted.files[0]
            .text
            .contains("\n\n{ 'struct': 'Members',\n")
    );
}

#[test]
fn exceptions_are_added_on_request() {
    let options = FormatOptions {
        wanted: &|_| true,
        exceptions: true,
    };
    let formatted = format(&two_files(), "top.json", options).expect("it is formatted");
    let texts: BTreeMap<&str, &str> = formatted
        .files
        .iter()
        .map(|file| (&*file.path, &*file.text))
        .collect();
    assert_eq!(
        texts["top.json"],
        "# Head

{ 'pragma': { 'command-returns-exceptions': [ 'b', 'a_b' ] } }

{ 'pragma': {
    'command-name-exceptions': [ 'a_b' ],
    'member-name-exceptions': [ 'Members' ] } }

{ 'include': 'sub/part.json' }
"
    );
    assert!(!texts["sub/part.json"].contains("pragma"));
    // No pragma concerns the name of a type.
    let rest = formatted.rest.expect("no errors");
    let left: Vec<&str> = rest.diagnostics.iter().map(|it| &*it.message).collect();
    assert_eq!(left, ["the name 'Sub_Type' of an enum is not in CamelCase"]);
}

#[test]
fn exceptions_for_docs_and_values() {
    let text = "##\n# @Foo:\n##\n{ 'enum': 'Foo', 'data': [ 'a', 'B_c' ] }\n";
    let loader = Memory::new().with("schema.json", text);
    let options = FormatOptions {
        wanted: &|_| true,
        exceptions: true,
    };
    let formatted = format(&loader, "schema.json", options).expect("it is formatted");
    let text = &formatted.files[0].text;
    assert_eq!(
        *text,
        "{ 'pragma': {
    'documentation-exceptions': [ 'Foo' ],
    'member-name-exceptions': [ 'Foo' ] } }

##
# @Foo:
##
{ 'enum': 'Foo',
  'data': [ 'a', 'B_c' ] }
"
    );
    let loader = Memory::new().with("schema.json", text.as_str());
    let latest = check(&loader, "schema.json", Edition::Latest).expect("it is there");
    assert_eq!(latest.diagnostics, []);
}

#[test]
fn string_discriminators_get_their_enum() {
    let text = "{ 'struct': 'Common', 'data': { 'driver': 'str', '*id': 'str' } }
{ 'struct': 'File', 'data': { } }
# above it

# right above it
##
# @Opts:
##
# within
{ 'union': 'Opts', 'base': 'Common', 'discriminator': 'driver', 'data': { 'file': 'File', 'nbd': { 'type': 'File', 'if': 'A' } }, 'if': 'B' }
{ 'union': 'Inline', 'base': { 'tag': 'str' }, 'discriminator': 'tag', 'data': { 'file': 'File' } }
";
    assert_eq!(
        modern(text),
        "{ 'struct': 'Common',
  'data': { 'driver': 'OptsKind', '*id': 'str' } }

{ 'struct': 'File',
  'data': {} }

# above it

{ 'enum': 'OptsKind',
  'data': [ 'file', { 'name': 'nbd', 'if': 'A' } ],
  'if': 'B' }

# right above it
##
# @Opts:
##
# within
{ 'union': 'Opts',
  'base': 'Common',
  'discriminator': 'driver',
  'data': { 'file': 'File', 'nbd': { 'type': 'File', 'if': 'A' } },
  'if': 'B' }

{ 'union': 'Inline',
  'base': { 'tag': 'str' },
  'discriminator': 'tag',
  'data': { 'file': 'File' } }
"
    );
    // If comments are required, the enum would lack one.
    let required = "{ 'pragma': { 'doc-required': true } }

##
# @Common:
#
# @driver: which
##
{ 'struct': 'Common',
  'data': { 'driver': 'str' } }

##
# @Opts:
##
{ 'union': 'Opts',
  'base': 'Common',
  'discriminator': 'driver',
  'data': { 'common': 'Empty' } }

##
# @Empty:
##
{ 'struct': 'Empty',
  'data': {} }
";
    assert_eq!(modern(required), required);
}

#[test]
fn generated_schemas_keep_their_meaning() {
    for seed in 1..=100_u64 {
        // Bytes for the decisions, the same in every run.
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut byte = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 56) as u8
        };
        let bytes: Vec<u8> = (0..1500).map(|_| byte()).collect();
        let text = generate(&mut Choices::new(&bytes)).text;
        let once = modern(&text);
        // The layout does not depend on line breaks.
        let joined: String = text
            .lines()
            .map(|line| match line.contains('#') {
                true => format!("{line}\n"),
                false => format!("{}\n", line.replace(", ", "\n  ,\t")),
            })
            .collect();
        assert_eq!(modern(&joined), once, "{text}");
    }
}

/// The comparison that the tests use distinguishes different texts.
#[test]
fn meanings_differ() {
    let of = |text: &str| Meaning::of(&Memory::new().with("s.json", text), "s.json", Edition::Auto);
    let doc = |text: &str| {
        of(&format!("##\n# @a:\n#\n{text}##\n{{ 'command': 'a' }}")).expect("a schema")
    };
    assert_eq!(doc("# One. Two\n"), doc("# One.\n# Two\n"));
    assert_eq!(doc("# Note: One\n"), doc("# .. note:: One\n"));
    assert_ne!(doc("# One two\n"), doc("# One\n"));
    assert_ne!(doc("# Since: 1\n"), doc("# 1\n"));
    assert_ne!(
        of("{ 'command': 'a' }").expect("a schema"),
        of("{ 'command': 'b' }").expect("a schema")
    );
}
