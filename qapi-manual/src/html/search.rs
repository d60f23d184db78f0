//! The data of the search.

use qapi_markup::{Block, BlockKind, Inline, plain_text};

use super::site::{Filter, Site};
use crate::manual::{Content, Entry, Member};

/// Returns a script with the data of the search: the pages, and for each definition and each headed
/// text its name, kind, page, anchor, first sentence, other text, filter and members.
pub(super) fn search_data(site: &Site<'_>) -> String {
    let files: Vec<String> = site.files.iter().map(|file| string(file)).collect();
    let entries = site.manual.entries.iter().map(|entry| row(site, entry));
    let modules = 0..site.manual.modules.len();
    let sections = modules.flat_map(|module| sections(site, module));
    let rows: Vec<String> = entries.chain(sections).collect();
    format!(
        "const PAGES=[{}];\nconst ENTRIES=[\n{}\n];\n",
        files.join(","),
        rows.join(",\n")
    )
}

fn row(site: &Site<'_>, entry: &Entry) -> String {
    let summary = entry.summary();
    let body = text_of(&entry.body);
    let mut text = body.strip_prefix(&summary).unwrap_or(&body).to_owned();
    let features = entry.features.iter().map(|feature| &feature.text);
    let sections = entry.sections.iter();
    let sections = sections.filter(|section| !section.is_only_release());
    // Members of legacy branches have the same name, so their entry is found.
    let branches = entry.members.own.iter();
    let branches = branches.filter(|member| member.when.is_some());
    let parts = features
        .chain(sections.map(|section| &section.text))
        .chain(branches.map(|member| &member.text));
    for part in parts {
        text.push(' ');
        text.push_str(&text_of(part));
    }
    let members = entry.members.own.iter();
    let members = members.filter(|member| member.when.is_none());
    let members: Vec<String> = members.map(|it| member(site, it)).collect();
    format!(
        "[{},{},{},0,{},{},{},[{}]]",
        string(&entry.name),
        string(entry.kind.word()),
        entry.module,
        string(&summary),
        string(text.trim()),
        filter(&site.filter(&entry.marks)),
        members.join(",")
    )
}

fn member(site: &Site<'_>, member: &Member) -> String {
    format!(
        "[{},{},{}]",
        string(&member.name),
        string(&text_of(&member.text)),
        filter(&site.filter(&member.marks))
    )
}

/// Returns the rows of a module's texts, one for each heading.
fn sections(site: &Site<'_>, module: usize) -> Vec<String> {
    let mut rows: Vec<(String, &str, String)> = Vec::new();
    for content in site.manual.pieces_of(module) {
        match content {
            Content::Heading { text, anchor, .. } => {
                rows.push((plain_text(text), anchor, String::new()));
            }
            Content::Text(blocks) => {
                if rows.is_empty() {
                    let title = site.manual.module_title(module).to_owned();
                    rows.push((title, "", String::new()));
                }
                if let Some((_, _, text)) = rows.last_mut() {
                    text.push(' ');
                    text.push_str(&text_of(blocks));
                }
            }
            Content::Entry(_) => {}
        }
    }
    let row = |(title, anchor, text): (String, &str, String)| {
        format!(
            "[{},\"Section\",{module},{},\"\",{},0,0,[]]",
            string(&title),
            string(anchor),
            string(text.trim()),
        )
    };
    rows.into_iter().map(row).collect()
}

/// Returns the number of the release in which something was added, and the platforms without it; 0
/// for each that is unknown.
fn filter(filter: &Filter) -> String {
    let absent = filter.not.as_deref().map_or("0".to_owned(), string);
    format!("{},{absent}", filter.since.unwrap_or(0))
}

/// Returns all words of a text, on one line.
fn text_of(blocks: &[Block]) -> String {
    let mut out = String::new();
    collect(blocks, &mut out);
    out
}

// The parser limits the nesting of blocks.
fn collect(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(text) | BlockKind::SectionTitle { text, .. } => {
                push(&plain_text(text), out);
            }
            BlockKind::BulletList(items) | BlockKind::EnumeratedList { items, .. } => {
                for item in items {
                    collect(&item.blocks, out);
                }
            }
            BlockKind::FieldList(fields) => {
                for field in fields {
                    push(&field.name, out);
                    collect(&field.body, out);
                }
            }
            BlockKind::BlockQuote(body) => collect(body, out),
            BlockKind::LiteralBlock(text) => push(text, out),
            BlockKind::Example { title, body } | BlockKind::Admonition { title, body, .. } => {
                push(&plain_text(title), out);
                collect(body, out);
            }
            BlockKind::Table {
                title,
                header,
                rows,
            } => {
                push(&plain_text(title), out);
                let cells = header.iter().chain(rows.iter().flatten());
                for cell in cells {
                    push(&plain_text(cell as &Vec<Inline>), out);
                }
            }
            BlockKind::Comment => {}
        }
    }
}

fn push(text: &str, out: &mut String) {
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// Returns a string literal of a script.
fn string(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            // Escapes ends of lines, and the end of the script.
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
