//! Renamed items: items used in the same places, or with the same content.

use std::collections::{BTreeMap, BTreeSet};

use super::surface::{Form, Item, Surface};
use super::text::{map_paths, paths};

/// The new path of each renamed item, by its old path.
#[derive(Debug, Default)]
pub(super) struct Renames(BTreeMap<String, String>);

impl Renames {
    /// Finds the renamed items.
    pub(super) fn of(old: &Surface, new: &Surface) -> Self {
        let gone = |path: &str| old.has(path) && !new.has(path);
        let come = |path: &str| new.has(path) && !old.has(path);
        let mut renames = Self::default();
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut pairs: Vec<(&Item, &Item)> = (old.items.iter())
            .filter_map(|(path, item)| Some((item, new.items.get(path)?)))
            .collect();
        // A renamed item may name other renamed items.
        while let Some((before, after)) = pairs.pop() {
            for (was, is) in places(before, after) {
                let (was, is) = (paths(was), paths(is));
                if was.len() != is.len() {
                    continue;
                }
                for (was, is) in was.into_iter().zip(is) {
                    if !gone(&was)
                        || !come(&is)
                        || taken.contains(&is)
                        || renames.0.contains_key(&was)
                    {
                        continue;
                    }
                    let Some(pair) = old.items.get(&was).zip(new.items.get(&is)) else {
                        continue;
                    };
                    if is_like((old, pair.0), (new, pair.1)) {
                        pairs.push(pair);
                        taken.insert(is.clone());
                        renames.0.insert(was, is);
                    }
                }
            }
        }
        renames.add_equal(old, new);
        renames
    }

    /// Adds items that no other item names, such as commands, if exactly one new item has the same
    /// content.
    fn add_equal(&mut self, old: &Surface, new: &Surface) {
        let taken: BTreeSet<&String> = self.0.values().collect();
        let mut by_content: BTreeMap<String, (Vec<&String>, Vec<&String>)> = BTreeMap::new();
        for (path, item) in old.items.iter().filter(|(path, _)| !new.has(path)) {
            if !self.0.contains_key(path) {
                let entry = by_content.entry(self.renamed(&content(path, item)));
                entry.or_default().0.push(path);
            }
        }
        for (path, item) in new.items.iter().filter(|(path, _)| !old.has(path)) {
            if !taken.contains(path) {
                by_content
                    .entry(content(path, item))
                    .or_default()
                    .1
                    .push(path);
            }
        }
        let equal = by_content
            .values()
            .filter_map(|both| match (&*both.0, &*both.1) {
                ([was], [is]) => Some(((*was).clone(), (*is).clone())),
                _ => None,
            });
        let few = |(was, _): &(String, String)| {
            old.items
                .get(was)
                .is_some_and(|item| !item.parts.is_empty())
        };
        self.0.extend(equal.filter(few).collect::<Vec<_>>());
    }

    /// Returns the new path of an item.
    pub(super) fn path<'p>(&'p self, old: &'p str) -> &'p str {
        self.0.get(old).map_or(old, String::as_str)
    }

    /// Returns whether an item of the new code was renamed.
    pub(super) fn lead_to(&self, new: &str) -> bool {
        self.0.values().any(|path| path == new)
    }

    /// Returns a text of the old code with the new paths.
    pub(super) fn renamed(&self, text: &str) -> String {
        map_paths(text, |path| self.0.get(path).cloned())
    }
}

/// Returns pairs of texts from the same place of two items.
fn places<'i>(old: &'i Item, new: &'i Item) -> Vec<(&'i str, &'i str)> {
    let mut places = Vec::new();
    for part in &old.parts {
        places.extend(new.part(&part.name).map(|it| (&*part.ty, &*it.ty)));
    }
    for (name, implementation) in &old.impls {
        let after = new.impls.get(name);
        for (name, ty) in &implementation.types {
            places.extend(
                after
                    .and_then(|it| it.types.get(name))
                    .map(|it| (&**ty, &**it)),
            );
        }
    }
    for (name, function) in &old.functions {
        let after = new.functions.get(name);
        places.extend(after.map(|it| (&*function.signature.result, &*it.signature.result)));
    }
    places
}

/// Returns whether two items have the same form and at least half of their parts in common, apart
/// from the names of other items.
fn is_like((old, was): (&Surface, &Item), (new, is): (&Surface, &Item)) -> bool {
    let anonymous = |surface: &Surface, ty: &str| {
        map_paths(ty, |path| surface.has(path).then(|| "_".to_owned()))
    };
    let common = was.parts.iter().filter(|part| {
        let after = is.part(&part.name);
        after.is_some_and(|after| anonymous(old, &part.ty) == anonymous(new, &after.ty))
    });
    was.form == is.form && common.count() * 2 >= was.parts.len().max(is.parts.len())
}

/// Returns a text that is equal for items that differ in their name only: module, form, parts and
/// replies.
fn content(path: &str, item: &Item) -> String {
    let module = path.rsplit_once("::").map_or("", |(module, _)| module);
    let form = match &item.form {
        Form::Trait => "trait".to_owned(),
        form => format!("{form:?}"),
    };
    let parts = item
        .parts
        .iter()
        .map(|part| format!(" {}: {};", part.name, part.ty));
    let types = item.impls.values().flat_map(|it| &it.types);
    let types = types.map(|(name, ty)| format!(" {name} = {ty};"));
    format!("{module} {form}{}", parts.chain(types).collect::<String>())
}
