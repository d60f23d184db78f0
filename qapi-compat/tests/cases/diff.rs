//! Comparisons of schemas: all rules, shared types, paths, reports, policies.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use qapi_compat::diff::{
    Comparison, Direction, Finding, GithubPaths, Human, Level, Mirror, Policy, Rule, compare,
};
use qapi_parser::schema::Schema;
use qapi_parser::{Edition, Memory, check};

fn schema(name: &str, text: &str) -> Schema {
    let loader = Memory::new().with(name, text);
    let outcome = check(&loader, name, Edition::Auto).expect("it is in memory");
    let found: Vec<String> = (outcome.diagnostics.iter())
        .map(|found| found.short(&outcome.sources))
        .collect();
    outcome.schema.unwrap_or_else(|| panic!("{found:#?}"))
}

fn compared(old: &str, new: &str) -> Comparison {
    compare(&schema("old.json", old), &schema("new.json", new))
}

fn listed(comparison: &Comparison) -> String {
    let line = |finding: &Finding| {
        format!(
            "{} {} at {}\n",
            finding.level,
            finding.rule.id,
            finding.path()
        )
    };
    comparison.findings.iter().map(line).collect()
}

/// Returns the rules about messages. Those about generated code are tested with a compiler.
fn wire_rules() -> impl Iterator<Item = &'static Rule> {
    Rule::all().filter(|rule| rule.program.is_none())
}

/// The snapshot shows rules that apply to the examples of other rules.
#[test]
fn every_rule_over_every_pair() {
    let mut table = String::new();
    for rule in wire_rules() {
        let comparison = compared(rule.old, rule.new);
        let own = comparison
            .findings
            .iter()
            .find(|finding| finding.rule == rule);
        let own = own.unwrap_or_else(|| panic!("{} is not found in its own pair", rule.id));
        assert_eq!(own.level, rule.level, "{}", rule.id);
        writeln!(table, "{}\n{}", rule.id, listed(&comparison)).expect("a string");
    }
    insta::assert_snapshot!(table);
}

#[test]
fn the_same_schema_has_no_findings() {
    for rule in wire_rules() {
        for text in [rule.old, rule.new] {
            assert_eq!(listed(&compared(text, text)), "", "{}", rule.id);
        }
    }
}

#[test]
fn rules_of_one_direction_have_a_mirror_or_a_reason() {
    for rule in Rule::all() {
        match (rule.direction, rule.mirror) {
            (_, Mirror::None(reason)) => assert!(reason.contains(' '), "{}", rule.id),
            (Direction::Either, Mirror::Rule(_)) => panic!("{} needs no mirror", rule.id),
            (direction, Mirror::Rule(id)) => {
                let mirror = Rule::find(id).unwrap_or_else(|error| panic!("{}: {error}", rule.id));
                assert!(
                    ![direction, Direction::Either].contains(&mirror.direction),
                    "{} and {id} go the same way",
                    rule.id
                );
                // Two rules may have the same mirror, whose own mirror is one of them.
                let Mirror::Rule(back) = mirror.mirror else {
                    panic!("{id} has no mirror")
                };
                let back = Rule::find(back).expect("it was looked up above");
                assert_eq!(back.direction, direction, "{id}");
            }
        }
    }
}

#[test]
fn ids_are_distinct_and_have_a_folder_each() {
    let ids: BTreeSet<String> = Rule::all().map(|rule| rule.id.to_owned()).collect();
    assert_eq!(ids.len(), Rule::all().count());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("diff-rules");
    let folders: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("the folder of the pairs")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    assert_eq!(ids, folders);
}

#[test]
fn pages_say_what_why_and_show_the_pair() {
    for rule in Rule::all() {
        let page = rule.page();
        let start = format!("# {}: {}\n\n{}", rule.id, rule.summary, rule.why);
        assert!(page.starts_with(&start), "{page}");
        assert!(
            rule.why.ends_with('.') && !rule.summary.ends_with('.'),
            "{}",
            rule.id
        );
        assert!(page.contains(rule.old) && page.contains(rule.new), "{page}");
    }
}

