//! Codes of whole bits, the shorter the more frequent what they stand for: Huffman's lengths, given out in canonical order (Moffat and
//! Turpin, "On the implementation of minimum redundancy prefix codes", 1997), so that a code is known by its lengths alone.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Most bits of a code.
pub(super) const MAX_BITS: u32 = 24;
/// Bits whose value tells where to begin looking for a code's length.
const QUICK_BITS: u32 = 10;

/// How many bits the code of each symbol has, by how often the symbols occur: none less than once.
pub(super) fn code_lengths(counts: &[u64]) -> Vec<u8> {
    let mut counts: Vec<u64> = counts.iter().map(|&count| count.max(1)).collect();
    loop {
        let lengths = unlimited_lengths(&counts);
        if lengths.iter().all(|&length| u32::from(length) <= MAX_BITS) {
            return lengths;
        }
        // What is rare is taken to be less rare until no code is too long.
        counts.iter_mut().for_each(|count| *count = (*count).div_ceil(4) + 1);
    }
}

fn unlimited_lengths(counts: &[u64]) -> Vec<u8> {
    if counts.len() < 2 {
        return vec![1; counts.len()];
    }
    let mut rarest: BinaryHeap<Reverse<(u64, usize)>> = counts.iter().enumerate().map(|(node, &count)| Reverse((count, node))).collect();
    let mut parents = vec![0; counts.len()];
    while let (Some(Reverse((count, node))), Some(Reverse((other_count, other)))) = (rarest.pop(), rarest.pop()) {
        (parents[node], parents[other]) = (parents.len(), parents.len());
        rarest.push(Reverse((count.saturating_add(other_count), parents.len())));
        parents.push(0);
        if rarest.len() == 1 {
            break;
        }
    }
    let mut depths = vec![0_u8; parents.len()];
    for node in (0..parents.len() - 1).rev() {
        depths[node] = depths[parents[node]].saturating_add(1);
    }
    depths.truncate(counts.len());
    depths
}

/// A code: its bits, the first one the highest, and how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) bits: u32,
    pub(super) length: u32,
}

/// What tells one code from the next: symbols are counted in the order of their codes.
#[derive(Debug)]
pub(super) struct PrefixCode {
    /// By length, the first value of so many bits that is no longer a code of that length, the bits moved up to [`MAX_BITS`].
    limits: [u32; MAX_BITS as usize + 1],
    /// By length, the first code.
    first_codes: [u32; MAX_BITS as usize + 1],
    /// By length, the number of the first symbol.
    first_symbols: [u32; MAX_BITS as usize + 1],
    /// By the first bits, the least length that a code beginning with them has.
    quick: Box<[u8; 1 << QUICK_BITS]>,
}

impl PrefixCode {
    /// That of so many symbols of each length from 0 on; `None` where there are no such codes, or some bits would be no code.
    pub(super) fn new(counts: &[u32; MAX_BITS as usize + 1]) -> Option<Self> {
        let (mut limits, mut first_codes, mut first_symbols) = ([0; _], [0; _], [0; _]);
        let (mut code, mut symbol) = (0_u64, 0_u64);
        if counts[0] > 0 {
            return None;
        }
        for (length, &count) in counts.iter().enumerate() {
            code <<= 1;
            first_codes[length] = u32::try_from(code).ok()?;
            first_symbols[length] = u32::try_from(symbol).ok()?;
            code += u64::from(count);
            symbol += u64::from(count);
            if code > 1 << length {
                return None;
            }
            limits[length] = (code as u32) << (MAX_BITS - length as u32);
        }
        if code != 1 << MAX_BITS {
            return None;
        }
        let mut quick = Box::new([0; 1 << QUICK_BITS]);
        let mut length = 1_u8;
        for (bits, least) in quick.iter_mut().enumerate() {
            while limits[usize::from(length)] <= (bits as u32) << (MAX_BITS - QUICK_BITS) {
                length += 1;
            }
            *least = length;
        }
        Some(Self { limits, first_codes, first_symbols, quick })
    }

    /// The code of a symbol whose code has so many bits.
    pub(super) fn code(&self, symbol: u32, length: u8) -> Code {
        let place = usize::from(length);
        Code { bits: self.first_codes[place] + (symbol - self.first_symbols[place]), length: u32::from(length) }
    }

