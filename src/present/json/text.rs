//! Strings of JSON: what the format wants escaped, and what it lets through and a terminal obeys.

use std::io::Write;
use std::ops::Range;

use crate::block::{Block, Lane};
use crate::present::look::is_obeyed;

/// Appends a text as a JSON string, quotation marks included.
///
/// Looks for bytes of interest many at a step, and has a look at those alone.
pub(super) fn push_text(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    if bytes.len() > SHORT || push_clean(bytes, out).is_none() {
        push_any(text, out);
    }
}

/// The same of a text that is long, or holds what may be escaped.
#[inline(never)]
fn push_any(text: &str, out: &mut Vec<u8>) {
    out.reserve(text.len() + 2 + Block::SIZE);
    out.push(b'"');
    push_blocks(text, out);
    out.push(b'"');
}

/// Bytes of the longest text that is looked at and written at once.
const SHORT: usize = 2 * Lane::SIZE;

/// Appends a text block by block.
fn push_blocks(text: &str, out: &mut Vec<u8>) {
    let (blocks, rest) = text.as_bytes().as_chunks::<{ Block::SIZE }>();
    let mut written = 0;
    for (index, block) in blocks.iter().enumerate() {
        let from = index * Block::SIZE;
        written = push_block(text, written, from..from + Block::SIZE, of_interest(&Block::of(block, b' ')), out);
    }
    if !rest.is_empty() {
        // The last bytes that make a block are read where there are so many, since how many are left is different in each text.
        let found = match text.as_bytes().last_chunk::<{ Block::SIZE }>() {
            Some(last) => of_interest(&Block::of(last, b' ')) >> (Block::SIZE - rest.len()),
            None => of_interest(&Block::of(rest, b' ')),
        };
        push_block(text, written, text.len() - rest.len()..text.len(), found, out);
    }
}

/// Appends the bytes of a block, of which those that are `found` may have to be escaped, from where all before is `written`; says where that
/// is afterwards, since a character may end behind its block.
#[inline(always)]
fn push_block(text: &str, mut written: usize, block: Range<usize>, mut found: u64, out: &mut Vec<u8>) -> usize {
    while found != 0 {
        let at = block.start + found.trailing_zeros() as usize;
        found &= found - 1;
        let c = match text.as_bytes()[at] {
            byte if byte.is_ascii() => char::from(byte),
            _ => match text[at..].chars().next() {
                Some(c) if is_obeyed(c) => c,
                _ => continue,
            },
        };
        push_stretch(text, written, at, out);
        push_escaped(c, out);
        written = at + c.len_utf8();
    }
    let end = block.end.max(written);
    push_stretch(text, written, end, out);
    end
}

/// Appends the bytes of a stretch of a block. Nearly always as many as a block has are written, and those too many taken back: so how much is
/// written depends on nothing.
#[inline(always)]
fn push_stretch(text: &str, from: usize, to: usize, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    match bytes[from..].first_chunk::<{ Block::SIZE }>() {
        Some(whole) => {
            let end = out.len() + (to - from);
            out.extend_from_slice(whole);
            out.truncate(end);
        }
        None => out.extend_from_slice(&bytes[from..to]),
    }
}

/// The bits of those bytes of a block that are of interest.
#[inline(always)]
fn of_interest(block: &Block) -> u64 {
    block.bits(is_of_interest)
}

/// Marks what is escaped, and bytes beyond ASCII that begin a character which may be obeyed: three bytes begin all that a terminal obeys, 0xc2 and
/// 0xe2, which differ in one bit, and 0xef.
#[inline(always)]
fn is_of_interest(lane: Lane) -> Lane {
    let is_escaped = lane.is_within(0, 0x1f) | lane.is(b'"') | lane.is(b'\\') | lane.is(0x7f);
    is_escaped | lane.is_but_for(0x20, 0xe2) | lane.is(0xef)
}

/// Appends two to 32 bytes none of which is of interest, in quotation marks; `None` where it does not. They are looked at and written in four
/// pieces that may overlap, so that nothing depends on their number but whether the pieces are short.
#[inline(always)]
fn push_clean(bytes: &[u8], out: &mut Vec<u8>) -> Option<()> {
    if let Some(pieces) = pieces::<8>(bytes) {
        let [(_, a), (_, b), (_, c), (_, d)] = pieces;
        let (one, other) = (joined(u64::from_le_bytes(*a), u64::from_le_bytes(*b)), joined(u64::from_le_bytes(*c), u64::from_le_bytes(*d)));
        let is_clean = (is_of_interest(one) | is_of_interest(other)).bits() == 0;
        return is_clean.then(|| push_pieces(pieces, bytes.len(), out));
    }
    let pieces = pieces::<2>(bytes)?;
    let all = pieces.iter().fold(0, |all, (_, piece)| all << 16 | u64::from(u16::from_le_bytes(**piece)));
    (is_of_interest(joined(all, all)).bits() == 0).then(|| push_pieces(pieces, bytes.len(), out))
}

