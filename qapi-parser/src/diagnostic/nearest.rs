//! "Did you mean": the known name that is nearest to a wrong one.

/// Longer names are not compared, for that costs the product of their lengths; QMP's longest has 44 letters.
const LONGEST: usize = 64;

/// The candidate that differs least from `name`, if one is near enough to be meant: at most a third of
/// the letters wrong. Letters' case counts little, `-` and `_` are the same.
pub(crate) fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if name.len() > LONGEST {
        return None;
    }
    let limit = (name.len() / 3).max(usize::from(name.len() > 2));
    let wanted = fold(name);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate == name || candidate.len().abs_diff(name.len()) > limit {
            continue;
        }
        let distance = distance(&wanted, &fold(candidate), limit);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
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

/// The number of bytes to insert, remove, replace or swap with their neighbour; more than `limit` may
/// come out too low.
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
    use super::nearest;

    #[test]
    fn finds_what_was_meant() {
        let names = ["GuestInfo", "GuestFileRead", "str", "int64", "block-size"];
        assert_eq!(nearest("GuestInof", names), Some("GuestInfo"));
        assert_eq!(nearest("guestfileread", names), Some("GuestFileRead"));
        assert_eq!(nearest("block_size", names), Some("block-size"));
        assert_eq!(nearest("string", names), None);
        assert_eq!(nearest("srt", names), Some("str"));
        assert_eq!(nearest("Whatever", names), None);
    }
}
