//! Cuts a query into words, phrases, field names, parentheses and operators, in one pass.
//!
//! It knows the names of operators and the shape of field names, not what a field holds: that is the parser's. A field's value runs to
//! the next blank, parenthesis or quotation mark, so that addresses and times may hold colons.

use std::ops::Range;

use super::errors::{Fix, Problems};
use super::fields::{Named, named};
use super::problem::{Problem, short};
use super::tree::Within;

/// The largest distance of `w/n`.
pub(super) const MAX_DISTANCE: u32 = 1000;

/// A piece of a query.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
    /// Nothing stands between it and the one before.
    pub(super) glued: bool,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Open,
    Close,
    /// A run of characters, with its escapes, signs and suffixes.
    Word,
    /// What stands between quotation marks.
    Phrase {
        exact: bool,
        inner: Range<usize>,
    },
    /// `~5` after a phrase or parenthesis.
    Slop,
    /// `^2` after a phrase or parenthesis.
    Weight,
    /// A name before a colon, or right before a parenthesis.
    Field {
        name: Range<usize>,
    },
    Minus,
    And,
    Or,
    Not,
    Near {
        within: Within,
        ordered: bool,
    },
    /// `atleast3`; the digits.
    AtLeast {
        digits: Range<usize>,
    },
}

/// Cuts up `text`.
pub(super) fn lex(text: &str, problems: &mut Problems) -> Vec<Token> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new(), problems };
    lexer.run();
    lexer.tokens
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
    problems: &'a mut Problems,
}

impl Lexer<'_> {
    fn run(&mut self) {
        let mut blank = true;
        while let Some(c) = self.peek() {
            if c.is_whitespace() {
                self.at += c.len_utf8();
                blank = true;
                continue;
            }
            let from = self.tokens.len();
            self.token(c);
            if let Some(token) = self.tokens.get_mut(from) {
                token.glued = !blank;
            }
            blank = false;
        }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn push(&mut self, kind: Kind, span: Range<usize>) {
        self.at = span.end;
        self.tokens.push(Token { kind, span, glued: true });
    }

    fn token(&mut self, c: char) {
        let start = self.at;
        let value = matches!(self.tokens.last(), Some(Token { kind: Kind::Field { .. }, span, .. }) if span.end == start);
        let suffixed = matches!(self.tokens.last(), Some(Token { kind: Kind::Phrase { .. } | Kind::Close | Kind::Slop | Kind::Weight, span, .. }) if span.end == start);
        match c {
            '(' => self.push(Kind::Open, start..start + 1),
            ')' => self.push(Kind::Close, start..start + 1),
            '~' | '^' if suffixed => {
                let kind = if c == '~' { Kind::Slop } else { Kind::Weight };
                let tail = &self.text[start + 1..];
                let len = tail.find(|c: char| !(c.is_alphanumeric() || c == '.' || c == '-')).unwrap_or(tail.len());
                self.push(kind, start..start + 1 + len);
            }
            c if closers(c).is_some() => self.phrase(start, start, c),
            '=' if let Some(mark) = self.text[start + 1..].chars().next().filter(|&c| closers(c).is_some()) => {
                self.phrase(start, start + 1, mark);
            }
            _ if value => {
                let end = self.run_end(start);
                match at_least_digits(&self.text[start..end]).filter(|_| self.text[end..].starts_with('(')) {
                    Some(at) => self.push(Kind::AtLeast { digits: start + at..end }, start..end),
                    None => self.push(Kind::Word, start..end),
                }
            }
            '-' if self.text[start + 1..].chars().next().is_some_and(|c| !c.is_whitespace() && c != ')') => {
                self.push(Kind::Minus, start..start + 1);
            }
            _ => self.word(start),
        }
    }

    /// Where the run of characters that begins at `start` ends.
    fn run_end(&mut self, start: usize) -> usize {
        let mut chars = self.text[start..].char_indices();
        while let Some((at, c)) = chars.next() {
            if c == '\\' {
                if chars.next().is_none() {
                    let span = start + at..self.text.len();
                    let fix = Fix { range: span.clone(), with: String::new() };
                    self.problems.push(Problem::TrailingBackslash, span, Some(fix));
                }
            } else if c.is_whitespace()
                || matches!(c, '(' | ')')
                || (at > 0 && closers(c).is_some() && !is_gershayim(self.text, start + at, c))
            {
                return start + at;
            }
        }
        self.text.len()
    }

    fn phrase(&mut self, start: usize, mark: usize, opener: char) {
        let from = mark + opener.len_utf8();
        let closing = closers(opener).unwrap_or_default();
        let mut chars = self.text[from..].char_indices();
        while let Some((at, c)) = chars.next() {
            if c == '\\' {
                chars.next();
            } else if closing.contains(&c) && !is_gershayim(self.text, from + at, c) {
                self.push(Kind::Phrase { exact: mark > start, inner: from..from + at }, start..from + at + c.len_utf8());
                return;
            }
        }
        let end = self.text.len();
        if self.text[from..].trim().is_empty() {
            // Nothing is open but the mark itself.
            self.problems.push(Problem::StrayQuote, mark..from, Some(Fix { range: start..from, with: String::new() }));
            self.at = end;
            return;
        }
        let fix = self.closing_quote(start, mark);
        self.problems.push(Problem::UnclosedQuote, mark..from, Some(fix));
        self.push(Kind::Phrase { exact: mark > start, inner: from..end }, start..end);
    }

    /// What mends an open quotation mark: a second one before the parentheses that are still to close, or an escape after a digit (inches).
    fn closing_quote(&self, start: usize, mark: usize) -> Fix {
        if self.text[..start].ends_with(|c: char| c.is_ascii_digit()) {
            return Fix { range: mark..mark, with: "\\".into() };
        }
        if let Some(other) = self.text.chars().next_back().filter(|c| self.text.len() > mark + c.len_utf8() && is_foreign_closer(*c)) {
            // Closed by the mark of another pair.
            return Fix { range: self.text.len() - other.len_utf8()..self.text.len(), with: "\"".into() };
        }
        let count = |kind: &Kind| self.tokens.iter().filter(|token| token.kind == *kind).count();
        let mut open = count(&Kind::Open).saturating_sub(count(&Kind::Close));
        let mut end = self.text.len();
        while open > 0 && self.text[mark..end].ends_with(')') {
            open -= 1;
            end -= 1;
        }
        let closing = self.text[mark..].chars().next().and_then(closers).unwrap_or_default();
        let with = closing.iter().find(|&&mark| mark == '"').or(closing.first()).copied().unwrap_or('"');
        Fix { range: end..end, with: with.into() }
    }

    fn word(&mut self, start: usize) {
        let end = self.run_end(start);
        let raw = &self.text[start..end];
        let called = self.text[end..].starts_with('(');
        if let Some(colon) = unescaped(raw).find(|&(at, c)| c == ':' && at > 0).map(|(at, _)| start + at) {
            return self.push(Kind::Field { name: start..colon }, start..colon + 1);
        }
        let kind = match raw {
            "AND" => Kind::And,
            "OR" => Kind::Or,
            "NOT" => Kind::Not,
            _ => {
                if let Some((within, ordered)) = near_operator(raw) {
                    Kind::Near { within, ordered }
                } else if let Some(at) = at_least_digits(raw) {
                    Kind::AtLeast { digits: start + at..end }
                } else if called && is_call(raw) {
                    Kind::Field { name: start..end }
                } else {
                    Kind::Word
                }
            }
        };
        if matches!(kind, Kind::Near { within: Within::Words(n), .. } if !(1..=MAX_DISTANCE).contains(&n)) {
            let at = start + raw.find('/').map_or(raw.len(), |slash| slash + 1);
            let nearest = if raw[at - start..].bytes().all(|b| b == b'0') { 1 } else { MAX_DISTANCE };
            let fix = Fix { range: at..end, with: nearest.to_string() };
            self.problems.push(Problem::Distance { operator: short(raw), max: MAX_DISTANCE }, start..end, Some(fix));
        }
        self.push(kind, start..end);
    }
}

