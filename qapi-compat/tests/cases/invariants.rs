//! Invariants of the findings in any recording. The fuzz targets use this file too.

use std::io::{self, Read};

use qapi_compat::validate::{Counts, Finding, Options, Validator};
use qapi_parser::schema::Schema;
use qapi_parser::{Edition, Memory, check};

const SCHEMA: &str = r"
{ 'enum': 'Hue', 'data': [ 'red', { 'name': 'blue', 'features': [ 'deprecated' ] } ] }
{ 'struct': 'Tree', 'data': { '*left': 'Tree', '*right': [ 'Tree' ], '*hue': 'Hue', '*any': 'any' } }
{ 'command': 'grow', 'data': { 'tree': 'Tree', '*size': 'uint8' }, 'returns': 'Tree' }
{ 'command': 'rest', 'success-response': false }
{ 'event': 'GROWN', 'data': { 'tree': 'Tree' } }
";

/// Returns the schema of the recordings.
pub(crate) fn schema() -> Schema {
    let loader = Memory::new().with("a.json", SCHEMA);
    let outcome = check(&loader, "a.json", Edition::Latest).expect("the schema is there");
    outcome.schema.expect("the schema is sound")
}

/// Returns the findings in a recording, and the number of messages.
pub(crate) fn read(schema: &Schema, recording: impl Read) -> (Vec<Finding>, Counts) {
    let options = Options {
        deprecated: true,
        ..Options::default()
    };
    let validator = Validator::new(schema, options).expect("no names are given");
    let mut findings = Vec::new();
    let counts = validator.read(recording, |finding| findings.push(finding));
    (findings, counts.expect("bytes can be read"))
}

/// A reader that returns a few bytes at a time, as many as the numbers say.
struct Trickle<'t>(&'t [u8], std::iter::Cycle<std::slice::Iter<'t, u8>>);

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.1.next().map_or(1, |&count| count.max(1));
        Read::take(&mut self.0, u64::from(count)).read(buffer)
    }
}

/// Asserts that a recording has the same findings for any size of reads, that each is on a line
/// that exists, and that a later message on a line of its own is checked.
pub(crate) fn assert_sound(schema: &Schema, recording: &[u8], pieces: &[u8]) {
    let mut whole = recording.to_vec();
    let number = recording.iter().filter(|byte| **byte == b'\n').count() + 2;
    whole.extend(b"\n{\"execute\": \"last\"}\n");
    let (findings, counts) = read(schema, whole.as_slice());
    let shown = whole.escape_ascii();
    let line = |finding: &Finding| usize::try_from(finding.position.line).expect("a small text");
    let last = findings.iter().rfind(|finding| finding.path == "last");
    assert_eq!(last.map(line), Some(number), "{shown}");
    for finding in &findings {
        assert!((1..=number).contains(&line(finding)), "{finding}: {shown}");
        assert!(finding.position.column > 0, "{finding}: {shown}");
    }
    let trickle = Trickle(&whole, pieces.iter().cycle());
    assert_eq!(read(schema, trickle), (findings, counts), "{shown}");
}
