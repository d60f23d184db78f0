//! Tests of the errors and their texts.

use std::fs;
use std::path::Path;

use crate::support::{config, try_text};
use qapi_codegen::{Builder, Conditions, Config, Edition, Emit, Error, Unstable};
use qapi_parser::Severity;

#[track_caller]
fn error(text: &str, config: &Config) -> String {
    try_text(text, config).unwrap_err().to_string()
}

#[test]
fn a_pattern_that_matches_nothing_tells_what_was_meant() {
    let schema = "{ 'struct': 'FileRead', 'data': { 'data': 'str', 'date': 'int' } }
                  { 'struct': 'Files', 'data': { 'data': 'str', 'if': 'int' }, 'if': 'CONFIG_LINUX' }";
    let mut config = config(|config| {
        config.bytes = vec!["file-read.data".to_owned(), "FileRead.dat".to_owned()];
        config.optional = vec!["fileread.dates".to_owned(), "FileRead.length".to_owned()];
        config.conditions = Conditions::Evaluate([("CONFIG_LINUS".to_owned(), true)].into());
    });
    assert_eq!(
        error(schema, &config),
        "the configuration does not fit the schema:\n\
         conditions 'CONFIG_LINUS': no condition of the schema mentions it; did you mean 'CONFIG_LINUX'?"
    );
    config.conditions = Conditions::IncludeAll;
    assert_eq!(
        error(schema, &config),
        "the configuration does not fit the schema:\n\
         bytes 'file-read.data': no member matches; did you mean 'FileRead.data'?\n\
         bytes 'FileRead.dat': no member matches; did you mean 'FileRead.data'?\n\
         optional 'fileread.dates': no member matches; did you mean 'FileRead.date'?\n\
         optional 'FileRead.length': no member matches"
    );
}

const VOLUME: &str = "{ 'struct': 'Volume', 'data': { 'id': 'str', 'size': 'int' } }
                      { 'command': 'volume-add', 'data': { 'volume': 'Volume', 'key': 'str' } }";

#[test]
fn every_option_that_does_not_fit_is_named() {
    let patterns = [
        "Volume.id",
        "volume-add.kay",
        "q_obj_volume-add-arg.key",
        "Volume.size",
        "*.k*",
    ];
    let config = config(|config| config.bytes = patterns.map(str::to_owned).to_vec());
    assert_eq!(
        error(VOLUME, &config),
        "the configuration does not fit the schema:\n\
         bytes 'Volume.size': the member Volume.size is of type 'int', not 'str'\n\
         bytes 'volume-add.kay': no member matches; did you mean 'volume-add.key'?\n\
         bytes 'q_obj_volume-add-arg.key': no member matches"
    );
}

#[test]
fn every_pattern_that_matches_nothing_is_named() {
    let one = |key: &str, value: &str| [(key.to_owned(), value.to_owned())].into();
    let list = |key: &str, value: &str| [(key.to_owned(), vec![value.to_owned()])].into();
    let config = config(|config| {
        config.bytes = vec!["Volume.x".to_owned()];
        config.optional = vec!["Volume.z".to_owned()];
        config.sensitive = vec!["*.password".to_owned()];
        config.member_types = one("Volume.y", "u8");
        config.extern_types = one("volume-add", "::other::*");
        config.attributes = list("Volume.id.x", "#[must_use]");
        config.derives = list("Volume.id", "Eq");
    });
    assert_eq!(
        error(VOLUME, &config),
        "the configuration does not fit the schema:\n\
         bytes 'Volume.x': no member matches\n\
         member-types 'Volume.y': no member matches\n\
         optional 'Volume.z': no member matches\n\
         sensitive '*.password': no member matches\n\
         extern-types 'volume-add': no type matches\n\
         derives 'Volume.id': no definition matches; did you mean 'Volume'?\n\
         attributes 'Volume.id.x': no definition, member or value matches"
    );
}

#[test]
fn a_public_path_is_a_path_of_modules() {
    for path in ["", "my crate", "crate::", "a::<b>", "my_crate::1", "self"] {
        let config = config(|config| config.public_path = Some(path.to_owned()));
        assert_eq!(
            error(VOLUME, &config),
            format!(
                "the configuration does not fit the schema:\n\
                 public-path '{path}': that is no path of a module"
            )
        );
    }
}

