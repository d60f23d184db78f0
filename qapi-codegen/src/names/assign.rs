//! The names of a scope, and names for items that the schema does not name.

use std::fmt;

use rustc_hash::FxHashMap;

use super::case::Case;
use super::clash::NameClash;
use super::rust::identifier;
use crate::code::Ident;

/// A name of the schema that needs a Rust name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'n> {
    /// The definition that contains it; `None` for a definition.
    pub(crate) owner: Option<&'n str>,
    pub(crate) name: &'n str,
    /// The Rust name that the configuration chooses.
    pub(crate) chosen: Option<&'n str>,
}

impl Wanted<'_> {
    fn path(&self) -> String {
        match self.owner {
            Some(owner) => format!("{owner}.{}", self.name),
            None => self.name.to_owned(),
        }
    }
}

/// Returns the Rust identifier of each name of a scope, in order.
///
/// # Errors
/// Returns the first pair of names that clash even if spelt literally.
pub(crate) fn assign(
    scope: &dyn fmt::Display,
    case: Case,
    names: &[Wanted<'_>],
) -> Result<Vec<Ident>, Box<NameClash>> {
    let spelt = |wanted: &Wanted<'_>| match wanted.chosen {
        Some(chosen) => identifier(chosen),
        None => case.ident(wanted.name),
    };
    let mut idents: Vec<Ident> = names.iter().map(spelt).collect();
    let mut count: FxHashMap<String, usize> = FxHashMap::default();
    for ident in &idents {
        *count.entry(ident.to_string()).or_default() += 1;
    }
    if count.len() < idents.len() {
        for (ident, wanted) in idents.iter_mut().zip(names) {
            let is_double = count.get(ident.as_str()).is_some_and(|&count| count > 1);
            if is_double && wanted.chosen.is_none() {
                *ident = case.identifier(&case.literal(wanted.name));
            }
        }
        let mut first: FxHashMap<&str, &Wanted<'_>> = FxHashMap::default();
        for (ident, wanted) in idents.iter().zip(names) {
            if let Some(other) = first.insert(ident.as_str(), wanted) {
                return Err(Box::new(NameClash {
                    scope: scope.to_string(),
                    names: (other.name.to_owned(), wanted.name.to_owned()),
                    rust: ident.to_string(),
                    rename: (
                        wanted.path(),
                        numbered(ident, |name| idents.iter().any(|it| it.bare() == name)),
                    ),
                }));
            }
        }
    }
    Ok(idents)
}

/// Returns a free name that is a name with a number after it.
pub(crate) fn numbered(ident: &Ident, taken: impl Fn(&str) -> bool) -> String {
    let mut names = (2_u64..).map(|number| format!("{}{number}", ident.bare()));
    names.find(|name| !taken(name)).unwrap_or_default()
}

/// Returns a name for an item that the schema does not name, such as the enum of a union's
/// branches: the first free candidate, or else the last followed by as many `_` as needed.
pub(crate) fn free_name(candidates: &[&str], taken: impl Fn(&str) -> bool) -> Ident {
    let mut name = candidates
        .iter()
        .find(|name| !taken(name))
        .or(candidates.last())
        .map_or("_", |name| name)
        .to_owned();
    while taken(&name) {
        name.push('_');
    }
    identifier(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clashes_fall_back_to_the_letter() {
        let spelt = |names: &[&str]| {
            spelt(&names.iter().map(|name| (*name, None)).collect::<Vec<_>>()).map_err(|clash| {
                let (first, second) = clash.names;
                format!("{first} {second} {}", clash.rust)
            })
        };
        assert_eq!(spelt(&["a-b", "aB", "c"]).unwrap(), "A_b AB C");
        assert_eq!(spelt(&["a-b", "a_b"]).unwrap_err(), "a-b a_b A_b");
        assert_eq!(spelt(&["a.b", "aB"]).unwrap(), "A_b AB");
        assert_eq!(spelt(&["a.b", "c", "a-b"]).unwrap_err(), "a.b a-b A_b");
        assert_eq!(spelt(&["_", "__"]).unwrap_err(), "_ __ __");
        let types = ["String", "String_"].map(|name| Wanted {
            owner: None,
            name,
            chosen: None,
        });
        let clash = assign(&"types", Case::Type, &types).unwrap_err();
        assert_eq!(clash.rust, "String_");
        assert_eq!(clash.rename, ("String_".to_owned(), "String_2".to_owned()));
    }

    #[test]
    fn chosen_names_are_kept() {
        let name = |pairs: &[(&str, Option<&str>)]| spelt(pairs).map_err(|it| it.rename);
        assert_eq!(
            name(&[("a-b", None), ("a_b", Some("AB2"))]).unwrap(),
            "AB AB2"
        );
        assert_eq!(
            name(&[("a", Some("type")), ("b", None)]).unwrap(),
            "r#type B"
        );
        // A name that is not chosen changes, if it can.
        assert_eq!(name(&[("a-b", None), ("c", Some("AB"))]).unwrap(), "A_b AB");
        let line = name(&[("ab", None), ("x", Some("Ab2")), ("c", Some("Ab"))]).unwrap_err();
        assert_eq!(line, ("E.c".to_owned(), "Ab3".to_owned()));
    }

    #[test]
    fn a_clash_shows_what_to_write() {
        let clash = spelt(&[("a-b", None), ("a_b", None)]).unwrap_err();
        assert_eq!(
            clash.to_string(),
            "enum 'E': 'a-b' and 'a_b' would both be `A_b` in Rust\n  \
             to rename one: `.rename(\"E.a_b\", \"A_b2\")` of the Builder, `--rename E.a_b=A_b2`, \
             or `\"E.a_b\" = \"A_b2\"` in the table `rename` of qapi.toml"
        );
    }

    /// Returns the names of a type's scope, separated by spaces.
    fn spelt(names: &[(&str, Option<&str>)]) -> Result<String, Box<NameClash>> {
        let names = names.iter().map(|(name, chosen)| Wanted {
            owner: Some("E"),
            name,
            chosen: *chosen,
        });
        let names: Vec<Wanted<'_>> = names.collect();
        let idents = assign(&"enum 'E'", Case::UpperCamel, &names)?;
        let idents: Vec<&str> = idents.iter().map(Ident::as_str).collect();
        Ok(idents.join(" "))
    }

    #[test]
    fn free_names_give_way() {
        let taken = ["Unknown", "Other"];
        assert_eq!(
            free_name(&["Unknown", "Unlisted"], |name| taken.contains(&name)).to_string(),
            "Unlisted"
        );
        assert_eq!(
            free_name(&["Unknown", "Other"], |name| taken.contains(&name)).to_string(),
            "Other_"
        );
    }
}
