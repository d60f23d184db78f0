//! Peers without the parts that are under a condition. For each place where the language allows
//! `if`, the part is present, absent, or has a name that the schema does not list.
#![deny(deprecated)]

use std::fmt::Debug;

use compiled_tests::conditional_parts::client::Commands;
use compiled_tests::conditional_parts::commands::{DriveAdd, DriveRewind, DriveTune};
use compiled_tests::conditional_parts::events::{DriveTuned, Event};
use compiled_tests::conditional_parts::{Device, Drive, DriveBranch, DriveRef, Kind, Rack, Tape};
use qapi_wire::introspect::Introspection;
use qapi_wire::message::EventMessage;
use qapi_wire::new;
use qapi_wire::rt::{Deserialize, Serialize};
use qapi_wire::{Mode, decode, decode_value};
use serde_json::{Value, json};

/// Decodes a message in both modes and encodes it to an equal message.
#[track_caller]
fn round_trip<T: Serialize + for<'de> Deserialize<'de> + PartialEq + Debug>(message: Value) -> T {
    let value: T = decode_value(&message, Mode::Strict).unwrap();
    assert_eq!(serde_json::to_value(&value).unwrap(), message);
    assert_eq!(decode_value::<T>(&message, Mode::Lenient).unwrap(), value);
    value
}

/// Returns the error of a message without a member that every peer has.
#[track_caller]
fn refusal<T: for<'de> Deserialize<'de> + Debug>(message: Value) -> String {
    decode_value::<T>(&message, Mode::Lenient)
        .unwrap_err()
        .to_string()
}

/// Decodes a message with a member that the schema does not list. It is skipped, or refused in
/// strict mode.
#[track_caller]
fn unlisted<T: for<'de> Deserialize<'de> + Debug>(mut message: Value) -> T {
    message["unlisted"] = json!({ "any": [1] });
    let error = decode_value::<T>(&message, Mode::Strict).unwrap_err();
    assert!(error.to_string().contains("unlisted"), "{error}");
    decode_value(&message, Mode::Lenient).unwrap()
}

#[test]
fn members_of_a_struct() {
    let device: Device = round_trip(json!({ "id": "a", "slot": 3 }));
    assert_eq!(device, Device::new("a").with_slot(3));
    assert_eq!(round_trip::<Device>(json!({ "id": "a" })), Device::new("a"));
    assert_eq!(unlisted::<Device>(json!({ "id": "a" })), Device::new("a"));
    assert_eq!(
        refusal::<Device>(json!({ "slot": 3 })),
        "id: missing member"
    );
}

#[test]
fn members_of_a_base_are_mandatory_where_the_definition_implies_their_condition() {
    let rack: Rack = round_trip(json!({ "id": "a", "slot": 1, "height": 2, "depth": 3 }));
    assert_eq!(
        rack,
        new!(Rack {
            id: "a",
            slot: 1,
            height: 2,
            depth: 3
        })
    );
    for absent in ["slot", "height", "depth"] {
        let mut message = json!({ "id": "a", "slot": 1, "height": 2, "depth": 3 });
        message.as_object_mut().unwrap().remove(absent);
        assert_eq!(
            refusal::<Rack>(message),
            format!("{absent}: missing member")
        );
    }
    let all = json!({ "id": "a", "slot": 1, "height": 2, "depth": 3, "weight": 0.5, "note": [] });
    assert_eq!(round_trip::<Rack>(all).weight, Some(0.5));
    let tape: Tape = round_trip(json!({ "id": "a", "reels": [] }));
    assert_eq!((tape.slot, tape.speed), (None, None));
}

