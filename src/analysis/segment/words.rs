//! What a word is: one pass over the bytes of a text.
//!
//! Nearly all words are runs of ASCII letters and digits. What the bytes of a text are is worked out for 64 of them together, so that the end
//! of such a word is found without a look at each of its letters; the others are looked at character by character.

use unicode_normalization::char::is_combining_mark;

use super::block::{BLOCK, Block};
use super::{Token, TokenCase, TokenKind};

const SMALL: u8 = 1;
const CAPITAL: u8 = 2;
const DIGIT: u8 = 4;
/// May join what stands on its two sides to one word.
const JOINING: u8 = 8;
/// A byte of a character beyond ASCII.
const WIDE: u8 = 16;
const LETTER: u8 = SMALL | CAPITAL;
const ALPHANUMERIC: u8 = LETTER | DIGIT;

/// Bytes by what they do in a word.
static CLASSES: [u8; 256] = {
    let mut classes = [WIDE; 256];
    let mut byte = 0_usize;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' => SMALL,
            b'A'..=b'Z' => CAPITAL,
            b'0'..=b'9' => DIGIT,
            b'\'' | b'&' | b'.' | b',' => JOINING,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

fn class(byte: u8) -> u8 {
    CLASSES[usize::from(byte)]
}

/// Walks the words of a text, from its beginning to its end.
pub(super) struct Walk<'t> {
    text: &'t str,
    block: Block,
}

impl<'t> Walk<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, block: Block::at(text.as_bytes(), 0) }
    }

    /// The first word that begins at byte `from` or later, and before `until`. What was passed is not gone back to.
    #[inline(always)]
    pub(super) fn next(&mut self, from: usize, until: usize) -> Option<Token> {
        if let Some(token) = self.next_beside(from, until) {
            return Some(token);
        }
        let start = self.find(from, until)?;
        Some(self.next_beside(start, until).unwrap_or_else(|| self.word_at(start).token(start)))
    }

    /// The next word where it is as most are: of ASCII letters and digits, whole in this block, with nothing behind that may join it to more.
    #[inline(always)]
    fn next_beside(&self, from: usize, until: usize) -> Option<Token> {
        let block = &self.block;
        let shift = from.wrapping_sub(block.start);
        let rest = if shift < BLOCK { block.met >> shift } else { 0 };
        let start = from + rest.trailing_zeros() as usize;
        let shift = start - block.start;
        if rest == 0 || start >= until {
            return None;
        }
        let length = (!(block.plain >> shift)).trailing_zeros() as usize;
        let end = start + length;
        let bytes = self.text.as_bytes();
        if length == 0 || shift + length >= BLOCK || may_go_on(bytes, end) {
            return None;
        }
        Some(plain_token(bytes, start, end))
    }

    /// Where the next word begins; a word of ASCII letters and digits is whole in the block from then on, unless it is longer.
    #[inline(never)]
    fn find(&mut self, mut from: usize, until: usize) -> Option<usize> {
        loop {
            let start = self.first(from, until)?;
            if self.block.plain >> (start - self.block.start) & 1 != 0 {
                self.begin_block(start);
                return Some(start);
            }
            let c = self.text[start..].chars().next()?;
            if c.is_alphanumeric() {
                return Some(start);
            }
            from = start + c.len_utf8();
        }
    }

    /// The word that begins at `start`, which is not as most are.
    #[inline(never)]
    fn word_at(&mut self, start: usize) -> Cut {
        if self.block.plain >> (start - self.block.start) & 1 != 0 {
            return Cut::of(self.plain_word(start));
        }
        match self.text[start..].chars().next() {
            Some(c) if is_ideograph(c) => Cut::of(ideograph(self.text, start, c)),
            _ => Cut::of(mixed_word(self.text, start)),
        }
    }

    /// Where the first byte stands that is a letter, a digit or beyond ASCII.
    fn first(&mut self, from: usize, until: usize) -> Option<usize> {
        let mut at = from;
        while at < until {
            self.reach(at);
            let rest = self.block.met >> (at - self.block.start);
            if rest != 0 {
                return Some(at + rest.trailing_zeros() as usize).filter(|&start| start < until);
            }
            at = self.block.start + BLOCK;
        }
        None
    }

    /// Makes the block one that holds byte `at`.
    fn reach(&mut self, at: usize) {
        if at - self.block.start >= BLOCK {
            self.block = Block::at(self.text.as_bytes(), at);
        }
    }

    /// Begins a block with the word at `start`, where the word goes on behind the block that holds it.
    fn begin_block(&mut self, start: usize) {
        let shift = start - self.block.start;
        let length = (!(self.block.plain >> shift)).trailing_zeros() as usize;
        if shift > 0 && shift + length >= BLOCK {
            self.block = Block::at(self.text.as_bytes(), start);
        }
    }

    /// The word that begins with the ASCII letter or digit at `start`.
    fn plain_word(&mut self, start: usize) -> Token {
        let bytes = self.text.as_bytes();
        let mut end = start;
        loop {
            self.reach(end);
            let length = (!(self.block.plain >> (end - self.block.start))).trailing_zeros();
            end += length as usize;
            if length == 0 || end < self.block.start + BLOCK || end >= bytes.len() {
                break;
            }
        }
        if may_go_on(bytes, end) {
            return mixed_word(self.text, start);
        }
        plain_token(bytes, start, end)
    }
}

