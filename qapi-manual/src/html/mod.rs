//! The manual as a web site of static files. It needs no server, no network and no build step.
//!
//! The site consists of a page for each module, `index.html` with the indexes, the style, the
//! scripts and the data of the search. The scripts add search and filters. Without them, all
//! content is visible.
//!
//! `entry`, `index` and `history` write the pages, `page` their frame, and `text` the docs. `site`
//! contains the shared parts. Line feeds in the templates keep differences between two sites
//! readable.

mod diagram;
mod entry;
mod highlight;
#[cfg(feature = "history")]
mod history;
mod index;
mod page;
mod platform;
mod search;
mod site;
mod text;

use self::site::{INDEX, Site};
use crate::manual::Manual;

pub use self::site::HtmlOptions;

impl Manual {
    /// Returns the manual as a site: its files, each with its name and content, `index.html` first.
    /// The anchor of a definition is its name; that of a member is `DEFINITION:MEMBER`.
    #[must_use]
    pub fn html(&self, options: &HtmlOptions) -> Vec<(String, String)> {
        let site = Site::new(self, options);
        let mut files = vec![(INDEX.to_owned(), index::index_page(&site))];
        for module in 0..self.modules.len() {
            files.push((
                site.file(module).to_owned(),
                entry::module_page(&site, module),
            ));
        }
        #[cfg(feature = "history")]
        if let Some(history) = &options.history {
            let page = history::history_page(&site, history);
            files.push((site::HISTORY.to_owned(), page));
        }
        for (name, content) in [
            ("search.js", search::search_data(&site)),
            ("script.js", include_str!("assets/script.js").to_owned()),
            ("find.js", include_str!("assets/find.js").to_owned()),
            ("contents.js", include_str!("assets/contents.js").to_owned()),
            ("style.css", include_str!("assets/style.css").to_owned()),
        ] {
            files.push((name.to_owned(), content));
        }
        files
    }
}
