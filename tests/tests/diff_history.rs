//! Comparisons and histories of the schemas of QEMU 2.11 to 9.1 in the registry's packages.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

use qapi_compat::diff::{Comparison, Finding, Level, compare};
use qapi_compat::history::{History, Release, Version, What};
use qapi_parser::schema::{DefinitionKind, Schema};
use qapi_parser::{Edition, FileSystem, Outcome, check};

/// A schema and its release.
struct Read {
    release: &'static str,
    version: Version,
    outcome: Outcome,
}

/// Returns the schemas of a package, oldest first; none if they were not fetched.
fn read(package: &str) -> &'static [Read] {
    static QGA: OnceLock<Vec<Read>> = OnceLock::new();
    static QMP: OnceLock<Vec<Read>> = OnceLock::new();
    let known = if package == "qapi-qga" { &QGA } else { &QMP };
    let read = known.get_or_init(|| {
        let schemas = tests::registry_schemas()
            .iter()
            .filter(|schema| schema.package == package);
        let read = schemas.map(|schema| {
            let path = schema.path.to_str().expect("paths are UTF-8");
            Read {
                release: schema.release(),
                version: schema.release().parse().expect("a version"),
                outcome: check(&FileSystem, path, Edition::Auto).expect("the file is readable"),
            }
        });
        read.collect()
    });
    if read.is_empty() {
        tests::skip("the registry's schemas (cargo fetch --manifest-path tests/peers/Cargo.toml)");
    }
    read
}

fn schema(read: &Read) -> &Schema {
    read.outcome.schema.as_ref().expect("no errors")
}

fn compared(old: &Read, new: &Read) -> Comparison {
    compare(schema(old), schema(new))
}

/// Returns the comparisons of consecutive releases of QMP.
fn steps_of_qmp() -> &'static [Comparison] {
    static STEPS: OnceLock<Vec<Comparison>> = OnceLock::new();
    STEPS.get_or_init(|| {
        let pairs = read("qapi-qmp").windows(2);
        pairs.map(|pair| compared(&pair[0], &pair[1])).collect()
    })
}

/// Returns the rows of a committed table.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect())
}

/// Returns the finding of a rule that reaches a path.
fn find<'c>(comparison: &'c Comparison, rule: &str, path: &str) -> Option<&'c Finding> {
    comparison.findings.iter().find(|finding| {
        finding.rule.id == rule && finding.reaches.iter().any(|reach| reach.path == path)
    })
}

/// Packages do not name their release. It follows from what their docs say is new.
#[test]
fn releases_are_those_that_the_docs_tell() {
    for read in read("qapi-qmp") {
        let mut remarks: BTreeMap<Version, usize> = BTreeMap::new();
        let schema = schema(read);
        for (_, doc) in schema.docs() {
            if let Some(version) = doc.since().and_then(|text| text.trim().parse().ok()) {
                *remarks.entry(version).or_default() += 1;
            }
        }
        // 7.2 mentions its successor once.
        remarks.retain(|_, count| *count > 1);
        let newest = remarks.keys().next_back().expect("a remark");
        assert_eq!(*newest, read.version, "{}", read.release);
    }
    let mut newest = "0.0".parse().expect("a version");
    for read in read("qapi-qga") {
        let schema = schema(read);
        let remarks = schema
            .docs()
            .filter_map(|(_, doc)| doc.since()?.trim().parse().ok());
        let own: Version = remarks.max().expect("a remark");
        // The agent's schema does not grow in each release.
        assert!(
            own <= read.version && own >= newest,
            "{}: {own}",
            read.release
        );
        newest = own;
    }
}

