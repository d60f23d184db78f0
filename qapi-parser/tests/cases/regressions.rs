//! Inputs that the fuzz targets found, and inputs whose cost grew faster than their size, each as a
//! test.
//!
//! Cost is not measured here, as times on shared machines mean little. The sizes are such that the
//! former cost would be minutes, and the limits on counts are asserted.

use qapi_parser::{Code, Edition, Memory, Outcome, check, dump, limits};

fn read(text: &str, edition: Edition) -> Outcome {
    let loader = Memory::new().with("schema.json", text);
    check(&loader, "schema.json", edition).expect("the top file is there")
}

fn codes(outcome: &Outcome) -> Vec<Code> {
    outcome.diagnostics.iter().map(|found| found.code).collect()
}

#[test]
fn an_inline_type_in_arguments_has_an_object() {
    let text = "{ 'command': 'foo', 'data': { 'a': { 'b': 'str' } } }";
    let outcome = read(text, Edition::Auto);
    assert_eq!(codes(&outcome), [Code::LegacyInlineType]);
    let schema = outcome.schema.expect("warnings leave a schema");
    assert!(schema.lookup("q_obj_foo-arg-a").is_some());
}

#[test]
fn inline_types_of_like_names_are_told_apart() {
    // Both would have the name `q_obj_S-a-b`.
    let text = "{ 'struct': 'S', 'data': {
        'a-b': { 'one': 'str' }, 'a': { 'b': { 'two': 'int' } } } }";
    let outcome = read(text, Edition::Auto);
    let schema = outcome.schema.expect("warnings leave a schema");
    let dumped = dump(&schema, false);
    for member in ["member one: str", "member two: int"] {
        assert_eq!(dumped.matches(member).count(), 1, "{dumped}");
    }
}

#[test]
fn the_place_behind_a_comment_without_end_is_a_whole_character() {
    let outcome = read("##\n\u{e9}", Edition::Latest);
    for found in &outcome.diagnostics {
        assert_eq!(outcome.sources.text(found.span), "\u{e9}", "{}", found.code);
    }
    assert_eq!(outcome.diagnostics.len(), 2);
}

#[test]
fn branches_of_older_unions_have_valid_names() {
    let anonymous = "{ 'union': 'U', 'discriminator': {}, 'data': { 'a=b': 'int' } }";
    let simple = "{ 'union': 'U', 'data': { 'a=b': 'int' } }";
    for text in [anonymous, simple] {
        let outcome = read(text, Edition::Auto);
        let last = outcome.diagnostics.last().expect("a diagnostic");
        assert!(
            last.message.contains("'a=b' is not a valid name"),
            "{}",
            last.message
        );
        assert!(outcome.schema.is_none());
    }
}

/// Returns `first`, then `count` lines, each from its number.
fn lines(first: &str, count: usize, line: impl Fn(usize) -> String) -> String {
    let lines: Vec<String> = (0..count).map(line).collect();
    format!("{first}\n{}\n", lines.join("\n"))
}

/// Returns `start`, then `count` entries, each from its number, then `end`.
fn wide(start: &str, count: usize, entry: impl Fn(usize) -> String, end: &str) -> String {
    let entries: Vec<String> = (0..count).map(entry).collect();
    format!("{start} {} {end}", entries.join(", "))
}

/// The number of definitions and members in the attacks: its square is far beyond every limit.
const MANY: usize = 5_000;

fn refused_as_too_large(text: &str) {
    let outcome = read(text, Edition::Latest);
    let large = outcome.diagnostics.iter();
    let large = large.filter(|found| found.code == Code::TooLarge);
    let messages: Vec<&str> = large.map(|found| &*found.message).collect();
    assert_eq!(messages.len(), 1, "{:?}", outcome.diagnostics.first());
    let most = limits::CONTAINED.to_string();
    assert!(messages[0].contains(&most), "{messages:?}");
}

#[test]
fn many_structs_share_a_wide_base() {
    let base = wide(
        "{ 'struct': 'Bb', 'data': {",
        MANY,
        |n| format!("'m{n}': 'str'"),
        "} }",
    );
    let text = lines(&base, MANY, |n| {
        format!("{{ 'struct': 'Ss{n}', 'base': 'Bb', 'data': {{ 'n{n}': 'str' }} }}")
    });
    refused_as_too_large(&text);
}

#[test]
fn many_unions_share_a_wide_enum() {
    let values = wide(
        "{ 'enum': 'Ee', 'data': [",
        MANY,
        |n| format!("'v{n}'"),
        "] }",
    );
    let text = lines(&values, MANY, |n| {
        format!(
            "{{ 'union': 'Uu{n}', 'base': {{ 'e': 'Ee' }}, 'discriminator': 'e', 'data': {{}} }}"
        )
    });
    refused_as_too_large(&text);
}

#[test]
fn many_unions_nest() {
    let first = "{ 'enum': 'Ee', 'data': [ 'a' ] }\n{ 'struct': 'Uu0', 'data': {} }";
    let text = lines(first, MANY, |n| {
        let next = n + 1;
        format!(
            "{{ 'union': 'Uu{next}', 'base': {{ 'e{n}': 'Ee' }}, 'discriminator': 'e{n}', \
             'data': {{ 'a': 'Uu{n}' }} }}"
        )
    });
    refused_as_too_large(&text);
}

