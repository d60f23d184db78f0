//! Events in their envelopes.

use compiled_tests::events::events::{Changed, Empty, Event, Level, StoreQuiet, VolumeGone};
use compiled_tests::events::{Change, ChangeBranch, Failure, Reason};
use compiled_tests::{
    command_kinds, conditions_unix, conditions_windows_sealed, events_closed, names,
};
use qapi_wire::message::EventMessage;
use qapi_wire::new;
use qapi_wire::{Branches, Event as _, Mode, Timestamp, decode, decode_value};
use serde_json::{Value, json};

/// Decodes an event in a mode, encodes it, and compares. Returns the event.
#[track_caller]
fn round_trip_in<E: Branches + PartialEq>(mode: Mode, message: &Value) -> E {
    let decoded: EventMessage<E> = decode_value(message, mode).unwrap();
    assert_eq!(serde_json::to_value(&decoded).unwrap(), *message);
    assert_eq!(decoded.event.tag(), message["event"]);
    decoded.event
}

#[track_caller]
fn round_trip(name: &str, data: Option<Value>) -> Event {
    let mut message = json!({"event": name, "timestamp": {"seconds": -1, "microseconds": -1}});
    if let Some(data) = data {
        message["data"] = data;
    }
    round_trip_in(Mode::Strict, &message)
}

#[test]
fn every_kind_of_data() {
    assert_eq!(
        round_trip("VOLUME_GONE", Some(json!({"id": "v", "why": "failed"}))),
        Event::VolumeGone(VolumeGone::new("v").with_why(Reason::Failed))
    );
    assert_eq!(
        round_trip("STORE_QUIET", None),
        Event::StoreQuiet(StoreQuiet::new())
    );
    assert_eq!(
        round_trip("LEVEL", Some(json!({"percent": 3}))),
        Event::Level(Level::new().with_percent(3))
    );
    assert_eq!(
        round_trip("EMPTY", None),
        Event::Empty(Empty(compiled_tests::events::Nothing::new()))
    );
    let change = new!(Change {
        id: "v",
        reason: ChangeBranch::Failed(Failure::new(7))
    });
    assert_eq!(
        round_trip(
            "CHANGED",
            Some(json!({"reason": "failed", "id": "v", "code": 7}))
        ),
        Event::Changed(Changed(change))
    );
    assert_eq!(
        (VolumeGone::NAME, Changed::NAME),
        ("VOLUME_GONE", "CHANGED")
    );
}

#[test]
fn the_order_of_members_is_free() {
    let text = br#"{"data": {"id": "v"}, "timestamp": {"microseconds": 2, "seconds": 1}, "event": "VOLUME_GONE"}"#;
    let message: EventMessage<Event> = decode(text, Mode::Strict).unwrap();
    assert_eq!(
        message.timestamp,
        Timestamp {
            seconds: 1,
            microseconds: 2
        }
    );
    assert_eq!(message.event, Event::VolumeGone(VolumeGone::new("v")));
}

#[test]
fn data_that_may_be_absent() {
    // All its members are optional.
    let message = json!({"event": "LEVEL", "timestamp": {"seconds": 1, "microseconds": 2}});
    let decoded: EventMessage<Event> = decode_value(&message, Mode::Strict).unwrap();
    assert_eq!(decoded.event, Event::Level(Level::new()));
    let message = json!({"event": "VOLUME_GONE", "timestamp": {"seconds": 1, "microseconds": 2}});
    let error = decode_value::<EventMessage<Event>>(&message, Mode::Lenient).unwrap_err();
    assert_eq!(error.to_string(), "data: missing member");
}

#[test]
fn events_that_the_schema_does_not_list_are_kept() {
    for data in [json!({"depth": [1, {"x": null}]}), json!({})] {
        let message = json!({"event": "BRAND_NEW", "data": data,
            "timestamp": {"seconds": 1, "microseconds": 2}});
        let event: Event = round_trip_in(Mode::Lenient, &message);
        let Event::Unknown(event) = event else {
            panic!("{event:?}")
        };
        assert_eq!(
            (event.tag.as_str(), &event.members["data"]),
            ("BRAND_NEW", &data)
        );
        let error = decode_value::<EventMessage<Event>>(&message, Mode::Strict).unwrap_err();
        assert!(error.to_string().starts_with("event: "), "{error}");
        let closed =
            decode_value::<EventMessage<events_closed::events::Event>>(&message, Mode::Lenient);
        assert!(closed.is_err());
    }
    let bare = json!({"event": "BARE", "timestamp": {"seconds": 1, "microseconds": 2}});
    round_trip_in::<Event>(Mode::Lenient, &bare);
}

#[test]
fn strict_decoding_names_the_place() {
    let message = json!({"event": "VOLUME_GONE", "data": {"id": "v", "who": 1},
        "timestamp": {"seconds": 1, "microseconds": 2}});
    let error = decode_value::<EventMessage<Event>>(&message, Mode::Strict).unwrap_err();
    assert_eq!(error.to_string(), "data.who: unexpected member");
    let message = json!({"event": "VOLUME_GONE", "data": {"id": 3},
        "timestamp": {"seconds": 1, "microseconds": 2}});
    let error = decode_value::<EventMessage<Event>>(&message, Mode::Lenient).unwrap_err();
    assert!(error.to_string().starts_with("data.id: "), "{error}");
}

#[test]
fn names_that_the_enum_has_itself() {
    use names::events::{AnyEvent, Self_};
    let message = json!({"event": "SELF", "data": {"into": "x"},
        "timestamp": {"seconds": 1, "microseconds": 2}});
    let event: AnyEvent = round_trip_in(Mode::Strict, &message);
    assert!(matches!(event, AnyEvent::Self_(Self_(_))));
}

#[test]
fn an_event_in_a_schema_of_commands() {
    use command_kinds::events::{Event, VolumeGone};
    let message = json!({"event": "VOLUME_GONE", "data": {"id": "v", "why": "removed"},
        "timestamp": {"seconds": 1, "microseconds": 2}});
    let gone = new!(VolumeGone {
        id: "v",
        why: command_kinds::Reason::Removed
    });
    assert_eq!(
        round_trip_in::<Event>(Mode::Strict, &message),
        Event::VolumeGone(gone)
    );
}

#[test]
fn events_under_a_cfg() {
    let timestamp = json!({"seconds": 1, "microseconds": 2});
    let signalled =
        json!({"event": "SIGNALLED", "data": {"signal": "quit"}, "timestamp": timestamp});
    let sealed = json!({"event": "SEALED", "timestamp": timestamp});
    let of_unix = |message: &Value| {
        decode_value::<EventMessage<conditions_unix::events::Event>>(message, Mode::Strict).is_ok()
    };
    let of_windows = |message: &Value| {
        decode_value::<EventMessage<conditions_windows_sealed::events::Event>>(
            message,
            Mode::Strict,
        )
        .is_ok()
    };
    assert_eq!((of_unix(&signalled), of_windows(&signalled)), (true, false));
    assert_eq!((of_unix(&sealed), of_windows(&sealed)), (false, true));
    round_trip_in::<conditions_windows_sealed::events::Event>(Mode::Strict, &sealed);
}
