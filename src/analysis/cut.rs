//! A text together with the words it was cut into, as one string: the engine's tokenizers see nothing but a string, and cutting a text
//! twice costs more than handing on how it was cut.
//!
//! ```text
//! mark of the language, CUT, words, NUL, the text
//! ```
//!
//! `words` is a list of bytes below 128. A word is its gap from the one before and its length. Most words stand one byte behind the one
//! before and are short: these are one byte, their length. All others are a 1, the gap plus one and twice the length (one more for an ideograph), as
//! [varints](push_varint).

use super::segment::{Segments, Token, TokenCase, TokenKind};

/// Stands in front of the words of a text that comes with its cut.
const CUT: char = '\u{E0FF}';

/// Begins a word that is no short one behind one blank.
const OTHER: u8 = 1;
/// Shortest length that is one byte; NUL ends the words and [`OTHER`] has a meaning of its own, so lengths stand two higher.
const SHORTEST: u8 = 2;
/// Longest word of one byte.
const LONGEST: u32 = 125;

/// Appends `text` with its words, as [`Words::of`] reads it.
pub fn write_cut(text: &str, tokens: &[Token], out: &mut String) {
    out.reserve(text.len() + tokens.len() + tokens.len() / 4 + 8);
    out.push(CUT);
    let mut at = 0;
    for token in tokens {
        let (gap, length) = (token.start - at, token.end - token.start);
        at = token.end;
        if gap == 1 && length <= LONGEST && token.kind != TokenKind::Ideograph {
            out.push(char::from(length as u8 + SHORTEST - 1));
        } else {
            out.push(char::from(OTHER));
            push_varint(gap + 1, out);
            push_varint(length * 2 + u32::from(token.kind == TokenKind::Ideograph), out);
        }
    }
    out.push('\0');
    out.push_str(text);
}

/// Appends `text` without a cut; a text that looks as if it had one is told apart by a blank.
pub fn write_uncut(text: &str, out: &mut String) {
    if text.starts_with(CUT) {
        out.push(' ');
    }
    out.push_str(text);
}

/// The text of what [`write_cut`] or [`write_uncut`] has written, and its words where they come with it.
pub fn read_cut(written: &str) -> (Option<Words<'_>>, &str) {
    let parts = written.strip_prefix(CUT).and_then(|rest| rest.split_once('\0'));
    match parts {
        Some((words, text)) => (Some(Words { coded: words.as_bytes(), at: 0, limit: text.len() as u32 }), text),
        None => (None, written),
    }
}

/// The words of a text, in order.
#[derive(Debug, Clone)]
pub struct Words<'a> {
    coded: &'a [u8],
    at: u32,
    limit: u32,
}

impl Iterator for Words<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let (&first, rest) = self.coded.split_first()?;
        self.coded = rest;
        let (gap, length, kind) = if first == OTHER {
            let (gap, length) = (self.varint()?.checked_sub(1)?, self.varint()?);
            (gap, length / 2, if length % 2 == 1 { TokenKind::Ideograph } else { TokenKind::Word })
        } else {
            (1, u32::from(first).checked_sub(u32::from(SHORTEST) - 1)?, TokenKind::Word)
        };
        let start = self.at.checked_add(gap)?;
        let end = start.checked_add(length).filter(|&end| end <= self.limit)?;
        self.at = end;
        Some(Token { start, end, kind, case: TokenCase::Lower })
    }
}

impl Words<'_> {
    fn varint(&mut self) -> Option<u32> {
        take_varint(&mut self.coded)
    }
}

/// Appends a number in bytes of six bits, the lowest first; all but the last have 64 added.
fn push_varint(mut number: u32, out: &mut String) {
    while number >= 64 {
        out.push(char::from((number % 64) as u8 + 64));
        number /= 64;
    }
    out.push(char::from(number as u8));
}

fn take_varint(coded: &mut &[u8]) -> Option<u32> {
    let (mut number, mut shift) = (0_u32, 0);
    loop {
        let (&byte, rest) = coded.split_first()?;
        *coded = rest;
        number |= u32::from(byte % 64).checked_shl(shift)?;
        if byte < 64 {
            return Some(number);
        }
        shift += 6;
    }
}

/// The places at which sentences and paragraphs begin, the first left out, as a string of [varints](push_varint): twice the distance from
/// the one before in words, one more for a paragraph.
pub fn write_breaks(segments: &Segments) -> String {
    let mut out = String::with_capacity(segments.sentences.len() + 4);
    let mut paragraphs = segments.paragraphs.iter().map(|paragraph| paragraph.tokens.start).peekable();
    let mut last = 0;
    for sentence in &segments.sentences {
        let start = sentence.tokens.start;
        while paragraphs.next_if(|&paragraph| paragraph < start).is_some() {}
        if start > 0 {
            push_varint((start - last) * 2 + u32::from(paragraphs.peek() == Some(&start)), &mut out);
            last = start;
        }
    }
    out
}

/// What [`write_breaks`] has written: positions, and whether a paragraph begins there.
pub fn read_breaks(written: &str) -> impl Iterator<Item = (u32, bool)> {
    let mut coded = written.as_bytes();
    let mut at = 0_u32;
    std::iter::from_fn(move || {
        let step = take_varint(&mut coded)?;
        at = at.checked_add(step / 2)?;
        Some((at, step % 2 == 1))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::segment::segment;

    proptest! {
        #[test]
        fn a_text_is_read_back_with_its_words_and_breaks(text in "([A-Za-z]{1,140}|[ ,.!?]{1,3}|[\\n東京д\u{E0FF}é'’-]){0,60}") {
            let segments = segment(&text);
            let mut written = String::new();
            write_cut(&text, &segments.tokens, &mut written);
            let (words, read) = read_cut(&written);
            prop_assert_eq!(read, text.as_str());
            let ends = |token: Token| (token.start, token.end, token.kind == TokenKind::Ideograph);
            let words: Vec<_> = words.unwrap().map(ends).collect();
            prop_assert_eq!(words, segments.tokens.iter().copied().map(ends).collect::<Vec<_>>());

            let sentences: Vec<u32> = segments.sentences.iter().map(|sentence| sentence.tokens.start).filter(|&start| start > 0).collect();
            let paragraphs: Vec<u32> = segments.paragraphs.iter().map(|paragraph| paragraph.tokens.start).filter(|&start| start > 0).collect();
            let breaks: Vec<_> = read_breaks(&write_breaks(&segments)).collect();
            prop_assert_eq!(breaks.iter().map(|(at, _)| *at).collect::<Vec<_>>(), sentences);
            prop_assert_eq!(breaks.iter().filter(|(_, paragraph)| *paragraph).map(|(at, _)| *at).collect::<Vec<_>>(), paragraphs);
        }

        #[test]
        fn any_text_without_a_cut_has_none(text in "\u{E0FF}?[\\x00-\\x7F]{0,20}\\PC{0,5}") {
            let mut written = String::new();
            write_uncut(&text, &mut written);
            let (words, read) = read_cut(&written);
            prop_assert!(words.is_none());
            prop_assert_eq!(read.trim_start(), text.trim_start());
        }

        #[test]
        fn no_string_is_too_bad_to_be_read(written in "\u{E0FF}[\\x00-\\x7F]{0,40}") {
            let (words, text) = read_cut(&written);
            for word in words.into_iter().flatten() {
                prop_assert!(word.end as usize <= text.len());
            }
            prop_assert!(read_breaks(&written).count() <= written.len());
        }
    }
}
