//! Strings of JSON: what the format wants escaped, and what it lets through and a terminal obeys.

use std::io::Write;

use crate::present::look::is_obeyed;

/// Appends a text as a JSON string, quotation marks included.
///
/// Looks for the next byte of interest many bytes at a step, and has a look at those alone.
pub(super) fn push_text(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    out.reserve(bytes.len() + 2);
    out.push(b'"');
    if bytes.len() < MANY && push_clean(bytes, out).is_some() {
        out.push(b'"');
        return;
    }
    let (mut at, mut written) = (0, 0);
    loop {
        at += before_interest(&bytes[at..]);
        let Some(&byte) = bytes.get(at) else { break };
        let Some(c) = text[at..].chars().next() else { break };
        if byte < 0x80 || is_obeyed(c) {
            out.extend_from_slice(&bytes[written..at]);
            push_escaped(c, out);
            written = at + c.len_utf8();
        }
        at += c.len_utf8();
    }
    out.extend_from_slice(&bytes[written..]);
    out.push(b'"');
}

/// Appends four to 32 bytes none of which is of interest; `None` where it does not. They are looked at and written from both ends, in pieces
/// that may overlap, so that nothing depends on their number but the size of the pieces.
fn push_clean(bytes: &[u8], out: &mut Vec<u8>) -> Option<()> {
    if let Some((first, last)) = ends::<16>(bytes) {
        let halves = [first, last].map(|sixteen| u128::from_le_bytes(*sixteen)).map(|whole| [whole as u64, (whole >> 64) as u64]);
        let clean = halves.as_flattened().iter().fold(0, |any, &eight| any | of_interest(eight)) == 0;
        return clean.then(|| push_ends(first, last, bytes.len(), out));
    }
    if let Some((first, last)) = ends::<8>(bytes) {
        let clean = of_interest(u64::from_le_bytes(*first)) | of_interest(u64::from_le_bytes(*last)) == 0;
        return clean.then(|| push_ends(first, last, bytes.len(), out));
    }
    let (first, last) = ends::<4>(bytes)?;
    let both = [first, last].map(|four| u64::from(u32::from_le_bytes(*four)));
    (of_interest(both[0] | both[1] << 32) == 0).then(|| push_ends(first, last, bytes.len(), out))
}

/// The first and the last so many bytes, which are all where there are no more than twice as many.
fn ends<const N: usize>(bytes: &[u8]) -> Option<(&[u8; N], &[u8; N])> {
    Some((bytes.first_chunk()?, bytes.last_chunk()?))
}

/// Appends `length` bytes, of which these are the first and the last.
fn push_ends<const N: usize>(first: &[u8; N], last: &[u8; N], length: usize, out: &mut Vec<u8>) {
    let end = out.len() + length;
    out.extend_from_slice(first);
    out.truncate(end - N);
    out.extend_from_slice(last);
}

/// Bytes looked at together.
const MANY: usize = 32;

/// How many bytes stand before the first of interest.
fn before_interest(bytes: &[u8]) -> usize {
    // Most bytes are told by fewer comparisons: all that are escaped, and all beyond ASCII, by their highest bit.
    let is_usual = |many: &[u8; MANY]| {
        let is_other = |byte: u8| (byte.cast_signed() < 0x20) | (byte == b'"') | (byte == b'\\') | (byte == 0x7f);
        many.iter().fold(0, |any, &byte| any | u8::from(is_other(byte))) == 0
    };
    let is_plain = |many: &[u8; MANY]| is_usual(many) || many.iter().fold(0, |any, &byte| any | u8::from(is_of_interest(byte))) == 0;
    let mut at = MANY * bytes.as_chunks().0.iter().take_while(|many| is_plain(many)).count();
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let marked = of_interest(u64::from_le_bytes(*eight));
        if marked != 0 {
            return at + marked.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = bytes.len() - at;
    let step = match bytes.last_chunk() {
        // The last eight once more, without those that were looked at.
        Some(eight) if rest > 0 => (of_interest(u64::from_le_bytes(*eight)) >> (64 - 8 * rest)).trailing_zeros() as usize / 8,
        _ => bytes[at..].iter().position(|&byte| INTERESTING[usize::from(byte)]).unwrap_or(rest),
    };
    at + step.min(rest)
}

/// The highest bit of the first of eight bytes that is of interest, the first byte lowest, and of some behind it.
fn of_interest(bytes: u64) -> u64 {
    let all = |byte: u8| u64::from_le_bytes([byte; 8]);
    // The highest bit of each byte that is less than `bound`, and of some behind one that is.
    let below = |bytes: u64, bound: u8| bytes.wrapping_sub(all(bound)) & !bytes;
    let is = |byte: u8| below(bytes ^ all(byte), 1);
    let leads = below(bytes & all(0xdf) ^ all(0xc2), 1) | is(0xef);
    (below(bytes, b' ') | is(b'"') | is(b'\\') | is(0x7f) | leads) & all(0x80)
}

/// Appends a name that the program itself gives, which holds nothing to escape.
#[inline(always)]
pub(super) fn push_name(name: &'static str, out: &mut Vec<u8>) {
    debug_assert!(!name.bytes().any(is_of_interest), "{name}");
    out.reserve(name.len() + 3);
    out.push(b'"');
    out.extend_from_slice(name.as_bytes());
    out.push(b'"');
}

/// Whether a byte is escaped, or begins a character that may be: three bytes begin all that a terminal obeys beyond ASCII, 0xc2 and
/// 0xe2, which differ in one bit, and 0xef.
const fn is_of_interest(byte: u8) -> bool {
    (byte < 0x20) | (byte == b'"') | (byte == b'\\') | (byte == 0x7f) | (byte & 0xdf == 0xc2) | (byte == 0xef)
}

/// The same by byte, for texts that are too short to be looked at otherwise.
static INTERESTING: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_usize;
    while byte < 256 {
        table[byte] = is_of_interest(byte as u8);
        byte += 1;
    }
    table
};

fn push_escaped(c: char, out: &mut Vec<u8>) {
    let short = match c {
        '"' | '\\' => c,
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        '\u{8}' => 'b',
        '\u{c}' => 'f',
        // Nothing that is obeyed is beyond four digits.
        _ => return write!(out, "\\u{:04x}", u32::from(c)).unwrap_or_default(),
    };
    out.extend([b'\\', short as u8]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(text: &str) -> String {
        let mut out = Vec::new();
        push_text(text, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn strings_are_escaped_so_that_they_read_the_same_and_command_nothing() {
        let every: String = (0..=0x10_ffff).filter_map(char::from_u32).collect();
        let written = written(&every);
        assert!(!written.contains(is_obeyed));
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), every);
    }

    proptest! {
        #[test]
        fn the_first_byte_of_interest_is_found(bytes in proptest::collection::vec(any::<u8>(), 0..100), plain in 0_usize..80) {
            let bytes = [vec![b'x'; plain], bytes].concat();
            let first = bytes.iter().position(|&byte| is_of_interest(byte)).unwrap_or(bytes.len());
            prop_assert_eq!(before_interest(&bytes), first);
        }

        #[test]
        fn what_nothing_obeys_is_written_as_everybody_writes_it(text in "([a-z ]{0,40}|[\"\\\\\n\r\t“é東]|\\PC)*") {
            prop_assume!(!text.chars().any(|c| c > '\u{7f}' && is_obeyed(c)));
            prop_assert_eq!(written(&text), serde_json::to_string(&text).unwrap());
        }
    }
}
