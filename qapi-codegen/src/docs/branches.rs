//! The part of a union's docs that describes its branches.

use rustc_hash::FxHashSet;

use super::Docs;
use crate::plan::{ObjectShape, Tag, Variant};

/// The number of branches without members in one row. A line of more than 255 bytes would double
/// the table of all lines in a crate's metadata.
const IN_A_ROW: usize = 4;

impl Docs<'_, '_> {
    /// Returns the text that names the branch's field and lists the branches; empty without docs.
    pub(crate) fn branches(&self, union: &ObjectShape<'_>) -> String {
        let Some(tag) = &union.tag else {
            return String::new();
        };
        if !self.plan.config.docs {
            return String::new();
        }
        let (mut rows, mut bare) = (String::new(), Vec::new());
        // A value appears twice if a `cfg` may remove its branch.
        let is_held = |variant: &&Variant<'_>| variant.payload.is_some();
        let held: FxHashSet<&str> = (tag.variants.iter().filter(is_held))
            .map(|variant| variant.name)
            .collect();
        for variant in &tag.variants {
            match variant.payload {
                Some(payload) => {
                    let link = self.type_link(payload);
                    rows.push_str(&format!("\n| `{}` | {link} |", variant.name));
                }
                None if held.contains(variant.name) => {}
                None => bare.push(format!("`{}`", variant.name)),
            }
        }
        for names in bare.chunks(IN_A_ROW) {
            rows.push_str(&format!("\n| {} | |", names.join(", ")));
        }
        format!(
            "\n\n# Branches\n\nThe field [`{field}`](Self::{field}) holds the branch, a [`{branches}`].{made}\n\n\
             | `{tag}` | members of |\n| --- | --- |{rows}",
            field = tag.ident.bare(),
            branches = tag.branches,
            made = self.made(union, tag),
            tag = tag.member.name,
        )
    }

    /// Returns the sentence about the constructors of the branches, if there are any.
    fn made(&self, union: &ObjectShape<'_>, tag: &Tag<'_>) -> String {
        let names = self.plan.branch_constructors(union);
        let open = tag.variants.iter().map(|variant| variant.gate.is_open());
        match names.iter().zip(open).find(|(_, is_open)| *is_open) {
            Some((name, _)) => {
                let name = name.bare();
                format!("\nEach branch has a constructor, such as [`{name}`](Self::{name}()).")
            }
            None => String::new(),
        }
    }
}
