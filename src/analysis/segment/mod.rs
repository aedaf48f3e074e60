//! Cuts text into words, sentences and paragraphs, once, for everybody who reads it: the index, the reading of quotes and places,
//! highlighting and proximity.
//!
//! One pass, linear in the text, nothing allocated per word. Offsets are bytes and fit in `u32`, because readers limit a record to
//! less than 4 GiB; longer text is cut there. What a word is:
//!
//! - a run of letters, digits and combining marks (hyphens part words: `Jae-in` is two);
//! - an apostrophe between letters joins (`don't`, `Korea’s`), so does `&` between capitals (`AT&T`);
//! - a full stop between single letters joins (`U.S`), so do stop and comma between digits (`3.5`, `1,234`);
//! - in scripts written without spaces (Han, kana, Hangul, Thai, Lao, Khmer, Burmese) each character is a word of its own, with the
//!   marks that follow it; the index makes bigrams of them.

mod cut;
mod sentences;
mod words;

use std::ops::Range;

use self::cut::{WORDS, cut};
use self::words::next_word;

pub use self::words::is_ideograph;

/// A text cut up. Ranges of `sentences` and `paragraphs` are in order, do not overlap, and cover every token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Segments {
    /// Words in text order.
    pub tokens: Vec<Token>,
    /// Sentences that hold at least one token. A sentence never crosses a paragraph.
    pub sentences: Vec<Stretch>,
    /// Paragraphs that hold at least one token: what stands between line breaks.
    pub paragraphs: Vec<Stretch>,
}

/// One word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// What it is made of.
    pub kind: TokenKind,
    /// How it is written.
    pub case: TokenCase,
    /// Whether it is of ASCII letters alone.
    pub is_plain: bool,
}

impl Token {
    /// The word as written.
    #[inline]
    pub fn text<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start as usize..self.end as usize]
    }
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with digits.
    Word,
    /// Digits with their separators only.
    Number,
    /// One character of a script written without spaces.
    Ideograph,
}

/// How a token is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenCase {
    /// First letter small, or a script without case, or no letter.
    Lower,
    /// First letter a capital, some later letter small (or a single capital letter).
    Title,
    /// Two letters or more, all capitals.
    Upper,
}

/// A stretch of text: sentence or paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Indices into [`Segments::tokens`].
    pub tokens: Range<u32>,
    /// Bytes of the text, surrounding white space left out, quotation marks and end mark included.
    pub bytes: Range<u32>,
}

impl Stretch {
    /// The stretch as written.
    pub fn text<'a>(&self, text: &'a str) -> &'a str {
        &text[self.bytes.start as usize..self.bytes.end as usize]
    }
}

/// Cuts `text` into words, sentences and paragraphs.
pub fn segment(text: &str) -> Segments {
    let text = within_u32(text);
    let mut segments = Segments::default();
    segments.tokens.reserve(text.len() / 5 + WORDS);
    segments.sentences.reserve(text.len() / 100);
    segments.paragraphs.reserve(text.len() / 200);
    cut(text, 0..text.len(), &mut segments);
    segments
}

/// The same of those lines alone whose bytes are wanted.
pub fn segment_lines(text: &str, mut is_wanted: impl FnMut(Range<usize>) -> bool) -> Segments {
    let text = within_u32(text);
    let mut segments = Segments::default();
    for line in lines(text).filter(|line| is_wanted(line.clone())) {
        cut(text, line, &mut segments);
    }
    segments
}

/// The same of the first line alone that has a word.
pub fn segment_first_line(text: &str) -> Segments {
    let text = within_u32(text);
    let mut segments = Segments::default();
    for line in lines(text) {
        cut(text, line, &mut segments);
        if !segments.tokens.is_empty() {
            break;
        }
    }
    segments
}

/// The word that begins at byte `at`, were there no other before it; none begins at byte `until` or later.
pub(super) fn word_at(text: &str, at: usize, until: usize) -> Option<Token> {
    next_word(text, at, until).filter(|token| token.start as usize == at)
}

/// Walks the words of `text` in order without keeping anything, for callers that want no sentences.
pub fn for_each_token(text: &str, mut visit: impl FnMut(Token)) {
    let text = within_u32(text);
    let mut at = 0;
    while let Some(token) = next_word(text, at, text.len()) {
        at = token.end as usize;
        visit(token);
    }
}

fn within_u32(text: &str) -> &str {
    let mut end = text.len().min(u32::MAX as usize);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The lines of a text, without their ends.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    ends.map(move |end| std::mem::replace(&mut start, end + 1)..end)
}

