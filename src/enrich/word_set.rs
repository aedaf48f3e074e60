//! Some of an article's words, or of its names: what is looked for again and again is noted once, and found without a look at those between.

use std::ops::Range;

/// Words that one number has bits for.
const BLOCK: usize = u64::BITS as usize;

/// A bit for each word of an article, or for each of its names by its index.
#[derive(Debug, Clone, Default)]
pub(super) struct WordSet(Vec<u64>);

impl WordSet {
    /// The words of which `holds` is true. Nothing branches on what it says.
    #[inline]
    pub(super) fn of<T>(words: &[T], holds: impl Fn(&T) -> bool) -> Self {
        let [own] = Self::of_bits(words, |word| u8::from(holds(word)), [0]);
        own
    }

    /// All words of an article of so many.
    pub(super) fn all(words: usize) -> Self {
        Self(vec![u64::MAX; words.div_ceil(BLOCK)])
    }

    /// None of an article of so many.
    pub(super) fn none(words: usize) -> Self {
        Self(vec![0; words.div_ceil(BLOCK)])
    }

    /// The words for which the byte `told` of them has each of some bits.
    #[inline]
    pub(super) fn of_bits<T, const N: usize>(words: &[T], told: impl Fn(&T) -> u8, bits: [u32; N]) -> [Self; N] {
        let mut sets = bits.map(|_| Vec::with_capacity(words.len().div_ceil(BLOCK)));
        for words in words.chunks(BLOCK) {
            let mut bytes = [0; BLOCK];
            let (eights, rest) = words.as_chunks::<8>();
            let (told_eights, _) = bytes.as_chunks_mut::<8>();
            for (bytes, words) in told_eights.iter_mut().zip(eights) {
                for at in 0..8 {
                    bytes[at] = told(&words[at]);
                }
            }
            bytes[words.len() - rest.len()..].iter_mut().zip(rest).for_each(|(byte, word)| *byte = told(word));
            sets.iter_mut().zip(bits).for_each(|(set, bit)| set.push(side_by_side(&bytes, bit)));
        }
        sets.map(Self)
    }

    /// Says of one of the words whether it is among these.
    #[inline]
    pub(super) fn put(&mut self, at: usize, is_one: bool) {
        if let Some(block) = self.0.get_mut(at / BLOCK) {
            *block = *block & !(1 << (at % BLOCK)) | u64::from(is_one) << (at % BLOCK);
        }
    }

    /// Takes out the words of a range.
    pub(super) fn take(&mut self, range: Range<usize>) {
        for block in range.start / BLOCK..range.end.div_ceil(BLOCK).min(self.0.len()) {
            let first = block * BLOCK;
            let (from, to) = (range.start.max(first) - first, range.end.min(first + BLOCK) - first);
            self.0[block] &= !(below(to) & !below(from));
        }
    }

    /// Adds the words of a range.
    pub(super) fn add(&mut self, range: Range<usize>) {
        let mut from = range.start;
        while from < range.end {
            let block = from / BLOCK;
            let to = range.end.min((block + 1) * BLOCK);
            if let Some(bits) = self.0.get_mut(block) {
                *bits |= below(to - from) << (from % BLOCK);
            }
            from = to;
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|bits| bits.count_ones() as usize).sum()
    }

    /// All other words; those behind the last as well, which no article has.
    pub(super) fn others(mut self) -> Self {
        self.0.iter_mut().for_each(|bits| *bits = !*bits);
        self
    }

    /// The words right behind these.
    pub(super) fn shifted(mut self) -> Self {
        let mut last = 0;
        for bits in &mut self.0 {
            let carried = last;
            last = *bits >> (BLOCK - 1);
            *bits = *bits << 1 | carried;
        }
        self
    }

    /// The words right before these.
    pub(super) fn preceding(mut self) -> Self {
        let mut first = 0;
        for bits in self.0.iter_mut().rev() {
            let carried = first;
            first = *bits << (BLOCK - 1);
            *bits = *bits >> 1 | carried;
        }
        self
    }

