//! What the bytes of a text are, worked out for many of them together.

/// Bytes of a block: as many as a number has bits.
pub(super) const BLOCK: usize = 64;

/// What the bytes of a stretch of text are, a bit for each.
pub(super) struct Block {
    /// First byte.
    pub(super) start: usize,
    /// ASCII letters and digits.
    pub(super) plain: u64,
    /// These, and parts of characters beyond ASCII.
    pub(super) met: u64,
}

impl Block {
    /// The block that begins at byte `start`; behind the end of the text nothing is met.
    pub(super) fn at(bytes: &[u8], start: usize) -> Self {
        let rest = bytes.get(start..).unwrap_or_default();
        let mut padded = [0; BLOCK];
        let block = rest.first_chunk().unwrap_or_else(|| {
            padded[..rest.len()].copy_from_slice(rest);
            &padded
        });
        // Without branches, so that many bytes are looked at in one step.
        let plain = bits(block.map(|byte| u8::from(((byte | 0x20).wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10))));
        let is_ascii = block.iter().fold(0, |all, &byte| all | byte) < 0x80;
        let wide = if is_ascii { 0 } else { bits(block.map(|byte| byte >> 7)) };
        Self { start, plain, met: plain | wide }
    }
}

/// The lowest bits of bytes that have no other, side by side, that of the first lowest.
fn bits(bytes: [u8; BLOCK]) -> u64 {
    let eights = bytes.as_chunks::<8>().0.iter().enumerate();
    eights.fold(0, |all, (index, &eight)| all | (u64::from_le_bytes(eight).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * index))
}
