//! Rustdoc from the schema's docs.
//!
//! Here sections become the doc of an item: text, then returns, errors, features, since when and under
//! which condition. The conversion of rST to Markdown is in [`blocks`] and [`inline`].

mod blocks;
mod inline;
mod line;

use proc_macro2::{Ident, TokenStream};
use qapi_parser::schema::{Condition, Definition, DocRef, Entity, Feature, SectionKind, TypeId};
use quote::quote;
use rustc_hash::FxHashMap;

use self::inline::{Links, NoLinks, convert};
use crate::plan::{Arguments, ObjectShape, Plan, Shape};

/// The module that docs stand in; links are relative to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Among the types.
    Types,
    /// Among the commands.
    Commands,
}

/// Writes the docs of one item and of what is in it.
pub(crate) struct Docs<'p, 'a> {
    plan: &'p Plan<'a>,
    place: Place,
    /// Members, values and branches of the item, with the paths that lead to them.
    members: FxHashMap<&'a str, String>,
}

impl<'p, 'a> Docs<'p, 'a> {
    /// For a type.
    pub(crate) fn of_type(plan: &'p Plan<'a>, ident: &Ident, shape: &Shape<'a>) -> Self {
        let members = match shape {
            Shape::Object(object) => members_of(object, ident),
            Shape::Enum(this) => (this.values.iter())
                .map(|(value, variant)| (&*value.name, path(ident, variant)))
                .collect(),
            Shape::Alternate(alternate) => (alternate.variants.iter())
                .map(|variant| (variant.name, path(ident, &variant.ident)))
                .collect(),
        };
        Self {
            plan,
            place: Place::Types,
            members,
        }
    }

    /// For a command.
    pub(crate) fn of_command(plan: &'p Plan<'a>, ident: &Ident, arguments: &Arguments<'a>) -> Self {
        let members = match arguments {
            Arguments::Members(object) => members_of(object, ident),
            Arguments::Named(_) => FxHashMap::default(),
        };
        Self {
            plan,
            place: Place::Commands,
            members,
        }
    }

