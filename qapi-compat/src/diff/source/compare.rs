//! Compares two surfaces, item by item.

use super::change::{Change, Role, Site, last};
use super::comparer::Comparer;
use super::functions::{self, Caller};
use super::rename::Renames;
use super::surface::{Form, Item, Part, Surface};
use crate::diff::rules::source::{
    ASSOCIATED_TYPE_CHANGED, FIELD_ADDED, FIELD_ADDED_EXHAUSTIVE, FIELD_ADDED_MANDATORY,
    FIELD_REMOVED, FIELD_TYPE_CHANGED, IMPL_ADDED, IMPL_REMOVED, ITEM_ADDED, ITEM_KIND_CHANGED,
    ITEM_REMOVED, ITEM_RENAMED, VARIANT_ADDED, VARIANT_ADDED_EXHAUSTIVE, VARIANT_PAYLOAD_CHANGED,
    VARIANT_REMOVED,
};

/// Returns all changes. With `included`, the code is a part of the user's crate, where
/// `#[non_exhaustive]` has no effect.
pub(super) fn compare(
    old: &Surface,
    new: &Surface,
    renames: &Renames,
    included: bool,
) -> Vec<Change> {
    let mut comparer = Comparer::new(renames, included);
    for (path, item) in &old.items {
        let after = renames.path(path);
        match new.items.get(after) {
            Some(changed) => comparer.pair(path, item, after, changed),
            None => {
                let site = Site {
                    old: Some((path, item)),
                    new: None,
                };
                comparer.push(
                    &ITEM_REMOVED,
                    site,
                    Role::Item,
                    format!("{} `{path}` was removed", item.form.kind()),
                );
            }
        }
    }
    for (path, item) in &new.items {
        if !old.has(path) && !renames.lead_to(path) {
            let site = Site {
                old: None,
                new: Some((path, item)),
            };
            comparer.push(
                &ITEM_ADDED,
                site,
                Role::Item,
                format!("{} `{path}` was added", item.form.kind()),
            );
        }
    }
    comparer.changes
}

impl<'s> Comparer<'s> {
    /// Compares an item of the old code with its successor in the new code.
    fn pair(&mut self, path: &'s str, old: &'s Item, after: &'s str, new: &'s Item) {
        let site = Site {
            old: Some((path, old)),
            new: Some((after, new)),
        };
        if path != after {
            let message = format!("{} `{path}` is called `{after}` now", old.form.kind());
            let (was, is) = (last(path), last(after));
            let help = format!("import it by its old name: `use ..::{is} as {was}`");
            if let Some(change) = self.push(&ITEM_RENAMED, site, Role::Item, message) {
                change.help = Some(help);
            }
        }
        self.head(site, Role::Item, &format!("`{path}`"), &old.head, &new.head);
        let unlike = match (&old.form, &new.form) {
            (Form::Alias(was), Form::Alias(is)) | (Form::Constant(was), Form::Constant(is)) => {
                self.renames.renamed(was) != *is
            }
            (Form::Function(_), Form::Function(_)) => false,
            (was, is) => was != is,
        };
        if unlike {
            let (was, is) = (old.form.description(), new.form.description());
            let message = format!("`{path}` is {is} now, was {was}");
            self.push(&ITEM_KIND_CHANGED, site, Role::Item, message);
            return;
        }
        if let (Form::Function(was), Form::Function(is)) = (&old.form, &new.form) {
            functions::signatures(self, site, Role::Item, Caller::Anyone, path, (was, is));
        }
        self.parts(site, path, old, new);
        functions::compare(self, site, path, old, new);
        self.impls(site, path, old, new);
    }

    /// Compares fields or variants.
    fn parts(&mut self, site: Site<'s>, path: &str, old: &'s Item, new: &'s Item) {
        for part in &old.parts {
            let name = &part.name;
            let role = Role::Part(name.clone());
            match (&old.form, new.part(name)) {
                (Form::Enum, None) => {
                    self.push(
                        &VARIANT_REMOVED,
                        site,
                        role,
                        format!("variant `{path}::{name}` was removed"),
                    );
                }
                (_, None) => {
                    self.push(
                        &FIELD_REMOVED,
                        site,
                        role,
                        format!("field `{path}::{name}` was removed"),
                    );
                }
                (form, Some(after)) => {
                    self.head(
                        site,
                        role.clone(),
                        &format!("`{path}::{name}`"),
                        &part.head,
                        &after.head,
                    );
                    if self.renames.renamed(&part.ty) != after.ty {
                        match form {
                            Form::Enum => self.payload(site, path, part, after),
                            _ => self.field_type(site, path, part, after),
                        }
                    }
                }
            }
        }
        for part in new
            .parts
            .iter()
            .filter(|part| old.part(&part.name).is_none())
        {
            match old.form {
                Form::Enum => self.new_variant(site, path, new, part),
                _ => self.new_field(site, path, old, part),
            }
        }
    }

