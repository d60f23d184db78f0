//! The static table of an object type in generated code: the names of its members.

/// An object type: its name and its members.
#[derive(Debug)]
pub struct Table {
    /// The name of the type, command or event.
    pub name: &'static str,
    /// The members' names on the wire, in the order of their slots. A union's discriminator is the
    /// first and has no slot.
    pub names: &'static [&'static str],
    /// Bit `i % 64` of word `i / 64` is set if member `i` is optional. Missing words count as zero.
    pub optional: &'static [u64],
}

impl Table {
    /// Returns the index of a name. Members mostly come in the schema's order, so the search begins
    /// at `hint`.
    #[inline]
    pub(crate) fn find(&self, name: &str, hint: usize) -> Option<usize> {
        match self.names.get(hint) {
            Some(known) if *known == name => Some(hint),
            _ => self.search(name, hint),
        }
    }

    #[inline(never)]
    fn search(&self, name: &str, hint: usize) -> Option<usize> {
        let (before, after) = self
            .names
            .split_at_checked(hint)
            .unwrap_or((self.names, &[]));
        match after.iter().position(|known| *known == name) {
            Some(index) => Some(hint + index),
            None => before.iter().position(|known| *known == name),
        }
    }

    /// Returns the name at an index.
    pub(crate) fn name(&self, index: usize) -> &'static str {
        self.names.get(index).copied().unwrap_or("")
    }

    /// Returns whether the bits of all mandatory members are set. Returns `false` for more than 64
    /// members.
    #[inline]
    pub(crate) fn is_complete(&self, filled: u64) -> bool {
        let optional = self.optional.first().copied().unwrap_or(0);
        match self.names.len() {
            0 => true,
            count @ 1..=64 => (!(filled | optional)) << (64 - count) == 0,
            _ => false,
        }
    }

    /// Returns whether the member at an index may be absent.
    #[expect(
        clippy::indexing_slicing,
        reason = "a const function cannot use `get`; the bound is checked"
    )]
    pub(crate) const fn is_optional(&self, index: usize) -> bool {
        index / 64 < self.optional.len() && self.optional[index / 64] >> (index % 64) & 1 == 1
    }
}

/// Returns the words of [`Table::optional`] from one flag for each member, for tables whose members
/// have `cfg` attributes.
///
/// `N` is the number of words. Flags after the first `64 * N` are dropped.
///
/// ```
/// use qapi_wire::rt;
/// static TABLE: rt::Table = rt::Table {
///     name: "T",
///     names: &["a", #[cfg(windows)] "b", "c"],
///     optional: &rt::optional::<1>(&[false, #[cfg(windows)] false, true]),
/// };
/// assert_eq!(TABLE.optional, if cfg!(windows) { [0b100] } else { [0b10] });
/// ```
#[must_use]
#[expect(
    clippy::indexing_slicing,
    reason = "a const function cannot use `get`; the bounds are checked"
)]
pub const fn optional<const N: usize>(flags: &[bool]) -> [u64; N] {
    let mut words = [0; N];
    let mut index = 0;
    while index < flags.len() && index / 64 < N {
        words[index / 64] |= (flags[index] as u64) << (index % 64);
        index += 1;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: Table = Table {
        name: "T",
        names: &["a", "bc", "d"],
        optional: &[0b10],
    };

    #[test]
    fn finds_names_from_any_hint() {
        for hint in [0, 1, 2, 3, usize::MAX] {
            let found = ["a", "bc", "d", "b", ""].map(|name| TABLE.find(name, hint));
            assert_eq!(
                found,
                [Some(0), Some(1), Some(2), None, None],
                "hint {hint}"
            );
        }
    }

    #[test]
    fn missing_words_mean_mandatory() {
        assert_eq!(
            [0, 1, 2, 64, 1000].map(|index| TABLE.is_optional(index)),
            [false, true, false, false, false]
        );
        let wide = Table {
            optional: &[0, 0b100],
            ..TABLE
        };
        assert_eq!(
            [2, 65, 66].map(|index| wide.is_optional(index)),
            [false, false, true]
        );
    }

    #[test]
    fn knows_when_it_is_complete() {
        assert_eq!(
            [0b101, 0b111, 0b100, 0b010, 0b1101].map(|filled| TABLE.is_complete(filled)),
            [true, true, false, false, true]
        );
        const MANY: [&str; 65] = ["x"; 65];
        let wide = |names| Table { names, ..TABLE };
        assert!(wide(&MANY[..64]).is_complete(!0b10));
        assert!(!wide(&MANY[..64]).is_complete(!0b110));
        assert!(!wide(&MANY).is_complete(!0), "it cannot tell");
        assert!(wide(&[]).is_complete(0));
    }

    #[test]
    fn packs_flags_into_words() {
        let mut flags = [false; 70];
        (flags[0], flags[63], flags[64], flags[69]) = (true, true, true, true);
        assert_eq!(optional::<2>(&flags), [1 << 63 | 1, 0b10_0001]);
        assert_eq!(optional::<1>(&flags), [1 << 63 | 1]);
    }
}
