//! The session with a real QEMU: greeting, capabilities, out of band, events, long lines.

use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream;

use qapi_wire::client::{MAX_LINE, MachineEvent, MachineSession, RequestId};
use qapi_wire::message::{Response, decode_response};
use qapi_wire::{Command, Map, Mode, Value, rt};
use tests::machine::Process;

/// Defines commands of the machine protocol with unlisted arguments.
macro_rules! commands {
    ($($name:ident = $wire:literal, $oob:literal;)*) => { $(
        #[derive(Debug, Clone, Default, PartialEq)]
        struct $name(Map);
        impl rt::Object for $name {
            const TABLE: &'static rt::Table =
                &rt::Table { name: $wire, names: &[], optional: &[] };
            type Members = rt::Free<()>;
            fn made(rt::Free((), rest): Self::Members) -> Self {
                Self(rest)
            }
        }
        impl rt::Serialize for $name {
            fn serialize<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                rt::write_free(out, <Self as rt::Object>::TABLE, (), &self.0)
            }
        }
        rt::object!($name);
        impl Command for $name {
            const NAME: &'static str = $wire;
            const ALLOW_OOB: bool = $oob;
            type Reply = Value;
        }
    )* };
}

commands! {
    QueryVersion = "query-version", false;
    QueryQmpSchema = "query-qmp-schema", false;
    Stop = "stop", false;
    Cont = "cont", false;
    Yank = "yank", true;
    Absent = "x-no-such-command", false;
}

struct Machine {
    _process: Process,
    stream: UnixStream,
    session: MachineSession,
}

impl Machine {
    /// Starts QEMU and waits until its session is ready. Returns `None` if QEMU is not installed.
    fn start() -> Option<Self> {
        let process = Process::start()?;
        let stream = process.connect();
        let mut machine = Self {
            _process: process,
            stream,
            session: MachineSession::new("qmp_capabilities", MAX_LINE),
        };
        let MachineEvent::Ready(greeting) = machine.next() else {
            panic!("it is ready first");
        };
        assert!(greeting.version["qemu"]["major"].is_u64());
        assert_eq!(greeting.capabilities, ["oob"]);
        Some(machine)
    }

    fn next(&mut self) -> MachineEvent {
        let mut buffer = vec![0; 4096];
        loop {
            if let Some(event) = self.session.next_event() {
                return event;
            }
            let outgoing = self.session.outgoing();
            self.stream.write_all(outgoing).expect("QEMU reads");
            self.session.sent(outgoing.len());
            let count = self.stream.read(&mut buffer).expect("QEMU answers");
            assert_ne!(count, 0, "QEMU has closed the connection");
            self.session.receive(&buffer[..count]);
        }
    }

    fn request(&mut self, command: &impl Command) -> RequestId {
        self.session.request(command).expect("it is ready")
    }

    /// Returns the next reply, and the names of the events before it.
    fn reply(&mut self) -> (RequestId, Response<Value>, Vec<String>) {
        let mut events = Vec::new();
        loop {
            match self.next() {
                MachineEvent::Reply(id, text) => {
                    let response = decode_response::<QueryVersion>(&text, Mode::Strict);
                    return (id, response.expect("a reply"), events);
                }
                MachineEvent::Event(name, _) => events.push(name),
                other => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn replies_come_by_id_and_out_of_band_ones_first() {
    let Some(mut machine) = Machine::start() else {
        return;
    };
    assert!(machine.session.runs_out_of_band());
    // Twelve commands in band, four of them held back, and one that overtakes them, with schemas of
    // 200 kB in between.
    let in_band: Vec<RequestId> = (0..12)
        .map(|_| machine.request(&QueryQmpSchema::default()))
        .collect();
    let mut yank = Yank::default();
    yank.0
        .insert("instances".to_owned(), Value::Array(Vec::new()));
    let out_of_band = (machine.session.request_out_of_band(&yank)).expect("yank can");
    let mut order = Vec::new();
    for _ in 0..13 {
        let (id, response, _) = machine.reply();
        response.result.expect("a success");
        order.push(id);
    }
    let place = order
        .iter()
        .position(|id| *id == out_of_band)
        .expect("it is there");
    assert!(place < 8, "it came at place {place}");
    order.remove(place);
    assert_eq!(order, in_band);
}

#[test]
fn events_errors_and_requests_that_are_given_up() {
    let Some(mut machine) = Machine::start() else {
        return;
    };
    let absent = machine.request(&Absent::default());
    let (id, response, _) = machine.reply();
    assert_eq!(id, absent);
    let error = response.result.expect_err("there is no such command");
    assert_eq!(error.class.to_string(), "CommandNotFound");

    let given_up = machine.request(&QueryQmpSchema::default());
    machine.session.cancel(given_up);
    let stop = machine.request(&Stop::default());
    machine.request(&Cont::default());
    let (id, _, mut events) = machine.reply();
    assert_eq!(id, stop, "nobody waits for the schema");
    events.extend(machine.reply().2);
    // The events of the last command may come after its reply.
    while !(events.iter().any(|name| name == "RESUME")) {
        let MachineEvent::Event(name, _) = machine.next() else {
            panic!("no reply is due");
        };
        events.push(name);
    }
    assert!(events.iter().any(|name| name == "STOP"));
    let version = machine.request(&QueryVersion::default());
    assert_eq!(machine.reply().0, version);
}
