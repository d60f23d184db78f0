//! Objects: accepted and refused members, and the paths of errors.

use qapi_wire::{Bytes, Mode, Null, Problem, Value, decode, decode_value};
use serde_json::json;

use crate::storage::{Clash, Medium, Nothing, Volume, Wide};

const SMALL: &str = r#"{"id": "v", "type": "disk", "size": 1}"#;

fn refusal(text: &str) -> String {
    assert!(
        serde_json::from_str::<Volume>(text).is_err(),
        "plain serde_json takes {text}"
    );
    decode::<Volume>(text.as_bytes(), Mode::Lenient)
        .unwrap_err()
        .to_string()
}

/// Returns `SMALL` with one more member, or another value of one.
fn with(member: &str, value: Value) -> String {
    let mut volume: Value = serde_json::from_str(SMALL).unwrap();
    volume[member] = value;
    volume.to_string()
}

#[test]
fn reads_every_member() {
    let text = r#"{"id": "v", "note": "n", "type": "ram-disk", "no-flush": true, "size": 18446744073709551615,
        "tags": ["a", "b"], "key": "AP8=", "extra": {"x": [1.5]}, "gap": null,
        "parent": {"size": 0, "type": "tape", "id": ""}}"#;
    let volume: Volume = decode(text.as_bytes(), Mode::Strict).unwrap();
    let parent = Volume {
        id: String::new(),
        note: None,
        r#type: Medium::Tape,
        no_flush: None,
        size: 0,
        tags: None,
        key: None,
        extra: None,
        gap: None,
        parent: None,
    };
    let whole = Volume {
        id: "v".into(),
        note: Some("n".into()),
        r#type: Medium::RamDisk,
        no_flush: Some(true),
        size: u64::MAX,
        tags: Some(vec!["a".into(), "b".into()]),
        key: Some(Bytes(vec![0, 255])),
        extra: Some(json!({"x": [1.5]})),
        gap: Some(Null),
        parent: Some(Box::new(parent)),
    };
    assert_eq!(volume, whole);
    assert_eq!(serde_json::from_str::<Volume>(text).unwrap(), whole);
}

