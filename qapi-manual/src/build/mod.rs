//! Makes a manual of a schema. The content is the same for all writers.

mod definitions;
mod entry;
mod links;
mod members;
mod order;
mod text;
mod title;

use std::collections::BTreeSet;

use qapi_markup::{Block, BlockKind, plain_text};
use qapi_parser::schema::{DocId, Entity, Schema, SectionKind};
use rustc_hash::FxHashMap;

use self::definitions::Definitions;
use self::order::Item;
use self::text::Texts;
use crate::manual::{Content, Entry, Manual, Module, Piece};

impl Manual {
    /// Creates the manual of a schema. It contains all text of the docs, even if its markup is not
    /// understood.
    #[must_use]
    pub fn new(schema: &Schema, title: &str) -> Self {
        build(schema, title)
    }
}

fn build(schema: &Schema, title: &str) -> Manual {
    let items = order::items(schema);
    let definitions = items.iter().filter_map(|item| match item {
        Item::Definition { entity, .. } => Some(*entity),
        Item::Text { .. } => None,
    });
    let positions: FxHashMap<Entity, usize> = definitions.zip(0..).collect();
    let mut builder = Builder {
        definitions: Definitions {
            schema,
            texts: Texts::new(schema, &positions),
            positions: &positions,
        },
        modules: Vec::new(),
        files: FxHashMap::default(),
        anchors: BTreeSet::new(),
        pieces: Vec::new(),
        entries: Vec::new(),
    };
    for item in items {
        match item {
            Item::Definition { file, entity } => builder.definition(file, entity),
            Item::Text { file, doc } => builder.free_form(file, doc),
        }
    }
    let mut entries = builder.entries;
    tie(&mut entries);
    let mut warnings = builder.definitions.texts.into_warnings();
    warnings.sort_by_key(|warning| (warning.span.file, warning.span.start));
    let names = entries.iter().map(|entry| entry.name.clone());
    Manual {
        title: title.to_owned(),
        names: names.zip(0..).collect(),
        modules: builder.modules,
        pieces: builder.pieces,
        entries,
        warnings,
    }
}

/// Adds to each entry the entries that use it.
fn tie(entries: &mut [Entry]) {
    let mut used_by: Vec<Vec<usize>> = vec![Vec::new(); entries.len()];
    for (user, entry) in entries.iter().enumerate() {
        for used in &entry.uses {
            if let Some(list) = used_by.get_mut(*used).filter(|_| *used != user) {
                list.push(user);
            }
        }
    }
    for (entry, users) in entries.iter_mut().zip(used_by) {
        entry.used_by = users;
    }
}

/// The state of the construction.
struct Builder<'s> {
    definitions: Definitions<'s>,
    modules: Vec<Module>,
    /// The indices of modules by those of their files.
    files: FxHashMap<usize, usize>,
    /// The anchors of headings.
    anchors: BTreeSet<String>,
    pieces: Vec<Piece>,
    entries: Vec<Entry>,
}

impl Builder<'_> {
    fn module(&mut self, file: usize) -> usize {
        if let Some(known) = self.files.get(&file) {
            return *known;
        }
        // The first module is that of the predefined types. The modules of files follow.
        let name = self.definitions.schema.modules().nth(file + 1);
        let name = name.map_or("schema", |(_, module)| &module.name);
        let name = name.strip_suffix(".json").unwrap_or(name).to_owned();
        self.modules.push(Module {
            title: name.clone(),
            name,
            pieces: Vec::new(),
        });
        let module = self.modules.len() - 1;
        self.files.insert(file, module);
        module
    }

    fn definition(&mut self, file: usize, entity: Entity) {
        let module = self.module(file);
        if let Some(entry) = self.definitions.entry(module, entity) {
            self.push(module, Content::Entry(self.entries.len()));
            self.entries.push(entry);
        }
    }

    fn free_form(&mut self, file: usize, doc: DocId) {
        let module = self.module(file);
        let mut text = Vec::new();
        for section in &self.definitions.schema[doc].sections {
            let texts = &mut self.definitions.texts;
            let mut blocks = texts.free_form(section);
            if section.kind != SectionKind::Plain {
                blocks = vec![entry::labelled(texts.label(section), blocks)];
            }
            for block in blocks {
                match block.kind {
                    BlockKind::SectionTitle { level, text: words } => {
                        self.push_text(module, &mut text);
                        let anchor = self.heading_anchor(&plain_text(&words));
                        let content = Content::Heading {
                            level,
                            text: words,
                            anchor,
                        };
                        self.push(module, content);
                    }
                    _ => text.push(block),
                }
            }
        }
        self.push_text(module, &mut text);
    }

    fn push_text(&mut self, module: usize, text: &mut Vec<Block>) {
        if !text.is_empty() {
            self.push(module, Content::Text(std::mem::take(text)));
        }
    }

    fn push(&mut self, at: usize, content: Content) {
        if let Some(module) = self.modules.get_mut(at) {
            if let (Content::Heading { text, .. }, true) = (&content, module.pieces.is_empty()) {
                module.title = plain_text(text);
            }
            module.pieces.push(self.pieces.len());
        }
        self.pieces.push(Piece {
            module: at,
            content,
        });
    }

    /// Returns an anchor that no definition and no other heading has.
    fn heading_anchor(&mut self, text: &str) -> String {
        let words = text
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty());
        let words: Vec<String> = words.map(str::to_ascii_lowercase).collect();
        let slug = format!("section:{}", words.join("-"));
        let numbered = (2..).map(|number: u32| format!("{slug}-{number}"));
        let mut names = std::iter::once(slug.clone()).chain(numbered);
        let anchors = &self.anchors;
        let free = names.find(|name| !anchors.contains(name)).unwrap_or(slug);
        self.anchors.insert(free.clone());
        free
    }
}
