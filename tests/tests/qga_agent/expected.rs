//! The cases of QEMU's own test program for agents, except those about configuration.

use qapi_wire::Value;
use serde_json::json;

use super::peer::{Agent, Peer};

fn returned(peer: &mut Peer, command: &str, arguments: Value) -> Value {
    let mut answer = peer.ask(&json!({ "execute": command, "arguments": arguments }));
    assert!(answer.get("error").is_none(), "{command}: {answer}");
    answer["return"].take()
}

fn class(peer: &mut Peer, message: &Value) -> String {
    let refusal = peer.refused(message);
    assert!(!refusal.desc.is_empty());
    refusal.class
}

#[test]
fn synchronisation() {
    let agent = Agent::start(&[]);
    let mut peer = agent.connect();
    // Test programs and clients send the byte and the command separately.
    peer.send(b"\xff");
    peer.send(b"{'execute': 'guest-sync-delimited', 'arguments': {'id': 3735928559 } }");
    let error: Value = serde_json::from_slice(&peer.line()).expect("a complaint about the byte");
    assert_eq!(error["error"]["class"], "GenericError");
    assert_eq!(peer.line(), b"\xff{\"return\": 3735928559}");
    assert_eq!(returned(&mut peer, "guest-sync", json!({"id": 7})), 7);
    assert_eq!(returned(&mut peer, "guest-ping", json!({})), json!({}));
    assert_eq!(
        returned(&mut peer, "guest-info", json!({}))["version"],
        "10.2.2"
    );
}

#[test]
fn envelopes() {
    let agent = Agent::start(&[]);
    let mut peer = agent.connect();
    let answer = peer.ask(&json!({"execute": "guest-ping", "id": 1}));
    assert_eq!(answer, json!({"return": {}, "id": 1}));
    assert_eq!(
        class(&mut peer, &json!({"exec-oob": "guest-ping"})),
        "GenericError"
    );
    assert_eq!(
        class(&mut peer, &json!({"execute": "guest-invalid-cmd"})),
        "CommandNotFound"
    );
    let refusal = peer.refused(&json!({"execute": "guest-ping", "arguments": {"foo": 42}}));
    assert_eq!(refusal.class, "GenericError");
    assert_eq!(refusal.desc, "Parameter 'foo' is unexpected");
}

#[test]
fn files_are_relative_to_the_working_folder() {
    let agent = Agent::start(&[]);
    let mut peer = agent.connect();
    let content = b"Hello World!\n\0";
    let text = "SGVsbG8gV29ybGQhCgA=";
    let open = |peer: &mut Peer, mode: &str| {
        let handle = returned(
            peer,
            "guest-file-open",
            json!({"path": "foo", "mode": mode}),
        );
        handle.as_i64().expect("a number")
    };
    let handle = open(&mut peer, "w+");
    let written = returned(
        &mut peer,
        "guest-file-write",
        json!({"handle": handle, "buf-b64": text}),
    );
    assert_eq!(written, json!({"count": 14, "eof": false}));
    // The written bytes are there, and nothing after them.
    let read =
        |peer: &mut Peer, handle: i64| returned(peer, "guest-file-read", json!({"handle": handle}));
    assert_eq!(
        read(&mut peer, handle),
        json!({"count": 0, "buf-b64": "", "eof": true})
    );
    returned(&mut peer, "guest-file-flush", json!({"handle": handle}));
    returned(&mut peer, "guest-file-close", json!({"handle": handle}));
    assert_eq!(
        std::fs::read(agent.file("foo")).expect("the agent wrote it"),
        content
    );

    let handle = open(&mut peer, "r");
    assert_eq!(
        read(&mut peer, handle),
        json!({"count": 14, "buf-b64": text, "eof": true})
    );
    assert_eq!(
        read(&mut peer, handle),
        json!({"count": 0, "buf-b64": "", "eof": true})
    );
    let seek = json!({"handle": handle, "offset": 6, "whence": "set"});
    assert_eq!(
        returned(&mut peer, "guest-file-seek", seek),
        json!({"position": 6, "eof": false})
    );
    let part = json!({"count": 8, "buf-b64": "V29ybGQhCgA=", "eof": true});
    assert_eq!(read(&mut peer, handle), part);
    returned(&mut peer, "guest-file-close", json!({"handle": handle}));
}