/// Whether a name right before a parenthesis is meant for a field: one we know, or all capitals as Lexis writes them.
pub(super) fn is_call(name: &str) -> bool {
    let capitals = name.len() > 1 && name.bytes().all(|b| b.is_ascii_uppercase() || b == b'-');
    capitals || !matches!(named(name, false), Named::Wrong(_)) && !name.eq_ignore_ascii_case("has") && !name.eq_ignore_ascii_case("no")
}

/// Whether a quotation mark stands inside a Hebrew word, as it does in acronyms.
pub(super) fn is_gershayim(text: &str, at: usize, mark: char) -> bool {
    let is_hebrew = |c: char| matches!(c, 'א'..='ת');
    let after = &text[at + mark.len_utf8()..];
    matches!(mark, '"' | '”') && text[..at].ends_with(is_hebrew) && after.starts_with(is_hebrew)
}

/// Whether a character closes phrases, though not the one that ends with it here.
fn is_foreign_closer(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '″' | '」' | '』')
}

/// The marks that close a phrase which `opener` opens; `None` where it opens none.
pub(super) fn closers(opener: char) -> Option<&'static [char]> {
    Some(match opener {
        '"' => &['"'],
        '“' | '”' | '„' | '‟' => &['“', '”', '‟', '"'],
        '«' => &['»'],
        '»' => &['«'],
        '＂' => &['＂', '"'],
        '「' => &['」'],
        '『' => &['』'],
        _ => return None,
    })
}

/// Reads `w/5`, `near/5`, `pre/5`, `w/s`, `w/p`; a number too large is kept as the largest there is.
pub(super) fn near_operator(raw: &str) -> Option<(Within, bool)> {
    let (name, distance) = raw.split_once('/')?;
    let ordered = name.eq_ignore_ascii_case("pre");
    if !ordered && !name.eq_ignore_ascii_case("w") && !name.eq_ignore_ascii_case("near") {
        return None;
    }
    let within = match distance {
        _ if is_any(distance, &["s", "sent", "sentence"]) => Within::Sentence,
        _ if is_any(distance, &["p", "para", "paragraph"]) => Within::Paragraph,
        _ if !distance.is_empty() && distance.bytes().all(|b| b.is_ascii_digit()) => Within::Words(distance.parse().unwrap_or(u32::MAX)),
        _ => return None,
    };
    Some((within, ordered))
}

fn is_any(text: &str, names: &[&str]) -> bool {
    names.iter().any(|name| text.eq_ignore_ascii_case(name))
}

/// Where the digits of `atleast3` begin.
pub(super) fn at_least_digits(raw: &str) -> Option<usize> {
    let digits = raw.get("atleast".len()..)?;
    let named = raw.get(.."atleast".len())?.eq_ignore_ascii_case("atleast");
    (named && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then_some("atleast".len())
}

/// The characters of `raw` that no backslash stands before, backslashes left out.
pub(super) fn unescaped(raw: &str) -> impl DoubleEndedIterator<Item = (usize, char)> {
    let mut escaped = false;
    let kept: Vec<(usize, char)> = raw
        .char_indices()
        .filter(|&(_, c)| {
            let keep = !escaped && c != '\\';
            escaped = !escaped && c == '\\';
            keep
        })
        .collect();
    kept.into_iter()
}
