//! What passed between a client and Debian's real QEMU, against the schemas of the releases around it.
#![allow(clippy::expect_used, reason = "a test that fails stops")]

use std::collections::BTreeSet;

use qapi_codegen::validate::{Finding, Level, Options, Validator};
use qapi_parser::{Edition, FileSystem, check};
use serde_json::json;
use tests::machine::Machine;

/// What a schema finds wrong in some traffic; `None` where the schema is not at hand.
fn errors(version: (u32, u32, u32), traffic: &[String]) -> Option<BTreeSet<String>> {
    let Some(schema) = tests::registry_schema("qapi-qmp", version) else {
        tests::skip("the registry's qapi-qmp");
        return None;
    };
    let path = schema.path.to_str().expect("a path in UTF-8");
    let outcome = check(&FileSystem, path, Edition::Auto).expect("the schema is there");
    let schema = outcome.schema.expect("the schema is sound");
    let mut validator = Validator::new(&schema, Options::default());
    let said = traffic
        .iter()
        .flat_map(|line| validator.line(line.as_bytes()));
    let is_error = |finding: &Finding| finding.level == Level::Error;
    let errors = said
        .filter(is_error)
        .map(|finding| finding.to_string())
        .collect();
    assert!(validator.counts().replies >= 8, "the replies were seen");
    Some(errors)
}

#[test]
fn the_traffic_of_a_real_machine() {
    let Some(mut machine) = Machine::start() else {
        return;
    };
    for command in [
        "query-version",
        "query-commands",
        "query-status",
        "query-qmp-schema",
        "query-chardev",
        "query-cpus-fast",
        "query-iothreads",
        "query-command-line-options",
    ] {
        let reply = machine.ask(&json!({ "execute": command, "id": command }));
        assert_eq!(reply["id"], command, "{reply}");
    }
    let refused =
        json!({ "execute": "device_add", "arguments": { "driver": "nothing", "mac": "?" } });
    assert!(machine.ask(&refused).get("error").is_some());
    let right = machine.traffic().len();
    // 7.2 lies between the two, so what only one of them objects to has changed between them.
    let (Some(older), Some(newer)) = (
        errors((0, 10, 0), machine.traffic()),
        errors((0, 11, 0), machine.traffic()),
    ) else {
        return;
    };
    let neither: Vec<&String> = older.intersection(&newer).collect();
    assert!(neither.is_empty(), "{neither:#?}");
    assert!(
        older.len() < 10 && newer.len() < 10,
        "{older:#?} {newer:#?}"
    );

    // The machine refuses what validation finds wrong.
    let wrong = json!({ "execute": "query-version", "arguments": { "verbose": true } });
    assert!(machine.ask(&wrong).get("error").is_some());
    let later = errors((0, 11, 0), machine.traffic()).expect("the schema is at hand");
    let found: Vec<&String> = later.difference(&newer).collect();
    assert_eq!(
        found,
        ["error: query-version: arguments.verbose: no such member"]
    );
    assert!(machine.traffic().len() > right);
}
