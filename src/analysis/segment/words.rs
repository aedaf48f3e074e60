//! What a word is: one pass over the bytes of a text.
//!
//! Nearly all words are runs of ASCII letters, whose end is found without a look at each of them; the others are looked at character by
//! character.

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

/// Whether a byte may be one of a word: a letter, a digit, or of a character beyond ASCII.
pub(super) fn is_of_word(byte: u8) -> bool {
    class(byte) & (ALPHANUMERIC | WIDE) != 0
}

/// Bytes of a word that are looked at together.
const MANY: usize = 16;

/// The first word that begins at byte `from` or later, and before `until`.
pub(super) fn next_word(text: &str, from: usize, until: usize) -> Option<Token> {
    let bytes = text.as_bytes();
    let mut start = from;
    while start < until {
        let own = class(bytes[start]);
        if own & ALPHANUMERIC != 0 {
            let beside = bytes[start..].first_chunk().and_then(|many| plain_word(many, start));
            return Some(beside.unwrap_or_else(|| any_plain_word(text, start)));
        }
        if own & WIDE == 0 {
            start += 1;
            continue;
        }
        let c = text[start..].chars().next()?;
        if c.is_alphanumeric() {
            return Some(if is_ideograph(c) { ideograph(text, start, c) } else { mixed_word(text, start) });
        }
        start += c.len_utf8();
    }
    None
}

/// The word at `start`, whose first bytes are these, where it is of ASCII letters alone, whole in these bytes, not in capitals, and nothing
/// behind it may join it to more.
#[inline(always)]
fn plain_word(many: &[u8; MANY], start: usize) -> Option<Token> {
    let low = u128::from_le_bytes(*many) as u64;
    let length = length_of(many, letters);
    let behind = *many.get(length)?;
    if length == 0 || behind != b' ' && may_join(behind, many.get(length + 1).copied()) {
        return None;
    }
    // Of two letters the bit by which small letters differ from capitals tells what is usual.
    let (capital, second_is_large) = (low & 0x20 == 0, length > 1 && low & 0x2000 == 0);
    if capital & second_is_large {
        return None;
    }
    // By no branch: which words have a capital cannot be foretold.
    let case = if capital { TokenCase::Title } else { TokenCase::Lower };
    Some(Token { start: start as u32, end: (start + length) as u32, kind: TokenKind::Word, case, is_plain: true })
}

/// How many of these bytes stand before the first that is not among those whose highest bits `told` gives.
#[inline(always)]
fn length_of(many: &[u8; MANY], told: impl Fn(u64) -> u64) -> usize {
    let whole = u128::from_le_bytes(*many);
    let told = u128::from(told(whole as u64)) | u128::from(told((whole >> 64) as u64)) << 64;
    // Of the whole at once: whether the word ends in its first half cannot be foretold.
    let others = !told & u128::from_le_bytes([0x80; MANY]);
    others.trailing_zeros() as usize / 8
}

/// The highest bit of those of eight bytes that are ASCII letters or digits.
#[inline(always)]
fn alphanumerics(bytes: u64) -> u64 {
    let low = bytes & all(0x7f);
    let (from_0, beyond_9) = (low + all(0x80 - b'0'), low + all(0x7f - b'9'));
    letters(bytes) | from_0 & !beyond_9 & !bytes & all(0x80)
}

/// The same byte eight times.
const fn all(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The highest bit of those of eight bytes that are ASCII letters.
#[inline(always)]
pub(crate) fn letters(bytes: u64) -> u64 {
    let small = (bytes | all(0x20)) & all(0x7f);
    // No sum of two bytes is beyond a byte.
    let (from_a, beyond_z) = (small + all(0x80 - b'a'), small + all(0x7f - b'z'));
    from_a & !beyond_z & !bytes & all(0x80)
}

/// Whether a word of ASCII letters may go on with byte `behind`; the byte `beyond` that is not known may be any.
#[inline(always)]
fn may_join(behind: u8, beyond: Option<u8>) -> bool {
    let own = class(behind);
    own & (WIDE | DIGIT) != 0 || own & JOINING != 0 && beyond.is_none_or(|byte| class(byte) & (ALPHANUMERIC | WIDE) != 0)
}

/// The word that begins with the ASCII letter or digit at `start`.
#[inline(never)]
fn any_plain_word(text: &str, start: usize) -> Token {
    let bytes = text.as_bytes();
    let first = bytes[start..].first_chunk().map_or(0, |many| length_of(many, alphanumerics));
    // Most are no longer.
    let whole = 0 < first && first < MANY;
    let more = || bytes[start + first..].iter().take_while(|&&byte| class(byte) & ALPHANUMERIC != 0).count();
    let end = start + first + if whole { 0 } else { more() };
    if may_go_on(bytes, end) { mixed_word(text, start) } else { plain_token(bytes, start, end) }
}

/// Whether a word of ASCII letters and digits may go on where these end: with a character beyond ASCII, or over a sign that joins.
fn may_go_on(bytes: &[u8], end: usize) -> bool {
    let next = |at: usize| bytes.get(at).map_or(0, |&byte| class(byte));
    next(end) & WIDE != 0 || next(end) & JOINING != 0 && next(end + 1) & (ALPHANUMERIC | WIDE) != 0
}

/// The word of ASCII letters and digits at `start..end`.
fn plain_token(bytes: &[u8], start: usize, end: usize) -> Token {
    let word = &bytes[start..end];
    let number = word.iter().all(u8::is_ascii_digit);
    let (kind, case) = if number { (TokenKind::Number, TokenCase::Lower) } else { (TokenKind::Word, plain_case(word)) };
    let is_plain = word.iter().all(u8::is_ascii_alphabetic);
    Token { start: start as u32, end: end as u32, kind, case, is_plain }
}

fn ideograph(text: &str, start: usize, c: char) -> Token {
    let mut end = start + c.len_utf8();
    for mark in text[end..].chars().take_while(|&c| is_combining_mark(c)) {
        end += mark.len_utf8();
    }
    Token { start: start as u32, end: end as u32, kind: TokenKind::Ideograph, case: TokenCase::Lower, is_plain: false }
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
            let own = class(byte);
            if own & ALPHANUMERIC == 0 {
                break;
            }
            self.letters += usize::from(own & LETTER != 0);
            self.capitals += usize::from(own & CAPITAL != 0);
            self.digits |= own & DIGIT != 0;
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
        let is_plain = text.as_bytes()[start..end].iter().all(u8::is_ascii_alphabetic);
        Token { start: start as u32, end: end as u32, kind, case, is_plain }
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
            let found = next_word(&text, 0, text.len());
            prop_assert_eq!(found, Some(mixed_word(&text, before.len())));
        }

        #[test]
        fn a_walk_meets_every_letter_once(text in "([ .,&'’A-Za-z0-9é東]{0,300})") {
            let (mut met, mut from) = (String::new(), 0);
            while let Some(token) = next_word(&text, from, text.len()) {
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
