//! Objects: matches the members and branches of two objects.
//!
//! Types of branches are usually pairs of their own. If a member moved from a branch to its union
//! or back, the branch is compared here, together with the members of its union. This family has no
//! rules of its own. It passes matching members and branches to `members` and `unions`.

use qapi_parser::schema::{Branch, Branches, Origin, Schema, TypeId, TypeKind};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{members, unions};
use crate::diff::change::{Owner, Site, Spot};
use crate::diff::path::Step;
use crate::diff::view::{Field, View};
use crate::diff::walk::{Walk, match_up};

/// Two objects to compare: those of a node, or two of their branches.
struct Pair<'s, 'a> {
    site: Site<'s>,
    old: View<'s>,
    new: View<'s>,
    /// For branches, the members of their unions, which are part of the same JSON object.
    around: Option<(&'a View<'s>, &'a View<'s>)>,
}

impl<'s> Pair<'s, '_> {
    fn around_old(&self, name: &str) -> Option<Field<'s>> {
        self.around.and_then(|(old, _)| old.get(name))
    }

    fn around_new(&self, name: &str) -> Option<Field<'s>> {
        self.around.and_then(|(_, new)| new.get(name))
    }

    /// Returns whether a member of one side is in the union of the other.
    fn has_moved(&self) -> bool {
        let old = self.old.fields.iter();
        let new = self.new.fields.iter();
        old.map(|field| self.around_new(&field.member.name))
            .chain(new.map(|field| self.around_old(&field.member.name)))
            .any(|found| found.is_some())
    }
}

/// For each name, the members of that name in branches of a union, one for each branch.
type InBranches<'s> = FxHashMap<&'s str, Vec<Field<'s>>>;

/// Compares two objects.
pub(super) fn compare<'s>(walk: &mut Walk<'s>, site: &Site<'s>, old: TypeId, new: TypeId) {
    let pair = Pair {
        site: site.clone(),
        old: View::of(walk.old, old, None),
        new: View::of(walk.new, new, None),
        around: None,
    };
    compare_pair(walk, &pair);
}

/// Compares two objects, and those of their branches that have no pair of their own: one level.
fn compare_pair<'s>(walk: &mut Walk<'s>, pair: &Pair<'s, '_>) {
    let old = in_branches(walk.old, &pair.old, pair.site.old);
    let new = in_branches(walk.new, &pair.new, pair.site.new);
    compare_members(walk, pair, &old, &new);
    match (pair.old.branches, pair.new.branches) {
        (Some(old), Some(new)) => compare_branches(walk, pair, old, new),
        (None, Some(new)) => became_union(walk, pair, new),
        (Some(old), None) => no_longer_union(walk, pair, old),
        (None, None) => {}
    }
}

/// Returns the members that a branch adds to its union. Those of an implied wrapper belong to the
/// union.
fn view_of<'s>(schema: &'s Schema, branch: &Branch, union: Spot<'s>) -> View<'s> {
    let implied = match &schema[branch.ty].kind {
        TypeKind::Object(object) => object.origin == Origin::Wrapper,
        _ => false,
    };
    View::of(schema, branch.ty, union.owner.filter(|_| implied))
}

fn in_branches<'s>(schema: &'s Schema, view: &View<'s>, union: Spot<'s>) -> InBranches<'s> {
    let mut found = InBranches::default();
    for branch in view.branches.iter().flat_map(|branches| &branches.list) {
        for field in view_of(schema, branch, union).fields {
            found.entry(&field.member.name).or_default().push(field);
        }
    }
    found
}

/// Compares the members outside of branches.
fn compare_members<'s>(
    walk: &mut Walk<'s>,
    pair: &Pair<'s, '_>,
    old_in: &InBranches<'s>,
    new_in: &InBranches<'s>,
) {
    let Pair { site, old, new, .. } = pair;
    for &field in &old.fields {
        let name = &*field.member.name;
        if let Some(now) = new.get(name) {
            if old.is_discriminator(name) && new.is_discriminator(name) {
                // The values of its type are the branches.
                let at = members::site_of(site, Some(field), Some(now));
                members::compare_itself(walk, &at, field, now);
            } else {
                members::compare(walk, site, field, now);
            }
        } else if let Some(now) = pair.around_new(name) {
            members::compare(walk, site, field, now);
        } else if let Some(now) = new_in.get(name) {
            unions::moved_to_branches(walk, site, field, now, new.branch_count());
        } else {
            members::removed(walk, site, field);
        }
    }
    for &field in &new.fields {
        let name = &*field.member.name;
        if old.get(name).is_some() {
            continue;
        }
        if let Some(before) = pair.around_old(name) {
            members::compare(walk, site, before, field);
        } else if let Some(before) = old_in.get(name) {
            unions::moved_from_branches(walk, site, before, field, old.branch_count());
        } else {
            members::added(walk, site, field);
        }
    }
}

