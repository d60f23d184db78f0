//! The content of a manual, in reading order, without its form.

use std::collections::BTreeSet;

use qapi_markup::{Block, BlockKind, Inline, ProblemCode, first_sentence, plain_text};
use qapi_parser::schema::Condition;
use qapi_parser::{SourceMap, Span};
use rustc_hash::FxHashMap;

use crate::release::Release;

/// The reference manual of a schema.
#[derive(Debug)]
pub struct Manual {
    /// The title of the manual.
    pub(crate) title: String,
    /// The files of the schema that have content, in reading order.
    pub(crate) modules: Vec<Module>,
    /// The parts of the manual in reading order: that of the text, with included files at their
    /// first `include`.
    pub(crate) pieces: Vec<Piece>,
    /// The definitions. Other parts of the manual refer to entries by their position here.
    pub(crate) entries: Vec<Entry>,
    /// The positions of entries by their names.
    pub(crate) names: FxHashMap<String, usize>,
    /// The markup that was not understood.
    pub(crate) warnings: Vec<Warning>,
}

impl Manual {
    /// Returns the two indexes, each sorted by name: of commands and events, and of types.
    pub(crate) fn indexes(&self) -> [(&'static str, Vec<&Entry>); 2] {
        let sorted = |types: bool| {
            let entries = self.entries.iter();
            let mut list: Vec<_> = entries.filter(|it| it.kind.is_type() == types).collect();
            list.sort_by_key(|entry| (entry.name.to_ascii_lowercase(), &entry.name));
            list
        };
        [
            ("Commands and Events Index", sorted(false)),
            ("Data Types Index", sorted(true)),
        ]
    }

    /// Returns the entry for a target of the texts, which may be one of its members.
    pub(crate) fn entry_named(&self, target: &str) -> Option<&Entry> {
        let name = target.split(':').next().unwrap_or(target);
        let at = self.names.get(name)?;
        self.entries.get(*at)
    }

    /// Returns the marks of all entries and members.
    pub(crate) fn marks(&self) -> impl Iterator<Item = &Marks> {
        self.entries.iter().flat_map(|entry| {
            let members = entry.members.own.iter().map(|member| &member.marks);
            std::iter::once(&entry.marks).chain(members)
        })
    }

    /// Returns the conditions of all entries, members and branches.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let inherited = self
            .entries
            .iter()
            .flat_map(|entry| &entry.members.inherited);
        let inherited = inherited.filter_map(|it| it.condition.as_ref());
        self.marks()
            .filter_map(|marks| marks.condition.as_ref())
            .chain(inherited)
    }

    /// Returns the parts of a module, in reading order.
    pub(crate) fn pieces_of(&self, module: usize) -> impl Iterator<Item = &Content> {
        let pieces = self
            .modules
            .get(module)
            .into_iter()
            .flat_map(|module| &module.pieces);
        let pieces = pieces.filter_map(|at| self.pieces.get(*at));
        pieces.map(|piece| &piece.content)
    }

    /// Returns the title of a module.
    pub(crate) fn module_title(&self, module: usize) -> &str {
        self.modules.get(module).map_or("", |module| &module.title)
    }

    /// Returns the markup of the docs that was not understood, in the order of the text. The manual
    /// contains it as plain text.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }
}

/// A place in the docs whose markup was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The kind of markup; `qapi explain` tells about it.
    pub code: ProblemCode,
    /// The line that it is in.
    pub span: Span,
    /// The problem, in one line, without a full stop.
    pub message: String,
}

impl Warning {
    /// `file:line:column: warning[code]: message`.
    #[must_use]
    pub fn short(&self, sources: &SourceMap) -> String {
        let at = sources.start(self.span);
        format!(
            "{}:{}:{}: warning[{}]: {}",
            sources.path(self.span),
            at.line,
            at.column,
            self.code,
            self.message
        )
    }
}

/// A file of the schema.
#[derive(Debug)]
pub(crate) struct Module {
    /// Its path relative to the top file's folder, without extension.
    pub(crate) name: String,
    /// Its first heading, if it begins with one, or else its name.
    pub(crate) title: String,
    /// The positions of its parts.
    pub(crate) pieces: Vec<usize>,
}

impl Module {
    /// Returns a file name with this extension. It contains no separators, and differs from those
    /// taken even if the case of letters is ignored.
    pub(crate) fn file_name(&self, ending: &str, taken: &mut BTreeSet<String>) -> String {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let parts = self.name.split(|c| !is_part(c));
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        let stem = match parts.join("-") {
            stem if stem.is_empty() => "module".to_owned(),
            stem => stem,
        };
        let numbered = (2..).map(|number: u32| format!("{stem}-{number}.{ending}"));
        let mut names = std::iter::once(format!("{stem}.{ending}")).chain(numbered);
        let free = names.find(|name| taken.insert(name.to_lowercase()));
        free.unwrap_or_default()
    }
}

/// A part of the manual and its module.
#[derive(Debug)]
pub(crate) struct Piece {
    pub(crate) module: usize,
    pub(crate) content: Content,
}

/// The content of a part.
#[derive(Debug)]
pub(crate) enum Content {
    /// A heading of a free-form comment; `level` is 1 for the outermost.
    Heading {
        level: u8,
        text: Vec<Inline>,
        anchor: String,
    },
    /// Text of a free-form comment.
    Text(Vec<Block>),
    /// The entry at this position.
    Entry(usize),
}

/// The kind of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Command,
    Event,
    Object,
    Enum,
    Alternate,
}

