//! Cuts text into the numbers, words and signs that dates are made of.
//!
//! Digits of every script that newspapers use are read as numbers; so are Han numerals where a counter (年, 月, 日, 時, 分) follows. One
//! pass; a token knows whether anything stands between it and the one before.

use unicode_normalization::char::is_combining_mark;

/// Longest run of Han numerals that can be part of a date (`二〇一七`, `二十三`).
const MAX_HAN_NUMERALS: usize = 6;

/// A number, word or sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// First byte.
    pub(super) start: usize,
    /// Byte after the last.
    pub(super) end: usize,
    /// Nothing stands between it and the token before.
    pub(super) glued: bool,
    /// What it is.
    pub(super) kind: Kind,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits: their value (saturating) and how many there are.
    Number(u64, u8),
    /// Letters.
    Word,
    /// A counter after a number: `年`, `년` and the like, by what it counts.
    Counter(Unit),
    /// Any other character.
    Sign(char),
    /// A blank line.
    Break,
}

/// What a counter counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

#[cfg(test)]
thread_local! {
    /// How often this thread has looked at a character or a token: the work of a scan, whatever the time it takes.
    pub(super) static LOOKS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Counts a look at a character or a token, for tests alone.
#[inline]
pub(super) fn look() {
    #[cfg(test)]
    LOOKS.with(|looks| looks.set(looks.get() + 1));
}

/// Cuts `text` up.
pub(super) fn lex(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 4);
    let mut at = 0;
    let mut line_ends = 0;
    while let Some(c) = text[at..].chars().next() {
        look();
        if is_space(c) {
            line_ends += usize::from(c == '\n');
            at += c.len_utf8();
            continue;
        }
        if line_ends > 1 {
            tokens.push(Token { start: at, end: at, glued: false, kind: Kind::Break });
        }
        line_ends = 0;
        let glued = tokens.last().is_some_and(|last| last.end == at && last.kind != Kind::Break);
        let after_number = matches!(tokens.last(), Some(Token { kind: Kind::Number(..), .. }));
        let (kind, end) = next(text, at, c, after_number);
        tokens.push(Token { start: at, end, glued, kind });
        at = end;
    }
    tokens
}

/// White space, and the invisible marks that direct right-to-left text.
fn is_space(c: char) -> bool {
    c == ' ' || c == '\n' || c.is_whitespace() || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}')
}

fn next(text: &str, at: usize, c: char, after_number: bool) -> (Kind, usize) {
    let rest = &text[at..];
    if digit(c).is_some() {
        return number(rest, at);
    }
    if after_number && let Some(unit) = counter(c) {
        return (Kind::Counter(unit), at + c.len_utf8());
    }
    if !c.is_alphabetic() {
        return (Kind::Sign(c), at + c.len_utf8());
    }
    let numeral = if c.is_ascii() { None } else { han_number(rest, at) };
    numeral.unwrap_or_else(|| (Kind::Word, at + word_len(rest)))
}

fn number(rest: &str, at: usize) -> (Kind, usize) {
    let (mut value, mut count, mut len) = (0u64, 0u8, 0);
    for c in rest.chars() {
        look();
        let Some(digit) = digit(c) else { break };
        value = value.saturating_mul(10).saturating_add(u64::from(digit));
        count = count.saturating_add(1);
        len += c.len_utf8();
    }
    (Kind::Number(value, count), at + len)
}

/// Value of a decimal digit: ASCII, Arabic-Indic, Persian, Devanagari, Bengali, Thai, full width.
pub(super) fn digit(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    let zero = match c {
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        '০'..='৯' => '০',
        '๐'..='๙' => '๐',
        '０'..='９' => '０',
        _ => return None,
    };
    Some(c as u32 - zero as u32)
}

fn counter(c: char) -> Option<Unit> {
    Some(match c {
        '年' | '년' => Unit::Year,
        '月' | '월' => Unit::Month,
        '日' | '일' | '号' | '號' => Unit::Day,
        '時' | '时' | '點' | '点' | '시' => Unit::Hour,
        '分' | '분' => Unit::Minute,
        '秒' | '초' => Unit::Second,
        _ => return None,
    })
}

/// Length of the word at the start of `rest`; a word ends where a number written in Han begins.
fn word_len(rest: &str) -> usize {
    let plain = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    // Nearly every word is of Latin letters, up to a space or a sign.
    if plain > 0 && rest.as_bytes().get(plain).is_none_or(|&next| next.is_ascii() && next != b'\'') {
        return plain;
    }
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        look();
        if end > 0 && han_numeral(c).is_some() && han_number(&rest[i..], 0).is_some() {
            break;
        }
        let joins = matches!(c, '\'' | '’' | '\u{200c}') && end > 0 && chars.peek().is_some_and(|&(_, next)| next.is_alphabetic());
        if !(c.is_alphabetic() || joins || !c.is_ascii() && is_combining_mark(c)) {
            break;
        }
        end = i + c.len_utf8();
    }
    end
}

fn han_numeral(c: char) -> Option<u64> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return None,
    })
}

/// Reads `二〇一七` before `年`, `十二` before `月`.
fn han_number(rest: &str, at: usize) -> Option<(Kind, usize)> {
    let (mut value, mut count, mut len) = (0u64, 0usize, 0);
    let mut tens = false;
    for c in rest.chars() {
        look();
        match han_numeral(c) {
            Some(_) if count == MAX_HAN_NUMERALS => return None,
            Some(10) => {
                value = value.max(1) * 10;
                tens = true;
            }
            Some(digit) if tens => value += digit,
            Some(digit) => value = value * 10 + digit,
            None => {
                counter(c).filter(|_| count > 0)?;
                let digits = if tens { 2 } else { count as u8 };
                return Some((Kind::Number(value, digits), at + len));
            }
        }
        count += 1;
        len += c.len_utf8();
    }
    None
}
