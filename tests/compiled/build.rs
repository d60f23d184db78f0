//! Generates code of the schemas that have snapshots in qapi-codegen, with several options.

use std::io::Write as _;

use qapi_codegen::{Builder, Emit, Error, Layout, Output, Unstable};

/// A symbolic link, so that this package contains them when it is alone.
const SCHEMAS: &str = "schemas";

fn schema(name: &str) -> Builder {
    Builder::new(format!("{SCHEMAS}/{name}.json"))
}

/// Returns the builder of a schema whose examples are doctests.
fn documented(name: &str) -> Builder {
    schema(name).public_path(format!("compiled_tests::{name}"))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for name in [
        "enums",
        "unions",
        "alternates",
        "recursive",
        "conditions",
        "events",
        "evolution_old",
        "evolution_new",
        "features",
        "names",
        "docs",
        "legacy",
    ] {
        documented(name).compile()?;
    }
    documented("structs").bytes("Volume.data").compile()?;
    documented("command_kinds")
        .bytes("volume-add.key")
        .compile()?;

    let conditions = [
        ("HAVE_UNIX", true),
        ("HAVE_WINDOWS", false),
        ("IS_SEALED", false),
    ];
    schema("conditions")
        .conditions(conditions)
        .out_file("conditions_evaluated.rs")
        .compile()?;
    cfg_tables()?;
    options()?;
    many_members()?;
    derives()?;
    renames()?;
    names_of_rust()?;
    servers()?;
    clients()?;
    layouts()?;
    for name in ["enums", "events", "unions"] {
        let closed = schema(name)
            .unknown_values(false)
            .non_exhaustive(false)
            .setters(false)
            .docs(false);
        closed.out_file(format!("{name}_closed.rs")).compile()?;
    }

    let all = [Emit::Types, Emit::Server, Emit::Client];
    let names = documented("older_names").emit(all).bytes("Fault.key.b64");
    names.compile()?;
    names
        .member_type("Fault.set.state", "i8")
        .attribute("FaultStep.l1_grow.*", "#[doc(alias = \"first\")]")
        .attribute("disk.Chain._*", "#[doc(alias = \"back\")]")
        .derive("disk.B*", "Eq")
        .server_commands(["disk.f*"])
        .public_path("compiled_tests::older_names_options")
        .out_file("older_names_options.rs")
        .compile()?;
    Ok(())
}

/// Generates conditions as `cfg`, by tables with different predicates.
fn cfg_tables() -> Result<(), Error> {
    let _ = writeln!(
        std::io::stdout(),
        "cargo::rustc-check-cfg=cfg(switch_on, switch_off)\ncargo::rustc-cfg=switch_on"
    );
    let (on, off) = ("switch_on", "switch_off");
    for (name, unix, windows, sealed) in [
        ("conditions_unix", on, off, "not(switch_on)"),
        (
            "conditions_windows_sealed",
            off,
            on,
            "any(switch_off, switch_on)",
        ),
    ] {
        schema("conditions")
            .cfg([("HAVE_UNIX", unix), ("HAVE_WINDOWS", windows)])
            .cfg([("IS_SEALED", sealed)])
            .out_file(format!("{name}.rs"))
            .compile()?;
    }
    // Closed, so that an enum may have no values left.
    for (name, stove) in [("gated_on", on), ("gated_off", off)] {
        schema("gated")
            .cfg([("HAVE_STOVE", stove)])
            .unknown_values(false)
            .out_file(format!("{name}.rs"))
            .compile()?;
    }
    let unstable = |predicate: &str| {
        let schema = schema("features").unstable(Unstable::Cfg(predicate.to_owned()));
        schema.deprecated(false)
    };
    unstable("switch_off")
        .out_file("features_stable.rs")
        .compile()?;
    unstable("switch_on")
        .out_file("features_off.rs")
        .compile()?;
    let plain = schema("features").deprecated(false).docs(false);
    plain.out_file("features_plain.rs").compile()
}

