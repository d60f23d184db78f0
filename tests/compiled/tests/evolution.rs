//! Peers of different releases: a client of an old schema with a newer server, and the reverse.

use compiled_tests::{evolution_new as new, evolution_old as old};
use qapi_wire::message::{EventMessage, Incoming};
use qapi_wire::rt::{Deserialize, Serialize};
use qapi_wire::{Command, Mode, decode_value};
use serde_json::{Value, json};

/// Decodes a reply like a client, leniently.
#[track_caller]
fn reply<C: Command>(message: &Value) -> C::Reply {
    decode_value(message, Mode::Lenient).unwrap()
}

/// Decodes a message leniently and encodes it again.
#[track_caller]
fn passed_on<T: Serialize + for<'de> Deserialize<'de>>(message: &Value) -> Value {
    let value: T = decode_value(message, Mode::Lenient).unwrap();
    serde_json::to_value(value).unwrap()
}

/// Returns the error of decoding like a server, strictly.
#[track_caller]
fn refused<T: for<'de> Deserialize<'de> + std::fmt::Debug>(message: &Value) -> String {
    decode_value::<T>(message, Mode::Strict)
        .unwrap_err()
        .to_string()
}

/// Returns a reply with everything that the newer release added.
fn newer_machine() -> Value {
    json!({
        "name": "m", "state": "migrating", "uptime": 7,
        "drivers": [
            {"name": "a", "kind": "file", "path": "/a", "locking": true, "node": 3},
            {"name": "b", "kind": "remote", "url": "x:/", "options": {"deep": [1, null]}},
            {"name": "c", "kind": "null"}
        ]
    })
}

#[test]
fn an_old_client_reads_a_newer_reply() {
    let machine = reply::<old::commands::QueryMachine>(&newer_machine());
    assert_eq!(machine.state, old::State::Unknown("migrating".to_owned()));
    let [file, remote, null] = &machine.drivers[..] else {
        panic!("{machine:?}")
    };
    assert_eq!(
        file.kind,
        old::DriverBranch::File(old::FileDriver::new("/a"))
    );
    let old::DriverBranch::Unknown(branch) = &remote.kind else {
        panic!("{remote:?}")
    };
    assert_eq!(
        (branch.tag.as_str(), branch.members["url"].as_str()),
        ("remote", Some("x:/"))
    );
    assert_eq!(null.kind, old::DriverBranch::Null);
}

#[test]
fn unknown_values_survive_a_round_trip() {
    let mut expected = newer_machine();
    // Unknown members are skipped. Unknown tags and values are kept.
    expected.as_object_mut().unwrap().remove("uptime");
    let file = expected["drivers"][0].as_object_mut().unwrap();
    file.remove("locking");
    file.remove("node");
    assert_eq!(passed_on::<old::Machine>(&newer_machine()), expected);
    // The newer side decodes the message that the old one passed on.
    let machine: new::Machine = decode_value(&expected, Mode::Strict).unwrap();
    assert_eq!(machine.state, new::State::Migrating);
}

#[test]
fn a_new_client_reads_an_older_reply() {
    let message = json!({
        "name": "m", "state": "paused", "drivers": [{"name": "a", "kind": "file", "path": "/a"}]
    });
    let machine = reply::<new::commands::QueryMachine>(&message);
    assert_eq!(
        (&machine.state, machine.uptime),
        (&new::State::Paused, None)
    );
    assert_eq!(machine.drivers[0].node, None);
    assert_eq!(passed_on::<new::Machine>(&message), message);
    // The old server accepts a message without new members.
    let sent = serde_json::to_value(&machine).unwrap();
    decode_value::<old::Machine>(&sent, Mode::Strict).unwrap();
}

#[test]
fn a_strict_server_names_the_path_of_what_it_does_not_know() {
    let mut message = newer_machine();
    let refused = |message: &Value| refused::<old::Machine>(message);
    assert_eq!(refused(&message), "drivers[0].locking: unexpected member");
    message["drivers"][0] = json!({"name": "c", "kind": "null"});
    let error = refused(&message);
    assert!(error.starts_with("drivers[1].kind: "), "{error}");
    message["drivers"] = json!([]);
    let error = refused(&message);
    assert!(error.starts_with("state: "), "{error}");
    message["state"] = json!("paused");
    assert_eq!(refused(&message), "uptime: unexpected member");
}

#[test]
fn a_newer_client_with_an_old_server() {
    // A request with a new argument, decoded by the server.
    let arguments = new::commands::QueryMachine::new("m").with_deep(true);
    let text =
        serde_json::to_vec(&json!({"execute": "query-machine", "arguments": arguments})).unwrap();
    let incoming = Incoming::decode(&text).unwrap();
    let error = incoming
        .arguments::<old::commands::QueryMachine>(Mode::Strict)
        .unwrap_err();
    assert_eq!(error.to_string(), "query-machine: deep: unexpected member");
    let arguments = new::commands::QueryMachine::new("m");
    let text =
        serde_json::to_vec(&json!({"execute": "query-machine", "arguments": arguments})).unwrap();
    let incoming = Incoming::decode(&text).unwrap();
    let old = incoming
        .arguments::<old::commands::QueryMachine>(Mode::Strict)
        .unwrap();
    assert_eq!(old.name, "m");
    // A value without a branch of the old alternate is refused in both modes.
    let error = decode_value::<old::MachineRef>(&json!(null), Mode::Lenient).unwrap_err();
    assert!(
        error.to_string().contains("an object or a string"),
        "{error}"
    );
}

#[test]
fn newer_events_are_kept() {
    let lost = json!({"event": "DRIVER_LOST", "data": {"driver": {"name": "b", "kind": "remote", "url": "x:/"}},
        "timestamp": {"seconds": 1, "microseconds": 2}});
    assert_eq!(passed_on::<EventMessage<old::events::Event>>(&lost), lost);
    let message: EventMessage<new::events::Event> = decode_value(&lost, Mode::Strict).unwrap();
    assert!(matches!(message.event, new::events::Event::DriverLost(_)));
    let changed = json!({"event": "STATE_CHANGED", "data": {"state": "migrating", "was": "running"},
        "timestamp": {"seconds": 1, "microseconds": 2}});
    let message: EventMessage<old::events::Event> = decode_value(&changed, Mode::Lenient).unwrap();
    let old::events::Event::StateChanged(event) = message.event else {
        panic!("{message:?}")
    };
    assert_eq!(event.state.as_str(), "migrating");
    let error = refused::<EventMessage<old::events::Event>>(&changed);
    assert!(error.starts_with("data.state: "), "{error}");
}
