//! Patterns of rules and paths: `*` stands for any run of characters.

/// A pattern.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    parts: Vec<String>,
}

impl Pattern {
    pub(super) fn new(text: &str) -> Self {
        Self {
            parts: text.split('*').map(str::to_owned).collect(),
        }
    }

    /// Whether it is the whole text.
    pub(super) fn is_all_of(&self, text: &str) -> bool {
        let Some((head, rest)) = self.parts.split_first() else {
            return false;
        };
        let Some(mut left) = text.strip_prefix(&**head) else {
            return false;
        };
        let Some((tail, middle)) = rest.split_last() else {
            return left.is_empty();
        };
        // Taking each middle part at its first place leaves the most for the rest.
        for part in middle {
            match left.split_once(&**part) {
                Some((_, behind)) => left = behind,
                None => return false,
            }
        }
        left.ends_with(&**tail)
    }

    /// Whether it is a path, or one of those that the path leads through.
    pub(super) fn is_path_to(&self, path: &str) -> bool {
        let ends = path.match_indices(" / ").map(|(at, _)| at);
        ends.chain([path.len()])
            .any(|end| path.get(..end).is_some_and(|part| self.is_all_of(part)))
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn stars_stand_for_anything() {
        for (pattern, text, expected) in [
            ("abc", "abc", true),
            ("abc", "abcd", false),
            ("a*c", "abbc", true),
            ("a*b*b", "ab", false),
            ("a*b*b", "abb", true),
            ("*", "", true),
            ("*-removed", "argument-removed", true),
        ] {
            assert_eq!(
                Pattern::new(pattern).is_all_of(text),
                expected,
                "{pattern} {text}"
            );
        }
    }

    #[test]
    fn a_path_leads_to_what_lies_below_it() {
        let path = "command query-block / reply[] / member inserted";
        for (pattern, expected) in [
            ("command query-block", true),
            ("command query-*", true),
            ("command query", false),
            ("command * / reply[]", true),
            ("* / member inserted", true),
            ("* / member insert", false),
        ] {
            assert_eq!(
                Pattern::new(pattern).is_path_to(path),
                expected,
                "{pattern}"
            );
        }
    }
}
