//! Rustdoc from the schema's docs.
//!
//! The sections become the doc of an item: text, features, release and condition, then returns,
//! errors, a union's branches, an example in Rust. [`qapi_markup`] reads their markup and writes
//! Markdown. An item without a description in the schema is described by its parts or its use.

mod branches;
mod call;
mod example;
mod guide;
mod substitute;

use std::fmt::Display;

use qapi_parser::schema::{
    Condition, Definition, DocRef, Entity, Feature, Member, SectionKind, TypeId,
};
use rustc_hash::FxHashMap;

pub(crate) use self::guide::guide;
use crate::code::Ident;
use crate::plan::{Arguments, ObjectShape, Place, Plan, Shape, Site, Variant};
use qapi_markup::markdown::{Markdown, literal_block};
use qapi_markup::{Block, BlockKind, Inline, InlineKind, Name, Parser};

/// The targets of names are the paths of rustdoc.
const MARKDOWN: Markdown<'_> = Markdown::new();

/// Writes the docs of one item and of its members, values or branches.
pub(crate) struct Docs<'p, 'a> {
    plan: &'p Plan<'a>,
    /// The module that contains the docs; links are relative to it.
    site: Site,
    /// The members, values and branches of the item, with their paths.
    members: FxHashMap<&'a str, String>,
}

impl<'p, 'a> Docs<'p, 'a> {
    /// Creates the docs of a type.
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

    /// Creates the docs of a command or an event; `item` is the path of the struct of its
    /// arguments.
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

    /// Creates the docs of an item of another kind, without members.
    pub(crate) fn of_site(plan: &'p Plan<'a>, site: Site) -> Self {
        Self {
            plan,
            site,
            members: FxHashMap::default(),
        }
    }

    /// Returns the doc of the item itself. `kind` is the text for an item without a description.
    pub(crate) fn definition(&self, definition: &Definition, kind: &str) -> String {
        self.page(definition, kind, None)
    }

    /// Returns the doc of an item; `reply` is the type of a command's reply, which precedes the
    /// schema's text about it.
    fn page(&self, definition: &Definition, kind: &str, reply: Option<&str>) -> String {
        let name = &definition.name;
        if !self.plan.config.docs {
            return format!("The {kind} `{name}`.");
        }
        // Text belongs to the heading before it, so sections with a heading are last.
        let (mut parts, mut tail, mut headed) = (Vec::new(), Vec::new(), Vec::new());
        let mut reply = reply;
        if let Some(doc) = definition.doc.map(|id| &self.plan.schema[id]) {
            for section in &doc.sections {
                let text = &section.text;
                match &section.kind {
                    SectionKind::Plain => parts.push(MARKDOWN.blocks(&self.plain(text))),
                    SectionKind::Note => parts.push(self.note(text)),
                    SectionKind::Example => parts.push(literal_block(text)),
                    SectionKind::Returns => headed.push(self.returns(reply.take(), text)),
                    SectionKind::Errors => headed.push(format!("# Errors\n\n{}", self.text(text))),
                    SectionKind::Since => {
                        // A release; text after a blank line is ordinary text.
                        let (release, rest) = text.split_once("\n\n").unwrap_or((text, ""));
                        let release = release.trim_end_matches('.');
                        let release = MARKDOWN.inlines(&self.inlines(release));
                        tail.push(format!("Since {release}."));
                        parts.push(self.text(rest));
                    }
                    // Notes of the maintainers.
                    SectionKind::Todo => {}
                    // Part of the docs of the member or feature.
                    SectionKind::Member(_) | SectionKind::Feature(_) => {}
                }
            }
        }
        if reply.is_some() {
            headed.insert(0, self.returns(reply, ""));
        }
        parts.retain(|part| !part.is_empty());
        if parts.is_empty() {
            let substitute = self.substitute(definition);
            parts.push(substitute.unwrap_or_else(|| format!("The {kind} `{name}`.")));
        }
        self.feature_notes(&definition.features, &mut parts);
        tail.extend(self.plan.presence.note(definition.condition.as_ref()));
        if !tail.is_empty() {
            parts.push(tail.join(" "));
        }
        parts.append(&mut headed);
        parts.join("\n\n")
    }

    /// Returns the doc of a member or an argument. `kind` is the text for one without a
    /// description.
    pub(crate) fn member(&self, kind: &str, member: &Member) -> String {
        let (features, condition) = (&member.features, member.condition.as_ref());
        self.described_part(kind, &member.name, member.doc, features, condition, &|| {
            self.summary(member.ty)
        })
    }

