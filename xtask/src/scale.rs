//! `cargo xtask scale N [FOLDER]`: writes a schema of N times QMP's size, with the same mix of
//! definitions and docs. It serves to measure the growth of cost.
//!
//! QMP's schema of QEMU 10.2 has 759 kB in 46 files: 182 enums of 6 values each, 479 structs with
//! about 3,500 members in total, 43 unions, 6 alternates, 244 commands and 57 events. Every module
//! here has a 45th part of that.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::bench::scratch::write;
use crate::failure::Failure;
use crate::workspace::root;

/// The number of modules of one QMP, besides the top file.
const MODULES: usize = 45;
/// The name of the top file.
const TOP: &str = "qapi-schema.json";

/// Writes a schema and prints its path.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    let usage = || Failure::Usage("usage: cargo xtask scale N [FOLDER]".to_owned());
    let (copies, folder) = match arguments {
        [copies] => (copies, None),
        [copies, folder] => (copies, Some(PathBuf::from(folder))),
        _ => return Err(usage()),
    };
    let copies: usize = copies.parse().map_err(|_| usage())?;
    let folder = folder.unwrap_or_else(|| root().join(format!("target/scale/{copies}")));
    let (top, bytes) = generate(copies, &folder)?;
    println!("{}: {bytes} bytes in all", top.display());
    Ok(())
}

/// Writes a schema of `copies` times QMP's size in a folder. Returns its top file, and the number
/// of bytes of all files.
pub(crate) fn generate(copies: usize, folder: &Path) -> Result<(PathBuf, usize), Failure> {
    let mut bytes = 0;
    for (name, text) in files(copies) {
        bytes += text.len();
        write(&folder.join(name), &text)?;
    }
    Ok((folder.join(TOP), bytes))
}

/// Returns the files of a schema, the top file last.
fn files(copies: usize) -> impl Iterator<Item = (String, String)> {
    let names = move || (0..copies).flat_map(|copy| (0..MODULES).map(move |part| (copy, part)));
    let path = |copy, part| format!("copy-{copy}/part-{part}.json");
    let modules = names().map(move |(copy, part)| (path(copy, part), module(copy, part)));
    let mut top = "{ 'pragma': { 'doc-required': true } }\n\n".to_owned();
    for (copy, part) in names() {
        let _ = writeln!(top, "{{ 'include': '{}' }}", path(copy, part));
    }
    modules.chain([(TOP.to_owned(), top)])
}

/// Returns one module, a 45th part of QMP.
fn module(copy: usize, part: usize) -> String {
    let mut module = Module {
        text: format!("##\n# = Part {part} of copy {copy}\n##\n\n"),
        tag: format!("C{copy}Part{part}"),
        lower: format!("c{copy}-part{part}"),
    };
    for number in 0..4 {
        module.enumeration(number);
    }
    for number in 0..11 {
        module.structure(number);
    }
    module.union();
    // QMP has six alternates in total.
    if part.is_multiple_of(8) {
        module.alternate();
    }
    for number in 0..5 {
        module.command(number);
    }
    module.event();
    module.text
}

struct Module {
    text: String,
    /// The part of type names that is unique to the module.
    tag: String,
    /// The same part in the names of commands.
    lower: String,
}

impl Module {
    /// Adds a definition with its comment: the described names, a section `Errors:` for commands,
    /// the text.
    fn define(&mut self, name: &str, described: &[String], definition: &str) {
        let text = &mut self.text;
        let _ = write!(
            text,
            "##\n# @{name}:\n#\n# Says what this definition of the schema is there for.  The second\n\
             # sentence of it tells the reader when to look for another one.\n\
             # It is as long as comments of QMP are, but says less than those.\n#\n"
        );
        for name in described {
            let _ = write!(
                text,
                "# @{name}: what this one stands for (since 2.{})\n#\n",
                name.len()
            );
        }
        if definition.starts_with("{ 'command'") {
            text.push_str("# Errors:\n#     - If the thing that is named cannot be found\n#\n");
        }
        let _ = write!(text, "# Since: 1.3\n##\n{definition}\n\n");
    }

    fn enumeration(&mut self, number: usize) {
        let name = format!("{}State{number}", self.tag);
        let values: Vec<String> = (0..6).map(|value| format!("value-{value}")).collect();
        let list = values.join("', '");
        let definition = format!("{{ 'enum': '{name}',\n  'data': [ '{list}' ] }}");
        self.define(&name, &values, &definition);
    }

