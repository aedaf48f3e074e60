//! Strings of JSON: what the format wants escaped, and what it lets through and a terminal obeys.

use std::io::Write;

use crate::present::look::is_obeyed;

/// Appends a text as a JSON string, quotation marks included.
///
/// Bytes are looked at eight at a time, and one by one only where there may be some to escape among them.
pub(super) fn push_text(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    out.reserve(bytes.len() + 2);
    out.push(b'"');
    let (mut at, mut written) = (0, 0);
    while at < bytes.len() {
        if let Some(eight) = bytes[at..].first_chunk()
            && !may_be_of_interest(u64::from_le_bytes(*eight))
        {
            at += 8;
            continue;
        }
        let end = bytes.len().min(at + 8);
        while at < end {
            let byte = bytes[at];
            if !INTERESTING[usize::from(byte)] {
                at += 1;
                continue;
            }
            let Some(c) = text[at..].chars().next() else { break };
            if byte < 0x80 || is_obeyed(c) {
                out.extend_from_slice(&bytes[written..at]);
                push_escaped(c, out);
                written = at + c.len_utf8();
            }
            at += c.len_utf8();
        }
    }
    out.extend_from_slice(&bytes[written..]);
    out.push(b'"');
}

/// Whether any of eight bytes may be one of interest; all of them are there that are, and some that are not: any beyond ASCII.
fn may_be_of_interest(bytes: u64) -> bool {
    let all = |byte: u8| u64::from_le_bytes([byte; 8]);
    // The highest bit of each byte that is less than `bound`, and of some behind one that is.
    let below = |bytes: u64, bound: u8| bytes.wrapping_sub(all(bound)) & !bytes;
    let is = |byte: u8| below(bytes ^ all(byte), 1);
    (below(bytes, b' ') | is(b'"') | is(b'\\') | is(0x7f) | bytes) & all(0x80) != 0
}

/// Appends a name that the program itself gives, which holds nothing to escape.
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

/// The same by byte, for looking at one byte after the other.
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
        fn what_nothing_obeys_is_written_as_everybody_writes_it(text in "([a-z ]{0,40}|[\"\\\\\n\r\t“é東]|\\PC)*") {
            prop_assume!(!text.chars().any(|c| c > '\u{7f}' && is_obeyed(c)));
            prop_assert_eq!(written(&text), serde_json::to_string(&text).unwrap());
        }
    }
}
