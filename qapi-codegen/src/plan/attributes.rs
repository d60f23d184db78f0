//! The attributes of generated items, other than those of docs and conditions.

use crate::code::{Ident, quoted};

/// The attributes of an item, member, value or branch.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attributes {
    /// The name on the wire, if the Rust name differs.
    pub(crate) wire: Option<String>,
    /// The attributes of the configuration, one on each line.
    pub(crate) lines: String,
}

impl Attributes {
    /// No attributes.
    pub(crate) const NONE: &'static Self = &Self {
        wire: None,
        lines: String::new(),
    };

    /// Creates the attributes of an item with the name `name` in the schema.
    pub(super) fn new(name: &str, ident: &Ident, lines: String) -> Self {
        let wire = (ident.bare() != name).then(|| name.to_owned());
        Self { wire, lines }
    }

    /// Returns the attribute by which rustdoc's search finds the name on the wire.
    pub(crate) fn alias(&self) -> String {
        let Some(wire) = &self.wire else {
            return String::new();
        };
        let alias = format!("alias = {}", quoted(wire));
        // rustc warns of a repeated alias.
        if self.lines.contains(&alias) {
            return String::new();
        }
        format!("#[doc({alias})]")
    }
}
