//! The manual as a web site of plain files: it needs no server, no network and no build step.
//!
//! A page a module and `index.html` with the indexes; the style, the script and the data of the search
//! stand beside them. `page` is the frame of every page, `entry` what stands in a module's, `index` the
//! rest. The script adds search and filters, and nothing is hidden from those who have none.

mod blocks;
mod diagram;
mod entry;
mod escape;
mod highlight;

mod history;
mod index;
mod page;
mod platform;

use std::collections::{BTreeMap, BTreeSet};

use self::blocks::Texts;
use self::platform::{Platform, platforms};
use super::build::release::Release;
use super::document::{Document, Entry, Marks};
use crate::markup::Block;

/// What a site says about itself.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct HtmlOptions {
    /// The release that the manual is about, beside the title; empty for none.
    pub release: String,
    /// When everything came, changed and went: a page of its own.
    pub history: Option<qapi_compat::history::History>,
}

/// The page with the indexes.
const INDEX: &str = "index.html";

impl Document {
    /// The manual as a site: its files, each with its name and content, of which `index.html` is the
    /// first. The anchor of a definition is its name; of a member, it is `DEFINITION:MEMBER`.
    #[must_use]
    pub fn html(&self, options: &HtmlOptions) -> Vec<(String, String)> {
        let site = Site::new(self, options);
        let mut files = vec![(INDEX.to_owned(), site.index_page())];
        for module in 0..self.modules.len() {
            files.push((site.file(module).to_owned(), site.module_page(module)));
        }

        if let Some(history) = &options.history {
            files.push((history::FILE.to_owned(), site.history_page(history)));
        }
        for (name, content) in [
            ("search.js", site.search_data()),
            ("script.js", include_str!("assets/script.js").to_owned()),
            ("style.css", include_str!("assets/style.css").to_owned()),
        ] {
            files.push((name.to_owned(), content));
        }
        files
    }
}

/// What all pages share.
struct Site<'d> {
    document: &'d Document,
    options: &'d HtmlOptions,
    /// The file of each module.
    files: Vec<String>,
    /// The releases that something is there since, the newest first, by their numbers.
    releases: Vec<(u64, Release)>,
    hosts: Vec<Platform>,
    targets: Vec<Platform>,
}

impl<'d> Site<'d> {
    fn new(document: &'d Document, options: &'d HtmlOptions) -> Self {
        let mut taken = BTreeSet::from([INDEX.to_owned()]);

        taken.insert(history::FILE.to_owned());
        let modules = document.modules.iter();
        let files = modules
            .map(|module| module.file_name("html", &mut taken))
            .collect();
        let releases = document.marks().filter_map(|marks| marks.since);
        let releases: BTreeMap<u64, Release> = releases.map(|it| (it.number(), it)).collect();
        let (hosts, targets) = platforms(document);
        Self {
            document,
            options,
            files,
            releases: releases.into_iter().rev().collect(),
            hosts,
            targets,
        }
    }

    fn file(&self, module: usize) -> &str {
        self.files.get(module).map_or(INDEX, |file| file)
    }

    /// The address of an entry, on the page of a module or, with `None`, on the index.
    fn address_of(&self, entry: &Entry, from: Option<usize>) -> String {
        let file = if from == Some(entry.module) {
            ""
        } else {
            self.file(entry.module)
        };
        format!("{file}#{}", entry.name)
    }

    /// Texts on the page of a module or, with `None`, on the index.
    fn blocks(&self, blocks: &[Block], from: Option<usize>) -> String {
        self.with_texts(from, |texts| texts.blocks(blocks))
    }

    fn with_texts<R>(&self, from: Option<usize>, write: impl FnOnce(&Texts<'_>) -> R) -> R {
        let address = |target: &str| {
            let entry = self.document.entry_named(target)?;
            let member = target.get(entry.name.len()..).unwrap_or_default();
            Some(format!("{}{member}", self.address_of(entry, from)))
        };
        write(&Texts { address: &address })
    }

    /// The attributes by which filters find something.
    fn filter_attributes(&self, marks: &Marks) -> String {
        let mut out = String::new();
        if let Some(since) = marks.since {
            out.push_str(&format!(" data-since=\"{}\"", since.number()));
        }
        if let Some(condition) = &marks.condition {
            let platforms = self.hosts.iter().chain(&self.targets);
            let absent = platforms.filter(|platform| platform.excludes(condition));
            let absent: Vec<&str> = absent.map(|platform| &*platform.id).collect();
            if !absent.is_empty() {
                out.push_str(&format!(" data-not=\"{}\"", absent.join(" ")));
            }
        }
        out
    }
}
