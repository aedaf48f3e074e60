//! Sixty-four bytes of a text looked at together: what is asked of every byte is answered by a bit for each, the first byte's lowest.

use std::ops::{BitAnd, BitOr};

use wide::u8x16;

/// Bytes looked at together.
pub(crate) struct Block([Lane; 4]);

impl Block {
    /// How many bytes a block has.
    pub(crate) const SIZE: usize = 64;

    /// The bytes at `at`, which is none beyond the end; zeros stand behind the end.
    #[inline(always)]
    pub(crate) fn at(bytes: &[u8], at: usize) -> Self {
        Self::filled(bytes, at, 0)
    }

    /// The same where others than zeros stand behind the end.
    #[inline(always)]
    pub(crate) fn filled(bytes: &[u8], at: usize, filler: u8) -> Self {
        Self::of(&bytes[at..], filler)
    }

    /// The first of some bytes.
    #[inline(always)]
    pub(crate) fn of(bytes: &[u8], filler: u8) -> Self {
        let padded;
        let whole: &[u8; Self::SIZE] = match bytes.first_chunk() {
            Some(whole) => whole,
            None => {
                padded = Self::padded(bytes, filler);
                &padded
            }
        };
        let lane = |at: usize| whole[at..].first_chunk().map_or(Lane::of(&[0; Lane::SIZE]), Lane::of);
        Self([lane(0), lane(Lane::SIZE), lane(2 * Lane::SIZE), lane(3 * Lane::SIZE)])
    }

    #[inline(never)]
    fn padded(rest: &[u8], filler: u8) -> [u8; Self::SIZE] {
        let mut padded = [filler; Self::SIZE];
        padded[..rest.len()].copy_from_slice(rest);
        padded
    }

    /// Whether `told` marks all bytes.
    #[inline(always)]
    pub(crate) fn all(&self, told: impl Fn(Lane) -> Lane) -> bool {
        let [a, b, c, d] = self.0;
        (told(a) & told(b) & told(c) & told(d)).bits() == 0xffff
    }

    /// The bits of those bytes that `told` marks.
    #[inline(always)]
    pub(crate) fn bits(&self, told: impl Fn(Lane) -> Lane) -> u64 {
        let [a, b, c, d] = self.0;
        let bits = |lane: Lane| u64::from(told(lane).bits());
        bits(a) | bits(b) << 16 | bits(c) << 32 | bits(d) << 48
    }
}

/// The bits of the first so many bytes.
#[inline(always)]
pub(crate) fn below(count: usize) -> u64 {
    if count < Block::SIZE { (1 << count) - 1 } else { u64::MAX }
}

/// Sixteen bytes, or marks on them: all bits of a byte that is marked, none of one that is not.
#[derive(Clone, Copy)]
pub(crate) struct Lane(u8x16);

impl Lane {
    /// How many bytes a lane has.
    pub(crate) const SIZE: usize = 16;

    #[inline(always)]
    pub(crate) fn of(bytes: &[u8; Self::SIZE]) -> Self {
        Self(u8x16::new(*bytes))
    }

    /// Marks what equals `byte`.
    #[inline(always)]
    pub(crate) fn is(self, byte: u8) -> Self {
        Self(self.0.simd_eq(u8x16::splat(byte)))
    }

    /// Marks what equals `byte` but for the bits of `either`, which are set in `byte`.
    #[inline(always)]
    pub(crate) fn is_but_for(self, either: u8, byte: u8) -> Self {
        Self(self.0 | u8x16::splat(either)).is(byte)
    }

    /// Marks what is `first`, `last` or between.
    #[inline(always)]
    pub(crate) fn is_within(self, first: u8, last: u8) -> Self {
        let above = self.0 - u8x16::splat(first);
        Self(above.min(u8x16::splat(last - first)).simd_eq(above))
    }

    /// Marks the ASCII letters.
    #[inline(always)]
    pub(crate) fn is_letter(self) -> Self {
        Self(self.0 | u8x16::splat(0x20)).is_within(b'a', b'z')
    }

    /// The highest bit of each becomes the one by which small letters of ASCII differ from capitals.
    #[inline(always)]
    pub(crate) fn smallness(self) -> Self {
        let twice = self.0 + self.0;
        Self(twice + twice)
    }

    /// The bits of those that are marked; of bytes that were not asked for anything, of those beyond ASCII.
    #[inline(always)]
    pub(crate) fn bits(self) -> u32 {
        self.0.to_bitmask()
    }
}

impl Lane {
    /// Marks what is marked here and not in `other`.
    #[inline(always)]
    pub(crate) fn but_not(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl BitAnd for Lane {
    type Output = Self;

    #[inline(always)]
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitOr for Lane {
    type Output = Self;

    #[inline(always)]
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn expected(bytes: &[u8], told: impl Fn(u8) -> bool) -> u64 {
        let padded = bytes.iter().copied().chain(std::iter::repeat(0)).take(Block::SIZE);
        padded.enumerate().map(|(at, byte)| u64::from(told(byte)) << at).sum()
    }

    proptest! {
        #[test]
        fn every_byte_is_told(bytes in proptest::collection::vec(any::<u8>(), 0..100), from in 0_usize..100, byte in any::<u8>(), last in any::<u8>()) {
            let from = from.min(bytes.len());
            let (block, rest) = (Block::at(&bytes, from), &bytes[from..]);
            prop_assert_eq!(block.bits(|lane| lane), expected(rest, |one| one >= 0x80));
            prop_assert_eq!(block.bits(|lane| lane.is(byte) | lane.is(last)), expected(rest, |one| one == byte || one == last));
            prop_assert_eq!(block.bits(|lane| lane.is_but_for(2, byte | 2)), expected(rest, |one| one | 2 == byte | 2));
            prop_assert_eq!(block.bits(Lane::is_letter), expected(rest, |one| one.is_ascii_alphabetic()));
            prop_assert_eq!(block.bits(Lane::smallness), expected(rest, |one| one & 0x20 != 0));
            let (first, last) = (byte.min(last), byte.max(last));
            prop_assert_eq!(block.bits(|lane| lane.is_within(first, last)), expected(rest, |one| (first..=last).contains(&one)));
            let others = |lane: Lane| lane.is_within(0, 0xff).but_not(lane.is(last));
            prop_assert_eq!(block.bits(others), expected(rest, |one| one != last));
            let filled = Block::filled(&bytes, from, byte);
            prop_assert_eq!(filled.bits(|lane| lane.is(byte)), expected(rest, |one| one == byte) | !below(rest.len()));
            let mut held = rest.to_vec();
            held.resize(rest.len().max(Block::SIZE), byte);
            prop_assert_eq!(filled.all(others), held[..Block::SIZE].iter().all(|&one| one != last));
        }
    }
}
