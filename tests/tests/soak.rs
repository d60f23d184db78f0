//! 100,000 mixed requests of our client to our agent. None is lost, and nothing leaks.
#![allow(dead_code, reason = "the soak uses a part of the agents")]

#[path = "qga_client/agents.rs"]
mod agents;

use std::fs;
use std::time::Duration;

use agents::Agent;
use qga_client::types::commands::*;
use qga_client::{Client, Commands as _, Process};

const REQUESTS: u64 = 100_000;

/// The resources that may leak: files, children, kilobytes of memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Held {
    files: usize,
    children: usize,
    memory: u64,
}

impl Held {
    fn of(process: u32) -> Self {
        let folder = format!("/proc/{process}");
        let entries = |name: &str| fs::read_dir(format!("{folder}/{name}"));
        let children = fs::read_to_string(format!("{folder}/task/{process}/children"));
        let status = fs::read_to_string(format!("{folder}/status")).expect("it runs");
        let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let memory = memory.and_then(|text| text.trim().trim_end_matches(" kB").parse().ok());
        Self {
            files: entries("fd").expect("it runs").count(),
            children: children.unwrap_or_default().split_whitespace().count(),
            memory: memory.expect("a size"),
        }
    }
}

/// Runs one round. Returns the number of requests. Each reply is compared with the expected one.
fn round(client: &mut Client, path: &str, round: u64) -> u64 {
    let number = i64::try_from(round).expect("few rounds");
    let mut made = 0;
    for step in 0..80 {
        let expected = number * 1000 + step;
        assert_eq!(client.guest_sync(expected).expect("a number"), expected);
        client.guest_ping().expect("a pong");
        made += 2;
    }
    let content = format!("round {round}: ").repeat(usize::try_from(round % 1000).expect("few"));
    client.write_file(path, &content).expect("it is written");
    assert_eq!(
        client.read_file(path).expect("it is read"),
        content.as_bytes()
    );
    made += 7;
    assert!(
        client
            .guest_info()
            .expect("a reply")
            .supported_commands
            .is_some_and(|commands| !commands.is_empty())
    );
    assert!(
        !client
            .guest_network_get_interfaces()
            .expect("a reply")
            .is_empty()
    );
    assert!(
        client
            .guest_get_osinfo()
            .expect("a reply")
            .machine
            .is_some()
    );
    let refused = client
        .guest_file_open("/nowhere/at/all")
        .expect_err("no file");
    assert!(refused.remote().is_some());
    made += 4;
    if round.is_multiple_of(10) {
        let process = Process::new("/bin/sh")
            .args(["-c", "cat"])
            .input(content.clone());
        assert_eq!(
            client.run(&process).expect("it runs").stdout,
            content.as_bytes()
        );
        made += 2;
    }
    // The client gives up, before or after it has sent the request. A late reply must not be taken
    // for the next.
    for patience in [Duration::ZERO, Duration::from_micros(round % 200)] {
        let _ = client.execute_within(&GuestGetTime::new(), patience);
        let _ = client.execute_within(&GuestFileRead::new(-1), patience);
        made += 2;
    }
    made
}

#[test]
fn a_hundred_thousand_requests() {
    let agent = Agent::start(&tests::program("qga-agent"), &[]);
    let path = agent.file("data");
    let path = path.to_str().expect("temporary paths are UTF-8");
    let mut client = agent.client();
    let (mut made, mut rounds, mut first) = (0, 0_u64, None);
    while made < REQUESTS {
        if rounds.is_multiple_of(2) {
            // 200 connections in turn, too.
            client = agent.client();
        }
        made += round(&mut client, path, rounds);
        rounds += 1;
        // Resources that are used once are allocated now.
        if rounds == 60 {
            first = Some((Held::of(agent.process.id()), Held::of(std::process::id())));
        }
    }
    let (agents, ours) = first.expect("there are more rounds");
    for (name, before, after) in [
        ("the agent", agents, Held::of(agent.process.id())),
        ("the client", ours, Held::of(std::process::id())),
    ] {
        eprintln!(
            "{name}: {before:?} after a tenth, {after:?} after {made} requests in {rounds} rounds"
        );
        assert!(
            after.files <= before.files,
            "{name}: {before:?} became {after:?}"
        );
        assert!(
            after.children <= before.children,
            "{name}: {before:?} became {after:?}"
        );
        let most = before.memory + 4096;
        assert!(after.memory <= most, "{name}: {before:?} became {after:?}");
    }
}
