//! The parser and its settings.

use crate::block::Reader;
use crate::hanging::after_name;
use crate::inline::{self, Resolve};
use crate::line::{least_indent, lines};
use crate::title::TitleStyles;
use crate::tree::{Block, Document, Inline};

/// Parses the texts of doc comments.
///
/// No text makes it fail: markup that is not understood is in the tree as text or as a literal
/// block, and in [`Document::problems`]. The time is proportional to the length of the text.
#[derive(Default)]
pub struct Parser<'a> {
    resolve: Option<Resolve<'a>>,
    styles: Option<&'a mut TitleStyles>,
}

impl<'a> Parser<'a> {
    /// Creates a parser that resolves no names.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the function that resolves the names in the texts, which become
    /// [`InlineKind::Reference`].
    ///
    /// For `@name` it is called with a member and then with a definition; for a name in backticks,
    /// with a definition and then with a member.
    ///
    /// [`InlineKind::Reference`]: crate::InlineKind::Reference
    #[must_use]
    pub fn resolve(mut self, resolve: Resolve<'a>) -> Self {
        self.resolve = Some(resolve);
        self
    }

    /// Sets the styles of the titles before this text, to which the parser adds. Without it, each
    /// text begins with the first level.
    #[must_use]
    pub fn title_styles(mut self, styles: &'a mut TitleStyles) -> Self {
        self.styles = Some(styles);
        self
    }

    /// Parses a text on its own, such as the body of a comment.
    #[must_use]
    pub fn parse(&mut self, text: &str) -> Document {
        self.document(|reader| reader.blocks(&lines(text), 0, 0))
    }

    /// Parses the text of a section, which follows a tag such as `@name:` or `Returns:`.
    ///
    /// Its first line may have been on the line of the tag. The common indentation of the others
    /// then has no meaning, as in QEMU's own manuals.
    #[must_use]
    pub fn parse_section(&mut self, text: &str) -> Document {
        let lines = lines(text);
        let lines = match lines.split_first() {
            Some((first, rest)) if first.indent == 0 => after_name(*first, rest),
            _ => {
                let margin = least_indent(&lines).unwrap_or(0);
                lines.iter().map(|line| line.moved(margin, 0)).collect()
            }
        };
        self.document(|reader| reader.blocks(&lines, 0, 0))
    }

    /// Parses a text as one paragraph, regardless of its lines.
    #[must_use]
    pub fn parse_inline(&mut self, text: &str) -> Vec<Inline> {
        let resolve = self.resolve.unwrap_or(&|_| None);
        inline::parse(&lines(text), resolve, &mut Vec::new())
    }

    fn document(&mut self, read: impl FnOnce(&mut Reader<'_>) -> Vec<Block>) -> Document {
        let mut styles = TitleStyles::default();
        let mut reader = Reader {
            resolve: self.resolve.unwrap_or(&|_| None),
            styles: self.styles.as_deref_mut().unwrap_or(&mut styles),
            problems: Vec::new(),
        };
        let blocks = read(&mut reader);
        Document {
            blocks,
            problems: reader.problems,
        }
    }
}