#[test]
fn texts_that_are_no_rust_are_named() {
    let one = |key: &str, value: &str| [(key.to_owned(), value.to_owned())].into();
    let list = |key: &str, value: &str| [(key.to_owned(), vec![value.to_owned()])].into();
    let config = config(|config| {
        config.member_types = one("Volume.id", "Vec<(u8>");
        config.extern_types = one("Volume", "");
        config.attributes = list("Volume.size", "must_use");
        config.derives = list("Volume", "");
    });
    let error = error(VOLUME, &config);
    for line in [
        "member-types 'Volume.id': what it stands for is not the Rust that belongs there",
        "extern-types 'Volume': its path is no Rust",
        "attributes 'Volume.size': what it stands for is not the Rust that belongs there",
        "derives 'Volume': what it stands for is not the Rust that belongs there",
    ] {
        assert!(error.lines().any(|found| found == line), "{line}\n{error}");
    }
}

#[test]
fn a_discriminator_keeps_its_type_and_place() {
    let text = "{ 'enum': 'Tag', 'data': [ 'x' ] }
                { 'union': 'Un', 'base': { 't': 'Tag' }, 'discriminator': 't', 'data': {} }";
    let config = config(|config| {
        config.member_types = [("Un.t".to_owned(), "u8".to_owned())].into();
        config.optional = vec!["Un.*".to_owned()];
    });
    assert_eq!(
        error(text, &config),
        "the configuration does not fit the schema:\n\
         member-types 'Un.t': the member Un.t is a discriminator\n\
         optional 'Un.*': the member Un.t is a discriminator"
    );
}

#[test]
fn conditions_as_cfg_need_a_whole_and_fitting_table() {
    let text = "{ 'struct': 'Host', 'if': { 'all': [ 'B', { 'not': 'A' } ] }, 'data': { 'x': { 'type': 'int', 'if': 'C' } } }";
    let table = |pairs: &[(&str, &str)]| {
        let pairs = pairs
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        let table = pairs.collect();
        config(|config| config.conditions = Conditions::Cfg(table))
    };
    assert_eq!(
        error(text, &table(&[("A", "unix")])),
        "these configuration names of the schema need a predicate of cfg: B, C"
    );
    let fitting = [("A", "unix"), ("B", "any(windows"), ("C", "x"), ("D", "y")];
    assert_eq!(
        error(text, &table(&fitting)),
        "the configuration does not fit the schema:\n\
         conditions 'D': no condition of the schema mentions it\n\
         conditions 'B': 'any(windows' is no predicate"
    );
    let unstable = config(|config| config.unstable = Unstable::Cfg(String::new()));
    assert_eq!(
        error(text, &unstable),
        "the configuration does not fit the schema:\nunstable: '' is no predicate"
    );
}

#[test]
fn a_value_that_no_condition_asks_for_is_named() {
    let values = [("A".to_owned(), true)].into();
    assert_eq!(
        error(
            VOLUME,
            &config(|config| config.conditions = Conditions::Evaluate(values))
        ),
        "the configuration does not fit the schema:\n\
         conditions 'A': no condition of the schema mentions it"
    );
}

#[test]
fn what_a_server_cannot_be_is_told() {
    let text = "{ 'command': 'ping' } { 'command': 'stop', 'if': 'A' }";
    let wrong = |change: fn(&mut Config)| {
        let error = error(
            text,
            &config(|config| {
                config.emit = [Emit::Types, Emit::Server].into();
                config.conditions = Conditions::Evaluate([("A".to_owned(), false)].into());
                change(config);
            }),
        );
        let (_, lines) = error.split_once(":\n").unwrap();
        lines.to_owned()
    };
    assert_eq!(
        wrong(|it| it.emit.clear()),
        "emit: it is empty, so that nothing would be generated"
    );
    assert_eq!(
        wrong(|it| it.emit = [Emit::Server].into()),
        "types-path: the types are not generated, so it must say where they are"
    );
    assert_eq!(
        wrong(|it| it.types_path = Some("::t".to_owned())),
        "types-path '::t': the types are generated here"
    );
    assert_eq!(
        wrong(|it| (it.emit, it.types_path) = ([Emit::Server].into(), Some("(".to_owned()))),
        "types-path '(': that is no path in Rust"
    );
    assert_eq!(
        wrong(|it| it.server.name = "for".to_owned()),
        "server.name 'for': that is no name in Rust"
    );
    assert_eq!(
        wrong(|it| it.server.name = "Option".to_owned()),
        "server.name 'Option': Rust has that name itself"
    );
    assert_eq!(
        wrong(|it| it.server.commands = ["p*", "pong", "stop"].map(str::to_owned).into()),
        "server.commands 'pong': no command matches; did you mean 'ping'?\n\
         server.commands 'stop': no command matches"
    );
    assert_eq!(
        wrong(|it| it.delimited = vec!["sync".to_owned()]),
        "delimited 'sync': no command matches"
    );
}

