//! Compares the guest agent's schema in this project's words with upstream's.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use qapi_parser::{Edition, FileSystem, Memory, check, dump};
use serde_json::Value;

/// Returns the dump without docs and without the names of files.
fn facts(loader: &dyn qapi_parser::Loader, path: &str) -> String {
    let outcome = check(loader, path, Edition::Latest).expect("the file is readable");
    let shown: Vec<String> = outcome
        .diagnostics
        .iter()
        .map(|it| it.short(&outcome.sources))
        .collect();
    assert!(shown.is_empty(), "{shown:#?}");
    let dumped = dump(&outcome.schema.expect("no errors"), false);
    let is_fact = |line: &&str| !line.starts_with("module ") && !line.starts_with("include ");
    dumped
        .lines()
        .filter(is_fact)
        .map(|line| format!("{line}\n"))
        .collect()
}

#[test]
fn wire_facts_are_upstream_s() {
    let upstream = tests::shared().join("upstream/qga-10.2.2.json");
    if !upstream.is_file() {
        return tests::skip("upstream's schema of the guest agent");
    }
    let ours = Memory::new().with(qga_schema::FILE_NAME, qga_schema::TEXT);
    let upstream = upstream.to_str().expect("paths are UTF-8");
    let (ours, upstream) = (
        facts(&ours, qga_schema::FILE_NAME),
        facts(&FileSystem, upstream),
    );
    assert!(ours.lines().count() > 500);
    assert_eq!(ours, upstream);
}

/// A release's commands and types, by their names.
struct Release {
    commands: BTreeMap<String, Value>,
    types: BTreeMap<String, Value>,
}

impl Release {
    fn read(path: &Path) -> Self {
        let packed = std::fs::File::open(path).expect("it is readable");
        let entities: Vec<Value> = serde_json::from_reader(flate2::read::GzDecoder::new(packed))
            .expect("a list of entities");
        let name = |entity: &Value| entity["name"].as_str().expect("a name").to_owned();
        let named = entities.into_iter().map(|entity| (name(&entity), entity));
        let (commands, types) = named.partition(|(_, it)| it["meta-type"] == "command");
        Self { commands, types }
    }

    /// Adds the mandatory members of replies of the type `new` that the type `old` of an older
    /// release lacks.
    fn lacking(&self, new: &str, older: &Self, old: &str, lacking: &mut BTreeSet<String>) {
        let (Some(new_type), Some(old_type)) = (self.types.get(new), older.types.get(old)) else {
            return;
        };
        if let (Some(new), Some(old)) = (
            new_type["element-type"].as_str(),
            old_type["element-type"].as_str(),
        ) {
            self.lacking(new, older, old, lacking);
        }
        for branch in new_type["variants"].as_array().into_iter().flatten() {
            let same = |it: &&Value| it["case"] == branch["case"];
            let before = old_type["variants"].as_array();
            let before = before.and_then(|all| all.iter().find(same));
            if let (Some(new), Some(old)) = (
                branch["type"].as_str(),
                before.and_then(|before| before["type"].as_str()),
            ) {
                self.lacking(new, older, old, lacking);
            }
        }
        for member in new_type["members"].as_array().into_iter().flatten() {
            let Some(ty) = member["type"].as_str() else {
                continue;
            };
            let same = |it: &&Value| it["name"] == member["name"];
            match old_type["members"]
                .as_array()
                .and_then(|all| all.iter().find(same))
            {
                Some(before) => {
                    let before_ty = before["type"].as_str().expect("members have types");
                    self.lacking(ty, older, before_ty, lacking);
                    assert!(
                        before.get("default").is_none() || member.get("default").is_some(),
                        "{new}: {member} was optional"
                    );
                }
                None if member.get("default").is_none() => {
                    let member = member["name"].as_str().expect("a name");
                    lacking.insert(format!("{new}.{member}"));
                }
                None => {}
            }
        }
    }
}

#[test]
fn added_members_are_all_that_older_agents_leave_out() {
    let folder = tests::shared().join("upstream/introspection");
    let paths = std::fs::read_dir(&folder).into_iter().flatten();
    let paths = paths.map(|entry| entry.expect("it is readable").path());
    let is_agent_s = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| name.starts_with("qga-") && name.ends_with(".json.gz"))
    };
    let releases: Vec<Release> = paths
        .filter(is_agent_s)
        .map(|it| Release::read(&it))
        .collect();
    if releases.is_empty() {
        return tests::skip("what each release of the guest agent has");
    }
    assert!(releases.len() > 40);
    let file = format!("qga-{}.json.gz", qga_schema::QEMU_VERSION);
    let newest = Release::read(&folder.join(file));
    let mut lacking = BTreeSet::new();
    for older in &releases {
        for (name, command) in &newest.commands {
            let reply = |command: &'_ Value| command["ret-type"].as_str().map(str::to_owned);
            let old = older.commands.get(name).and_then(reply);
            if let (Some(new), Some(old)) = (reply(command), old) {
                newest.lacking(&new, older, &old, &mut lacking);
            }
        }
    }
    assert_eq!(lacking, qga_schema::ADDED_MEMBERS.map(str::to_owned).into());
}
