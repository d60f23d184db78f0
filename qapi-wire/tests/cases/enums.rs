//! Enums: values, unknown values, and what is no value.

use qapi_wire::{Enum, Mode, decode};

use crate::closed::Closed;
use crate::storage::Medium;

#[test]
fn reads_and_writes_values() {
    for (text, value) in [
        ("\"disk\"", Medium::Disk),
        ("\"ram-disk\"", Medium::RamDisk),
    ] {
        assert_eq!(serde_json::from_str::<Medium>(text).unwrap(), value);
        assert_eq!(
            decode::<Medium>(text.as_bytes(), Mode::Strict).unwrap(),
            value
        );
        assert_eq!(serde_json::to_string(&value).unwrap(), text);
    }
}

#[test]
fn keeps_unknown_values_only_where_open_and_lenient() {
    let wax = Medium::Unknown("wax".into());
    assert_eq!(serde_json::from_str::<Medium>("\"wax\"").unwrap(), wax);
    assert_eq!(serde_json::from_value::<Medium>("wax".into()).unwrap(), wax);
    assert_eq!(serde_json::to_string(&wax).unwrap(), "\"wax\"");
    assert!(decode::<Medium>(b"\"wax\"", Mode::Strict).is_err());
    for mode in [Mode::Lenient, Mode::Strict] {
        let error = decode::<Closed>(b"\"wax\"", mode).unwrap_err();
        assert_eq!(
            error.to_string(),
            r#"unknown value "wax", expected one of "on", "off""#
        );
    }
}

#[test]
fn refuses_what_is_no_string() {
    for text in [r#"{"disk": null}"#, r#"["disk"]"#, "0", "null", "true"] {
        assert!(serde_json::from_str::<Medium>(text).is_err(), "{text}");
        assert!(serde_json::from_str::<Closed>(text).is_err(), "{text}");
    }
    let error = decode::<Closed>(br#"{"on": null}"#, Mode::Lenient).unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected a string (Closed), found an object"
    );
}

#[test]
fn converts() {
    assert_eq!("tape".parse::<Medium>().unwrap(), Medium::Tape);
    assert_eq!(
        "wax".parse::<Medium>().unwrap(),
        Medium::Unknown("wax".into())
    );
    assert_eq!(
        "wax".parse::<Closed>().unwrap_err().to_string(),
        "'wax' is not a value of Closed"
    );
    assert_eq!(Medium::from_name("wax"), None);
    assert_eq!(
        format!("{:>5}|{}", Closed::On, Medium::RamDisk),
        "   on|ram-disk"
    );
    for (value, name) in Medium::ALL.iter().zip(Medium::NAMES.names) {
        assert_eq!(value.as_str(), *name);
        assert_eq!(Medium::from_name(name).as_ref(), Some(value));
    }
}
