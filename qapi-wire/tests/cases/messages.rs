//! Envelopes, both ways.

use qapi_wire::message::{
    ErrorClass, EventMessage, Head, Incoming, Kind, RemoteError, Request, Response, decode_response,
};
use qapi_wire::{Command, Empty, Mode, Problem, Timestamp, UnknownBranch, Value, decode};
use serde_json::json;

use crate::storage::commands::{DeviceAdd, StoreSet, VolumeAdd, VolumeHalt, VolumePing};
use crate::storage::events::{Event, StoreQuiet, VolumeGone};
use crate::storage::{Store, StoreBranch, VolumeRef};

fn text(message: &impl serde::Serialize) -> String {
    serde_json::to_string(message).unwrap()
}

#[test]
fn requests() {
    assert_eq!(
        text(&Request::new(&VolumePing {})),
        r#"{"execute":"volume-ping"}"#
    );
    let add = VolumeAdd {
        volume: VolumeRef::Reference("v".into()),
        force: None,
    };
    assert_eq!(
        text(&Request::new(&add).id(json!(null)).out_of_band()),
        r#"{"exec-oob":"volume-add","arguments":{"volume":"v"},"id":null}"#
    );
    let set = StoreSet(Store {
        name: "s".into(),
        weight: None,
        medium: StoreBranch::RamDisk,
    });
    assert_eq!(
        text(&Request::new(&set).id(7)),
        r#"{"execute":"store-set","arguments":{"medium":"ram-disk","name":"s"},"id":7}"#
    );
}

#[test]
fn flags() {
    fn of<C: Command>() -> (&'static str, [bool; 3]) {
        (
            C::NAME,
            [C::SUCCESS_RESPONSE, C::ALLOW_OOB, C::ALLOW_PRECONFIG],
        )
    }
    assert_eq!(of::<VolumeAdd>(), ("volume-add", [true, true, false]));
    assert_eq!(of::<VolumePing>(), ("volume-ping", [true, false, false]));
    assert_eq!(of::<VolumeHalt>(), ("volume-halt", [false, false, false]));
}

