//! The docs and attributes before an item, member, value or branch.

use qapi_parser::schema::Feature;

use crate::code;
use crate::config::Config;
use crate::docs::{Docs, deprecation};
use crate::gate::Gate;
use crate::plan::{Attributes, Plan, Variant};

/// The docs and attributes of an item, member, value or branch.
pub(super) struct Head<'h> {
    pub(super) doc: String,
    pub(super) features: &'h [Feature],
    pub(super) gate: &'h Gate,
    pub(super) attributes: &'h Attributes,
}

impl<'h> Head<'h> {
    /// Creates the head of a branch.
    pub(super) fn of_variant(docs: &Docs<'_, '_>, variant: &'h Variant<'_>) -> Self {
        Self {
            doc: docs.branch(variant),
            features: variant.features,
            gate: &variant.gate,
            attributes: &variant.attributes,
        }
    }

    /// Returns the lines: the doc first, the configuration's attributes last.
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

/// Returns docs with the name on the wire, which comes before the text unless the text mentions it.
fn with_name(doc: &str, wire: &str) -> String {
    let name = format!("`{wire}`");
    if doc.contains(&name) {
        return doc.to_owned();
    }
    // The name is its own paragraph before a list, a listing or similar.
    let is_prose = doc
        .starts_with(|c: char| c.is_alphabetic() || matches!(c, '[' | '(' | '"' | '\''))
        || (doc.starts_with('`') && !doc.starts_with("```"))
        || doc.starts_with("**");
    let between = if is_prose { ": " } else { "\n\n" };
    format!("{name}{between}{doc}")
}

/// Returns the attribute of types that may grow in the next release, if the configuration enables
/// it.
pub(super) fn non_exhaustive(config: &Config) -> &'static str {
    if config.non_exhaustive {
        "#[non_exhaustive]"
    } else {
        ""
    }
}