const SHARED_OLD: &str = "
{ 'enum': 'Mode', 'data': [ 'r', 'w' ] }
{ 'struct': 'Node', 'data': { 'mode': 'Mode', '*children': ['Node'] } }
{ 'command': 'query-tree', 'returns': 'Node' }
{ 'command': 'query-forest', 'returns': ['Node'] }
{ 'command': 'set-tree', 'data': 'Node' }
{ 'event': 'TREE', 'data': { 'tree': 'Node' } }
{ 'command': 'x-dump', 'data': { 'root': 'Node' } }
";

/// A shared type has one finding for each direction, with all affected commands. Recursive types
/// end.
#[test]
fn what_is_shared_is_one_finding() {
    let new = SHARED_OLD.replace("'w' ]", "'w', 'rw' ]");
    let comparison = compared(SHARED_OLD, &new);
    assert_eq!(
        listed(&comparison),
        "warning reply-value-added at command query-tree / reply / member mode / value \"rw\"\n\
         info argument-value-added at command set-tree / argument mode / value \"rw\"\n"
    );
    let reaches = |index: usize| {
        let reaches = comparison.findings[index].reaches.iter();
        reaches.map(|reach| &*reach.path).collect::<Vec<_>>()
    };
    assert_eq!(
        reaches(0),
        [
            "command query-tree / reply / member mode / value \"rw\"",
            "command query-forest / reply[] / member mode / value \"rw\"",
            "event TREE / member tree / member mode / value \"rw\"",
        ]
    );
    assert_eq!(
        reaches(1),
        [
            "command set-tree / argument mode / value \"rw\"",
            "command x-dump / argument root / member mode / value \"rw\"",
        ]
    );
}

#[test]
fn what_is_unstable_counts_less() {
    let old = "{ 'struct': 'A', 'data': { 'a': 'int', 'b': 'int' } }
        { 'command': 'one', 'data': { 'a': { 'type': 'A', 'features': [ 'unstable' ] } } }
        { 'command': 'two', 'data': { 'x-a': 'A' } }
        { 'command': 'three', 'data': { 'a': 'A' }, 'features': [ 'unstable' ] }";
    let new = old.replace(", 'b': 'int'", "");
    let all = compared(old, &new);
    assert_eq!(all.findings[0].level, Level::Warning);
    assert!(all.findings[0].reaches.iter().all(|reach| reach.unstable));
    // One stable path is enough.
    let more = "{ 'command': 'four', 'data': { 'a': 'A' } }";
    let all = compared(&format!("{old}{more}"), &format!("{new}{more}"));
    assert_eq!(all.findings[0].level, Level::Breaking);
    assert_eq!(
        all.findings[0].path(),
        "command four / argument a / member b"
    );
}

#[test]
fn removal_after_deprecation_is_said() {
    let old = "{ 'command': 'ping', 'features': [ 'deprecated' ] } { 'command': 'pong' }";
    let found = compared(old, "");
    let deprecated: Vec<bool> = found
        .findings
        .iter()
        .map(|finding| finding.deprecated)
        .collect();
    assert_eq!(deprecated, [true, false]);
    assert_eq!(found.worst(), Some(Level::Breaking));
}

/// Renamed types, members moved into a base, and a struct instead of inline arguments change no
/// message.
#[test]
fn structure_counts_and_names_do_not() {
    let old = "{ 'command': 'open', 'data': { 'path': 'str', '*mode': 'str' } }
        { 'struct': 'Info', 'data': { 'a': 'int', 'b': 'int' } }
        { 'command': 'query', 'returns': 'Info' }";
    let new = "{ 'struct': 'Open', 'base': 'Path', 'data': { '*mode': 'str' } }
        { 'struct': 'Path', 'data': { 'path': 'str' } }
        { 'command': 'open', 'data': 'Open', 'boxed': true }
        { 'struct': 'Base', 'data': { 'b': 'int' } }
        { 'struct': 'Info', 'base': 'Base', 'data': { 'a': 'int' } }
        { 'command': 'query', 'returns': 'Info' }";
    assert_eq!(listed(&compared(old, new)), "");
}

/// A union of older releases, without a discriminator, and its modern form.
#[test]
fn older_unions_are_their_modern_form() {
    let old = "{ 'union': 'Way', 'data': { 'a': 'str' } }
        { 'command': 'go', 'data': { 'way': 'Way' } }";
    let new = "{ 'enum': 'Kind', 'data': [ 'a' ] }
        { 'struct': 'Text', 'data': { 'data': 'str' } }
        { 'union': 'Way', 'base': { 'type': 'Kind' }, 'discriminator': 'type', 'data': { 'a': 'Text' } }
        { 'command': 'go', 'data': { 'way': 'Way' } }";
    assert_eq!(listed(&compared(old, new)), "");
}