/// Generates code by patterns, and omits items.
fn options() -> Result<(), Error> {
    schema("structs")
        .derive("AllOptional", "Eq")
        .derive("AllOptional", "Hash, PartialOrd")
        .attribute("Nothing", "#[derive(Eq, PartialOrd)]")
        .attribute("Base.id", "#[doc(alias = \"name\")]")
        .member_type("Kinds.any", "::std::collections::BTreeMap<String, i64>")
        .member_type("Volume.m1", "i8")
        .constructors(false)
        .non_exhaustive(false)
        .out_file("options.rs")
        .compile()?;
    schema("structs")
        .emit([Emit::Types, Emit::Client])
        .optional("Base.id")
        .optional("Kinds.*")
        .sensitive("Base.*")
        .bytes("Volume.data")
        .out_file("optional.rs")
        .compile()
}

/// Generates a struct with more members than a derive can compare.
fn many_members() -> Result<(), Box<dyn std::error::Error>> {
    let member = |n: usize| match n % 2 {
        0 => format!("'m{n}': 'int'"),
        _ => format!("'*m{n}': 'str'"),
    };
    let members: Vec<String> = (0..1100).map(member).collect();
    let text = format!(
        "{{ 'struct': 'Many', 'data': {{ {} }} }}\n",
        members.join(", ")
    );
    let folder = std::env::var_os("OUT_DIR").unwrap_or_default();
    let path = std::path::Path::new(&folder).join("many.json");
    qapi_codegen::write_if_changed(&path, &text)?;
    Builder::new(path).sensitive("Many.m1").compile()?;
    Ok(())
}

/// Generates derives by a pattern that matches everything, and by name.
fn derives() -> Result<(), Error> {
    for (name, file) in [
        ("alternates", "alternates_hashed.rs"),
        ("command_kinds", "command_kinds_hashed.rs"),
        ("conditions", "conditions_hashed.rs"),
        ("enums", "enums_hashed.rs"),
        ("events", "events_hashed.rs"),
        ("legacy", "legacy_hashed.rs"),
        ("older_names", "older_names_hashed.rs"),
        ("recursive", "recursive_hashed.rs"),
        ("structs", "structs_hashed.rs"),
        ("unions", "unions_hashed.rs"),
    ] {
        let schema = schema(name).derive("*", "Eq, std::hash::Hash, Clone");
        schema.out_file(file).compile()?;
    }
    let ordered = |name: &str| schema(name).derive("*", "Ord, PartialOrd");
    ordered("structs")
        .out_file("structs_ordered.rs")
        .compile()?;
    ordered("recursive")
        .out_file("recursive_ordered.rs")
        .compile()?;
    ordered("unions")
        .derive("*", "Copy, Default, Hash")
        .unknown_values(false)
        .out_file("unions_ordered.rs")
        .compile()
}

/// Generates names that the configuration chooses.
fn renames() -> Result<(), Error> {
    schema("unions")
        .rename("Store", "Shelf")
        .rename("Store.medium", "kept_on")
        .rename("Medium.ram-disk", "Ram")
        .rename("Store.disk", "Spinning")
        .out_file("unions_renamed.rs")
        .compile()?;
    schema("command_kinds")
        .emit([Emit::Types, Emit::Server, Emit::Client])
        .rename("volume-add", "AddVolume")
        .rename("volume-add.volume", "type")
        .rename("VOLUME_GONE", "Gone")
        .out_file("command_kinds_renamed.rs")
        .compile()
}

