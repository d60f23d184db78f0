//! `qapi diff --source`: the compiler confirms the rules about generated code.
//!
//! Each rule has a pair of schemas and a program. The program compiles with the code of the older
//! schema. With that of the newer one it fails, has warnings, or compiles, according to the rule's
//! level.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use qapi_codegen::{Config, generate, write_if_changed};
use qapi_compat::diff::source::{Version, compare};
use qapi_compat::diff::{Comparison, Level, Program, Rule};
use qapi_parser::schema::Schema;
use qapi_parser::{Edition, FileSystem, Memory, check};

/// Returns the rules about generated code.
fn rules() -> impl Iterator<Item = (&'static Rule, &'static Program)> {
    Rule::all().filter_map(|rule| Some((rule, rule.program.as_ref()?)))
}

fn schema(text: &str) -> Schema {
    let loader = Memory::new().with("schema.json", text);
    let outcome = check(&loader, "schema.json", Edition::Auto).expect("it is in memory");
    outcome.schema.expect("no errors")
}

/// Returns the code of a schema: types, server and client, with the options of the program.
fn code(schema: &Schema, options: &str) -> String {
    let options = format!("emit = ['types', 'server', 'client']\n{options}\n");
    let config = Config::from_toml(&options).expect("options");
    generate(schema, &config).expect("it generates").text()
}

fn compared(old: &str, new: &str, options: &str, included: bool) -> Comparison {
    let (old, new) = (schema(old), schema(new));
    let (before, after) = (code(&old, options), code(&new, options));
    let old = Version {
        schema: &old,
        code: &before,
    };
    let new = Version {
        schema: &new,
        code: &after,
    };
    compare(old, new, included).expect("generated code is Rust")
}

fn listed(comparison: &Comparison) -> String {
    let mut list = String::new();
    for finding in &comparison.findings {
        let also = match &*finding.also {
            [] => String::new(),
            also => format!("; also {}", also.join(", ")),
        };
        writeln!(
            list,
            "{} {}: {}{also}",
            finding.level, finding.rule.id, finding.message
        )
        .expect("a string");
    }
    list
}

/// The snapshot shows if another rule applies than intended.
#[test]
fn every_rule_over_its_pair() {
    let mut table = String::new();
    for (rule, program) in rules() {
        let comparison = compared(rule.old, rule.new, program.options, false);
        let own = comparison
            .findings
            .iter()
            .find(|finding| finding.rule == rule);
        let own = own.unwrap_or_else(|| panic!("{}: {}", rule.id, listed(&comparison)));
        assert_eq!(own.level, rule.level, "{}", rule.id);
        let placed = own.old.span.is_some() || own.new.span.is_some();
        assert!(placed, "{} has no place in the schemas", rule.id);
        writeln!(table, "{}\n{}", rule.id, listed(&comparison)).expect("a string");
        for text in [rule.old, rule.new] {
            let nothing = compared(text, text, program.options, false);
            assert_eq!(listed(&nothing), "", "{}", rule.id);
        }
    }
    insta::assert_snapshot!(table);
}

/// A package of generated code and programs that use it.
struct Package {
    folder: PathBuf,
    modules: String,
    programs: BTreeSet<String>,
}

impl Package {
    fn new(name: &str) -> Self {
        let folder = tests::workspace().join("target/diff-source").join(name);
        // Programs of an earlier run would be compiled, too.
        let _ = fs::remove_dir_all(folder.join("examples"));
        Self {
            folder,
            modules: String::new(),
            programs: BTreeSet::new(),
        }
    }

    fn write(&self, name: &str, text: &str) {
        write_if_changed(&self.folder.join(name), text).expect("the target folder can be written");
    }

    /// Adds generated code as a module of the library.
    fn module(&mut self, name: &str, code: &str) {
        self.write(&format!("src/{name}.rs"), code);
        writeln!(self.modules, "pub mod {name};").expect("a string");
    }

    fn program(&mut self, name: &str, text: &str) {
        self.write(
            &format!("examples/{name}.rs"),
            &format!("#![allow(dead_code)]\n{text}\nfn main() {{}}\n"),
        );
        self.programs.insert(name.to_owned());
    }

