//! The decisions of a generated schema, from the bytes of a fuzzer or a counter.

/// Returns decisions until the bytes end, then always the first option.
#[derive(Debug)]
pub(crate) struct Choices<'b> {
    bytes: std::slice::Iter<'b, u8>,
}

impl<'b> Choices<'b> {
    /// Returns the decisions of the bytes.
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes: bytes.iter(),
        }
    }

    /// Returns a number below `count`; 0 if `count` is 0.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        let byte = usize::from(*self.bytes.next().unwrap_or(&0));
        // One byte is enough for the small lists of a generated schema, two for places in its text.
        let wide = if count > 256 {
            byte << 8 | usize::from(*self.bytes.next().unwrap_or(&0))
        } else {
            byte
        };
        wide % count.max(1)
    }

    /// Returns true once in `times`.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    /// Returns an item of a list that is not empty.
    pub(crate) fn of<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.below(list.len())]
    }
}
