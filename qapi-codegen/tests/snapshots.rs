//! What is generated of small schemas, formatted; and that formatting changes nothing but space.
#![cfg(feature = "format")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod support;

use qapi_codegen::{Conditions, Config};
use support::{config, generated, schema};

/// One snapshot a schema; that none is forgotten, `every_schema_has_a_snapshot` tells.
fn snapshot(name: &str, config: &Config) {
    let code = generated(name, config).formatted().unwrap();
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, code);
    });
}

#[test]
fn structs() {
    snapshot(
        "structs",
        &config(|config| config.bytes = vec!["Volume.data".to_owned()]),
    );
}

#[test]
fn enums() {
    snapshot("enums", &config(|_| {}));
}

#[test]
fn unions() {
    snapshot("unions", &config(|_| {}));
}

#[test]
fn alternates() {
    snapshot("alternates", &config(|_| {}));
}

#[test]
fn recursive() {
    snapshot("recursive", &config(|config| config.setters = false));
}

#[test]
fn conditions() {
    snapshot("conditions", &config(|_| {}));
}

#[test]
fn features() {
    snapshot("features", &config(|_| {}));
}

#[test]
fn command_kinds() {
    snapshot(
        "command_kinds",
        &config(|config| config.bytes = vec!["volume-add.k*".to_owned()]),
    );
}

#[test]
fn names() {
    snapshot("names", &config(|_| {}));
}

#[test]
fn docs() {
    snapshot("docs", &config(|_| {}));
}

#[test]
fn legacy() {
    snapshot("legacy", &config(|_| {}));
}

#[test]
fn every_schema_has_a_snapshot() {
    let names = |folder: &str, ending: &str| {
        let folder = support::folder().join(folder);
        let names = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names
            .filter_map(|name| name.strip_suffix(ending).map(str::to_owned))
            .collect();
        names.sort();
        names
    };
    let snapshots = names("snapshots", ".snap");
    let lacking: Vec<_> = names("schemas", ".json")
        .into_iter()
        .filter(|name| !snapshots.contains(name))
        .collect();
    assert!(lacking.is_empty(), "{lacking:?}");
}

/// What formatting may change: space, and commas before a closing bracket.
fn essence(code: &str) -> String {
    let mut out: String = String::new();
    // The header is the only comment that is no doc.
    for c in code
        .lines()
        .skip(1)
        .flat_map(str::chars)
        .filter(|c| !c.is_whitespace())
    {
        if matches!(c, ')' | ']' | '}' | '>') && out.ends_with(',') {
            out.pop();
        }
        out.push(c);
    }
    out
}

#[test]
fn both_forms_are_the_same_code() {
    // Without docs, whose attributes a formatter turns into comments.
    let config = config(|config| config.docs = false);
    let generated = generated("command_kinds", &config);
    let strip = |code: String| {
        let lines = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("///"))
            .map(|line| format!("{line}\n"));
        lines.collect::<String>()
    };
    let plain = generated.to_string();
    let mut without_docs = String::new();
    let mut rest = &*plain;
    while let Some((before, behind)) = rest.split_once("# [doc = ") {
        without_docs.push_str(before);
        rest = behind.split_once("\"]").unwrap().1;
    }
    without_docs.push_str(rest);
    assert_eq!(
        essence(&without_docs),
        essence(&strip(generated.formatted().unwrap()))
    );
}

#[test]
fn the_same_input_gives_the_same_code() {
    let schema = schema("unions");
    let once = || {
        qapi_codegen::generate(&schema, &Config::default())
            .unwrap()
            .to_string()
    };
    assert_eq!(once(), once());
}

#[test]
fn evaluated_conditions_leave_out_what_does_not_hold() {
    let values = |unix: bool| {
        let values = [
            ("HAVE_UNIX", unix),
            ("HAVE_WINDOWS", !unix),
            ("IS_SEALED", false),
        ];
        let values = values.map(|(name, value)| (name.to_owned(), value)).into();
        config(|config| config.conditions = Conditions::Evaluate(values))
    };
    let (unix, windows) = (
        generated("conditions", &values(true)),
        generated("conditions", &values(false)),
    );
    let (unix, windows) = (unix.formatted().unwrap(), windows.formatted().unwrap());
    for (text, in_unix) in [
        ("struct Hup", true),
        ("pid: i64", true),
        ("Hup(Hup)", true),
        ("struct Handle", false),
    ] {
        assert_eq!(
            (unix.contains(text), windows.contains(text)),
            (in_unix, !in_unix),
            "{text}"
        );
    }
    assert!(!unix.contains("HostSeal") && unix.contains("SignalSend"));
    assert!(
        !unix.contains("Available if"),
        "what is evaluated needs no note"
    );
    // A value stays though its branch does not.
    assert!(unix.contains("Break,") && windows.contains("Break(Handle)"));
}

#[test]
fn options_do_what_they_say() {
    let with = |change: fn(&mut Config)| generated("structs", &config(change)).formatted().unwrap();
    let default = with(|_| {});
    for (text, other) in [
        (
            "#[non_exhaustive]",
            with(|config| config.non_exhaustive = false),
        ),
        ("with_note", with(|config| config.setters = false)),
        ("What every volume has.", with(|config| config.docs = false)),
    ] {
        assert!(default.contains(text) && !other.contains(text), "{text}");
    }
    assert!(default.starts_with("// @generated by `a test`. Do not edit.\n"));
    let closed = generated("enums", &config(|config| config.unknown_values = false))
        .formatted()
        .unwrap();
    assert!(!closed.contains("Unrecognized") && closed.contains("Copy"));
}