#[cfg(feature = "config-file")]
mod config_file {
    use qapi_codegen::{Conditions, Config, Emit, Layout, Output, Unstable};

    #[test]
    fn every_option_can_be_read() {
        let text = r##"
            emit = ["types", "server", "client"]
            types-path = "::qga_types"
            delimited = ["sync"]
            server = { commands = ["a-*"], name = "Agent", async = true }
            bytes = ["A.b"]
            optional = ["A.d"]
            unknown-values = false
            non-exhaustive = false
            constructors = false
            setters = false
            docs = false
            deprecated = false
            unstable.cfg = "nightly"
            layout = "modules"
            output = "file-per-module"
            [conditions.evaluate]
            X = true
            [member-types]
            "A.c" = "u8"
            [extern-types]
            "Guest*" = "::qga_types::*"
            [attributes]
            A = ["#[must_use]"]
            [derives]
            "*" = ["Eq", "Hash"]
            [rename]
            "A.Self" = "Upper"
        "##;
        let mut expected = Config::default();
        expected.emit = [Emit::Types, Emit::Server, Emit::Client].into();
        expected.types_path = Some("::qga_types".to_owned());
        expected.delimited = vec!["sync".to_owned()];
        expected.server.commands = vec!["a-*".to_owned()];
        expected.server.name = "Agent".to_owned();
        expected.server.asynchronous = true;
        expected.bytes = vec!["A.b".to_owned()];
        expected.optional = vec!["A.d".to_owned()];
        expected.unknown_values = false;
        expected.non_exhaustive = false;
        expected.constructors = false;
        expected.setters = false;
        expected.docs = false;
        expected.deprecated = false;
        expected.unstable = Unstable::Cfg("nightly".to_owned());
        expected.layout = Layout::Modules;
        expected.output = Output::FilePerModule;
        expected.conditions = Conditions::Evaluate([("X".to_owned(), true)].into());
        expected.member_types = [("A.c".to_owned(), "u8".to_owned())].into();
        expected.extern_types = [("Guest*".to_owned(), "::qga_types::*".to_owned())].into();
        expected.attributes = [("A".to_owned(), vec!["#[must_use]".to_owned()])].into();
        expected.derives = [("*".to_owned(), vec!["Eq".to_owned(), "Hash".to_owned()])].into();
        expected.rename = [("A.Self".to_owned(), "Upper".to_owned())].into();
        assert_eq!(Config::from_toml(text).unwrap(), expected);
        assert_eq!(Config::from_toml("").unwrap(), Config::default());
        let all = Config::from_toml("conditions = 'include-all'\nunstable = 'note'").unwrap();
        assert_eq!(all, Config::default());
    }

    #[test]
    fn what_is_no_option_is_shown() {
        let error = Config::from_toml("docs = true\nbites = []")
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("line 2") && error.contains("bites"),
            "{error}"
        );
        assert!(Config::from_toml("generated-by = 'x'").is_err());
        assert!(Config::from_toml("emit = ['manual']").is_err());
        assert!(Config::from_toml("server = { trait = 'T' }").is_err());
    }
}

