//! Unions: one discriminator, members in any order, nothing lost.

use qapi_wire::{Mode, Problem, UnknownBranch, decode};
use serde_json::json;

use crate::storage::{DiskStore, Medium, Reel, Store, StoreBranch, TapeStore, TapeStoreBranch};

fn lenient(text: &str) -> Result<Store, String> {
    decode(text.as_bytes(), Mode::Lenient).map_err(|error| error.to_string())
}

fn strict(text: &str) -> Result<Store, String> {
    decode(text.as_bytes(), Mode::Strict).map_err(|error| error.to_string())
}

fn disk() -> Store {
    let medium = StoreBranch::Disk(DiskStore {
        heads: 2,
        volumes: vec![],
    });
    Store {
        name: "s".into(),
        weight: Some(1.5),
        medium,
    }
}

fn tape() -> Store {
    let reel = Reel {
        metres: -3,
        inner: Some(Box::new(disk())),
    };
    Store {
        name: "t".into(),
        weight: None,
        medium: StoreBranch::Tape(TapeStore {
            mode: TapeStoreBranch::On(reel),
        }),
    }
}

#[test]
fn takes_members_in_any_order() {
    let members = [
        r#""medium": "disk""#,
        r#""name": "s""#,
        r#""heads": 2"#,
        r#""volumes": []"#,
        r#""weight": 1.5"#,
    ];
    for first in 0..members.len() {
        for second in 0..members.len() {
            let mut order = members;
            order.swap(0, first);
            order.swap(1, second);
            let text = format!("{{{}}}", order.join(", "));
            assert_eq!(
                serde_json::from_str::<Store>(&text).unwrap(),
                disk(),
                "{text}"
            );
            assert_eq!(strict(&text), Ok(disk()), "{text}");
        }
    }
}

#[test]
fn nests_in_any_order() {
    let inner =
        r#""inner": {"heads": 2, "volumes": [], "weight": 1.5, "name": "s", "medium": "disk"}"#;
    let members = [
        r#""medium": "tape""#,
        r#""mode": "on""#,
        r#""name": "t""#,
        r#""metres": -3"#,
        inner,
    ];
    for rotation in 0..members.len() {
        for reverse in [false, true] {
            let mut order = members;
            order.rotate_left(rotation);
            if reverse {
                order.reverse();
            }
            let text = format!("{{{}}}", order.join(", "));
            assert_eq!(
                serde_json::from_str::<Store>(&text).unwrap(),
                tape(),
                "{text}"
            );
            assert_eq!(strict(&text), Ok(tape()), "{text}");
        }
    }
}

#[test]
fn writes_the_tag_first() {
    assert_eq!(
        serde_json::to_string(&tape()).unwrap(),
        r#"{"medium":"tape","name":"t","mode":"on","metres":-3,"inner":{"medium":"disk","name":"s","weight":1.5,"heads":2,"volumes":[]}}"#
    );
    let off = Store {
        medium: StoreBranch::Tape(TapeStore {
            mode: TapeStoreBranch::Off,
        }),
        ..tape()
    };
    assert_eq!(
        serde_json::to_string(&off).unwrap(),
        r#"{"medium":"tape","name":"t","mode":"off"}"#
    );
}

/// A kept member has lost its column: serde_json reports its current position, which is the end.
#[test]
fn keeps_nothing_aside_when_the_tag_is_first() {
    let column = |text: &str| serde_json::from_str::<Store>(text).unwrap_err().column();
    let first = r#"{"medium": "disk", "heads": -2, "name": "s", "volumes": []}"#;
    assert_eq!(column(first), first.find("-2").unwrap() + 2);
    let nested = r#"{"medium": "tape", "mode": "on", "name": "s", "metres": "x", "inner": 1}"#;
    assert_eq!(column(nested), nested.find("\"x\"").unwrap() + 3);
    let common = r#"{"name": 5, "medium": "disk", "heads": 2, "volumes": []}"#;
    assert_eq!(column(common), common.find('5').unwrap() + 1);
}

#[test]
fn refuses_a_second_tag() {
    let text = r#"{"medium": "disk", "heads": 2, "name": "s", "medium": "disk", "volumes": []}"#;
    assert!(serde_json::from_str::<Store>(text).is_err());
    assert_eq!(lenient(text).unwrap_err(), "medium: duplicate member");
    let nested = r#"{"medium": "tape", "mode": "off", "name": "s", "mode": "off"}"#;
    assert!(serde_json::from_str::<Store>(nested).is_err());
    assert_eq!(lenient(nested).unwrap_err(), "mode: duplicate member");
    let unknown = r#"{"medium": "wax", "name": "s", "medium": "wax"}"#;
    assert!(serde_json::from_str::<Store>(unknown).is_err());
}

#[test]
fn refuses_duplicates_on_both_sides_of_the_tag() {
    for text in [
        r#"{"name": "s", "medium": "disk", "name": "s", "heads": 2, "volumes": []}"#,
        r#"{"heads": 2, "medium": "disk", "name": "s", "heads": 2, "volumes": []}"#,
        r#"{"heads": 2, "heads": 2, "medium": "disk", "name": "s", "volumes": []}"#,
        r#"{"medium": "ram-disk", "name": "s", "name": "s"}"#,
        r#"{"medium": "wax", "name": "s", "new": 1, "new": 1}"#,
        r#"{"new": 1, "medium": "wax", "name": "s", "new": 1}"#,
        // Inside a kept member.
        r#"{"volumes": [{"id": "", "id": "", "type": "disk", "size": 1}], "name": "s", "heads": 2, "medium": "disk"}"#,
    ] {
        assert!(serde_json::from_str::<Store>(text).is_err(), "{text}");
        assert!(
            lenient(text).unwrap_err().ends_with("duplicate member"),
            "{text}"
        );
    }
}