#[test]
fn values_of_an_enum() {
    assert_eq!(round_trip::<Kind>(json!("tape")), Kind::Tape);
    assert_eq!(round_trip::<Kind>(json!("disk")), Kind::Disk);
    let unlisted: Kind = decode(br#""drum""#, Mode::Lenient).unwrap();
    assert_eq!(unlisted.to_string(), "drum");
    assert!(decode::<Kind>(br#""drum""#, Mode::Strict).is_err());
}

#[test]
fn branches_and_common_members_of_a_union() {
    let tape =
        json!({ "kind": "tape", "owner": "me", "id": "a", "slot": 1, "reels": [1], "speed": 2 });
    let tape: Drive = round_trip(tape);
    assert_eq!(tape.owner.as_deref(), Some("me"));
    let tape: Drive = round_trip(json!({ "kind": "tape", "id": "a", "reels": [1] }));
    assert_eq!(
        tape,
        Drive::new(DriveBranch::Tape(new!(Tape {
            id: "a",
            reels: vec![1]
        })))
    );
    assert_eq!(
        round_trip::<Drive>(json!({ "kind": "disk" })),
        Drive::new(DriveBranch::Disk)
    );
    // The tag may be last.
    let text = br#"{ "reels": [], "id": "a", "kind": "tape" }"#;
    let late: Drive = decode(text, Mode::Strict).unwrap();
    assert_eq!(
        late,
        Drive::new(DriveBranch::Tape(new!(Tape {
            id: "a",
            reels: Vec::new()
        })))
    );

    unlisted::<Drive>(json!({ "kind": "tape", "id": "a", "reels": [] }));
    let unknown = json!({ "kind": "drum", "size": 3 });
    let kept: Drive = decode_value(&unknown, Mode::Lenient).unwrap();
    assert_eq!(serde_json::to_value(kept).unwrap(), unknown);
    assert!(decode_value::<Drive>(&unknown, Mode::Strict).is_err());
}

#[test]
fn branches_of_an_alternate() {
    assert_eq!(
        round_trip::<DriveRef>(json!("a")),
        DriveRef::Name("a".to_owned())
    );
    let drive = round_trip::<DriveRef>(json!({ "kind": "disk" }));
    assert_eq!(drive, DriveRef::Drive(Drive::new(DriveBranch::Disk)));
    assert!(refusal::<DriveRef>(json!(3)).contains("found 3"));
}

#[test]
fn arguments() {
    let named = DriveTune::new(DriveRef::Name("a".to_owned()));
    assert_eq!(round_trip::<DriveTune>(json!({ "drive": "a" })), named);
    let all = json!({ "drive": "a", "speed": 2 });
    assert_eq!(round_trip::<DriveTune>(all), named.clone().with_speed(2));
    assert_eq!(unlisted::<DriveTune>(json!({ "drive": "a" })), named);
    // For a boxed command, they are the members of the type.
    let drive = Drive::new(DriveBranch::Disk).with_owner("me");
    let add = round_trip::<DriveAdd>(json!({ "kind": "disk", "owner": "me" }));
    assert_eq!(add, DriveAdd(drive));
}

#[test]
fn data_of_an_event() {
    let event = |data: Value| json!({ "event": "DRIVE_TUNED", "data": data, "timestamp": { "seconds": 1, "microseconds": 2 } });
    let tuned = |data: Value| match decode_value::<EventMessage<Event>>(&event(data), Mode::Lenient)
        .unwrap()
        .event
    {
        Event::DriveTuned(tuned) => tuned,
        other => unreachable!("{other:?}"),
    };
    // The speed has the same condition as the event.
    let all = new!(DriveTuned {
        name: "a",
        speed: 3,
        slot: 1
    });
    assert_eq!(tuned(json!({ "name": "a", "speed": 3, "slot": 1 })), all);
    let least = tuned(json!({ "name": "a", "speed": 3, "unlisted": 1 }));
    assert_eq!(
        least,
        new!(DriveTuned {
            name: "a",
            speed: 3
        })
    );
    let without_speed = event(json!({ "name": "a" }));
    let error = refusal::<EventMessage<Event>>(without_speed);
    assert!(error.contains("speed: missing member"), "{error}");
}

/// A peer with one answer to every command.
struct Peer(Value);

impl qapi_wire::client::Execute for Peer {
    type Error = qapi_wire::DecodeError;

    fn execute<C: qapi_wire::Command>(&mut self, _: &C) -> Result<C::Reply, Self::Error> {
        decode_value(&self.0, Mode::Lenient)
    }
}

#[test]
fn replies_to_methods_whose_parameters_every_peer_takes() {
    let mut peer = Peer(json!({ "id": "a", "unlisted": true }));
    let drive = DriveRef::Name("a".to_owned());
    assert_eq!(peer.drive_tune(drive).unwrap(), Device::new("a"));
}

/// The feature `deprecated` is conditional, so no attribute makes the compiler warn: see `deny`
/// above.
#[test]
fn features() {
    assert_eq!(DriveRewind::new("a").name, "a");
}

/// Returns the introspection of a peer that has slots and speed only.
fn introspection() -> Introspection {
    let members = |list: Value| json!({ "meta-type": "object", "name": "1", "members": list });
    let answer = json!([
        { "meta-type": "command", "name": "drive-tune", "arg-type": "1", "ret-type": "2" },
        members(json!([{ "name": "drive", "type": "str" }, { "name": "speed", "type": "int" }])),
        { "meta-type": "object", "name": "2", "members": [{ "name": "id", "type": "str" }] },
        { "meta-type": "event", "name": "DRIVE_TUNED", "arg-type": "2" },
        { "meta-type": "command", "name": "drive-rewind", "arg-type": "2", "ret-type": "2", "features": ["quiet"] },
        { "meta-type": "builtin", "name": "str", "json-type": "string" },
        { "meta-type": "builtin", "name": "int", "json-type": "int" }
    ]);
    Introspection::new(&answer).unwrap()
}

#[test]
fn the_introspection_of_a_peer_tells_what_it_has() {
    let peer = introspection();
    assert!(peer.supports::<DriveTune>() && !peer.supports::<DriveAdd>());
    assert!(peer.supports_event::<DriveTuned>());
    assert!(peer.supports_argument::<DriveTune>("speed"));
    assert!(!peer.supports_argument::<DriveTune>("slot"));
    assert!(peer.supports_reply::<DriveTune>("id") && !peer.supports_reply::<DriveTune>("slot"));
    assert!(peer.has_feature::<DriveRewind>("quiet"));
    assert!(!peer.has_feature::<DriveRewind>("deprecated"));
    // Members that this peer requires are checked before the request is sent.
    let tune = DriveTune::new(DriveRef::Name("a".to_owned()));
    let error = peer.accepts(&tune).unwrap_err().to_string();
    assert_eq!(error, "drive-tune: speed: missing member");
    assert!(peer.accepts(&tune.with_speed(1)).is_ok());
}
