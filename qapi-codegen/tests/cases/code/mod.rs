//! Snapshots of generated code. Each shows one idea, with only the items that matter.

mod alternates;
mod commands;
mod conditions;
mod docs;
mod enums;
mod events;
mod features;
mod files;
mod names;
mod options;
mod sides;
mod structs;
mod unions;

use qapi_codegen::Config;

use crate::support::{generated, try_text};

/// Generated code, from which items can be selected.
struct Code(String);

/// Generates the code of a schema in `schemas`.
fn code(name: &str, config: &Config) -> Code {
    Code(generated(name, config).text())
}

/// Generates the code of a schema given as text.
#[track_caller]
fn code_of(text: &str, config: &Config) -> Code {
    Code(try_text(text, config).unwrap().text())
}

impl Code {
    /// Returns the items whose first line, without `pub`, begins with one of these texts. A text
    /// may name an item in an item: `impl Volume > fn new`. One that ends in `*` may end inside a
    /// word, and selects all matching items.
    #[track_caller]
    fn items(&self, heads: &[&str]) -> String {
        let found = heads.iter().map(|head| {
            let mut within = vec![self.0.clone()];
            for head in head.split(" > ") {
                let inner = within
                    .iter()
                    .flat_map(|code| items(code, |line| begins(line, head)));
                within = inner.collect();
                assert!(
                    !within.is_empty(),
                    "no item begins with `{head}`:\n{}",
                    self.0
                );
            }
            match head.ends_with('*') {
                true => within.join("\n"),
                false => within.swap_remove(0),
            }
        });
        found.collect::<Vec<_>>().join("\n")
    }

    /// Returns the code of a type: its declaration, its implementations and macro calls.
    #[track_caller]
    fn of(&self, name: &str) -> String {
        let found = items(&self.0, |line| is_about(line, name));
        assert!(!found.is_empty(), "no item is about `{name}`:\n{}", self.0);
        found.join("\n")
    }

    /// Returns the first lines of all modules, types and imports, with their indentation.
    fn outline(&self) -> String {
        let kinds = ["mod ", "use ", "struct ", "enum ", "trait "];
        let heads = self.0.lines().filter(|line| {
            let line = line.trim_start();
            let line = line.strip_prefix("pub ").unwrap_or(line);
            kinds.iter().any(|kind| line.starts_with(kind))
        });
        heads.collect::<Vec<_>>().join("\n")
    }
}

fn begins(line: &str, head: &str) -> bool {
    if let Some(head) = head.strip_suffix('*') {
        return line.starts_with(head);
    }
    let rest = line.strip_prefix(head);
    rest.is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_'))
}

/// Returns whether a line begins the declaration or an implementation of a type.
fn is_about(line: &str, name: &str) -> bool {
    let (kind, rest) = line.split_once([' ', '!']).unwrap_or_default();
    match kind {
        "struct" | "enum" | "trait" => begins(rest, name),
        "impl" => begins(rest.rsplit(" for ").next().unwrap_or_default(), name),
        _ if kind.starts_with("impl<") || kind.starts_with("rt::") => {
            let mut words = rest.split(|mark: char| !mark.is_alphanumeric() && mark != '_');
            words.any(|word| word == name)
        }
        _ => false,
    }
}

/// Returns the items whose first line is wanted, with their docs and attributes, without
/// indentation.
fn items(code: &str, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let lines: Vec<&str> = code.lines().collect();
    let margin = |line: &str| line.len() - line.trim_start().len();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let head = line.trim_start();
        if !wanted(head.strip_prefix("pub ").unwrap_or(head)) {
            continue;
        }
        let indent = margin(line);
        let beside = |line: &&str| margin(line) == indent && !line.trim_start().is_empty();
        let is_above = |line: &str| {
            let text = line.trim_start();
            margin(line) > indent
                || text == ")]"
                || text.starts_with("///")
                || text.starts_with("#[")
        };
        let above = lines[..at].iter().rev().take_while(|line| is_above(line));
        // Lines with deeper indentation belong to an attribute only after its first line.
        let above = above.collect::<Vec<_>>();
        let count = above
            .iter()
            .rposition(|line| beside(line))
            .map_or(0, |last| last + 1);
        let is_last = |line: &&str| beside(line) && line.ends_with(['}', ';', ',']);
        let length = lines[at..].iter().position(is_last).unwrap();
        let item = lines[at - count..=at + length].iter();
        let item: Vec<&str> = item
            .map(|line| line.get(indent..).unwrap_or_default())
            .collect();
        found.push(item.join("\n"));
    }
    found
}