#[test]
fn writes_in_the_schemas_order_without_absent_members() {
    let volume: Volume = serde_json::from_str(r#"{"size": 1, "type": "disk", "id": "v"}"#).unwrap();
    assert_eq!(
        serde_json::to_string(&volume).unwrap(),
        r#"{"id":"v","type":"disk","size":1}"#
    );
}

#[test]
fn refuses_an_array_for_an_object() {
    assert_eq!(
        refusal(r#"["v", "disk", 1]"#),
        "expected an object (Volume), found an array"
    );
    assert!(serde_json::from_value::<Volume>(json!(["v", "disk", 1])).is_err());
    assert!(serde_json::from_str::<Nothing>("[]").is_err());
    assert!(serde_json::from_str::<Nothing>("null").is_err());
    assert!(serde_json::from_str::<Nothing>("{}").is_ok());
}

#[test]
fn refuses_null_for_an_absent_member() {
    assert_eq!(
        refusal(&with("note", Value::Null)),
        "note: expected a string, found null"
    );
    assert_eq!(
        refusal(&with("parent", Value::Null)),
        "parent: expected an object (Volume), found null"
    );
    assert_eq!(
        refusal(&with("tags", Value::Null)),
        "tags: expected an array, found null"
    );
}

#[test]
fn tells_null_from_absence() {
    let read = |text: &str| serde_json::from_str::<Volume>(text).unwrap();
    assert_eq!((read(SMALL).gap, read(SMALL).extra), (None, None));
    assert_eq!(read(&with("gap", Value::Null)).gap, Some(Null));
    assert_eq!(read(&with("extra", Value::Null)).extra, Some(Value::Null));
    assert_eq!(
        refusal(&with("gap", json!(false))),
        "gap: expected null, found false"
    );
}

#[test]
fn refuses_duplicates() {
    let text = r#"{"id": "v", "type": "disk", "size": 1, "id": "w"}"#;
    assert_eq!(refusal(text), "id: duplicate member");
    let error = decode::<Volume>(text.as_bytes(), Mode::Strict).unwrap_err();
    assert_eq!(
        (error.problem(), error.position()),
        (&Problem::Duplicate, Some((1, 46)))
    );
    assert_eq!(
        refusal(r#"{"id": "v", "type": "disk", "size": 1, "note": "", "note": ""}"#),
        "note: duplicate member"
    );
}

#[test]
fn refuses_duplicates_of_what_is_not_typed_only_if_strict() {
    let text = br#"{"id": "v", "type": "disk", "size": 1, "extra": [{"a": {"b": 1, "b": 2}}]}"#;
    assert!(decode::<Volume>(text, Mode::Lenient).is_ok());
    let error = decode::<Volume>(text, Mode::Strict).unwrap_err();
    assert_eq!(error.to_string(), "extra[0].a.b: duplicate member");
}

#[test]
fn names_missing_members() {
    assert_eq!(refusal("{}"), "id: missing member");
    assert_eq!(refusal(r#"{"id": "", "size": 2}"#), "type: missing member");
    assert_eq!(
        refusal(&with("parent", json!({"id": "p", "type": "disk"}))),
        "parent.size: missing member"
    );
}

#[test]
fn skips_unknown_members_unless_strict() {
    let text = with(
        "parent",
        json!({"id": "p", "type": "disk", "size": 1, "new": {"id": null}}),
    );
    assert!(decode::<Volume>(text.as_bytes(), Mode::Lenient).is_ok());
    let error = decode::<Volume>(text.as_bytes(), Mode::Strict).unwrap_err();
    assert_eq!(error.to_string(), "parent.new: unexpected member");
    assert_eq!(
        (error.problem(), error.path().member()),
        (&Problem::Unexpected, Some("new"))
    );
    let value = serde_json::from_str(&text).unwrap();
    assert!(decode_value::<Volume>(&value, Mode::Lenient).is_ok());
    assert_eq!(
        decode_value::<Volume>(&value, Mode::Strict)
            .unwrap_err()
            .to_string(),
        "parent.new: unexpected member"
    );
}

#[test]
fn keeps_integers_exact() {
    let size = |text: &str| format!(r#"{{"id": "v", "type": "disk", "size": {text}}}"#);
    let expected = "size: expected an integer from 0 to 18446744073709551615, found ";
    for (text, found) in [
        ("1.0", "1.0"),
        ("1e0", "1.0"),
        ("-1", "-1"),
        ("18446744073709551616", "1.8446744073709552e19"),
        ("\"1\"", "\"1\""),
        ("true", "true"),
        ("null", "null"),
        ("[1]", "an array"),
        ("{}", "an object"),
    ] {
        assert_eq!(refusal(&size(text)), format!("{expected}{found}"));
    }
    let wide =
        |first: &str| decode::<Wide>(format!(r#"{{"first": {first}}}"#).as_bytes(), Mode::Lenient);
    assert_eq!(wide("-9223372036854775808").unwrap().first, i64::MIN);
    assert_eq!(wide("9223372036854775807").unwrap().first, i64::MAX);
    assert_eq!(
        wide("9223372036854775808").unwrap_err().to_string(),
        "first: expected an integer from -9223372036854775808 to 9223372036854775807, found 9223372036854775808"
    );
    assert!(wide("-9223372036854775809").is_err());
    assert!(decode::<Wide>(br#"{"first": 0, "w69": 256}"#, Mode::Lenient).is_err());
    assert!(decode::<Wide>(br#"{"first": 0, "w69": 255}"#, Mode::Lenient).is_ok());
}

#[test]
fn integers_have_their_width() {
    let text =
        r#"{"input": -128, "m0": 32767, "out": 65535, "m1": -2147483648, "table": 4294967295}"#;
    let clash = Clash {
        input: i8::MIN,
        m0: i16::MAX,
        out: Some(u16::MAX),
        m1: Some(i32::MIN),
        table: Some(u32::MAX),
    };
    assert_eq!(serde_json::from_str::<Clash>(text).unwrap(), clash);
    assert_eq!(
        decode::<Clash>(text.as_bytes(), Mode::Strict).unwrap(),
        clash
    );
    assert_eq!(
        serde_json::to_string(&clash).unwrap(),
        text.replace(' ', "")
    );
    for (from, to) in [
        ("-128", "-129"),
        ("32767", "32768"),
        ("65535", "65536"),
        ("-2147483648", "-2147483649"),
        ("4294967295", "4294967296"),
    ] {
        let text = text.replace(from, to);
        let error = decode::<Clash>(text.as_bytes(), Mode::Lenient).unwrap_err();
        assert!(
            error.to_string().ends_with(&format!("found {to}")),
            "{error}"
        );
        assert_eq!(error.position(), Some((1, text.find(to).unwrap() + 1)));
        assert!(serde_json::from_str::<Clash>(&text).is_err());
    }
}

#[test]
fn has_room_for_more_members_than_a_word_has_bits() {
    let wide: Wide =
        serde_json::from_str(r#"{"w69": 69, "w64": 64, "w63": 63, "first": 1}"#).unwrap();
    let expected = Wide {
        first: 1,
        w63: Some(63),
        w64: Some(64),
        w69: Some(69),
        ..Wide::default()
    };
    assert_eq!(wide, expected);
    let refusal = |text: &[u8]| decode::<Wide>(text, Mode::Lenient).unwrap_err().to_string();
    assert_eq!(refusal(br#"{"w64": 1}"#), "first: missing member");
    assert_eq!(
        refusal(br#"{"first": 1, "w64": 1, "w64": 2}"#),
        "w64: duplicate member"
    );
}

#[test]
fn bytes_are_base64_with_padding() {
    let key = |text: &str| {
        serde_json::from_str::<Volume>(&with("key", json!(text))).map(|volume| volume.key)
    };
    assert_eq!(key("").unwrap(), Some(Bytes::default()));
    assert_eq!(key("aGVsbG8=").unwrap(), Some("hello".into()));
    for wrong in [
        "aGVsbG8",
        "aGVsbG8==",
        "aGVs bG8=",
        "aGVsbG8=\n",
        "-_-_",
        "aGVsbG9=",
        "\u{e9}",
    ] {
        assert!(key(wrong).is_err(), "{wrong}");
    }
    assert_eq!(
        refusal(&with("key", json!("aGVsbG8"))),
        "key: expected a base64 string with padding, found \"aGVsbG8\""
    );
    assert_eq!(
        refusal(&with("key", json!([104]))),
        "key: expected a base64 string with padding, found an array"
    );
    assert_eq!(
        serde_json::to_string(&Bytes::from("hello")).unwrap(),
        "\"aGVsbG8=\""
    );
    assert_eq!(format!("{:?}", Bytes::from(b"a\"\x00")), r#"b"a\"\x00""#);
    assert_eq!(
        format!("{:?}", Bytes(vec![b'x'; 40])),
        format!("b\"{}\".. (40 bytes)", "x".repeat(32))
    );
}