#[test]
fn many_unions_lack_their_discriminator_in_a_wide_base() {
    let base = wide(
        "{ 'struct': 'Bb', 'data': {",
        MANY,
        |n| format!("'m{n}': 'str'"),
        "} }",
    );
    let text = lines(&base, MANY, |n| {
        format!("{{ 'union': 'Uu{n}', 'base': 'Bb', 'discriminator': 'x{n}', 'data': {{}} }}")
    });
    refused_as_too_large(&text);
}

#[test]
fn many_alternates_share_a_wide_enum() {
    let values = wide(
        "{ 'enum': 'Ee', 'data': [",
        MANY,
        |n| format!("'v{n}'"),
        "] }",
    );
    let text = lines(&values, MANY, |n| {
        format!("{{ 'alternate': 'Aa{n}', 'data': {{ 'e': 'Ee', 'i': 'int' }} }}")
    });
    let outcome = read(&text, Edition::Latest);
    assert_eq!(codes(&outcome), []);
    assert!(outcome.schema.is_some());
}

#[test]
fn many_wrong_names_are_long() {
    let long = "a".repeat(limits::NAME_BYTES - 10);
    let text = lines("", 500, |n| {
        format!("{{ 'struct': 'S{long}{n}', 'data': {{ 'm': 'T{long}{n}' }} }}")
    });
    let outcome = read(&text, Edition::Latest);
    assert_eq!(outcome.diagnostics.len(), 500);
    let helped = outcome
        .diagnostics
        .iter()
        .filter(|found| found.help.is_some());
    assert_eq!(helped.count(), 0, "names of that length are not compared");
}

#[test]
fn many_wrong_names_are_similar() {
    let text = lines("", MANY, |n| {
        format!("{{ 'struct': 'Structure{n}', 'data': {{ 'm': 'Structure{n}x' }} }}")
    });
    let outcome = read(&text, Edition::Latest);
    assert_eq!(outcome.diagnostics.len(), MANY);
    let helped = |found: &&qapi_parser::Diagnostic| found.help.is_some();
    assert!(
        outcome
            .diagnostics
            .iter()
            .take(3)
            .all(|found| helped(&found))
    );
    assert!(
        !outcome
            .diagnostics
            .iter()
            .rev()
            .take(3)
            .any(|found| helped(&found))
    );
}

#[test]
fn many_pragma_exceptions_are_used() {
    let names = wide(
        "{ 'pragma': { 'command-returns-exceptions': [",
        MANY,
        |n| format!("'c{n}'"),
        "] } }",
    );
    let text = lines(&names, MANY, |n| {
        format!("{{ 'command': 'c{n}', 'returns': 'int' }}")
    });
    assert_eq!(codes(&read(&text, Edition::Latest)), []);
}

#[test]
fn a_comment_describes_many_values() {
    let described = lines("##\n# @Ee:\n#", MANY, |n| format!("# @v{n}: text\n#"));
    let values = wide(
        "##\n{ 'enum': 'Ee', 'data': [",
        MANY,
        |n| format!("'v{n}'"),
        "] }",
    );
    let outcome = read(&format!("{described}{values}"), Edition::Latest);
    assert_eq!(codes(&outcome), []);
    let twice = lines("##\n# @Ee:\n#", MANY, |_| "# @v0: text\n#".to_owned());
    let outcome = read(&format!("{twice}{values}"), Edition::Latest);
    assert!(codes(&outcome).contains(&Code::LegacyDocDuplicate));
}

#[test]
fn a_comment_of_older_form_mentions_many_names() {
    let described = lines("##\n# @Ss:\n#", MANY, |n| {
        format!("# @n{n} #optional text\n#")
    });
    let members = wide(
        "##\n{ 'struct': 'Ss', 'data': {",
        MANY,
        |n| format!("'m{n}': 'str'"),
        "} }",
    );
    let outcome = read(&format!("{described}{members}"), Edition::Auto);
    assert!(outcome.schema.is_some());
}

#[test]
fn many_errors_stand_on_one_line() {
    let count = 10_000;
    let text: String = (0..count)
        .map(|n| format!("{{ 'struct': 'Ss{n}', 'data': {{ '_': 'str' }} }} "))
        .collect();
    let outcome = read(&text, Edition::Latest);
    assert_eq!(outcome.diagnostics.len(), count);
    let last = outcome.diagnostics.last().expect("the last");
    let end = outcome.sources.end(last.span);
    assert_eq!((end.line, end.column), (1, last.span.end as usize + 1));
    // In a line with other characters, columns and bytes differ.
    let accents = format!("# {}\n##", "\u{e9}".repeat(50_000));
    let outcome = read(&accents.replace('\n', " \u{2028}"), Edition::Latest);
    let file = outcome.sources.files().next().expect("the file");
    assert_eq!(file.position(100_000).column, 50_002);
    assert_eq!(file.line(1), file.text());
    assert_eq!(file.line(2), "");
}