fn push_stretch(stretches: &mut Vec<Stretch>, text: &str, bytes: Range<usize>, tokens: Range<u32>) {
    let (mut start, mut end) = (bytes.start, bytes.end);
    // Most sentences follow a space, which is none of theirs.
    start += usize::from(text.as_bytes()[start..end].starts_with(b" "));
    // Most begin and end with what is no white space beyond doubt.
    if !matches!(text.as_bytes()[start..end], [b'!'..=b'~', .., b'!'..=b'~']) {
        let part = &text[start..end];
        start += part.len() - part.trim_start().len();
        end = start + part.trim().len();
    }
    stretches.push(Stretch { tokens, bytes: start as u32..end as u32 });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        segment(text).tokens.iter().map(|token| token.text(text)).collect()
    }

    fn sentences(text: &str) -> Vec<&str> {
        segment(text).sentences.iter().map(|sentence| sentence.text(text)).collect()
    }

    #[test]
    fn words_are_cut_as_documented() {
        for (text, expected) in [
            ("Moon Jae-in’s visit", vec!["Moon", "Jae", "in’s", "visit"]),
            ("don't 'quote' it", vec!["don't", "quote", "it"]),
            ("the U.S. and the U.K.", vec!["the", "U.S", "and", "the", "U.K"]),
            ("AT&T paid $1,234.50 or 3.5%", vec!["AT&T", "paid", "1,234.50", "or", "3.5"]),
            ("in 2016,17 and 6.9.2017", vec!["in", "2016", "17", "and", "6.9.2017"]),
            ("end.Next F.Kennedy", vec!["end", "Next", "F", "Kennedy"]),
            ("Überraschung naïve Москва", vec!["Überraschung", "naïve", "Москва"]),
            ("co\u{ad}operate", vec!["co\u{ad}operate"]),
            ("東京で会談", vec!["東", "京", "で", "会", "談"]),
            ("iPhone7 東京2020", vec!["iPhone7", "東", "京", "2020"]),
            ("قال الرئيس", vec!["قال", "الرئيس"]),
            ("", vec![]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn case_and_kind_are_told() {
        let text = "NATO Putin said 2017 B of";
        let found: Vec<_> = segment(text).tokens.iter().map(|token| (token.kind, token.case)).collect();
        use TokenCase::{Lower, Title, Upper};
        use TokenKind::{Number, Word};
        assert_eq!(found, [(Word, Upper), (Word, Title), (Word, Lower), (Number, Lower), (Word, Title), (Word, Lower)]);
    }

    #[test]
    fn sentences_end_where_readers_end_them() {
        for (text, expected) in [
            ("One here. Two there! Three?", vec!["One here.", "Two there!", "Three?"]),
            ("“We leave.” He left.", vec!["“We leave.”", "He left."]),
            ("„Wir gehen.“ Er ging.", vec!["„Wir gehen.“", "Er ging."]),
            ("他说。“我们走。”“不。”她说。", vec!["他说。", "“我们走。”", "“不。”", "她说。"]),
            ("“Do we leave?” he asked.", vec!["“Do we leave?” he asked."]),
            ("Sen. Ron Johnson met Dr. J. Smith. He left.", vec!["Sen. Ron Johnson met Dr. J. Smith.", "He left."]),
            ("It flew to the U.S. Tuesday. In the U.S. He slept.", vec!["It flew to the U.S. Tuesday.", "In the U.S.", "He slept."]),
            (
                "LONDON, Ky. (WKYT) — A man left. He lives in Paris, Ky. Police know.",
                vec!["LONDON, Ky. (WKYT) — A man left.", "He lives in Paris, Ky.", "Police know."],
            ),
            ("PORTLAND, Ore. — Rain fell.", vec!["PORTLAND, Ore. — Rain fell."]),
            (
                "Marlow Corp. (NYSE: MRL) fell. So did Dale Inc. It fell.",
                vec!["Marlow Corp. (NYSE: MRL) fell.", "So did Dale Inc.", "It fell."],
            ),
            ("Am 6. September kam er. Dann ging er.", vec!["Am 6. September kam er.", "Dann ging er."]),
            ("会談した。明日も続く。", vec!["会談した。", "明日も続く。"]),
            ("A price of 3.5 percent. “Yes,” she said.", vec!["A price of 3.5 percent.", "“Yes,” she said."]),
            ("First line\nsecond line", vec!["First line", "second line"]),
        ] {
            assert_eq!(sentences(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn stretches_cover_all_tokens_in_order(text in "(\\PC|[ .\n”“'’A-Za-z0-9東京])*") {
            let segments = segment(&text);
            let mut walked = Vec::new();
            for_each_token(&text, |token| walked.push(token));
            let first = segment_first_line(&text);
            prop_assert_eq!(&first.paragraphs[..], &segments.paragraphs[..first.paragraphs.len()]);
            prop_assert_eq!(first.paragraphs.is_empty(), segments.paragraphs.is_empty());
            prop_assert_eq!(&first.sentences[..], &segments.sentences[..first.sentences.len()]);
            prop_assert_eq!(first.sentences.len(), segments.sentences.iter().filter(|of| segments.paragraphs[0].tokens.contains(&of.tokens.start)).count());
            for stretches in [&segments.sentences, &segments.paragraphs] {
                let mut next = 0;
                for stretch in stretches {
                    prop_assert_eq!(stretch.tokens.start, next);
                    prop_assert!(stretch.tokens.end > stretch.tokens.start);
                    next = stretch.tokens.end;
                    for token in &segments.tokens[stretch.tokens.start as usize..stretch.tokens.end as usize] {
                        prop_assert!(stretch.bytes.start <= token.start && token.end <= stretch.bytes.end);
                        prop_assert!(!token.text(&text).is_empty());
                    }
                    stretch.text(&text);
                }
                prop_assert_eq!(next as usize, segments.tokens.len());
            }
            prop_assert_eq!(walked.len(), segments.tokens.len());
        }
    }
}