    /// Compiles all programs. Returns the compiler's messages for each program: their level and the
    /// line of the program.
    fn check(&self) -> BTreeMap<String, Vec<(String, u64)>> {
        let wire = tests::workspace().join("qapi-wire");
        let manifest = format!(
            "[package]\nname = \"generated\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
             qapi-wire = {{ path = {:?}, features = [\"client\", \"server\"] }}\n[profile.dev]\ndebug = false\n",
            wire.display().to_string()
        );
        self.write("Cargo.toml", &manifest);
        self.write(
            "src/lib.rs",
            &format!("#![allow(unexpected_cfgs)]\n{}", self.modules),
        );
        fs::copy(
            tests::workspace().join("Cargo.lock"),
            self.folder.join("Cargo.lock"),
        )
        .expect("copied");
        let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args([
                "check",
                "--offline",
                "--quiet",
                "--keep-going",
                "--examples",
                "--message-format=json",
            ])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("../target"))
            .output()
            .expect("cargo runs");
        let mut said: BTreeMap<String, Vec<(String, u64)>> = BTreeMap::new();
        let mut compiled = BTreeSet::new();
        for line in String::from_utf8(output.stdout).expect("UTF-8").lines() {
            let message: serde_json::Value = serde_json::from_str(line).expect("JSON");
            let target = message["target"]["name"]
                .as_str()
                .unwrap_or_default()
                .to_owned();
            let diagnostic = &message["message"];
            match message["reason"].as_str() {
                Some("compiler-artifact") => drop(compiled.insert(target)),
                Some("compiler-message") => {
                    let spans = diagnostic["spans"].as_array().into_iter().flatten();
                    let mut main = spans.filter(|span| span["is_primary"] == true);
                    let line = main.next().and_then(|span| span["line_start"].as_u64());
                    let level = diagnostic["level"].as_str().unwrap_or_default().to_owned();
                    said.entry(target)
                        .or_default()
                        .push((level, line.unwrap_or_default()));
                }
                _ => {}
            }
        }
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(
            compiled.contains("generated"),
            "the generated code does not compile: {errors}"
        );
        for name in &self.programs {
            assert!(
                compiled.contains(name) || said.contains_key(name),
                "{name}: {errors}"
            );
        }
        said
    }
}

#[test]
fn programs_fare_as_the_levels_of_the_rules_say() {
    let mut package = Package::new("rules");
    let import = |module: &str, code: &str| {
        let items = code.replace("use qmp::", &format!("use generated::{module}::"));
        format!("#[allow(unused_imports)]\nuse generated::{module} as qmp;\n{items}")
    };
    for (rule, program) in rules() {
        let name = rule.id.replace('-', "_");
        for (age, text) in [("old", rule.old), ("new", rule.new)] {
            let module = format!("{name}_{age}");
            package.module(&module, &code(&schema(text), program.options));
            package.program(&format!("{module}_program"), &import(&module, program.code));
        }
        if let Some(instead) = program.instead {
            let module = format!("{name}_new");
            package.program(&format!("{module}_instead"), &import(&module, instead));
        }
        // In its own crate, exhaustive code does not depend on attributes.
        if rule.id.ends_with("-exhaustive") {
            for (age, text) in [("old", rule.old), ("new", rule.new)] {
                let code = code(&schema(text), "");
                let text = format!("pub mod qmp {{\n{code}\n}}\n{}", program.code);
                package.program(&format!("{name}_{age}_included"), &text);
            }
            let own = |included| {
                let comparison = compared(rule.old, rule.new, "", included);
                comparison
                    .findings
                    .iter()
                    .any(|finding| finding.rule == rule)
            };
            assert_eq!((own(false), own(true)), (false, true), "{}", rule.id);
        }
    }
    let said = package.check();
    let outcome = |program: &String| {
        let levels: Vec<&str> = said
            .get(program)
            .into_iter()
            .flatten()
            .map(|(level, _)| &**level)
            .collect();
        match (levels.contains(&"error"), levels.contains(&"warning")) {
            (true, _) => Level::Breaking,
            (false, true) => Level::Warning,
            (false, false) => Level::Info,
        }
    };
    for program in &package.programs {
        let (name, kind) = program.rsplit_once('_').expect("a kind");
        let (name, age) = name.rsplit_once('_').expect("an age");
        let rule = Rule::find(&name.replace('_', "-")).expect("a rule");
        let expected = match (age, kind) {
            ("new", "program" | "included") => rule.level,
            _ => Level::Info,
        };
        assert_eq!(
            outcome(program),
            expected,
            "{program}: {:?}",
            said.get(program)
        );
    }
}

/// A program uses every field and every variant of a release, with its type there. The comparison
/// names exactly the lines that do not compile with a later release.
#[test]
fn what_breaks_between_releases_is_what_is_found() {
    let registry = |version| tests::registry_schema("qapi-qmp", version);
    let (Some(old), Some(new)) = (registry((0, 11, 0)), registry((0, 15, 0))) else {
        return tests::skip("qapi-qmp 0.11.0 and 0.15.0");
    };
    breaks_where_found(&old.path, &new.path);
}

fn breaks_where_found(old: &Path, new: &Path) {
    let read = |path: &Path| {
        let name = path.to_str().expect("UTF-8");
        let outcome = check(&FileSystem, name, Edition::Auto).expect("the file is readable");
        outcome.schema.expect("no errors")
    };
    let (old, new) = (read(old), read(new));
    let code = |schema: &Schema| {
        generate(schema, &Config::default())
            .expect("it generates")
            .text()
    };
    let (before, after) = (code(&old), code(&new));
    let versions = (
        Version {
            schema: &old,
            code: &before,
        },
        Version {
            schema: &new,
            code: &after,
        },
    );
    let comparison = compare(versions.0, versions.1, false).expect("generated code is Rust");

    let uses = Uses::of(&before);
    let mut package = Package::new("releases");
    package.module("old", &before);
    package.module("new", &after);
    package.program("with_old", &uses.program("old"));
    package.program("with_new", &uses.program("new"));
    let mut said = package.check();
    // The first two lines of the program are not uses.
    let mut broken = |program: &str| {
        let messages = said.remove(program).unwrap_or_default().into_iter();
        let lines = messages.filter(|(level, line)| level == "error" && *line > 0);
        let path = |(_, line): (String, u64)| uses.at(line as usize - 2);
        lines.map(path).collect::<BTreeSet<String>>()
    };
    assert_eq!(broken("with_old"), BTreeSet::new());

    let mut expected = BTreeSet::new();
    for finding in &comparison.findings {
        let paths = std::iter::once(finding.path()).chain(finding.also.iter().map(String::as_str));
        match finding.rule.id {
            "field-removed"
            | "field-type-changed"
            | "variant-removed"
            | "variant-payload-changed"
            | "item-removed"
            | "item-renamed"
            | "item-kind-changed" => {
                for path in paths {
                    expected.extend(uses.has(path).then(|| path.to_owned()));
                    expected.extend(uses.below(path));
                }
            }
            _ => {}
        }
    }
    let broken = broken("with_new");
    let missed: Vec<&String> = broken.difference(&expected).collect();
    // A field of a renamed type has another type.
    let renamed: Vec<&str> = (comparison.findings.iter())
        .filter(|finding| finding.rule.id == "item-renamed")
        .map(|finding| finding.path())
        .collect();
    let missed: Vec<&String> = missed
        .into_iter()
        .filter(|path| !uses.names_any(path, &renamed))
        .collect();
    assert_eq!(missed, Vec::<&String>::new(), "the compiler finds more");
    let invented: Vec<&String> = expected.difference(&broken).collect();
    assert_eq!(invented, Vec::<&String>::new(), "the compiler finds less");
    assert!(!broken.is_empty());
}

/// A use of each field and each variant of some code, one on each line.
struct Uses {
    /// The paths and the lines of each module.
    modules: BTreeMap<String, Vec<(String, String)>>,
}

impl Uses {
    /// Reads generated code of layout `flat`: the private module `types`, whose items are at the
    /// root, and others.
    fn of(code: &str) -> Self {
        let mut modules = BTreeMap::new();
        for item in syn::parse_file(code).expect("Rust").items {
            let syn::Item::Mod(module) = item else {
                continue;
            };
            let name = module.ident.to_string();
            let root = if name == "types" {
                String::new()
            } else {
                format!("{name}::")
            };
            let mut uses = Vec::new();
            for item in module.content.map(|(_, items)| items).unwrap_or_default() {
                match item {
                    syn::Item::Struct(item) => {
                        for (number, field) in item.fields.iter().enumerate() {
                            let field_name = (field.ident.as_ref())
                                .map_or_else(|| number.to_string(), ToString::to_string);
                            let (ident, ty) = (&item.ident, spelt(&field.ty));
                            uses.push((
                                format!("{root}{ident}::{}", field_name.trim_start_matches("r#")),
                                format!("fn _f(it: &{ident}) -> &{ty} {{ &it.{field_name} }}"),
                            ));
                        }
                    }
                    syn::Item::Enum(item) => {
                        for variant in &item.variants {
                            let (ident, name) = (&item.ident, &variant.ident);
                            let line = match variant.fields.iter().next() {
                                None => format!(
                                    "fn _f(it: &{ident}) -> bool {{ matches!(it, {ident}::{name}) }}"
                                ),
                                Some(field) => format!(
                                    "fn _f(it: &{ident}) -> Option<&{}> {{ if let {ident}::{name}(it) = it {{ Some(it) }} else {{ None }} }}",
                                    spelt(&field.ty)
                                ),
                            };
                            uses.push((format!("{root}{ident}::{name}"), line));
                        }
                    }
                    _ => {}
                }
            }
            modules.insert(name, uses);
        }
        Self { modules }
    }

    /// Returns all uses as a program, in modules. Names of the prelude are Rust's.
    fn program(&self, code: &str) -> String {
        let mut program = String::new();
        for (module, uses) in &self.modules {
            let from = if module == "types" {
                String::new()
            } else {
                format!("::{module}")
            };
            writeln!(
                program,
                "pub mod {module} {{ #[allow(unused_imports)] use qapi_wire::rt; pub use generated::{code}{from}::*; \
                 #[allow(deprecated)] mod uses {{ #[allow(unused_imports)] use super::*;"
            )
            .expect("a string");
            for (number, (_, line)) in uses.iter().enumerate() {
                let line = line.replace("super::types::", "super::super::types::");
                writeln!(
                    program,
                    "{}",
                    line.replacen("_f", &format!("_f{number}"), 1)
                )
                .expect("a string");
            }
            program.push_str("} }\n");
        }
        program
    }

    /// Returns the path that a line of the program uses.
    fn at(&self, line: usize) -> String {
        let mut at = 0;
        for uses in self.modules.values() {
            for (path, _) in uses {
                at += 1;
                if at == line {
                    return path.clone();
                }
            }
            at += 2;
        }
        format!("line {line}")
    }

    fn all(&self) -> impl Iterator<Item = &(String, String)> {
        self.modules.values().flatten()
    }

    fn has(&self, path: &str) -> bool {
        self.all().any(|(known, _)| known == path)
    }

    /// Returns the paths in an item.
    fn below(&self, item: &str) -> Vec<String> {
        let paths = self.all().map(|(path, _)| path);
        let inside = |path: &&String| {
            path.strip_prefix(item)
                .is_some_and(|rest| rest.starts_with("::"))
        };
        paths.filter(inside).cloned().collect()
    }

    /// Returns whether the line of a use contains one of these items.
    fn names_any(&self, path: &str, items: &[&str]) -> bool {
        let line = self
            .all()
            .find(|(known, _)| known == path)
            .map_or("", |(_, line)| line);
        let mut words =
            line.split(|character: char| !character.is_alphanumeric() && character != '_');
        words.any(|word| items.contains(&word))
    }
}

/// Returns the text of a type, as prettyplease writes it in a constant.
fn spelt(ty: &syn::Type) -> String {
    let item: syn::Item = syn::parse_quote!(type X = #ty;);
    let file = syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    };
    let text = prettyplease::unparse(&file).replace('\n', " ");
    let ty = text
        .trim()
        .strip_prefix("type X =")
        .and_then(|text| text.strip_suffix(';'));
    ty.expect("an alias")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
