//! Doc comments, split into sections and connected to the items they describe.
//!
//! Section texts are as written in the schema (rST markup), without the comment signs, the tag and
//! the blank lines around. Generators convert them into Markdown, roff or HTML.

use super::entity::Entity;
use crate::source::Span;

/// A doc comment: that of a definition, or a free-form one.
#[derive(Debug)]
pub struct Doc {
    /// The comment's block, from its first `##` to its last.
    pub span: Span,
    /// The definition that it documents; `None` for a free-form comment.
    pub entity: Option<Entity>,
    /// The name after `@` on its first line; `None` for a free-form comment.
    pub symbol: Option<Box<str>>,
    /// The sections as they are written. The first is always the body (kind
    /// [`SectionKind::Plain`]), even if it is empty. Members without a text have an empty section
    /// after the described ones.
    pub sections: Vec<Section>,
}

impl Doc {
    /// Returns the text before the first member, feature or tagged section; empty if there is none.
    #[must_use]
    pub fn body(&self) -> &str {
        self.sections.first().map_or("", |section| &section.text)
    }

    /// Returns the text of the first section of a kind.
    fn text_of(&self, kind: &SectionKind) -> Option<&str> {
        self.sections
            .iter()
            .find(|section| section.kind == *kind)
            .map(|section| &*section.text)
    }

    /// Returns the text of `Since:`.
    #[must_use]
    pub fn since(&self) -> Option<&str> {
        self.text_of(&SectionKind::Since)
    }

    /// Returns the text of `Returns:`.
    #[must_use]
    pub fn returns(&self) -> Option<&str> {
        self.text_of(&SectionKind::Returns)
    }

    /// Returns the text of `Errors:`.
    #[must_use]
    pub fn errors(&self) -> Option<&str> {
        self.text_of(&SectionKind::Errors)
    }

    /// Returns the paragraphs after the body that belong to no member, feature or tag, in order.
    pub fn remarks(&self) -> impl Iterator<Item = &Section> {
        self.sections
            .iter()
            .skip(1)
            .filter(|section| section.kind == SectionKind::Plain)
    }
}

/// One section of a doc comment.
#[derive(Debug)]
pub struct Section {
    /// The kind of the section.
    pub kind: SectionKind,
    /// Its text: lines joined by `\n`, without blank lines at either end, indentation as written.
    pub text: String,
    /// The first line of the section. For an implied section, it is the comment's first line.
    pub span: Span,
    /// `true` if it is implied: the section of a member without documentation.
    pub implied: bool,
}

/// The kind of a section of a doc comment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SectionKind {
    /// Paragraphs: the body, and text between or after other sections.
    Plain,
    /// `@name:` of a member, argument, enum value or alternate's branch.
    Member(Box<str>),
    /// `@name:` below `Features:`.
    Feature(Box<str>),
    /// `Returns:`.
    Returns,
    /// `Errors:`.
    Errors,
    /// `Since:`.
    Since,
    /// `TODO:`.
    Todo,
    /// `Note:` or `Notes:`, in releases before 9.0.
    Note,
    /// `Example:` or `Examples:`, in releases before 9.0.
    Example,
}
