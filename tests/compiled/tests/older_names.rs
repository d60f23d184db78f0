//! Names with dots, as in QEMU 2.0 to 2.5. They are unchanged on the wire, and patterns match them.

use compiled_tests::older_names::client::Commands;
use compiled_tests::older_names::commands::{DiskFail, QueryDisk};
use compiled_tests::older_names::events::{DiskFailed, Event};
use compiled_tests::older_names::server::{Server, ServerCommands};
use compiled_tests::older_names::{
    Backend, BackendBranch, DiskChain, DiskOptions, DiskOptionsBranch, Fault, FaultAt, FaultRef,
    FaultStep, FaultWrapper,
};
use compiled_tests::older_names_options;
use qapi_wire::client::Execute;
use qapi_wire::introspect::Introspection;
use qapi_wire::message::{EventMessage, Request, decode_response};
use qapi_wire::new;
use qapi_wire::server::{CommandTable as _, Dispatcher, Permit, RemoteError};
use qapi_wire::{Bytes, Command, Mode, decode_value};
use serde_json::{Value, json};

/// Decodes strictly, encodes, and compares. Returns the value.
#[track_caller]
fn round_trip<T>(message: Value) -> T
where
    T: qapi_wire::rt::Serialize + for<'de> qapi_wire::rt::Deserialize<'de>,
{
    let value: T = decode_value(&message, Mode::Strict).unwrap();
    assert_eq!(serde_json::to_value(&value).unwrap(), message);
    value
}

#[test]
fn values_keep_their_dots() {
    for (name, step) in [
        ("l1_grow.alloc_table", FaultStep::L1GrowAllocTable),
        ("l1_update", FaultStep::L1Update),
        ("2.5", FaultStep::_2_5),
        ("_", FaultStep::__),
    ] {
        assert_eq!(round_trip::<FaultStep>(json!(name)), step);
        assert_eq!(name.parse::<FaultStep>().unwrap(), step);
    }
    let near = decode_value::<FaultStep>(&json!("l1_grow_alloc_table"), Mode::Strict);
    assert!(near.unwrap_err().to_string().contains("unknown value"));
    let kept: FaultStep = decode_value(&json!("l2.load"), Mode::Lenient).unwrap();
    assert_eq!(kept.as_str(), "l2.load");
}

fn fault() -> (Value, Fault) {
    let message = json!({
        "step": "l1_grow.alloc_table", "set.state": 2, "key.b64": "aGk=", "at": {"l1.offset": 512}
    });
    let fault = new!(Fault {
        step: FaultStep::L1GrowAllocTable,
        at: FaultAt::new(512),
        set_state: 2,
        key_b64: Bytes::from("hi")
    });
    (message, fault)
}

#[test]
fn members_keep_their_dots() {
    let (message, fault) = fault();
    assert_eq!(round_trip::<Fault>(message.clone()), fault);
    let mut wrong = message;
    wrong["at"] = json!({"l1.offset": "far"});
    let error = decode_value::<Fault>(&wrong, Mode::Strict).unwrap_err();
    let place = "at.l1.offset: expected an integer";
    assert!(error.to_string().starts_with(place), "{error}");
}