#[test]
fn structs_become_alternates_and_back() {
    let plain = "{ 'struct': 'A', 'data': { 'a': 'int' } }
        { 'command': 'c', 'data': { 'a': 'A' }, 'returns': 'A' }";
    let alternate = "{ 'struct': 'A', 'data': { 'a': 'int', 'b': 'int' } }
        { 'alternate': 'AorName', 'data': { 'a': 'A', 'name': 'str' } } { 'struct': 'R', 'data': { 'r': 'AorName' } }
        { 'command': 'c', 'data': { 'a': 'AorName' }, 'returns': 'A' }";
    assert_eq!(
        listed(&compared(plain, alternate)),
        "breaking argument-added-mandatory at command c / argument a / alternative object / member b\n\
         info argument-type-widened at command c / argument a\n\
         info reply-member-added at command c / reply / member b\n"
    );
    assert_eq!(
        listed(&compared(alternate, plain)),
        "breaking argument-type-narrowed at command c / argument a\n\
         breaking reply-member-removed at command c / reply / member b\n\
         breaking argument-removed at command c / argument a / alternative object / member b\n"
    );
}

/// Ranges of which neither contains the other break clients in both directions.
#[test]
fn shifted_ranges_hurt_both_ways() {
    let old =
        "{ 'struct': 'A', 'data': { 'a': 'int' } } { 'command': 'c', 'data': 'A', 'returns': 'A' }";
    assert_eq!(
        listed(&compared(old, &old.replace("'int'", "'uint64'"))),
        "warning argument-range-narrowed at command c / argument a\n\
         warning reply-range-widened at command c / reply / member a\n"
    );
    assert_eq!(listed(&compared(old, &old.replace("'int'", "'int64'"))), "");
}

#[test]
fn conditions_that_mean_the_same_are_the_same() {
    let with = |condition: &str| format!("{{ 'command': 'c', 'if': {condition} }}");
    let old = with("{ 'all': [ 'A', { 'any': [ 'B', 'C' ] } ] }");
    let same = with("{ 'all': [ { 'any': [ 'C', 'B', 'B' ] }, { 'all': [ 'A' ] } ] }");
    assert_eq!(listed(&compared(&old, &same)), "");
    let other = with("{ 'any': [ 'A', { 'any': [ 'B', 'C' ] } ] }");
    assert_eq!(
        listed(&compared(&old, &other)),
        "warning condition-changed at command c\n"
    );
}

const OLD: &str = "{ 'command': 'open',
  'data': { 'path': 'str',
            '*mode': { 'type': 'str', 'features': [ 'deprecated' ] },
            'how': 'How' } }
{ 'enum': 'How', 'data': [ 'fast' ] }
{ 'command': 'query-how', 'returns': 'HowInfo' }
{ 'command': 'query-other', 'returns': 'HowInfo' }
{ 'struct': 'HowInfo', 'data': { 'how': 'How' } }
{ 'command': 'gone' }
";
const NEW: &str = "{ 'command': 'open',
  'data': { 'path': 'str',
            'how': 'How',
            'depth': 'int' } }
{ 'enum': 'How', 'data': [ 'fast', 'slow' ] }
{ 'command': 'query-how', 'returns': 'HowInfo' }
{ 'command': 'query-other', 'returns': 'HowInfo' }
{ 'struct': 'HowInfo', 'data': { 'how': 'How' } }
";

#[test]
fn a_report_for_people() {
    insta::assert_snapshot!(Human::new(false, Level::Warning).report(&compared(OLD, NEW)));
}

#[test]
fn a_report_in_markdown() {
    insta::assert_snapshot!(compared(OLD, NEW).markdown());
}

#[test]
fn annotations_for_github() {
    insta::assert_snapshot!(compared(OLD, NEW).github(GithubPaths::default()));
}

/// One finding affects two commands.
#[test]
fn a_report_in_json() {
    let old = "{ 'enum': 'How', 'data': [ 'fast' ] }
{ 'command': 'query-how', 'returns': 'HowInfo' }
{ 'command': 'query-other', 'returns': 'HowInfo' }
{ 'struct': 'HowInfo', 'data': { 'how': 'How' } }
";
    let new = old.replace("'fast'", "'fast', 'slow'");
    insta::assert_snapshot!(compared(old, &new).json());
}

