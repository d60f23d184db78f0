//! Entries: one for each definition, with all of its docs.

use qapi_parser::schema::{Command, Definition, Doc, Entity, SectionKind, TypeId, TypeKind};
use rustc_hash::FxHashMap;

use super::definitions::Definitions;
use super::links;
use crate::manual::{Entry, FeatureText, Kind, Marks, Members, Section, TypeName};
use crate::release::Release;
use qapi_markup::{Block, BlockKind, Inline};

impl<'s> Definitions<'s> {
    /// Returns the entry of a definition; `None` for types that have none.
    pub(super) fn entry(&mut self, module: usize, entity: Entity) -> Option<Entry> {
        let schema = self.schema;
        let definition = schema.definition(entity)?;
        let (kind, described, returns, properties) = match entity {
            Entity::Command(id) => {
                let command = &schema[id];
                let properties = properties(command);
                (
                    Kind::Command,
                    command.arguments,
                    command.returns,
                    properties,
                )
            }
            Entity::Event(id) => (Kind::Event, schema[id].arguments, None, Vec::new()),
            Entity::Type(id) => (type_kind(&schema[id].kind)?, Some(id), None, Vec::new()),
            Entity::Include { .. } => return None,
        };
        let name = &*definition.name;
        let members = described.map_or_else(Vec::new, |id| self.named_members(id, name));
        self.texts.enter(members);
        let mut members = self.members(kind, described);
        let doc = definition.doc.map(|id| &schema[id]);
        if let Some(doc) = doc {
            sort_as_described(&mut members, doc);
        }
        let returns = returns.map(|id| self.type_name(id));
        let (body, features, sections) = match doc {
            Some(doc) => self.documented(doc, definition, returns),
            None => (
                Vec::new(),
                self.undocumented(definition),
                result(returns).into_iter().collect(),
            ),
        };
        Some(Entry {
            kind,
            name: definition.name.to_string(),
            module,
            body,
            members,
            features,
            sections,
            marks: Marks {
                since: doc.and_then(Doc::since).and_then(Release::parse),
                deprecated: definition.is_deprecated(),
                unstable: definition.is_unstable(),
                condition: definition.condition.clone(),
            },
            properties,
            uses: links::uses(schema, self.positions, entity),
            used_by: Vec::new(),
        })
    }

    fn members(&mut self, kind: Kind, described: Option<TypeId>) -> Members {
        match described {
            Some(id) if kind.is_type() => self.members_of_type(id),
            arguments => self.arguments(arguments),
        }
    }

    /// Returns the texts of a comment before the members, about features, and after them.
    fn documented(
        &mut self,
        doc: &'s Doc,
        definition: &'s Definition,
        mut returns: Option<TypeName>,
    ) -> (Vec<Block>, Vec<FeatureText>, Vec<Section>) {
        let (mut body, mut features, mut sections) = (Vec::new(), Vec::new(), Vec::new());
        for (at, section) in doc.sections.iter().enumerate() {
            if self.texts.is_taken(section) {
                continue;
            }
            let text = self.texts.section(section);
            let mut titled = |title: &str, returns| {
                sections.push(Section {
                    title: Some(title.to_owned()),
                    returns,
                    text: text.clone(),
                });
            };
            match &section.kind {
                SectionKind::Plain if at == 0 => body = text,
                SectionKind::Plain => sections.push(Section {
                    title: None,
                    returns: None,
                    text,
                }),
                SectionKind::Feature(name) => {
                    let feature = definition.feature(name);
                    features.push(FeatureText {
                        name: name.to_string(),
                        condition: feature.and_then(|feature| feature.condition.clone()),
                        text,
                    });
                }
                // A section that describes no member of this definition is kept.
                SectionKind::Member(name) => sections.push(Section {
                    title: None,
                    returns: None,
                    text: vec![labelled(name.to_string(), text)],
                }),
                SectionKind::Returns => titled("Returns", returns.take()),
                SectionKind::Errors => titled("Errors", None),
                SectionKind::Since => titled("Since", None),
                SectionKind::Todo => titled("TODO", None),
                SectionKind::Note => titled(&self.texts.label(section), None),
                SectionKind::Example => {
                    let label = self.texts.label(section);
                    sections.push(Section {
                        title: Some(label),
                        returns: None,
                        // Until 9.0, examples were verbatim text.
                        text: vec![BlockKind::LiteralBlock(section.text.clone()).into()],
                    });
                }
            }
        }
        for feature in self.undocumented(definition) {
            if !features.iter().any(|known| known.name == feature.name) {
                features.push(feature);
            }
        }
        sections.retain(|section| section.returns.is_some() || !section.text.is_empty());
        if let Some(section) = result(returns) {
            sections.insert(0, section);
        }
        (body, features, sections)
    }

    /// Returns the features of a definition, without texts.
    fn undocumented(&self, definition: &Definition) -> Vec<FeatureText> {
        let features = definition.features.iter();
        features
            .map(|feature| FeatureText {
                name: feature.name.to_string(),
                condition: feature.condition.clone(),
                text: Vec::new(),
            })
            .collect()
    }
}

/// Sorts members in the order of their descriptions, which is that of upstream's manuals.
fn sort_as_described(members: &mut Members, doc: &Doc) {
    let names = doc
        .sections
        .iter()
        .filter_map(|section| match &section.kind {
            SectionKind::Member(name) => Some(&**name),
            _ => None,
        });
    let places: FxHashMap<&str, usize> = names.zip(0..).collect();
    let place = |name: &str| places.get(name).copied().unwrap_or(usize::MAX);
    members.own.sort_by_key(|member| place(&member.name));
}

/// Returns the section for the result of a command whose docs do not describe it.
fn result(returns: Option<TypeName>) -> Option<Section> {
    returns.map(|returns| Section {
        title: Some("Returns".to_owned()),
        returns: Some(returns),
        text: Vec::new(),
    })
}

fn type_kind(kind: &TypeKind) -> Option<Kind> {
    match kind {
        TypeKind::Enum(_) => Some(Kind::Enum),
        TypeKind::Object(_) => Some(Kind::Object),
        TypeKind::Alternate(_) => Some(Kind::Alternate),
        TypeKind::Builtin(_) | TypeKind::Array(_) => None,
    }
}

/// Returns sentences about the unusual execution of a command.
fn properties(command: &Command) -> Vec<&'static str> {
    [
        (
            !command.success_response,
            "There is no reply on success, only on failure.",
        ),
        (command.allow_oob, "It may be executed out of band."),
        (
            command.allow_preconfig,
            "It may be executed before the machine is built.",
        ),
        (
            !command.generate,
            "It may take more arguments than the schema lists.",
        ),
    ]
    .into_iter()
    .filter_map(|(holds, sentence)| holds.then_some(sentence))
    .collect()
}

/// Returns text under a label.
pub(super) fn labelled(label: String, body: Vec<Block>) -> Block {
    let title = vec![Inline::text(label)];
    let name = "note".to_owned();
    BlockKind::Admonition { name, title, body }.into()
}
