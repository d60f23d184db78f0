//! Patterns of the configuration, and which of them matched nothing.

use std::cell::Cell;
use std::fmt;

/// What a pattern can mean: a definition, or a member, value or branch of one. Their names may hold
/// dots themselves, so the two are kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Path<'s> {
    owner: &'s str,
    part: Option<&'s str>,
}

impl<'s> Path<'s> {
    pub(super) fn of_definition(name: &'s str) -> Self {
        Self {
            owner: name,
            part: None,
        }
    }

    pub(super) fn of_part(owner: &'s str, name: &'s str) -> Self {
        Self {
            owner,
            part: Some(name),
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.owner)?;
        self.part.map_or(Ok(()), |part| write!(f, ".{part}"))
    }
}

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

    /// Whether it means what is at the path.
    pub(super) fn matches(&self, path: Path<'_>) -> bool {
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

/// Whether a path is what a pattern means. Any dot of the pattern may be the one before the part.
fn matches(pattern: &str, path: Path<'_>) -> bool {
    let Some(part) = path.part else {
        return is_like(path.owner, pattern);
    };
    let mut dots = pattern.match_indices('.');
    dots.any(|(at, _)| {
        let (of_owner, of_part) = pattern.split_at(at);
        let of_part = of_part.strip_prefix('.').unwrap_or(of_part);
        is_like(path.owner, of_owner) && is_like(part, of_part)
    })
}

/// Whether a name is like a pattern, in which `*` stands for any run of characters.
fn is_like(name: &str, pattern: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|head| name.strip_prefix(head)) else {
        return false;
    };
    let Some(tail) = parts.next_back() else {
        return rest.is_empty();
    };
    // Taking each middle part at its first place leaves the most for the rest.
    for part in parts {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(tail)
}

#[cfg(test)]
mod tests {
    use super::{Path, matches};

    #[test]
    fn definitions_are_matched_by_their_name() {
        for (pattern, name, expected) in [
            ("A", "A", true),
            ("A", "Ab", false),
            ("*", "A", true),
            ("A*-b*c", "Ax-b-bc", true),
            ("A*b*b", "Ab", false),
            ("*", "__org.example_A", true),
            ("disk.fail", "disk.fail", true),
            ("disk*", "disk.fail", true),
            ("*.fail", "disk.fail", true),
        ] {
            let path = Path::of_definition(name);
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn parts_are_matched_after_a_dot() {
        for (pattern, owner, part, expected) in [
            ("A.b", "A", "b", true),
            ("A.b", "A", "bc", false),
            ("*.b64", "A", "b64", true),
            ("A.*", "A", "b", true),
            ("*.*", "A", "b", true),
            ("*", "A", "b", false),
            ("*b*", "A", "b", false),
            ("A.b.c", "A", "b.c", true),
            ("A.b.c", "A.b", "c", true),
            ("A.b*", "A", "b.c", true),
            ("A.*.c", "A", "b.c", true),
            ("*.c", "A", "b.c", false),
            ("A.*", "__org.example_A", "b", false),
            ("*A.*", "__org.example_A", "b", true),
            ("*.*", "__org.example_A", "__org.example_b", true),
        ] {
            let path = Path::of_part(owner, part);
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
    }
}