#[test]
fn nothing_differs() {
    let nothing = compared(OLD, OLD);
    assert_eq!(
        Human::new(false, Level::Info).report(&nothing),
        "nothing differs on the wire\n"
    );
    assert_eq!(nothing.github(GithubPaths::default()), "");
}

fn with_policy(policy: &str, today: &str) -> Comparison {
    let mut comparison = compared(OLD, NEW);
    let policy = Policy::from_toml(policy).unwrap_or_else(|error| panic!("{error}"));
    policy.apply(&mut comparison, today.parse().expect("a day"));
    comparison
}

const DAY: &str = "2026-11-20";

#[test]
fn policies_set_levels_for_each_command_that_is_reached() {
    let query = "[[level]]\nrule = 'reply-value-*'\npath = 'command query-how'\nlevel = 'info'\n";
    let found = with_policy(query, DAY);
    let finding = (found.findings.iter()).find(|finding| finding.rule.id == "reply-value-added");
    let finding = finding.expect("it is found");
    // The other command still has the level of the rule.
    assert_eq!(finding.level, Level::Warning);
    let levels: Vec<Level> = finding.reaches.iter().map(|reach| reach.level).collect();
    assert_eq!(levels, [Level::Info, Level::Warning]);
    assert_eq!(found.remarks, [""; 0]);
    let deprecated = "[[level]]\nrule = '*-removed'\ndeprecated = true\nlevel = 'warning'\n";
    assert_eq!(with_policy(deprecated, DAY).count(Level::Breaking), 2);
    assert_eq!(compared(OLD, NEW).count(Level::Breaking), 3);
}

#[test]
fn policies_accept_for_a_time() {
    let accept = "[[accept]]\npath = 'command gone'\nreason = 'unused'\nexpires = 2026-11-20\n";
    let found = with_policy(accept, DAY);
    assert_eq!((found.accepted(), found.count(Level::Breaking)), (1, 2));
    assert_eq!(found.remarks, [""; 0]);
    let later = with_policy(accept, "2026-11-21");
    assert_eq!((later.accepted(), later.count(Level::Breaking)), (0, 3));
    assert_eq!(
        later.remarks,
        ["[[accept]] number 1, path = 'command gone': expired on 2026-11-20"]
    );
}

#[test]
fn entries_without_effect_are_said() {
    let found = with_policy(
        "[[accept]]\nrule = 'oob-removed'\nreason = 'because'\n",
        DAY,
    );
    assert_eq!(
        found.remarks,
        ["[[accept]] number 1, rule = 'oob-removed': no finding matches"]
    );
    assert!(
        Human::new(false, Level::Info)
            .report(&found)
            .contains("warning: [[accept]] number 1")
    );
    assert!(found.markdown().contains("no finding matches"));
    assert!(
        found
            .github(GithubPaths::default())
            .contains("no finding matches")
    );
}

#[test]
fn files_that_are_no_policy_are_refused() {
    for (text, message) in [
        (
            "[[level]]\nrule = 'no-rule'\nlevel = 'info'",
            "there is no rule 'no-rule' of comparisons",
        ),
        ("[[level]]\nlevel = 'fatal'", "'fatal' is no level"),
        ("[[accept]]\nreason = 'all'", "needs a rule or a path"),
        (
            "[[accept]]\nrule = '*'\nreason = ' '",
            "the reason is empty",
        ),
        ("[[accept]]\nrule = '*'", "missing field `reason`"),
        (
            "[[accept]]\nrule = '*'\nreason = 'r'\nexpires = 'soon'",
            "'soon' is no day",
        ),
        ("[[acept]]\nrule = '*'", "unknown field `acept`"),
    ] {
        let error = Policy::from_toml(text).expect_err(text).to_string();
        assert!(error.contains(message), "{error}");
    }
}

const UNION: &str = "{ 'enum': 'Kind', 'data': [ 'file', 'net' ] }
{ 'union': 'Backend', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind',
  'data': { 'file': 'FileBackend', 'net': 'NetBackend' } }
{ 'struct': 'FileBackend', 'data': { 'name': 'str', '*size': 'int' } }
{ 'struct': 'NetBackend', 'data': { 'name': 'str', 'port': 'int' } }
{ 'command': 'add', 'data': 'Backend', 'boxed': true }
{ 'command': 'query', 'returns': ['Backend'] }
";

