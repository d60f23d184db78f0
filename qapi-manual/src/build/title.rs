//! The title that a schema suggests for its manual.

use qapi_markup::{BlockKind, Parser, plain_text};
use qapi_parser::schema::Schema;

use super::order::{Item, items};
use crate::manual::Manual;

/// The first command of every session of the machine protocol. No other protocol has it.
const NEGOTIATION: &str = "qmp_capabilities";

impl Manual {
    /// Returns the title that a schema suggests: its first heading, or `None` without headings.
    ///
    /// A schema that defines the command of QMP's negotiation describes QEMU's machine protocol.
    /// Its first heading often titles only a first part ("Introduction"). If that does not name a
    /// protocol, the title is "QEMU Machine Protocol".
    #[must_use]
    pub fn suggested_title(schema: &Schema) -> Option<String> {
        let heading = first_heading(schema);
        let names_protocol = |title: &String| title.to_lowercase().contains("protocol");
        if schema.lookup(NEGOTIATION).is_some() && !heading.as_ref().is_some_and(names_protocol) {
            return Some("QEMU Machine Protocol".to_owned());
        }
        heading
    }
}

/// Returns the first heading in reading order.
fn first_heading(schema: &Schema) -> Option<String> {
    let items = items(schema).into_iter();
    let comments = items.filter_map(|item| match item {
        Item::Text { doc, .. } => Some(&schema[doc]),
        Item::Definition { .. } => None,
    });
    let sections = comments.flat_map(|doc| &doc.sections);
    let mut headings = sections.filter_map(|section| {
        let blocks = Parser::new().parse(section.text.trim_start()).blocks;
        blocks.into_iter().find_map(|block| match block.kind {
            BlockKind::SectionTitle { text, .. } => Some(plain_text(&text)),
            _ => None,
        })
    });
    headings.find(|title| !title.is_empty())
}
