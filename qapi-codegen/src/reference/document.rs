//! The document: everything that a manual says, in its order, and nothing about how it looks.

use std::collections::BTreeSet;

use qapi_parser::schema::{Condition, Schema};
use qapi_parser::{SourceMap, Span};
use rustc_hash::FxHashMap;

use super::build;
use super::build::release::Release;
use qapi_markup::{Block, BlockKind, Inline, plain_text};

/// The reference manual of a schema, before it is written down.
#[derive(Debug)]
pub struct Document {
    /// The title of the manual.
    pub(super) title: String,
    /// The files of the schema that say something, in reading order.
    pub(super) modules: Vec<Module>,
    /// What the manual consists of, in reading order: that of the text, included files in the place of
    /// their first `include`.
    pub(super) pieces: Vec<Piece>,
    /// What is described; the manual's other parts name entries by their position here.
    pub(super) entries: Vec<Entry>,
    /// The entries by their names.
    pub(super) names: FxHashMap<String, usize>,
    /// What of the docs' markup was not understood.
    pub(super) warnings: Vec<Warning>,
}

impl Document {
    /// Makes the document of a schema. Whatever its docs say is in it, understood or not.
    #[must_use]
    pub fn new(schema: &Schema, title: &str) -> Self {
        build::document(schema, title)
    }

    /// The two indexes, each sorted by name: of commands and events, and of types.
    pub(super) fn indexes(&self) -> [(&'static str, Vec<&Entry>); 2] {
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

    /// The entry that a target of the texts is, or is a member of.
    pub(super) fn entry_named(&self, target: &str) -> Option<&Entry> {
        let name = target.split(':').next().unwrap_or(target);
        let at = self.names.get(name)?;
        self.entries.get(*at)
    }

    /// Since when and where everything is there that may not always be.
    pub(super) fn marks(&self) -> impl Iterator<Item = &Marks> {
        self.entries.iter().flat_map(|entry| {
            let members = entry.members.own.iter().map(|member| &member.marks);
            std::iter::once(&entry.marks).chain(members)
        })
    }

    /// Every condition of an entry, member or branch.
    pub(super) fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let inherited = self
            .entries
            .iter()
            .flat_map(|entry| &entry.members.inherited);
        let inherited = inherited.filter_map(|it| it.condition.as_ref());
        self.marks()
            .filter_map(|marks| marks.condition.as_ref())
            .chain(inherited)
    }

    /// The parts of a module, in reading order.
    pub(super) fn pieces_of(&self, module: usize) -> impl Iterator<Item = &Content> {
        let pieces = self
            .modules
            .get(module)
            .into_iter()
            .flat_map(|module| &module.pieces);
        let pieces = pieces.filter_map(|at| self.pieces.get(*at));
        pieces.map(|piece| &piece.content)
    }

    /// What a module is about.
    pub(super) fn module_title(&self, module: usize) -> &str {
        self.modules.get(module).map_or("", |module| &module.title)
    }

    /// What of the docs' markup was not understood, and is in the document as plain text, in the order
    /// of the places.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }
}

/// A place in the docs whose markup was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The line that it stands in.
    pub span: Span,
    /// What is not understood, in one line, without a full stop.
    pub message: String,
}

impl Warning {
    /// `file:line:column: warning: message`.
    #[must_use]
    pub fn short(&self, sources: &SourceMap) -> String {
        let at = sources.start(self.span);
        format!(
            "{}:{}:{}: warning: {}",
            sources.path(self.span),
            at.line,
            at.column,
            self.message
        )
    }
}

/// A file of the schema.
#[derive(Debug)]
pub(super) struct Module {
    /// Its path relative to the top file's folder, without the ending.
    pub(super) name: String,
    /// Its first heading, if it begins with one, or else its name.
    pub(super) title: String,
    /// Its parts, by their positions.
    pub(super) pieces: Vec<usize>,
}

impl Module {
    /// A name for its file with this ending: without separators, and other than those taken, also where
    /// the case of letters means nothing.
    pub(super) fn file_name(&self, ending: &str, taken: &mut BTreeSet<String>) -> String {
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

/// A part of the manual, and the module that it comes from.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) module: usize,
    pub(super) content: Content,
}

/// What stands between the manual's title and its end.
#[derive(Debug)]
pub(super) enum Content {
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

/// What an entry describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Command,
    Event,
    Object,
    Enum,
    Alternate,
}

impl Kind {
    /// The word that upstream's manuals set behind the name.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Command => "Command",
            Self::Event => "Event",
            Self::Object => "Object",
            Self::Enum => "Enum",
            Self::Alternate => "Alternate",
        }
    }

    pub(super) fn is_type(self) -> bool {
        !matches!(self, Self::Command | Self::Event)
    }
}

