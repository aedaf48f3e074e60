//! Reads JSON that is sound, faster than `serde_json` does: strings are looked at many bytes at a step, and made at their full length at once.
//!
//! What is not sound, or too much, is no value here and is left to `serde_json`, which says what is wrong with it.

use std::borrow::Cow;

use super::node::{Limits, Node};

/// Reads a whole text as one value.
pub(super) fn parse(text: &str, limits: Limits) -> Option<Node<'_>> {
    let mut reader = Reader { text, at: 0, values: limits.values };
    let node = reader.value(limits.depth)?;
    reader.skip_space();
    (reader.at == text.len()).then_some(node)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// How many more values there may be.
    values: u64,
}

impl<'a> Reader<'a> {
    fn next_byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.next_byte(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Steps over a byte, with the white space before it, where it comes next.
    fn takes(&mut self, byte: u8) -> bool {
        self.skip_space();
        let comes = self.next_byte() == Some(byte);
        self.at += usize::from(comes);
        comes
    }

    /// Reads the value that comes next, in which so many lists and objects may lie in one another.
    fn value(&mut self, deeper: u64) -> Option<Node<'a>> {
        self.values = self.values.checked_sub(1)?;
        self.skip_space();
        match self.next_byte()? {
            b'"' => self.string().map(Node::Text),
            b'{' => self.members(deeper.checked_sub(1)?),
            b'[' => self.items(deeper.checked_sub(1)?),
            b't' => self.word("true", Node::Bool(true)),
            b'f' => self.word("false", Node::Bool(false)),
            b'n' => self.word("null", Node::Null),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &str, node: Node<'a>) -> Option<Node<'a>> {
        let comes = self.text.as_bytes()[self.at..].starts_with(word.as_bytes());
        self.at += word.len();
        comes.then_some(node)
    }

    fn number(&mut self) -> Option<Node<'a>> {
        let rest = &self.text[self.at..];
        let length = rest.bytes().take_while(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')).count();
        self.at += length;
        super::node::parse_by_serde(&rest[..length], Limits { values: 1, depth: 0 }).ok()
    }

    fn items(&mut self, deeper: u64) -> Option<Node<'a>> {
        self.at += 1;
        let mut items = Vec::new();
        if self.takes(b']') {
            return Some(Node::List(items));
        }
        loop {
            items.push(self.value(deeper)?);
            if !self.takes(b',') {
                return self.takes(b']').then_some(Node::List(items));
            }
        }
    }

    fn members(&mut self, deeper: u64) -> Option<Node<'a>> {
        self.at += 1;
        let mut members = Vec::new();
        if self.takes(b'}') {
            return Some(Node::Object(members));
        }
        members.reserve(USUAL_MEMBERS);
        loop {
            self.skip_space();
            let name = self.string()?;
            if !self.takes(b':') {
                return None;
            }
            members.push((name, self.value(deeper)?));
            if !self.takes(b',') {
                return self.takes(b'}').then_some(Node::Object(members));
            }
        }
    }

    /// Reads the string that comes next.
    fn string(&mut self) -> Option<Cow<'a, str>> {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        if self.next_byte() != Some(b'"') {
            return None;
        }
        let mut end = start + plain_length(&bytes[start..]);
        let first_escape = end;
        while *bytes.get(end)? == b'\\' {
            // What is escaped may be a quotation mark.
            end += 2;
            end += plain_length(bytes.get(end..)?);
        }
        self.at = end + 1;
        let written = self.text.get(start..end).filter(|_| bytes[end] == b'"')?;
        if end == first_escape { Some(Cow::Borrowed(written)) } else { unescaped(written).map(Cow::Owned) }
    }
}

/// Room for the members that most objects have.
const USUAL_MEMBERS: usize = 8;

/// Bytes looked at together.
const MANY: usize = 32;

