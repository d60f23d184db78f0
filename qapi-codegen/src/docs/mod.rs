//! Rustdoc from the schema's docs.
//!
//! Here sections become the doc of an item: text, then returns, errors, features, since when and under
//! which condition. Their markup is read in [`qapi_markup`], which also writes Markdown.

use std::fmt::Display;

use qapi_parser::schema::{Condition, Definition, DocRef, Entity, Feature, SectionKind};
use rustc_hash::FxHashMap;

use crate::code::Ident;
use crate::plan::{Arguments, ObjectShape, Place, Plan, Shape, Site};
use qapi_markup::markdown::{Markdown, literal_block};
use qapi_markup::{Block, BlockKind, Inline, Name, Parser};

/// Targets of names are the paths that rustdoc takes.
const MARKDOWN: Markdown<'_> = Markdown::new();

/// Writes the docs of one item and of what is in it.
pub(crate) struct Docs<'p, 'a> {
    plan: &'p Plan<'a>,
    /// The module that the docs stand in; links are relative to it.
    site: Site,
    /// Members, values and branches of the item, with the paths that lead to them.
    members: FxHashMap<&'a str, String>,
}

impl<'p, 'a> Docs<'p, 'a> {
    /// For a type.
    pub(crate) fn of_type(
        plan: &'p Plan<'a>,
        site: Site,
        ident: &Ident,
        shape: &Shape<'a>,
    ) -> Self {
        let members = match shape {
            Shape::Object(object) => members_of(plan, object, ident),
            Shape::Enum(this) => (this.values.iter())
                .filter(|it| {
                    (plan.presence)
                        .gate(it.value.condition.as_ref(), &it.value.features)
                        .is_open()
                })
                .map(|it| (&*it.value.name, path(ident, &it.ident)))
                .collect(),
            Shape::Alternate(alternate) => (alternate.variants.iter())
                .filter(|variant| variant.gate.is_open())
                .map(|variant| (variant.name, path(ident, &variant.ident)))
                .collect(),
        };
        Self {
            plan,
            site,
            members,
        }
    }

    /// For a command or an event; `item` is the path of the struct of its arguments.
    pub(crate) fn of_arguments(
        plan: &'p Plan<'a>,
        site: Site,
        item: &dyn Display,
        arguments: &Arguments<'a>,
    ) -> Self {
        let members = match arguments {
            Arguments::Members(object) => members_of(plan, object, item),
            Arguments::Named(_) => FxHashMap::default(),
        };
        Self {
            plan,
            site,
            members,
        }
    }

    /// The doc of the item itself. `kind` says what it is where the schema says nothing.
    pub(crate) fn definition(&self, definition: &Definition, kind: &str) -> String {
        let name = &definition.name;
        if !self.plan.config.docs {
            return format!("The {kind} `{name}`.");
        }
        // Headings hold what is behind them, so sections that have one come last.
        let (mut parts, mut tail, mut headed) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(doc) = definition.doc.map(|id| &self.plan.schema[id]) {
            for section in &doc.sections {
                let text = &section.text;
                match &section.kind {
                    SectionKind::Plain => parts.push(MARKDOWN.blocks(&self.plain(text))),
                    SectionKind::Note => parts.push(self.note(text)),
                    SectionKind::Example => parts.push(literal_block(text)),
                    SectionKind::Returns => {
                        headed.push(format!("# Returns\n\n{}", self.text(text)))
                    }
                    SectionKind::Errors => headed.push(format!("# Errors\n\n{}", self.text(text))),
                    SectionKind::Since => {
                        // A release; what follows behind a blank line is text like any other.
                        let (release, rest) = text.split_once("\n\n").unwrap_or((text, ""));
                        let release = release.trim_end_matches('.');
                        let release = MARKDOWN.inlines(&self.inlines(release));
                        tail.push(format!("Since {release}."));
                        parts.push(self.text(rest));
                    }
                    // Notes of maintainers to themselves.
                    SectionKind::Todo => {}
                    // With what they describe.
                    SectionKind::Member(_) | SectionKind::Feature(_) => {}
                }
            }
        }
        parts.retain(|part| !part.is_empty());
        if parts.is_empty() {
            parts.push(format!(
                "The {kind} `{name}`, which the schema does not describe."
            ));
        }
        self.feature_notes(&definition.features, &mut parts);
        tail.extend(self.plan.presence.note(definition.condition.as_ref()));
        if !tail.is_empty() {
            parts.push(tail.join(" "));
        }
        parts.append(&mut headed);
        parts.join("\n\n")
    }

