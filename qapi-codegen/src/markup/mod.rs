//! The markup of doc comments: the part of reStructuredText that schemas of any release use, as a tree.
//!
//! Text is parsed once and knows nothing of what it becomes: [`markdown`] writes the tree for rustdoc and for
//! manuals, the other writers of `reference` make roff or HTML of it. What is not understood stays in it as
//! text, and a [`Remark`] says so. Doc comments are cut into sections in `qapi-parser`.

mod block;
mod directive;
mod inline;
mod line;
pub(crate) mod markdown;
mod table;

/// A piece of text that stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// Text that is filled.
    Paragraph(Vec<Inline>),
    /// A list with dots, by its items.
    Bullets(Vec<Vec<Block>>),
    /// A list with numbers, by its items; the first has the number `first`.
    Numbers {
        /// The number of the first item.
        first: u32,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// What is indented without another reason.
    Quote(Vec<Block>),
    /// Lines that are kept as they are.
    Code(String),
    /// An example of messages.
    Example {
        /// What the example shows.
        title: Vec<Inline>,
        /// Code, with text between in an annotated example.
        body: Vec<Block>,
    },
    /// What is set apart under a label, such as `Note`.
    Note {
        /// The label.
        label: Vec<Inline>,
        /// The text.
        body: Vec<Block>,
    },
    /// A table.
    Table {
        /// What the table shows.
        title: Vec<Inline>,
        /// The row of titles; empty where there is none.
        head: Vec<Vec<Inline>>,
        /// The rows, as long as the longest each.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A heading; `level` is 1 for the outermost.
    Heading {
        /// How deep it stands.
        #[cfg_attr(
            not(feature = "manual"),
            allow(dead_code, reason = "in docs of code, all are alike")
        )]
        level: u8,
        /// Its text.
        text: Vec<Inline>,
    },
}

/// A piece of a line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Inline {
    /// Text; its line breaks mean nothing.
    Text(String),
    /// `*text*`.
    Emphasis(Vec<Inline>),
    /// `**text**`.
    Strong(Vec<Inline>),
    /// ``` ``text`` ```, in one line.
    Code(String),
    /// A name, and what [`Names`] says about where it leads.
    Name {
        /// The name.
        name: String,
        /// The target.
        target: Option<String>,
    },
    /// A link out of the schema.
    Link {
        /// What is shown.
        text: String,
        /// Where it leads.
        address: String,
    },
}

/// Where a name in a text leads.
pub(crate) trait Names {
    /// The target of a member, value or branch of the definition at hand.
    fn member(&self, name: &str) -> Option<String>;

    /// The target of a type, command or event.
    fn definition(&self, name: &str) -> Option<String>;
}

/// For texts that cannot link.
pub(crate) struct NoNames;

impl Names for NoNames {
    fn member(&self, _: &str) -> Option<String> {
        None
    }

    fn definition(&self, _: &str) -> Option<String> {
        None
    }
}

/// Something in a text that is not understood, or that a manual cannot show.
#[cfg_attr(
    not(feature = "manual"),
    allow(dead_code, reason = "manuals warn of what docs of code pass over")
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remark {
    /// The line of the text, from 0.
    pub(crate) line: usize,
    /// What it is, without a full stop.
    pub(crate) message: String,
}

/// The signs that underline headings, in the order in which they were met: their levels.
#[derive(Debug, Default)]
pub(crate) struct Headings(Vec<char>);

/// Parses the text of a doc section. The first line may stand further left than the others, as it does
/// behind a tag.
/// Headings take their levels from those met before.
pub(crate) fn parse(
    text: &str,
    names: &dyn Names,
    headings: &mut Headings,
) -> (Vec<Block>, Vec<Remark>) {
    let mut parser = block::Parser::new(names, headings);
    let blocks = parser.text(text);
    (blocks, parser.remarks)
}

/// Parses text that is one paragraph, whatever its lines look like.
pub(crate) fn line(text: &str, names: &dyn Names) -> Vec<Inline> {
    inline::parse(text, names, &mut |_, _| {})
}

/// The text of inline markup, without the markup.
#[cfg(feature = "manual")]
pub(crate) fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Link { text, .. } => {
                out.push_str(text);
            }
            Inline::Name { name, .. } => out.push_str(name),
            // The parser nests emphasis no further than once.
            Inline::Emphasis(inner) | Inline::Strong(inner) => out.push_str(&plain(inner)),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
