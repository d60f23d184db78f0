//! The client's session with a machine: greeting, ids, events, out of band, the limit in band.

use qapi_wire::client::{MAX_LINE, MachineEvent, MachineSession, NotReady, Violation};
use qapi_wire::message::decode_response;
use qapi_wire::{Mode, Value};
use serde_json::json;

use crate::storage::VolumeRef;
use crate::storage::commands::{VolumeAdd, VolumeHalt, VolumePing};

fn line(message: &Value) -> Vec<u8> {
    format!("{message}\n").into_bytes()
}

fn greeting(capabilities: &[&str]) -> Vec<u8> {
    line(
        &json!({ "QMP": { "version": { "qemu": { "major": 10 } }, "capabilities": capabilities } }),
    )
}

fn sent(session: &mut MachineSession) -> Vec<Value> {
    let bytes = session.outgoing().to_vec();
    session.sent(bytes.len());
    let lines = bytes.split(|&byte| byte == b'\n');
    lines
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}

fn event(name: &str) -> Value {
    json!({ "event": name, "timestamp": { "seconds": -1, "microseconds": -1 } })
}

fn session(capabilities: &[&str]) -> MachineSession {
    let mut session = MachineSession::new("negotiate", MAX_LINE);
    session.receive(&greeting(capabilities));
    assert_eq!(session.next_event(), None);
    sent(&mut session);
    session.receive(b"{\"return\": {}, \"id\": 0}\n");
    assert!(matches!(session.next_event(), Some(MachineEvent::Ready(_))));
    session
}

fn add() -> VolumeAdd {
    VolumeAdd {
        volume: VolumeRef::Reference("v".into()),
        force: None,
    }
}

fn reply(session: &mut MachineSession, request: &Value) -> Option<MachineEvent> {
    session.receive(&line(&json!({ "return": {}, "id": request["id"] })));
    session.next_event()
}

#[test]
fn the_capabilities_that_are_offered_are_asked_for() {
    let cases: [(&[&str], Value); 2] = [
        (&[], json!({ "execute": "negotiate", "id": 0 })),
        (
            &["new", "oob"],
            json!({ "execute": "negotiate", "arguments": { "enable": ["oob"] }, "id": 0 }),
        ),
    ];
    for (capabilities, expected) in cases {
        let mut session = MachineSession::new("negotiate", MAX_LINE);
        assert!(matches!(
            session.request(&VolumePing {}),
            Err(NotReady::Busy)
        ));
        // Events come before the greeting, too.
        session.receive(&line(&event("EARLY")));
        assert!(
            matches!(session.next_event(), Some(MachineEvent::Event(name, _)) if name == "EARLY")
        );
        session.receive(&greeting(capabilities));
        assert_eq!(session.next_event(), None);
        assert_eq!(sent(&mut session), [expected]);
        assert!(!session.is_ready());
        session.receive(&line(&json!({ "return": {}, "id": 0 })));
        let Some(MachineEvent::Ready(greeting)) = session.next_event() else {
            panic!("it is ready");
        };
        assert_eq!(greeting.capabilities, capabilities);
        assert_eq!(greeting.version["qemu"]["major"], 10);
        assert_eq!(session.runs_out_of_band(), !capabilities.is_empty());
    }
}

#[test]
fn a_negotiation_that_is_refused_is_told() {
    let mut session = MachineSession::new("negotiate", MAX_LINE);
    session.receive(&greeting(&[]));
    session.receive(b"{\"id\": 0, \"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}}\n");
    let failed = session.next_event();
    assert!(matches!(
        failed,
        Some(MachineEvent::Failed(Violation::Complaint(_)))
    ));
    assert!(!session.is_ready());
}

#[test]
fn replies_find_their_requests_in_any_order() {
    let mut session = session(&["oob"]);
    let slow = session.request(&VolumePing {}).unwrap();
    let quick = session.request_out_of_band(&add()).unwrap();
    let requests = sent(&mut session);
    assert_eq!(requests[0]["execute"], "volume-ping");
    assert_eq!(requests[1]["exec-oob"], "volume-add");
    assert!(
        matches!(reply(&mut session, &requests[1]), Some(MachineEvent::Reply(id, _)) if id == quick)
    );
    session.receive(&line(&event("BETWEEN")));
    assert!(
        matches!(session.next_event(), Some(MachineEvent::Event(name, _)) if name == "BETWEEN")
    );
    assert!(
        matches!(reply(&mut session, &requests[0]), Some(MachineEvent::Reply(id, _)) if id == slow)
    );
    // A second reply has no request.
    assert_eq!(reply(&mut session, &requests[0]), None);
    assert_eq!(reply(&mut session, &json!({ "id": "other" })), None);
}

#[test]
fn out_of_band_is_for_peers_and_commands_that_can() {
    let mut with = session(&["oob"]);
    let mut without = session(&[]);
    assert!(matches!(
        with.request_out_of_band(&VolumePing {}),
        Err(NotReady::NoOutOfBand)
    ));
    assert!(matches!(
        without.request_out_of_band(&add()),
        Err(NotReady::NoOutOfBand)
    ));
}