    /// The doc of a member, value or branch. `kind` says what it is where docs are off.
    pub(crate) fn part(
        &self,
        kind: &str,
        name: &str,
        doc: Option<DocRef>,
        features: &[Feature],
        condition: Option<&Condition>,
    ) -> String {
        if !self.plan.config.docs {
            return format!("The {kind} `{name}`.");
        }
        let text = doc
            .and_then(|at| self.plan.schema.section(at))
            .map_or("", |section| &section.text);
        let mut parts = vec![capitalised(self.text(strip_optional(text)))];
        parts.retain(|part| !part.is_empty());
        if parts.is_empty() {
            parts.push(format!(
                "The {kind} `{name}`, which the schema does not describe."
            ));
        }
        self.feature_notes(features, &mut parts);
        parts.extend(self.plan.presence.note(condition));
        parts.join("\n\n")
    }

    /// The path of an item, as a link in docs.
    fn link(&self, definition: &Definition, place: Place, ident: &Ident) -> Option<String> {
        // What a `cfg` may leave out cannot be linked to.
        if !self.plan.gate(definition).is_open() {
            return None;
        }
        let site = self.plan.site(definition, place);
        Some(self.plan.path(self.site, site, ident))
    }

    fn text(&self, text: &str) -> String {
        MARKDOWN.blocks(&self.section(text))
    }

    fn note(&self, text: &str) -> String {
        let note = BlockKind::Admonition {
            name: "note".to_owned(),
            title: vec![Inline::text("Note")],
            body: self.section(text),
        };
        MARKDOWN.blocks(&[note.into()])
    }

    fn plain(&self, text: &str) -> Vec<Block> {
        let resolve = |name: Name<'_>| self.resolve(name);
        Parser::new().resolve(&resolve).parse(text).blocks
    }

    fn section(&self, text: &str) -> Vec<Block> {
        let resolve = |name: Name<'_>| self.resolve(name);
        Parser::new().resolve(&resolve).parse_section(text).blocks
    }

    fn inlines(&self, text: &str) -> Vec<Inline> {
        let resolve = |name: Name<'_>| self.resolve(name);
        Parser::new().resolve(&resolve).parse_inline(text)
    }

    fn feature_notes(&self, features: &[Feature], parts: &mut Vec<String>) {
        for feature in features {
            if is_attribute(self.plan, feature)
                || !self.plan.presence.of(feature.condition.as_ref())
            {
                continue;
            }
            let text = feature
                .doc
                .and_then(|at| self.plan.schema.section(at))
                .map_or("", |section| &section.text);
            let label = match &*feature.name {
                "unstable" => "Unstable".to_owned(),
                "deprecated" => "Deprecated".to_owned(),
                name => format!("Feature `{name}`"),
            };
            let condition = feature.condition.as_ref();
            let condition = condition.filter(|_| self.plan.presence.is_all());
            let limit = condition.map_or(String::new(), |it| format!(" if `{it}`"));
            let text = self.text(text);
            parts.push(format!("**{label}{limit}.** {text}").trim_end().to_owned());
        }
    }
}

impl Docs<'_, '_> {
    fn resolve(&self, name: Name<'_>) -> Option<String> {
        match name {
            Name::Member(name) => self.members.get(name).cloned(),
            Name::Definition(name) => self.definition_path(name),
        }
    }

