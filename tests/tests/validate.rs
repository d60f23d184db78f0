//! The messages between a client and Debian's QEMU, validated against its release's schema.

use qapi_compat::validate::{Level, Options, Validator};
use qapi_parser::{Edition, FileSystem, check};
use serde_json::json;
use tests::machine::Machine;

/// Returns the errors of messages by the schema of Debian's QEMU, 7.2, or `None` if it is not
/// available.
fn errors(traffic: &[String]) -> Option<Vec<String>> {
    let Some(schema) = tests::registry_schema("qapi-qmp", (0, 11, 0)) else {
        tests::skip("the registry's qapi-qmp");
        return None;
    };
    let path = schema.path.to_str().expect("a path in UTF-8");
    let outcome = check(&FileSystem, path, Edition::Auto).expect("the schema is there");
    let schema = outcome.schema.expect("the schema is sound");
    let validator = Validator::new(&schema, Options::default()).expect("no names are given");
    let mut errors = Vec::new();
    let counts = validator.read(traffic.join("\n").as_bytes(), |finding| {
        if finding.level == Level::Error {
            errors.push(finding.to_string());
        }
    });
    let replies = counts.expect("bytes can be read").replies;
    assert!(replies >= 8, "the replies were seen");
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
    let Some(found) = errors(machine.traffic()) else {
        return;
    };
    assert_eq!(found, [""; 0], "what passed is what the schema says");

    // The machine refuses a message with validation errors.
    let wrong = json!({ "execute": "query-version", "arguments": { "verbose": true } });
    assert!(machine.ask(&wrong).get("error").is_some());
    let found = errors(machine.traffic()).expect("the schema is at hand");
    assert_eq!(
        found,
        ["error: query-version: arguments.verbose: no such member"]
    );
}
