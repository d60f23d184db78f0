//! Markup that is not understood, or that leads nowhere, and the codes of it.

use std::fmt;
use std::ops::Range;

/// Markup that is not understood, or that leads nowhere. The tree has its text all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The code of all problems of this kind.
    pub code: ProblemCode,
    /// The bytes of the text that it is about.
    pub span: Range<usize>,
    /// One line without a full stop.
    pub message: String,
}

/// The kind of a [`Problem`]. The texts of codes never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ProblemCode {
    /// `markup-too-deep`: text is nested too deep.
    TooDeep,
    /// `markup-drawing`: a table or drawing that is kept as it is.
    Drawing,
    /// `markup-unfinished`: markup that is begun and not finished.
    Unfinished,
    /// `markup-directive`: a directive, or an option of one, that is not understood.
    Directive,
    /// `markup-role`: a role that is not understood.
    Role,
    /// `markup-name`: a reference to a name that the schema does not have.
    Name,
    /// `markup-link`: a link that leads out of the schema, or nowhere.
    Link,
}

impl ProblemCode {
    /// All codes, in order.
    pub const ALL: [Self; 7] = [
        Self::TooDeep,
        Self::Drawing,
        Self::Unfinished,
        Self::Directive,
        Self::Role,
        Self::Name,
        Self::Link,
    ];

    /// Returns the code as it is printed.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TooDeep => "markup-too-deep",
            Self::Drawing => "markup-drawing",
            Self::Unfinished => "markup-unfinished",
            Self::Directive => "markup-directive",
            Self::Role => "markup-role",
            Self::Name => "markup-name",
            Self::Link => "markup-link",
        }
    }

    /// Returns a few words about it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::TooDeep => "text of a doc comment is nested too deep",
            Self::Drawing => "a table or drawing is kept as it is",
            Self::Unfinished => "markup is begun and not finished",
            Self::Directive => "a directive that is not understood",
            Self::Role => "a role that is not understood",
            Self::Name => "a reference to a name that the schema lacks",
            Self::Link => "a link that leads out of the schema",
        }
    }

    /// Returns a paragraph: the rule, what a manual does instead, and the remedy.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        match self {
            Self::TooDeep => {
                "Lists and quotes of a text can be nested only so deep. What is deeper is printed as it is written. \
                 Move it out, as a paragraph of its own."
            }
            Self::Drawing => {
                "Tables drawn with lines, tables with very many columns and blocks of lines that begin with '|' are \
                 not read. They are printed as they are written. Write a simple table, a list or a literal block."
            }
            Self::Unfinished => {
                "A paragraph that ends in '::' announces a literal block, which must follow and be indented; a literal \
                 that begins with two backticks ends with two. Add what is missing, or write ':' or one backtick."
            }
            Self::Directive => {
                "Only the directives that QEMU's docs use are understood, such as 'note' and 'qmp-example', with their \
                 options. Others are printed as they are written. Mend the name, or write the text without it."
            }
            Self::Role => {
                "A role is the word in ':role:`text`'. Only those that QEMU's docs use are understood. The text of \
                 another is printed as a literal. Mend the name, or mark the text with '*' or two backticks."
            }
            Self::Name => {
                "The role ':qapi:..:`NAME`' refers to a definition of the schema, and there is none of that name. Its \
                 text is printed without a link. Mend the name, or include the file that defines it."
            }
            Self::Link => {
                "The roles ':ref:' and ':doc:' lead into QEMU's other manuals, and so do links without an address. \
                 Only their text is printed. To keep the link, write its address."
            }
        }
    }
}

impl fmt::Display for ProblemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