    /// The symbol whose code comes next, and the length of that code.
    pub(super) fn read(&self, bits: &mut BitReader<'_>) -> (u32, u8) {
        let next = bits.peek();
        let mut length = usize::from(self.quick[(next >> (MAX_BITS - QUICK_BITS)) as usize]);
        // The last limit is above all values.
        while self.limits[length] <= next {
            length += 1;
        }
        bits.skip(length as u32);
        let symbol = self.first_symbols[length] + ((next >> (MAX_BITS - length as u32)) - self.first_codes[length]);
        (symbol, length as u8)
    }
}

/// Codes of symbols that have numbers of their own: which symbol each code is, and which code each symbol has.
#[derive(Debug)]
pub(super) struct Alphabet {
    code: PrefixCode,
    /// Symbols in the order of their codes.
    order: Vec<u16>,
}

impl Alphabet {
    /// That in which the code of each symbol has so many bits; `None` where there is none.
    pub(super) fn new(lengths: &[u8]) -> Option<Self> {
        if lengths.iter().any(|&length| u32::from(length) > MAX_BITS) {
            return None;
        }
        let mut counts = [0; MAX_BITS as usize + 1];
        lengths.iter().for_each(|&length| counts[usize::from(length)] += 1);
        let mut order: Vec<u16> = (0..u16::try_from(lengths.len()).ok()?).collect();
        order.sort_by_key(|&symbol| lengths[usize::from(symbol)]);
        Some(Self { code: PrefixCode::new(&counts)?, order })
    }

    /// The symbol whose code comes next.
    pub(super) fn read(&self, bits: &mut BitReader<'_>) -> usize {
        usize::from(self.order[self.code.read(bits).0 as usize])
    }

    /// The code of each symbol; `lengths` are those it was made of.
    pub(super) fn codes(&self, lengths: &[u8]) -> Vec<Code> {
        let mut codes = vec![Code { bits: 0, length: 0 }; lengths.len()];
        for (place, &symbol) in (0..).zip(&self.order) {
            codes[usize::from(symbol)] = self.code.code(place, lengths[usize::from(symbol)]);
        }
        codes
    }
}

/// Writes bits, the highest of each byte first.
#[derive(Debug, Default)]
pub(super) struct BitWriter {
    bytes: Vec<u8>,
    /// Bits that fill no byte yet, the last one the lowest.
    pending: u64,
    pending_len: u32,
}

impl BitWriter {
    /// Appends a code.
    #[inline]
    pub(super) fn write(&mut self, code: Code) {
        self.pending = self.pending << code.length | u64::from(code.bits);
        self.pending_len += code.length;
        if self.pending_len >= 32 {
            self.pending_len -= 32;
            self.bytes.extend_from_slice(&((self.pending >> self.pending_len) as u32).to_be_bytes());
        }
    }

    /// Appends what was written to `out`, the last byte filled with zeros, and begins anew.
    pub(super) fn finish(&mut self, out: &mut Vec<u8>) {
        out.append(&mut self.bytes);
        let last = (self.pending << (64 - self.pending_len).min(63)).to_be_bytes();
        if self.pending_len > 0 {
            out.extend_from_slice(&last[..self.pending_len.div_ceil(8) as usize]);
        }
        (self.pending, self.pending_len) = (0, 0);
    }
}

/// Reads bits; behind the last byte there are zeros without end.
#[derive(Debug)]
pub(super) struct BitReader<'a> {
    rest: &'a [u8],
    /// The next bits, the first one the highest.
    pending: u64,
    pending_len: u32,
    /// Bits that were taken though there were none.
    missing: u32,
}