    /// The doc of the item itself. `kind` says what it is where the schema says nothing.
    pub(crate) fn definition(&self, definition: &Definition, kind: &str) -> TokenStream {
        let name = &definition.name;
        if !self.plan.config.docs {
            return attributes(&format!("The {kind} `{name}`."));
        }
        // Headings hold what is behind them, so sections that have one come last.
        let (mut parts, mut tail, mut headed) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(doc) = definition.doc.map(|id| &self.plan.schema[id]) {
            for section in &doc.sections {
                let text = &section.text;
                match &section.kind {
                    SectionKind::Plain => parts.push(self.text(text)),
                    SectionKind::Note => {
                        parts.push(self.text(&format!(".. note::\n\n{}", indented(text))))
                    }
                    SectionKind::Example => parts.push(blocks::literal(text)),
                    SectionKind::Returns => {
                        headed.push(format!("# Returns\n\n{}", self.text(text)))
                    }
                    SectionKind::Errors => headed.push(format!("# Errors\n\n{}", self.text(text))),
                    SectionKind::Since => tail.push(format!(
                        "Since {}.",
                        convert(text.trim_end_matches('.'), self)
                    )),
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
        attributes(&parts.join("\n\n"))
    }

    /// The doc of a member, value or branch. `kind` says what it is where docs are off.
    pub(crate) fn part(
        &self,
        kind: &str,
        name: &str,
        doc: Option<DocRef>,
        features: &[Feature],
        condition: Option<&Condition>,
    ) -> TokenStream {
        if !self.plan.config.docs {
            return attributes(&format!("The {kind} `{name}`."));
        }
        let text = doc
            .and_then(|at| self.plan.schema.section(at))
            .map_or("", |section| &section.text);
        let mut parts = vec![self.text(strip_optional(text))];
        parts.retain(|part| !part.is_empty());
        if parts.is_empty() {
            parts.push(format!(
                "The {kind} `{name}`, which the schema does not describe."
            ));
        }
        self.feature_notes(features, &mut parts);
        parts.extend(self.plan.presence.note(condition));
        attributes(&parts.join("\n\n"))
    }

    /// The path of a generated type, as a link in docs.
    pub(crate) fn type_link(&self, id: TypeId) -> Option<String> {
        let ident = self.plan.ident(id)?;
        Some(match self.place {
            Place::Types => ident.to_string(),
            Place::Commands => format!("super::types::{ident}"),
        })
    }

    fn text(&self, text: &str) -> String {
        blocks::render(text, self)
    }

    fn feature_notes(&self, features: &[Feature], parts: &mut Vec<String>) {
        for feature in features {
            // `deprecated` becomes an attribute, which rustdoc shows.
            if &*feature.name == "deprecated" || !self.plan.presence.of(feature.condition.as_ref())
            {
                continue;
            }
            let text = feature
                .doc
                .and_then(|at| self.plan.schema.section(at))
                .map_or("", |section| &section.text);
            let label = match &*feature.name {
                "unstable" => "**Unstable.**".to_owned(),
                name => format!("**Feature `{name}`.**"),
            };
            parts.push(format!("{label} {}", self.text(text)).trim_end().to_owned());
            parts.extend(self.plan.presence.note(feature.condition.as_ref()));
        }
    }
}

impl Links for Docs<'_, '_> {
    fn member(&self, name: &str) -> Option<String> {
        self.members.get(name).cloned()
    }

    fn definition(&self, name: &str) -> Option<String> {
        match self.plan.schema.lookup(name)? {
            Entity::Type(id) => self.type_link(id),
            Entity::Command(id) => {
                let ident = &self.plan.command(id)?.ident;
                Some(match self.place {
                    Place::Types => format!("super::commands::{ident}"),
                    Place::Commands => ident.to_string(),
                })
            }
            Entity::Event(_) | Entity::Include { .. } => None,
        }
    }
}

/// `#[deprecated]`, with the schema's reason, where a feature says so.
pub(crate) fn deprecation(plan: &Plan<'_>, features: &[Feature]) -> TokenStream {
    let Some(feature) = features
        .iter()
        .find(|feature| &*feature.name == "deprecated")
    else {
        return TokenStream::new();
    };
    if !plan.presence.of(feature.condition.as_ref()) {
        return TokenStream::new();
    }
    let text = feature
        .doc
        .and_then(|at| plan.schema.section(at))
        .map_or("", |section| &section.text);
    let note = convert(text, &NoLinks)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if note.is_empty() || !plan.config.docs {
        quote!(#[deprecated])
    } else {
        quote!(#[deprecated(note = #note)])
    }
}

/// Markdown as doc attributes, one a line, which a formatter shows as `///`.
pub(crate) fn attributes(markdown: &str) -> TokenStream {
    let lines = markdown.lines().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    quote!(#(#[doc = #lines])*)
}

fn members_of<'a>(object: &ObjectShape<'a>, ident: &Ident) -> FxHashMap<&'a str, String> {
    let fields = object
        .fields
        .iter()
        .map(|field| (&*field.member.name, &field.ident));
    let tag = object.tag.iter().map(|tag| (&*tag.member.name, &tag.ident));
    fields
        .chain(tag)
        .map(|(name, field)| (name, path(ident, field)))
        .collect()
}

fn path(item: &Ident, part: &Ident) -> String {
    // Links know no raw identifiers.
    let part = part.to_string();
    format!("{item}::{}", part.strip_prefix("r#").unwrap_or(&part))
}

/// Without the word that marked optional members until 2.8.
fn strip_optional(text: &str) -> &str {
    text.strip_prefix("#optional").map_or(text, str::trim_start)
}

/// The body of a directive. Lines behind the first, which stood behind `Note:`, may be aligned with it.
fn indented(text: &str) -> String {
    let indent_of = |line: &&str| line.len() - line.trim_start().len();
    let behind = text.lines().skip(1).filter(|line| !line.trim().is_empty());
    let indent = behind.map(|line| indent_of(&line)).min().unwrap_or(0);
    let lines = text.lines().enumerate();
    lines
        .map(|(at, line)| {
            let line = if at == 0 {
                line
            } else {
                line.get(indent..).unwrap_or_default()
            };
            format!("   {line}\n")
        })
        .collect()
}
