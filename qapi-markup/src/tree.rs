//! The tree: blocks, and the inline markup in them, each with its span.

use std::ops::Range;

use crate::problem::Problem;

/// A parsed text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The blocks, in the order of the text.
    pub blocks: Vec<Block>,
    /// The markup that was not understood, in the order in which it was found.
    pub problems: Vec<Problem>,
}

/// A body element: a paragraph, a list, a directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The bytes of the block in the text, from its first character to its last. The spans of
    /// neighbours do not overlap, and the spans in a block are within that of the block.
    pub span: Range<usize>,
    /// The number of characters by which the block is indented beyond the left margin of its
    /// container.
    pub indent: usize,
    /// The kind of the block.
    pub kind: BlockKind,
}

/// The kind of a [`Block`]. The names are those of docutils' document tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// Text that is filled.
    Paragraph(Vec<Inline>),
    /// A list with bullets.
    BulletList(Vec<ListItem>),
    /// A list with numbers or letters.
    EnumeratedList {
        /// The numbering of the items.
        numbering: Numbering,
        /// The number of the first item; 1 for `a`.
        start: u32,
        /// The items.
        items: Vec<ListItem>,
    },
    /// `:name: body`, one or more.
    FieldList(Vec<Field>),
    /// Blocks that are indented for no other reason.
    BlockQuote(Vec<Block>),
    /// Lines kept unchanged, except for their common indentation: literal blocks, code, messages
    /// that releases before 9.0 wrote without markup, and markup that is not understood.
    LiteralBlock(String),
    /// The directive `qmp-example`.
    Example {
        /// The title of the example; empty if the text has none.
        title: Vec<Inline>,
        /// A literal block, or text and literal blocks if the example is annotated.
        body: Vec<Block>,
    },
    /// A directive that sets text apart, such as `note`.
    Admonition {
        /// The name of the directive.
        name: String,
        /// The title: `Note`, or the argument of the directive `admonition`.
        title: Vec<Inline>,
        /// The text.
        body: Vec<Block>,
    },
    /// A table.
    Table {
        /// The title of the directive `table`; empty if it has none.
        title: Vec<Inline>,
        /// The cells of the header row; empty if the table has none.
        header: Vec<Vec<Inline>>,
        /// The cells of each row. All rows have the same number.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// The title of a section.
    SectionTitle {
        /// The level of the section, 1 for the outermost.
        level: u8,
        /// The title.
        text: Vec<Inline>,
    },
    /// A comment, or a target of links: neither is shown.
    Comment,
}

impl From<BlockKind> for Block {
    /// Creates a block that is in no text, with an empty span.
    fn from(kind: BlockKind) -> Self {
        Self {
            span: 0..0,
            indent: 0,
            kind,
        }
    }
}

/// The numbering of an enumerated list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    /// `1.`, `2)`, `(3)`, and `#.`.
    Arabic,
    /// `a)`, `(b)`.
    LowerAlpha,
}

impl Numbering {
    /// Returns the label of an item without punctuation: `3`, or `c`. Numbers over 26 have no
    /// letter.
    #[must_use]
    pub fn label(self, number: u32) -> String {
        let letter = number.checked_sub(1).and_then(|at| u8::try_from(at).ok());
        match (self, letter) {
            (Self::LowerAlpha, Some(at @ 0..26)) => char::from(b'a' + at).to_string(),
            _ => number.to_string(),
        }
    }
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem {
    /// The bytes of the item, from its marker on.
    pub span: Range<usize>,
    /// The content of the item.
    pub blocks: Vec<Block>,
}

/// A field of a field list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The bytes of the field, from the colon before its name on.
    pub span: Range<usize>,
    /// The name, without colons.
    pub name: String,
    /// The content of the field.
    pub body: Vec<Block>,
}

/// A piece of text with one meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    /// The bytes of the piece in the text, including its marks. Text over several lines includes
    /// the indentation between them.
    pub span: Range<usize>,
    /// The kind of the piece.
    pub kind: InlineKind,
}

/// The kind of an [`Inline`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InlineKind {
    /// Text without markup. Its line feeds are the line ends of the source.
    Text(String),
    /// `*text*`.
    Emphasis(Vec<Inline>),
    /// `**text**`.
    Strong(Vec<Inline>),
    /// ``` ``text`` ```, in one line.
    Literal(String),
    /// `@name`, or a name in single backticks, with or without a role of the QAPI domain.
    Reference {
        /// The text that is shown.
        name: String,
        /// The target to which the name was resolved.
        target: Option<String>,
    },
    /// A link to a URI.
    Link {
        /// The text that is shown.
        text: String,
        /// The URI.
        uri: String,
    },
}

impl From<InlineKind> for Inline {
    /// Creates a piece that is in no text, with an empty span.
    fn from(kind: InlineKind) -> Self {
        Self { span: 0..0, kind }
    }
}

impl Inline {
    /// Creates text without markup, with an empty span.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        InlineKind::Text(text.into()).into()
    }
}

/// Returns the text of inline markup without the markup, in one line.
#[must_use]
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_text(inlines, &mut out);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

// The parser nests emphasis only once.
fn push_text(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text)
            | InlineKind::Literal(text)
            | InlineKind::Link { text, .. }
            | InlineKind::Reference { name: text, .. } => out.push_str(text),
            InlineKind::Emphasis(inner) | InlineKind::Strong(inner) => push_text(inner, out),
        }
    }
}
