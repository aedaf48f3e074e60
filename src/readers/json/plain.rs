//! Reads the JSON that nearly all records are written in, 64 bytes at a time, in a third of the steps that `serde_json` takes.
//!
//! It says nothing of what is wrong. What it is not sure of, such as damage, deep nesting, or more values than are let through, it leaves to
//! `serde_json`, and so it does numbers; a test compares the two.

use std::borrow::Cow;

use super::node::{self, Limits, Node};
use crate::block::Block;

/// Lists and objects that lie in one another deeper than this are left alone.
const DEEPEST: u64 = 32;

/// Reads a JSON value with nothing behind it; `None` where it is not sure.
pub(super) fn read(text: &str, limits: Limits) -> Option<Node<'_>> {
    let mut reader = Reader { text, at: 0, left: limits.values };
    let node = reader.value(limits.depth.min(DEEPEST))?;
    reader.next().is_none().then_some(node)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// How many more values there may be.
    left: u64,
}

impl<'a> Reader<'a> {
    /// The next byte that is no white space; the place moves to it.
    fn next(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            if !matches!(byte, b' ' | b'\n' | b'\t' | b'\r') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// The same; the place moves behind it.
    fn pass(&mut self) -> Option<u8> {
        let byte = self.next();
        self.at += 1;
        byte
    }

    /// Reads a value in which so many lists and objects may lie in one another.
    fn value(&mut self, deeper: u64) -> Option<Node<'a>> {
        self.left = self.left.checked_sub(1)?;
        match self.next()? {
            b'"' => self.string().map(Node::Text),
            b'{' => self.object(deeper.checked_sub(1)?).map(Node::Object),
            b'[' => self.list(deeper.checked_sub(1)?).map(Node::List),
            b'-' | b'0'..=b'9' => self.number(),
            b't' => self.word("true", Node::Bool(true)),
            b'f' => self.word("false", Node::Bool(false)),
            b'n' => self.word("null", Node::Null),
            _ => None,
        }
    }

    fn object(&mut self, deeper: u64) -> Option<Vec<(Cow<'a, str>, Node<'a>)>> {
        self.at += 1;
        let mut members = Vec::new();
        if self.next()? == b'}' {
            self.at += 1;
            return Some(members);
        }
        loop {
            let name = if self.next()? == b'"' { self.string()? } else { return None };
            if self.pass()? != b':' {
                return None;
            }
            members.push((name, self.value(deeper)?));
            match self.pass()? {
                b',' => {}
                b'}' => return Some(members),
                _ => return None,
            }
        }
    }

    fn list(&mut self, deeper: u64) -> Option<Vec<Node<'a>>> {
        self.at += 1;
        let mut items = Vec::new();
        if self.next()? == b']' {
            self.at += 1;
            return Some(items);
        }
        loop {
            items.push(self.value(deeper)?);
            match self.pass()? {
                b',' => {}
                b']' => return Some(items),
                _ => return None,
            }
        }
    }

    fn number(&mut self) -> Option<Node<'a>> {
        let rest = &self.text[self.at..];
        let is_of_number = |byte: u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let length = rest.bytes().position(|byte| !is_of_number(byte)).unwrap_or(rest.len());
        self.at += length;
        node::parse_any(&rest[..length], Limits { values: 1, depth: 0 }).ok()
    }

    fn word(&mut self, word: &str, node: Node<'a>) -> Option<Node<'a>> {
        self.text[self.at..].starts_with(word).then(|| {
            self.at += word.len();
            node
        })
    }

    /// Reads the string whose quotation mark stands at the place.
    fn string(&mut self) -> Option<Cow<'a, str>> {
        let (text, bytes, start) = (self.text, self.text.as_bytes(), self.at + 1);
        let mut is_escaped = false;
        // What stands before is of an escape.
        let mut passed = start;
        for from in (start..bytes.len()).step_by(Block::SIZE) {
            let block = Block::filled(bytes, from, b' ');
            let mut found = block.bits(|lane| lane.is(b'"') | lane.is(b'\\') | lane.is_within(0, 0x1f));
            while found != 0 {
                let at = from + found.trailing_zeros() as usize;
                found &= found - 1;
                match bytes[at] {
                    _ if at < passed => {}
                    b'\\' => (passed, is_escaped) = (at + 2, true),
                    b'"' => {
                        self.at = at + 1;
                        let raw = &text[start..at];
                        return if is_escaped { unescaped(raw).map(Cow::Owned) } else { Some(Cow::Borrowed(raw)) };
                    }
                    _ => return None,
                }
            }
        }
        None
    }
}

