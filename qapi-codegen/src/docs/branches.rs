//! What the page of a union says of its branches.

use super::Docs;
use crate::plan::ObjectShape;

impl Docs<'_, '_> {
    /// Where the branch is, and what each branch holds; nothing where docs are off.
    pub(crate) fn branches(&self, union: &ObjectShape<'_>) -> String {
        let Some(tag) = &union.tag else {
            return String::new();
        };
        if !self.plan.config.docs {
            return String::new();
        }
        let mut rows = String::new();
        let mut bare: Vec<String> = Vec::new();
        let constructors = self.plan.branch_constructors(union);
        let end = if constructors.is_empty() {
            ""
        } else {
            "; each has a constructor"
        };
        let mut constructors = constructors.iter();
        for variant in &tag.variants {
            let name = match constructors.next() {
                Some(function) if variant.gate.is_open() => {
                    format!("[`{}`](Self::{}())", variant.name, function.bare())
                }
                _ => format!("`{}`", variant.name),
            };
            match variant.payload {
                Some(payload) => {
                    rows.push_str(&format!("\n| {name} | {} |", self.type_link(payload)));
                }
                None => bare.push(name),
            }
        }
        // A value whose branch may be left out by a `cfg` is there twice.
        bare.retain(|name| !rows.contains(&format!("| {name} |")));
        if !bare.is_empty() {
            rows.push_str(&format!("\n| {} | |", bare.join(", ")));
        }
        format!(
            "\n\n# Branches\n\nThe field [`{field}`](Self::{field}) holds the branch, a [`{branches}`]{end}:\n\n\
             | `{tag}` | members of |\n| --- | --- |{rows}",
            field = tag.ident.bare(),
            branches = tag.branches,
            tag = tag.member.name,
        )
    }
}
