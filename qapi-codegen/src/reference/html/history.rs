//! The page of a site that tells when everything came, changed and went.

use super::Site;
use super::escape::escape;
use super::page::Here;
use qapi_compat::history::History;
use qapi_compat::history::Row;

/// The page's file.
pub(super) const FILE: &str = "history.html";

impl Site<'_> {
    /// A table for commands, one for events, one for types.
    pub(super) fn history_page(&self, history: &History) -> String {
        let releases: Vec<String> = history.releases.iter().map(|label| escape(label)).collect();
        let first = releases.first().map_or("", |first| first);
        let mut main = format!(
            "<h1>History</h1>\n<p>Releases: {}. What {first} has may be older. Parts without a row of their own came \
             with what they belong to, and did not change.</p>\n",
            releases.join(", ")
        );
        for (title, rows) in history.tables() {
            let id = title.to_lowercase();
            main.push_str(&format!(
                "<section aria-labelledby=\"history:{id}\">\n<h2 id=\"history:{id}\">{title}</h2>\n\
                 <div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">What</th><th scope=\"col\">Came</th>\
                 <th scope=\"col\">Changed</th><th scope=\"col\">Went</th></tr></thead>\n<tbody>\n"
            ));
            main.extend(rows.iter().map(|row| self.history_row(history, row)));
            main.push_str("</tbody>\n</table></div>\n</section>\n");
        }
        self.page("History", Here::History, &main)
    }

    fn history_row(&self, history: &History, row: &Row<'_>) -> String {
        let Row { entry, item } = row;
        let name = escape(&entry.name);
        // What has gone is not in the manual.
        let name = match self.document.entry_named(&entry.name) {
            Some(listed) if listed.name == entry.name => {
                format!(
                    "<a href=\"{}\"><code>{name}</code></a>",
                    self.address_of(listed, None)
                )
            }
            _ => format!("<code>{name}</code>"),
        };
        let what = match (item, entry.kind) {
            (Some(item), _) => format!("{name} {} <code>{}</code>", item.kind, escape(&item.name)),
            (None, kind) if !kind.is_type() => name,
            (None, kind) => format!("{kind} {name}"),
        };
        let changes = row.changes(history);
        let changes =
            changes.map(|(label, message)| format!("{}: {}", escape(label), escape(message)));
        let changed = changes.collect::<Vec<_>>().join("<br>");
        let (came, went) = (escape(&row.came(history)), escape(&row.went(history)));
        format!(
            "<tr><th scope=\"row\">{what}</th><td>{came}</td><td>{changed}</td><td>{went}</td></tr>\n"
        )
    }
}
