//! Converts the forms of older releases into those of the latest, expression by expression.
//!
//! Forms without a modern form of the same meaning are kept: unions without a discriminator and
//! types written inline imply types whose names no schema may define. `tags` handles unions with a
//! string as discriminator, `exceptions` handles names that break the rules.

use rustc_hash::FxHashSet;

use super::node::{Item, List, Style, Value};
use crate::definition::{OLDER_STRUCT, is_identifier, older_condition};
use crate::schema::Condition;
use crate::source::Span;

/// Modernises the expressions of one file.
pub(super) struct Modern<'m> {
    /// The spans of type names that are an old name of `any`.
    pub(super) any: &'m FxHashSet<Span>,
}

/// The old and new names of pragmas.
const PRAGMAS: [(&str, &str); 2] = [
    ("returns-whitelist", "command-returns-exceptions"),
    ("name-case-whitelist", "member-name-exceptions"),
];

impl Modern<'_> {
    /// Modernises a definition or directive.
    pub(super) fn expression(&self, list: &mut List) {
        list.style = Style::Definition;
        if let Some(pragma) = list.value("pragma") {
            return pragmas(pragma);
        }
        if list.find("include").is_some() {
            return;
        }
        let kinds = ["enum", "struct", "union", "alternate", "command", "event"];
        if !kinds.iter().any(|kind| list.find(kind).is_some()) {
            rename(list, OLDER_STRUCT, "struct");
        }
        anonymous_union(list);
        let is_enum = list.find("enum").is_some();
        for item in &mut list.items {
            match item.name() {
                "data" if is_enum => values(&mut item.value),
                "data" | "base" => self.members(&mut item.value),
                "returns" => self.type_name(&mut item.value),
                "gen" | "success-response" => flag(&mut item.value),
                "features" => features(&mut item.value),
                "if" => condition(item),
                _ => {}
            }
        }
    }

    /// Modernises the members of an object, or the name of its type. Types written inline may nest.
    fn members(&self, value: &mut Value) {
        let Some(list) = value.object() else {
            return self.type_name(value);
        };
        for item in &mut list.items {
            let Some(member) = item.value.object() else {
                self.type_name(&mut item.value);
                continue;
            };
            let keys = ["type", "if", "features"];
            if !member.items.iter().all(|item| keys.contains(&item.name())) {
                self.members(&mut item.value);
                continue;
            }
            for item in &mut member.items {
                match item.name() {
                    "if" => condition(item),
                    "features" => features(&mut item.value),
                    _ => self.type_name(&mut item.value),
                }
            }
        }
    }

    fn type_name(&self, value: &mut Value) {
        match value {
            Value::Atom(text, Some(span)) if self.any.contains(span) => "'any'".clone_into(text),
            Value::Atom(..) => {}
            Value::List(list) => {
                list.style = Style::Tight;
                for item in &mut list.items {
                    self.type_name(&mut item.value);
                }
            }
        }
    }
}

/// Renames a key, unless the new name is taken.
fn rename(list: &mut List, from: &str, to: &str) {
    if list.find(to).is_none()
        && let Some(item) = list.find(from)
    {
        item.key = Some(format!("'{to}'"));
    }
}

fn pragmas(value: &mut Value) {
    let Some(list) = value.object() else { return };
    list.style = Style::Hanging;
    for (from, to) in PRAGMAS {
        rename(list, from, to);
    }
    for list in list.items.iter_mut().filter_map(|item| item.value.list()) {
        list.style = Style::Hanging;
    }
}

/// Turns a union with an empty discriminator into an alternate.
fn anonymous_union(list: &mut List) {
    let is_empty = |item: &Item| {
        let list = match &item.value {
            Value::List(list) => list,
            Value::Atom(..) => return false,
        };
        item.name() == "discriminator" && list.items.is_empty()
    };
    let Some(at) = list.items.iter().position(is_empty) else {
        return;
    };
    rename(list, "union", "alternate");
    let mut gone = list.items.remove(at);
    let mut comments = std::mem::take(&mut gone.before);
    if let Value::List(inner) = gone.value {
        comments.extend(inner.open);
        comments.extend(inner.tail);
    }
    comments.extend(gone.after);
    let heir = match list.items.get_mut(at) {
        Some(next) => &mut next.before,
        None => &mut list.tail,
    };
    heir.splice(0..0, comments);
}

fn flag(value: &mut Value) {
    if let Value::Atom(text, _) = value
        && text == "'no'"
    {
        "false".clone_into(text);
    }
}

/// Modernises the values of an enum.
fn values(value: &mut Value) {
    let Some(list) = value.list() else { return };
    list.style = Style::Filled;
    for item in &mut list.items {
        described(&mut item.value);
    }
}

fn features(value: &mut Value) {
    let Some(list) = value.list() else { return };
    for item in &mut list.items {
        described(&mut item.value);
    }
}

/// Modernises a value of an enum or a feature, if it has more than a name.
fn described(value: &mut Value) {
    let Some(list) = value.object() else { return };
    for item in &mut list.items {
        match item.name() {
            "if" => condition(item),
            "features" => features(&mut item.value),
            _ => {}
        }
    }
}

/// Modernises a condition: strings in the preprocessor's form become trees, lists become `all` of
/// their elements.
fn condition(item: &mut Item) {
    if let Some(text) = item.value.string() {
        if !is_identifier(text)
            && let Some(tree) = older_condition::parse(text)
        {
            item.value = tree_value(&tree);
        }
        return;
    }
    let Some(list) = item.value.list() else {
        return;
    };
    if list.is_object {
        for item in &mut list.items {
            match item.value.list() {
                Some(operands) if !operands.is_object => {
                    operands.items.iter_mut().for_each(condition);
                }
                _ => condition(item),
            }
        }
        return;
    }
    list.items.iter_mut().for_each(condition);
    let value = match list.items.len() {
        1 => {
            // The only element replaces its list, and its comments come before both.
            let mut comments = std::mem::take(&mut list.open);
            let only = list.items.pop().map(|only| {
                comments.extend(only.before);
                comments.extend(only.after);
                only.value
            });
            comments.append(&mut list.tail);
            item.before
                .extend(comments.into_iter().filter(|it| !it.is_empty()));
            only
        }
        _ => {
            let none = Value::Atom(String::new(), None);
            let all = Item::new(Some("all"), std::mem::replace(&mut item.value, none));
            Some(Value::List(List::new(true, vec![all])))
        }
    };
    item.value = value.unwrap_or_else(|| Value::List(List::new(false, Vec::new())));
}

/// Returns a condition in the form of the latest release. The recursion is bounded, as the parser
/// of older conditions is.
pub(super) fn tree_value(condition: &Condition) -> Value {
    let operands = |word: &str, list: &[Condition]| {
        let items = list.iter().map(|it| Item::new(None, tree_value(it)));
        let operands = Value::List(List::new(false, items.collect()));
        Value::List(List::new(true, vec![Item::new(Some(word), operands)]))
    };
    match condition {
        Condition::Config(name) => Value::Atom(format!("'{name}'"), None),
        Condition::All(all) => operands("all", all),
        Condition::Any(any) => operands("any", any),
        Condition::Not(inner) => Value::List(List::new(
            true,
            vec![Item::new(Some("not"), tree_value(inner))],
        )),
    }
}