/// A member of all branches may move to the union. A change of its type is found all the same.
#[test]
fn members_move_between_branches_and_union() {
    let moved = UNION
        .replace("'kind': 'Kind' }", "'kind': 'Kind', 'name': 'str' }")
        .replace("'name': 'str', '*size'", "'*size'")
        .replace("'name': 'str', 'port'", "'port'");
    assert_eq!(listed(&compared(UNION, &moved)), "");
    assert_eq!(listed(&compared(&moved, UNION)), "");
    let other = moved.replace(
        "'kind': 'Kind', 'name': 'str'",
        "'kind': 'Kind', 'name': 'int'",
    );
    assert_eq!(
        listed(&compared(UNION, &other)),
        "breaking argument-type-changed at command add / when kind = \"file\" / argument name\n\
         breaking argument-type-changed at command add / when kind = \"net\" / argument name\n\
         breaking reply-type-changed at command query / reply[] / when kind = \"file\" / member name\n\
         breaking reply-type-changed at command query / reply[] / when kind = \"net\" / member name\n"
    );
    let one = UNION
        .replace("'kind': 'Kind' }", "'kind': 'Kind', '*size': 'int' }")
        .replace(
            ", '*size': 'int' } }\n{ 'struct': 'NetB",
            " } }\n{ 'struct': 'NetB",
        );
    assert_eq!(
        listed(&compared(UNION, &one)),
        "info argument-moved-from-branch at command add / argument size\n\
         info reply-member-moved-from-branch at command query / reply[] / member size\n"
    );
}

/// Changes in the type of a branch, features and names included, are one finding for all unions
/// that use it.
#[test]
fn types_of_branches_are_compared_once() {
    let more = "{ 'union': 'Other', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': { 'net': 'NetBackend' } }
        { 'command': 'other', 'data': { 'other': 'Other' } }";
    let old = format!("{UNION}{more}");
    let new = old.replace(
        "'port': 'int' } }",
        "'port': 'int', 'host': 'str' }, 'features': [ 'ipv6' ] }",
    );
    let comparison = compared(&old, &new);
    assert_eq!(
        listed(&comparison),
        "breaking argument-added-mandatory at command add / when kind = \"net\" / argument host\n\
         info feature-added at command add / when kind = \"net\" / feature ipv6\n\
         info reply-member-added at command query / reply[] / when kind = \"net\" / member host\n"
    );
    let names = |index: usize| {
        let reaches = comparison.findings[index].reaches.iter();
        reaches.map(|reach| &*reach.name).collect::<Vec<_>>()
    };
    assert_eq!(names(0), ["add", "other"]);
    assert_eq!(names(1), ["add", "query", "other"]);
    let renamed = UNION
        .replace("'Kind'", "'BackendKind'")
        .replace("'NetBackend'", "'Socket'");
    assert_eq!(
        listed(&compared(UNION, &renamed)),
        "info type-renamed at command add / argument kind\n\
         info type-renamed at command add / when kind = \"net\"\n"
    );
}

/// Unions whose branches are unions, each reached on two paths. The pairs are as many as the types,
/// not as the paths.
#[test]
fn nested_unions_end_soon() {
    let mut text = String::from("{ 'enum': 'Two', 'data': [ 'a', 'b' ] }\n");
    let depth = 60;
    for level in 0..depth {
        let next = level + 1;
        let branches = format!("{{ 'a': 'Level{next}', 'b': 'Level{next}Too' }}");
        for name in [format!("Level{level}"), format!("Level{level}Too")] {
            writeln!(
                text,
                "{{ 'union': '{name}', 'base': {{ 'tag{level}': 'Two' }}, 'discriminator': 'tag{level}', 'data': {branches} }}"
            )
            .expect("a string");
        }
    }
    for name in [format!("Level{depth}"), format!("Level{depth}Too")] {
        writeln!(text, "{{ 'struct': '{name}', 'data': {{ 'end': 'int' }} }}").expect("a string");
    }
    text.push_str("{ 'command': 'go', 'data': { 'all': 'Level0' } }");
    let comparison = compared(&text, &text.replace("'end': 'int'", "'end': 'str'"));
    assert_eq!(comparison.findings.len(), 2);
    assert_eq!(comparison.count(Level::Breaking), 2);
}
