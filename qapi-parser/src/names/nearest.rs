//! Suggestions: the known name that is nearest to a wrong one.

use std::cell::Cell;

use crate::limits::COMPARISONS;

/// Longer names are not compared, as the cost is the product of their lengths. QMP's longest has 44
/// letters.
const LONGEST: usize = 64;

/// Returns the candidate that was probably meant by a wrong name.
///
/// That is the one that differs in the fewest letters, at most a third of them. The case of letters
/// does not count, `-` and `_` are the same, and the first of several equals is returned. Otherwise
/// it is the shortest candidate that contains all words of the name, of which there must be two:
/// `removed-argument` means `argument-removed`.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    find(name, &mut candidates.into_iter())
}

/// Returns `; did you mean 'x'?` for the end of a message, or nothing.
#[must_use]
pub fn did_you_mean(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |name| format!("; did you mean '{name}'?"))
}

/// The number of remaining comparisons.
///
/// It bounds the time for input with very many wrong names, which get no suggestion once it is used
/// up.
#[derive(Debug, Clone)]
pub struct Budget(Cell<usize>);

impl Budget {
    /// Returns a budget of `comparisons` comparisons.
    #[must_use]
    pub fn new(comparisons: usize) -> Self {
        Self(Cell::new(comparisons))
    }

    /// Returns the [`nearest`] of the candidates that the budget allows to compare.
    pub fn nearest<'a>(
        &self,
        name: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        let left = self.0.get();
        let mut seen = 0;
        let counted = candidates.into_iter().take(left).inspect(|_| seen += 1);
        let found = nearest(name, counted);
        self.0.set(left - seen);
        found
    }
}

impl Default for Budget {
    /// Returns a budget that a run does not use up unless it has many wrong names.
    fn default() -> Self {
        Self::new(COMPARISONS)
    }
}

fn find<'a>(name: &str, candidates: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > LONGEST {
        return None;
    }
    let limit = (name.len() / 3).max(usize::from(name.len() > 2));
    let wanted = fold(name);
    let words: Vec<&[u8]> = words(&wanted).collect();
    let mut best: Option<(usize, &str)> = None;
    let mut wordy: Option<&str> = None;
    for candidate in candidates {
        if candidate == name || candidate.len() > LONGEST {
            continue;
        }
        let folded = fold(candidate);
        if candidate.len().abs_diff(name.len()) <= limit {
            let distance = distance(&wanted, &folded, limit);
            if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, candidate));
            }
        }
        let is_shorter = wordy.is_none_or(|shortest| candidate.len() < shortest.len());
        if best.is_none() && words.len() > 1 && is_shorter && has_words(&folded, &words) {
            wordy = Some(candidate);
        }
    }
    best.map(|(_, candidate)| candidate).or(wordy)
}

/// Returns the words of a folded name. One or two letters are not a word.
fn words(folded: &[u8]) -> impl Iterator<Item = &[u8]> {
    let words = folded.split(|byte| matches!(byte, b'-' | b'.'));
    words.filter(|word| word.len() > 2)
}

/// Returns whether each of the wanted words begins a word of a folded name, or begins with one.
fn has_words(folded: &[u8], wanted: &[&[u8]]) -> bool {
    let is_like = |word: &&[u8]| {
        let mut known = words(folded);
        known.any(|known| known.starts_with(word) || word.starts_with(known))
    };
    wanted.iter().all(is_like)
}

fn fold(name: &str) -> Vec<u8> {
    name.bytes()
        .map(|byte| {
            if byte == b'_' {
                b'-'
            } else {
                byte.to_ascii_lowercase()
            }
        })
        .collect()
}

/// Returns the number of bytes to insert, remove, replace or swap with their neighbour. A result
/// above `limit` may be too low.
fn distance(a: &[u8], b: &[u8], limit: usize) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    let mut previous_a = None;
    for (row, &in_a) in a.iter().enumerate() {
        let mut current = vec![row + 1];
        let mut previous_b = None;
        for (column, &in_b) in b.iter().enumerate() {
            let get = |line: &[usize], at: usize| line.get(at).copied().unwrap_or(usize::MAX - 1);
            let replaced = get(&above, column) + usize::from(in_a != in_b);
            let mut least = replaced
                .min(get(&above, column + 1) + 1)
                .min(get(&current, column) + 1);
            if previous_a == Some(in_b) && previous_b == Some(in_a) && column > 0 {
                least = least.min(get(&before, column - 1) + 1);
            }
            current.push(least);
            previous_b = Some(in_b);
        }
        if current.iter().all(|&cost| cost > limit) {
            return limit + 1;
        }
        previous_a = Some(in_a);
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Budget, did_you_mean, nearest};

    #[test]
    fn finds_what_was_meant() {
        let names = ["GuestInfo", "GuestFileRead", "str", "int64", "block-size"];
        assert_eq!(nearest("GuestInof", names), Some("GuestInfo"));
        assert_eq!(nearest("guestfileread", names), Some("GuestFileRead"));
        assert_eq!(nearest("block_size", names), Some("block-size"));
        assert_eq!(nearest("string", names), None);
        assert_eq!(nearest("srt", names), Some("str"));
        assert_eq!(nearest("Whatever", names), None);
        assert_eq!(nearest("", names), None);
    }

    #[test]
    fn of_equals_the_first_is_taken() {
        assert_eq!(nearest("Sise", ["Size", "size"]), Some("Size"));
        assert_eq!(nearest("Sise", ["size", "Size"]), Some("size"));
        assert_eq!(nearest("SIZE", ["sizes", "size"]), Some("size"));
    }

    #[test]
    fn no_advice_is_given_after_the_budget() {
        let budget = Budget::new(3);
        assert_eq!(budget.nearest("Sise", ["Size", "Side"]), Some("Size"));
        assert_eq!(budget.nearest("Sise", ["Sort", "Size"]), None);
        assert_eq!(budget.nearest("Sise", ["Size"]), None);
        assert_eq!(did_you_mean(Some("Size")), "; did you mean 'Size'?");
        assert_eq!(did_you_mean(None), "");
    }

    #[test]
    fn finds_words_in_another_order_or_with_others_between() {
        let names = ["argument-removed", "reply-value-removed", "query-block"];
        assert_eq!(nearest("removed-argument", names), Some("argument-removed"));
        assert_eq!(nearest("reply-removed", names), Some("reply-value-removed"));
        assert_eq!(nearest("query-block-stats", names), None);
        assert_eq!(nearest("removed", names), None);
    }
}
