//! Some of an article's words: what is looked for again and again is noted once, and found without a look at the words between.

use std::ops::Range;

/// Words that one number has bits for.
const BLOCK: usize = u64::BITS as usize;

/// A bit for each word of an article.
#[derive(Debug, Default)]
pub(super) struct WordSet(Vec<u64>);

impl WordSet {
    /// The words of which `holds` is true. Nothing branches on what it says.
    #[inline]
    pub(super) fn of<T>(words: &[T], holds: impl Fn(&T) -> bool) -> Self {
        let bits = |words: &[T]| words.iter().rev().fold(0, |bits, word| bits << 1 | u64::from(holds(word)));
        Self(words.chunks(BLOCK).map(bits).collect())
    }

    /// The words of a range, in order.
    #[inline]
    pub(super) fn within(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let mut block = range.start / BLOCK;
        let mut rest = self.0.get(block).map_or(0, |bits| bits & u64::MAX << (range.start % BLOCK));
        std::iter::from_fn(move || {
            while rest == 0 {
                block += 1;
                rest = self.0.get(block).copied().filter(|_| block * BLOCK < range.end)?;
            }
            let at = block * BLOCK + rest.trailing_zeros() as usize;
            rest &= rest - 1;
            (at < range.end).then_some(at)
        })
    }

    /// How many words of a range are in it.
    pub(super) fn count_within(&self, range: Range<usize>) -> usize {
        self.within(range).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_found_in_every_range(words in proptest::collection::vec(any::<bool>(), 0..300), from in 0_usize..310, length in 0_usize..310) {
            let set = WordSet::of(&words, |&word| word);
            let expected: Vec<usize> = (from..from + length).filter(|&at| words.get(at) == Some(&true)).collect();
            prop_assert_eq!(set.within(from..from + length).collect::<Vec<_>>(), expected);
        }
    }
}