    fn definition_path(&self, name: &str) -> Option<String> {
        let (plan, schema) = (self.plan, self.plan.schema);
        match schema.lookup(name)? {
            Entity::Type(id) => match plan.extern_type(id) {
                Some(path) => Some(path.replace(' ', "")),
                None => self.link(&schema[id].definition, Place::Types, plan.ident(id)?),
            },
            Entity::Command(id) => {
                let ident = &plan.command(id)?.ident;
                self.link(&schema[id].definition, Place::Commands, ident)
            }
            Entity::Event(id) => {
                let ident = &plan.event(id)?.ident;
                self.link(&schema[id].definition, Place::Events, ident)
            }
            Entity::Include { .. } => None,
        }
    }
}

/// Returns whether a feature becomes the attribute `#[deprecated]`, which rustdoc shows. A feature that only some
/// peers have does not: the compiler would warn about what is fine for the others.
fn is_attribute(plan: &Plan<'_>, feature: &Feature) -> bool {
    plan.config.deprecated
        && &*feature.name == "deprecated"
        && plan.presence.is_certain(feature.condition.as_ref(), &[])
}

/// The attribute `#[deprecated]`, with the schema's reason, where a feature says so; else nothing.
pub(crate) fn deprecation(plan: &Plan<'_>, features: &[Feature]) -> String {
    let feature = (features.iter())
        .filter(|feature| plan.presence.of(feature.condition.as_ref()))
        .find(|feature| is_attribute(plan, feature));
    let Some(feature) = feature else {
        return String::new();
    };
    let text = feature
        .doc
        .and_then(|at| plan.schema.section(at))
        .map_or("", |section| &section.text);
    let note = MARKDOWN
        .inlines(&Parser::new().parse_inline(text))
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let attribute = if note.is_empty() || !plan.config.docs {
        "deprecated".to_owned()
    } else {
        format!("deprecated(note = {note:?})")
    };
    let gate = (plan.presence).gate(feature.condition.as_ref(), &[]);
    match gate.predicate() {
        None => format!("#[{attribute}]"),
        Some(predicate) => format!("#[cfg_attr({predicate}, {attribute})]"),
    }
}

fn members_of<'a>(
    plan: &Plan<'_>,
    object: &ObjectShape<'a>,
    item: &dyn Display,
) -> FxHashMap<&'a str, String> {
    let fields = object
        .fields
        .iter()
        .map(|field| (field.member, &field.ident));
    let tag = object.tag.iter().map(|tag| (tag.member, &tag.ident));
    fields
        .chain(tag)
        .filter(|(member, _)| {
            (plan.presence)
                .gate(member.condition.as_ref(), &member.features)
                .is_open()
        })
        .map(|(member, field)| (&*member.name, path(item, field)))
        .collect()
}

fn path(item: &dyn Display, part: &Ident) -> String {
    format!("{item}::{}", part.bare())
}

/// With a capital letter at the head, where a plain word in small letters stands there.
fn capitalised(text: String) -> String {
    let word = text.split(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_end_matches([',', '.', ';', ':', ')']);
    let plain = word
        .chars()
        .all(|c| c.is_ascii_lowercase() || c == '-' || c == '\'');
    match text.chars().next().filter(char::is_ascii_lowercase) {
        Some(first) if plain => {
            let rest = text.get(1..).unwrap_or_default();
            format!("{}{rest}", first.to_ascii_uppercase())
        }
        _ => text,
    }
}

/// Without the word that marked optional members until 2.8.
fn strip_optional(text: &str) -> &str {
    text.strip_prefix("#optional").map_or(text, str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::capitalised;

    #[test]
    fn prose_begins_with_a_capital_letter() {
        for (text, expected) in [
            ("the path, as text", "The path, as text"),
            ("read-only access", "Read-only access"),
            ("optional; or not", "Optional; or not"),
            ("`code` stays", "`code` stays"),
            ("vCPU number", "vCPU number"),
            ("x86\\_64 machines", "x86\\_64 machines"),
            ("-1 or more", "-1 or more"),
            ("", ""),
        ] {
            assert_eq!(capitalised(text.to_owned()), expected);
        }
    }
}