#[test]
fn every_condition_without_a_value_is_named() {
    let text = "{ 'struct': 'Host', 'if': { 'all': [ 'B', { 'not': 'A' } ] }, 'data': { 'x': { 'type': 'int', 'if': 'C' } } }
                { 'enum': 'E', 'data': [ { 'name': 'v', 'if': 'D', 'features': [ { 'name': 'f', 'if': 'E' } ] } ] }
                { 'union': 'U', 'base': { 'e': 'E1' }, 'discriminator': 'e', 'data': { 'a': { 'type': 'Host', 'if': 'F' } } }
                { 'enum': 'E1', 'data': [ 'a' ] }
                { 'alternate': 'Alt', 'data': { 'a': { 'type': 'str', 'if': 'G' } } }
                { 'event': 'EV', 'if': 'H' }
                { 'command': 'c', 'if': 'I', 'features': [ { 'name': 'f', 'if': 'J' } ] }";
    let text = text
        .replace("'E'", "'En'")
        .replace("'if': 'En'", "'if': 'E'")
        .replace("'U'", "'Un'");
    let config =
        config(|config| config.conditions = Conditions::Evaluate([("A".to_owned(), true)].into()));
    assert_eq!(
        error(&text, &config),
        "these configuration names of the schema need a value: B, C, D, E, F, G, H, I, J"
    );
}

#[test]
fn what_is_left_out_and_needed_is_named() {
    let text = "{ 'struct': 'Gone', 'if': 'A', 'data': {} }
                { 'struct': 'Stays', 'base': 'Gone', 'data': { 'one': 'Gone', '*list': ['Gone'] } }
                { 'enum': 'Tag', 'data': [ { 'name': 'x', 'if': 'A' } ] }
                { 'union': 'Bare', 'base': { 't': 'Tag' }, 'discriminator': 't', 'data': {} }
                { 'command': 'c', 'boxed': true, 'data': 'Gone', 'returns': ['Gone'] }";
    let config =
        config(|config| config.conditions = Conditions::Evaluate([("A".to_owned(), false)].into()));
    let error = error(text, &config);
    for line in [
        "'Stays' needs the type 'Gone'",
        "the member 'one' of 'Stays' needs the type 'Gone'",
        "the member 'list' of 'Stays' needs the type 'GoneList'",
        "the command 'c' needs the type 'Gone'",
        "the command 'c' needs the type 'GoneList'",
        "the union 'Bare' has no branch left",
    ] {
        assert!(error.lines().any(|found| found == line), "{line}\n{error}");
    }
}

#[test]
fn every_clash_of_names_is_told() {
    let text = "{ 'pragma': { 'command-name-exceptions': [ 'a_b' ] } }
                { 'command': 'a-b' }
                { 'command': 'a_b' }
                { 'event': 'C_D' }
                { 'event': 'C.D' }
                { 'struct': 'Foo-Bar', 'data': {} }
                { 'struct': 'FooBar', 'data': {} }
                { 'struct': 'Foo_Bar', 'data': {} }";
    assert_eq!(
        error(text, &config(|_| {})),
        "names of the schema clash in Rust:\n\
         types: 'Foo-Bar' and 'Foo_Bar' would both be `Foo_Bar` in Rust\n  \
         to rename one: `.rename(\"Foo_Bar\", \"Foo_Bar2\")` of the Builder, `--rename Foo_Bar=Foo_Bar2`, \
         or `\"Foo_Bar\" = \"Foo_Bar2\"` in the table `rename` of qapi.toml\n\
         commands: 'a-b' and 'a_b' would both be `A_b` in Rust\n  \
         to rename one: `.rename(\"a_b\", \"A_b2\")` of the Builder, `--rename a_b=A_b2`, \
         or `\"a_b\" = \"A_b2\"` in the table `rename` of qapi.toml\n\
         events: 'C_D' and 'C.D' would both be `C_D` in Rust\n  \
         to rename one: `.rename(\"C.D\", \"C_D2\")` of the Builder, `--rename C.D=C_D2`, \
         or `\"C.D\" = \"C_D2\"` in the table `rename` of qapi.toml"
    );
}