    fn structure(&mut self, number: usize) {
        let name = format!("{}Info{number}", self.tag);
        let tag = &self.tag;
        let types = [
            "'str'".to_owned(),
            "'uint64'".to_owned(),
            format!("'{tag}State{}'", number % 4),
            "{ 'type': 'bool', 'if': 'CONFIG_LINUX' }".to_owned(),
            format!("['{tag}Info{}']", (number + 1) % 11),
            "{ 'type': 'int', 'features': [ 'unstable' ] }".to_owned(),
        ];
        let mut described: Vec<String> = (0..types.len())
            .map(|member| format!("member-{number}-{member}"))
            .collect();
        let members = described
            .iter()
            .zip(types)
            .enumerate()
            .map(|(at, (member, ty))| {
                let star = if at % 3 == 1 { "*" } else { "" };
                format!("    '{star}{member}': {ty}")
            });
        let members: Vec<String> = members.collect();
        let base = match number % 4 {
            3 => format!("  'base': '{tag}Info{}',\n", number - 1),
            _ => String::new(),
        };
        let definition = format!(
            "{{ 'struct': '{name}',\n{base}  'data': {{\n{} }} }}",
            members.join(",\n")
        );
        described.push("unstable".to_owned());
        self.define_with_feature(&name, &described, &definition);
    }

    /// The same as [`define`](Self::define), but the last name is that of a feature.
    fn define_with_feature(&mut self, name: &str, described: &[String], definition: &str) {
        self.define(name, described, definition);
        if let Some(feature) = described.last() {
            let mark = format!("# @{feature}: ");
            if let Some(at) = self.text.rfind(&mark) {
                self.text.insert_str(at, "# Features:\n#\n");
            }
        }
    }

    fn union(&mut self) {
        let tag = &self.tag;
        let name = format!("{tag}Options");
        let branches: Vec<String> = (0..5)
            .map(|value| format!("    'value-{value}': '{tag}Info{value}'"))
            .collect();
        let definition = format!(
            "{{ 'union': '{name}',\n  'base': {{ 'kind': '{tag}State0', '*label': 'str' }},\n  \
             'discriminator': 'kind',\n  'data': {{\n{} }} }}",
            branches.join(",\n")
        );
        let described = ["kind", "label"].map(str::to_owned);
        self.define(&name, &described, &definition);
    }

    fn alternate(&mut self) {
        let tag = &self.tag;
        let name = format!("{tag}Reference");
        let definition = format!(
            "{{ 'alternate': '{name}',\n  'data': {{ 'definition': '{tag}Options', 'reference': 'str' }} }}"
        );
        let described = ["definition", "reference"].map(str::to_owned);
        self.define(&name, &described, &definition);
    }

    fn command(&mut self, number: usize) {
        let (tag, lower) = (&self.tag, &self.lower);
        let name = format!("query-{lower}-{number}");
        let definition = format!(
            "{{ 'command': '{name}',\n  'data': {{ 'device': 'str', '*state': '{tag}State{}' }},\n  \
             'returns': '{tag}Info{number}' }}",
            number % 4
        );
        let described = ["device", "state"].map(str::to_owned);
        self.define(&name, &described, &definition);
    }

    fn event(&mut self) {
        let name = format!("{}_CHANGED", self.tag.to_uppercase());
        let definition = format!(
            "{{ 'event': '{name}',\n  'data': {{ 'state': '{}State1' }} }}",
            self.tag
        );
        self.define(&name, &["state".to_owned()], &definition);
    }
}

#[cfg(test)]
mod tests {
    use qapi_parser::{Edition, Memory, check};

    use super::*;

    /// The number of bytes of QMP's schema.
    const QMP_BYTES: usize = 759_109;

    #[test]
    fn one_copy_is_a_schema_of_the_size_of_qmp() {
        let mut bytes = 0;
        let loader = files(1).fold(Memory::new(), |loader, (name, text)| {
            bytes += text.len();
            loader.with(&name, text)
        });
        assert!(bytes.abs_diff(QMP_BYTES) < QMP_BYTES / 20, "{bytes} bytes");
        for edition in [Edition::Latest, Edition::Auto] {
            let outcome = check(&loader, TOP, edition).unwrap();
            assert_eq!(
                outcome.diagnostics.len(),
                0,
                "{:?}",
                outcome.diagnostics.first()
            );
            let schema = outcome.schema.unwrap();
            assert_eq!(schema.commands().len(), 5 * MODULES);
        }
    }
}
