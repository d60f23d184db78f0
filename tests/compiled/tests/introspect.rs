//! The introspection of a peer: a program of the newer schema asks a peer of the older one.

use compiled_tests::evolution_new::commands::{MachineAdd, QueryMachine};
use compiled_tests::evolution_new::events::{DriverLost, StateChanged};
use compiled_tests::evolution_new::{
    Driver, DriverBranch, DriverKind, FileDriver, Machine, MachineRef, RemoteDriver, State,
};
use qapi_wire::introspect::Introspection;
use qapi_wire::new;
use serde_json::{Value, json};

/// Returns the introspection of `evolution_old.json`, with masked names.
fn old() -> Value {
    json!([
        {"meta-type": "command", "name": "query-machine", "arg-type": "0", "ret-type": "5", "allow-oob": true},
        {"meta-type": "command", "name": "machine-add", "arg-type": "6", "ret-type": "8", "features": ["hot"]},
        {"meta-type": "event", "name": "STATE_CHANGED", "arg-type": "9"},
        {"meta-type": "object", "name": "0", "members": [{"name": "name", "type": "str"}]},
        // Enums have members since 6.2, and values before.
        {"meta-type": "enum", "name": "1", "members": [{"name": "running"}, {"name": "paused", "features": []}]},
        {"meta-type": "enum", "name": "2", "values": ["file", "null"]},
        {"meta-type": "object", "name": "3", "members": [{"name": "path", "type": "str"}]},
        {"meta-type": "object", "name": "4", "tag": "kind",
         "members": [{"name": "name", "type": "str"}, {"name": "kind", "type": "2"}],
         "variants": [{"case": "file", "type": "3"}, {"case": "null", "type": "8"}]},
        {"meta-type": "array", "name": "[4]", "element-type": "4"},
        {"meta-type": "object", "name": "5", "members": [
            {"name": "name", "type": "str"}, {"name": "state", "type": "1"}, {"name": "drivers", "type": "[4]"}]},
        {"meta-type": "object", "name": "6", "members": [{"name": "machine", "type": "7"}]},
        {"meta-type": "alternate", "name": "7", "members": [{"type": "5"}, {"type": "str"}]},
        {"meta-type": "object", "name": "8", "members": []},
        {"meta-type": "object", "name": "9", "members": [
            {"name": "state", "type": "1"}, {"name": "note", "type": "int", "default": null}]},
        {"meta-type": "builtin", "name": "str", "json-type": "string"},
        {"meta-type": "builtin", "name": "int", "json-type": "int"},
        {"meta-type": "oracle", "name": "of a later release"},
    ])
}

fn peer() -> Introspection {
    Introspection::new(&old()).unwrap()
}

fn machine(driver: Driver) -> MachineAdd {
    let machine = new!(Machine {
        name: "m",
        state: State::Paused,
        drivers: vec![driver]
    });
    MachineAdd::new(MachineRef::Machine(machine))
}

#[track_caller]
fn refusal(command: &MachineAdd) -> String {
    peer().accepts(command).unwrap_err().to_string()
}

#[test]
fn commands_events_and_their_features() {
    let peer = peer();
    assert!(peer.supports::<QueryMachine>() && peer.supports::<MachineAdd>());
    assert!(peer.supports_out_of_band::<QueryMachine>());
    assert!(!peer.supports_out_of_band::<MachineAdd>());
    assert!(peer.supports_event::<StateChanged>() && !peer.supports_event::<DriverLost>());
    assert!(peer.has_feature::<MachineAdd>("hot") && !peer.has_feature::<QueryMachine>("hot"));
    let none = Introspection::new(&json!([])).unwrap();
    assert!(!none.supports::<QueryMachine>() && !none.supports_event::<StateChanged>());
    assert_eq!(
        none.accepts(&QueryMachine::new("m"))
            .unwrap_err()
            .to_string(),
        "query-machine: the peer has no such command"
    );
}

