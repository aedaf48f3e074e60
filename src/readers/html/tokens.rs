//! HTML to tags and text, borrowed from the page.
//!
//! Follows the tokenizer of the HTML standard where pages rely on it, and differs where a damaged page would lose its text: an unclosed
//! comment ends at the next `>`. Every byte is looked at a fixed number of times, whatever the input.

use memchr::{memchr, memchr2, memchr3, memmem, memrchr};

/// A piece of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'h> {
    /// Text with its character references as written.
    Text(&'h str),
    /// A start tag: its name and attributes as written.
    Start(&'h str, &'h str),
    /// An end tag.
    End(&'h str),
}

/// Walks over a page.
pub(super) struct Tokens<'h> {
    html: &'h str,
    at: usize,
    last_double: Option<usize>,
    last_single: Option<usize>,
    last_comment_end: Option<usize>,
}

impl<'h> Tokens<'h> {
    pub(super) fn new(html: &'h str) -> Self {
        Self {
            html,
            at: 0,
            last_double: memrchr(b'"', html.as_bytes()),
            last_single: memrchr(b'\'', html.as_bytes()),
            last_comment_end: memmem::rfind(html.as_bytes(), b"-->"),
        }
    }

    fn rest(&self) -> &'h [u8] {
        &self.html.as_bytes()[self.at..]
    }

    /// Takes everything up to the end tag of a raw text element whose start tag was just read, and that end tag.
    pub(super) fn raw_text(&mut self, name: &str) -> &'h str {
        let start = self.at;
        let mut from = start;
        let bytes = self.html.as_bytes();
        while let Some(found) = memmem::find(&bytes[from..], b"</") {
            let open = from + found;
            let after = open + 2 + name.len();
            let is_name = bytes.get(open + 2..after).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()));
            if is_name && bytes.get(after).is_none_or(|b| !b.is_ascii_alphanumeric()) {
                self.at = memchr(b'>', &bytes[after..]).map_or(bytes.len(), |end| after + end + 1);
                return &self.html[start..open];
            }
            from = open + 2;
        }
        self.at = bytes.len();
        &self.html[start..]
    }

    /// Position of the `>` that ends the tag whose attributes begin at `from`; quotes are respected.
    fn tag_end(&self, from: usize) -> usize {
        let bytes = self.html.as_bytes();
        let mut at = from;
        while let Some(found) = memchr3(b'>', b'"', b'\'', &bytes[at..]) {
            let here = at + found;
            let quote = bytes[here];
            if quote == b'>' {
                return here;
            }
            let last = if quote == b'"' { self.last_double } else { self.last_single };
            // A quote opens a value only after `=`; elsewhere it is a stray.
            let opens = bytes[from..here].iter().rev().find(|b| !b.is_ascii_whitespace()) == Some(&b'=');
            at = match last {
                Some(last) if opens && last > here => memchr(quote, &bytes[here + 1..]).map_or(here + 1, |end| here + end + 2),
                _ => here + 1,
            };
        }
        bytes.len()
    }

    /// Skips a comment, a doctype or another declaration that begins here.
    fn skip_declaration(&mut self) {
        let rest = self.rest();
        if rest.starts_with(b"<!--") && self.last_comment_end.is_some_and(|end| end >= self.at + 2) {
            self.at += memmem::find(&rest[2..], b"-->").map_or(rest.len(), |end| end + 5);
        } else {
            self.at += memchr(b'>', rest).map_or(rest.len(), |end| end + 1);
        }
    }

    fn tag(&mut self) -> Option<Token<'h>> {
        let rest = self.rest();
        let closing = rest.get(1) == Some(&b'/');
        let name_at = self.at + 1 + usize::from(closing);
        let bytes = self.html.as_bytes();
        let name_len = bytes[name_at..].iter().take_while(|b| !b.is_ascii_whitespace() && !matches!(b, b'>' | b'/' | b'<')).count();
        let name = &self.html[name_at..name_at + name_len];
        let end = self.tag_end(name_at + name_len);
        self.at = (end + 1).min(bytes.len());
        if name.is_empty() {
            return None;
        }
        Some(if closing { Token::End(name) } else { Token::Start(name, &self.html[name_at + name_len..end]) })
    }
}

impl<'h> Iterator for Tokens<'h> {
    type Item = Token<'h>;

    fn next(&mut self) -> Option<Token<'h>> {
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            if rest[0] == b'<' {
                match (rest.get(1), rest.get(2)) {
                    (Some(b'!' | b'?'), _) => {
                        self.skip_declaration();
                        continue;
                    }
                    (Some(b), _) if b.is_ascii_alphabetic() => {
                        if let Some(token) = self.tag() {
                            return Some(token);
                        }
                        continue;
                    }
                    (Some(b'/'), Some(b)) if b.is_ascii_alphabetic() => {
                        if let Some(token) = self.tag() {
                            return Some(token);
                        }
                        continue;
                    }
                    _ => {}
                }
            }
            let len = memchr(b'<', &rest[1..]).map_or(rest.len(), |n| n + 1);
            let text = &self.html[self.at..self.at + len];
            self.at += len;
            return Some(Token::Text(text));
        }
    }
}

/// Walks over the attributes of a start tag: name and value as written.
pub(super) struct Attributes<'h> {
    raw: &'h str,
}

impl<'h> Attributes<'h> {
    pub(super) fn new(raw: &'h str) -> Self {
        Self { raw }
    }

    fn take(&mut self, len: usize) -> &'h str {
        let (head, tail) = self.raw.split_at(len);
        self.raw = tail;
        head
    }
}

impl<'h> Iterator for Attributes<'h> {
    type Item = (&'h str, &'h str);

    fn next(&mut self) -> Option<Self::Item> {
        self.raw = self.raw.trim_start_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '"' | '\'' | '='));
        if self.raw.is_empty() {
            return None;
        }
        let name_len = self.raw.bytes().take_while(|b| !b.is_ascii_whitespace() && !matches!(b, b'=' | b'/')).count();
        let name = self.take(name_len);
        let after = self.raw.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let Some(value) = after.strip_prefix('=') else {
            return Some((name, ""));
        };
        self.raw = value.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let quote = self.raw.bytes().next().filter(|b| matches!(b, b'"' | b'\''));
        let value = match quote {
            Some(quote) => {
                self.take(1);
                let len = memchr(quote, self.raw.as_bytes()).unwrap_or(self.raw.len());
                self.take(len)
            }
            None => {
                let len = memchr3(b' ', b'\n', b'\t', self.raw.as_bytes()).unwrap_or(self.raw.len());
                let len = memchr2(b'\r', b'\x0c', &self.raw.as_bytes()[..len]).unwrap_or(len);
                self.take(len)
            }
        };
        Some((name, value))
    }
}
