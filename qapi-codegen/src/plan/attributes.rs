//! The attributes of what is generated, besides those that its docs and its condition make.

use crate::code::{Ident, quoted};

/// The attributes of an item, or of a part of one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attributes {
    /// The name on the wire, if the Rust name is another.
    pub(crate) wire: Option<String>,
    /// Those of the configuration, a line each.
    pub(crate) lines: String,
}

impl Attributes {
    /// Those of an item without any.
    pub(crate) const NONE: &'static Self = &Self {
        wire: None,
        lines: String::new(),
    };

    /// Those of what the schema calls `name`.
    pub(super) fn new(name: &str, ident: &Ident, lines: String) -> Self {
        let wire = (ident.bare() != name).then(|| name.to_owned());
        Self { wire, lines }
    }

    /// The attribute by which rustdoc's search finds the name on the wire.
    pub(crate) fn alias(&self) -> String {
        let Some(wire) = &self.wire else {
            return String::new();
        };
        let alias = format!("alias = {}", quoted(wire));
        // An alias that is given twice is a warning.
        if self.lines.contains(&alias) {
            return String::new();
        }
        format!("#[doc({alias})]")
    }
}