impl Kind {
    /// Returns the word after the name in upstream's manuals.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Command => "Command",
            Self::Event => "Event",
            Self::Object => "Object",
            Self::Enum => "Enum",
            Self::Alternate => "Alternate",
        }
    }

    pub(crate) fn is_type(self) -> bool {
        !matches!(self, Self::Command | Self::Event)
    }
}

/// A definition of the schema, with its docs.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) kind: Kind,
    /// The name, which is also the anchor: a schema has one namespace.
    pub(crate) name: String,
    pub(crate) module: usize,
    /// The text before the members.
    pub(crate) body: Vec<Block>,
    pub(crate) members: Members,
    pub(crate) features: Vec<FeatureText>,
    /// The sections after the members, in the order of the text.
    pub(crate) sections: Vec<Section>,
    pub(crate) marks: Marks,
    /// Sentences about the execution of a command.
    pub(crate) properties: Vec<&'static str>,
    /// The entries of the types in its definition.
    pub(crate) uses: Vec<usize>,
    /// The entries that use this.
    pub(crate) used_by: Vec<usize>,
}

impl Entry {
    /// Returns the heading in upstream's manuals.
    pub(crate) fn heading(&self) -> String {
        format!("{} ({})", self.name, self.kind.word())
    }

    /// Returns the first sentence of its text, without markup; empty without a text.
    pub(crate) fn summary(&self) -> String {
        let Some(BlockKind::Paragraph(text)) = self.body.first().map(|first| &first.kind) else {
            return String::new();
        };
        plain_text(&first_sentence(text))
    }

    /// Returns the anchor of one of its members.
    pub(crate) fn member_anchor(&self, member: &str) -> String {
        member_anchor(&self.name, member)
    }
}

/// Returns the anchor of a member. It is stable, and never the name of a definition, since those
/// contain no colons.
pub(crate) fn member_anchor(owner: &str, member: &str) -> String {
    format!("{owner}:{member}")
}

/// The release and the availability of an element.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    pub(crate) since: Option<Release>,
    pub(crate) deprecated: bool,
    pub(crate) unstable: bool,
    pub(crate) condition: Option<Condition>,
}

/// The members of an object, the arguments of a command, the values of an enum.
#[derive(Debug)]
pub(crate) struct Members {
    /// Their common title.
    pub(crate) title: &'static str,
    pub(crate) own: Vec<Member>,
    /// Members of other types: of a base, of a named argument type, and then of a union's branches.
    pub(crate) inherited: Vec<Inherited>,
}

impl Members {
    pub(crate) fn is_empty(&self) -> bool {
        self.own.is_empty() && self.inherited.is_empty()
    }
}

/// A member, argument, value or alternate's branch.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) name: String,
    /// Its type; `None` for values, and for the tag of a union that lists the values itself.
    pub(crate) ty: Option<TypeName>,
    pub(crate) optional: bool,
    /// Its docs; may be empty.
    pub(crate) text: Vec<Block>,
    pub(crate) marks: Marks,
    /// The branch of a legacy union that contains it.
    pub(crate) when: Option<When>,
}

/// Members that are described in another entry.
#[derive(Debug)]
pub(crate) struct Inherited {
    pub(crate) from: TypeName,
    /// The branch that contains them.
    pub(crate) when: Option<When>,
    pub(crate) condition: Option<Condition>,
}

/// A branch of a union: the discriminator, and its value for the branch.
#[derive(Debug, Clone)]
pub(crate) struct When {
    pub(crate) discriminator: String,
    pub(crate) value: String,
}

/// A type, as named in upstream's manuals.
#[derive(Debug, Clone)]
pub(crate) struct TypeName {
    pub(crate) is_array: bool,
    /// The name; for a predefined type, the word for its JSON values.
    pub(crate) name: String,
    /// The name in the schema, if it is more exact: `uint16`.
    pub(crate) exact: Option<&'static str>,
    /// The entry that describes it.
    pub(crate) entry: Option<usize>,
}

impl TypeName {
    /// Returns the text before the name.
    pub(crate) fn prefix(&self) -> &'static str {
        if self.is_array { "array of " } else { "" }
    }
}

/// A feature and its docs.
#[derive(Debug)]
pub(crate) struct FeatureText {
    pub(crate) name: String,
    pub(crate) condition: Option<Condition>,
    pub(crate) text: Vec<Block>,
}

/// A section after members and features.
#[derive(Debug)]
pub(crate) struct Section {
    /// Its title; `None` for paragraphs that continue the text.
    pub(crate) title: Option<String>,
    /// The result of a command, in its section.
    pub(crate) returns: Option<TypeName>,
    pub(crate) text: Vec<Block>,
}

impl Section {
    /// Returns whether it contains only the release of the addition.
    pub(crate) fn is_only_release(&self) -> bool {
        let is_release = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '.');
        match &*self.text {
            [
                Block {
                    kind: BlockKind::Paragraph(text),
                    ..
                },
            ] => self.title.as_deref() == Some("Since") && is_release(&plain_text(text)),
            _ => false,
        }
    }

    /// Returns the result of a command, unless the text begins with it.
    pub(crate) fn unsaid_returns(&self) -> Option<&TypeName> {
        let said = |ty: &TypeName| match self.text.first().map(|first| &first.kind) {
            Some(BlockKind::Paragraph(text)) => {
                !ty.is_array && plain_text(text).starts_with(&ty.name)
            }
            _ => false,
        };
        self.returns.as_ref().filter(|returns| !said(returns))
    }
}