#[test]
fn branches_keep_their_dots() {
    let (message, fault) = fault();
    let wrapped = json!({"type": "file.raw", "data": message});
    let backend: Backend = round_trip(wrapped.clone());
    let expected = BackendBranch::FileRaw(FaultWrapper::new(fault.clone()));
    assert_eq!(backend.r#type, expected);
    let mut flat = message.clone();
    flat["fault.step"] = json!("l1_grow.alloc_table");
    let options: DiskOptions = round_trip(flat.clone());
    assert_eq!(
        options.fault_step,
        DiskOptionsBranch::L1GrowAllocTable(fault.clone())
    );
    let chain: DiskOptions =
        round_trip(json!({"fault.step": "2.5", "next.disk": flat, "_": wrapped, "_1": 3}));
    let expected = DiskChain::new(backend)
        .with_next_disk(options)
        .with_name_1(3);
    assert_eq!(chain.fault_step, DiskOptionsBranch::_2_5(expected));
    assert_eq!(round_trip::<FaultRef>(message), FaultRef::Definition(fault));
    assert_eq!(
        round_trip::<FaultRef>(json!("disk.1")),
        FaultRef::ByName("disk.1".to_owned())
    );
}

#[test]
fn commands_and_events_keep_their_dots() {
    assert_eq!(DiskFail::NAME, "disk.fail");
    let fail: DiskFail =
        round_trip(json!({"faults": ["a"], "props.raw": {"a.b": 1}, "more.of": null}));
    assert_eq!(fail.rest.keys().collect::<Vec<_>>(), ["more.of"]);
    let event = json!({
        "event": "DISK.FAILED", "data": {"fault.step": "2.5"}, "timestamp": {"seconds": 1, "microseconds": 2}
    });
    let decoded: EventMessage<Event> = round_trip(event);
    let failed = DiskFailed::new(FaultStep::_2_5);
    assert_eq!(decoded.event, Event::DiskFailed(failed));
}

struct Disks;

impl Permit for Disks {}

impl Server for Disks {
    fn disk_fail(&mut self, fail: DiskFail) -> Result<(), RemoteError> {
        let count = fail.faults.len();
        Err(RemoteError::generic(format!("{count} faults are too many")))
    }
    fn query_disk(&mut self, query: QueryDisk) -> Result<Vec<DiskOptions>, RemoteError> {
        assert_eq!(query.disk_name, "a");
        Ok(vec![DiskOptions::new(DiskOptionsBranch::__)])
    }
}

/// A client whose peer is a server in the same process.
struct Direct(Dispatcher<ServerCommands>);

impl Execute for Direct {
    type Error = RemoteError;

    fn execute<C: Command>(&mut self, command: &C) -> Result<C::Reply, RemoteError> {
        let request = serde_json::to_vec(&Request::new(command)).unwrap();
        let mut reply = Vec::new();
        self.0.dispatch(&mut Disks, &request, &mut reply).unwrap();
        let response = decode_response::<C>(&reply, Mode::Strict).unwrap();
        response.result
    }
}

#[test]
fn a_server_is_called_by_names_with_dots() {
    let mut client = Direct(Dispatcher::new());
    let disks = client.query_disk("a").unwrap();
    assert_eq!(disks, [DiskOptions::new(DiskOptionsBranch::__)]);
    let error = client.disk_fail(vec![]).unwrap_err();
    assert_eq!(error.desc, "0 faults are too many");
}

#[test]
fn patterns_reach_names_with_dots() {
    use older_names_options::{DiskBase, Fault, server};
    let (message, _) = fault();
    let fault: Fault = round_trip(message);
    // Chosen by `member-types` and `bytes`.
    assert_eq!(fault.set_state, Some(2_i8));
    assert_eq!(fault.key_b64, Some(Bytes::from("hi")));
    // Chosen by `derives`.
    fn is_eq<T: Eq>() {}
    is_eq::<DiskBase>();
    // Chosen by `server.commands`.
    let commands = server::ServerCommands::COMMANDS.iter();
    let names: Vec<&str> = commands.map(|command| command.name).collect();
    assert_eq!(names, ["disk.fail"]);
}

/// A dot of a path separates names or is part of one. Every reading counts.
#[test]
fn a_peer_is_asked_for_members_with_dots() {
    let peer = Introspection::new(&json!([
        {"meta-type": "command", "name": "disk.fail", "arg-type": "0", "ret-type": "3"},
        {"meta-type": "object", "name": "0", "members": [
            {"name": "a.b", "type": "1"}, {"name": "a", "type": "2"}]},
        {"meta-type": "object", "name": "1", "members": [{"name": "c.d", "type": "4"}]},
        {"meta-type": "object", "name": "2", "members": [{"name": "b.c", "type": "3"}]},
        {"meta-type": "object", "name": "3", "members": [{"name": "d.e", "type": "int"}]},
        {"meta-type": "enum", "name": "4", "members": [{"name": "l1_grow.alloc_table"}]},
        {"meta-type": "builtin", "name": "int", "json-type": "int"},
    ]))
    .unwrap();
    for (path, known) in [
        ("a", true),
        ("a.b", true),
        ("a.b.c", true),
        ("a.b.c.d", true),
        ("a.b.c.d.e", true),
        ("a.c", false),
        ("a.b.d", false),
        ("a.", false),
        (".a", false),
        ("a..b", false),
    ] {
        assert_eq!(peer.supports_argument::<DiskFail>(path), known, "{path}");
    }
    let takes = |step| peer.supports_value::<DiskFail>("a.b.c.d", &step);
    assert!(takes(FaultStep::L1GrowAllocTable) && !takes(FaultStep::L1Update));
}