fn unescaped(raw: &str) -> Option<String> {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        let (c, length) = escape(&rest[at..])?;
        text.push(c);
        rest = &rest[at + length..];
    }
    text.push_str(rest);
    Some(text)
}

/// The character that the escape at the beginning means, and how long that is.
fn escape(rest: &str) -> Option<(char, usize)> {
    let c = match rest.as_bytes().get(1)? {
        b'n' => '\n',
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b't' => '\t',
        b'r' => '\r',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'u' => return numbered(rest),
        _ => return None,
    };
    Some((c, 2))
}

/// The same of `\u2019`, or of two such that are halves of one character.
fn numbered(rest: &str) -> Option<(char, usize)> {
    const LENGTH: usize = 6;
    let unit = |at: usize| {
        let digits = rest.get(at..at + LENGTH)?.strip_prefix("\\u")?;
        let are_digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        u16::from_str_radix(digits, 16).ok().filter(|_| are_digits)
    };
    let first = unit(0)?;
    match char::from_u32(u32::from(first)) {
        Some(c) => Some((c, LENGTH)),
        None => Some((char::decode_utf16([first, unit(LENGTH)?]).next()?.ok()?, 2 * LENGTH)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LIMITS: Limits = Limits { values: 30, depth: 6 };

    #[test]
    fn records_are_read_here() {
        for (text, is_read) in [
            (
                r#" {"id": "a1", "body": "One.\n\n“Two,” \"she\" said \u2014 caf\u00e9 \ud83d\ude00.", "n": [1, -2.5e3, null, true, false, {}, []]} "#,
                true,
            ),
            (r#"{"body": "\ud83d"}"#, false),
            (r#"{"body": "a","#, false),
            ("{\"body\": \"line\nbreak\"}", false),
            (r#"{"a": 1,}"#, false),
            ("[1, 01]", false),
            ("", false),
        ] {
            let found = read(text, LIMITS);
            assert_eq!(found.is_some(), is_read, "{text}");
            assert!(found.is_none() || found == node::parse_any(text, LIMITS).ok(), "{text}");
        }
    }

    proptest! {
        /// What is read here is what `serde_json` reads, and what that reads is read here, but for depth.
        #[test]
        fn values_are_what_serde_json_reads(
            pieces in proptest::collection::vec(
                prop_oneof![
                    4 => "[\\[\\]{},:]",
                    3 => "\"([a-z é“]|\\\\[nrtbf/\"\\\\]|\\\\u[0-9a-fA-F]{4}|\\\\ud83d\\\\ude0[0-9]){0,9}\"",
                    1 => "\"[a-z]{50,90}(\\\\n|\\\\\\\\)[a-z]{0,90}\"",
                    1 => "-?[0-9]{1,20}(\\.[0-9]{1,3})?([eE][+-]?[0-9]{1,3})?|true|false|null| |\n",
                    1 => "\"a\": ",
                    1 => "\\PC|\"|\\\\|[\u{0}-\u{1f}\u{7f}]",
                ],
                0..30,
            ),
        ) {
            let text = pieces.concat();
            prop_assert_eq!(read(&text, LIMITS), node::parse_any(&text, LIMITS).ok(), "{}", text);
            let list = format!("[{}]", pieces.join(","));
            prop_assert_eq!(read(&list, LIMITS), node::parse_any(&list, LIMITS).ok(), "{}", list);
        }
    }
}