#[test]
fn renames_that_cannot_be_are_named() {
    let config = config(|config| {
        let entries = [
            ("Volume", "Option"),
            ("Volume.id", "9x"),
            ("Volume.size", "self"),
            ("Volumes.id", "x"),
            ("volume-ad", "x"),
            ("*.key", "String"),
            ("*.kay", "x"),
        ];
        let entries = entries.map(|(path, name)| (path.to_owned(), name.to_owned()));
        config.rename = entries.into();
    });
    assert_eq!(
        error(VOLUME, &config),
        "the configuration does not fit the schema:\n\
         rename 'Volume': Rust has the name 'Option' itself\n\
         rename '*.kay': no definition, member, value or branch matches\n\
         rename 'Volume.id': '9x' is no name in Rust\n\
         rename 'Volume.size': 'self' is no name in Rust\n\
         rename 'Volumes.id': no definition, member, value or branch matches; did you mean 'Volume.id'?\n\
         rename 'volume-ad': no definition, member, value or branch matches; did you mean 'volume-add'?"
    );
}

#[test]
fn a_trait_that_nothing_can_derive_is_told_with_the_reason() {
    let text = "{ 'enum': 'En', 'data': [ 'a' ] }
                { 'struct': 'Rate', 'data': { 'value': 'number' } }
                { 'struct': 'Outer', 'data': { 'list': [ 'Rate' ], '*more': 'any' } }
                { 'union': 'Un', 'base': { 't': 'En' }, 'discriminator': 't', 'data': {} }
                { 'command': 'set', 'boxed': true, 'data': 'Outer' }
                { 'struct': 'Plain', 'data': { 'en': 'En' } }";
    let config = config(|config| {
        let entries = [
            ("Outer", "Eq"),
            ("Plain", "Eq"),
            ("set", "std::cmp::Ord"),
            ("R*", "Hash"),
            ("Un", "Default, Ord"),
            ("Pl*", "Default"),
            ("E*", "Copy"),
            ("*", "Copy, Ord, Eq"),
        ];
        let entries = entries.map(|(path, traits)| (path.to_owned(), vec![traits.to_owned()]));
        config.derives = entries.into();
    });
    assert_eq!(
        error(text, &config),
        "the configuration does not fit the schema:\n\
         derives 'Un': nothing that matches can derive Ord: an unknown branch of 'Un' lacks it\n\
         derives 'set': nothing that matches can derive Ord: data of 'set' lacks it\n\
         derives 'Outer': nothing that matches can derive Eq: list of 'Outer' lacks it\n\
         derives 'R*': nothing that matches can derive Hash: value of 'Rate' lacks it\n\
         derives 'E*': nothing that matches can derive Copy: an unknown value of 'En' lacks it\n\
         derives 'Pl*': nothing that matches can derive Default: en of 'Plain' lacks it\n\
         derives 'Un': nothing that matches can derive Default: 'Un' has no value for it"
    );
}

/// Runs a builder; returns the error, if any, and the lines for Cargo.
fn compile(builder: &Builder) -> (Option<Error>, String) {
    let mut told = Vec::new();
    let result = builder.compile_to(&mut told);
    (result.err(), String::from_utf8(told).unwrap())
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
}

#[test]
fn a_missing_schema_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let (schema, out) = (
        folder.path().join("none.json"),
        folder.path().join("out.rs"),
    );
    let (error, told) = compile(&Builder::new(&schema).out_file(&out));
    let schema = schema.display();
    assert_eq!(told, format!("cargo::rerun-if-changed={schema}\n"));
    let error = error.unwrap();
    assert!(matches!(error, Error::Load(_)));
    assert_eq!(error.to_string(), format!("{schema}: no such file"));
    assert!(!out.exists());
}

#[test]
fn a_bad_schema_touches_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.rs");
    fs::write(&out, "as it was").unwrap();
    write(
        folder.path(),
        &[
            (
                "top.json",
                "{ 'include': 'part.json' }\n{ 'include': 'none.json' }\n{ 'struct': 'Bad', 'data': { 'x': 'Nix' } }",
            ),
            ("part.json", "{ 'command': 'x', 'returns': 'Nox' }"),
        ],
    );
    let (error, told) = compile(&Builder::new(folder.path().join("top.json")).out_file(&out));
    let Some(error @ Error::Schema { .. }) = error else {
        panic!("{error:?}")
    };
    let text = error.to_string();
    assert!(
        text.starts_with("the schema has errors:\n\nerror[Q"),
        "{text}"
    );
    assert!(text.contains("top.json:2:14\n"), "{text}");
    for file in ["top.json", "part.json"] {
        let line = format!(
            "cargo::rerun-if-changed={}",
            folder.path().join(file).display()
        );
        assert!(told.lines().any(|told| told == line), "{line}\n{told}");
    }
    assert_eq!(fs::read_to_string(out).unwrap(), "as it was");
}

