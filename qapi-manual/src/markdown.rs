//! The manual in Markdown: one file, or one for each module with an index, for hosts that show it
//! and for mdBook.

use std::collections::BTreeSet;

use crate::manual::{
    Content, Entry, FeatureText, Inherited, Manual, Member, Members, Section, TypeName, When,
};
use qapi_markup::markdown::{self, Markdown, code_span as code, link, prefixed};
use qapi_markup::{Block, BlockKind, plain_text};

/// The options of the Markdown writer.
#[derive(Debug, Clone, Default)]
pub struct MarkdownOptions {
    /// A comment at the start of each file; may be empty.
    pub comment: String,
    /// `true` to add `SUMMARY.md`, the table of contents of mdBook, to several files.
    pub summary: bool,
}

/// The file with the index.
const INDEX: &str = "README.md";
/// The table of contents of mdBook.
const SUMMARY: &str = "SUMMARY.md";

impl Manual {
    /// Returns the manual in one file. The anchor of a definition is its name.
    #[must_use]
    pub fn markdown(&self, options: &MarkdownOptions) -> String {
        let writer = Writer {
            manual: self,
            files: &[],
            module: None,
        };
        let mut parts = vec![head(options, &self.title)];
        parts.push(writer.contents());
        parts.extend(writer.pieces(self.pieces.iter().map(|piece| &piece.content), 1));
        parts.extend(writer.indexes());
        finish(&parts)
    }

    /// Returns the manual in one file for each module, and `README.md` with the indexes, as pairs
    /// of name and text. The anchor of a definition is its name.
    #[must_use]
    pub fn markdown_files(&self, options: &MarkdownOptions) -> Vec<(String, String)> {
        let mut taken = BTreeSet::from([INDEX.to_lowercase(), SUMMARY.to_lowercase()]);
        let modules = self.modules.iter();
        let names: Vec<String> = modules.map(|it| it.file_name("md", &mut taken)).collect();
        let mut writer = Writer {
            manual: self,
            files: &names,
            module: None,
        };
        let mut index = vec![head(options, &self.title)];
        index.push(writer.modules());
        index.extend(writer.indexes());
        let mut files = vec![(INDEX.to_owned(), finish(&index))];
        for (module, name) in names.iter().enumerate() {
            writer.module = Some(module);
            let mut parts = vec![head(options, self.module_title(module))];
            parts.push(format!("[{}]({INDEX})", inline_text(&self.title)));
            // A heading at the start of a module is its title.
            let pieces = self.pieces_of(module).enumerate();
            let pieces = pieces
                .filter(|(at, content)| *at > 0 || !matches!(content, Content::Heading { .. }));
            parts.extend(writer.pieces(pieces.map(|(_, content)| content), 0));
            files.push((name.clone(), finish(&parts)));
        }
        if options.summary {
            let mut lines = vec![format!(
                "# Summary\n\n[{}]({INDEX})\n",
                inline_text(&self.title)
            )];
            for (module, name) in names.iter().enumerate() {
                lines.push(format!(
                    "- [{}]({name})",
                    inline_text(self.module_title(module))
                ));
            }
            files.push((SUMMARY.to_owned(), lines.join("\n") + "\n"));
        }
        files
    }
}

/// Returns the anchor of an index.
fn index_anchor(title: &str) -> String {
    format!("section:{}", title.to_lowercase().replace(' ', "-"))
}

fn head(options: &MarkdownOptions, title: &str) -> String {
    let title = format!("# {}", inline_text(title));
    if options.comment.is_empty() {
        title
    } else {
        format!("<!-- {} -->\n\n{title}", options.comment)
    }
}

fn finish(parts: &[String]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .map(|part| &**part)
        .filter(|it| !it.is_empty())
        .collect();
    parts.join("\n\n") + "\n"
}

fn inline_text(text: &str) -> String {
    let mut out = String::new();
    markdown::escape(text, &mut out);
    out
}

struct Writer<'d> {
    manual: &'d Manual,
    /// The file of each module; empty for a manual in one file.
    files: &'d [String],
    /// The current module.
    module: Option<usize>,
}

