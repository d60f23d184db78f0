//! Counts in words.

/// Returns the counts that are not zero, as in `1 error, 2 warnings`.
pub(super) fn found(counts: &[(usize, &str)]) -> String {
    let met = counts.iter().filter(|(count, _)| *count > 0);
    let all: Vec<String> = met.map(|(count, what)| counted(*count, what)).collect();
    all.join(", ")
}

/// Returns a count with its noun, such as `1 error`, `2 errors` or `2 replies`.
pub(super) fn counted(count: usize, what: &str) -> String {
    match (count, what.strip_suffix('y')) {
        (1, _) => format!("1 {what}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        (_, None) => format!("{count} {what}s"),
    }
}
