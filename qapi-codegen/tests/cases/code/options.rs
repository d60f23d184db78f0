//! The effect of each option on the code.

use qapi_codegen::{Conditions, Config, Emit, Layout, Unstable};

use crate::support::{config, generated, schema};

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
    // A value is generated even without its branch.
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

/// Returns the code without the characters that depend on its indentation.
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
        "/// The member `id`.",
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
    // A mandatory member, an optional one, and a type that inherits them.
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