impl<'a> BitReader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, pending: 0, pending_len: 0, missing: 0 }
    }

    /// The next [`MAX_BITS`].
    #[inline]
    fn peek(&mut self) -> u32 {
        if self.pending_len < MAX_BITS {
            self.fill();
        }
        (self.pending >> (64 - MAX_BITS)) as u32
    }

    fn fill(&mut self) {
        if let Some((four, rest)) = self.rest.split_first_chunk::<4>() {
            self.pending |= u64::from(u32::from_be_bytes(*four)) << (32 - self.pending_len);
            self.pending_len += 32;
            self.rest = rest;
            return;
        }
        while self.pending_len < MAX_BITS {
            let Some((&byte, rest)) = self.rest.split_first() else { return };
            self.pending |= u64::from(byte) << (56 - self.pending_len);
            self.pending_len += 8;
            self.rest = rest;
        }
    }

    #[inline]
    fn skip(&mut self, bits: u32) {
        self.missing = self.missing.saturating_add(bits.saturating_sub(self.pending_len));
        self.pending <<= bits;
        self.pending_len = self.pending_len.saturating_sub(bits);
    }

    /// A number of at most [`MAX_BITS`] bits.
    pub(super) fn number(&mut self, bits: u32) -> u32 {
        let number = self.peek().checked_shr(MAX_BITS - bits).unwrap_or(0);
        self.skip(bits);
        number
    }

    /// Whether more was read than there is.
    #[inline]
    pub(super) fn is_over(&self) -> bool {
        self.missing > 0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counted(lengths: impl IntoIterator<Item = u8>) -> [u32; MAX_BITS as usize + 1] {
        let mut counts = [0; _];
        lengths.into_iter().for_each(|length| counts[usize::from(length)] += 1);
        counts
    }

    /// Symbols in the order of their codes, and the code.
    fn canonical(counts: &[u64]) -> (Vec<(u8, usize)>, PrefixCode) {
        let lengths = code_lengths(counts);
        let code = PrefixCode::new(&counted(lengths.iter().copied())).unwrap();
        let mut order: Vec<(u8, usize)> = lengths.into_iter().zip(0..).collect();
        order.sort_unstable();
        (order, code)
    }

    /// What the best code of whole bits takes, by merging the two rarest until one is left.
    fn least_bits(counts: &[u64]) -> u64 {
        let (mut left, mut bits) = (counts.to_vec(), 0);
        while left.len() > 1 {
            left.sort_unstable_by(|a, b| b.cmp(a));
            let both = left.pop().unwrap() + left.pop().unwrap();
            bits += both;
            left.push(both);
        }
        bits
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(counts in prop::collection::vec(1..5_000_u64, 2..300), symbols in prop::collection::vec(any::<u32>(), 0..200)) {
            let (order, code) = canonical(&counts);
            let bits: u64 = order.iter().map(|&(length, symbol)| u64::from(length) * counts[symbol]).sum();
            prop_assert_eq!(bits, least_bits(&counts));
            let symbols: Vec<u32> = symbols.into_iter().map(|symbol| symbol % order.len() as u32).collect();
            let (mut writer, mut out) = (BitWriter::default(), vec![7]);
            for &symbol in &symbols {
                writer.write(code.code(symbol, order[symbol as usize].0));
                writer.write(Code { bits: symbol & 31, length: 5 });
            }
            writer.finish(&mut out);
            let mut reader = BitReader::new(&out[1..]);
            for &symbol in &symbols {
                prop_assert_eq!(code.read(&mut reader), (symbol, order[symbol as usize].0));
                prop_assert_eq!(reader.number(5), symbol & 31);
            }
            prop_assert!(!reader.is_over());
            (0..4).for_each(|_| _ = reader.number(MAX_BITS));
            prop_assert!(reader.is_over());
        }
    }

    #[test]
    fn no_code_is_too_long() {
        let mut counts = vec![1_u64, 1];
        while counts.len() < 60 {
            counts.push(counts[counts.len() - 1] + counts[counts.len() - 2]);
        }
        let lengths = code_lengths(&counts);
        assert!(lengths.iter().all(|&length| u32::from(length) <= MAX_BITS) && lengths[59] < lengths[0]);
        assert!(PrefixCode::new(&counted(lengths)).is_some());
    }

    #[test]
    fn lengths_that_leave_bits_without_a_meaning_are_refused() {
        for (lengths, is_code) in
            [(vec![1, 1], true), (vec![1, 2, 2], true), (vec![1, 2], false), (vec![1, 1, 1], false), (vec![0], false), (vec![], false)]
        {
            assert_eq!(PrefixCode::new(&counted(lengths.clone())).is_some(), is_code, "{lengths:?}");
        }
    }
}