    /// Adds the words of another set of as many.
    pub(super) fn join(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(bits, other)| *bits |= other);
    }

    /// Leaves only those that another set of as many has as well.
    pub(super) fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(bits, other)| *bits &= other);
    }

    /// A bit for each of the 64 words from one on, that of the first lowest.
    #[inline]
    pub(super) fn next_words(&self, from: usize) -> u64 {
        let (block, shift) = (from / BLOCK, from % BLOCK);
        let bits = |block: usize| self.0.get(block).copied().unwrap_or_default();
        bits(block) >> shift | bits(block + 1) << 1 << (BLOCK - 1 - shift)
    }

    /// A bit for each of the 64 words before one, that of the last highest.
    #[inline]
    pub(super) fn last_words(&self, end: usize) -> u64 {
        match end.checked_sub(BLOCK) {
            Some(from) => self.next_words(from),
            None => self.next_words(0) << 1 << (BLOCK - 1 - end),
        }
    }

    /// The first word of a range of 64 at most; its end if there is none. Nothing branches on how far that is.
    #[inline]
    pub(super) fn first_near(&self, from: usize, to: usize) -> usize {
        debug_assert!(to <= from + BLOCK);
        (from + self.next_words(from).trailing_zeros() as usize).min(to)
    }

    /// The first word of a range. Nothing branches on how far that is, but for each 64 words.
    #[inline]
    pub(super) fn first_within(&self, range: Range<usize>) -> Option<usize> {
        let mut from = range.start;
        loop {
            let near = self.next_words(from);
            let at = from + near.trailing_zeros() as usize;
            if near != 0 || at >= range.end {
                return (at < range.end).then_some(at);
            }
            from = at;
        }
    }

    /// Asks of each word of a range, in order, whether it is to stay.
    pub(super) fn retain_within(&mut self, range: Range<usize>, mut stays: impl FnMut(usize) -> bool) {
        for block in range.start / BLOCK..range.end.div_ceil(BLOCK).min(self.0.len()) {
            let mut rest = self.0[block];
            while rest != 0 {
                let at = block * BLOCK + rest.trailing_zeros() as usize;
                if range.contains(&at) && !stays(at) {
                    self.0[block] &= !(1 << (at % BLOCK));
                }
                rest &= rest - 1;
            }
        }
    }

    /// All of them, in order.
    #[inline]
    pub(super) fn members(&self) -> impl Iterator<Item = usize> {
        self.within(0..self.0.len() * BLOCK)
    }

    /// The words of a range, in order.
    #[inline]
    pub(super) fn within(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let Range { start: mut from, end } = range;
        // Most ranges have few words, so that only one number is looked at, which has no others.
        let near = move |from: usize| {
            let others = u64::MAX.checked_shl(end.saturating_sub(from) as u32).unwrap_or_default();
            self.next_words(from) & !others
        };
        let mut rest = near(from);
        std::iter::from_fn(move || {
            while rest == 0 {
                from += BLOCK;
                if from >= end {
                    return None;
                }
                rest = near(from);
            }
            let at = from + rest.trailing_zeros() as usize;
            rest &= rest - 1;
            Some(at)
        })
    }
}

/// The bits of the first so many words of a block.
#[inline]
fn below(count: usize) -> u64 {
    if count == BLOCK { u64::MAX } else { (1 << count) - 1 }
}