/// Generates types, commands and events with the names of Rust's prelude and of its primitive
/// types.
fn names_of_rust() -> Result<(), Error> {
    let mut schema = String::new();
    for name in [
        "AsMut",
        "AsRef",
        "AsyncFn",
        "AsyncFnMut",
        "AsyncFnOnce",
        "Box",
        "Clone",
        "Copy",
        "Default",
        "DoubleEndedIterator",
        "Drop",
        "Eq",
        "Err",
        "ExactSizeIterator",
        "Extend",
        "Fn",
        "FnMut",
        "FnOnce",
        "From",
        "FromIterator",
        "Future",
        "Into",
        "IntoFuture",
        "IntoIterator",
        "Iterator",
        "None",
        "Ok",
        "Option",
        "Ord",
        "PartialEq",
        "PartialOrd",
        "Result",
        "Send",
        "Sized",
        "Some",
        "String",
        "Sync",
        "ToOwned",
        "ToString",
        "TryFrom",
        "TryInto",
        "Unpin",
        "Vec",
        "alloc",
        "char",
        "core",
        "f32",
        "f64",
        "i128",
        "i16",
        "i32",
        "i64",
        "i8",
        "isize",
        "rt",
        "std",
        "u128",
        "u16",
        "u32",
        "u64",
        "u8",
        "usize",
    ] {
        schema.push_str(&format!(
            "{{ 'struct': '{name}', 'data': {{ '*x': 'str' }} }}\n"
        ));
    }
    for (command, event) in [
        ("drop", "SEND"),
        ("copy", "BOX"),
        ("into", "FROM"),
        ("some", "OK"),
    ] {
        schema.push_str(&format!(
            "{{ 'command': '{command}', 'data': 'Vec', 'boxed': true }}\n"
        ));
        schema.push_str(&format!(
            "{{ 'event': '{event}', 'data': {{ 'x': ['u8'] }} }}\n"
        ));
    }
    let folder = std::env::var_os("OUT_DIR").map(std::path::PathBuf::from);
    let path = folder.unwrap_or_default().join("rust.json");
    qapi_codegen::write_if_changed(&path, &schema)
        .map(|_| ())
        .map_err(|source| Error::Write {
            path: path.clone(),
            source,
        })?;
    Builder::new(&path)
        .emit([Emit::Types, Emit::Server, Emit::Client])
        .out_file("names_of_rust.rs")
        .compile()
}

/// Generates servers: with and without their types, of some commands, asynchronous, under a `cfg`.
fn servers() -> Result<(), Error> {
    let server = || {
        let schema = schema("server")
            .emit([Emit::Server])
            .types_path("crate::server");
        schema.delimited("radio-sync")
    };
    let all = schema("server").emit([Emit::Types, Emit::Server]);
    all.bytes("Recording.data")
        .delimited("radio-sync")
        .compile()?;
    server()
        .server_commands(["radio-ping", "radio-s*"])
        .server_name("Radio")
        .out_file("server_few.rs")
        .compile()?;
    server()
        .server_async(true)
        .out_file("server_async.rs")
        .compile()?;
    server()
        .cfg([("HAVE_SET", "switch_off")])
        .out_file("server_cfg.rs")
        .compile()?;
    let modules = schema("modules").layout(Layout::Modules);
    modules
        .clone()
        .emit([Emit::Types, Emit::Server])
        .out_file("server_modules.rs")
        .compile()?;
    modules
        .emit([Emit::Server])
        .types_path("crate::modules")
        .out_file("server_of_modules.rs")
        .compile()
}

/// Generates clients: with and without their types, in modules, under a `cfg`, with difficult
/// names.
fn clients() -> Result<(), Error> {
    let client = |name: &str, emit: &[Emit], file: &str| {
        let schema = schema(name).emit(emit.iter().copied());
        schema.out_file(file)
    };
    let all = [Emit::Types, Emit::Client];
    client("server", &all, "client.rs")
        .bytes("Recording.data")
        .compile()?;
    client("conditional_parts", &all, "conditional_parts.rs").compile()?;
    client("names", &all, "client_names.rs").compile()?;
    client("features", &all, "client_features.rs")
        .unstable(Unstable::Cfg("switch_off".to_owned()))
        .constructors(false)
        .compile()?;
    client("server", &[Emit::Client], "client_cfg.rs")
        .types_path("crate::server")
        .cfg([("HAVE_SET", "switch_off")])
        .compile()?;
    client("modules", &[Emit::Client], "client_of_modules.rs")
        .layout(Layout::Modules)
        .types_path("crate::modules")
        .compile()?;
    client("modules", &all, "client_modules.rs")
        .layout(Layout::Modules)
        .compile()
}

/// Generates modules and files.
fn layouts() -> Result<(), Error> {
    let modules = || schema("modules").layout(Layout::Modules);
    modules().public_path("compiled_tests::modules").compile()?;
    let files = modules().output(Output::FilePerModule);
    files.out_file("modules_files").compile()?;
    let files = schema("modules").output(Output::FilePerModule);
    files.out_file("flat_files").compile()?;
    schema("modules")
        .extern_type("Block", "crate::modules::block_core::Block")
        .extern_type("Over*", "crate::modules::modules::*")
        .out_file("modules_extern.rs")
        .compile()
}
