//! Pragmas for definitions that break the rules of names, replies and documentation, as in schemas
//! that are older than the pragmas.
//!
//! They are added on request only, as each is a decision of the author. A name is added to the list
//! that is in force at the end. If there is none, the top file gets one, so this is for whole
//! schemas only.

use rustc_hash::FxHashSet;

use super::layout::layout;
use super::node::{Item, List, Style, Value};
use crate::definition::starts_as_older;
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::{DefinitionKind, Schema, TypeKind};
use crate::source::{FileId, Span};
use crate::syntax::{Entry, Expr};

/// The names of the pragmas, and their former names.
const LISTS: [(&str, &str); 4] = [
    ("command-name-exceptions", ""),
    ("command-returns-exceptions", "returns-whitelist"),
    ("documentation-exceptions", ""),
    ("member-name-exceptions", "name-case-whitelist"),
];

/// Names to add to the lists.
#[derive(Debug, Default)]
pub(super) struct Exceptions {
    lists: Vec<Addition>,
}

/// Names to add to one list.
#[derive(Debug)]
struct Addition {
    pragma: &'static str,
    /// The span of the list; `None` if the top file gets a new one.
    at: Option<Span>,
    names: Vec<String>,
}

impl Exceptions {
    /// Returns the exceptions that the diagnostics of a schema without errors ask for. `directives`
    /// are all its pragmas, in the order in which they apply.
    pub(super) fn needed(
        schema: &Schema,
        diagnostics: &[Diagnostic],
        directives: &[(&[Entry], Span)],
    ) -> Self {
        let mut lists = Vec::new();
        let members = members(schema);
        for (pragma, older) in LISTS {
            let names = diagnostics.iter().filter_map(|diagnostic| {
                let definition = diagnostic.definition.as_ref()?;
                let at_name = diagnostic.span == definition.name_span;
                let is_command = definition.kind == DefinitionKind::Command;
                let name = schema.sources.text(diagnostic.span).trim_matches('\'');
                let is_older = starts_as_older(name.strip_prefix('*').unwrap_or(name));
                let asks = match (pragma, diagnostic.code) {
                    ("command-returns-exceptions", Code::LegacyReturn) => true,
                    ("documentation-exceptions", Code::LegacyDocMemberMissing) => {
                        members.contains(&diagnostic.span)
                    }
                    (_, Code::LegacyName) if is_older => false,
                    ("command-name-exceptions", Code::LegacyName) => {
                        // No pragma permits upper case in a command's name.
                        at_name && is_command && definition.name == definition.name.to_lowercase()
                    }
                    ("member-name-exceptions", Code::LegacyName) => {
                        let has_pragma = matches!(
                            definition.kind,
                            DefinitionKind::Enum | DefinitionKind::Struct | DefinitionKind::Union
                        );
                        has_pragma && members.contains(&diagnostic.span)
                    }
                    _ => false,
                };
                asks.then(|| definition.name.clone())
            });
            let mut names: Vec<String> = names.collect();
            names.sort_unstable();
            names.dedup();
            if names.is_empty() {
                continue;
            }
            let found = directives.iter().rev().find_map(|(entries, _)| {
                let is_list = |entry: &&Entry| {
                    let key = entry.key.raw(&schema.sources);
                    key == pragma || key == older
                };
                entries.iter().rev().find(is_list)
            });
            lists.push(Addition {
                pragma,
                at: found.map(|entry| entry.value.span()),
                names,
            });
        }
        Self { lists }
    }

    /// Adds the names to the lists of a directive.
    pub(super) fn extend(&self, entries: &[Entry], list: &mut List) {
        for (entry, item) in entries.iter().zip(&mut list.items) {
            if let (Expr::Object(entries, _), Some(inner)) = (&entry.value, item.value.list()) {
                self.extend(entries, inner);
            }
            let at = Some(entry.value.span());
            if let (Some(addition), Some(inner)) = (
                self.lists.iter().find(|addition| addition.at == at),
                item.value.list(),
            ) {
                inner.items.extend(elements(&addition.names));
            }
        }
    }

    /// Returns the directive to add to a file.
    pub(super) fn directive(&self, file: FileId) -> Option<Vec<String>> {
        let new = self.lists.iter().filter(|addition| addition.at.is_none());
        let items = new.map(|addition| {
            let mut list = List::new(false, elements(&addition.names));
            list.style = Style::Hanging;
            Item::new(Some(addition.pragma), Value::List(list))
        });
        let mut pragmas = List::new(true, items.collect());
        if file.index() > 0 || pragmas.items.is_empty() {
            return None;
        }
        pragmas.style = Style::Hanging;
        let mut directive = List::new(true, vec![Item::new(Some("pragma"), Value::List(pragmas))]);
        directive.style = Style::Definition;
        Some(layout(&Value::List(directive), Vec::new()))
    }
}

fn elements(names: &[String]) -> Vec<Item> {
    let element = |name: &String| Item::new(None, Value::Atom(format!("'{name}'"), None));
    names.iter().map(element).collect()
}

/// Returns the spans of the members, values and branches of definitions, which the pragmas concern.
fn members(schema: &Schema) -> FxHashSet<Span> {
    let mut places = FxHashSet::default();
    for (_, ty) in schema.types() {
        match &ty.kind {
            TypeKind::Enum(list) => places.extend(list.values.iter().filter_map(|it| it.span)),
            TypeKind::Object(object) => places.extend(object.members.iter().map(|it| it.span)),
            TypeKind::Alternate(it) => places.extend(it.branches.iter().filter_map(|it| it.span)),
            TypeKind::Builtin(_) | TypeKind::Array(_) => {}
        }
    }
    places
}