/// One bit of each byte, side by side, that of the first byte lowest.
#[inline]
fn side_by_side(bytes: &[u8; BLOCK], bit: u32) -> u64 {
    let lowest = |eight: &[u8; 8]| u64::from_le_bytes(*eight) >> bit & 0x0101_0101_0101_0101;
    let eights = bytes.as_chunks::<8>().0.iter().rev();
    eights.fold(0, |all, eight| all << 8 | lowest(eight).wrapping_mul(0x0102_0408_1020_4080) >> 56)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_found_in_every_range(words in proptest::collection::vec(any::<bool>(), 0..300), from in 0_usize..310, length in 0_usize..310) {
            let set = WordSet::of(&words, |&word| word);
            prop_assert!(set.members().eq((0..words.len()).filter(|&at| words[at])));
            let expected: Vec<usize> = (from..from + length).filter(|&at| words.get(at) == Some(&true)).collect();
            prop_assert_eq!(set.within(from..from + length).collect::<Vec<_>>(), &expected[..]);
            prop_assert_eq!(set.count(), words.iter().filter(|&&word| word).count());
            let near = expected.iter().filter(|&&at| at < from + BLOCK).fold(0, |bits, &at| bits | 1_u64 << (at - from));
            let within = if length < BLOCK { (1 << length) - 1 } else { u64::MAX };
            prop_assert_eq!(set.next_words(from) & within, near);
            prop_assert_eq!(set.last_words(from + BLOCK), set.next_words(from));
            prop_assert_eq!(set.last_words(from.min(BLOCK - 1)) as u128, (u128::from(set.next_words(0)) << (BLOCK - from.min(BLOCK - 1))) & u128::from(u64::MAX));
            let to = from + length.min(BLOCK);
            prop_assert_eq!(set.first_near(from, to), expected.iter().copied().find(|&at| at < to).unwrap_or(to));
            let behind = |at: &usize| at.checked_sub(1).is_some_and(|before| words[before]);
            let shifted = set.clone().shifted();
            prop_assert_eq!(shifted.within(0..words.len()).collect::<Vec<_>>(), (0..words.len()).filter(behind).collect::<Vec<_>>());
            let before_last = 0..words.len().saturating_sub(1);
            prop_assert_eq!(shifted.clone().preceding().within(before_last.clone()).collect::<Vec<_>>(), set.within(before_last).collect::<Vec<_>>());
            prop_assert_eq!(set.first_within(from..to), expected.iter().copied().find(|&at| at < to));
            prop_assert_eq!(set.first_within(from..from + length), expected.first().copied());
            let mut more = WordSet::of(&words, |&word| word);
            more.add(from..from + length);
            let either_of = |at: &usize| words[*at] || (from..from + length).contains(at);
            prop_assert_eq!(more.within(0..words.len()).collect::<Vec<_>>(), (0..words.len()).filter(either_of).collect::<Vec<_>>());
            let (mut either, mut both) = (set.clone(), set.clone());
            either.join(&shifted);
            both.keep(&shifted);
            prop_assert_eq!(either.within(0..words.len()).collect::<Vec<_>>(), (0..words.len()).filter(|at| words[*at] || behind(at)).collect::<Vec<_>>());
            prop_assert_eq!(both.within(0..words.len()).collect::<Vec<_>>(), (0..words.len()).filter(|at| words[*at] && behind(at)).collect::<Vec<_>>());
            let mut rest = WordSet::of(&words, |&word| word);
            rest.take(from..from + length);
            prop_assert_eq!(rest.within(0..words.len()).collect::<Vec<_>>(), set.within(0..words.len()).filter(|at| !expected.contains(at)).collect::<Vec<_>>());
            let mut asked = Vec::new();
            let mut set = set;
            set.retain_within(from..from + length, |at| {
                asked.push(at);
                at % 3 != 0
            });
            prop_assert_eq!(&asked, &expected);
            let left: Vec<usize> = expected.iter().copied().filter(|at| at % 3 != 0).collect();
            prop_assert_eq!(set.within(from..from + length).collect::<Vec<_>>(), left);
            expected.iter().for_each(|&at| set.put(at, at % 3 == 0));
            prop_assert_eq!(set.within(from..from + length).collect::<Vec<_>>(), expected.into_iter().filter(|at| at % 3 == 0).collect::<Vec<_>>());
        }
    }
}