/// `main` prints the `Debug` form of an error; Cargo shows it with the lines of standard output.
#[test]
fn a_build_prints_an_error_once() {
    let folder = tempfile::tempdir().unwrap();
    let schema = folder.path().join("bad.json");
    let text = "{ 'enum': 'Size', 'data': [] }\n{ 'command': 'x', 'data': { 'a': 'Sise' } }\n";
    fs::write(&schema, text).unwrap();
    let (error, told) = compile(&Builder::new(&schema).out_file(folder.path().join("out.rs")));
    let error = error.unwrap();
    let schema = schema.display();
    assert_eq!(told, format!("cargo::rerun-if-changed={schema}\n"));
    assert_eq!(format!("{error:?}"), error.to_string());
    assert_eq!(
        error.to_string(),
        format!(
            "the schema has errors:\n\n\
             error[Q0601]: member 'a' uses the type 'Sise', which nobody defines\n \
             --> {schema}:2:34\n  |\n\
             2 | {{ 'command': 'x', 'data': {{ 'a': 'Sise' }} }}\n  \
             |                                  ^^^^^^ no such type\n  \
             = help: did you mean 'Size'?"
        )
    );
}

#[test]
fn errors_of_a_schema_have_places() {
    let folder = tempfile::tempdir().unwrap();
    let schema = folder.path().join("bad.json");
    let text = "{ 'command': 'a', 'data': '' }\n{ 'command': 'x', 'returns': 'Nox' }";
    fs::write(&schema, text).unwrap();
    let (error, _) = compile(&Builder::new(&schema).out_file(folder.path().join("out.rs")));
    let Some(Error::Schema {
        diagnostics,
        sources,
    }) = error
    else {
        panic!("{error:?}")
    };
    // The warning is not an error.
    let [error] = &*diagnostics else {
        panic!("{diagnostics:?}")
    };
    assert_eq!(
        (error.code.to_string(), error.severity),
        ("Q0601".to_owned(), Severity::Error)
    );
    let file = sources.files().next().unwrap();
    assert_eq!(Path::new(file.path()), schema);
    assert_eq!(sources.text(error.span), "'Nox'");
}

#[test]
fn errors_can_be_sent_to_another_thread() {
    // As `Box<dyn Error + Send + Sync>`, which the errors of build scripts often are.
    fn is_sent<T: Send + Sync + 'static>() {}
    is_sent::<Error>();
}

#[test]
fn a_cause_is_printed_once() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("good.json", ""), ("file", "")]);
    let schema = folder.path().join("good.json");
    for (builder, part) in [
        (
            Builder::new(folder.path().join("none.json")),
            "no such file",
        ),
        (
            Builder::new(&schema).out_file(folder.path().join("file/out.rs")),
            "file/out.rs: ",
        ),
    ] {
        let error = compile(&builder).0.unwrap();
        assert!(error.to_string().contains(part), "{error}");
        assert!(std::error::Error::source(&error).is_none(), "{error}");
    }
}

#[test]
fn forms_of_older_releases_are_no_matter_of_a_build() {
    const OLD: &str = "{ 'command': 'a_b' }\n{ 'command': 'c_d' }\n";
    let folder = tempfile::tempdir().unwrap();
    let (schema, out) = (folder.path().join("old.json"), folder.path().join("out.rs"));
    let builder = Builder::new(&schema).out_file(out);
    // Returns the lines printed to Cargo, without the folder.
    let told = |text: &str, edition| {
        fs::write(&schema, text).unwrap();
        let (error, told) = compile(&builder.clone().edition(edition));
        let place = format!("{}{}", folder.path().display(), std::path::MAIN_SEPARATOR);
        (error, told.replace(&place, ""))
    };
    let (error, all) = told(OLD, Edition::Auto);
    assert!(error.is_none(), "{error:?}");
    assert_eq!(all, "cargo::rerun-if-changed=old.json\n");

    let (error, all) = told(
        &format!("{OLD}{{ 'command': 'e', 'data': '' }}"),
        Edition::Auto,
    );
    assert!(error.is_none(), "{error:?}");
    assert_eq!(
        all,
        "cargo::rerun-if-changed=old.json\n\
         cargo::warning=old.json:3:27: warning[Q0309]: the empty type name of 'data' counts as none\n"
    );

    let (error, all) = told(
        &format!("{OLD}{{ 'command': 'e', 'data': 'F' }}"),
        Edition::Auto,
    );
    assert!(
        matches!(&error, Some(Error::Schema { diagnostics, .. }) if diagnostics.len() == 1),
        "{error:?}"
    );
    assert_eq!(
        all,
        "cargo::rerun-if-changed=old.json\n\
         cargo::warning=note: old.json: `qapi check` lists 2 more warnings, about forms of older releases\n"
    );

    let (error, all) = told(OLD, Edition::Latest);
    assert!(
        matches!(&error, Some(Error::Schema { diagnostics, .. }) if diagnostics.len() == 2),
        "{error:?}"
    );
    assert!(
        !all.contains("note: ") && !all.contains("cargo::error"),
        "{all}"
    );
}

