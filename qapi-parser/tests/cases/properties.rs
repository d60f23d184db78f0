//! Properties of generated schemas, and of the same schemas damaged.

use crate::generator::{Choices, Generated, facts_of_dump, generate};
use qapi_parser::{Edition, Memory, Outcome, check, dump};

/// The number of schemas of each test.
const SCHEMAS: u64 = 200;
const TOP: &str = "schema.json";

/// Returns bytes for decisions, the same for the same seed (xorshift).
fn bytes(seed: u64, count: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    (0..count).map(|_| next()).collect()
}

/// Returns schemas of all sizes, the same in every run.
fn schemas() -> impl Iterator<Item = (u64, Generated)> {
    (0..SCHEMAS).map(|seed| (seed, generate(&mut Choices::new(&bytes(seed, 2000)))))
}

fn files(text: &str) -> Memory {
    Memory::new().with(TOP, text)
}

fn checked(text: &str, edition: Edition) -> Outcome {
    check(&files(text), TOP, edition).expect("the top file is there")
}

fn short(outcome: &Outcome) -> String {
    let lines = outcome.diagnostics.iter();
    let lines: Vec<String> = lines.map(|found| found.short(&outcome.sources)).collect();
    lines.join("\n")
}

#[test]
fn generated_schemas_have_no_error_and_their_facts() {
    let mut entities = 0;
    for (seed, Generated { text, facts }) in schemas() {
        let (latest, auto) =
            crate::invariants::check_both(&files(&text), TOP).expect("the top file");
        for outcome in [latest, auto] {
            let found = short(&outcome);
            assert_eq!(found, "", "schema {seed}:\n{text}");
            let schema = outcome.schema.expect("a schema without errors");
            let dumped = facts_of_dump(&dump(&schema, false));
            assert_eq!(dumped, facts, "schema {seed}:\n{text}");
            entities += dumped.len();
        }
    }
    assert!(entities > 1000, "only {entities} entities in all schemas");
}

#[test]
fn a_check_is_deterministic() {
    for (_, Generated { text, .. }) in schemas() {
        // The damaged schema has more diagnostics.
        let damaged = text.replace("'Struct", "'struct").replace("@v", "@w");
        for text in [text, damaged] {
            let (one, two) = (checked(&text, Edition::Auto), checked(&text, Edition::Auto));
            assert_eq!(one.diagnostics, two.diagnostics);
            let dumps = [one, two].map(|it| it.schema.map(|schema| dump(&schema, true)));
            assert_eq!(dumps[0], dumps[1]);
        }
    }
}

/// Returns the tokens of a schema: strings, words and marks, but not comments.
fn tokens(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut tokens = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let behind = |end: fn(u8) -> bool| {
            let rest = bytes[at + 1..].iter();
            at + 1 + rest.take_while(|byte| !end(**byte)).count()
        };
        let end = match byte {
            b'\'' => behind(|byte| byte == b'\'') + 1,
            b'#' => behind(|byte| byte == b'\n'),
            b'a'..=b'z' => behind(|byte| !byte.is_ascii_lowercase()),
            _ => at + 1,
        };
        if byte != b'#' && !byte.is_ascii_whitespace() {
            tokens.push(at..end);
        }
        at = end;
    }
    tokens
}

#[test]
fn a_lost_token_is_found_or_leaves_a_schema() {
    let (mut valid, mut invalid) = (0, 0);
    for (seed, Generated { text, .. }) in schemas().step_by(75) {
        for token in tokens(&text) {
            let mut damaged = text.clone();
            damaged.replace_range(token.clone(), "");
            let (latest, _) =
                crate::invariants::check_both(&files(&damaged), TOP).expect("the top file");
            if latest.schema.is_some() {
                valid += 1;
                continue;
            }
            invalid += 1;
            assert!(latest.has_errors(), "schema {seed} without {token:?}");
        }
    }
    // Marks structure the whole schema, so little can be removed.
    assert!(
        invalid > 20 * valid,
        "{invalid} damaged, {valid} still valid"
    );
}

#[test]
fn damaged_bytes_never_panic() {
    for (seed, Generated { text, .. }) in schemas() {
        let decisions = bytes(seed, 64);
        let mut choices = Choices::new(&decisions);
        let mut damaged = text.into_bytes();
        for _ in 0..=choices.below(8) {
            let at = choices.below(damaged.len());
            damaged[at] = *choices.of(b"{}[]:,'#\\ \n\xc3\xa9\0*@");
        }
        let loader = Memory::new().with(TOP, damaged);
        assert!(crate::invariants::check_both(&loader, TOP).is_some());
    }
}
