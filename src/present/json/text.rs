//! Strings of JSON: what the format wants escaped, and what it lets through and a terminal obeys.

use std::io::Write;

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
    out.reserve(text.len() + 2);
    out.push(b'"');
    push_stretches(text, out);
    out.push(b'"');
}

/// Bytes of the longest text that is looked at and written at once.
const SHORT: usize = 2 * Lane::SIZE;

/// Appends a text, stretch by stretch between what is escaped.
fn push_stretches(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let mut written = 0;
    for (index, chunk) in bytes.chunks(Block::SIZE).enumerate() {
        let from = index * Block::SIZE;
        let mut found = of_interest(&Block::of(chunk, b' '));
        while found != 0 {
            let at = from + found.trailing_zeros() as usize;
            found &= found - 1;
            let Some(c) = text[at..].chars().next() else { break };
            if c.is_ascii() || is_obeyed(c) {
                out.extend_from_slice(&bytes[written..at]);
                push_escaped(c, out);
                written = at + c.len_utf8();
            }
        }
    }
    out.extend_from_slice(&bytes[written..]);
}

/// The bits of those bytes of a block that are of interest.
#[inline(always)]
fn of_interest(block: &Block) -> u64 {
    let mut found = !block.bits(|lane| lane.is_within(b' ', b'~').but_not(lane.is(b'"') | lane.is(b'\\')));
    if found != 0 {
        let wide = block.bits(|lane| lane);
        found &= !wide | block.bits(may_be_obeyed);
    }
    found
}

/// Marks bytes beyond ASCII that begin a character which may be obeyed: three bytes begin all that a terminal obeys, 0xc2 and 0xe2, which
/// differ in one bit, and 0xef.
#[inline(always)]
fn may_be_obeyed(lane: Lane) -> Lane {
    lane.is_but_for(0x20, 0xe2) | lane.is(0xef)
}

/// Appends two to 32 bytes none of which is of interest, in quotation marks; `None` where it does not. They are looked at and written from both
/// ends, in pieces that may overlap, so that nothing depends on their number but the size of the pieces.
#[inline(always)]
fn push_clean(bytes: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let is_escaped = |lane: Lane| lane.is_within(0, 0x1f) | lane.is(b'"') | lane.is(b'\\') | lane.is(0x7f);
    let is_clean = |lane: Lane| (is_escaped(lane) | may_be_obeyed(lane)).bits() == 0;
    if let Some((first, last)) = ends::<16>(bytes) {
        return (is_clean(Lane::of(first)) & is_clean(Lane::of(last))).then(|| push_ends(first, last, bytes.len(), out));
    }
    if let Some((first, last)) = ends::<8>(bytes) {
        let [a, b] = [first, last].map(|eight| u64::from_le_bytes(*eight));
        return is_clean(joined(a, b)).then(|| push_ends(first, last, bytes.len(), out));
    }
    if let Some((first, last)) = ends::<4>(bytes) {
        let [a, b] = [first, last].map(|four| u64::from(u32::from_le_bytes(*four)));
        return is_clean(joined(a | b << 32, a | b << 32)).then(|| push_ends(first, last, bytes.len(), out));
    }
    let (first, last) = ends::<2>(bytes)?;
    let [a, b] = [first, last].map(|two| u64::from(u16::from_le_bytes(*two)) * 0x1_0001_0001_0001);
    is_clean(joined(a, b)).then(|| push_ends(first, last, bytes.len(), out))
}

/// Sixteen bytes, of which the first are in `low`.
#[inline(always)]
fn joined(low: u64, high: u64) -> Lane {
    Lane::of(&(u128::from(low) | u128::from(high) << 64).to_le_bytes())
}

/// The first and the last so many bytes, which are all where there are no more than twice as many.
#[inline(always)]
fn ends<const N: usize>(bytes: &[u8]) -> Option<(&[u8; N], &[u8; N])> {
    Some((bytes.first_chunk()?, bytes.last_chunk()?))
}

/// Appends `length` bytes, of which these are the first and the last, in quotation marks. As many marks as there may be bytes come first, and those
/// at the two ends stay: there is room for all of it then, and how much is written depends on nothing.
#[inline(always)]
fn push_ends<const N: usize>(first: &[u8; N], last: &[u8; N], length: usize, out: &mut Vec<u8>) {
    let start = out.len() + 1;
    out.extend_from_slice(&[b'"'; SHORT + 2]);
    out[start..start + N].copy_from_slice(first);
    out[start + length - N..start + length].copy_from_slice(last);
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