/// Compares the lists of branches, and each branch of both unions.
fn compare_branches<'s>(
    walk: &mut Walk<'s>,
    pair: &Pair<'s, '_>,
    old: &'s Branches,
    new: &'s Branches,
) {
    if old.discriminator != new.discriminator {
        return unions::discriminator_changed(walk, &pair.site, old, new);
    }
    unions::compare_tags(walk, &pair.site, old, new);
    let mut seen = FxHashSet::default();
    let named = |branch: &'s Branch| (&*branch.name, branch);
    let pairs = match_up(old.list.iter().map(named), new.list.iter().map(named));
    for (before, after) in pairs {
        let site = unions::branch_site(walk, &pair.site, (old, before), (new, after));
        match (before, after) {
            (Some(before), Some(after)) => {
                unions::compare_branch(walk, &site, (old, before), (new, after));
                // The same pair of types gives the same findings for each value.
                if seen.insert((before.ty, after.ty)) {
                    compare_types(walk, pair, site, before, after);
                }
            }
            (Some(before), None) => unions::branch_removed(walk, site, old, before),
            (None, Some(after)) => unions::branch_added(walk, site, after),
            (None, None) => {}
        }
    }
}

/// Compares the types of a branch of both unions.
fn compare_types<'s>(
    walk: &mut Walk<'s>,
    union: &Pair<'s, '_>,
    site: Site<'s>,
    old: &'s Branch,
    new: &'s Branch,
) {
    let pair = Pair {
        old: view_of(walk.old, old, union.site.old),
        new: view_of(walk.new, new, union.site.new),
        site: Site {
            old: holder(walk.old, old, union.site.old),
            new: holder(walk.new, new, union.site.new),
            ..site
        },
        around: Some((&union.old, &union.new)),
    };
    // An implicit type has no place of its own.
    let is_implied = |schema: &Schema, branch: &Branch| !schema[branch.ty].definition.is_explicit();
    let stays_here = is_implied(walk.old, old) || is_implied(walk.new, new) || pair.has_moved();
    // A branch of a branch is always a pair of its own. Its comparison is not repeated for each
    // path.
    if stays_here && union.around.is_none() {
        compare_pair(walk, &pair);
    } else {
        walk.link(&pair.site, old.ty, new.ty);
    }
}

/// Returns the place of the definition that contains the members of a branch.
fn holder<'s>(schema: &'s Schema, branch: &Branch, union: Spot<'s>) -> Spot<'s> {
    let owner = Owner::of(schema, branch.ty);
    match owner.filter(|owner| owner.definition.is_explicit()) {
        Some(owner) => Spot::inside(owner),
        None => Spot {
            exact: false,
            ..union
        },
    }
}

/// Compares a struct with the union that replaced it. Members of branches were in the struct, or
/// are new.
fn became_union<'s>(walk: &mut Walk<'s>, pair: &Pair<'s, '_>, new: &'s Branches) {
    unions::became_union(walk, &pair.site, new);
    // Without a discriminator, an older client does not select a branch.
    let selects = pair.old.get(&new.discriminator).is_some();
    for branch in &new.list {
        let mut site = pair.site.step(Step::When(&new.discriminator, &branch.name));
        site.new = holder(walk.new, branch, pair.site.new);
        for field in view_of(walk.new, branch, pair.site.new).fields {
            let name = &*field.member.name;
            match pair.old.get(name).or_else(|| pair.around_old(name)) {
                Some(before) => members::compare(walk, &site, before, field),
                None if selects && !field.member.optional => members::added(walk, &site, field),
                None => {}
            }
        }
    }
}

/// Compares a union with the struct that replaced it. Members of branches are in the struct, or
/// were removed.
fn no_longer_union<'s>(walk: &mut Walk<'s>, pair: &Pair<'s, '_>, old: &'s Branches) {
    unions::no_longer_union(walk, &pair.site, old);
    for branch in &old.list {
        let mut site = pair.site.step(Step::When(&old.discriminator, &branch.name));
        site.old = holder(walk.old, branch, pair.site.old);
        for field in view_of(walk.old, branch, pair.site.old).fields {
            let name = &*field.member.name;
            match pair.new.get(name).or_else(|| pair.around_new(name)) {
                Some(after) => members::compare(walk, &site, field, after),
                None => members::removed(walk, &site, field),
            }
        }
    }
}
