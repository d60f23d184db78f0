//! Texts of docs: parsed, with links for names, and warnings with their places.

use qapi_parser::Span;
use qapi_parser::schema::{DocRef, Entity, Schema, Section, SectionKind};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::manual::{Warning, member_anchor};
use qapi_markup::{Block, Name, Parser, TitleStyles};

/// Parses the sections of a schema's docs.
pub(super) struct Texts<'s> {
    schema: &'s Schema,
    positions: &'s FxHashMap<Entity, usize>,
    /// The members that texts of the current definition name, with the entries that describe them.
    members: FxHashMap<&'s str, &'s str>,
    /// Headings of free-form comments share their levels.
    titles: TitleStyles,
    /// The parsed sections, by their place in memory.
    taken: FxHashSet<*const Section>,
    warnings: Vec<Warning>,
}

impl<'s> Texts<'s> {
    pub(super) fn new(schema: &'s Schema, positions: &'s FxHashMap<Entity, usize>) -> Self {
        Self {
            schema,
            positions,
            members: FxHashMap::default(),
            titles: TitleStyles::default(),
            taken: FxHashSet::default(),
            warnings: Vec::new(),
        }
    }

    pub(super) fn into_warnings(self) -> Vec<Warning> {
        self.warnings
    }

    /// Starts a definition, with the members that its texts may name and their entries. If two have
    /// the same name, the first counts.
    pub(super) fn enter(&mut self, members: Vec<(&'s str, &'s str)>) {
        self.members = members.into_iter().rev().collect();
        self.taken.clear();
    }

    /// Returns the text of a section of the current definition.
    pub(super) fn section(&mut self, section: &'s Section) -> Vec<Block> {
        self.taken.insert(std::ptr::from_ref(section));
        self.parse(section, &mut TitleStyles::default())
    }

    /// Returns the docs of a part of the current definition.
    pub(super) fn part(&mut self, at: Option<DocRef>) -> Vec<Block> {
        let schema = self.schema;
        let section = at.and_then(|at| schema.section(at));
        section.map_or_else(Vec::new, |section| self.section(section))
    }

    /// Returns whether a section of the current definition was parsed.
    pub(super) fn is_taken(&self, section: &Section) -> bool {
        self.taken.contains(&std::ptr::from_ref(section))
    }

    /// Returns the text of a section of a free-form comment.
    pub(super) fn free_form(&mut self, section: &Section) -> Vec<Block> {
        self.enter(Vec::new());
        let mut titles = std::mem::take(&mut self.titles);
        let blocks = self.parse(section, &mut titles);
        self.titles = titles;
        blocks
    }

    /// Returns the tag of a section, as its author wrote it: `Note` or `Notes`.
    pub(super) fn label(&self, section: &Section) -> String {
        let line = self.schema.sources().text(section.span);
        let line = line.trim_start_matches('#').trim_start();
        let (tag, _) = line.split_once(':').unwrap_or((line, ""));
        tag.trim().to_owned()
    }

    fn parse(&mut self, section: &Section, titles: &mut TitleStyles) -> Vec<Block> {
        // Until 2.8, a word marked optional members.
        let text = section.text.strip_prefix("#optional");
        let text = text.map_or(&*section.text, str::trim_start);
        let resolve = |name: Name<'_>| self.resolve(name);
        let mut parser = Parser::new().resolve(&resolve).title_styles(titles);
        let document = match section.kind {
            SectionKind::Plain => parser.parse(text),
            _ => parser.parse_section(text),
        };
        for problem in document.problems {
            let span = self.find(section.span, line_at(text, problem.span.start));
            self.warnings.push(Warning {
                code: problem.code,
                span,
                message: problem.message,
            });
        }
        document.blocks
    }

    /// Returns the target of a name in the texts of the current definition.
    fn resolve(&self, name: Name<'_>) -> Option<String> {
        match name {
            Name::Member(name) => {
                let owner = self.members.get(name)?;
                Some(member_anchor(owner, name))
            }
            Name::Definition(name) => {
                let entity = self.schema.lookup(name)?;
                let known = self.positions.contains_key(&entity);
                known.then(|| name.to_owned())
            }
        }
    }

    /// Returns the span of a line of a section. The comment signs make a search necessary.
    fn find(&self, section: Span, line: &str) -> Span {
        let file = self.schema.sources().file(section.file);
        let rest = file.and_then(|file| file.text().get(section.start as usize..));
        let Some(at) = rest.and_then(|text| text.find(line)) else {
            return section;
        };
        let start = section.start + u32::try_from(at).unwrap_or(0);
        let end = start + u32::try_from(line.len()).unwrap_or(0);
        Span {
            start,
            end,
            ..section
        }
    }
}

/// Returns the line of a text that a byte is in, without the white space around it.
fn line_at(text: &str, byte: usize) -> &str {
    let (before, after) = text.split_at_checked(byte).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let length = after.find('\n').unwrap_or(after.len());
    text.get(start..byte + length).unwrap_or_default().trim()
}
