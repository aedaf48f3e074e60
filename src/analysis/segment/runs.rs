//! Runs of the bytes that words are made of, found 64 bytes at a time and without a look at each.

use std::ops::Range;

/// Bytes that one number has bits for.
const BLOCK: usize = u64::BITS as usize;

/// ASCII letters, digits and bytes of characters beyond ASCII, with none of them before or behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it is of letters alone.
    pub(super) is_plain: bool,
}

/// Gives the runs of a line, in order.
#[inline(always)]
pub(super) fn for_each_run(text: &[u8], line: Range<usize>, mut give: impl FnMut(Run)) {
    let (mut base, mut open) = (line.start, line.start);
    // Whether the block before ends within a run, and within one that is not plain.
    let (mut goes_on, mut is_odd) = (0, false);
    while base <= line.end {
        let block = block_at(text, base);
        let within = if line.end - base < BLOCK { !(u64::MAX << (line.end - base)) } else { u64::MAX };
        let odd = bits(&block, |byte| (byte >= 0x80) | (byte.wrapping_sub(b'0') < 10)) & within;
        let word = bits(&block, |byte| (byte | 0x20).wrapping_sub(b'a') < 26) & within | odd;
        let before = word << 1 | goes_on;
        let (mut starts, mut ends) = (word & !before, !word & before);
        // A bit added to some of a run is carried to the byte behind it.
        let (sum, first) = word.overflowing_add(odd);
        let (sum, second) = sum.overflowing_add(u64::from(is_odd));
        let mut next_start = || {
            let next = base + starts.trailing_zeros() as usize;
            starts &= starts.wrapping_sub(1);
            next
        };
        if goes_on == 0 {
            open = next_start();
        }
        while ends != 0 {
            let end = ends.trailing_zeros() as usize;
            give(Run { start: open, end: base + end, is_plain: sum >> end & 1 == 0 });
            open = next_start();
            ends &= ends - 1;
        }
        (goes_on, is_odd) = (word >> (BLOCK - 1), first | second);
        base += BLOCK;
    }
}

/// The bytes from `at` on, with zeros behind the last.
#[inline(always)]
fn block_at(text: &[u8], at: usize) -> [u8; BLOCK] {
    let rest = text.get(at..).unwrap_or_default();
    rest.first_chunk().copied().unwrap_or_else(|| padded(rest))
}

#[cold]
fn padded(bytes: &[u8]) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    block.iter_mut().zip(bytes).for_each(|(to, &byte)| *to = byte);
    block
}

/// A bit for each byte, that of the first lowest.
#[inline(always)]
fn bits(block: &[u8; BLOCK], is: impl Fn(u8) -> bool) -> u64 {
    let told = block.map(|byte| u8::from(is(byte)));
    // The product puts the lowest bits of eight bytes side by side.
    let eights = told.as_chunks::<8>().0.iter().rev();
    eights.fold(0, |all, eight| all << 8 | u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn runs_are_those_that_a_walk_over_the_bytes_finds(text in "(é{0,70}|[a-z]{0,200}|[ .,'’A-Za-z0-9東]{0,90}){0,4}", from in 0_usize..100, length in 0_usize..300) {
            let bytes = text.as_bytes();
            let from = from.min(bytes.len());
            let line = from..(from + length).min(bytes.len());
            let mut expected: Vec<Run> = Vec::new();
            for at in line.clone() {
                let is_plain = bytes[at].is_ascii_alphabetic();
                if !(is_plain || bytes[at].is_ascii_digit() || !bytes[at].is_ascii()) {
                    continue;
                }
                match expected.last_mut().filter(|last| last.end == at) {
                    Some(last) => *last = Run { end: at + 1, is_plain: last.is_plain && is_plain, ..*last },
                    None => expected.push(Run { start: at, end: at + 1, is_plain }),
                }
            }
            let mut found = Vec::new();
            for_each_run(bytes, line, |run| found.push(run));
            prop_assert_eq!(found, expected);
        }
    }
}