/// A definition of the schema, with all that its docs say.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    /// The name, which is the anchor too: the schema has one namespace.
    pub(super) name: String,
    pub(super) module: usize,
    /// The text before the members.
    pub(super) body: Vec<Block>,
    pub(super) members: Members,
    pub(super) features: Vec<FeatureText>,
    /// What stands behind the members, in the order of the text.
    pub(super) sections: Vec<Section>,
    pub(super) marks: Marks,
    /// How a command is executed, a sentence each.
    pub(super) properties: Vec<&'static str>,
    /// The types that this is made of, and that its commands take and return.
    pub(super) uses: Vec<usize>,
    /// The entries that use this.
    pub(super) used_by: Vec<usize>,
}

impl Entry {
    /// The heading that upstream's manuals give it.
    pub(super) fn heading(&self) -> String {
        format!("{} ({})", self.name, self.kind.word())
    }

    /// The first sentence of its text, without markup; empty where there is none.
    pub(super) fn summary(&self) -> String {
        let Some(BlockKind::Paragraph(text)) = self.body.first().map(|first| &first.kind) else {
            return String::new();
        };
        let text = plain_text(text);
        let end = text.find(". ").map_or(text.len(), |at| at + 1);
        text.get(..end).unwrap_or_default().to_owned()
    }

    /// The anchor of one of its members.
    pub(super) fn member_anchor(&self, member: &str) -> String {
        member_anchor(&self.name, member)
    }
}

/// The anchor of a member: stable, and never the name of a definition, for those hold no colons.
pub(super) fn member_anchor(owner: &str, member: &str) -> String {
    format!("{owner}:{member}")
}

/// Since when and where something is there.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) since: Option<Release>,
    pub(super) deprecated: bool,
    pub(super) unstable: bool,
    pub(super) condition: Option<Condition>,
}

/// The members of an object, the arguments of a command, the values of an enum.
#[derive(Debug)]
pub(super) struct Members {
    /// What they are called together.
    pub(super) title: &'static str,
    pub(super) own: Vec<Member>,
    /// What comes from elsewhere: a base, a named argument type, and then a union's branches.
    pub(super) inherited: Vec<Inherited>,
}

impl Members {
    pub(super) fn is_empty(&self) -> bool {
        self.own.is_empty() && self.inherited.is_empty()
    }
}

/// A member, argument, value or alternate's branch.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: String,
    /// Its type; `None` for values, and for the tag of a union that lists its values itself.
    pub(super) ty: Option<TypeName>,
    pub(super) optional: bool,
    /// What the docs say; empty where they say nothing.
    pub(super) text: Vec<Block>,
    pub(super) marks: Marks,
    /// The branch of a legacy union that it is the member of.
    pub(super) when: Option<When>,
}

/// Members that stand in another entry.
#[derive(Debug)]
pub(super) struct Inherited {
    pub(super) from: TypeName,
    /// The branch that has them.
    pub(super) when: Option<When>,
    pub(super) condition: Option<Condition>,
}

/// A branch of a union: the discriminator, and the value that it has there.
#[derive(Debug, Clone)]
pub(super) struct When {
    pub(super) discriminator: String,
    pub(super) value: String,
}

/// A type as upstream's manuals name it.
#[derive(Debug, Clone)]
pub(super) struct TypeName {
    pub(super) is_array: bool,
    /// Of a predefined type the word for what it is on the wire.
    pub(super) name: String,
    /// The name in the schema, where it says more: `uint16`.
    pub(super) exact: Option<&'static str>,
    /// The entry that describes it.
    pub(super) entry: Option<usize>,
}

impl TypeName {
    /// What stands before the name.
    pub(super) fn prefix(&self) -> &'static str {
        if self.is_array { "array of " } else { "" }
    }
}

/// A feature, and what the docs say about it.
#[derive(Debug)]
pub(super) struct FeatureText {
    pub(super) name: String,
    pub(super) condition: Option<Condition>,
    pub(super) text: Vec<Block>,
}

/// What stands behind members and features.
#[derive(Debug)]
pub(super) struct Section {
    /// Its title; `None` for paragraphs that go on with the text.
    pub(super) title: Option<String>,
    /// What a command returns, in its section.
    pub(super) returns: Option<TypeName>,
    pub(super) text: Vec<Block>,
}

impl Section {
    /// Whether it says since when, and no more than a release.
    pub(super) fn is_only_release(&self) -> bool {
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

    /// What a command returns, unless the text begins with just that.
    pub(super) fn unsaid_returns(&self) -> Option<&TypeName> {
        let said = |ty: &TypeName| match self.text.first().map(|first| &first.kind) {
            Some(BlockKind::Paragraph(text)) => {
                !ty.is_array && plain_text(text).starts_with(&ty.name)
            }
            _ => false,
        };
        self.returns.as_ref().filter(|returns| !said(returns))
    }
}
