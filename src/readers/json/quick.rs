//! Reads JSON that is written as it mostly is. Whatever else there is, damage first of all, is left to those who say what is wrong with it.

use std::borrow::Cow;

use super::node::{self, Limits, Node};
use crate::block::Block;

/// Reads a JSON value; `None` where it is damaged, or holds too much. In `scratch` escapes are undone.
pub(super) fn parse<'a>(text: &'a str, limits: Limits, scratch: &mut String) -> Option<Node<'a>> {
    let mut reader = Reader { text, at: 0, left: limits.values, scratch };
    let node = reader.value(limits.depth)?;
    reader.pass_space();
    (reader.at == text.len()).then_some(node)
}

struct Reader<'a, 's> {
    text: &'a str,
    at: usize,
    /// How many more values there may be.
    left: u64,
    scratch: &'s mut String,
}

impl<'a> Reader<'a, '_> {
    /// Reads the next value, in which so many more lists and objects may lie in one another.
    fn value(&mut self, deeper: u64) -> Option<Node<'a>> {
        self.left = self.left.checked_sub(1)?;
        self.pass_space();
        match self.peek()? {
            b'"' => self.string().map(Node::Text),
            b'{' => self.object(deeper.checked_sub(1)?),
            b'[' => self.list(deeper.checked_sub(1)?),
            b't' => self.word("true", Node::Bool(true)),
            b'f' => self.word("false", Node::Bool(false)),
            b'n' => self.word("null", Node::Null),
            b'-' | b'0'..=b'9' => self.number(),
            _ => None,
        }
    }

    fn object(&mut self, deeper: u64) -> Option<Node<'a>> {
        let mut members = Vec::new();
        self.at += 1;
        if self.takes(b'}') {
            return Some(Node::Object(members));
        }
        loop {
            self.pass_space();
            let name = (self.peek()? == b'"').then(|| self.string()).flatten()?;
            if !self.takes(b':') {
                return None;
            }
            members.push((name, self.value(deeper)?));
            if !self.takes(b',') {
                return self.takes(b'}').then_some(Node::Object(members));
            }
        }
    }

    fn list(&mut self, deeper: u64) -> Option<Node<'a>> {
        let mut items = Vec::new();
        self.at += 1;
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

    fn word(&mut self, word: &str, node: Node<'a>) -> Option<Node<'a>> {
        self.at += word.len();
        (self.text.as_bytes().get(self.at - word.len()..self.at)? == word.as_bytes()).then_some(node)
    }

    fn number(&mut self) -> Option<Node<'a>> {
        let rest = &self.text[self.at..];
        let end = rest.bytes().position(|byte| !matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')).unwrap_or(rest.len());
        self.at += end;
        node::parse_with_care(&rest[..end], Limits { values: 1, depth: 0 }).ok()
    }

    /// Reads the string whose opening mark is next.
    fn string(&mut self) -> Option<Cow<'a, str>> {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        let mut mark = self.mark(start)?;
        if bytes[mark] == b'"' {
            self.at = mark + 1;
            return Some(Cow::Borrowed(&self.text[start..mark]));
        }
        self.scratch.clear();
        let mut from = start;
        while bytes[mark] == b'\\' {
            self.scratch.push_str(&self.text[from..mark]);
            from = self.escape(mark + 1)?;
            // One is often followed by another.
            mark = if bytes.get(from) == Some(&b'\\') { from } else { self.mark(from)? };
        }
        self.scratch.push_str(&self.text[from..mark]);
        self.at = mark + 1;
        // Control characters must be escaped.
        (bytes[mark] == b'"').then(|| Cow::Owned(self.scratch.clone()))
    }

    /// Takes what an escape stands for, which is told at `at`; answers where it ends.
    fn escape(&mut self, at: usize) -> Option<usize> {
        let c = match self.text.as_bytes().get(at)? {
            b'n' => '\n',
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => return self.escaped_code(at + 1),
            _ => return None,
        };
        self.scratch.push(c);
        Some(at + 1)
    }

    /// The same where four digits are at `at`, and four more behind them where two halves make one character.
    fn escaped_code(&mut self, at: usize) -> Option<usize> {
        let unit = |at: usize| {
            let digits = self.text.get(at..at + 4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
            u16::from_str_radix(digits, 16).ok()
        };
        let first = unit(at)?;
        let is_half = char::from_u32(u32::from(first)).is_none();
        let second = if is_half && self.text.get(at + 4..at + 6) == Some("\\u") { Some(unit(at + 6)?) } else { None };
        let mut chars = char::decode_utf16([first].into_iter().chain(second));
        self.scratch.push(chars.next()?.ok()?);
        chars.next().is_none().then_some(if is_half { at + 10 } else { at + 4 })
    }

    /// Where the next byte is, from `at` on, that ends a string or may not stand in one as it is.
    fn mark(&self, mut at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        while at < bytes.len() {
            let block = Block::filled(bytes, at, b' ');
            let marks = block.bits(|lane| lane.is(b'"') | lane.is(b'\\') | lane.is_within(0, 0x1f));
            if marks != 0 {
                return Some(at + marks.trailing_zeros() as usize);
            }
            at += Block::SIZE;
        }
        None
    }

    /// Passes over a byte, behind white space, if it is next.
    fn takes(&mut self, byte: u8) -> bool {
        self.pass_space();
        let takes = self.peek() == Some(byte);
        self.at += usize::from(takes);
        takes
    }

    fn pass_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn assert_alike(text: &str, limits: Limits) {
        let careful = node::parse_with_care(text, limits).ok();
        let quick = parse(text, limits, &mut String::new());
        assert!(quick == careful, "{text:?}: {quick:?}, not {careful:?}");
    }

    #[test]
    fn values_are_what_they_are_for_those_who_read_with_care() {
        let limits = Limits { values: 6, depth: 3 };
        for text in [
            r#"{"a": "b", "c": [1, -2, 3.5e2, -0, 01, true], "d": null}"#,
            r#" {"a" : [ ] , "b" : { } } "#,
            r#"{"a": 1, "a": 2, "": false}"#,
            r#"["\"\\\/\b\f\n\r\t", "\u00e9\ud83d\ude00", "東\n\n“é”"]"#,
            r#"["\ud83d"]"#,
            r#"["\ud83d\u0041"]"#,
            r#"["\ude00\ud83d"]"#,
            r#"["\ud83dx\ude00"]"#,
            r#"["\u12"]"#,
            r#"["\u+123"]"#,
            r#"["\x"]"#,
            "[\"a\tb\"]",
            "[\"a\0\"]",
            "\"a",
            "\"a\\",
            "",
            "tru",
            "nullx",
            "1 2",
            "[1,]",
            "[1 2]",
            "{\"a\" 1}",
            "{\"a\": 1,}",
            "{a: 1}",
            "[1}",
            "18446744073709551615",
            "1e400",
            "-",
            "[1,2,3,4,5]",
            "[1,2,3,4,5,6]",
            "[[[1]]]",
            "[[[[1]]]]",
        ] {
            assert_alike(text, limits);
        }
    }

    proptest! {
        #[test]
        fn damaged_or_whole_it_is_read_the_same(
            words in proptest::collection::vec("(\\PC|[a-z ]{0,70}|[\\n\\t\"\\\\\\u{0}é東😀]){0,4}", 1..8), cut in any::<prop::sample::Index>(), byte in "[\\PC\"\\\\{}\\[\\],:0u\\n]",
        ) {
            let text = serde_json::json!({ "list": words, "object": { words[0].as_str(): [1.5, 2, null] } }).to_string();
            let limits = Limits { values: 100, depth: 10 };
            assert_alike(&text, limits);
            let at = (0..=cut.index(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap();
            assert_alike(&text[..at], limits);
            let next = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
            assert_alike(&[&text[..at], &byte, &text[next..]].concat(), limits);
        }
    }
}