/// All but the start of a token as one number: a token that is written part by part and read back whole makes the processor wait.
#[derive(Clone, Copy)]
struct Cut(u64);

impl Cut {
    fn of(token: Token) -> Self {
        let kind = match token.kind {
            TokenKind::Word => 0,
            TokenKind::Number => 1,
            TokenKind::Ideograph => 2,
        };
        let case = match token.case {
            TokenCase::Lower => 0,
            TokenCase::Title => 1,
            TokenCase::Upper => 2,
        };
        Self(u64::from(token.end) | kind << 32 | case << 40)
    }

    #[inline(always)]
    fn token(self, start: usize) -> Token {
        let kind = match self.0 >> 32 & 0xff {
            0 => TokenKind::Word,
            1 => TokenKind::Number,
            _ => TokenKind::Ideograph,
        };
        let case = match self.0 >> 40 & 0xff {
            0 => TokenCase::Lower,
            1 => TokenCase::Title,
            _ => TokenCase::Upper,
        };
        Token { start: start as u32, end: self.0 as u32, kind, case }
    }
}

/// Whether a word of ASCII letters and digits may go on where these end: with a character beyond ASCII, or over a sign that joins.
#[inline(always)]
fn may_go_on(bytes: &[u8], end: usize) -> bool {
    let next = |at: usize| bytes.get(at).map_or(0, |&byte| class(byte));
    let (behind, beyond) = (next(end), next(end + 1));
    // Both are looked at, because which sign stands behind a word cannot be foretold, but seldom does it go on.
    (behind & WIDE != 0) | (behind & JOINING != 0) & (beyond & (ALPHANUMERIC | WIDE) != 0)
}

/// The word of ASCII letters and digits at `start..end`.
#[inline(always)]
fn plain_token(bytes: &[u8], start: usize, end: usize) -> Token {
    let (first, second) = (class(bytes[start]), bytes.get(start + 1).map_or(0, |&byte| class(byte)));
    let capital = first == CAPITAL;
    // Most words are told by two letters, and whether the first is a capital one by no branch.
    let (kind, case) = if (first == SMALL) | capital & (second == SMALL) {
        (TokenKind::Word, if capital { TokenCase::Title } else { TokenCase::Lower })
    } else {
        other_plain(&bytes[start..end])
    };
    Token { start: start as u32, end: end as u32, kind, case }
}

/// The kind and case of a word of ASCII letters and digits that begins with neither a small letter nor a capital and a small one.
fn other_plain(word: &[u8]) -> (TokenKind, TokenCase) {
    let number = word.iter().all(u8::is_ascii_digit);
    if number { (TokenKind::Number, TokenCase::Lower) } else { (TokenKind::Word, plain_case(word)) }
}

fn ideograph(text: &str, start: usize, c: char) -> Token {
    let mut end = start + c.len_utf8();
    for mark in text[end..].chars().take_while(|&c| is_combining_mark(c)) {
        end += mark.len_utf8();
    }
    Token { start: start as u32, end: end as u32, kind: TokenKind::Ideograph, case: TokenCase::Lower }
}

/// How a word of ASCII letters and digits is written.
fn plain_case(word: &[u8]) -> TokenCase {
    let mut letters = word.iter().map(|&byte| class(byte)).filter(|own| own & LETTER != 0);
    let first = letters.next();
    let mut more = letters.peekable();
    if first == Some(CAPITAL) && more.peek().is_some() && more.all(|own| own == CAPITAL) {
        TokenCase::Upper
    } else if first == Some(CAPITAL) {
        TokenCase::Title
    } else {
        TokenCase::Lower
    }
}

/// What a word has been found to be made of so far.
struct Shape {
    letters: usize,
    capitals: usize,
    digits: bool,
    /// Characters since the last joining mark.
    run: usize,
    last: char,
}

