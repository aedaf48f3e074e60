//! A bit for each document of a window.

use tantivy::Score;

/// Documents of a window: few enough for what is noted of each to stay in the processor's nearest memory, for several words at once.
pub(super) const WINDOW: usize = if cfg!(test) { 256 } else { 2048 };
const WORDS: usize = WINDOW / 64;

/// Documents that share a bound of their scores.
pub(super) const SLOT: usize = 64;

/// Slots of a window.
pub(super) const SLOTS: usize = WINDOW / SLOT;

/// A bound for each slot of a window.
pub(super) type Bounds = [Score; SLOTS];

/// Documents of one window, by their places in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bits([u64; WORDS]);

impl Bits {
    pub(super) fn none() -> Self {
        Self([0; WORDS])
    }

    pub(super) fn clear(&mut self) {
        self.0 = [0; WORDS];
    }

    /// Adds a document; `at` is below [`WINDOW`].
    #[inline]
    pub(super) fn set(&mut self, at: usize) {
        self.0[at / 64 % WORDS] |= 1 << (at % 64);
    }

    #[inline]
    pub(super) fn has(&self, at: usize) -> bool {
        self.0[at / 64 % WORDS] >> (at % 64) & 1 == 1
    }

    /// Adds the documents that are marked by a 1, of which none is left.
    pub(super) fn add_marked(&mut self, marks: &mut [u8; WINDOW]) {
        /// Brings the lowest bits of eight bytes side by side, into the highest byte.
        const GATHER: u64 = 0x0102_0408_1020_4080;
        for (word, marks) in self.0.iter_mut().zip(marks.as_chunks_mut::<64>().0) {
            for (shift, eight) in (0..).step_by(8).zip(marks.as_chunks::<8>().0) {
                *word |= (u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56) << shift;
            }
            *marks = [0; 64];
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own |= other);
    }

    pub(super) fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own &= other);
    }

    pub(super) fn remove(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own &= !other);
    }

    /// The documents of a slot.
    #[inline]
    pub(super) fn slot(&self, slot: usize) -> u64 {
        self.0[slot % WORDS]
    }

    /// Leaves the other documents of a slot out.
    pub(super) fn keep_slot(&mut self, slot: usize, documents: u64) {
        self.0[slot % WORDS] &= documents;
    }

    /// Leaves those out that `keep` does not claim.
    pub(super) fn retain(&mut self, keep: impl Fn(usize) -> bool) {
        for (word, bits) in self.0.iter_mut().enumerate() {
            for at in Places(*bits).filter(|at| !keep(word * 64 + at)) {
                *bits &= !(1 << at);
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The first document from `at` on.
    pub(super) fn first_from(&self, at: usize) -> Option<usize> {
        let mut word = at / 64;
        let mut bits = *self.0.get(word)? & (u64::MAX << (at % 64));
        while bits == 0 {
            word += 1;
            bits = *self.0.get(word)?;
        }
        Some(word * 64 + bits.trailing_zeros() as usize)
    }

    /// The documents in order.
    #[inline]
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(word, &bits)| Places(bits).map(move |at| word * 64 + at))
    }
}

/// The places of the bits of a number.
struct Places(u64);

impl Iterator for Places {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        if self.0 == 0 {
            return None;
        }
        let at = self.0.trailing_zeros() as usize;
        self.0 &= self.0 - 1;
        Some(at)
    }
}
