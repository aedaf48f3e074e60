//! Where one term stands in the documents of a segment: read from the engine's file as the engine writes it, each block of numbers unpacked
//! once and read on from where the last document ended.

use bitpacking::{BitPacker, BitPacker4x};
use tantivy::directory::OwnedBytes;

use super::term_list::{BLOCK, BLOCK_BYTES};

/// Ends a number of several bytes.
const LAST: u8 = 0x80;

/// The positions of a term, document after document.
pub(super) struct Positions {
    widths: OwnedBytes,
    packed: OwnedBytes,
    values: [u32; BLOCK],
    /// How many of the values there are.
    count: usize,
    /// The number of the block whose values these are, and where it begins in `packed`.
    block: usize,
    start: usize,
}

/// No block.
const NONE: usize = usize::MAX;

impl Positions {
    pub(super) fn new(mut positions: OwnedBytes) -> Self {
        let blocks = read_number(&mut positions) as usize;
        let (widths, packed) = positions.split(blocks);
        Self { widths, packed, values: [0; BLOCK], count: 0, block: NONE, start: 0 }
    }

    /// Appends `count` positions of one document, each moved by `offset`, before which `before` of others stand.
    #[inline]
    pub(super) fn add(&mut self, before: u64, mut count: usize, offset: u32, out: &mut Vec<u32>) {
        let (mut block, mut at) = (before as usize / BLOCK, before as usize % BLOCK);
        let mut position = offset;
        if count == 1 && block == self.block && at < self.count {
            out.push(position + self.values[at]);
            return;
        }
        loop {
            if block != self.block {
                self.unpack(block);
            }
            let distances = &self.values[at..self.count];
            let taken = distances.len().min(count);
            out.extend(distances[..taken].iter().map(|distance| {
                position += distance;
                position
            }));
            count -= taken;
            if count == 0 || taken == 0 {
                return;
            }
            (block, at) = (block + 1, 0);
        }
    }

    fn unpack(&mut self, block: usize) {
        if self.block > block {
            (self.block, self.start) = (0, 0);
        }
        let bytes = |width: &u8| usize::from(*width) * BLOCK_BYTES;
        let skipped = self.widths.get(self.block..block.min(self.widths.len())).unwrap_or_default();
        self.start += skipped.iter().map(bytes).sum::<usize>();
        self.block = block;
        let mut packed = &self.packed[self.start..];
        match self.widths.get(block) {
            Some(&width) => {
                BitPacker4x::new().decompress(packed, &mut self.values, width);
                self.count = BLOCK;
            }
            None => {
                self.count = 0;
                while !packed.is_empty() && self.count < BLOCK {
                    self.values[self.count] = read_marked(&mut packed);
                    self.count += 1;
                }
            }
        }
    }
}

/// Reads a number of bytes with seven bits each, lowest first, the last marked; what ends without is what stood there.
pub(super) fn read_marked(bytes: &mut &[u8]) -> u32 {
    let (mut number, mut shift) = (0_u32, 0);
    while let Some((&byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= u32::from(byte & !LAST).checked_shl(shift).unwrap_or(0);
        shift += 7;
        if byte & LAST != 0 {
            break;
        }
    }
    number
}

pub(super) fn read_number(bytes: &mut OwnedBytes) -> u32 {
    let mut rest = &**bytes;
    let number = read_marked(&mut rest);
    let read = bytes.len() - rest.len();
    bytes.advance(read);
    number
}