#[test]
fn names_what_is_missing() {
    assert_eq!(
        lenient(r#"{"name": "s", "heads": 1}"#).unwrap_err(),
        "medium: missing member"
    );
    assert_eq!(
        lenient(r#"{"medium": "ram-disk"}"#).unwrap_err(),
        "name: missing member"
    );
    assert_eq!(
        lenient(r#"{"medium": "disk", "name": "s", "heads": 1}"#).unwrap_err(),
        "volumes: missing member"
    );
    assert_eq!(
        lenient(r#"{"medium": "tape", "name": "s"}"#).unwrap_err(),
        "mode: missing member"
    );
}

#[test]
fn keeps_paths_wherever_the_tag_stands() {
    let bad = r#""volumes": [{"id": "", "type": "disk", "size": "1"}]"#;
    for text in [
        format!(r#"{{"medium": "disk", "name": "s", "heads": 2, {bad}}}"#),
        format!(r#"{{{bad}, "name": "s", "heads": 2, "medium": "disk"}}"#),
    ] {
        let error = decode::<Store>(text.as_bytes(), Mode::Lenient).unwrap_err();
        assert_eq!(
            error.to_string(),
            "volumes[0].size: expected an integer from 0 to 18446744073709551615, found \"1\""
        );
        assert_eq!(error.position(), Some((1, text.find("\"1\"").unwrap() + 1)));
    }
    // Through two unions whose discriminators are last.
    let nested = r#"{"inner": {"volumes": [], "name": 1, "medium": "disk"}, "mode": "on", "medium": "tape"}"#;
    assert_eq!(
        lenient(nested).unwrap_err(),
        "inner.name: expected a string, found 1"
    );
}

#[test]
fn is_strict_wherever_the_tag_stands() {
    let new = r#""volumes": [{"id": "", "type": "disk", "size": 1, "new": 0}]"#;
    for text in [
        format!(r#"{{"medium": "disk", "name": "s", "heads": 2, {new}}}"#),
        format!(r#"{{{new}, "name": "s", "heads": 2, "medium": "disk"}}"#),
    ] {
        assert!(lenient(&text).is_ok());
        assert_eq!(
            strict(&text).unwrap_err(),
            "volumes[0].new: unexpected member"
        );
    }
    let nested = r#"{"inner": {"new": 1, "name": "s", "medium": "ram-disk"}, "metres": 1, "name": "t", "mode": "on", "medium": "tape"}"#;
    assert!(lenient(nested).is_ok());
    assert_eq!(strict(nested).unwrap_err(), "inner.new: unexpected member");
    let value = r#"{"volumes": [{"id": "", "type": "wax", "size": 1}], "name": "s", "heads": 2, "medium": "disk"}"#;
    assert!(lenient(value).is_ok());
    assert!(
        strict(value)
            .unwrap_err()
            .starts_with("volumes[0].type: unknown value \"wax\"")
    );
}

/// The search for an absent discriminator runs once, not with every member.
#[test]
fn a_missing_tag_costs_linear_time() {
    let members: Vec<String> = (0..100_000)
        .map(|member| format!(r#""n{member}":0"#))
        .collect();
    let text = format!("{{{}}}", members.join(","));
    let start = std::time::Instant::now();
    assert_eq!(strict(&text).unwrap_err(), "medium: missing member");
    assert!(start.elapsed().as_secs() < 20);
}

#[test]
fn members_of_other_branches_are_unknown() {
    let text = r#"{"medium": "ram-disk", "name": "s", "heads": 2}"#;
    assert_eq!(lenient(text).unwrap().medium, StoreBranch::RamDisk);
    assert_eq!(strict(text).unwrap_err(), "heads: unexpected member");
}

#[test]
fn keeps_unknown_branches_unless_strict() {
    let text = r#"{"grooves": [1, {"deep": null}], "medium": "wax", "weight": 2.5, "name": "s"}"#;
    let members = json!({"grooves": [1, {"deep": null}]})
        .as_object()
        .unwrap()
        .clone();
    let medium = StoreBranch::Unknown(UnknownBranch {
        tag: "wax".into(),
        members,
    });
    let store = Store {
        name: "s".into(),
        weight: Some(2.5),
        medium,
    };
    assert_eq!(lenient(text), Ok(store.clone()));
    let again = serde_json::to_value(&store).unwrap();
    assert_eq!(
        again,
        serde_json::from_str::<serde_json::Value>(text).unwrap()
    );

    let error = decode::<Store>(text.as_bytes(), Mode::Strict).unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"medium: unknown value "wax", expected one of "disk", "tape", "ram-disk""#
    );
    assert!(matches!(error.problem(), Problem::UnknownValue { found, .. } if found == "wax"));
}

#[test]
fn a_closed_union_refuses_unknown_branches() {
    let text = r#"{"medium": "tape", "mode": "half", "name": "s"}"#;
    assert_eq!(
        lenient(text).unwrap_err(),
        r#"mode: unknown value "half", expected one of "on", "off""#
    );
}

#[test]
fn refuses_a_tag_that_is_no_string() {
    for tag in ["1", "null", "{\"disk\": null}", "[\"disk\"]"] {
        let text = format!(r#"{{"medium": {tag}, "name": "s"}}"#);
        assert!(serde_json::from_str::<Store>(&text).is_err());
        assert!(
            lenient(&text)
                .unwrap_err()
                .starts_with("medium: expected a string (Medium), found ")
        );
    }
}

#[test]
fn tags_are_values_of_the_discriminators_enum() {
    use qapi_wire::rt::Branches;
    assert_eq!(Medium::parse_known(disk().medium.tag()), Ok(Medium::Disk));
    assert_eq!(StoreBranch::TAGS.name(2), "ram-disk");
}
