//! Alternates: the kind of the value selects the branch.

use qapi_wire::{Mode, Null, decode};

use crate::storage::{Medium, MediumOrLevel, MediumOrSlot, VolumeRef};

fn read(text: &str) -> VolumeRef {
    let strict = decode(text.as_bytes(), Mode::Strict).unwrap();
    assert_eq!(serde_json::from_str::<VolumeRef>(text).unwrap(), strict);
    strict
}

#[test]
fn the_kind_decides() {
    assert_eq!(read("\"x\""), VolumeRef::Reference("x".into()));
    assert_eq!(read("\"1\""), VolumeRef::Reference("1".into()));
    assert_eq!(read("null"), VolumeRef::Gone(Null));
    let VolumeRef::Definition(volume) = read(r#"{"size": 1, "id": "", "type": "disk"}"#) else {
        panic!()
    };
    assert_eq!(volume.size, 1);
    let slot = decode::<MediumOrSlot>(b"255", Mode::Strict).unwrap();
    assert_eq!(slot, MediumOrSlot::Slot(255));
}

#[test]
fn errors_name_what_is_expected() {
    fn refusal<T: qapi_wire::Alternate + for<'de> serde::Deserialize<'de>>(text: &str) -> String {
        assert!(serde_json::from_str::<T>(text).is_err());
        let decoded = decode::<T>(text.as_bytes(), Mode::Lenient);
        decoded.err().unwrap().to_string()
    }
    let kinds = "expected an object, a string or null, found";
    assert_eq!(refusal::<VolumeRef>("true"), format!("{kinds} true"));
    assert_eq!(refusal::<VolumeRef>("[1]"), format!("{kinds} an array"));
    assert_eq!(refusal::<VolumeRef>("1"), format!("{kinds} 1"));
    let kinds = "expected a string or an integer, found";
    assert_eq!(refusal::<MediumOrSlot>("1.0"), format!("{kinds} 1.0"));
    // The branch is selected, so the error is its own.
    let range = "expected an integer from 0 to 255, found";
    assert_eq!(refusal::<MediumOrSlot>("256"), format!("{range} 256"));
    assert_eq!(refusal::<MediumOrSlot>("-1"), format!("{range} -1"));
    assert_eq!(
        refusal::<VolumeRef>(r#"{"id": "", "type": "disk"}"#),
        "size: missing member"
    );
    assert_eq!(
        refusal::<VolumeRef>(r#"{"id": 0}"#),
        "id: expected a string, found 0"
    );
    assert!(
        serde_json::from_str::<VolumeRef>("true")
            .unwrap_err()
            .to_string()
            .contains("an object, a string")
    );
    assert!(
        serde_json::from_str::<VolumeRef>("[]")
            .unwrap_err()
            .to_string()
            .contains("an object, a string")
    );
}

#[test]
fn is_as_strict_as_asked() {
    let text = br#"{"id": "", "type": "disk", "size": 1, "new": 1}"#;
    assert!(decode::<VolumeRef>(text, Mode::Lenient).is_ok());
    assert_eq!(
        decode::<VolumeRef>(text, Mode::Strict)
            .unwrap_err()
            .to_string(),
        "new: unexpected member"
    );

    let wax = MediumOrLevel::Medium(Medium::Unknown("wax".into()));
    assert_eq!(
        decode::<MediumOrLevel>(b"\"wax\"", Mode::Lenient).unwrap(),
        wax
    );
    assert!(decode::<MediumOrLevel>(b"\"wax\"", Mode::Strict).is_err());
    assert_eq!(
        decode::<MediumOrLevel>(b"\"disk\"", Mode::Strict).unwrap(),
        MediumOrLevel::Medium(Medium::Disk)
    );
}

#[test]
fn a_number_may_be_written_as_an_integer() {
    for (text, level) in [("1", 1.0), ("-1", -1.0), ("1.5", 1.5)] {
        assert_eq!(
            serde_json::from_str::<MediumOrLevel>(text).unwrap(),
            MediumOrLevel::Level(level)
        );
        assert_eq!(
            decode::<MediumOrLevel>(text.as_bytes(), Mode::Strict).unwrap(),
            MediumOrLevel::Level(level)
        );
    }
}
