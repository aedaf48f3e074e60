//! Numbers in codes: small ones have a code each, larger ones share one by their length and their two bits behind the first, and the rest
//! of their bits follows.

use super::prefix_code::{Alphabet, BitReader, BitWriter, Code, MAX_BITS, code_lengths};
use crate::schema::rows::Slot;

/// Numbers with a code of their own.
const SMALL: u64 = 16;
/// Codes of a slot.
pub(super) const CLASSES: usize = 256;

/// The class of a number, and how many bits of it follow.
fn class(number: u64) -> (usize, u32) {
    if number < SMALL {
        return (number as usize, 0);
    }
    let bits = u64::BITS - number.leading_zeros();
    let second = (number >> (bits - 3) & 3) as usize;
    (SMALL as usize + (bits as usize - 5) * 4 + second, bits - 3)
}

/// The least number of a class, and how many bits follow.
fn least(class: usize) -> (u64, u32) {
    match class.checked_sub(SMALL as usize) {
        None => (class as u64, 0),
        Some(class) => {
            let rest = class as u32 / 4 + 2;
            ((4 + class as u64 % 4) << rest, rest)
        }
    }
}

/// How often each class of number was met in each slot.
pub(super) struct Counts(Vec<[u64; CLASSES]>);

impl Default for Counts {
    fn default() -> Self {
        Self(vec![[1; CLASSES]; Slot::ALL.len()])
    }
}

impl Counts {
    pub(super) fn add(&mut self, slot: Slot, number: u64) {
        // A number that was met tells more than one that could be.
        self.0[slot as usize][class(number).0] += 8;
    }

    /// Bits of the codes of all classes, slot by slot.
    pub(super) fn code_lengths(&self) -> Vec<u8> {
        self.0.iter().flat_map(|counts| code_lengths(counts)).collect()
    }
}

/// Reads a number in the codes of its slot; `None` where there is none.
pub(super) fn read_number(classes: &Alphabet, bits: &mut BitReader<'_>) -> Option<u64> {
    let (mut number, rest) = least(classes.read(bits));
    let mut left = rest;
    while left > 0 {
        let some = left.min(MAX_BITS);
        left -= some;
        number += u64::from(bits.number(some)) << left;
    }
    (!bits.is_over()).then_some(number)
}

/// Writes a number in the codes of its slot.
pub(super) fn write_number(codes: &[Code], number: u64, bits: &mut BitWriter) {
    let (class, rest) = class(number);
    bits.write(codes[class]);
    let mut left = rest;
    while left > 0 {
        let some = left.min(MAX_BITS);
        left -= some;
        bits.write(Code { bits: (number >> left & ((1 << some) - 1)) as u32, length: some });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_are_read_as_they_were_written(met in prop::collection::vec(any::<u64>(), 0..20), numbers in prop::collection::vec((any::<u64>(), 0..64_u32), 1..20)) {
            let mut counts = Counts::default();
            met.into_iter().for_each(|number| counts.add(Slot::Uid, number));
            let lengths = &counts.code_lengths()[..CLASSES];
            let code = Alphabet::new(lengths).unwrap();
            let codes = code.codes(lengths);
            let (mut writer, mut out) = (BitWriter::default(), Vec::new());
            let numbers: Vec<u64> = numbers.into_iter().map(|(number, shift)| number >> shift).collect();
            numbers.iter().for_each(|&number| write_number(&codes, number, &mut writer));
            writer.finish(&mut out);
            let mut reader = BitReader::new(&out);
            for number in numbers {
                prop_assert_eq!(read_number(&code, &mut reader), Some(number));
            }
            prop_assert!((0..80).any(|_| read_number(&code, &mut reader).is_none()));
        }
    }

    #[test]
    fn classes_follow_one_another_without_a_gap() {
        let mut next = 0;
        for class_number in 0..CLASSES {
            let (first, rest) = least(class_number);
            assert_eq!((class(first), first), ((class_number, rest), next));
            next = first.wrapping_add(1 << rest);
        }
        assert_eq!(next, 0);
    }
}