/// Sixteen bytes, of which the first are in `low`.
#[inline(always)]
fn joined(low: u64, high: u64) -> Lane {
    Lane::of(&(u128::from(low) | u128::from(high) << 64).to_le_bytes())
}

/// Four pieces of so many bytes with the places where they stand, which are all there is of no more than four times as many.
#[inline(always)]
fn pieces<const N: usize>(bytes: &[u8]) -> Option<[(usize, &[u8; N]); 4]> {
    let last = bytes.len().checked_sub(N)?;
    let piece = |at: usize| Some((at, bytes.get(at..at + N)?.first_chunk()?));
    Some([piece(0)?, piece(N.min(last))?, piece(last.saturating_sub(N))?, piece(last)?])
}

/// Appends `length` bytes, of which these are all pieces, in quotation marks. As many marks as there may be bytes come first, and those at the two
/// ends stay: there is room for all of it then, and how much is written depends on nothing.
#[inline(always)]
fn push_pieces<const N: usize>(pieces: [(usize, &[u8; N]); 4], length: usize, out: &mut Vec<u8>) {
    let start = out.len() + 1;
    out.extend_from_slice(&[b'"'; SHORT + 2]);
    if let Some(room) = out.last_chunk_mut::<{ SHORT + 1 }>() {
        for (at, piece) in pieces {
            if let Some(place) = room.get_mut(at..).and_then(<[u8]>::first_chunk_mut) {
                *place = *piece;
            }
        }
    }
    out.truncate(start + length + 1);
}

/// Appends a name that the program itself gives, which holds nothing to escape.
#[inline(always)]
pub(super) fn push_name(name: &'static str, out: &mut Vec<u8>) {
    push_framed(name, false, b"", out);
}

/// Appends the name of a member, with what parts it from the one before and from its value.
#[inline(always)]
pub(super) fn push_member(name: &'static str, is_first: bool, out: &mut Vec<u8>) {
    push_framed(name, !is_first, b":", out);
}

/// Where the name is known, all of it is, and is appended by a few stores.
#[inline(always)]
fn push_framed(name: &'static str, follows: bool, behind: &[u8], out: &mut Vec<u8>) {
    const LONGEST: usize = 24;
    debug_assert!(name.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\'), "{name}");
    if follows {
        out.push(b',');
    }
    let mut framed = [b'"'; LONGEST + 3];
    match framed.get_mut(1..1 + name.len()).filter(|_| name.len() <= LONGEST) {
        Some(inside) => {
            inside.copy_from_slice(name.as_bytes());
            let end = name.len() + 2;
            framed[end..end + behind.len()].copy_from_slice(behind);
            out.extend_from_slice(&framed[..end + behind.len()]);
        }
        None => [b"\"", name.as_bytes(), b"\"", behind].iter().for_each(|part| out.extend_from_slice(part)),
    }
}

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
    out.extend_from_slice(&[b'\\', short as u8]);
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

    /// The same character by character.
    fn written_slowly(text: &str) -> String {
        let mut out = vec![b'"'];
        for c in text.chars() {
            if matches!(c, '"' | '\\') || is_obeyed(c) {
                push_escaped(c, &mut out);
            } else {
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
        out.push(b'"');
        String::from_utf8(out).unwrap()
    }

    proptest! {
        #[test]
        fn whatever_stands_around_it_a_character_is_escaped_or_not(
            pieces in proptest::collection::vec("[a-z ~]{0,70}|[\"\\\\\n\r\t\u{7f}\u{8}“é東£\u{9b}\u{202a}\u{2066}\u{feff}\u{fffa}\u{ffff}]{1,3}|\\PC", 0..20),
        ) {
            let text = pieces.concat();
            prop_assert_eq!(written(&text), written_slowly(&text));
        }

        #[test]
        fn what_nothing_obeys_is_written_as_everybody_writes_it(text in "([a-z ]{0,40}|[\"\\\\\n\r\t“é東]|\\PC)*") {
            prop_assume!(!text.chars().any(|c| c > '\u{7f}' && is_obeyed(c)));
            prop_assert_eq!(written(&text), serde_json::to_string(&text).unwrap());
        }
    }
}
