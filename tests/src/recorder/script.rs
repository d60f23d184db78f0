//! The commands of a session.
//!
//! Most are in the files of `script/`. A line `NAME ARGUMENTS` is a command, its arguments in JSON.
//! A line `=> EVENT MEMBERS` waits for an event with these members, if the previous command
//! succeeded.

use std::io;
use std::os::unix::net::UnixStream;
use std::time::Duration;

use serde_json::{Map, Value, json};

use super::session::Session;

/// The number of CPU models that are expanded, in addition to those with well-known names.
const MODELS: usize = 3;

/// Sends all commands: queries, changes, and the queries again. Some machines crash in a migration.
pub(super) fn run(session: &mut Session, migrates: bool) -> io::Result<()> {
    queries(session)?;
    lines(session, include_str!("script/queries.txt"))?;
    properties(session)?;
    virtio_devices(session)?;
    cpu_models(session)?;
    lines(session, include_str!("script/back_ends.txt"))?;
    viewer(session)?;
    lines(session, include_str!("script/block.txt"))?;
    lines(session, include_str!("script/devices.txt"))?;
    cpu(session)?;
    queries(session)?;
    session.ask_out_of_band("yank", &json!({ "instances": [] }))?;
    if migrates {
        lines(session, include_str!("script/migration.txt"))?;
        end_of_migration(session)?;
    }
    lines(session, include_str!("script/power.txt"))?;
    queries(session)
}

fn lines(session: &mut Session, text: &str) -> io::Result<()> {
    let mut succeeded = false;
    let mut start = session.length();
    for line in text.lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (line, waits) = match line.strip_prefix("=> ") {
            Some(event) => (event, true),
            None => (line, false),
        };
        let (name, members) = line.split_once(' ').unwrap_or((line, "{}"));
        if !waits {
            start = session.length();
            let arguments = serde_json::from_str(members)?;
            succeeded = session.ask(name, &arguments)?.is_some();
        } else if succeeded {
            session.wait(start, name, &serde_json::from_str(members)?)?;
        }
    }
    Ok(())
}

/// Sends every query that needs no argument.
fn queries(session: &mut Session) -> io::Result<()> {
    for query in session.queries() {
        session.ask(&query, &json!({}))?;
    }
    Ok(())
}

/// Returns the elements of the list that a command returns.
fn list(session: &mut Session, command: &str, arguments: &Value) -> io::Result<Vec<Value>> {
    match session.ask(command, arguments)? {
        Some(Value::Array(elements)) => Ok(elements),
        _ => Ok(Vec::new()),
    }
}

fn properties(session: &mut Session) -> io::Result<()> {
    for path in ["/machine", "/objects/thread0"] {
        for property in list(session, "qom-list", &json!({ "path": path }))? {
            let arguments = json!({ "path": path, "property": property["name"] });
            session.ask("qom-get", &arguments)?;
        }
    }
    Ok(())
}

fn virtio_devices(session: &mut Session) -> io::Result<()> {
    for device in list(session, "x-query-virtio", &json!({}))? {
        let path = &device["path"];
        session.ask("x-query-virtio-status", &json!({ "path": path }))?;
        for command in [
            "x-query-virtio-queue-status",
            "x-query-virtio-queue-element",
        ] {
            session.ask(command, &json!({ "path": path, "queue": 0 }))?;
        }
    }
    Ok(())
}

fn cpu_models(session: &mut Session) -> io::Result<()> {
    let models = list(session, "query-cpu-definitions", &json!({}))?;
    let mut models: Vec<&str> = models.iter().filter_map(|it| it["name"].as_str()).collect();
    models.sort_unstable();
    let step = models.len().div_ceil(MODELS).max(1);
    let known = ["max", "base", "qemu"];
    let known = known.iter().filter(|name| models.contains(name));
    let expanded: Vec<&str> = models.iter().step_by(step).chain(known).copied().collect();
    for model in &expanded {
        for ty in ["full", "static"] {
            let arguments = json!({ "type": ty, "model": { "name": model } });
            session.ask("query-cpu-model-expansion", &arguments)?;
        }
    }
    for (a, b) in expanded.iter().zip(expanded.iter().skip(1)) {
        let arguments = json!({ "modela": { "name": a }, "modelb": { "name": b } });
        session.ask("query-cpu-model-comparison", &arguments)?;
        session.ask("query-cpu-model-baseline", &arguments)?;
    }
    Ok(())
}

/// Connects to the screen and disconnects.
fn viewer(session: &mut Session) -> io::Result<()> {
    let (start, any) = (session.length(), Map::new());
    let viewer = UnixStream::connect(session.folder().join("vnc"))?;
    session.wait(start, "VNC_CONNECTED", &any)?;
    session.ask("query-vnc", &json!({}))?;
    session.ask("query-vnc-servers", &json!({}))?;
    drop(viewer);
    session.wait(start, "VNC_DISCONNECTED", &any)
}

/// Adds a CPU, if a slot is free.
fn cpu(session: &mut Session) -> io::Result<()> {
    let cpus = list(session, "query-hotpluggable-cpus", &json!({}))?;
    if let Some(cpu) = cpus.iter().find(|cpu| cpu.get("qom-path").is_none()) {
        let mut device = cpu["props"].clone();
        device["driver"] = cpu["type"].clone();
        device["id"] = "cpu0".into();
        session.ask("device_add", &device)?;
        session.ask("query-cpus-fast", &json!({}))?;
        session.ask("query-hotpluggable-cpus", &json!({}))?;
    }
    Ok(())
}

/// Waits until a completed migration has ended.
fn end_of_migration(session: &mut Session) -> io::Result<()> {
    for _ in 0..100 {
        let status = session.ask("query-status", &json!({}))?;
        if status.is_none_or(|status| status["status"] != "finish-migrate") {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    session.ask("query-migrate", &json!({}))?;
    Ok(())
}