#[test]
fn incoming() {
    let bytes = br#"{"id": {"a": [1]}, "arguments": {"volume": "x"}, "exec-oob": "volume-add"}"#;
    let incoming = Incoming::decode(bytes).unwrap();
    assert_eq!(
        (incoming.command(), incoming.is_out_of_band()),
        ("volume-add", true)
    );
    assert_eq!(incoming.id(), Some(json!({"a": [1]})));
    let add = VolumeAdd {
        volume: VolumeRef::Reference("x".into()),
        force: None,
    };
    assert_eq!(incoming.arguments::<VolumeAdd>(Mode::Strict).unwrap(), add);

    let incoming = Incoming::decode(br#"{"execute": "volume-ping"}"#).unwrap();
    assert_eq!((incoming.id(), incoming.is_out_of_band()), (None, false));
    assert_eq!(
        incoming.arguments::<VolumePing>(Mode::Strict).unwrap(),
        VolumePing {}
    );
    let error = incoming.arguments::<VolumeAdd>(Mode::Strict).unwrap_err();
    assert_eq!(error.to_string(), "volume-add: volume: missing member");
}

#[test]
fn wrong_arguments_name_the_place() {
    let bytes =
        b"{\"execute\": \"volume-add\",\n \"arguments\": {\"volume\": {\"id\": \"\", \"new\": 1}}}";
    let incoming = Incoming::decode(bytes).unwrap();
    let error = incoming.arguments::<VolumeAdd>(Mode::Strict).unwrap_err();
    assert_eq!(
        format!("{error:#}"),
        "volume-add: volume.new: unexpected member (line 2, column 44)"
    );
    let error = incoming.arguments::<VolumeAdd>(Mode::Lenient).unwrap_err();
    assert_eq!(
        format!("{error:#}"),
        "volume-add: volume.type: missing member (line 2, column 26)"
    );
}

#[test]
fn refused_requests() {
    let refusal = |text: &str| {
        let rejected = Incoming::decode(text.as_bytes()).unwrap_err();
        (rejected.to_string(), rejected.id())
    };
    let one = Some(json!(1));
    for (text, error, id) in [
        ("[]", "expected an object, found an array", &None),
        ("42", "expected an object, found 42", &None),
        (r#"{"id": 1}"#, "execute: missing member", &one),
        (
            r#"{"id": 1, "execute": 5}"#,
            "execute: expected a string, found 5",
            &one,
        ),
        (
            r#"{"execute": "a", "exec-oob": "a", "id": 1}"#,
            "exec-oob: duplicate member",
            &one,
        ),
        (
            r#"{"execute": "a", "extra": "a", "id": 1}"#,
            "extra: unexpected member",
            &one,
        ),
        (
            r#"{"execute": "a", "arguments": null, "id": 1}"#,
            "arguments: expected an object, found null",
            &one,
        ),
        (
            r#"{"execute": "a", "arguments": [], "id": 1}"#,
            "arguments: expected an object, found an array",
            &one,
        ),
        (
            r#"{"execute": "a", "execute": "a"}"#,
            "not JSON: duplicate key",
            &None,
        ),
    ] {
        assert_eq!(refusal(text), (error.to_owned(), id.clone()), "{text}");
    }
    let rejected = Incoming::decode(br#"{"execute": "a""#).unwrap_err();
    assert!(matches!(rejected.error().problem(), Problem::Syntax(_)));
}

#[test]
fn free_form_arguments() {
    let bytes = br#"{"execute": "device-add", "arguments": {"addr": {"x": 1}, "driver": "d", "id": "i", "bus": null}}"#;
    let incoming = Incoming::decode(bytes).unwrap();
    let device: DeviceAdd = incoming.arguments(Mode::Strict).unwrap();
    assert_eq!(
        (device.driver.as_str(), device.id.as_deref()),
        ("d", Some("i"))
    );
    assert_eq!(
        Value::Object(device.rest.clone()),
        json!({"addr": {"x": 1}, "bus": null})
    );
    assert_eq!(
        serde_json::to_value(Request::new(&device)).unwrap(),
        serde_json::from_slice::<Value>(bytes).unwrap()
    );
    let twice = r#"{"driver": "d", "bus": 1, "bus": 1}"#;
    for mode in [Mode::Lenient, Mode::Strict] {
        let error = decode::<DeviceAdd>(twice.as_bytes(), mode).unwrap_err();
        assert_eq!(error.problem(), &Problem::Duplicate);
        assert_eq!(error.path().to_string(), "bus");
    }
    let error = serde_json::from_str::<DeviceAdd>(twice).unwrap_err();
    assert!(error.to_string().starts_with("duplicate member at line 1"));
    assert!(serde_json::from_str::<DeviceAdd>(r#"{"bus": 1}"#).is_err());
}

#[test]
fn responses() {
    let success = Response {
        id: Some(json!("a")),
        result: Ok(Empty {}),
    };
    assert_eq!(text(&success), r#"{"return":{},"id":"a"}"#);
    assert_eq!(
        decode_response::<VolumePing>(text(&success).as_bytes(), Mode::Strict).unwrap(),
        success
    );

    let error = RemoteError::new(ErrorClass::DeviceNotFound, "no such volume");
    assert_eq!(error.to_string(), "DeviceNotFound: no such volume");
    let failure: Response<Empty> = Response {
        id: None,
        result: Err(error),
    };
    assert_eq!(
        text(&failure),
        r#"{"error":{"class":"DeviceNotFound","desc":"no such volume"}}"#
    );
    assert_eq!(
        decode_response::<VolumePing>(text(&failure).as_bytes(), Mode::Strict).unwrap(),
        failure
    );

    let unknown = decode_response::<VolumePing>(
        br#"{"error": {"desc": "", "class": "New"}, "id": null}"#,
        Mode::Lenient,
    );
    let unknown = unknown.unwrap();
    assert_eq!(unknown.id, Some(Value::Null));
    assert_eq!(
        unknown.result.unwrap_err().class,
        ErrorClass::Unknown("New".into())
    );

    let borrowed = Response {
        id: None,
        result: Ok(&[1, 2]),
    };
    assert_eq!(text(&borrowed), r#"{"return":[1,2]}"#);
    let scalar: Response<i64> = decode(br#"{"return": 7}"#, Mode::Strict).unwrap();
    assert_eq!(scalar.result, Ok(7));
}

/// Guest agents before QEMU 1.2 send details instead of a sentence.
#[test]
fn errors_without_a_description() {
    for (error, desc, shown) in [
        (
            r#"{"class": "CommandNotFound", "data": {"name": "volume-ping"}}"#,
            r#"{"name":"volume-ping"}"#,
            r#"CommandNotFound: {"name":"volume-ping"}"#,
        ),
        (r#"{"class": "Old"}"#, "", "Old"),
        // QMP sent both.
        (
            r#"{"class": "Old", "desc": "it is old", "data": {}}"#,
            "it is old",
            "Old: it is old",
        ),
    ] {
        let text = format!(r#"{{"error": {error}}}"#);
        let response = decode_response::<VolumePing>(text.as_bytes(), Mode::Lenient).unwrap();
        let error = response.result.unwrap_err();
        assert_eq!((&*error.desc, &*error.to_string()), (desc, shown));
    }
}

#[test]
fn refused_responses() {
    let refusal = |text: &str| {
        decode_response::<VolumeAdd>(text.as_bytes(), Mode::Lenient)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refusal(r#"{"return": [{"id": "", "type": "disk", "size": null}]}"#),
        "volume-add: [0].size: expected an integer from 0 to 18446744073709551615, found null"
    );
    assert_eq!(
        refusal(r#"{"return": {}}"#),
        "volume-add: expected an array, found an object"
    );
    assert_eq!(
        refusal(r#"{"error": {"desc": "no class"}}"#),
        "volume-add: error.class: missing member"
    );
    assert_eq!(
        refusal(r#"{"id": 1}"#),
        "volume-add: expected a member 'return' or 'error'"
    );
    assert!(
        refusal(r#"{"return": [], "error": {"class": "", "desc": ""}}"#).ends_with("found both")
    );
}

#[test]
fn heads() {
    let kind = |text: &str| Head::of(text.as_bytes()).map(|head| head.kind);
    assert_eq!(
        kind(r#"{"QMP": {"version": {}, "capabilities": ["oob"]}}"#).unwrap(),
        Kind::Greeting
    );
    assert_eq!(
        kind(r#"{"timestamp": {}, "event": "X", "data": 1}"#).unwrap(),
        Kind::Event("X".into())
    );
    assert_eq!(kind(r#"{"error": {}}"#).unwrap(), Kind::Error);
    let head = Head::of(br#"{"id": null, "return": 7}"#).unwrap();
    assert_eq!((head.kind, head.id), (Kind::Return, Some(Value::Null)));
    assert!(kind("{}").is_err());
    assert!(kind("[]").is_err());
    assert!(kind(r#"{"return": 1, "error": 1}"#).is_err());
}

#[test]
fn events() {
    let timestamp = Timestamp {
        seconds: -1,
        microseconds: -1,
    };
    let time = r#""timestamp": {"seconds": -1, "microseconds": -1}"#;
    for (text, event) in [
        (
            format!(r#"{{{time}, "event": "VOLUME_GONE", "data": {{"id": "v"}}}}"#),
            Event::VolumeGone(VolumeGone { id: "v".into() }),
        ),
        (
            format!(r#"{{"data": {{"id": "v"}}, "event": "VOLUME_GONE", {time}}}"#),
            Event::VolumeGone(VolumeGone { id: "v".into() }),
        ),
        (
            format!(r#"{{"event": "STORE_QUIET", {time}}}"#),
            Event::StoreQuiet(StoreQuiet {}),
        ),
    ] {
        for mode in [Mode::Lenient, Mode::Strict] {
            let message: EventMessage<Event> = decode(text.as_bytes(), mode).unwrap();
            assert_eq!(
                message,
                EventMessage {
                    timestamp,
                    event: event.clone()
                }
            );
            assert_eq!(
                serde_json::to_value(&message).unwrap(),
                serde_json::from_str::<Value>(&text).unwrap()
            );
        }
    }
    let refusal = |text: String| {
        decode::<EventMessage<Event>>(text.as_bytes(), Mode::Strict)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refusal(format!(r#"{{{time}, "event": "VOLUME_GONE"}}"#)),
        "data: missing member"
    );
    assert_eq!(
        refusal(format!(
            r#"{{{time}, "event": "VOLUME_GONE", "data": {{"id": 1}}}}"#
        )),
        "data.id: expected a string, found 1"
    );
    assert_eq!(
        refusal(r#"{"event": "STORE_QUIET"}"#.into()),
        "timestamp: missing member"
    );
}

#[test]
fn unknown_events_are_kept_unless_strict() {
    let text =
        br#"{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "NEW", "data": {"x": 1}}"#;
    let message: EventMessage<Event> = decode(text, Mode::Lenient).unwrap();
    let members = json!({"data": {"x": 1}}).as_object().unwrap().clone();
    assert_eq!(
        message.event,
        Event::Unknown(UnknownBranch {
            tag: "NEW".into(),
            members
        })
    );
    assert_eq!(
        serde_json::to_value(&message).unwrap(),
        serde_json::from_slice::<Value>(text).unwrap()
    );
    assert!(decode::<EventMessage<Event>>(text, Mode::Strict).is_err());
}
