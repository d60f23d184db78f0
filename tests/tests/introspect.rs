//! Compares the introspection of a schema with the answers of Debian's QEMU to `query-qmp-schema`,
//! both live and recorded.

use qapi_parser::introspect::{Options, SchemaInfo, UnknownNames, introspect};
use qapi_parser::{Edition, FileSystem, check};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tests::machine::Machine;
use tests::recording::Recording;

/// Asks a real machine. Returns `None` without QEMU.
fn real_answer() -> Option<Answer> {
    let mut machine = Machine::start()?;
    Some(Answer::new(
        &machine.ask(&json!({ "execute": "query-qmp-schema" })),
    ))
}

/// An answer, by the names of its entities.
struct Answer(BTreeMap<String, Value>);

impl Answer {
    fn new(reply: &Value) -> Self {
        let infos = reply["return"].as_array().expect("a list").iter();
        let named = infos.map(|info| (text(info, "name").to_owned(), info.clone()));
        Self(named.collect())
    }

    /// Returns the introspection of a release's schema for a target, or `None` if the schema is
    /// missing.
    fn of_schema(release: &str, target: &str) -> Option<Self> {
        let Some(path) = tests::machine_schema(release) else {
            tests::skip(&format!("the schema of QEMU {release}"));
            return None;
        };
        let path = path.to_str().expect("a path in UTF-8");
        let outcome = check(&FileSystem, path, Edition::Auto).expect("the schema is there");
        let schema = outcome.schema.expect("the schema is sound");
        let off = tests::debian::off(release, target).into_iter();
        let mut options = Options {
            values: off.map(|name| (name.to_owned(), false)).collect(),
            mask: true,
        };
        if let Err(UnknownNames(names)) = introspect(&schema, &options) {
            // A release does not have all names.
            let unknown = |name: &String| names.iter().any(|unknown| unknown.name == *name);
            options.values.retain(|name, _| !unknown(name));
        }
        let answer = introspect(&schema, &options).expect("the schema mentions each name");
        let json = |info: &SchemaInfo| serde_json::from_str(&info.to_string()).expect("JSON");
        let infos: Vec<Value> = answer.iter().map(json).collect();
        Some(Self::new(&json!({ "return": infos })))
    }

    /// Returns the names of commands and events.
    fn entries(&self) -> impl Iterator<Item = &String> {
        let entry = |info: &Value| ["command", "event"].contains(&text(info, "meta-type"));
        self.0
            .iter()
            .filter(move |(_, info)| entry(info))
            .map(|(name, _)| name)
    }
}

fn text<'v>(info: &'v Value, key: &str) -> &'v str {
    info[key].as_str().expect("a string")
}

/// Compares two answers by structure, as the numbers for types' names have no meaning.
struct Comparison<'a> {
    left: &'a Answer,
    right: &'a Answer,
    seen: BTreeSet<(String, String)>,
    differences: BTreeSet<String>,
}

impl<'a> Comparison<'a> {
    fn differences(left: &'a Answer, right: &'a Answer) -> BTreeSet<String> {
        let mut comparison = Self {
            left,
            right,
            seen: BTreeSet::new(),
            differences: BTreeSet::new(),
        };
        let names: BTreeSet<&String> = left.entries().chain(right.entries()).collect();
        for name in names {
            match (left.0.contains_key(name), right.0.contains_key(name)) {
                (true, true) => comparison.types(name, name, name),
                _ => comparison.differ(name, "is on one side only"),
            }
        }
        comparison.differences
    }

    fn differ(&mut self, path: &str, what: impl std::fmt::Display) {
        self.differences.insert(format!("{path} {what}"));
    }

    fn types(&mut self, left: &str, right: &str, path: &str) {
        if !self.seen.insert((left.to_owned(), right.to_owned())) {
            return;
        }
        let (left, right) = (&self.left.0[left], &self.right.0[right]);
        if left["meta-type"] != right["meta-type"] {
            return self.differ(path, "is something else");
        }
        for key in ["features", "allow-oob", "json-type", "tag"] {
            if left[key] != right[key] {
                self.differ(path, format!("has another {key}"));
            }
        }
        for key in ["arg-type", "ret-type", "element-type"] {
            if let (Some(left), Some(right)) = (left[key].as_str(), right[key].as_str()) {
                self.types(left, right, &format!("{path} {key}"));
            }
        }
        if text(left, "meta-type") == "alternate" {
            let [left, right] = [self.kinds(left, self.left), self.kinds(right, self.right)];
            self.each(&left, &right, path);
            return;
        }
        let names = |info: &Value, list: &str, key: &str| -> BTreeMap<String, Value> {
            let list = info[list].as_array().into_iter().flatten();
            list.map(|one| (text(one, key).to_owned(), one.clone()))
                .collect()
        };
        for (list, key) in [("members", "name"), ("variants", "case")] {
            self.each(&names(left, list, key), &names(right, list, key), path);
        }
    }

    /// Returns the branches of an alternate, by the kind of their JSON.
    fn kinds(&self, alternate: &Value, answer: &Answer) -> BTreeMap<String, Value> {
        let branches = alternate["members"].as_array().expect("a list").iter();
        let kind = |branch: &Value| {
            let ty = &answer.0[text(branch, "type")];
            format!("{}{}", text(ty, "meta-type"), ty["json-type"])
        };
        branches
            .map(|branch| (kind(branch), branch.clone()))
            .collect()
    }

    fn each(
        &mut self,
        left: &BTreeMap<String, Value>,
        right: &BTreeMap<String, Value>,
        path: &str,
    ) {
        let names: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
        for name in names {
            let path = format!("{path} {name}");
            let (Some(left), Some(right)) = (left.get(name), right.get(name)) else {
                self.differ(&path, "is on one side only");
                continue;
            };
            if left.get("default") != right.get("default") {
                self.differ(&path, "is mandatory on one side only");
            }
            if left["features"] != right["features"] {
                self.differ(&path, "has other features");
            }
            if let (Some(left), Some(right)) = (left["type"].as_str(), right["type"].as_str()) {
                self.types(left, right, &path);
            }
        }
    }
}

#[test]
fn a_real_machine_answers_what_its_schema_says() {
    let (Some(real), Some(schema), Some(older)) = (
        real_answer(),
        Answer::of_schema("7.2", "x86_64"),
        Answer::of_schema("7.0", "x86_64"),
    ) else {
        return;
    };
    assert!(real.entries().count() > 250, "a real answer is large");
    assert_eq!(Comparison::differences(&real, &schema), BTreeSet::new());
    // The comparison finds the changes since the release before, and the effect of an option.
    let with_older = Comparison::differences(&real, &older);
    assert!(
        with_older.contains("query-stats is on one side only"),
        "{with_older:#?}"
    );
}

#[test]
fn recorded_machines_answered_what_their_schemas_say() {
    let folder = tests::workspace().join("tests/recordings");
    let mut answers = 0;
    for recording in Recording::read_all(&folder).expect("the recordings are readable") {
        let Recording {
            release, target, ..
        } = &recording;
        let Some(reply) = recording
            .reply("query-qmp-schema")
            .expect("messages are JSON")
        else {
            // It equals the answer of another target.
            continue;
        };
        answers += 1;
        let Some(schema) = Answer::of_schema(release, target) else {
            continue;
        };
        let differences = Comparison::differences(&Answer::new(&reply), &schema);
        assert_eq!(differences, BTreeSet::new(), "{target} {release}");
    }
    assert!(answers >= 12, "{answers} answers were recorded");
}
