//! The attributes of what is generated, besides those that its docs and its condition make.

use crate::code::{Ident, quoted};

/// The attributes of an item, or of a part of one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attributes {
    /// The name on the wire, if the Rust name is another.
    pub(crate) wire: Option<String>,
    /// Attributes, a line each: the name on the wire as an alias, then those of the configuration.
    pub(crate) lines: String,
}

impl Attributes {
    /// Those of an item without any.
    pub(crate) const NONE: &'static Self = &Self {
        wire: None,
        lines: String::new(),
    };

    /// Those of what the schema calls `name`; `lines` are the configuration's.
    pub(super) fn new(name: &str, ident: &Ident, lines: String) -> Self {
        if ident.bare() == name {
            return Self { wire: None, lines };
        }
        let alias = format!("alias = {}", quoted(name));
        // rustdoc warns about an alias that is given twice.
        let lines = match (lines.contains(&alias), &*lines) {
            (true, _) => lines,
            (false, "") => format!("#[doc({alias})]"),
            (false, _) => format!("#[doc({alias})]\n{lines}"),
        };
        Self {
            wire: Some(name.to_owned()),
            lines,
        }
    }
}
