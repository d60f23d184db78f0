//! Patterns of the configuration, and which of them matched nothing.

use std::cell::Cell;

/// A pattern, and what it is to do.
pub(super) struct Pattern<'c, V> {
    /// The option that it belongs to.
    option: &'static str,
    pub(super) text: &'c str,
    pub(super) value: V,
    used: Cell<bool>,
}

impl<'c, V> Pattern<'c, V> {
    pub(super) fn new(option: &'static str, text: &'c str, value: V) -> Self {
        Self {
            option,
            text,
            value,
            used: Cell::new(false),
        }
    }

    /// Whether it means what goes by this name or path.
    pub(super) fn matches(&self, path: &str) -> bool {
        let matches = matches(self.text, path);
        if matches {
            self.used.set(true);
        }
        matches
    }

    /// A line on what is wrong with it.
    pub(super) fn problem(&self, what: &str) -> String {
        format!("{} '{}': {what}", self.option, self.text)
    }

    /// The line that is due if it matched nothing; `kind` says what it could have matched.
    pub(super) fn unused(&self, kind: &str) -> Option<String> {
        (!self.used.get()).then(|| self.problem(&format!("no {kind} matches")))
    }
}

/// Whether a text is what a pattern means; `*` stands for any run of characters but `.`.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|head| text.strip_prefix(head)) else {
        return false;
    };
    let Some(tail) = parts.next_back() else {
        return rest.is_empty();
    };
    // Taking each middle part at its first place leaves the most for the rest.
    for part in parts {
        let Some((run, behind)) = rest.split_once(part) else {
            return false;
        };
        if run.contains('.') {
            return false;
        }
        rest = behind;
    }
    rest.strip_suffix(tail)
        .is_some_and(|run| !run.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_stand_for_anything_but_dots() {
        for (pattern, text, expected) in [
            ("A.b", "A.b", true),
            ("A.b", "A.bc", false),
            ("*.b64", "A.b64", true),
            ("A.*", "A.b", true),
            ("A*-b*c", "Ax-b-bc", true),
            ("A*b*b", "Ab", false),
            ("*", "A", true),
            ("*", "A.b", false),
            ("*b*", "A.b", false),
            ("*.*", "A.b", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }
}
