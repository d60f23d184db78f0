//! Follows definitions and their parts from release to release.

use qapi_parser::schema::Schema;
use rustc_hash::FxHashMap;

use super::inventory::{self, Defined, Part};
use super::model::{Entry, Event, History, Item, PartKind, Timeline, What};
use super::version::Version;
use crate::diff::{self, Finding};

/// Returns the history of releases, oldest first, each with its label.
pub(super) fn follow(releases: &[(&str, &Schema)]) -> History {
    let mut book = Book::default();
    let mut before: Option<&Schema> = None;
    for (number, &(label, schema)) in releases.iter().enumerate() {
        let findings = match before {
            Some(before) => diff::compare(before, schema).findings,
            None => Vec::new(),
        };
        book.rename(&findings, schema, before);
        book.take(number, &inventory::of(schema));
        book.change(number, &findings);
        book.history.releases.push(label.to_owned());
        before = Some(schema);
    }
    book.history
}

/// Returns whether both schemas contain the element of a finding. Otherwise it was added or
/// removed. A feature that was added or removed is a change of its element.
fn is_change(finding: &Finding) -> bool {
    (finding.old.exact && finding.new.exact) || diff::is_about_features(finding.rule)
}

/// The history so far, and the positions of names in it.
#[derive(Default)]
struct Book {
    history: History,
    /// Entries by name. Types, commands and events share one namespace.
    entries: FxHashMap<String, usize>,
    /// Items by entry, kind and name.
    items: FxHashMap<(usize, PartKind, String), usize>,
}

impl Book {
    /// Continues the entries of renamed types under their new names.
    fn rename(&mut self, findings: &[Finding], schema: &Schema, before: Option<&Schema>) {
        let lacks = |schema: &Schema, name: &str| schema.lookup(name).is_none();
        for finding in findings
            .iter()
            .filter(|finding| *finding.rule == diff::TYPE_RENAMED)
        {
            let (Some(old), Some(new)) = (&finding.old.definition, &finding.new.definition) else {
                continue;
            };
            // If one schema contains both names, one type replaced the other.
            let renamed = lacks(schema, &old.name) && before.is_some_and(|it| lacks(it, &new.name));
            if !renamed || self.entries.contains_key(&new.name) {
                continue;
            }
            if let Some(index) = self.entries.remove(&old.name) {
                self.entries.insert(new.name.clone(), index);
            }
        }
    }

    /// Adds the definitions of a release, and the removal of those that it lacks.
    fn take(&mut self, release: usize, defined: &[Defined<'_>]) {
        let mut present = vec![false; self.history.entries.len()];
        for it in defined {
            let index = match self.entries.get(it.name) {
                Some(index) => *index,
                None => {
                    self.history.entries.push(Entry {
                        kind: it.kind,
                        name: String::new(),
                        timeline: Timeline::default(),
                        items: Vec::new(),
                    });
                    present.push(false);
                    self.history.entries.len() - 1
                }
            };
            self.entries.insert(it.name.to_owned(), index);
            if let Some(present) = present.get_mut(index) {
                *present = true;
            }
            if let Some(entry) = self.history.entries.get_mut(index) {
                entry.kind = it.kind;
                it.name.clone_into(&mut entry.name);
                entry.timeline.is_in(release, it.since);
                take_parts(&mut self.items, index, entry, release, &it.parts);
            }
        }
        for (entry, present) in self.history.entries.iter_mut().zip(present) {
            if !present {
                entry.timeline.is_not_in(release);
                for item in &mut entry.items {
                    item.timeline.is_not_in(release);
                }
            }
        }
    }

    /// Adds the changes of a release.
    fn change(&mut self, release: usize, findings: &[Finding]) {
        for finding in findings.iter().filter(|finding| is_change(finding)) {
            let definition = finding.new.definition.as_ref();
            let at = definition.and_then(|it| self.entries.get(&it.name).copied());
            let entry = at.and_then(|at| Some((at, self.history.entries.get_mut(at)?)));
            let Some((at, entry)) = entry else { continue };
            let part = finding.part.as_ref().map(|part| {
                let mut kinds = PartKind::ALL.into_iter();
                kinds.find_map(|kind| self.items.get(&(at, kind, part.clone())))
            });
            let timeline = match part {
                None => Some(&mut entry.timeline),
                Some(item) => {
                    let item = item.and_then(|item| entry.items.get_mut(*item));
                    item.map(|item| &mut item.timeline)
                }
            };
            let event = Event {
                release,
                what: What::Changed {
                    rule: finding.rule,
                    message: finding.message.clone(),
                },
            };
            // A type that is both sent and received has two findings with the same text.
            let is_same = |known: &Event| match (&known.what, &event.what) {
                (What::Changed { message: a, .. }, What::Changed { message: b, .. }) => {
                    known.release == release && a == b
                }
                _ => false,
            };
            if let Some(timeline) = timeline.filter(|it| !it.events.iter().any(is_same)) {
                timeline.events.push(event);
            }
        }
    }
}

fn take_parts(
    items: &mut FxHashMap<(usize, PartKind, String), usize>,
    index: usize,
    entry: &mut Entry,
    release: usize,
    parts: &[Part<'_>],
) {
    let mut present = vec![false; entry.items.len()];
    for part in parts {
        let key = (index, part.kind, part.name.to_owned());
        let at = *items.entry(key).or_insert_with(|| {
            entry.items.push(Item {
                kind: part.kind,
                name: part.name.to_owned(),
                timeline: Timeline::default(),
            });
            present.push(false);
            entry.items.len() - 1
        });
        if let Some(present) = present.get_mut(at) {
            *present = true;
        }
        if let Some(item) = entry.items.get_mut(at) {
            item.timeline.is_in(release, part.since);
        }
    }
    for (item, present) in entry.items.iter_mut().zip(present) {
        if !present {
            item.timeline.is_not_in(release);
        }
    }
}

impl Timeline {
    fn is_there(&self) -> bool {
        !self.events.is_empty() && self.went().is_none()
    }

    fn is_in(&mut self, release: usize, since: Option<Version>) {
        if !self.is_there() {
            self.events.push(Event {
                release,
                what: What::Came,
            });
        }
        self.since = since;
    }

    fn is_not_in(&mut self, release: usize) {
        if self.is_there() {
            self.events.push(Event {
                release,
                what: What::Went,
            });
        }
    }
}
