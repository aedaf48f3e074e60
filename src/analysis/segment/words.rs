//! What a word is: one pass over the bytes of a text.
//!
//! Nearly all words are runs of ASCII letters and digits, which a table of classes tells; the others are looked at character by character.

use unicode_normalization::char::is_combining_mark;

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

/// The first word of `text` that begins at byte `from` or later.
#[inline]
pub(super) fn next_token(text: &str, from: usize) -> Option<Token> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        let own = class(*bytes.get(at)?);
        if own & ALPHANUMERIC != 0 {
            return Some(plain_word(text, at));
        }
        if own & WIDE == 0 {
            at += 1;
            continue;
        }
        let c = text[at..].chars().next()?;
        if is_ideograph(c) {
            return Some(ideograph(text, at, c));
        }
        if c.is_alphanumeric() {
            return Some(mixed_word(text, at));
        }
        at += c.len_utf8();
    }
}

fn ideograph(text: &str, start: usize, c: char) -> Token {
    let mut end = start + c.len_utf8();
    for mark in text[end..].chars().take_while(|&c| is_combining_mark(c)) {
        end += mark.len_utf8();
    }
    Token { start: start as u32, end: end as u32, kind: TokenKind::Ideograph, case: TokenCase::Lower }
}

/// The word that begins with the ASCII letter or digit at `start`.
#[inline]
fn plain_word(text: &str, start: usize) -> Token {
    let bytes = text.as_bytes();
    let mut seen = 0;
    let mut goes_on = |own: u8| {
        seen |= own & ALPHANUMERIC;
        own & ALPHANUMERIC != 0
    };
    let end = start + bytes[start..].iter().map(|&byte| class(byte)).take_while(|&own| goes_on(own)).count();
    let next = |at: usize| bytes.get(at).map_or(0, |&byte| class(byte));
    let behind = next(end);
    if behind & WIDE != 0 || behind & JOINING != 0 && next(end + 1) & (ALPHANUMERIC | WIDE) != 0 {
        return mixed_word(text, start);
    }
    let kind = if seen & LETTER == 0 { TokenKind::Number } else { TokenKind::Word };
    let case = if seen & CAPITAL == 0 { TokenCase::Lower } else { plain_case(&bytes[start..end], seen) };
    Token { start: start as u32, end: end as u32, kind, case }
}

/// How a word of ASCII letters and digits with a capital in it is written.
fn plain_case(word: &[u8], seen: u8) -> TokenCase {
    let mut letters = word.iter().map(|&byte| class(byte)).filter(|own| own & LETTER != 0);
    let first = letters.next();
    if seen & SMALL == 0 && letters.next().is_some() {
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
        fn plain_words_are_what_mixed_ones_would_be(word in "[A-Za-z0-9]{1,12}", rest in "([ .,&'’A-Za-z0-9é東]{0,6})") {
            let text = word + &rest;
            prop_assert_eq!(plain_word(&text, 0), mixed_word(&text, 0));
        }
    }
}