    fn payload(&mut self, site: Site<'s>, path: &str, old: &Part, new: &Part) {
        let name = &old.name;
        let holds = |ty: &str| match ty {
            "" => "nothing".to_owned(),
            ty => format!("`{}`", ty.trim_start_matches('(').trim_end_matches(')')),
        };
        let (was, is) = (holds(&old.ty), holds(&new.ty));
        let message = format!("variant `{path}::{name}` holds {is} now, held {was}");
        let pushed = self.push(
            &VARIANT_PAYLOAD_CHANGED,
            site,
            Role::Part(name.clone()),
            message,
        );
        if let Some(change) = pushed {
            change.help = Some(format!(
                "the pattern `{}::{name} {{ .. }}` matches both",
                last(path)
            ));
        }
    }

    fn field_type(&mut self, site: Site<'s>, path: &str, old: &Part, new: &Part) {
        let name = &old.name;
        let (was, is) = (&old.ty, &new.ty);
        let message = format!("field `{path}::{name}` is `{is}` now, was `{was}`");
        let inner = |ty: &str| optional(ty).map(str::to_owned);
        let help = match (inner(was), inner(is)) {
            (None, Some(ty)) if ty == *was => Some("it may be absent now".to_owned()),
            (Some(ty), None) if ty == *is => {
                Some("it is always there now, and must be given".to_owned())
            }
            _ => None,
        };
        if let Some(change) =
            self.push(&FIELD_TYPE_CHANGED, site, Role::Part(name.clone()), message)
        {
            change.help = help;
        }
    }

    fn new_variant(&mut self, site: Site<'s>, path: &str, new: &Item, part: &Part) {
        let name = &part.name;
        let message = format!("variant `{path}::{name}` was added");
        let role = Role::Part(name.clone());
        let open = new
            .parts
            .iter()
            .any(|part| part.ty == "(String)" && part.name.starts_with("Un"));
        if !new.non_exhaustive || self.included {
            if let Some(change) = self.push(&VARIANT_ADDED_EXHAUSTIVE, site, role, message) {
                change.help = Some("match it, or all others with an arm `_`".to_owned());
            }
        } else if let Some(change) = self.push(&VARIANT_ADDED, site, role, message)
            && open
        {
            let wire = part.head.aliases.first().map_or(name, |alias| alias);
            change.help = Some(format!(
                "`as_str()` is \"{wire}\" whether the schema lists the value or not"
            ));
        }
    }

    fn new_field(&mut self, site: Site<'s>, path: &str, old: &Item, part: &Part) {
        let name = &part.name;
        let role = Role::Part(name.clone());
        let ty = &part.ty;
        let message = format!("field `{path}::{name}`, of type `{ty}`, was added");
        let (rule, help) = if !old.non_exhaustive || self.included {
            let help = "literals give it, patterns end in `..`";
            (&FIELD_ADDED_EXHAUSTIVE, Some(help.to_owned()))
        } else if optional(ty).is_none() && !is_open(ty) {
            let help = format!("give it: `new!({} {{ {name}: .., .. }})`", last(path));
            (&FIELD_ADDED_MANDATORY, Some(help))
        } else {
            (&FIELD_ADDED, None)
        };
        if let Some(change) = self.push(rule, site, role, message) {
            change.help = help;
        }
    }

    fn impls(&mut self, site: Site<'s>, path: &str, old: &'s Item, new: &'s Item) {
        let renamed: Vec<(String, &String)> = old
            .impls
            .keys()
            .map(|name| (self.renames.renamed(name), name))
            .collect();
        for (after, name) in &renamed {
            let role = Role::Impl((*name).clone());
            let Some((was, is)) = old.impls.get(*name).zip(new.impls.get(after)) else {
                let message = format!("`{path}` no longer implements `{name}`");
                self.push(&IMPL_REMOVED, site, role, message);
                continue;
            };
            let cfgs = (was.cfg.as_ref(), is.cfg.as_ref());
            // An item and its implementations share one `cfg`.
            if cfgs.0 != cfgs.1
                && (cfgs.0 != old.head.cfg.as_ref() || cfgs.1 != new.head.cfg.as_ref())
            {
                let subject = format!("`{name}` for `{path}`");
                self.cfg(site, role.clone(), &subject, cfgs.0, cfgs.1);
            }
            for (associated, ty) in &was.types {
                let after = is.types.get(associated);
                if after.is_some_and(|after| self.renames.renamed(ty) != *after) {
                    let after = after.map_or("", |after| after);
                    let message =
                        format!("`{associated}` of `{path}` is `{after}` now, was `{ty}`");
                    self.push(&ASSOCIATED_TYPE_CHANGED, site, role.clone(), message);
                }
            }
        }
        for name in new
            .impls
            .keys()
            .filter(|name| !renamed.iter().any(|(known, _)| known == *name))
        {
            let message = format!("`{path}` implements `{name}` now");
            self.push(&IMPL_ADDED, site, Role::Impl(name.clone()), message);
        }
    }
}

/// Returns the content of an optional type; `None` for other types.
fn optional(ty: &str) -> Option<&str> {
    let start = ty
        .find("Option<")
        .filter(|at| *at == 0 || ty.starts_with("::"))?;
    ty.get(start + "Option<".len()..)?.strip_suffix('>')
}

/// Returns whether a type is that of arguments that the schema does not list, which may be absent.
fn is_open(ty: &str) -> bool {
    last(ty) == "Map"
}
