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

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

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
}

impl Token {
    /// The word as written.
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
    segments.tokens.reserve(text.len() / 6);
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        segment_paragraph(line, offset, &mut segments);
        offset += line.len();
    }
    segments
}

/// Walks the words of `text` in order without keeping anything, for callers that want no sentences.
pub fn for_each_token(text: &str, mut visit: impl FnMut(Token)) {
    let text = within_u32(text);
    let mut at = 0;
    while let Some(token) = next_token(text, at) {
        at = token.end as usize;
        visit(token);
    }
}

/// What begins at a word besides the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// A sentence inside a paragraph.
    Sentence,
    /// A paragraph, and with it a sentence.
    Paragraph,
}

/// Calls `visit` with the index of each token at which a sentence or paragraph begins, the first token left out.
pub fn for_each_break(text: &str, mut visit: impl FnMut(u32, Break)) {
    let mut count = 0;
    for line in within_u32(text).split_inclusive('\n') {
        let mut last: Option<Range<usize>> = None;
        while let Some(token) = next_token(line, last.as_ref().map_or(0, |last| last.end)) {
            let word = token.start as usize..token.end as usize;
            match last {
                None if count > 0 => visit(count, Break::Paragraph),
                Some(last) if sentence_end(line, last.clone(), last.end, word.start).is_some() => visit(count, Break::Sentence),
                _ => {}
            }
            last = Some(word);
            count += 1;
        }
    }
}

fn within_u32(text: &str) -> &str {
    let mut end = text.len().min(u32::MAX as usize);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn segment_paragraph(line: &str, offset: usize, segments: &mut Segments) {
    let first = segments.tokens.len() as u32;
    let mut sentence_first = first;
    let mut sentence_from = 0;
    let mut at = 0;
    while let Some(mut token) = next_token(line, at) {
        let from = token.start as usize;
        if segments.tokens.len() as u32 > sentence_first
            && let Some(end) = sentence_end(line, last_token(segments, offset), at, from)
        {
            push_stretch(&mut segments.sentences, line, sentence_from..end, offset, sentence_first..segments.tokens.len() as u32);
            sentence_first = segments.tokens.len() as u32;
            sentence_from = end;
        }
        at = token.end as usize;
        token.start += offset as u32;
        token.end += offset as u32;
        segments.tokens.push(token);
    }
    let last = segments.tokens.len() as u32;
    if last > sentence_first {
        push_stretch(&mut segments.sentences, line, sentence_from..line.len(), offset, sentence_first..last);
    }
    if last > first {
        push_stretch(&mut segments.paragraphs, line, 0..line.len(), offset, first..last);
    }
}

fn last_token(segments: &Segments, offset: usize) -> Range<usize> {
    segments.tokens.last().map_or(0..0, |token| token.start as usize - offset..token.end as usize - offset)
}

fn push_stretch(stretches: &mut Vec<Stretch>, line: &str, bytes: Range<usize>, offset: usize, tokens: Range<u32>) {
    let part = &line[bytes.clone()];
    let start = bytes.start + (part.len() - part.trim_start().len());
    let end = start + part.trim().len();
    stretches.push(Stretch { tokens, bytes: (offset + start) as u32..(offset + end) as u32 });
}

/// Decides whether a sentence ends in the gap between the token at `last` and the one that begins at `next`, and where.
fn sentence_end(line: &str, last: Range<usize>, gap_start: usize, next: usize) -> Option<usize> {
    let gap = &line[gap_start..next];
    if gap.len() < 2 {
        return None;
    }
    let mut mark = None;
    let mut end = 0;
    let mut spaced = false;
    for (i, c) in gap.char_indices() {
        match c {
            '.' | '!' | '?' | '…' | '؟' | '۔' | '।' if !spaced => {
                mark = Some((i, c));
                end = i + c.len_utf8();
            }
            '。' | '！' | '？' | '．' => {
                mark = Some((i, c));
                spaced = true;
                end = i + c.len_utf8();
            }
            '"' | '”' | '’' | '\'' | '»' | '“' | '」' | '』' | ')' | ']' | '）' if mark.is_some() && i == end => {
                end = i + c.len_utf8();
            }
            c if c.is_whitespace() && mark.is_some() => spaced = true,
            _ => {}
        }
    }
    let (at, mark) = mark.filter(|_| spaced)?;
    let opener = line[next..].chars().next()?;
    if opener.is_lowercase() {
        return None;
    }
    let in_dateline = || gap.contains(['(', '—', '–', '-']) && STATES.contains(&&line[last.clone()]);
    if mark == '.' && at == 0 && (in_dateline() || is_abbreviated(&line[last.clone()], &line[next..])) {
        return None;
    }
    Some(gap_start + end)
}

/// Whether a full stop right after `word` belongs to the word rather than to the sentence; `rest` begins with the next word.
fn is_abbreviated(word: &str, rest: &str) -> bool {
    let mut chars = word.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else {
        return false;
    };
    if second.is_none() && !first.is_ascii_digit() {
        return first.is_uppercase();
    }
    let next = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()) {
        return GERMAN_MONTHS.contains(&next);
    }
    if word.contains('.') {
        return !SENTENCE_OPENERS.contains(&next);
    }
    word.len() <= 6 && ABBREVIATIONS.iter().any(|abbreviation| abbreviation.eq_ignore_ascii_case(word))
}