impl Writer<'_> {
    /// Returns the address of an entry.
    fn address_of(&self, entry: &Entry) -> String {
        let file = self.files.get(entry.module);
        let file = file.filter(|_| self.module != Some(entry.module));
        format!("{}#{}", file.map_or("", |file| file), entry.name)
    }

    /// Returns the address of a target. Texts name only members of their own entry.
    fn address(&self, target: &str) -> Option<String> {
        if target.contains(':') {
            return None;
        }
        let entry = self.manual.entry_named(target)?;
        Some(self.address_of(entry))
    }

    fn blocks(&self, blocks: &[Block]) -> String {
        let address = |target: &str| self.address(target);
        Markdown::new().address(&address).blocks(blocks)
    }

    /// Returns the headings and indexes of a manual in one file.
    fn contents(&self) -> String {
        let mut lines = Vec::new();
        for piece in &self.manual.pieces {
            if let Content::Heading {
                level,
                text,
                anchor,
            } = &piece.content
            {
                let indent = "  ".repeat(usize::from(level.saturating_sub(1)));
                lines.push(format!(
                    "{indent}- [{}](#{anchor})",
                    inline_text(&plain_text(text))
                ));
            }
        }
        for (title, list) in self.manual.indexes() {
            if !list.is_empty() {
                lines.push(format!("- [{title}](#{})", index_anchor(title)));
            }
        }
        lines.join("\n")
    }

    /// Returns the list of modules of a manual in several files.
    fn modules(&self) -> String {
        let files = self.files.iter().enumerate();
        let lines: Vec<String> = files
            .map(|(module, file)| {
                let title = inline_text(self.manual.module_title(module));
                format!("- [{title}]({file})")
            })
            .collect();
        lines.join("\n")
    }

    fn indexes(&self) -> Vec<String> {
        let mut parts = Vec::new();
        for (title, list) in self.manual.indexes() {
            if list.is_empty() {
                continue;
            }
            parts.push(heading(2, title, &index_anchor(title)));
            let lines: Vec<String> = list.iter().map(|entry| self.index_line(entry)).collect();
            parts.push(lines.join("\n"));
        }
        parts
    }

    fn index_line(&self, entry: &Entry) -> String {
        let name = link(&code(&entry.name), Some(&self.address_of(entry)));
        let summary = match entry.summary() {
            text if text.is_empty() => entry.kind.word().to_owned(),
            text => inline_text(&text),
        };
        format!("- {name}: {summary}")
    }

    /// Returns parts of the manual; `outer` is the level of headings of the first level.
    fn pieces<'p>(&self, pieces: impl Iterator<Item = &'p Content>, outer: usize) -> Vec<String> {
        let mut current = 1;
        let write = |content: &Content| match content {
            Content::Heading {
                level,
                text,
                anchor,
            } => {
                current = (outer + usize::from(*level)).clamp(2, 5);
                heading(current, &inline_text(&plain_text(text)), anchor)
            }
            Content::Text(blocks) => self.blocks(blocks),
            Content::Entry(at) => {
                let entry = self.manual.entries.get(*at);
                entry.map_or_else(String::new, |entry| self.entry(entry, current + 1))
            }
        };
        pieces.map(write).collect()
    }

    fn entry(&self, entry: &Entry, level: usize) -> String {
        let title = inline_text(&entry.heading());
        let mut parts = vec![heading(level, &title, &entry.name)];
        parts.push(self.blocks(&entry.body));
        parts.push(self.members(&entry.members));
        parts.push(self.features(&entry.features));
        parts.extend(entry.sections.iter().map(|section| self.section(section)));
        if !entry.properties.is_empty() {
            parts.push(format!("**Execution:** {}", entry.properties.join(" ")));
        }
        if let Some(condition) = &entry.marks.condition {
            parts.push(format!("**If:** {}", code(&condition.to_string())));
        }
        if !entry.used_by.is_empty() {
            let users = entry
                .used_by
                .iter()
                .filter_map(|at| self.manual.entries.get(*at));
            let users = users.map(|user| link(&code(&user.name), Some(&self.address_of(user))));
            parts.push(format!(
                "**Used by:** {}",
                users.collect::<Vec<_>>().join(", ")
            ));
        }
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n")
    }

    fn members(&self, members: &Members) -> String {
        if members.is_empty() {
            return String::new();
        }
        let own = members.own.iter().map(|member| self.member(member));
        let inherited = members.inherited.iter().map(|it| self.inherited(it));
        let items: Vec<String> = own.chain(inherited).collect();
        format!("**{}:**\n\n{}", members.title, listed(&items))
    }

    fn member(&self, member: &Member) -> String {
        let mut facts = Vec::new();
        facts.extend(member.ty.as_ref().map(|ty| self.type_name(ty)));
        let marks = [
            (member.optional, "optional"),
            (member.marks.deprecated, "deprecated"),
            (member.marks.unstable, "unstable"),
        ];
        let marks = marks.iter().filter(|(holds, _)| *holds);
        facts.extend(marks.map(|(_, mark)| (*mark).to_owned()));
        facts.extend(member.when.as_ref().map(when));
        if let Some(condition) = &member.marks.condition {
            facts.push(format!("if {}", code(&condition.to_string())));
        }
        let head = match facts.join(", ") {
            facts if facts.is_empty() => code(&member.name),
            facts => format!("{} ({facts})", code(&member.name)),
        };
        self.described(&head, &member.text)
    }

    /// Returns an element with its text, or with a remark that it has none.
    fn described(&self, head: &str, text: &[Block]) -> String {
        match text.first().map(|first| &first.kind) {
            None => format!("{head}: Not documented"),
            Some(BlockKind::Paragraph(_)) => format!("{head}: {}", self.blocks(text)),
            Some(_) => format!("{head}:\n\n{}", self.blocks(text)),
        }
    }

    fn inherited(&self, inherited: &Inherited) -> String {
        let mut line = format!("The members of {}", self.type_name(&inherited.from));
        if let Some(branch) = &inherited.when {
            line.push_str(&format!(" {}", when(branch)));
        }
        if let Some(condition) = &inherited.condition {
            line.push_str(&format!(" (if {})", code(&condition.to_string())));
        }
        line
    }

    fn features(&self, features: &[FeatureText]) -> String {
        if features.is_empty() {
            return String::new();
        }
        let items = features.iter().map(|feature| {
            let head = match &feature.condition {
                None => code(&feature.name),
                Some(it) => format!("{} (if {})", code(&feature.name), code(&it.to_string())),
            };
            self.described(&head, &feature.text)
        });
        format!("**Features:**\n\n{}", listed(&items.collect::<Vec<_>>()))
    }

    fn section(&self, section: &Section) -> String {
        let Some(title) = &section.title else {
            return self.blocks(&section.text);
        };
        let mut head = format!("**{}:**", inline_text(title));
        if let Some(returns) = section.unsaid_returns() {
            head.push_str(&format!(" {}", self.type_name(returns)));
            if section.text.is_empty() {
                return head;
            }
            head.push(':');
        }
        match section.text.first().map(|first| &first.kind) {
            Some(BlockKind::Paragraph(_)) => format!("{head} {}", self.blocks(&section.text)),
            _ => format!("{head}\n\n{}", self.blocks(&section.text)),
        }
    }

    fn type_name(&self, ty: &TypeName) -> String {
        let entry = ty.entry.and_then(|at| self.manual.entries.get(at));
        match entry {
            Some(entry) => {
                let name = link(&code(&ty.name), Some(&self.address_of(entry)));
                format!("{}{name}", ty.prefix())
            }
            None => format!("{}{}", ty.prefix(), inline_text(&ty.name)),
        }
    }
}

fn heading(level: usize, text: &str, anchor: &str) -> String {
    format!("<a id=\"{anchor}\"></a>\n\n{} {text}", "#".repeat(level))
}

fn when(when: &When) -> String {
    format!(
        "when {} is {}",
        code(&when.discriminator),
        code(&format!("\"{}\"", when.value))
    )
}

/// Returns a list. Blank lines separate its items if one has more than a paragraph.
fn listed(items: &[String]) -> String {
    let gap = if items.iter().any(|item| item.contains("\n\n")) {
        "\n\n"
    } else {
        "\n"
    };
    let items = items.iter().map(|item| prefixed("- ", "  ", item));
    items.collect::<Vec<_>>().join(gap)
}
