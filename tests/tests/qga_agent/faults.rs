//! Clients that make errors, or act at the wrong time.

use std::io::{Read as _, Write as _};

use qapi_wire::Value;
use qga_types::commands::*;
use serde_json::json;

use super::peer::{Agent, Peer};

const PING: &str = r#"{"execute": "guest-ping"}"#;

/// Checks that the agent is in step, after any input.
fn in_step(peer: &mut Peer) {
    peer.send("\u{1b}");
    peer.send([0xFF]);
    peer.send(r#"{"execute": "guest-sync-delimited", "arguments": {"id": -42}}"#);
    let mut lines = 0;
    while peer.line() != b"\xff{\"return\": -42}" {
        lines += 1;
        assert!(lines < 100, "the agent is out of step");
    }
    peer.call(&GuestPing::new());
}

#[test]
fn messages_in_pieces_and_together() {
    let agent = Agent::start(&[]);
    let mut peer = agent.connect();
    let message = b"\n {'execute':\n\t'guest-sync' , \"arguments\": {\"id\": 7}}\r\n";
    for byte in message {
        peer.send([*byte]);
    }
    assert_eq!(peer.message(), json!({"return": 7}));
    let many: String = (0..1000)
        .map(|id| format!(r#"{{"execute":"guest-sync","arguments":{{"id":{id}}},"id":"{id}"}}"#))
        .collect();
    peer.send(many);
    for id in 0..1000 {
        assert_eq!(peer.message(), json!({"return": id, "id": id.to_string()}));
    }
}

#[test]
fn a_message_that_is_dropped_half_way() {
    let agent = Agent::start(&[]);
    let mut peer = agent.connect();
    for half in [
        &b"{\"execute\": \"guest-pi"[..],
        b"{\"a\": [1, {",
        b"\xff\xff",
        b"\x1b",
        b"\"",
        b"tru",
    ] {
        peer.send(half);
        in_step(&mut peer);
    }
    // The client disconnects within a message. The next client is not affected.
    peer.send(b"{\"execute\": ");
    drop(peer);
    agent.connect().call(&GuestPing::new());
}

#[test]
fn what_is_no_request_is_refused_and_the_next_is_served() {
    let agent = Agent::start(&[]);
    let mut peer = agent.connect();
    let deep = format!("{}{}", "[".repeat(500), "]".repeat(500));
    let bad = [
        "42 ",
        "null ",
        "[]",
        "{}",
        "{]",
        "}",
        "{\"execute\"}",
        "{\"execute\": 1}",
        "{\"execute\": \"guest-ping\", \"arguments\": null}",
        "{\"execute\": \"guest-ping\", \"arguments\": []}",
        "{\"execute\": \"guest-ping\", \"x\": 1}",
        "{\"execute\": \"guest-ping\", \"execute\": \"guest-ping\"}",
        "{\"execute\": \"guest-ping\",}",
        "{\"execute\": \"\\ud800\"}",
        "{\"execute\": \"\"}",
        "{\"execute\": \"guest-sync\", \"arguments\": {\"id\": 9223372036854775808}}",
        "{\"execute\": \"guest-sync\", \"arguments\": {\"id\": 1.0}}",
        "{\"execute\": \"guest-file-read\", \"arguments\": {\"handle\": 1, \"count\": null}}",
        "{\"execute\": \"guest-exec\", \"arguments\": {\"path\": \"x\\u0000y\"}}",
        "{\"execute\": \"guest-file-open\", \"arguments\": {\"path\": \"\\u0000\"}}",
        "{\"execute\": \"guest-file-write\", \"arguments\": {\"handle\": 1, \"buf-b64\": \"%\"}}",
        "{\"execute\": \"guest-exec\", \"arguments\": {\"path\": \"true\", \"capture-output\": 1}}",
        "{\"execute\": \"guest-exec\", \"arguments\": {\"path\": \"true\", \"capture-output\": \"all\"}}",
        "{\"execute\": \"guest-exec\", \"arguments\": {\"path\": \"true\", \"env\": [\"novalue\"]}}",
        "{\"execute\": \"guest-file-seek\", \"arguments\": {\"handle\": 1, \"offset\": 0, \"whence\": 3}}",
        &deep,
    ];
    for message in bad {
        peer.send(message);
        let answer = peer.message();
        assert!(answer["error"]["class"].is_string(), "{message}: {answer}");
        in_step(&mut peer);
    }
}

#[test]
fn a_string_of_64_megabytes() {
    let agent = Agent::start(&[]);
    let mut peer = agent.connect();
    let mut writer = peer.stream.try_clone().expect("a second handle");
    let thread = std::thread::spawn(move || {
        writer
            .write_all(b"{\"execute\": \"")
            .expect("the agent reads");
        let chunk = vec![b'x'; 1 << 20];
        for _ in 0..65 {
            writer.write_all(&chunk).expect("the agent reads");
        }
        writer.write_all(b"\"}").expect("the agent reads");
    });
    let answer = peer.message();
    assert_eq!(answer["error"]["class"], "GenericError", "{answer}");
    thread.join().expect("all of it was sent");
    in_step(&mut peer);
}

#[test]
fn a_client_that_does_not_read() {
    let agent = Agent::start(&[]);
    let path = agent.file("large");
    let content: Vec<u8> = (0..20 << 20)
        .map(|at: u32| (at ^ (at >> 8)) as u8)
        .collect();
    std::fs::write(&path, &content).expect("it is written");
    let mut slow = agent.connect();
    let handle = slow.call(&GuestFileOpen::new(path.to_str().expect("UTF-8")));
    let read =
        json!({"execute": "guest-file-read", "arguments": {"handle": handle, "count": 48 << 20}});
    slow.send(read.to_string());
    // The reply does not fit into the socket. The agent waits for this client, and serves others.
    let mut other = agent.connect();
    other.call(&GuestPing::new());
    other.call(&GuestFileOpen::new("/proc/self/stat"));
    let text = slow.line();
    let text = text
        .strip_prefix(b"{\"return\": ")
        .and_then(|text| text.strip_suffix(b"}"));
    let reply: qga_types::GuestFileRead =
        qapi_wire::decode(text.expect("a reply"), qapi_wire::Mode::Strict).expect("it is whole");
    assert!(*reply.buf_b64 == content);
    assert_eq!((reply.count, reply.eof), (20 << 20, true));
    // A client that disconnects instead does not affect the others.
    slow.send(read.to_string());
    let seek = json!({"execute": "guest-file-seek", "arguments": {"handle": handle, "offset": 0, "whence": 0}});
    slow.send(seek.to_string());
    slow.send(read.to_string());
    drop(slow);
    other.call(&GuestPing::new());
}

#[test]
fn two_hundred_clients_in_turn() {
    let agent = Agent::start(&[]);
    let path = agent.file("data");
    std::fs::write(&path, "0123456789".repeat(20)).expect("it is written");
    let handle = agent
        .connect()
        .call(&GuestFileOpen::new(path.to_str().expect("UTF-8")));
    let descriptors = || {
        std::fs::read_dir(agent.proc("fd"))
            .expect("it runs")
            .count()
    };
    let before = descriptors();
    for turn in 0..200 {
        let mut peer = agent.connect();
        peer.call(&GuestPing::new());
        // Files belong to the agent. Each client continues where the last one stopped.
        let read = peer.call(&GuestFileRead::new(handle).with_count(1));
        assert_eq!(*read.buf_b64, [b'0' + turn % 10]);
    }
    super::peer::wait_for(|| descriptors() <= before);
}

#[test]
fn a_client_that_closes_its_sending_side_gets_its_replies() {
    let agent = Agent::start(&[]);
    let mut peer = agent.connect();
    peer.send(PING.repeat(3));
    peer.stream
        .shutdown(std::net::Shutdown::Write)
        .expect("half of it closes");
    let mut text = String::new();
    for _ in 0..3 {
        let answer: Value = peer.message();
        text.push_str(&answer.to_string());
    }
    assert_eq!(text, r#"{"return":{}}"#.repeat(3));
    assert_eq!(peer.stream.read(&mut [0]).expect("the agent closes"), 0);
}

/// Returns a fragment of a message, by a number.
fn fragment(number: u32) -> &'static [u8] {
    const FRAGMENTS: [&[u8]; 40] = [
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b",",
        b"\"execute\"",
        b"'execute'",
        b"\"arguments\"",
        b"\"id\"",
        b"\"exec-oob\"",
        b"\"guest-ping\"",
        b"\"guest-sync\"",
        b"\"guest-sync-delimited\"",
        b"\"guest-file-read\"",
        b"\"guest-file-seek\"",
        b"\"guest-exec-status\"",
        b"\"guest-info\"",
        b"\"handle\"",
        b"\"count\"",
        b"\"whence\"",
        b"\"pid\"",
        b"null",
        b"true",
        b"-1",
        b"9223372036854775807",
        b"1e400",
        b"0.5",
        b"\"\\u0000\"",
        b"\"\\ud800\"",
        b"\"a",
        b"\\",
        b"\xff",
        b"\x1b",
        b"\x00",
        b"\n",
        b" ",
        b"\xc3\xa9",
        b"{\"execute\": \"guest-ping\"}",
        b"{\"execute\": \"guest-sync\", \"arguments\": {\"id\": ",
    ];
    FRAGMENTS[number as usize % FRAGMENTS.len()]
}

#[test]
fn fragments_in_any_order() {
    let agent = Agent::start(&[]);
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 16
    };
    for _ in 0..50 {
        let mut peer = agent.connect();
        let text: Vec<u8> = (0..400).flat_map(|_| fragment(next())).copied().collect();
        let mut writer = peer.stream.try_clone().expect("a second handle");
        let thread = std::thread::spawn(move || writer.write_all(&text).expect("the agent reads"));
        thread.join().expect("all of it was sent");
        // Errors are lines of JSON. Then the agent is in step.
        peer.send(b"\x1b\xff{\"execute\": \"guest-sync-delimited\", \"arguments\": {\"id\": -77}}");
        loop {
            let line = peer.line();
            if line == b"\xff{\"return\": -77}" {
                break;
            }
            let text = line.strip_prefix(b"\xff").unwrap_or(&line);
            let message: Value = serde_json::from_slice(text).expect("each line is JSON");
            assert!(
                message.get("return").is_some() || message["error"]["class"].is_string(),
                "{message}"
            );
        }
    }
}
