//! The parts that all pages of a site share: their addresses and the filters.

use std::collections::{BTreeMap, BTreeSet};

use super::platform::{Platform, platforms};
use crate::manual::{Entry, Kind, Manual, Marks};
use crate::release::Release;

/// The options of a site.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct HtmlOptions {
    /// The release that the manual describes, after the title; may be empty.
    pub release: String,
    /// The history, which adds a page.
    #[cfg(feature = "history")]
    pub history: Option<qapi_compat::history::History>,
}

/// The page with the indexes.
pub(super) const INDEX: &str = "index.html";
/// The page with the history.
#[cfg(feature = "history")]
pub(super) const HISTORY: &str = "history.html";

/// The groups of definitions in lists, with their titles.
pub(super) const GROUPS: [(&str, &[Kind]); 3] = [
    ("Commands", &[Kind::Command]),
    ("Events", &[Kind::Event]),
    ("Types", &[Kind::Object, Kind::Enum, Kind::Alternate]),
];

pub(super) struct Site<'s> {
    pub(super) manual: &'s Manual,
    pub(super) options: &'s HtmlOptions,
    /// The file of each module.
    pub(super) files: Vec<String>,
    /// The releases that added or changed something, the newest first, by their numbers.
    pub(super) releases: Vec<(u64, Release)>,
    pub(super) hosts: Vec<Platform>,
    pub(super) targets: Vec<Platform>,
}

impl<'s> Site<'s> {
    pub(super) fn new(manual: &'s Manual, options: &'s HtmlOptions) -> Self {
        let mut taken = BTreeSet::from([INDEX.to_owned()]);
        #[cfg(feature = "history")]
        taken.insert(HISTORY.to_owned());
        let modules = manual.modules.iter();
        let files = modules
            .map(|module| module.file_name("html", &mut taken))
            .collect();
        let releases = manual.marks().filter_map(|marks| marks.since);
        let releases = releases.chain(later_releases(options));
        let releases: BTreeMap<u64, Release> = releases.map(|it| (it.number(), it)).collect();
        let (hosts, targets) = platforms(manual);
        Self {
            manual,
            options,
            files,
            releases: releases.into_iter().rev().collect(),
            hosts,
            targets,
        }
    }

    pub(super) fn file(&self, module: usize) -> &str {
        self.files.get(module).map_or(INDEX, |file| file)
    }

    /// Returns the entries at these positions.
    pub(super) fn entries<'l>(&self, positions: &'l [usize]) -> impl Iterator<Item = &'s Entry> + 'l
    where
        's: 'l,
    {
        let entries = &self.manual.entries;
        positions.iter().filter_map(|at| entries.get(*at))
    }

    /// Returns the address of an entry, on the page of a module or, with `None`, on the first page.
    pub(super) fn address_of(&self, entry: &Entry, here: Option<usize>) -> String {
        let file = if here == Some(entry.module) {
            ""
        } else {
            self.file(entry.module)
        };
        format!("{file}#{}", entry.name)
    }

    pub(super) fn filter(&self, marks: &Marks) -> Filter {
        let condition = marks.condition.as_ref();
        let absent = condition.map_or_else(Vec::new, |condition| {
            let platforms = self.hosts.iter().chain(&self.targets);
            let absent = platforms.filter(|platform| platform.excludes(condition));
            absent.map(|platform| &*platform.id).collect()
        });
        Filter {
            since: marks.since.map(Release::number),
            not: (!absent.is_empty()).then(|| absent.join(" ")),
        }
    }
}

/// Returns the releases of a history after its first, as far as their labels are versions.
#[cfg(feature = "history")]
fn later_releases(options: &HtmlOptions) -> impl Iterator<Item = Release> {
    let labels = options.history.iter().flat_map(|history| &history.releases);
    labels.skip(1).filter_map(|label| Release::of_label(label))
}

#[cfg(not(feature = "history"))]
fn later_releases(_: &HtmlOptions) -> impl Iterator<Item = Release> {
    std::iter::empty()
}

/// The attributes that the filters of the script use.
pub(super) struct Filter {
    /// `data-since`: the number of the release that added it.
    pub(super) since: Option<u64>,
    /// `data-not`: the platforms on which it is certainly absent.
    pub(super) not: Option<String>,
}

/// Returns the class that sets the colour of an entry.
pub(super) fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Command => "command",
        Kind::Event => "event",
        Kind::Object => "object",
        Kind::Enum => "enum",
        Kind::Alternate => "alternate",
    }
}
