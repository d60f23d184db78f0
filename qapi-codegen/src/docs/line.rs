//! Single lines of docs: what begins at one in rST, and how one is written in Markdown.

/// Writes lines as a fenced block of text, which rustdoc does not take for Rust.
pub(super) fn fence(out: &mut String, prefix: &str, lines: &[&str]) {
    let indent_of = |line: &str| line.chars().take_while(|c| c.is_whitespace()).count();
    let indent = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| indent_of(line))
        .min()
        .unwrap_or(0);
    let longest = lines
        .iter()
        .flat_map(|line| line.split(|c| c != '`'))
        .map(str::len)
        .max()
        .unwrap_or(0);
    let ticks = "`".repeat((longest + 1).max(3));
    let mut push = |line: &str| {
        out.push_str(format!("{prefix}{line}").trim_end());
        out.push('\n');
    };
    push(&format!("{ticks}text"));
    for line in lines {
        let from = line
            .char_indices()
            .nth(indent)
            .map_or(line.len(), |(at, _)| at);
        push(line.get(from..).unwrap_or("").trim_end());
    }
    push(&ticks);
}

pub(super) fn admonition_label(name: &str) -> String {
    match name {
        "seealso" => "See also:".to_owned(),
        "versionadded" => "New in".to_owned(),
        "versionchanged" => "Changed in".to_owned(),
        "deprecated" => "Deprecated since".to_owned(),
        other => {
            let mut chars = other.chars();
            chars.next().map_or_else(String::new, |first| {
                format!("{}{}:", first.to_ascii_uppercase(), chars.as_str())
            })
        }
    }
}

/// The Markdown mark of a list item, and what stands behind it.
pub(super) fn list_mark(content: &str) -> Option<(String, &str)> {
    let (mark, rest) = content.split_once(' ').unwrap_or((content, ""));
    let text = rest.trim_start();
    if matches!(mark, "-" | "*" | "+") {
        return Some(("- ".to_owned(), text));
    }
    let number = mark
        .strip_suffix(['.', ')'])
        .map(|number| number.trim_start_matches('('))?;
    if number == "#" {
        return Some(("1. ".to_owned(), text));
    }
    let digits =
        !number.is_empty() && number.len() < 5 && number.chars().all(|c| c.is_ascii_digit());
    (digits && !text.is_empty()).then(|| (format!("{number}. "), text))
}

/// Whether a line begins what is aligned by hand: a table, or messages shown without markup, as schemas
/// until 9.0 do.
pub(super) fn is_preformatted(content: &str) -> bool {
    let grid = content.starts_with("+-") || content.starts_with("+=");
    let columns = content.contains("= ") && content.chars().all(|c| matches!(c, '=' | ' '));
    grid || columns || content.starts_with("-> ") || content.starts_with("<- ")
}

/// Writes a line of a paragraph so that it does not begin a block.
pub(super) fn push_guarded(out: &mut String, line: &str) {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = line.split_at(digits);
    let behind = rest.strip_prefix(['.', ')']);
    if digits > 0 && behind.is_some_and(|behind| behind.is_empty() || behind.starts_with(' ')) {
        out.push_str(number);
        out.push('\\');
        out.push_str(rest);
        return;
    }
    let ruler = !line.is_empty() && line.chars().all(|c| matches!(c, '-' | '=' | ' '));
    if ruler || line.starts_with("- ") || line.starts_with("+ ") || line.starts_with(['#', '>']) {
        out.push('\\');
    }
    out.push_str(line);
}
