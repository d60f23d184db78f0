//! Files of recordings, and the exchanges that they leave out.

use std::collections::HashSet;

use tests::recording::Recording;

fn recording(target: &str, messages: &[&str]) -> Recording {
    Recording {
        release: "7.2".to_owned(),
        target: target.to_owned(),
        messages: messages.iter().map(|it| (*it).to_owned()).collect(),
    }
}

#[test]
fn a_file_is_read_as_it_was_written_and_always_has_the_same_bytes() {
    let written = recording(
        "s390x",
        &[r#"{"QMP":{}}"#, r#"{"execute":"stop"}"#, r#"{"return":{}}"#],
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("7.2/s390x.jsonl.gz");
    written.write(folder.path()).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let read = Recording::read_all(folder.path()).unwrap();
    assert_eq!(read.first(), Some(&written));
    assert_eq!(read.len(), 1);
    std::fs::remove_file(&path).unwrap();
    written.write(folder.path()).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    assert_eq!(bytes.get(4..8), Some(&[0; 4][..]), "the header has no time");
}

#[test]
fn commands_are_those_with_a_reply() {
    let messages = [
        r#"{"execute":"stop"}"#,
        r#"{"event":"STOP"}"#,
        r#"{"return":{}}"#,
        r#"{"exec-oob":"yank"}"#,
        r#"{"error":{}}"#,
        r#"{"execute":"quit"}"#,
    ];
    let recording = recording("arm", &messages);
    let commands = recording.commands().unwrap();
    assert_eq!(Vec::from_iter(commands), ["stop", "yank"]);
    let reply = recording.reply("yank").unwrap().expect("it was answered");
    assert!(reply.get("error").is_some());
}

#[test]
fn an_exchange_that_was_seen_is_left_out_and_events_stay() {
    let status = [
        r#"{"execute":"query-status"}"#,
        r#"{"event":"STOP"}"#,
        r#"{"return":1}"#,
    ];
    let changed = [r#"{"execute":"query-status"}"#, r#"{"return":2}"#];
    let mut recording = recording("arm", &[&status[..], &status, &changed].concat());
    recording.leave_out(&mut HashSet::new(), 0).unwrap();
    let wanted = [&status[..], &[r#"{"event":"STOP"}"#], &changed].concat();
    assert_eq!(recording.messages, wanted);
}

#[test]
fn small_exchanges_stay_though_another_target_has_them() {
    let large = format!(r#"{{"return":"{}"}}"#, "x".repeat(100));
    let messages = [
        r#"{"execute":"stop"}"#,
        r#"{"return":{}}"#,
        r#"{"execute":"query-commands"}"#,
        &large,
    ];
    let mut seen = HashSet::new();
    let mut first = recording("arm", &messages);
    first.leave_out(&mut seen, 100).unwrap();
    assert_eq!(first.messages, messages);
    let mut second = recording("avr", &messages);
    second.leave_out(&mut seen, 100).unwrap();
    assert_eq!(second.messages, messages[..2]);
}
