//! Errors: wording, paths, positions.

use qapi_wire::{
    DecodeError, Expected, Found, JsonKind, Mode, Problem, Step, decode, decode_value,
};
use serde_json::{Value, json};

use crate::storage::{Clash, Medium, Store, Volume, VolumeRef};

fn refusal<'de, T: serde::Deserialize<'de>>(text: &'de str) -> DecodeError {
    match decode::<T>(text.as_bytes(), Mode::Strict) {
        Ok(_) => panic!("taken: {text}"),
        Err(error) => error,
    }
}

#[test]
fn read_as_promised() {
    let error = refusal::<Volume>(r#"{"id": 3}"#).within("guest-file-open");
    assert_eq!(
        error.to_string(),
        "guest-file-open: id: expected a string, found 3"
    );
    assert_eq!(
        format!("{error:#}"),
        "guest-file-open: id: expected a string, found 3 (line 1, column 8)"
    );
    assert_eq!(format!("{error:?}"), format!("DecodeError({error:#})"));
    assert_eq!(error.context(), Some("guest-file-open"));
    assert_eq!(
        refusal::<Volume>("7").within("x").to_string(),
        "x: expected an object (Volume), found 7"
    );
}

#[test]
fn tell_what_was_expected_and_found() {
    fn mismatch<'de, T: serde::Deserialize<'de>>(text: &'de str) -> (Expected, Found) {
        match refusal::<T>(text).problem() {
            Problem::Mismatch { expected, found } => (expected.clone(), found.clone()),
            other => panic!("{other}"),
        }
    }
    assert_eq!(
        mismatch::<Volume>("null"),
        (Expected::Object("Volume".into()), Found::Null)
    );
    assert_eq!(
        mismatch::<Medium>("{}"),
        (Expected::Enum("Medium".into()), Found::Object)
    );
    assert_eq!(
        mismatch::<Volume>(r#"{"key": "!"}"#),
        (Expected::Base64, Found::String("!".into()))
    );
    assert_eq!(
        mismatch::<Volume>(r#"{"no-flush": []}"#),
        (Expected::Kind(JsonKind::Boolean), Found::Array)
    );
    assert_eq!(
        mismatch::<Volume>(r#"{"gap": true}"#),
        (Expected::Kind(JsonKind::Null), Found::Boolean(true))
    );
    assert_eq!(
        mismatch::<Store>(r#"{"medium": "disk", "weight": "1"}"#),
        (Expected::Kind(JsonKind::Number), Found::String("1".into()))
    );
    let int8 = Expected::Integer {
        min: -128,
        max: 127,
    };
    assert_eq!(
        mismatch::<Clash>(r#"{"input": 128}"#),
        (int8.clone(), Found::Integer(128))
    );
    assert_eq!(
        mismatch::<Clash>(r#"{"input": 1.0}"#),
        (int8, Found::Float(1.0))
    );
    let size = Expected::Integer {
        min: 0,
        max: u64::MAX,
    };
    assert_eq!(
        mismatch::<Volume>(r#"{"size": -1}"#),
        (size, Found::Integer(-1))
    );
    let kinds = [JsonKind::Object, JsonKind::String, JsonKind::Null];
    assert_eq!(
        mismatch::<VolumeRef>("true"),
        (Expected::OneOf(kinds.to_vec()), Found::Boolean(true))
    );
    let Problem::UnknownValue { found, known } = refusal::<Medium>("\"wax\"").problem().clone()
    else {
        panic!()
    };
    assert_eq!(
        (found.as_str(), known),
        ("wax", &["disk", "tape", "ram-disk"][..])
    );
}

#[test]
fn a_printed_cause_is_not_the_source() {
    use qapi_wire::client::{NotReady, Violation};
    use qapi_wire::message::{Incoming, RemoteError};
    use std::error::Error;

    let decoding = refusal::<Volume>("7");
    let not_json = serde_json::from_str::<i64>("x").unwrap_err();
    let rejected = Incoming::decode(b"7").unwrap_err();
    let errors: [(&dyn Error, &str); 5] = [
        (&decoding, "found 7"),
        (&rejected, "found 7"),
        (&Violation::NotAMessage(decoding.clone()), "found 7"),
        (&Violation::Complaint(RemoteError::generic("no")), "no"),
        (&NotReady::NotJson(not_json), "expected value"),
    ];
    for (error, cause) in errors {
        assert!(error.to_string().contains(cause), "{error}");
        assert!(error.source().is_none(), "{error}");
    }
}

#[test]
fn have_steps() {
    let error =
        refusal::<Store>(r#"{"medium": "disk", "name": "", "heads": 1, "volumes": [{}, 1]}"#);
    assert_eq!(error.path().to_string(), "volumes[0].id");
    let steps: Vec<Step> = error.path().steps().cloned().collect();
    assert_eq!(
        steps,
        [
            Step::Member("volumes".into()),
            Step::Element(0),
            Step::Member("id".into())
        ]
    );
    assert!(refusal::<Store>("1").path().is_empty());
}

#[test]
fn have_positions_in_characters() {
    let position = |text: &str| refusal::<Volume>(text).position().unwrap();
    assert_eq!(
        position("{\"note\": \"é{]\\\"\",\n \"id\": \"ß\", \"size\" : -1}"),
        (2, 22)
    );
    // A missing member is reported at the start of its object.
    assert_eq!(
        position(" {\"id\": \"\", \"type\": \"disk\", \"size\": 1, \"parent\":\n{}}"),
        (2, 1)
    );
    // Names may be written with escapes.
    assert_eq!(position(r#"{"\u0069d": 3}"#), (1, 13));
    assert_eq!(
        position(r#"{"id": "", "tags": ["é", [1, {"a": []}], 2]}"#),
        (1, 26)
    );
    // Text that is not JSON.
    let error = refusal::<Volume>("{\n \"é\" 1}");
    assert!(matches!(error.problem(), Problem::Syntax(_)));
    assert_eq!(error.to_string(), "not JSON: expected `:`");
    assert_eq!(error.position(), Some((2, 6)));
    assert!(matches!(
        refusal::<Volume>(r#"{"id": "a"} x"#).problem(),
        Problem::Syntax(_)
    ));
    assert!(decode::<Volume>(b"{\"id\": \"\xff\"}", Mode::Lenient).is_err());
    // A value has no position.
    assert_eq!(
        decode_value::<Volume>(&json!({"id": 1}), Mode::Lenient)
            .unwrap_err()
            .position(),
        None
    );
}

#[test]
fn stay_short() {
    let long = format!(
        r#"{{"id": "", "type": "disk", "size": "{}"}}"#,
        "é".repeat(1000)
    );
    assert!(
        refusal::<Volume>(&long)
            .to_string()
            .ends_with(&format!("found \"{}..\"", "é".repeat(40)))
    );
    let names: Vec<String> = (0..3).map(|name| format!("w{name}\n")).collect();
    let object: Value = names
        .into_iter()
        .map(|name| (name, Value::Null))
        .collect::<serde_json::Map<_, _>>()
        .into();
    assert!(
        !decode_value::<Volume>(&object, Mode::Strict)
            .unwrap_err()
            .to_string()
            .contains('\n')
    );
}

#[test]
fn deep_nesting_is_an_error() {
    let text = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(decode::<Value>(text.as_bytes(), Mode::Strict).is_err());
    assert!(decode::<Volume>(text.as_bytes(), Mode::Lenient).is_err());
    let mut value = Value::Null;
    for _ in 0..2_000 {
        value = Value::Array(vec![value]);
    }
    let error = decode_value::<Value>(&value, Mode::Lenient).unwrap_err();
    assert_eq!(error.problem(), &Problem::TooDeep);
    assert_eq!(error.to_string(), "the value is nested too deeply");

    // Typed data, as deep as text may nest, in the small stack of a test.
    let mut store = json!({"name": 1, "medium": "ram-disk"});
    for _ in 0..126 {
        let members = serde_json::Map::from_iter([
            ("name".to_owned(), "".into()),
            ("metres".to_owned(), 1.into()),
            ("inner".to_owned(), store),
            ("mode".to_owned(), "on".into()),
            ("medium".to_owned(), "tape".into()),
        ]);
        store = members.into();
    }
    let error = decode::<Store>(store.to_string().as_bytes(), Mode::Lenient).unwrap_err();
    assert_eq!(error.path().steps().len(), 127);
    assert_eq!(
        decode_value::<Store>(&store, Mode::Strict)
            .unwrap_err()
            .path(),
        error.path()
    );
}
