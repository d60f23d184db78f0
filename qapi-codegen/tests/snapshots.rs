//! Snapshots of the code of small schemas.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod support;

use qapi_codegen::{Conditions, Config, Emit, Layout, Unstable};
use support::{config, generated, schema};

/// One snapshot a schema; that none is forgotten, `every_schema_has_a_snapshot` tells.
fn snapshot(name: &str, config: &Config) {
    let code = generated(name, config).text();
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
fn older_names() {
    let config = config(|config| {
        config.emit = [Emit::Types, Emit::Server].into();
        config.bytes = vec!["Fault.key.b64".to_owned()];
        (config.setters, config.constructors) = (false, false);
    });
    snapshot("older_names", &config);
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
fn conditional_parts() {
    snapshot("conditional_parts", &config(|_| {}));
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
fn events() {
    snapshot("events", &config(|_| {}));
}

#[test]
fn server() {
    let config = config(|config| {
        config.emit = [Emit::Types, Emit::Server].into();
        config.bytes = vec!["Recording.data".to_owned()];
        config.delimited = vec!["radio-sync".to_owned()];
        (config.setters, config.constructors) = (false, false);
    });
    snapshot("server", &config);
}

/// Without the types, of some commands, as `cfg`.
#[test]
fn server_alone() {
    let config = config(|config| {
        config.emit = [Emit::Server].into();
        config.types_path = Some("::radio_types".to_owned());
        config.server.commands = vec!["radio-*n*".to_owned(), "radio-set".to_owned()];
        config.server.name = "Radio".to_owned();
        config.server.asynchronous = true;
        config.conditions = Conditions::Cfg([("HAVE_SET".to_owned(), "unix".to_owned())].into());
    });
    let code = generated("server", &config).text();
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("server_alone", code);
    });
}

/// With one command under a `cfg`.
#[test]
fn client() {
    let config = config(|config| {
        config.emit = [Emit::Types, Emit::Client].into();
        config.conditions = Conditions::Cfg([("HAVE_SET".to_owned(), "unix".to_owned())].into());
    });
    let code = generated("server", &config).text();
    let (_, client) = code.split_once("pub mod client").unwrap();
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("client", client);
    });
}

/// Without the types.
#[test]
fn client_alone() {
    let config = config(|config| {
        config.emit = [Emit::Client].into();
        config.types_path = Some("::kinds".to_owned());
        config.docs = false;
    });
    let code = generated("command_kinds", &config).text();
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("client_alone", code);
    });
}

#[test]
fn modules() {
    snapshot("modules", &config(|config| config.layout = Layout::Modules));
}

#[test]
fn conditions_as_cfg() {
    let table = [
        ("HAVE_UNIX", "unix"),
        ("HAVE_WINDOWS", "windows"),
        ("IS_SEALED", "feature = \"sealed\""),
    ];
    let table = table.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let config = config(|config| {
        config.conditions = Conditions::Cfg(table.into());
        config.docs = false;
    });
    let code = generated("conditions", &config).text();
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("conditions_as_cfg", code);
    });
}

