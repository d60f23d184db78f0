//! Enums: values, unknown values, and invalid values.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashSet};

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
fn text_from_the_wire_becomes_any_value() {
    assert_eq!("tape".parse(), Ok(Medium::Tape));
    assert!(matches!("wax".parse(), Ok(Medium::Unknown(name)) if name == "wax"));
    let error = "wax".parse::<Closed>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "'wax' is not a value of Closed: expected one of 'on', 'off'"
    );
}

#[test]
fn text_of_a_person_becomes_a_value_of_the_schema() {
    assert_eq!(Medium::parse_known("tape"), Ok(Medium::Tape));
    let error = Medium::parse_known("tpae").unwrap_err();
    assert_eq!(error.name(), "tpae");
    assert_eq!(error.names(), ["disk", "tape", "ram-disk"]);
    assert_eq!(error.nearest(), None);
    let error = Medium::parse_known("ram_disk").unwrap_err();
    assert_eq!(error.nearest(), Some("ram-disk"));
    assert_eq!(
        error.to_string(),
        "'ram_disk' is not a value of Medium: expected one of 'disk', 'tape', 'ram-disk'; \
         did you mean 'ram-disk'?"
    );
    let error = Medium::parse_known("\u{1b}").unwrap_err();
    assert!(error.to_string().starts_with("'\\u{1b}' is not"));
}

#[test]
fn values_and_names_are_in_the_order_of_the_schema() {
    assert_eq!(Medium::names(), ["disk", "tape", "ram-disk"]);
    for (value, name) in Medium::VALUES.iter().zip(Medium::names()) {
        assert_eq!((value.as_str(), value.as_ref()), (*name, *name));
        assert_eq!(Medium::parse_known(name).as_ref(), Ok(value));
    }
    assert_eq!(Closed::VALUES, [Closed::On, Closed::Off]);
    assert_eq!(
        format!("{:>5}|{}", Closed::On, Medium::RamDisk),
        "   on|ram-disk"
    );
}

#[test]
fn a_value_is_its_name() {
    let by_hand = Medium::Unknown("tape".into());
    assert_eq!(by_hand, Medium::Tape);
    assert_ne!(by_hand, Medium::Disk);
    assert_ne!(Medium::Unknown("wax".into()), Medium::Unknown("vax".into()));
    assert_eq!(by_hand.cmp(&Medium::Tape), Ordering::Equal);
    let set = HashSet::from([by_hand, Medium::Tape, Medium::Disk]);
    assert_eq!(set.len(), 2);
}

#[test]
fn the_order_is_that_of_the_schema_with_unknown_values_last() {
    let unknown = |name: &str| Medium::Unknown(name.into());
    let expected = [
        Medium::Disk,
        Medium::Tape,
        Medium::RamDisk,
        unknown("cd"),
        unknown("wax"),
    ];
    let mut values = expected.clone();
    values.reverse();
    values.sort();
    assert_eq!(values, expected);
    assert!(Closed::On < Closed::Off);
}

/// The bounds that generic code has of an enum.
#[test]
fn generic_code_needs_the_trait_only() {
    fn shown<T: Enum>() -> String {
        let values: BTreeSet<&T> = T::VALUES.iter().collect();
        let shown: Vec<String> = values.into_iter().map(ToString::to_string).collect();
        format!("{}: {}", T::NAMES.name, shown.join(" "))
    }
    assert_eq!(shown::<Medium>(), "Medium: disk tape ram-disk");
    assert_eq!(shown::<Closed>(), "Closed: on off");
}