#[test]
fn codes_are_allowed_and_denied() {
    let folder = tempfile::tempdir().unwrap();
    let (schema, out) = (folder.path().join("old.json"), folder.path().join("out.rs"));
    fs::write(
        &schema,
        "{ 'command': 'a_b' }\n{ 'command': 'e', 'data': '' }\n",
    )
    .unwrap();
    let builder = || Builder::new(&schema).out_file(&out);
    let (error, told) = compile(&builder().allow("Q0309"));
    assert!(error.is_none() && !told.contains("Q0309"), "{told}");
    let errors = |builder: &Builder| match compile(builder).0 {
        Some(Error::Schema { diagnostics, .. }) => diagnostics.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!(errors(&builder().deny("all")), 2);
    assert_eq!(errors(&builder().deny("all").allow("Q03*")), 1);
    for (builder, reason) in [
        (
            builder().deny("Q9999"),
            "deny: there is no diagnostic with the code 'Q9999'",
        ),
        (builder().allow("Q0601"), "allow: Q0601 cannot be allowed"),
    ] {
        let error = compile(&builder).0.unwrap();
        assert!(matches!(error, Error::Level(_)));
        assert!(error.to_string().starts_with(reason), "{error}");
    }
}

#[test]
fn an_unchanged_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (schema, out) = (
        folder.path().join("volume.json"),
        folder.path().join("sub/volume.rs"),
    );
    fs::write(&schema, VOLUME).unwrap();
    let builder = Builder::new(&schema).out_file(&out);
    let (error, told) = compile(&builder);
    assert!(error.is_none());
    assert_eq!(
        told,
        format!("cargo::rerun-if-changed={}\n", schema.display())
    );
    let written = fs::metadata(&out).unwrap().modified().unwrap();
    assert!(compile(&builder).0.is_none());
    assert_eq!(fs::metadata(&out).unwrap().modified().unwrap(), written);
    assert!(compile(&builder.bytes("volume-add.key")).0.is_none());
    assert!(fs::read_to_string(&out).unwrap().contains("rt::Bytes"));
}

#[test]
fn a_file_that_cannot_be_written_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let schema = folder.path().join("volume.json");
    fs::write(&schema, VOLUME).unwrap();
    // A file exists instead of the folder.
    let (error, told) = compile(&Builder::new(&schema).out_file(schema.join("out.rs")));
    assert!(matches!(error, Some(Error::Write { .. })));
    assert!(!told.contains("cargo::error"), "{told}");
}

#[test]
fn a_bad_option_has_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let schema = folder.path().join("volume.json");
    fs::write(&schema, VOLUME).unwrap();
    let builder = Builder::new(&schema)
        .bytes("a.b")
        .bytes("c.d")
        .out_file(folder.path().join("out.rs"));
    let (error, told) = compile(&builder);
    let error = error.unwrap();
    assert!(matches!(error, Error::Config(_)));
    assert_eq!(
        error.to_string(),
        "the configuration does not fit the schema:\n\
         bytes 'a.b': no member matches\n\
         bytes 'c.d': no member matches"
    );
    assert!(!told.contains("cargo::error"), "{told}");
    assert!(!folder.path().join("out.rs").exists());
}