#[test]
fn gated() {
    let table = [("HAVE_STOVE".to_owned(), "feature = \"stove\"".to_owned())];
    snapshot(
        "gated",
        &config(|config| {
            config.conditions = Conditions::Cfg(table.into());
            config.unknown_values = false;
        }),
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
fn evolution_old() {
    snapshot("evolution_old", &config(|config| config.setters = false));
}

#[test]
fn evolution_new() {
    snapshot("evolution_new", &config(|config| config.docs = false));
}

/// Names for which no line is wide enough.
#[test]
fn wide() {
    let table = [(
        "HAVE_GRINDER".to_owned(),
        "all(feature = \"grinder\", not(feature = \"only-machines-that-use-ground-coffee\"))"
            .to_owned(),
    )];
    snapshot(
        "wide",
        &config(|config| {
            config.emit.extend([Emit::Server, Emit::Client]);
            config.conditions = Conditions::Cfg(table.into());
        }),
    );
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
    let (unix, windows) = (unix.text(), windows.text());
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
fn attributes_stand_on_what_their_patterns_name() {
    let paths = [
        "Store",
        "Store.name",
        "Store.disk",
        "Store.medium",
        "Medium.tape",
        "Mode",
    ];
    let attribute = |path: &str| format!("#[doc(alias = \"at {path}\")]");
    let config = config(|config| {
        for path in paths {
            config
                .attributes
                .insert(path.to_owned(), vec![attribute(path)]);
        }
    });
    let code = generated("unions", &config).text();
    for (path, items) in [
        // The struct, and the enum of the branches.
        (
            "Store",
            &["pub struct Store {", "pub enum StoreBranch {"][..],
        ),
        ("Store.name", &["pub name: String,"]),
        ("Store.disk", &["Disk(DiskStore),"]),
        ("Store.medium", &["pub medium: StoreBranch,"]),
        ("Medium.tape", &["Tape,"]),
        ("Mode", &["pub enum Mode {"]),
    ] {
        let attribute = attribute(path);
        let behind = code.split(&attribute).skip(1).map(|behind| {
            let lines = behind.lines().map(str::trim);
            let mut lines = lines.filter(|line| !line.is_empty() && !line.starts_with("#["));
            lines.next().unwrap_or_default()
        });
        assert_eq!(behind.collect::<Vec<_>>(), items, "{path}");
    }
}

#[test]
fn several_files_are_the_one_file() {
    for layout in [Layout::Flat, Layout::Modules] {
        let generated = generated("modules", &config(|config| config.layout = layout));
        let (one, files) = (generated.text(), generated.files());
        let root = &files["mod.rs"];
        let declared = |name: &str| root.contains(&format!("mod {name};"));
        assert!(
            files
                .keys()
                .all(|file| file == "mod.rs" || declared(file.trim_end_matches(".rs")))
        );
        for (name, text) in files.iter().filter(|(name, _)| *name != "mod.rs") {
            let (_, code) = text.split_once('\n').unwrap();
            assert!(essence(&one).contains(&essence(code)), "{name}");
        }
    }
}

/// The code without what depends on how far it is indented.
fn essence(code: &str) -> String {
    code.replace([' ', '\n', ',', '{', '}'], "")
}

#[test]
fn what_is_deprecated_or_unstable_is_told_as_asked() {
    let with = |change: fn(&mut Config)| generated("features", &config(change)).text();
    let default = with(|_| {});
    assert!(default.contains("#[deprecated(") && default.contains("**Unstable.**"));
    assert!(!default.contains("**Deprecated.**") && !default.contains("#[cfg("));
    let noted = with(|config| config.deprecated = false);
    assert!(!noted.contains("#[deprecated") && noted.contains("**Deprecated.**"));
    let gated = with(|config| config.unstable = Unstable::Cfg("nightly".to_owned()));
    assert!(gated.contains("#[cfg(nightly)]\n        Wood,"), "{gated}");
}

#[test]
fn what_is_renamed_is_called_so_everywhere() {
    let entries = [
        ("volume-add", "AddVolume"),
        ("volume-add.force", "r"),
        ("VOLUME_GONE", "Gone"),
        ("Vol*.id", "name"),
        ("Mode.on", "Enabled"),
    ];
    let config = config(|config| {
        config.emit = [Emit::Types, Emit::Client].into();
        let entries = entries.map(|(path, name)| (path.to_owned(), name.to_owned()));
        config.rename = entries.into();
    });
    let code = generated("command_kinds", &config).text();
    for text in [
        "#[doc(alias = \"volume-add\")]",
        "pub struct AddVolume {",
        "fn add_volume(",
        "pub r: Option<bool>,",
        "pub fn with_r(",
        "Gone(Gone),",
        "pub name: String,",
        "Self::Enabled => \"on\",",
        "/// The member `id`, which",
    ] {
        assert!(code.contains(text), "{text}\n{code}");
    }
    assert!(!code.contains("VolumeAdd") && !code.contains("VolumeGone"));
}

#[test]
fn what_some_peers_leave_out_is_optional() {
    let config = config(|config| {
        config.emit = [Emit::Types, Emit::Client].into();
        config.optional = ["Volume.id", "volume-add.*"].map(str::to_owned).to_vec();
    });
    let code = generated("command_kinds", &config).text();
    for text in [
        "/// Some peers leave it out.\n        pub id: Option<String>,",
        "pub fn with_id(",
        "pub volume: Option<super::types::Volume>,",
        "impl Into<super::commands::VolumeAdd>",
    ] {
        assert!(code.contains(text), "{text}\n{code}");
    }
}

#[test]
fn what_one_argument_is_enough_for_is_made_of_it() {
    let code = generated("command_kinds", &config(|_| {})).text();
    assert!(code.contains("impl<T: Into<String>> From<T> for"), "{code}");
    let without = generated(
        "command_kinds",
        &config(|config| config.constructors = false),
    );
    assert!(!without.text().contains("From<"));
}

#[test]
fn secret_values_are_not_printed() {
    let config = config(|config| config.sensitive = vec!["Base.*".to_owned()]);
    let code = generated("structs", &config).text();
    // Mandatory, optional, and in what inherits them.
    for text in [
        "out.field(\"id\", &rt::Secret);",
        "out.field(\"note\", &self.note.as_ref().map(|_| rt::Secret));",
        "impl ::core::fmt::Debug for Base {",
        "impl ::core::fmt::Debug for Volume {",
    ] {
        assert!(code.contains(text), "{text}\n{code}");
    }
}

#[test]
fn options_do_what_they_say() {
    let with = |change: fn(&mut Config)| generated("structs", &config(change)).text();
    let default = with(|_| {});
    for (text, other) in [
        (
            "#[non_exhaustive]",
            with(|config| config.non_exhaustive = false),
        ),
        ("with_note", with(|config| config.setters = false)),
        ("fn new(", with(|config| config.constructors = false)),
        ("What every volume has.", with(|config| config.docs = false)),
    ] {
        assert!(default.contains(text) && !other.contains(text), "{text}");
    }
    assert!(default.starts_with("// @generated by `a test`. Do not edit.\n"));
    let closed = generated("enums", &config(|config| config.unknown_values = false)).text();
    assert!(!closed.contains("Unrecognized") && closed.contains("Copy"));
}
