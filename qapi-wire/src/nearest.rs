//! The known name that is nearest to a misspelt one.

/// Longer names are not compared: the cost is the product of the lengths.
const LONGEST: usize = 64;

/// Returns the candidate with the fewest letters to insert, remove or replace, at most a third of
/// the name's. Case does not count.
pub(crate) fn nearest(name: &str, candidates: &[&'static str]) -> Option<&'static str> {
    if name.len() > LONGEST {
        return None;
    }
    let limit = (name.len() / 3).max(1);
    let near = candidates.iter().filter_map(|candidate| {
        let distance = distance(name.as_bytes(), candidate.as_bytes());
        (distance <= limit && distance < candidate.len()).then_some((distance, *candidate))
    });
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Returns the number of bytes to insert, remove or replace.
fn distance(one: &[u8], other: &[u8]) -> usize {
    // The distances from the prefix of `one` read so far, by length of the prefix of `other`.
    let mut costs: Vec<usize> = (0..=other.len()).collect();
    for (row, byte) in one.iter().enumerate() {
        let (mut diagonal, mut left) = (row, row + 1);
        let mut rest = costs.iter_mut();
        if let Some(first) = rest.next() {
            *first = left;
        }
        for (cost, known) in rest.zip(other) {
            let replaced = diagonal + usize::from(!byte.eq_ignore_ascii_case(known));
            diagonal = *cost;
            left = replaced.min(diagonal + 1).min(left + 1);
            *cost = left;
        }
    }
    costs.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant() {
        let names = ["running", "paused", "io-error", "on"];
        for (name, expected) in [
            ("runing", Some("running")),
            ("RUNNING", Some("running")),
            ("io_error", Some("io-error")),
            ("puased", Some("paused")),
            ("no", None),
            ("", None),
            ("whatever", None),
        ] {
            assert_eq!(nearest(name, &names), expected, "{name}");
        }
        let long = "running".repeat(10);
        assert_eq!(nearest(&long, &names), None);
    }
}