/// Words that stand before a name or number with a full stop of their own.
const ABBREVIATIONS: [&str; 58] = [
    "mr", "mrs", "ms", "dr", "prof", "sen", "sens", "rep", "reps", "gov", "govs", "gen", "lt", "col", "maj", "capt", "cmdr", "sgt", "cpl",
    "pvt", "adm", "rev", "hon", "st", "ste", "mt", "ft", "jr", "sr", "messrs", "mme", "mlle", "mgr", "hr", "fr", "sra", "srta", "dra",
    "jan", "feb", "mar", "apr", "aug", "sep", "sept", "oct", "nov", "dec", "vs", "no", "nos", "nr", "art", "vol", "dept", "det", "supt",
    "insp",
];

/// States and provinces as American print shortens them. They may end a sentence, but not before what ends a dateline
/// (`LONDON, Ky. (AP) -`).
const STATES: [&str; 37] = [
    "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Md", "Mass", "Mich", "Minn",
    "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Tenn", "Tex", "Va", "Vt", "Wash", "Wis", "Wyo", "Ont", "Alta", "Sask", "Que",
];

/// Words that open a sentence even after an acronym with stops ("in the U.S. He said").
const SENTENCE_OPENERS: [&str; 28] = [
    "The", "He", "She", "It", "They", "We", "But", "And", "In", "On", "At", "A", "An", "This", "That", "These", "Those", "His", "Her",
    "Their", "Its", "If", "When", "While", "As", "For", "After", "Before",
];

const GERMAN_MONTHS: [&str; 13] =
    ["Januar", "Jänner", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"];

/// The first word of `text` that begins at byte `from` or later.
fn next_token(text: &str, from: usize) -> Option<Token> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii() {
            if ASCII[usize::from(byte)] != 0 {
                return Some(scan_word(text, at));
            }
            at += 1;
            continue;
        }
        let c = text[at..].chars().next()?;
        if is_ideograph(c) {
            return Some(scan_ideograph(text, at, c));
        }
        if c.is_alphanumeric() {
            return Some(scan_word(text, at));
        }
        at += c.len_utf8();
    }
    None
}

fn scan_ideograph(text: &str, start: usize, c: char) -> Token {
    let mut end = start + c.len_utf8();
    for mark in text[end..].chars().take_while(|&c| is_combining_mark(c)) {
        end += mark.len_utf8();
    }
    Token { start: start as u32, end: end as u32, kind: TokenKind::Ideograph, case: TokenCase::Lower }
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

/// ASCII by what it does in a word: 0 ends it or needs a closer look.
static ASCII: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0_usize;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' => SMALL,
            b'A'..=b'Z' => CAPITAL,
            b'0'..=b'9' => DIGIT,
            _ => 0,
        };
        byte += 1;
    }
    classes
};
const SMALL: u8 = 1;
const CAPITAL: u8 = 2;
const DIGIT: u8 = 3;

impl Shape {
    /// Takes the run of ASCII letters and digits at `at`; answers where it ends.
    fn add_ascii(&mut self, bytes: &[u8], at: usize) -> usize {
        let mut end = at;
        while let Some(&byte) = bytes.get(end) {
            match ASCII[usize::from(byte)] {
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

fn scan_word(text: &str, start: usize) -> Token {
    let bytes = text.as_bytes();
    let mut shape = Shape { letters: 0, capitals: 0, digits: false, run: 0, last: ' ' };
    let mut at = start;
    loop {
        at = shape.add_ascii(bytes, at);
        match bytes.get(at) {
            None => break,
            Some(byte) if byte.is_ascii() && !matches!(byte, b'\'' | b'&' | b'.' | b',') => break,
            Some(_) => {}
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
            ("“Do we leave?” he asked.", vec!["“Do we leave?” he asked."]),
            ("Sen. Ron Johnson met Dr. J. Smith. He left.", vec!["Sen. Ron Johnson met Dr. J. Smith.", "He left."]),
            ("It flew to the U.S. Tuesday. In the U.S. He slept.", vec!["It flew to the U.S. Tuesday.", "In the U.S.", "He slept."]),
            (
                "LONDON, Ky. (WKYT) — A man left. He lives in Paris, Ky. Police know.",
                vec!["LONDON, Ky. (WKYT) — A man left.", "He lives in Paris, Ky.", "Police know."],
            ),
            ("PORTLAND, Ore. — Rain fell.", vec!["PORTLAND, Ore. — Rain fell."]),
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
            let opens = |stretches: &[Stretch]| -> Vec<u32> { stretches.iter().skip(1).map(|stretch| stretch.tokens.start).collect() };
            let (mut breaks, mut paragraphs) = (Vec::new(), Vec::new());
            for_each_break(&text, |position, kind| {
                breaks.push(position);
                paragraphs.extend((kind == Break::Paragraph).then_some(position));
            });
            prop_assert_eq!(breaks, opens(&segments.sentences));
            prop_assert_eq!(paragraphs, opens(&segments.paragraphs));
        }
    }
}