    /// Returns the doc of a branch.
    pub(crate) fn branch(&self, variant: &Variant<'_>) -> String {
        let Variant {
            name,
            doc,
            features,
            condition,
            payload,
            ..
        } = variant;
        self.described_part("branch", name, *doc, features, *condition, &|| {
            self.summary((*payload)?)
        })
    }

    /// Returns the doc of a part without a type, such as a value. `kind` is the text for one
    /// without a description.
    pub(crate) fn part(
        &self,
        kind: &str,
        name: &str,
        doc: Option<DocRef>,
        features: &[Feature],
        condition: Option<&Condition>,
    ) -> String {
        self.described_part(kind, name, doc, features, condition, &|| None)
    }

    /// Returns the doc of a part; `substitute` is the text for one without a description.
    fn described_part(
        &self,
        kind: &str,
        name: &str,
        doc: Option<DocRef>,
        features: &[Feature],
        condition: Option<&Condition>,
        substitute: &dyn Fn() -> Option<String>,
    ) -> String {
        if !self.plan.config.docs {
            return format!("The {kind} `{name}`.");
        }
        let mut parts = vec![self.section_text(doc)];
        parts.retain(|part| !part.is_empty());
        if parts.is_empty() {
            parts.push(substitute().unwrap_or_else(|| format!("The {kind} `{name}`.")));
        }
        self.feature_notes(features, &mut parts);
        parts.extend(self.plan.presence.note(condition));
        parts.join("\n\n")
    }

    /// Returns the text of a member, value or branch; empty if the schema has none.
    fn section_text(&self, doc: Option<DocRef>) -> String {
        let section = doc.and_then(|at| self.plan.schema.section(at));
        let text = section.map_or("", |section| &section.text);
        capitalised(self.text(strip_optional(text)))
    }

    /// Returns the path of an item, as a link in docs.
    fn link(&self, definition: &Definition, place: Place, ident: &Ident) -> Option<String> {
        // An item that a `cfg` may remove cannot be linked to.
        if !self.plan.gate(definition).is_open() {
            return None;
        }
        let site = self.plan.site(definition, place);
        Some(self.plan.path(self.site, site, ident))
    }

    /// Returns the path of the Rust type of an enum, object or alternate, as a link in docs.
    fn type_path(&self, id: TypeId) -> Option<String> {
        match self.plan.extern_type(id) {
            Some(path) => Some(path.replace(' ', "")),
            None => {
                let definition = &self.plan.schema[id].definition;
                self.link(definition, Place::Types, self.plan.ident(id)?)
            }
        }
    }

    /// Returns the Rust name of an enum, object or alternate, with a link to it if possible.
    fn type_link(&self, id: TypeId) -> String {
        linked(self.plan.rust_name(id), self.type_path(id).as_deref())
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
    /// Returns the name of a definition, with a link to it if possible.
    fn reference(&self, name: &str) -> String {
        let reference = InlineKind::Reference {
            name: name.to_owned(),
            target: self.definition_path(name),
        };
        MARKDOWN.inlines(&[reference.into()])
    }

    fn resolve(&self, name: Name<'_>) -> Option<String> {
        match name {
            Name::Member(name) => self.members.get(name).cloned(),
            Name::Definition(name) => self.definition_path(name),
        }
    }

    fn definition_path(&self, name: &str) -> Option<String> {
        let (plan, schema) = (self.plan, self.plan.schema);
        match schema.lookup(name)? {
            Entity::Type(id) => self.type_path(id),
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

/// Returns whether a feature becomes the attribute `#[deprecated]`, which rustdoc shows. A feature
/// that only some peers have does not: the compiler would warn about code that is right for the
/// others.
fn is_attribute(plan: &Plan<'_>, feature: &Feature) -> bool {
    plan.config.deprecated
        && &*feature.name == "deprecated"
        && plan.presence.is_certain(feature.condition.as_ref(), &[])
}

/// Returns the attribute `#[deprecated]` with the schema's reason, if a feature requires it; else
/// an empty text.
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

/// Returns code with a link, if there is a path. Rustdoc warns of a path that equals the text.
fn linked(code: &str, path: Option<&str>) -> String {
    match path {
        Some(path) if path == code => format!("[`{code}`]"),
        Some(path) => format!("[`{code}`]({path})"),
        None => format!("`{code}`"),
    }
}

fn path(item: &dyn Display, part: &Ident) -> String {
    format!("{item}::{}", part.bare())
}

/// Capitalises the first word, if it is a plain word in small letters.
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

/// Removes the word that marked optional members until 2.8.
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