/// Runs a program to its end.
fn exec(peer: &mut Peer, arguments: Value) -> Value {
    let pid = returned(peer, "guest-exec", arguments)["pid"].clone();
    assert!(pid.as_i64() > Some(0));
    loop {
        let status = returned(peer, "guest-exec-status", json!({"pid": pid}));
        if status["exited"] == true {
            return status;
        }
    }
}

#[test]
fn programs() {
    let agent = Agent::start(&[]);
    let mut peer = agent.connect();
    let status = exec(
        &mut peer,
        json!({"path": "echo", "arg": ["-n", "\" test_str \""], "capture-output": true}),
    );
    let expected = json!({"exited": true, "exitcode": 0, "out-data": "IiB0ZXN0X3N0ciAi", "out-truncated": false});
    assert_eq!(status, expected);

    let script =
        "for i in $(seq 4); do if (( $i % 2 )); then echo stdout; else echo stderr 1>&2; fi; done;";
    let run = |mode| json!({"path": "bash", "arg": ["-c", script], "capture-output": mode});
    let status = exec(&mut peer, run("separated"));
    assert_eq!(status["out-data"], "c3Rkb3V0CnN0ZG91dAo=");
    assert_eq!(status["err-data"], "c3RkZXJyCnN0ZGVycgo=");
    let status = exec(&mut peer, run("merged"));
    assert_eq!(
        status["out-data"],
        "c3Rkb3V0CnN0ZGVycgpzdGRvdXQKc3RkZXJyCg=="
    );
    assert_eq!(status.get("err-data"), None);

    let invalid = json!({"execute": "guest-exec", "arguments": {"path": "/bin/invalid-cmd42"}});
    assert_eq!(class(&mut peer, &invalid), "GenericError");
    let nobody = json!({"execute": "guest-exec-status", "arguments": {"pid": 0}});
    assert_eq!(class(&mut peer, &nobody), "GenericError");
}

#[test]
fn what_blocked_commands_answer() {
    let agent = Agent::start(&["-b", "guest-ping,guest-get-time"]);
    let mut peer = agent.connect();
    for command in ["guest-ping", "guest-get-time"] {
        let refusal = peer.refused(&json!({"execute": command}));
        assert_eq!(refusal.class, "CommandNotFound");
        assert!(refusal.desc.contains("has been disabled"), "{refusal}");
    }
    returned(&mut peer, "guest-get-fsinfo", json!({}));
}

#[test]
fn what_allowed_commands_answer() {
    let agent = Agent::start(&["-a", "guest-ping,guest-get-time,guest-info"]);
    let mut peer = agent.connect();
    returned(&mut peer, "guest-ping", json!({}));
    returned(&mut peer, "guest-get-time", json!({}));
    let refusal = peer.refused(&json!({"execute": "guest-get-fsinfo"}));
    assert_eq!(refusal.class, "CommandNotFound");
    assert!(refusal.desc.contains("has been disabled"), "{refusal}");
    // Disabled commands are listed, too.
    let info = returned(&mut peer, "guest-info", json!({}));
    let commands = info["supported_commands"].as_array().expect("a list");
    let enabled = commands
        .iter()
        .filter(|command| command["enabled"] == true)
        .count();
    assert_eq!(enabled, 3);
    assert!(commands.len() > 20);
}

#[test]
fn an_environment_of_one_variable() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let release = folder.path().join("os-release");
    let text = "ID=qemu-ga-test\nNAME=QEMU-GA\nPRETTY_NAME=\"QEMU Guest Agent test\"\nVERSION=\"Test 1\"\n\
        VERSION_ID=1\nVARIANT=\"Unit test \\\"\\'\\$\\`\\\\ and \\\\\\\\ etc.\"\nVARIANT_ID=unit-test\n";
    std::fs::write(&release, text).expect("it is written");
    let release = release.to_str().expect("temporary paths are UTF-8");
    let agent = Agent::start_with(&[], &[("QGA_OS_RELEASE", release)]);
    let info = returned(&mut agent.connect(), "guest-get-osinfo", json!({}));
    let expected = [
        ("id", "qemu-ga-test"),
        ("name", "QEMU-GA"),
        ("pretty-name", "QEMU Guest Agent test"),
        ("version", "Test 1"),
        ("version-id", "1"),
        ("variant", "Unit test \"'$`\\ and \\\\ etc."),
        ("variant-id", "unit-test"),
    ];
    for (member, value) in expected {
        assert_eq!(info[member], value, "{member}");
    }
}
