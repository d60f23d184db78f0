//! The docs and attributes before an item or a part of one.

use qapi_parser::schema::Feature;

use crate::code;
use crate::config::Config;
use crate::docs::{Docs, deprecation};
use crate::gate::Gate;
use crate::plan::{Plan, Variant};

/// The docs and attributes of an item or a part of one.
pub(super) struct Head<'h> {
    pub(super) doc: String,
    pub(super) features: &'h [Feature],
    pub(super) gate: &'h Gate,
    /// The configuration's attributes, a line each.
    pub(super) attributes: &'h str,
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
        let mut lines = code::doc(&self.doc);
        let (gate, deprecated) = (self.gate.line(), deprecation(plan, self.features));
        for attributes in [&*gate, &*deprecated, self.attributes] {
            if !attributes.is_empty() {
                lines.push_str(attributes);
                lines.push('\n');
            }
        }
        lines
    }
}

/// The attribute of types that may grow in the next release, if the configuration has it.
pub(super) fn non_exhaustive(config: &Config) -> &'static str {
    if config.non_exhaustive {
        "#[non_exhaustive]"
    } else {
        ""
    }
}
