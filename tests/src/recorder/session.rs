//! A session that sends only commands that the machine has.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::machine::Machine;

/// A machine and its commands.
#[derive(Debug)]
pub(super) struct Session {
    machine: Machine,
    /// The commands, each with `true` if it has a mandatory argument.
    commands: BTreeMap<String, bool>,
}

impl Session {
    /// Asks the machine for its commands.
    pub(super) fn new(mut machine: Machine) -> io::Result<Self> {
        let schema = machine.request(&json!({ "execute": "query-qmp-schema" }))?;
        let entities = schema["return"].as_array().cloned().unwrap_or_default();
        let commands = entities
            .iter()
            .filter(|entity| entity["meta-type"] == "command")
            .filter_map(|command| {
                let name = command["name"].as_str()?.to_owned();
                Some((name, wants_arguments(&entities, command)))
            })
            .collect();
        Ok(Self { machine, commands })
    }

    /// Sends a command, if the machine has it. Returns its result, if it succeeds.
    pub(super) fn ask(&mut self, command: &str, arguments: &Value) -> io::Result<Option<Value>> {
        if !self.commands.contains_key(command) {
            return Ok(None);
        }
        let mut request = json!({ "execute": command });
        if arguments.as_object().is_some_and(|it| !it.is_empty()) {
            request["arguments"] = arguments.clone();
        }
        let reply = self.machine.request(&request)?;
        Ok(reply.get("return").cloned())
    }

    /// Sends a command out of band.
    pub(super) fn ask_out_of_band(&mut self, command: &str, arguments: &Value) -> io::Result<()> {
        let request = json!({ "exec-oob": command, "arguments": arguments, "id": command });
        self.machine.request(&request)?;
        Ok(())
    }

    /// Waits for an event with these members, which may be among the messages from `start` on.
    pub(super) fn wait(
        &mut self,
        start: usize,
        name: &str,
        members: &Map<String, Value>,
    ) -> io::Result<()> {
        let is_it = |message: &Value| {
            let data = &message["data"];
            message["event"] == name && members.iter().all(|(name, value)| data[name] == *value)
        };
        for line in self.machine.traffic().get(start..).unwrap_or_default() {
            if is_it(&serde_json::from_str(line)?) {
                return Ok(());
            }
        }
        while !is_it(&self.machine.receive()?) {}
        Ok(())
    }

    /// Returns the number of messages so far.
    pub(super) fn length(&self) -> usize {
        self.machine.traffic().len()
    }

    /// Returns the names of the queries that need no argument.
    pub(super) fn queries(&self) -> Vec<String> {
        let is_query = |name: &str| name.starts_with("query-") || name.starts_with("x-query-");
        let queries = self.commands.iter();
        queries
            .filter(|(name, wants_arguments)| is_query(name) && !**wants_arguments)
            .map(|(name, _)| name.clone())
            .collect()
    }

    /// Returns the folder in which the machine runs.
    pub(super) fn folder(&self) -> &Path {
        self.machine.process().folder()
    }

    /// Adds to an error the last messages and the machine's standard error.
    pub(super) fn explain(&self, error: &io::Error) -> io::Error {
        let traffic = self.machine.traffic();
        let last = traffic.get(traffic.len().saturating_sub(3)..);
        let last = last.unwrap_or_default().join("\n");
        let complaints = self.machine.process().complaints().unwrap_or_default();
        io::Error::other(format!("{error}, after\n{last}\n{complaints}"))
    }

    /// Ends the machine. Returns its release and all messages.
    pub(super) fn quit(mut self) -> io::Result<(String, Vec<String>)> {
        let version = self.ask("query-version", &json!({}))?.unwrap_or_default();
        let qemu = &version["qemu"];
        let release = format!("{}.{}", qemu["major"], qemu["minor"]);
        self.ask("quit", &json!({}))?;
        Ok((release, self.machine.end()?))
    }
}

/// Returns whether a command has a mandatory argument, by the result of `query-qmp-schema`.
fn wants_arguments(entities: &[Value], command: &Value) -> bool {
    let mut objects = entities.iter();
    let object = objects.find(|it| it["name"] == command["arg-type"]);
    let members = object.and_then(|object| object["members"].as_array());
    let mut members = members.into_iter().flatten();
    members.any(|member| member.get("default").is_none())
}
