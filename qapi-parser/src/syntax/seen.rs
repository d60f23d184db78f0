//! Names that may occur only once, each with its span.

use rustc_hash::FxHashMap;

use crate::source::Span;

/// The number of names up to which comparing them one by one is faster than a table.
const FEW: usize = 8;

/// The names seen so far. Most objects and comments have few.
#[derive(Debug)]
pub(super) struct Seen<'n> {
    few: [Option<(&'n str, Span)>; FEW],
    count: usize,
    many: FxHashMap<&'n str, Span>,
}

impl<'n> Seen<'n> {
    pub(super) fn new() -> Self {
        Self {
            few: [None; FEW],
            count: 0,
            many: FxHashMap::default(),
        }
    }

    /// Inserts a name. Returns the span of its first occurrence, if there is one.
    pub(super) fn insert(&mut self, name: &'n str, span: Span) -> Option<Span> {
        let known = self.few.iter().take(self.count).flatten();
        if let Some((_, first)) = known.into_iter().find(|(known, _)| *known == name) {
            return Some(*first);
        }
        if let Some(free) = self.few.get_mut(self.count) {
            *free = Some((name, span));
            self.count += 1;
            return None;
        }
        let first = *self.many.entry(name).or_insert(span);
        (first != span).then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn the_first_place_of_a_name_is_kept() {
        let span = |at| Span::new(FileId(0), at, at);
        let names: Vec<String> = (0..2 * FEW).map(|name| name.to_string()).collect();
        let mut seen = Seen::new();
        for (at, name) in names.iter().enumerate() {
            assert_eq!(seen.insert(name, span(at)), None);
        }
        for (at, name) in names.iter().enumerate() {
            assert_eq!(seen.insert(name, span(100)), Some(span(at)));
        }
    }
}