impl Shape {
    /// Takes the run of ASCII letters and digits at `at`; answers where it ends.
    fn add_ascii(&mut self, bytes: &[u8], at: usize) -> usize {
        let mut end = at;
        while let Some(&byte) = bytes.get(end) {
            match class(byte) {
                SMALL => self.letters += 1,
                CAPITAL => {
                    self.letters += 1;
                    self.capitals += 1;
                }
                DIGIT => self.digits = true,
                _ => break,
            }
            end += 1;
        }
        if end > at {
            self.run += end - at;
            self.last = char::from(bytes[end - 1]);
        }
        end
    }

    fn add(&mut self, c: char) {
        if c.is_numeric() {
            self.digits = true;
        } else if !is_combining_mark(c) {
            self.capitals += usize::from(c.is_uppercase());
            self.letters += 1;
        }
        self.run += 1;
        self.last = c;
    }

    fn token(&self, text: &str, start: usize, end: usize) -> Token {
        let kind = if self.letters == 0 && self.digits { TokenKind::Number } else { TokenKind::Word };
        let case = if self.capitals == 0 {
            TokenCase::Lower
        } else if self.letters > 1 && self.capitals == self.letters {
            TokenCase::Upper
        } else if text[start..end].chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase) {
            TokenCase::Title
        } else {
            TokenCase::Lower
        };
        Token { start: start as u32, end: end as u32, kind, case }
    }
}

/// The word that begins at `start`, of whatever characters.
#[inline(never)]
fn mixed_word(text: &str, start: usize) -> Token {
    let bytes = text.as_bytes();
    let mut shape = Shape { letters: 0, capitals: 0, digits: false, run: 0, last: ' ' };
    let mut at = start;
    loop {
        at = shape.add_ascii(bytes, at);
        if bytes.get(at).is_none_or(|&byte| class(byte) & (JOINING | WIDE) == 0) {
            break;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let next = at + c.len_utf8();
        if !c.is_ascii() && (c.is_alphanumeric() || is_combining_mark(c)) && !is_ideograph(c) {
            shape.add(c);
        } else if joins(c, &shape, &text[next..]) {
            shape.run = 0;
        } else if !is_silent(c) {
            break;
        }
        at = next;
    }
    while let Some(c) = text[start..at].chars().next_back().filter(|&c| is_silent(c)) {
        at -= c.len_utf8();
    }
    shape.token(text, start, at)
}

/// Whether `c` after a word of this shape joins it to what follows.
fn joins(c: char, shape: &Shape, rest: &str) -> bool {
    let mut chars = rest.chars();
    let Some(next) = chars.next() else { return false };
    match c {
        '\'' | '’' | 'ʼ' | '＇' => shape.last.is_alphabetic() && next.is_alphabetic() && !is_ideograph(next),
        '&' => shape.last.is_uppercase() && next.is_uppercase(),
        '.' if shape.last.is_numeric() => next.is_numeric(),
        '.' => shape.run == 1 && next.is_alphabetic() && !chars.next().is_some_and(char::is_alphanumeric),
        ',' => {
            let digits = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
            shape.last.is_numeric() && digits == 3
        }
        _ => false,
    }
}

/// Invisible inside words: soft hyphen and zero-width joiners.
fn is_silent(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}')
}

/// Whether `c` belongs to a script written without spaces between words.
pub fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1100..=0x11FF | 0x1780..=0x17FF
        | 0x3005..=0x3007 | 0x3040..=0x30FF | 0x3130..=0x318F | 0x31F0..=0x31FF
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF
        | 0xFF66..=0xFF9D | 0x20000..=0x2FA1F)
        && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The short way is one of two to the same words.
        #[test]
        fn plain_words_are_what_mixed_ones_would_be(before in " {0,200}", word in "[A-Za-z0-9]{1,140}", rest in "([ .,&'’A-Za-z0-9é東]{0,6})") {
            let text = before.clone() + &word + &rest;
            let found = Walk::of(&text).next(0, text.len());
            prop_assert_eq!(found, Some(mixed_word(&text, before.len())));
        }

        #[test]
        fn a_walk_meets_every_letter_once(text in "([ .,&'’A-Za-z0-9é東]{0,300})") {
            let mut walk = Walk::of(&text);
            let (mut met, mut from) = (String::new(), 0);
            while let Some(token) = walk.next(from, text.len()) {
                prop_assert!(!text[from..token.start as usize].contains(char::is_alphanumeric));
                met.push_str(token.text(&text));
                from = token.end as usize;
            }
            prop_assert!(!text[from..].contains(char::is_alphanumeric));
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(letters(&met), letters(&text));
        }
    }
}
