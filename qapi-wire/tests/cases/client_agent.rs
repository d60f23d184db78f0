//! The client's session with an agent: sync, ids, late replies, and any split of the stream.

use qapi_wire::client::{AgentEvent, AgentSession, NotReady, SyncCommands};
use qapi_wire::message::{ErrorClass, decode_response};
use qapi_wire::{Mode, Value};
use serde_json::json;

use crate::storage::commands::{VolumeHalt, VolumePing};

const NAMES: SyncCommands = SyncCommands {
    delimited: "sync-marked",
    plain: "sync",
};
const STRAY: &[u8] = b"{\"error\": {\"class\": \"GenericError\", \"desc\": \"stray byte\"}}\n";

/// Returns the messages that the session sends, without the byte before the first.
fn sent(session: &mut AgentSession) -> Vec<Value> {
    let bytes = session.outgoing().to_vec();
    session.sent(bytes.len());
    let text = bytes.strip_prefix(b"\xff").unwrap_or(&bytes);
    assert!(text.is_empty() || text.ends_with(b"\n"));
    let lines = text.split(|&byte| byte == b'\n');
    lines
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}

fn number(request: &Value) -> i64 {
    request["arguments"]["id"].as_i64().unwrap()
}

fn line(message: &Value) -> Vec<u8> {
    format!("{message}\n").into_bytes()
}

fn marked(number: i64) -> Vec<u8> {
    [&b"\xff"[..], &line(&json!({ "return": number }))].concat()
}

/// Returns a session in sync with a peer that echoes ids, or does not.
fn session(echoes: bool) -> AgentSession {
    let mut session = AgentSession::new(NAMES, 1000);
    session.begin_sync();
    assert_eq!(session.outgoing().first(), Some(&0xff));
    let sync = sent(&mut session).remove(0);
    session.receive(&[STRAY, &marked(number(&sync))].concat());
    assert_eq!(session.next_event(), None);
    let probe = sent(&mut session).remove(0);
    assert_eq!(probe["id"], probe["arguments"]["id"]);
    let reply = if echoes {
        json!({ "return": number(&probe), "id": probe["id"] })
    } else {
        json!({ "error": { "class": "GenericError", "desc": "'id' is unexpected" } })
    };
    session.receive(&line(&reply));
    assert_eq!(session.next_event(), Some(AgentEvent::Ready));
    assert_eq!(session.echoes_ids(), Some(echoes));
    session
}

fn ask(session: &mut AgentSession) -> Value {
    session.request(&VolumePing {}).unwrap();
    sent(session).remove(0)
}

#[test]
fn nothing_is_asked_out_of_sync() {
    let mut session = AgentSession::new(NAMES, 1000);
    let refused = session.request(&VolumePing {});
    assert!(matches!(refused, Err(NotReady::Busy)));
    session.receive(b"{\"return\": {}}\n");
    assert_eq!(session.next_event(), None);
}

#[test]
fn a_sync_skips_what_is_old_and_compares_the_number() {
    let mut session = AgentSession::new(NAMES, 1000);
    session.begin_sync();
    let sync = number(&sent(&mut session)[0]);
    let stale = [
        b"\"half a line\", \"x\": 1}\n".to_vec(),
        line(&json!({ "return": [{ "big": "reply" }] })),
        marked(sync.wrapping_add(1)),
        line(&json!({ "return": sync })),
        [b'x'; 2000].to_vec(),
        b"{\"cut".to_vec(),
    ];
    session.receive(&stale.concat());
    assert_eq!(session.next_event(), None);
    assert_eq!(sent(&mut session), Vec::<Value>::new());
    session.receive(&marked(sync));
    assert_eq!(session.next_event(), None);
    assert_eq!(sent(&mut session).len(), 1, "the probe");
}

#[test]
fn a_peer_without_the_marked_sync_gets_the_other() {
    let mut session = AgentSession::new(NAMES, 1000);
    session.begin_sync();
    sent(&mut session);
    let absent = json!({ "error": { "class": "CommandNotFound", "desc": "none" } });
    session.receive(&[STRAY, &line(&absent)].concat());
    assert_eq!(session.next_event(), None);
    let plain = sent(&mut session).remove(0);
    assert_eq!(plain["execute"], "sync");
    session.receive(b"{\"return\": -1}\n{\"return\": {}}\n");
    session.receive(&line(&json!({ "return": number(&plain) })));
    assert_eq!(session.next_event(), None);
    let probe = sent(&mut session).remove(0);
    session.receive(&line(&json!({ "return": number(&probe) })));
    assert_eq!(session.next_event(), Some(AgentEvent::Ready));
    assert_eq!(session.echoes_ids(), Some(false));
}