/// How many bytes of a string stand before the first that ends it, begins an escape, or must not be in it.
fn plain_length(bytes: &[u8]) -> usize {
    let is_special = |byte: u8| (byte < b' ') | (byte == b'"') | (byte == b'\\');
    let is_plain = |many: &&[u8; MANY]| many.iter().fold(0, |any, &byte| any | u8::from(is_special(byte))) == 0;
    let plain = MANY * bytes.as_chunks().0.iter().take_while(is_plain).count();
    let mut at = plain;
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let special = specials(u64::from_le_bytes(*eight));
        if special != 0 {
            return at + special.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    at + bytes[at..].iter().take_while(|&&byte| !is_special(byte)).count()
}

/// The highest bit of the first of eight bytes that is special, the first byte lowest, and of some behind it.
fn specials(bytes: u64) -> u64 {
    let all = |byte: u8| u64::from_le_bytes([byte; 8]);
    // The highest bit of each byte that is less than `bound`, and of some behind one that is.
    let below = |bytes: u64, bound: u8| bytes.wrapping_sub(all(bound)) & !bytes;
    (below(bytes, b' ') | below(bytes ^ all(b'"'), 1) | below(bytes ^ all(b'\\'), 1)) & all(0x80)
}

/// A string without its escapes.
fn unescaped(written: &str) -> Option<String> {
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        let escaped = *rest.as_bytes().get(at + 1)?;
        rest = rest.get(at + 2..)?;
        text.push(match escaped {
            b'"' | b'\\' | b'/' => char::from(escaped),
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => numbered(&mut rest)?,
            _ => return None,
        });
    }
    text.push_str(rest);
    Some(text)
}

/// The character whose number stands here, in one group of four digits or in two.
fn numbered(rest: &mut &str) -> Option<char> {
    let first = four_digits(rest)?;
    if !(0xd800..0xdc00).contains(&first) {
        return char::from_u32(first);
    }
    *rest = rest.strip_prefix("\\u")?;
    let second = four_digits(rest).filter(|second| (0xdc00..0xe000).contains(second))?;
    char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))
}

fn four_digits(rest: &mut &str) -> Option<u32> {
    let (digits, behind) = rest.split_at_checked(4).filter(|(digits, _)| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    *rest = behind;
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::json::node::parse_by_serde;
    use proptest::prelude::*;

    const LIMITS: Limits = Limits { values: 50, depth: 6 };

    fn agrees(text: &str) {
        assert_eq!(parse(text, LIMITS), parse_by_serde(text, LIMITS).ok(), "{text}");
    }

    #[test]
    fn what_is_sound_is_read_and_nothing_else() {
        for text in [
            r#" {"a": ["b", -1, 2.5e3, true, false, null], "c": {}, "d": [ ] , "a":"" } "#,
            r#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#,
            r#""\ud83d""#,
            r#""\ud83dx""#,
            r#""\ude00""#,
            r#""\ud83d\u0041""#,
            r#""\u00g0""#,
            r#""\u+123""#,
            r#""\x""#,
            r#""open"#,
            r#""open\"#,
            r#""open\\"#,
            "\"a\nb\"",
            "\"a\u{7f}\u{2028}é\"",
            "01",
            "-",
            "1.",
            "18446744073709551615",
            "1e999",
            "[1,]",
            "[1 2]",
            "[,1]",
            "{\"a\" 1}",
            "{\"a\":1,}",
            "{a:1}",
            "tru",
            "truest",
            "1 2",
            "",
            "[[[[[[1]]]]]]",
            "[[[[[[[1]]]]]]]",
            "[[[[[[[]]]]]]]",
            "\u{feff}1",
        ] {
            agrees(text);
        }
        for count in [48, 49, 50] {
            agrees(&format!("[{}1]", "1,".repeat(count - 1)));
        }
    }

    proptest! {
        #[test]
        fn values_are_those_that_serde_reads(text in r#"([\[\]{}:, \n]|"|\\["\\/bfnrtu]|\\u[0-9a-fD]{4}|\\ud83d\\ude00|[a-z]{0,40}|é|[0-9.eE+-]{1,4}|true|null){0,12}"#) {
            agrees(&text);
            agrees(&format!("\"{text}\""));
            agrees(&format!("[\"{text}\"]"));
            agrees(&format!("{{\"{text}\":{text}}}"));
        }

        #[test]
        fn what_was_written_is_read(texts in proptest::collection::vec("(\\PC|[\"\\\\\n\r\t\u{1}]|[a-z ]{0,80}){0,30}", 0..5)) {
            agrees(&serde_json::to_string(&texts).unwrap());
            agrees(&serde_json::to_string_pretty(&texts).unwrap());
        }
    }
}
