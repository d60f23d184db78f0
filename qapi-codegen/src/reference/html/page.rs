//! The frame of every page: head, search, filters, and the way to the other pages.

use super::escape::escape;
use super::platform::Platform;
use super::{INDEX, Site};
use crate::reference::document::Content;

/// Sets the theme that was chosen before anything is drawn.
const THEME: &str =
    "try{document.documentElement.dataset.theme=localStorage.getItem('theme')||''}catch{}";

/// The page that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Here {
    Index,

    History,
    Module(usize),
}

impl Site<'_> {
    /// A page around its main part.
    pub(super) fn page(&self, title: &str, here: Here, main: &str) -> String {
        let manual = escape(&self.document.title);
        let title = match here {
            Here::Index => manual.clone(),
            _ => format!("{} - {manual}", escape(title)),
        };
        let release = match &*self.options.release {
            "" => String::new(),
            release => format!(" <small>{}</small>", escape(release)),
        };
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <link rel=\"stylesheet\" href=\"style.css\">\n<script>{THEME}</script>\n\
             <script src=\"search.js\" defer></script>\n<script src=\"script.js\" defer></script>\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#ui:main\">Skip to the text</a>\n\
             <header>\n<a class=\"home\" href=\"{INDEX}\">{manual}{release}</a>\n{}{}</header>\n\
             <div class=\"columns\">\n{}<main id=\"ui:main\" tabindex=\"-1\">\n{main}</main>\n</div>\n</body>\n</html>\n",
            SEARCH,
            self.filters(),
            self.navigation(here),
        )
    }

    /// What a reader can choose to see; only what tells something apart in this schema.
    fn filters(&self) -> String {
        let mut out = "<form class=\"filters\" hidden>\n".to_owned();
        let releases = self.releases.iter();
        let releases = releases.map(|(number, it)| (number.to_string(), it.to_string()));
        out.push_str(&select("release", "As of", "any release", releases));
        let choices = |list: &[Platform]| {
            let list = list.iter();
            list.map(|it| (it.id.clone(), it.title.clone()))
                .collect::<Vec<_>>()
        };
        out.push_str(&select(
            "platform",
            "On",
            "any system",
            choices(&self.hosts).into_iter(),
        ));
        out.push_str(&select(
            "target",
            "For",
            "any machine",
            choices(&self.targets).into_iter(),
        ));
        out.push_str("<button type=\"button\" id=\"ui:theme\">Dark or light</button>\n");
        out.push_str("<span id=\"ui:filtered\" role=\"status\"></span>\n</form>\n");
        out
    }

    /// The modules, and what is on the page at hand.
    fn navigation(&self, here: Here) -> String {
        let mut out =
            "<nav aria-label=\"Contents\">\n<details open><summary>Contents</summary>\n<ul>\n"
                .to_owned();
        let current = |page: Here| {
            if here == page {
                " aria-current=\"page\""
            } else {
                ""
            }
        };
        out.push_str(&format!(
            "<li><a href=\"{INDEX}\"{}>Index</a></li>\n",
            current(Here::Index)
        ));

        if self.options.history.is_some() {
            let file = super::history::FILE;
            let current = current(Here::History);
            out.push_str(&format!(
                "<li><a href=\"{file}\"{current}>History</a></li>\n"
            ));
        }
        for (module, file) in self.files.iter().enumerate() {
            let title = escape(self.document.module_title(module));
            if here == Here::Module(module) {
                out.push_str(&format!(
                    "<li><a href=\"{file}\" aria-current=\"page\">{title}</a>\n<ul>\n{}</ul></li>\n",
                    self.on_this_page(module)
                ));
            } else {
                out.push_str(&format!("<li><a href=\"{file}\">{title}</a></li>\n"));
            }
        }
        out.push_str("</ul>\n</details>\n</nav>\n");
        out
    }

    fn on_this_page(&self, module: usize) -> String {
        let mut out = String::new();
        for content in self.document.pieces_of(module) {
            if let Content::Entry(at) = content
                && let Some(entry) = self.document.entries.get(*at)
            {
                out.push_str(&format!(
                    "<li{}><a class=\"{}\" href=\"#{}\">{}</a></li>\n",
                    self.filter_attributes(&entry.marks),
                    super::entry::class(entry.kind),
                    entry.name,
                    escape(&entry.name)
                ));
            }
        }
        out
    }
}

const SEARCH: &str = "<div class=\"search\" role=\"search\" hidden>\n\
    <input id=\"ui:query\" type=\"search\" role=\"combobox\" aria-label=\"Search\" aria-controls=\"ui:results\" \
    aria-expanded=\"false\" aria-autocomplete=\"list\" autocomplete=\"off\" spellcheck=\"false\" \
    placeholder=\"Search: press /\">\n\
    <ul id=\"ui:results\" role=\"listbox\" aria-label=\"Results\" hidden></ul>\n\
    <span id=\"ui:found\" class=\"unseen\" role=\"status\"></span>\n</div>\n";

/// A choice; nothing where there is nothing to choose from.
fn select(
    id: &str,
    label: &str,
    any: &str,
    choices: impl Iterator<Item = (String, String)>,
) -> String {
    let options: String = choices
        .map(|(value, text)| {
            format!(
                "<option value=\"{}\">{}</option>",
                escape(&value),
                escape(&text)
            )
        })
        .collect();
    if options.is_empty() {
        return String::new();
    }
    format!(
        "<label>{label} <select id=\"ui:{id}\"><option value=\"\">{any}</option>{options}</select></label>\n"
    )
}