/// Guest agents before QEMU 1.2: no marked sync, no ids, errors with details instead of a sentence.
#[test]
fn a_peer_whose_errors_have_no_description() {
    let error =
        |class: &str, data: Value| line(&json!({ "error": { "class": class, "data": data } }));
    let mut session = AgentSession::new(NAMES, 1000);
    session.begin_sync();
    sent(&mut session);
    let stray = error("JSONParsing", json!({}));
    let absent = error("CommandNotFound", json!({ "name": "sync-marked" }));
    session.receive(&[stray, absent].concat());
    assert_eq!(session.next_event(), None);
    let plain = sent(&mut session).remove(0);
    assert_eq!(plain["execute"], "sync");
    session.receive(&line(&json!({ "return": number(&plain) })));
    assert_eq!(session.next_event(), None);
    sent(&mut session);
    session.receive(&error(
        "QMPExtraInputObjectMember",
        json!({ "member": "id" }),
    ));
    assert_eq!(session.next_event(), Some(AgentEvent::Ready));
    assert_eq!(session.echoes_ids(), Some(false));
    assert!(ask(&mut session).get("id").is_none());
    session.receive(&error(
        "QMPExtraInputObjectMember",
        json!({ "member": "x" }),
    ));
    assert!(matches!(session.next_event(), Some(AgentEvent::Reply(_))));
}

#[test]
fn a_peer_that_refuses_both_syncs_is_known_by_ids() {
    let mut session = AgentSession::new(NAMES, 1000);
    session.begin_sync();
    sent(&mut session);
    let absent = json!({ "class": "CommandNotFound", "desc": "blocked" });
    for _ in 0..2 {
        session.receive(&line(&json!({ "error": absent })));
        assert_eq!(session.next_event(), None);
    }
    let requests = sent(&mut session);
    let id = &requests.last().unwrap()["id"];
    session.receive(&line(&json!({ "error": absent, "id": 1 })));
    session.receive(&line(&json!({ "error": absent })));
    assert_eq!(session.next_event(), None);
    session.receive(&line(&json!({ "error": absent, "id": id })));
    assert_eq!(session.next_event(), Some(AgentEvent::Ready));
    assert_eq!(session.echoes_ids(), Some(true));
}

/// Any input in any state is safe: no panic, and nothing longer than allowed is kept.
#[test]
fn noise_is_survived() {
    let pieces: [&[u8]; 12] = [
        b"\xff",
        b"\n",
        b"\r\n",
        b"{",
        b"}",
        b"{\"return\": {}}",
        b"{\"return\": 1, \"id\": 2}",
        b"\0\xc3",
        b"{\"error\": {\"class\": \"CommandNotFound\", \"desc\": \"\"}}\n",
        b"\"\\ud800\"",
        b"[[[[",
        STRAY,
    ];
    // A generator of numbers that is good enough to pick pieces.
    let mut random = 1_u64;
    let mut pick = |below: usize| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(random >> 33).unwrap() % below
    };
    let mut session = session(true);
    let mut replies = 0;
    for _ in 0..200_000 {
        match pick(40) {
            0 => session.begin_sync(),
            1 => {
                // The peer recovers.
                session.begin_sync();
                let sync = sent(&mut session).remove(0);
                session.receive(&[b"\n", &*marked(number(&sync))].concat());
            }
            2 => {
                let _ = session.request(&VolumePing {});
            }
            piece => session.receive(pieces[piece % pieces.len()]),
        }
        while let Some(event) = session.next_event() {
            if let AgentEvent::Reply(text) = event {
                assert!(text.len() <= 1000);
                replies += 1;
            }
        }
        let unsent = session.outgoing().len();
        session.sent(pick(unsent + 1));
    }
    assert_eq!(replies, 0, "no id was right");
}

#[test]
fn replies_are_told_apart_by_their_ids() {
    let mut session = session(true);
    let request = ask(&mut session);
    assert_eq!(request["execute"], "volume-ping");
    assert!(matches!(
        session.request(&VolumePing {}),
        Err(NotReady::Busy)
    ));
    let others = [
        line(&json!({ "return": {}, "id": 7 })),
        line(&json!({ "return": {} })),
        line(&json!({ "error": { "class": "GenericError", "desc": "late" }, "id": null })),
        line(&json!({ "event": "SOMETHING", "timestamp": { "seconds": 1, "microseconds": 2 } })),
    ];
    session.receive(&others.concat());
    assert_eq!(session.next_event(), None);
    let reply = line(&json!({ "return": {}, "id": request["id"] }));
    session.receive(&reply);
    let expected = reply[..reply.len() - 1].to_vec();
    assert_eq!(session.next_event(), Some(AgentEvent::Reply(expected)));
    assert!(session.is_ready());
}

#[test]
fn without_ids_the_next_reply_counts() {
    let mut session = session(false);
    let request = ask(&mut session);
    assert_eq!(request.get("id"), None);
    session.receive(b"{\"error\": {\"class\": \"DeviceNotFound\", \"desc\": \"no\"}}\n");
    let Some(AgentEvent::Reply(text)) = session.next_event() else {
        panic!("a refusal is a reply");
    };
    let response = decode_response::<VolumePing>(&text, Mode::Lenient).unwrap();
    assert_eq!(
        response.result.unwrap_err().class,
        ErrorClass::DeviceNotFound
    );
}

