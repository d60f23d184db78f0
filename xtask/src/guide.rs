//! The guides in `docs/guide/`. Their listings are copies of the example files. A listing is a
//! fenced block after `<!-- listing: PATH -->`, or after `<!-- listing: PATH: TEXT -->` for the
//! paragraph of the file in which that text comes first. The table of the generator's options is
//! between `<!-- options -->` and `<!-- end of options -->`.

use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::options;
use crate::workspace::root;

/// The folder of the guides, in the workspace.
const FOLDER: &str = "docs/guide";

/// The line before the table of the options.
const OPTIONS: &str = "<!-- options -->";
const END_OF_OPTIONS: &str = "<!-- end of options -->";

/// Returns every guide with updated listings: its path in the workspace and its content.
pub(crate) fn guides() -> Result<Vec<(String, String)>, Failure> {
    let failed = |error: std::io::Error| Failure::Failed(format!("{FOLDER}: {error}"));
    let entries = fs::read_dir(root().join(FOLDER)).map_err(failed)?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = paths.collect::<Result<Vec<_>, _>>().map_err(failed)?;
    paths.sort();
    let mut guides = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).map_err(failed)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{FOLDER}/{name}");
        let content = fill(&text, &root())
            .map_err(|problem| Failure::Failed(format!("{name}: {problem}")))?;
        guides.push((name, content));
    }
    Ok(guides)
}

/// Fills the table of options, and replaces the listings by the files below `root`.
fn fill(text: &str, root: &Path) -> Result<String, String> {
    let mut out = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        if line == OPTIONS {
            out.push_str(&format!("\n{}\n{END_OF_OPTIONS}\n", options::table()));
            if !lines.any(|line| line == END_OF_OPTIONS) {
                return Err("the table of the options has no end".to_owned());
            }
        }
        let Some(source) = line
            .strip_prefix("<!-- listing: ")
            .and_then(|rest| rest.strip_suffix(" -->"))
        else {
            continue;
        };
        let fence = lines.next().filter(|line| line.starts_with("```"));
        let fence = fence.ok_or_else(|| format!("no block behind the listing '{source}'"))?;
        let content = listing(source, root)?;
        out.push_str(&format!("{fence}\n{content}```\n"));
        if !lines.any(|line| line == "```") {
            return Err(format!("the block of the listing '{source}' has no end"));
        }
    }
    Ok(out)
}

/// Returns the content of a listing's source.
fn listing(source: &str, root: &Path) -> Result<String, String> {
    let (path, first) = match source.split_once(": ") {
        Some((path, first)) => (path, Some(first)),
        None => (source, None),
    };
    let text = fs::read_to_string(root.join(path)).map_err(|error| format!("{path}: {error}"))?;
    let Some(first) = first else {
        return Ok(text);
    };
    let mut paragraphs = text.split("\n\n");
    let paragraph = paragraphs
        .find(|paragraph| paragraph.contains(first))
        .ok_or_else(|| format!("{path} has no '{first}'"))?;
    let lines: Vec<&str> = paragraph.lines().collect();
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let common = lines.iter().map(indent).min().unwrap_or_default();
    let lines = lines
        .iter()
        .map(|line| format!("{}\n", line.get(common..).unwrap_or_default()));
    Ok(lines.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_options_is_replaced() {
        let filled = fill(
            "x\n<!-- options -->\nold\n<!-- end of options -->\ny\n",
            Path::new(""),
        );
        let table = options::table();
        assert_eq!(
            filled.unwrap(),
            format!("x\n<!-- options -->\n\n{table}\n<!-- end of options -->\ny\n")
        );
    }

    #[test]
    fn listings_are_replaced() {
        let folder = std::env::temp_dir().join(format!("xtask-guide-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(
            folder.join("a.rs"),
            "fn a() {\n    one();\n\n    two();\n      three();\n}\n",
        )
        .unwrap();
        let filled = |text: &str| fill(text, &folder);
        assert_eq!(
            filled("x\n<!-- listing: a.rs: two -->\n```rust\nold\n```\ny\n").unwrap(),
            "x\n<!-- listing: a.rs: two -->\n```rust\n    two();\n      three();\n}\n```\ny\n"
        );
        let whole = filled("<!-- listing: a.rs -->\n```rust\n```\n").unwrap();
        assert!(whole.contains("```rust\nfn a() {\n") && whole.ends_with("}\n```\n"));
        for (text, problem) in [
            ("<!-- listing: b.rs -->\n```\n```\n", "b.rs: "),
            (
                "<!-- listing: a.rs: four -->\n```\n```\n",
                "a.rs has no 'four'",
            ),
            ("<!-- listing: a.rs -->\ntext\n", "no block behind"),
            ("<!-- listing: a.rs -->\n```\ntext\n", "has no end"),
            ("<!-- options -->\ntext\n", "has no end"),
        ] {
            let error = filled(text).unwrap_err();
            assert!(
                error.starts_with(problem) || error.contains(problem),
                "{error}"
            );
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
