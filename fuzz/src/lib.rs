//! The checks of the fuzz targets. Each asserts what must hold; a panic is a finding.
//!
//! The invariants, the generator of schemas and the commands of a server are those of the property tests of
//! qapi-compat, qapi-markup, qapi-parser and qapi-wire.

#[path = "../../qapi-compat/tests/cases/invariants.rs"]
mod compat_invariants;
mod frame;
#[path = "../../qapi-parser/tests/cases/generator/mod.rs"]
mod generator;
#[path = "../../qapi-parser/tests/cases/invariants/mod.rs"]
mod invariants;
#[path = "../../qapi-markup/tests/cases/invariants/mod.rs"]
mod markup_invariants;
mod recording;

pub use frame::frame;
pub use recording::recording;

use generator::{Choices, Generated, facts_of_dump, generate};
use qapi_parser::{
    Edition, FormatError, FormatOptions, FormattedFile, Memory, check, dump, format as formatted,
};

/// The byte between the files of an input: ASCII's record separator, which no schema holds.
const SEPARATOR: u8 = 0x1E;

/// The name of the first file.
const TOP: &str = "schema.json";

/// Any bytes -> check in both editions -> every form of the diagnostics.
pub fn bytes(input: &[u8]) {
    let _ = invariants::check_both(&files(input), TOP);
}

/// The files of an input: the top file, then `a.json`, `b.json`, ... up to `z.json`.
fn files(input: &[u8]) -> Memory {
    let names = ('a'..='z').map(|name| format!("{name}.json"));
    let names = std::iter::once(TOP.to_owned()).chain(names);
    let parts = input.split(|&byte| byte == SEPARATOR);
    names
        .zip(parts)
        .fold(Memory::new(), |loader, (name, bytes)| {
            loader.with(&name, bytes)
        })
}

/// Any text of a doc comment -> tree -> Markdown.
pub fn markup(input: &[u8]) {
    markup_invariants::assert_sound(&String::from_utf8_lossy(input));
}

/// A generated schema -> check -> dump, which must state the schema's facts; then the same schema with
/// a few pieces moved, doubled or taken out -> check.
pub fn structured(input: &[u8]) {
    let mut choices = Choices::new(input);
    let damages = choices.below(6);
    let Generated { text, facts } = generate(&mut choices);
    let loader = Memory::new().with(TOP, &*text);
    let outcomes = invariants::check_both(&loader, TOP);
    let (latest, auto) = outcomes.expect("the top file is there");
    assert_eq!(latest.diagnostics, []);
    assert_eq!(auto.diagnostics, []);
    let schema = latest.schema.expect("a generated schema is valid");
    assert_eq!(facts_of_dump(&dump(&schema, false)), facts, "{text}");

    let mut damaged = text;
    for _ in 0..damages {
        damage(&mut damaged, &mut choices);
    }
    let _ = invariants::check_both(&Memory::new().with(TOP, damaged), TOP);
}

/// A schema -> format -> check: the new text is accepted and has its form already. An input that starts
/// with a zero makes a schema by the generator; others are files.
pub fn format(input: &[u8]) {
    let old = match input {
        [0, rest @ ..] => Memory::new().with(TOP, generate(&mut Choices::new(rest)).text),
        _ => files(input),
    };
    for exceptions in [false, true] {
        let options = FormatOptions {
            wanted: &|_| true,
            exceptions,
        };
        let once = match formatted(&old, TOP, options) {
            Ok(once) => once,
            Err(FormatError::Load(_)) => return,
            // Damaged docs are known that have no modern form; nothing is written then.
            Err(FormatError::Meaning { .. })
                if std::env::var_os("FUZZ_ALLOW_REFUSALS").is_some() =>
            {
                return;
            }
            Err(error @ FormatError::Meaning { .. }) => panic!("{error}"),
        };
        invariants::assert_sound(&once.outcome);
        if once.outcome.has_errors() {
            assert!(once.files.is_empty(), "files of what is no schema");
            return;
        }
        let new = once.files.iter();
        let new = new.fold(Memory::new(), |new, file| new.with(&file.path, &*file.text));
        let outcome = check(&new, TOP, Edition::Auto).expect("the top file is there");
        invariants::assert_sound(&outcome);
        assert!(!outcome.has_errors(), "the new text is refused");
        let again = |files: &[FormattedFile]| {
            let files = files.iter();
            let new = files.fold(Memory::new(), |new, file| new.with(&file.path, &*file.text));
            let again = formatted(&new, TOP, options).expect("the new text has a form");
            again.files
        };
        let mut last = once.files;
        if exceptions {
            // A comment without an end gets one, and its other errors are not reported: so the exceptions
            // may be complete the second time only.
            last = again(&last);
        }
        let texts = |files: &[FormattedFile]| -> Vec<String> {
            files.iter().map(|file| file.text.clone()).collect()
        };
        assert_eq!(
            texts(&again(&last)),
            texts(&last),
            "another time changes more"
        );
    }
}

/// Moves, doubles or takes out a piece between two marks, quotes or white spaces.
fn damage(text: &mut String, choices: &mut Choices<'_>) {
    let ends = |(at, _): (usize, &str)| at;
    let ends: Vec<usize> = text
        .match_indices(|mark: char| !mark.is_alphanumeric())
        .map(ends)
        .collect();
    if ends.is_empty() {
        return;
    }
    let from = choices.below(ends.len());
    let to = (from + 1 + choices.below(12)).min(ends.len() - 1);
    let piece = text[ends[from]..ends[to]].to_owned();
    let target = *choices.of(&ends);
    let (takes_out, puts_in) = [(true, true), (true, false), (false, true)][choices.below(3)];
    if takes_out {
        text.replace_range(ends[from]..ends[to], "");
    }
    let mut target = target.min(text.len());
    while !text.is_char_boundary(target) {
        target -= 1;
    }
    if puts_in {
        text.insert_str(target, &piece);
    }
}