#[test]
fn after_giving_up_the_next_sync_skips_the_late_reply() {
    for echoes in [true, false] {
        let mut session = session(echoes);
        session.request(&VolumePing {}).unwrap();
        session.sent(5);
        // The request is given up half sent: its rest must not follow.
        session.begin_sync();
        let bytes = session.outgoing().to_vec();
        assert!(bytes.starts_with(b"\xff{\"execute\":\"sync-marked\""));
        let sync = sent(&mut session).remove(0);
        session.receive(b"{\"return\": {}}\n");
        session.receive(&marked(number(&sync)));
        assert_eq!(session.next_event(), Some(AgentEvent::Ready));
        assert_eq!(sent(&mut session), Vec::<Value>::new(), "no second probe");
        let request = ask(&mut session);
        assert_eq!(request.get("id").is_some(), echoes);
    }
}

#[test]
fn violations_end_the_request_only() {
    let complaint = "the peer could not read the request: GenericError: stray byte";
    let cases: [(&[u8], &str); 3] = [
        (STRAY, complaint),
        (
            &[[b'x'; 1001].as_slice(), b"\n"].concat(),
            "the reply is longer than allowed",
        ),
        (
            b"{\"return\": \n",
            "the reply is not a message: not JSON: EOF while parsing a value (line 1, column 11)",
        ),
    ];
    for (bytes, expected) in cases {
        let mut session = session(true);
        ask(&mut session);
        session.receive(bytes);
        let Some(AgentEvent::Failed(violation)) = session.next_event() else {
            panic!("{expected}");
        };
        assert_eq!(violation.to_string(), expected);
        assert!(!session.is_ready());
        session.begin_sync();
        let sync = sent(&mut session).remove(0);
        session.receive(&marked(number(&sync)));
        assert_eq!(session.next_event(), Some(AgentEvent::Ready));
    }
}

/// The replies are the same however the stream is split into three parts.
#[test]
fn any_split_of_the_stream_gives_the_same() {
    let mut whole = session(true);
    let id = ask(&mut whole)["id"].clone();
    let stream = [
        line(&json!({ "return": {}, "id": 1 })),
        b"{\"cut\xff".to_vec(),
        line(&json!({ "event": "E", "timestamp": { "seconds": 1, "microseconds": 2 } })),
        b"\r\n".to_vec(),
        line(&json!({ "return": { "text": "\u{e9}\n\"" }, "id": id })),
    ]
    .concat();
    whole.receive(&stream);
    let Some(AgentEvent::Reply(expected)) = whole.next_event() else {
        panic!("there is a reply");
    };
    // All rounds share one session. The id of the request differs in each.
    for first in 0..=stream.len() {
        for second in first..=stream.len() {
            let id_now = ask(&mut whole)["id"].to_string();
            // Ids may differ in length, so the expected message gets its own id.
            let text = String::from_utf8_lossy(&expected).replace(&id.to_string(), &id_now);
            let mut parts = stream.clone();
            parts.truncate(stream.len() - expected.len() - 1);
            parts.extend_from_slice(text.as_bytes());
            parts.push(b'\n');
            let cut = |at: usize| at.min(parts.len());
            whole.receive(&parts[..cut(first)]);
            let early = whole.next_event();
            whole.receive(&parts[cut(first)..cut(second)]);
            let middle = whole.next_event();
            whole.receive(&parts[cut(second)..]);
            let reply = early.or(middle).or_else(|| whole.next_event());
            assert_eq!(reply, Some(AgentEvent::Reply(text.into_bytes())));
        }
    }
}

#[test]
fn a_command_that_ends_the_peer_succeeds() {
    for named in [false, true] {
        let mut session = session(true);
        let halt = |session: &mut AgentSession| match named {
            true => session.request_named("volume-halt", None, false).unwrap(),
            false => session.request(&VolumeHalt {}).unwrap(),
        };
        halt(&mut session);
        sent(&mut session);
        let Some(AgentEvent::Reply(text)) = session.give_up() else {
            panic!("the peer has gone with the machine");
        };
        let response = decode_response::<VolumeHalt>(&text, Mode::Strict).unwrap();
        assert!(response.result.is_ok());
        // If the peer is still alive, its reply to that command is skipped.
        assert!(!session.is_ready());
        assert_eq!(session.give_up(), None);
    }
}

#[test]
fn no_other_silence_is_success() {
    let mut session = session(true);
    session.request(&VolumePing {}).unwrap();
    sent(&mut session);
    assert_eq!(session.give_up(), None);
    let mut session = self::session(true);
    session.request_named("volume-new", None, true).unwrap();
    sent(&mut session);
    assert_eq!(session.give_up(), None);
    // The peer cannot have read the whole request.
    let mut session = self::session(true);
    session.request(&VolumeHalt {}).unwrap();
    session.sent(1);
    assert_eq!(session.give_up(), None);
    assert!(!session.is_ready());
}
