//! What the page of a union says of its branches.

use super::Docs;
use crate::plan::Tag;

impl Docs<'_, '_> {
    /// Where the branch is, and what each branch holds; nothing where docs are off.
    pub(crate) fn branches(&self, tag: &Tag<'_>) -> String {
        if !self.plan.config.docs {
            return String::new();
        }
        let mut rows = String::new();
        let mut bare: Vec<String> = Vec::new();
        for variant in &tag.variants {
            let name = variant.name;
            match variant.payload {
                Some(payload) => {
                    rows.push_str(&format!("\n| `{name}` | {} |", self.type_link(payload)));
                }
                None => bare.push(format!("`{name}`")),
            }
        }
        // A value whose branch may be left out by a `cfg` is there twice.
        bare.retain(|name| !rows.contains(&format!("| {name} |")));
        if !bare.is_empty() {
            rows.push_str(&format!("\n| {} | |", bare.join(", ")));
        }
        format!(
            "\n\n# Branches\n\nThe field [`{field}`](Self::{field}) holds the branch, a [`{branches}`]:\n\n\
             | `{tag}` | members of |\n| --- | --- |{rows}",
            field = tag.ident.bare(),
            branches = tag.branches,
            tag = tag.member.name,
        )
    }
}
