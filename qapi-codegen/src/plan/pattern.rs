//! Patterns of the configuration, and a record of their matches.

use std::cell::Cell;
use std::fmt;

use qapi_parser::names;

/// The path of a definition, or of a member, value or branch. Names may contain dots, so the parts
/// are separate.
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

    /// Returns the name of the definition.
    pub(super) fn definition(self) -> &'s str {
        self.owner
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

/// A pattern with its value.
pub(super) struct Pattern<'c, V> {
    /// The option that it belongs to.
    option: &'static str,
    pub(super) text: &'c str,
    meanings: Meanings,
    pub(super) value: V,
    used: Cell<bool>,
}

impl<'c, V> Pattern<'c, V> {
    pub(super) fn new(option: &'static str, text: &'c str, value: V) -> Self {
        Self {
            option,
            text,
            meanings: Meanings::new(text),
            value,
            used: Cell::new(false),
        }
    }

    /// Returns whether the pattern matches a path.
    pub(super) fn matches(&self, path: Path<'_>) -> bool {
        let matches = self.meanings.matches(path);
        if matches {
            self.used.set(true);
        }
        matches
    }

    /// Returns a line with an error of the pattern.
    pub(super) fn problem(&self, what: &str) -> String {
        format!("{} '{}': {what}", self.option, self.text)
    }

    /// Returns a line if the pattern matched nothing; `kind` names the items that it could have
    /// matched, and `paths` lists them.
    pub(super) fn unused(&self, kind: &str, paths: &[Path<'_>]) -> Option<String> {
        if self.used.get() {
            return None;
        }
        let like = paths.iter().filter(|path| self.meanings.is_like(**path));
        let paths: Vec<String> = like.map(Path::to_string).collect();
        let meant = names::nearest(self.text, paths.iter().map(String::as_str));
        let advice = names::did_you_mean(meant);
        Some(self.problem(&format!("no {kind} matches{advice}")))
    }
}

/// The readings of a pattern: as a definition, and as an owner and a part for each dot.
struct Meanings {
    text: Box<str>,
    definition: names::Pattern,
    parts: Vec<(names::Pattern, names::Pattern)>,
}

impl Meanings {
    fn new(text: &str) -> Self {
        let parts = text.match_indices('.').filter_map(|(at, dot)| {
            let owner = text.get(..at)?;
            let part = text.get(at + dot.len()..)?;
            Some((names::Pattern::new(owner), names::Pattern::new(part)))
        });
        Self {
            text: text.into(),
            definition: names::Pattern::new(text),
            parts: parts.collect(),
        }
    }

    fn matches(&self, path: Path<'_>) -> bool {
        match path.part {
            None => self.definition.matches(path.owner),
            Some(name) => {
                let mut parts = self.parts.iter();
                parts.any(|(owner, part)| owner.matches(path.owner) && part.matches(name))
            }
        }
    }

    /// Returns whether a path may be the intended one: the names of its owner and part each
    /// resemble those of the pattern.
    fn is_like(&self, path: Path<'_>) -> bool {
        let is_like =
            |text: &str, name: &str| text == name || names::nearest(text, [name]).is_some();
        let Some(name) = path.part else {
            return is_like(&self.text, path.owner);
        };
        let mut dots = self.text.match_indices('.');
        dots.any(|(at, dot)| {
            let owner = self.text.get(..at).unwrap_or_default();
            let part = self.text.get(at + dot.len()..).unwrap_or_default();
            is_like(owner, path.owner) && is_like(part, name)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Meanings, Path};

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
            assert_eq!(
                Meanings::new(pattern).matches(path),
                expected,
                "{pattern} {path}"
            );
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
            assert_eq!(
                Meanings::new(pattern).matches(path),
                expected,
                "{pattern} {path}"
            );
        }
    }
}
