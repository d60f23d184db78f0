//! Patterns of names.

/// A pattern of names. `*` matches any run of characters, even an empty one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The texts between the stars; never empty.
    parts: Vec<Box<str>>,
}

impl Pattern {
    /// Parses a pattern. Every text is valid.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self {
            parts: text.split('*').map(Into::into).collect(),
        }
    }

    /// Returns whether the pattern matches the whole name.
    #[must_use]
    pub fn matches(&self, name: &str) -> bool {
        let Some((head, rest)) = self.parts.split_first() else {
            return false;
        };
        let Some(mut left) = name.strip_prefix(&**head) else {
            return false;
        };
        let Some((tail, middle)) = rest.split_last() else {
            return left.is_empty();
        };
        // Matching each middle part at its first place leaves the most for the rest.
        for part in middle {
            match left.split_once(&**part) {
                Some((_, after)) => left = after,
                None => return false,
            }
        }
        left.ends_with(&**tail)
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn stars_stand_for_any_run_of_characters() {
        for (pattern, name, expected) in [
            ("A", "A", true),
            ("A", "Ab", false),
            ("", "", true),
            ("*", "", true),
            ("*", "__org.example_A", true),
            ("abc", "abcd", false),
            ("a*c", "abbc", true),
            ("a*b*b", "ab", false),
            ("a*b*b", "abb", true),
            ("A*-b*c", "Ax-b-bc", true),
            ("disk*", "disk.fail", true),
            ("*-removed", "argument-removed", true),
        ] {
            assert_eq!(
                Pattern::new(pattern).matches(name),
                expected,
                "{pattern} {name}"
            );
        }
    }
}
