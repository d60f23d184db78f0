//! The decisions that a generated schema is made of, read off bytes: a fuzzer's or a counter's.

/// Gives decisions until the bytes end, then the first option for ever.
#[derive(Debug)]
pub(crate) struct Choices<'b> {
    bytes: std::slice::Iter<'b, u8>,
}

impl<'b> Choices<'b> {
    /// Decisions as the bytes have them.
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes: bytes.iter(),
        }
    }

    /// A number below `count`; 0 where that is 0.
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

    /// Yes once in `times`.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    /// One of a list that is not empty.
    pub(crate) fn of<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.below(list.len())]
    }
}