#[test]
fn eight_are_under_way_in_band_and_the_rest_wait() {
    let mut session = session(&["oob"]);
    let ids: Vec<_> = (0..11)
        .map(|_| session.request(&VolumePing {}).unwrap())
        .collect();
    let requests = sent(&mut session);
    assert_eq!(requests.len(), 8);
    session.request_out_of_band(&add()).unwrap();
    assert_eq!(sent(&mut session).len(), 1, "out of band is not held");

    // A held request is never sent. A sent one counts until its reply, which is dropped.
    session.cancel(ids[8]);
    session.cancel(ids[0]);
    assert_eq!(reply(&mut session, &requests[0]), None);
    let next = sent(&mut session);
    assert_eq!(next.len(), 1);
    assert!(
        matches!(reply(&mut session, &next[0]), Some(MachineEvent::Reply(id, _)) if id == ids[9])
    );
    assert_eq!(sent(&mut session).len(), 1);
    assert!(
        matches!(reply(&mut session, &requests[1]), Some(MachineEvent::Reply(id, _)) if id == ids[1])
    );
    assert_eq!(sent(&mut session).len(), 0);
}

#[test]
fn what_breaks_the_protocol_is_told() {
    let mut session = session(&[]);
    let complaint = json!({ "error": { "class": "GenericError", "desc": "parse error" } });
    session.receive(&line(&complaint));
    assert!(matches!(
        session.next_event(),
        Some(MachineEvent::Failed(Violation::Complaint(_)))
    ));
    session.receive(b"[]\n{}\n");
    for _ in 0..2 {
        assert!(matches!(
            session.next_event(),
            Some(MachineEvent::Failed(Violation::NotAMessage(_)))
        ));
    }
    assert_eq!(session.next_event(), None);
}

#[test]
fn any_split_of_the_stream_gives_the_same() {
    let stream = [
        line(&event("EARLY")),
        greeting(&["oob"]),
        b"{\"return\": {}, \"id\": 0}\r\n".to_vec(),
        line(&event("BETWEEN")),
        line(&json!({ "return": { "text": "\u{e9}\n\"" }, "id": 2 })),
        b"{\"cut\xff".to_vec(),
        line(&json!({ "return": {}, "id": "nobody's" })),
        line(&json!({ "error": { "class": "GenericError", "desc": "no" }, "id": 1 })),
        b"\n[]\n".to_vec(),
    ]
    .concat();
    let events = |pieces: &mut dyn Iterator<Item = &[u8]>| {
        let mut session = MachineSession::new("negotiate", MAX_LINE);
        let mut events = Vec::new();
        for piece in pieces {
            session.receive(piece);
            while let Some(event) = session.next_event() {
                if matches!(event, MachineEvent::Ready(_)) {
                    session.request(&VolumePing {}).unwrap();
                    session.request(&VolumePing {}).unwrap();
                }
                events.push(event);
            }
        }
        events
    };
    let whole = events(&mut std::iter::once(&*stream));
    assert_eq!(whole.len(), 6, "{whole:?}");
    for at in 0..=stream.len() {
        let (first, second) = stream.split_at(at);
        assert_eq!(
            events(&mut [first, second].into_iter()),
            whole,
            "cut at {at}"
        );
        assert_eq!(
            events(&mut stream.chunks(at + 1)),
            whole,
            "pieces of {}",
            at + 1
        );
    }
}

#[test]
fn a_command_that_ends_the_peer_succeeds() {
    let mut session = session(&[]);
    let ping = session.request(&VolumePing {}).unwrap();
    let cancelled = session.request(&VolumeHalt {}).unwrap();
    session.cancel(cancelled);
    let halt = session.request(&VolumeHalt {}).unwrap();
    // The request was not sent completely.
    assert_eq!(session.closed(), None);
    sent(&mut session);
    let Some(MachineEvent::Reply(id, text)) = session.closed() else {
        panic!("the peer has gone with the machine");
    };
    assert_eq!(id, halt);
    let response = decode_response::<VolumeHalt>(&text, Mode::Strict).unwrap();
    assert!(response.result.is_ok());
    // The ping will have no reply.
    assert_ne!(id, ping);
    assert_eq!(session.closed(), None);
}

#[test]
fn a_held_request_that_ends_the_peer_succeeds_once_it_is_sent() {
    let mut session = session(&[]);
    for _ in 0..8 {
        session.request(&VolumePing {}).unwrap();
    }
    let halt = session.request(&VolumeHalt {}).unwrap();
    let first = sent(&mut session).remove(0);
    assert_eq!(session.closed(), None);
    assert!(reply(&mut session, &first).is_some());
    sent(&mut session);
    assert!(matches!(session.closed(), Some(MachineEvent::Reply(id, _)) if id == halt));
}