/// A definition that QEMU lists as removed is found between the last schema that may have it and
/// the first that must not, at the level of its rule.
#[test]
fn what_was_removed_is_found() {
    let read = read("qapi-qmp");
    if read.is_empty() {
        return;
    }
    let mut count = 0;
    for row in rows(include_str!("diff_history/removed.tsv")) {
        let [release, rule, path] = row[..] else {
            panic!("{row:?}")
        };
        let removed: Version = release.parse().expect("a version");
        let at = read
            .iter()
            .position(|read| read.version >= removed)
            .expect("a release");
        let comparison = &steps_of_qmp()[at - 1];
        let finding = find(comparison, rule, path)
            .unwrap_or_else(|| panic!("{rule} at {path} is not found in {release}"));
        assert_eq!(finding.level, finding.rule.level, "{path}");
        let gone = rule.ends_with("-removed");
        assert_eq!(finding.level == Level::Breaking, gone, "{path}");
        // It is not found in other pairs.
        for (number, other) in steps_of_qmp().iter().enumerate() {
            let release = read[number + 1].release;
            assert!(
                number == at - 1 || find(other, rule, path).is_none(),
                "{path} in {release}"
            );
        }
        count += 1;
    }
    assert_eq!(count, 30);
}

/// Findings that were checked by hand against both schemas.
#[test]
fn what_was_checked_by_hand_is_found() {
    let read = read("qapi-qmp");
    if read.is_empty() {
        return;
    }
    let mut count = 0;
    for row in rows(include_str!("diff_history/checked.tsv")) {
        let [older, newer, level, rule, path, reason] = row[..] else {
            panic!("{row:?}")
        };
        let at = read
            .iter()
            .position(|read| read.release == newer)
            .expect("a release");
        assert_eq!(read[at - 1].release, older);
        let comparison = compared(&read[at - 1], &read[at]);
        let finding =
            find(&comparison, rule, path).unwrap_or_else(|| panic!("{rule} at {path}: {reason}"));
        assert_eq!(finding.path(), path);
        assert_eq!(finding.level.as_str(), level, "{path}: {reason}");
        count += 1;
    }
    assert!(count >= 40, "{count}");
}

/// The number of findings between consecutive releases.
#[test]
fn findings_of_every_pair() {
    let mut table = String::new();
    for package in ["qapi-qga", "qapi-qmp"] {
        let read = read(package);
        if read.is_empty() {
            return;
        }
        for pair in read.windows(2) {
            let comparison = compared(&pair[0], &pair[1]);
            let (old, new) = (pair[0].release, pair[1].release);
            writeln!(table, "{package} {old} to {new}: {}", comparison.summary())
                .expect("a string");
            let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
            for finding in &comparison.findings {
                *rules.entry(finding.rule.id).or_default() += 1;
            }
            for (rule, count) in rules {
                writeln!(table, "    {rule}: {count}").expect("a string");
            }
        }
    }
    insta::assert_snapshot!(table);
}

/// Additions in one direction are removals in the other. Equal schemas have no findings.
#[test]
fn comparisons_are_the_same_from_both_ends() {
    let read = read("qapi-qmp");
    for (forth, pair) in steps_of_qmp().iter().zip(read.windows(2)) {
        let back = compared(&pair[1], &pair[0]);
        for what in [
            "command",
            "event",
            "argument-value",
            "reply-value",
            "argument-branch",
            "reply-branch",
            "argument-alternative",
            "reply-alternative",
            "oob",
            "preconfig",
            "response",
            "deprecated",
            "unstable",
            "feature",
            "condition",
        ] {
            let count = |comparison: &Comparison, end: &str| {
                let rule = format!("{what}-{end}");
                comparison
                    .findings
                    .iter()
                    .filter(|finding| finding.rule.id == rule)
                    .count()
            };
            let release = pair[1].release;
            assert_eq!(
                count(forth, "added"),
                count(&back, "removed"),
                "{what} {release}"
            );
            assert_eq!(
                count(forth, "removed"),
                count(&back, "added"),
                "{what} {release}"
            );
        }
    }
    for one in read {
        assert_eq!(compared(one, one).summary(), "nothing differs on the wire");
    }
}

/// Every path starts at a command or event of one of the schemas, and no two findings are equal.
#[test]
fn findings_are_told_once_and_lead_somewhere() {
    let read = read("qapi-qmp");
    for (comparison, pair) in steps_of_qmp().iter().zip(read.windows(2)) {
        let mut seen = std::collections::BTreeSet::new();
        for finding in &comparison.findings {
            assert!(
                seen.insert((finding.rule.id, finding.path().to_owned())),
                "{}",
                finding.path()
            );
            assert!(!finding.reaches.is_empty() && !finding.message.is_empty());
            for reach in &finding.reaches {
                assert!(
                    reach
                        .path
                        .starts_with(&format!("{} {}", reach.kind, reach.name))
                );
                let has = |read: &Read| schema(read).lookup(&reach.name).is_some();
                assert!(has(&pair[0]) || has(&pair[1]), "{}", reach.name);
            }
        }
    }
}

