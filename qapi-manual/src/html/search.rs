//! The data of the search.

use super::site::Site;
use crate::manual::Entry;

/// Returns a script that sets what is searched: the pages, and of each entry its name, kind, page, first
/// sentence and members.
pub(super) fn search_data(site: &Site<'_>) -> String {
    let files: Vec<String> = site.files.iter().map(|file| string(file)).collect();
    let entries: Vec<String> = site.manual.entries.iter().map(search_entry).collect();
    format!(
        "const PAGES=[{}];\nconst ENTRIES=[\n{}\n];\n",
        files.join(","),
        entries.join(",\n")
    )
}

fn search_entry(entry: &Entry) -> String {
    let members: Vec<&str> = entry
        .members
        .own
        .iter()
        .filter(|member| member.when.is_none())
        .map(|member| &*member.name)
        .collect();
    format!(
        "[{},{},{},{},{}]",
        string(&entry.name),
        string(entry.kind.word()),
        entry.module,
        string(&entry.summary()),
        string(&members.join(" "))
    )
}

/// A string of a script.
fn string(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            // Neither the end of a line nor that of the script.
            '<' => out.push_str("\\u003c"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
