//! The docs and attributes before an item or a part of one.

use qapi_parser::schema::Feature;

use crate::code;
use crate::config::Config;
use crate::docs::{Docs, deprecation};
use crate::gate::Gate;
use crate::plan::{Attributes, Plan, Variant};

/// The docs and attributes of an item or a part of one.
pub(super) struct Head<'h> {
    pub(super) doc: String,
    pub(super) features: &'h [Feature],
    pub(super) gate: &'h Gate,
    pub(super) attributes: &'h Attributes,
}

impl<'h> Head<'h> {
    /// Of a branch.
    pub(super) fn of_variant(docs: &Docs<'_, '_>, variant: &'h Variant<'_>) -> Self {
        Self {
            doc: docs.branch(variant),
            features: variant.features,
            gate: &variant.gate,
            attributes: &variant.attributes,
        }
    }

    /// The lines: the doc first, the configuration's attributes last.
    pub(super) fn lines(&self, plan: &Plan<'_>) -> String {
        let mut lines = match &self.attributes.wire {
            Some(wire) => code::doc(&with_name(&self.doc, wire)),
            None => code::doc(&self.doc),
        };
        let (alias, gate) = (self.attributes.alias(), self.gate.line());
        let deprecated = deprecation(plan, self.features);
        for attributes in [&*alias, &*gate, &*deprecated, &*self.attributes.lines] {
            if !attributes.is_empty() {
                lines.push_str(attributes);
                lines.push('\n');
            }
        }
        lines
    }
}

/// Docs that have the name on the wire: before the text, unless they mention it.
fn with_name(doc: &str, wire: &str) -> String {
    let name = format!("`{wire}`");
    if doc.contains(&name) {
        return doc.to_owned();
    }
    // Before a list, a listing or the like it is a paragraph of its own.
    let is_prose = doc
        .starts_with(|c: char| c.is_alphabetic() || matches!(c, '[' | '(' | '"' | '\''))
        || (doc.starts_with('`') && !doc.starts_with("```"))
        || doc.starts_with("**");
    let between = if is_prose { ": " } else { "\n\n" };
    format!("{name}{between}{doc}")
}

/// The attribute of types that may grow in the next release, if the configuration has it.
pub(super) fn non_exhaustive(config: &Config) -> &'static str {
    if config.non_exhaustive {
        "#[non_exhaustive]"
    } else {
        ""
    }
}