#[test]
fn arguments_values_and_members_of_replies() {
    let peer = peer();
    assert!(peer.supports_argument::<QueryMachine>("name"));
    assert!(!peer.supports_argument::<QueryMachine>("deep"));
    // Paths through an alternate, an array and a branch.
    for (path, known) in [
        ("machine", true),
        ("machine.drivers", true),
        ("machine.drivers.kind", true),
        ("machine.drivers.path", true),
        ("machine.drivers.locking", false),
        ("machine.uptime", false),
        ("machine.name.x", false),
        ("", false),
    ] {
        assert_eq!(peer.supports_argument::<MachineAdd>(path), known, "{path}");
    }
    let kind = |kind| peer.supports_value::<MachineAdd>("machine.drivers.kind", &kind);
    assert!(kind(DriverKind::File) && !kind(DriverKind::Remote));
    assert!(!peer.supports_value::<MachineAdd>("machine.state", &State::Migrating));
    assert!(!peer.supports_value::<MachineAdd>("machine.name", &State::Paused));
    assert!(peer.supports_reply::<QueryMachine>("drivers.path"));
    assert!(!peer.supports_reply::<QueryMachine>("uptime"));
}

#[test]
fn a_whole_command_is_accepted_or_the_place_is_named() {
    let file = || FileDriver::new("/dev/x");
    let driver = |kind| new!(Driver { name: "d", kind });
    peer()
        .accepts(&machine(driver(DriverBranch::File(file()))))
        .unwrap();
    peer()
        .accepts(&machine(driver(DriverBranch::Null)))
        .unwrap();
    peer()
        .accepts(&MachineAdd::new(MachineRef::Name("m".into())))
        .unwrap();
    peer().accepts(&QueryMachine::new("m")).unwrap();
    assert_eq!(
        peer()
            .accepts(&QueryMachine::new("m").with_deep(true))
            .unwrap_err()
            .to_string(),
        "query-machine: deep: unexpected member"
    );
    assert_eq!(
        refusal(&machine(driver(DriverBranch::File(
            file().with_locking(true)
        )))),
        "machine-add: machine.drivers[0].locking: unexpected member"
    );
    assert_eq!(
        refusal(&machine(driver(DriverBranch::Remote(RemoteDriver::new(
            "u"
        ))))),
        "machine-add: machine.drivers[0].kind: unknown value \"remote\""
    );
    let migrating = new!(Machine {
        name: "m",
        state: State::Migrating,
        drivers: vec![]
    });
    assert_eq!(
        refusal(&MachineAdd::new(MachineRef::Machine(migrating))),
        "machine-add: machine.state: unknown value \"migrating\""
    );
    assert_eq!(
        refusal(&MachineAdd::new(MachineRef::None(qapi_wire::Null))),
        "machine-add: machine: expected an object or a string, found null"
    );
}

#[test]
fn what_the_peer_wants_otherwise_is_named() {
    let mut answer = old();
    answer[3]["members"] = json!([{"name": "name", "type": "int"}]);
    let error = Introspection::new(&answer)
        .unwrap()
        .accepts(&QueryMachine::new("m"));
    assert_eq!(
        error.unwrap_err().to_string(),
        "query-machine: name: expected an integer, found \"m\""
    );
    answer[3]["members"] = json!([
        {"name": "name", "type": "str"}, {"name": "token", "type": "str"}, {"name": "x", "type": "str", "default": null}
    ]);
    let error = Introspection::new(&answer)
        .unwrap()
        .accepts(&QueryMachine::new("m"));
    assert_eq!(
        error.unwrap_err().to_string(),
        "query-machine: token: missing member"
    );
}

#[test]
fn what_is_no_answer_is_refused() {
    for (answer, expected) in [
        (json!({}), "expected an array, found an object"),
        (
            json!([{"meta-type": "event", "name": "A"}, {"name": "B"}]),
            "[1]: not an entity of a schema",
        ),
        (
            json!([{"meta-type": "array", "name": "A"}]),
            "[0]: not an entity of a schema",
        ),
    ] {
        assert_eq!(
            Introspection::new(&answer).unwrap_err().to_string(),
            expected
        );
    }
    // Types may form a cycle.
    let circle = json!([
        {"meta-type": "command", "name": "query-machine", "arg-type": "a", "ret-type": "b"},
        {"meta-type": "array", "name": "a", "element-type": "b"},
        {"meta-type": "alternate", "name": "b", "members": [{"type": "a"}, {"type": "b"}]},
    ]);
    let peer = Introspection::new(&circle).unwrap();
    assert!(!peer.supports_argument::<QueryMachine>("name.name.name"));
    assert!(peer.accepts(&QueryMachine::new("m")).is_err());
}
