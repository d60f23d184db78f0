//! The first page, and what the search looks through.

use super::Site;
use super::entry::class;
use super::escape::escape;
use super::page::Here;
use crate::reference::document::{Content, Entry, Kind};
use qapi_markup::plain_text;

/// An index of the first page: its anchor, its title, and the kinds that it lists.
struct Index {
    id: &'static str,
    title: &'static str,
    kinds: &'static [Kind],
}

const INDEXES: [Index; 3] = [
    Index {
        id: "commands",
        title: "Commands",
        kinds: &[Kind::Command],
    },
    Index {
        id: "events",
        title: "Events",
        kinds: &[Kind::Event],
    },
    Index {
        id: "types",
        title: "Types",
        kinds: &[Kind::Object, Kind::Enum, Kind::Alternate],
    },
];

impl Site<'_> {
    /// The text that the schema begins with, and the indexes.
    pub(super) fn index_page(&self) -> String {
        let mut main = format!("<h1>{}</h1>\n", escape(&self.document.title));
        main.push_str(&self.introduction());
        for Index { id, title, kinds } in INDEXES {
            let mut entries: Vec<&Entry> = self
                .document
                .entries
                .iter()
                .filter(|entry| kinds.contains(&entry.kind))
                .collect();
            if entries.is_empty() {
                continue;
            }
            entries.sort_by_key(|entry| (entry.name.to_ascii_lowercase(), &entry.name));
            main.push_str(&format!(
                "<section aria-labelledby=\"index:{id}\">\n<h2 id=\"index:{id}\">{title} <small>{}</small></h2>\n<ul class=\"index\">\n",
                entries.len()
            ));
            main.extend(entries.iter().map(|entry| self.index_line(entry)));
            main.push_str("</ul>\n</section>\n");
        }
        self.page(&self.document.title, Here::Index, &main)
    }

    /// What stands before the first definition, if that is in the top file, as far as the next heading.
    fn introduction(&self) -> String {
        let pieces = self.document.pieces.iter();
        let mut headings = 0;
        let mut out = String::new();
        for piece in pieces.take_while(|piece| piece.module == 0) {
            match &piece.content {
                Content::Heading { text, .. } if headings == 0 && out.is_empty() => {
                    headings += 1;
                    out.push_str(&format!("<h2>{}</h2>\n", escape(&plain_text(text))));
                }
                Content::Text(blocks) => out.push_str(&self.blocks(blocks, None)),
                _ => break,
            }
        }
        out
    }

    fn index_line(&self, entry: &Entry) -> String {
        format!(
            "<li{}><a class=\"{}\" href=\"{}\">{}</a> <span>{}</span></li>\n",
            self.filter_attributes(&entry.marks),
            class(entry.kind),
            self.address_of(entry, None),
            escape(&entry.name),
            escape(&entry.summary())
        )
    }

    /// A script that sets what is searched: the pages, and of each entry its name, kind, page, first
    /// sentence and members.
    pub(super) fn search_data(&self) -> String {
        let files: Vec<String> = self.files.iter().map(|file| string(file)).collect();
        let entries: Vec<String> = self.document.entries.iter().map(search_entry).collect();
        format!(
            "const PAGES=[{}];\nconst ENTRIES=[\n{}\n];\n",
            files.join(","),
            entries.join(",\n")
        )
    }
}

fn search_entry(entry: &Entry) -> String {
    let members: Vec<&str> = entry
        .members
        .own
        .iter()
        .filter(|member| member.when.is_none())
        .map(|member| &*member.name)
        .collect();
    format!(
        "[{},{},{},{},{}]",
        string(&entry.name),
        string(entry.kind.word()),
        entry.module,
        string(&entry.summary()),
        string(&members.join(" "))
    )
}

/// A string of a script.
fn string(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            // Neither a line's end nor that of the script.
            '<' => out.push_str("\\u003c"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
