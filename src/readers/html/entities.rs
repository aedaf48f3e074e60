//! Character references: `&eacute;`, `&#8217;`, `&#x2019;`.

use std::borrow::Cow;

/// Names and characters, one pair a line, sorted by name.
static NAMES: &str = include_str!("entities.tsv");

/// The longest name in the table.
const LONGEST: usize = 10;

/// Replaces the character references of a text by their characters; unknown ones stay as written.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while !rest.is_empty() {
        if let Some((decoded, len)) = reference(rest) {
            out.push(decoded);
            rest = &rest[len..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
        let plain = memchr::memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
        out.push_str(&rest[..plain]);
        rest = &rest[plain..];
    }
    Cow::Owned(out)
}

/// Reads the reference that a text beginning with `&` opens with: its character and its length in bytes.
fn reference(text: &str) -> Option<(char, usize)> {
    let body = text.get(1..)?;
    if let Some(number) = body.strip_prefix('#') {
        let (digits, radix, skip) = match number.strip_prefix(['x', 'X']) {
            Some(hex) => (hex, 16, 3),
            None => (number, 10, 2),
        };
        let len = digits.bytes().take(8).take_while(|b| char::from(*b).is_digit(radix)).count();
        let code = u32::from_str_radix(digits.get(..len)?, radix).ok()?;
        let semicolon = usize::from(digits.as_bytes().get(len) == Some(&b';'));
        return Some((numbered(code), skip + len + semicolon));
    }
    let len = body.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let name = body.get(..len)?;
    if body.as_bytes().get(len) == Some(&b';') {
        return named(name).map(|c| (c, len + 2));
    }
    // Without its semicolon only what browsers take too, and never inside a longer word ("AT&Tnot", "?a=1&copy=2").
    matches!(name, "amp" | "lt" | "gt" | "quot" | "nbsp" | "copy" | "reg").then(|| named(name).map(|c| (c, len + 1))).flatten()
}

/// The character of a number; those of Windows-1252 that pages write for typographic marks are mapped as the standard says.
fn numbered(code: u32) -> char {
    const WINDOWS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•',
        '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match code {
        0x80..=0x9f => WINDOWS[(code - 0x80) as usize],
        0 => char::REPLACEMENT_CHARACTER,
        _ => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

fn named(name: &str) -> Option<char> {
    let table = NAMES.as_bytes();
    let (mut low, mut high) = (0, table.len());
    // Binary search over the lines of the table.
    while low < high {
        let middle = low + (high - low) / 2;
        let start = memchr::memrchr(b'\n', &table[low..middle]).map_or(low, |n| low + n + 1);
        let end = memchr::memchr(b'\n', &table[start..]).map_or(table.len(), |n| start + n);
        let (key, value) = NAMES[start..end].split_once('\t')?;
        match key.cmp(name) {
            std::cmp::Ordering::Equal => return value.chars().next(),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}
