//! Ranges of a text, half as large as those of the language: a text has many names, which are gone through again and again. No text that is cut
//! has more than 2^32 bytes.

use std::ops::Range;

/// Some bytes or tokens of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    pub(super) fn of(range: Range<usize>) -> Self {
        Self { start: range.start as u32, end: range.end as u32 }
    }

    #[inline]
    pub(super) fn start(self) -> usize {
        self.start as usize
    }

    #[inline]
    pub(super) fn end(self) -> usize {
        self.end as usize
    }

    #[inline]
    pub(super) fn len(self) -> usize {
        self.range().len()
    }

    #[inline]
    pub(super) fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The same with another end.
    pub(super) fn until(self, end: usize) -> Self {
        Self { end: end as u32, ..self }
    }
}
