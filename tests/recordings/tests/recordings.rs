//! Messages of real machines. The types of their release decode, encode, and decode them again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use qapi_compat::validate::{Level, Options, Validator};
use qapi_parser::schema::{Condition, Schema};
use qapi_parser::{Edition, FileSystem, check};
use qapi_wire::Mode;
use recordings::{Again, RELEASES, Release};
use serde_json::Value;
use tests::recording::Recording;

/// Returns the committed recordings, or the fresh ones of `cargo xtask record --check`.
fn recordings() -> Vec<Recording> {
    let fresh = std::env::var_os("RECORDINGS").map(PathBuf::from);
    let folder = fresh.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).to_owned());
    let recordings = Recording::read_all(&folder).expect("the recordings are readable");
    assert!(!recordings.is_empty(), "{}", folder.display());
    recordings
}

/// Returns whether two values are equal, in any notation of numbers.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Object(left), Value::Object(right)) => {
            let mut members = left.iter();
            left.len() == right.len()
                && members.all(|(name, value)| right.get(name).is_some_and(|it| same(value, it)))
        }
        (Value::Array(left), Value::Array(right)) => {
            let mut pairs = left.iter().zip(right);
            left.len() == right.len() && pairs.all(|(left, right)| same(left, right))
        }
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        _ => left == right,
    }
}

/// Decodes and encodes a message twice, like servers and like clients.
fn round_trip(text: &str, again: Again) -> Result<(), String> {
    let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    for mode in [Mode::Strict, Mode::Lenient] {
        let encoded = again(text, mode)?;
        let read = serde_json::from_str(&encoded).map_err(|error| error.to_string())?;
        if !same(&value, &read) {
            return Err(format!("{encoded} is not the same"));
        }
        if again(&encoded, mode)? != encoded {
            return Err(format!("{encoded} changes when it is encoded again"));
        }
    }
    Ok(())
}

/// Returns the number of messages of a recording, and the errors in them.
fn failures(recording: &Recording, types: &Release) -> (usize, Vec<String>) {
    let (mut count, mut failures) = (0, Vec::new());
    let mut asked = None;
    for text in &recording.messages {
        let message: Value = serde_json::from_str(text).expect("a message is JSON");
        let name = |key: &str| message.get(key).and_then(Value::as_str);
        let (again, what) = if let Some(command) = name("execute").or(name("exec-oob")) {
            asked = types.command(command);
            (asked.map(|it| it.request), command)
        } else if let Some(event) = name("event") {
            (Some(types.event), event)
        } else if message.get("QMP").is_some() {
            continue;
        } else {
            (asked.map(|it| it.reply), "a reply")
        };
        count += 1;
        let result = again.ok_or_else(|| "no such command".to_owned());
        if let Err(error) = result.and_then(|again| round_trip(text, again)) {
            let Recording {
                release, target, ..
            } = recording;
            failures.push(format!("{release} {target}: {what}: {error:.300}"));
        }
    }
    (count, failures)
}

#[test]
fn generated_types_decode_every_message() {
    let mut all = Vec::new();
    for recording in recordings() {
        let Some(types) = RELEASES.iter().find(|it| it.name == recording.release) else {
            tests::skip(&format!("the schema of QEMU {}", recording.release));
            continue;
        };
        let (count, failures) = failures(&recording, types);
        assert!(count > 300, "{}: {count} messages", recording.target);
        all.extend(failures);
    }
    assert!(all.is_empty(), "{} failures\n{}", all.len(), all.join("\n"));
}

/// Returns the errors that validation reports in recordings. With `defines`, conditions are
/// evaluated for each target.
fn errors(recordings: &[Recording], schema: &Schema, defines: bool) -> Vec<String> {
    let mut errors = Vec::new();
    let known: BTreeSet<&str> = schema.conditions().flat_map(Condition::names).collect();
    for recording in recordings {
        let Recording {
            release, target, ..
        } = recording;
        let off = tests::debian::off(release, target).into_iter();
        let off = off.filter(|name| known.contains(name));
        let options = Options {
            defines: defines.then(|| off.map(|name| (name.to_owned(), false)).collect()),
            ..Options::default()
        };
        let validator = Validator::new(schema, options).expect("the schema mentions each name");
        let messages = recording.messages.join("\n");
        let counts = validator.read(messages.as_bytes(), |finding| {
            if finding.level == Level::Error {
                errors.push(format!("{release} {target}: {finding}"));
            }
        });
        let counts = counts.expect("bytes can be read");
        assert_eq!((counts.greetings, counts.requests), (1, counts.replies));
    }
    errors
}

#[test]
fn validation_finds_no_error() {
    let mut all = Vec::new();
    for recordings in recordings().chunk_by(|a, b| a.release == b.release) {
        let Some(first) = recordings.first() else {
            continue;
        };
        let Some(path) = tests::machine_schema(&first.release) else {
            tests::skip(&format!("the schema of QEMU {}", first.release));
            continue;
        };
        let path = path.to_str().expect("a path in UTF-8");
        let outcome = check(&FileSystem, path, Edition::Auto).expect("the schema is there");
        let schema = outcome.schema.expect("the schema is sound");
        for defines in [false, true] {
            all.extend(errors(recordings, &schema, defines));
        }
    }
    assert!(all.is_empty(), "{} errors\n{}", all.len(), all.join("\n"));
}
