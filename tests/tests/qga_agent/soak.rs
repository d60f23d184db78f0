//! Requests of all kinds, many at a time. None is lost, and nothing leaks. A longer test through
//! our client is separate.

use std::fs;

use qapi_wire::Value;
use qga_types::commands::GuestPing;
use serde_json::json;

use super::peer::{Agent, wait_for};

/// The number of requests at a time.
const BATCH: usize = 50;
const REQUESTS: usize = 20_000;

/// Returns the kilobytes of memory that the agent holds.
fn memory(agent: &Agent) -> i64 {
    let status = fs::read_to_string(agent.proc("status")).expect("it runs");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let size = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
    size.expect("a size")
}

/// Returns a number once it no longer changes.
fn settled(number: impl Fn() -> usize) -> usize {
    let mut last = number();
    wait_for(|| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        std::mem::replace(&mut last, number()) == last
    });
    last
}

/// Returns a request, and whether it succeeds. Handles are used in the order of their numbers.
fn request(number: usize) -> (Value, bool) {
    let handle = 1000 + number / BATCH;
    match number % BATCH {
        0 => (
            json!({"execute": "guest-file-open", "arguments": {"path": "data"}}),
            true,
        ),
        1 => (
            json!({"execute": "guest-file-read", "arguments": {"handle": handle, "count": 700}}),
            true,
        ),
        2 => (
            json!({"execute": "guest-file-seek", "arguments": {"handle": handle, "offset": -1, "whence": "end"}}),
            true,
        ),
        3 => (
            json!({"execute": "guest-file-write", "arguments": {"handle": handle, "buf-b64": "eA=="}}),
            false,
        ),
        4 => (
            json!({"execute": "guest-file-close", "arguments": {"handle": handle}}),
            true,
        ),
        5 => (
            json!({"execute": "guest-file-close", "arguments": {"handle": handle}}),
            false,
        ),
        6 => (json!({"execute": "guest-nothing"}), false),
        7 => (
            json!({"execute": "guest-sync", "arguments": {"id": "x"}}),
            false,
        ),
        8 => (json!({"execute": "guest-get-host-name"}), true),
        9 => (json!({"execute": "guest-get-time"}), true),
        10 if number % (100 * BATCH) == 10 || number < 64 * BATCH => {
            let arguments =
                json!({"path": "echo", "arg": [number.to_string()], "capture-output": true});
            (
                json!({"execute": "guest-exec", "arguments": arguments}),
                true,
            )
        }
        11 => (
            json!({"execute": "guest-exec-status", "arguments": {"pid": 0}}),
            false,
        ),
        other if other % 10 == 0 => (json!({"execute": "guest-get-load"}), true),
        _ => (
            json!({"execute": "guest-sync", "arguments": {"id": number}}),
            true,
        ),
    }
}

#[test]
fn many_requests_on_the_way_at_a_time() {
    let agent = Agent::start(&[]);
    fs::write(agent.file("data"), vec![b'x'; 1000]).expect("it is written");
    let descriptors = || fs::read_dir(agent.proc("fd")).expect("it runs").count();
    let idle = settled(descriptors);
    let mut peer = agent.connect();
    let threads = || fs::read_dir(agent.proc("task")).expect("it runs").count();
    // Now the agent serves this client only.
    peer.call(&GuestPing::new());
    wait_for(|| descriptors() == idle + 2);
    let threads_at_first = threads();
    let mut warm = 0;
    for batch in 0..REQUESTS / BATCH {
        let requests: Vec<(usize, (Value, bool))> = (0..BATCH)
            .map(|at| batch * BATCH + at)
            .map(|number| (number, request(number)))
            .collect();
        let mut text = String::new();
        for (number, (request, _)) in &requests {
            let mut request = request.clone();
            request["id"] = json!(number);
            text.push_str(&request.to_string());
        }
        peer.send(text);
        for (number, (request, succeeds)) in &requests {
            let answer = peer.message();
            assert_eq!(answer["id"], json!(number), "{answer}");
            assert_eq!(
                answer.get("return").is_some(),
                *succeeds,
                "{request}: {answer}"
            );
        }
        if batch == REQUESTS / BATCH / 5 {
            warm = memory(&agent);
        }
    }
    // The processes and their threads have ended, and no process is a zombie.
    wait_for(|| descriptors() == idle + 2 && threads() == threads_at_first);
    let children = fs::read_to_string(agent.proc(&format!("task/{}/children", agent.process.id())));
    assert_eq!(children.unwrap_or_default(), "");
    let grown = memory(&agent) - warm;
    assert!(grown < 2048, "memory has grown by {grown} kB");
}