fn history(read: &'static [Read]) -> History {
    let release = |read: &'static Read| Release {
        label: read.release.to_owned(),
        schema: schema(read),
    };
    History::of(&read.iter().map(release).collect::<Vec<_>>())
}

/// A false remark is an error of upstream, or of ours.
#[test]
fn remarks_that_the_schemas_contradict() {
    let mut list = String::new();
    for package in ["qapi-qga", "qapi-qmp"] {
        let read = read(package);
        if read.is_empty() {
            return;
        }
        for contradiction in history(read).contradictions() {
            writeln!(list, "{package}: {contradiction}").expect("a string");
        }
    }
    insta::assert_snapshot!(list);
}

#[test]
fn histories_say_what_the_schemas_have() {
    let read = read("qapi-qmp");
    if read.is_empty() {
        return;
    }
    let history = history(read);
    // Each release has exactly the entries that its schema defines.
    for (number, read) in read.iter().enumerate() {
        let schema = schema(read);
        let there = |timeline: &qapi_compat::history::Timeline| {
            let events = timeline
                .events
                .iter()
                .filter(|event| event.release <= number);
            let last = events
                .rev()
                .find(|event| !matches!(event.what, What::Changed { .. }));
            last.is_some_and(|event| event.what == What::Came)
        };
        let commands = history
            .entries
            .iter()
            .filter(|entry| entry.kind == DefinitionKind::Command);
        let commands = commands.filter(|entry| there(&entry.timeline)).count();
        assert_eq!(commands, schema.commands().len(), "{}", read.release);
        let events = history
            .entries
            .iter()
            .filter(|entry| entry.kind == DefinitionKind::Event);
        assert_eq!(
            events.filter(|entry| there(&entry.timeline)).count(),
            schema.events().len()
        );
    }
    let entry = |name: &str| {
        let entry = history.entries.iter().find(|entry| entry.name == name);
        entry.unwrap_or_else(|| panic!("{name} has no history"))
    };
    let label = |release: Option<usize>| release.map(|release| &*history.releases[release]);
    let migrate = entry("migrate");
    let block = migrate
        .items
        .iter()
        .find(|item| item.name == "blk")
        .expect("an argument");
    assert_eq!(label(block.timeline.came()), Some("2.11"));
    assert_eq!(label(block.timeline.went()), Some("9.1"));
    assert_eq!(label(entry("cpu-add").timeline.went()), Some("5.2"));
    assert_eq!(
        label(entry("MEM_UNPLUG_ERROR").timeline.went()),
        Some("9.1")
    );
    // The alternate continues under its new name.
    let renamed = entry("BlockDirtyBitmapOrStr");
    assert_eq!(label(renamed.timeline.came()), Some("5.1"));
    let changed = renamed
        .timeline
        .events
        .iter()
        .find_map(|event| match &event.what {
            What::Changed { rule, .. } => Some(rule.id),
            _ => None,
        });
    assert_eq!(changed, Some("type-renamed"));
    assert!(
        !history
            .entries
            .iter()
            .any(|entry| entry.name == "BlockDirtyBitmapMergeSource")
    );
}

/// For clients, this project's schema of the agent equals upstream's newest.
#[test]
fn the_agent_s_schema_is_upstream_s_on_the_wire() {
    let path = tests::shared().join("upstream/qga-10.2.2.json");
    if !path.is_file() {
        return tests::skip("upstream's schema of the agent");
    }
    let read = |path: &str| check(&FileSystem, path, Edition::Auto).expect("it is readable");
    let upstream = read(path.to_str().expect("paths are UTF-8"));
    let own = read(qga_schema::PATH);
    let schemas = (
        upstream.schema.expect("no errors"),
        own.schema.expect("no errors"),
    );
    assert_eq!(
        compare(&schemas.0, &schemas.1).summary(),
        "nothing differs on the wire"
    );
}
