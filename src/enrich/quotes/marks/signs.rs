//! Finds the quotation marks of a paragraph: which sign is one, and whether it may open or close, by its shape, or by what stands beside it where the
//! shape does not tell (`"`).

use std::ops::Range;
use std::sync::LazyLock;

use super::foreign_marks::{is_gershayim, is_hebrew, opens_word};
use crate::analysis::segment::is_ideograph;
use crate::block::Lane;
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::Language;
use crate::enrich::quotes::words::lists::SPEECH;

/// One quotation mark of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) at: usize,
    pub(super) sign: char,
    pub(super) opens: bool,
    pub(super) closes: bool,
    /// Index of its paragraph.
    pub(super) paragraph: usize,
    /// Index of the first word behind it.
    pub(super) next: usize,
}

impl Mark {
    pub(super) fn end(&self) -> usize {
        self.at + self.sign.len_utf8()
    }

    pub(super) fn is_single(&self) -> bool {
        matches!(self.sign, '\'' | '‘' | '’' | '‚' | '‹' | '›')
    }
}

/// Bytes with which quotation marks begin.
const LEADS: [u8; 7] = [b'"', b'\'', 0xC2, 0xD7, 0xE2, 0xE3, 0xEF];

/// Whether the first byte of a sign may be that of a quotation mark.
pub(super) fn is_lead_byte(byte: u8) -> bool {
    LEADS.contains(&byte)
}

/// Whether a paragraph begins with a mark that can open a quotation.
pub(super) fn opens_with_mark(paragraph: &str) -> bool {
    paragraph.starts_with(['"', '“', '„', '«', '»', '‘', '「', '『', '\''])
}

/// Whether a paragraph begins with a single mark that opens a quotation.
pub(super) fn opens_with_single_mark(paragraph: &str, unknown: bool) -> bool {
    let rest = paragraph.strip_prefix(['‘', '\'']);
    rest.is_some_and(|rest| rest.starts_with(char::is_alphabetic) && !is_elision(rest, unknown))
}

/// Collects the marks of some paragraphs: they stand between words.
pub(super) fn collect_marks(words: &Words<'_>, paragraphs: Range<usize>, marks: &mut Vec<Mark>) {
    let all = &words.segments.paragraphs;
    let Some((first, last)) = all.get(paragraphs.clone()).and_then(|own| Some((own.first()?, own.last()?))) else { return };
    let mut collector = Collector { words, unknown: words.language == Language::Unknown, last: paragraphs.end, has_values: false, marks };
    let (first, last) = (first.tokens.start as usize, last.tokens.end as usize);
    collector.before_first(paragraphs.start, first);
    let mut paragraph = paragraphs.start;
    for at in words.marked_behind(first..last) {
        // How many paragraphs have no mark nobody can foresee.
        for _ in 0..3 {
            paragraph += usize::from(all[paragraph].tokens.end as usize <= at);
        }
        while all[paragraph].tokens.end as usize <= at {
            paragraph += 1;
        }
        collector.collect(paragraph, words.end(at)..words.start(at + 1), at + 1);
    }
    if collector.has_values {
        drop_attributes(words.body, marks);
    }
}

/// Whether a straight mark stands before the value of an attribute.
fn is_before_value(body: &str, mark: &Mark) -> bool {
    mark.sign == '"' && mark.at > 0 && body.as_bytes()[mark.at - 1] == b'='
}

/// Drops the marks of attributes that markup left in a text holds: `<tweet author="moon">`.
fn drop_attributes(body: &str, marks: &mut Vec<Mark>) {
    // The paragraph of a value that no mark has closed so far.
    let mut open = None;
    marks.retain(|mark| {
        if open == Some(mark.paragraph) && mark.sign == '"' {
            open = None;
            return false;
        }
        open = is_before_value(body, mark).then_some(mark.paragraph);
        open.is_none()
    });
}

/// Collects marks of one gap between words after the other.
struct Collector<'a, 'b> {
    words: &'a Words<'b>,
    unknown: bool,
    /// The paragraph behind the last one that is asked for.
    last: usize,
    /// Whether a mark stands before the value of an attribute.
    has_values: bool,
    marks: &'a mut Vec<Mark>,
}

impl Collector<'_, '_> {
    /// Those before the first word of a paragraph.
    fn before_first(&mut self, paragraph: usize, first: usize) {
        let start = self.words.segments.paragraphs[paragraph].bytes.start as usize;
        let opens = self.words.start(first);
        if opens > start {
            self.collect(paragraph, start..opens, first);
        }
    }

    /// Those before the word `next`; the word before it is of a paragraph, and behind its end the next one may begin.
    fn collect(&mut self, paragraph: usize, gap: Range<usize>, next: usize) {
        for from in gap.clone().step_by(Lane::SIZE) {
            let mut bits = leads(self.words.body.as_bytes(), from) & ((1 << (gap.end - from).min(Lane::SIZE)) - 1);
            while bits != 0 {
                self.take(paragraph, from + bits.trailing_zeros() as usize, next);
                bits &= bits - 1;
            }
        }
    }

    /// Takes what begins at a byte where it is a mark.
    fn take(&mut self, paragraph: usize, at: usize, next: usize) {
        let paragraphs = &self.words.segments.paragraphs;
        let paragraph = paragraph + usize::from(at >= paragraphs[paragraph].bytes.end as usize);
        let Some(stretch) = paragraphs[..self.last].get(paragraph).filter(|own| own.bytes.start as usize <= at) else { return };
        let (text, rest) = stretch.text(self.words.body).split_at(at - stretch.bytes.start as usize);
        let mut behind = rest.chars();
        let Some(sign) = behind.next().filter(|&sign| is_mark(sign)) else { return };
        let rest = behind.as_str();
        let (before, after) = (text.chars().next_back(), behind.next());
        let doubled = sign == '\'' && (after == Some('\'') || before == Some('\''));
        if doubled || is_of_clipped_and(text, rest) {
            return;
        }
        if let Some((opens, closes)) = roles(sign, self.unknown, before, after, text, rest) {
            let mark = Mark { at, sign, opens, closes, paragraph, next };
            self.has_values |= is_before_value(self.words.body, &mark);
            self.marks.push(mark);
        }
    }
}

/// A bit for each of the next sixteen bytes of a text at which a mark may begin.
fn leads(text: &[u8], from: usize) -> u32 {
    let lane = match text[from..].first_chunk() {
        Some(bytes) => Lane::of(bytes),
        None => {
            let mut bytes = [0; Lane::SIZE];
            bytes[..text.len() - from].copy_from_slice(&text[from..]);
            Lane::of(&bytes)
        }
    };
    LEADS.iter().fold(0, |all, &lead| all | lane.is(lead).bits())
}

fn is_mark(sign: char) -> bool {
    matches!(
        sign,
        '"' | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '‘'
            | '’'
            | '‚'
            | '\''
            | '「'
            | '」'
            | '『'
            | '』'
            | '‹'
            | '›'
            | '＂'
            | '〝'
            | '〞'
            | '〟'
            | '״'
    )
}

/// What stands beside a mark, as far as that tells whether the mark opens or closes.
#[derive(Clone, Copy)]
struct Beside(u16);

impl Beside {
    /// Behind it a mark stands as behind a space.
    const BEGINS: Self = Self(1);
    /// Before it a mark stands as before a space.
    const ENDS: Self = Self(1 << 1);
    const SPACE: Self = Self(1 << 2);
    /// A letter or digit.
    const LETTER: Self = Self(1 << 3);
    /// A digit of ASCII.
    const DIGIT: Self = Self(1 << 4);
    const CAPITAL: Self = Self(1 << 5);
    /// Ends a sentence.
    const STOP: Self = Self(1 << 6);
    /// A comma or full stop.
    const PAUSE: Self = Self(1 << 7);
    const HEBREW: Self = Self(1 << 8);
    /// The beginning or end of a paragraph is as a space.
    const NOTHING: Self = Self(Self::BEGINS.0 | Self::ENDS.0 | Self::SPACE.0);

    #[inline]
    fn of(character: Option<char>) -> Self {
        match character {
            Some(c) => ASCII.get(c as usize).copied().unwrap_or_else(|| Self::told(c)),
            None => Self::NOTHING,
        }
    }

    /// Of any character.
    fn told(c: char) -> Self {
        let begins = c.is_whitespace()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}')
            || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '“' | '‘' | '"' | '\'' | '„' | '«' | '…' | ':' | '¿' | '¡');
        let ends = c.is_whitespace()
            || (c.is_ascii_punctuation() && !matches!(c, '(' | '[' | '$' | '#' | '@' | '"' | '\''))
            || matches!(c, '—' | '–' | '”' | '’' | '…' | '»' | '“' | '。' | '，' | '、');
        let told = [
            (begins, Self::BEGINS),
            (ends, Self::ENDS),
            (c.is_whitespace(), Self::SPACE),
            (c.is_alphanumeric(), Self::LETTER),
            (c.is_ascii_digit(), Self::DIGIT),
            (c.is_uppercase(), Self::CAPITAL),
            (matches!(c, '.' | '!' | '?'), Self::STOP),
            (matches!(c, ',' | '.'), Self::PAUSE),
            (is_hebrew(c), Self::HEBREW),
        ];
        Self(told.into_iter().fold(0, |all, (holds, class)| all | (u16::from(holds) * class.0)))
    }

    #[inline]
    fn is(self, class: Self) -> bool {
        self.0 & class.0 != 0
    }
}

/// That of each character of ASCII.
static ASCII: LazyLock<[Beside; 128]> = LazyLock::new(|| std::array::from_fn(|c| Beside::told(char::from(c as u8))));

/// Tells whether a mark can open and whether it can close, from its neighbours; `None` for an apostrophe, inches and feet.
fn roles(sign: char, unknown: bool, before: Option<char>, after: Option<char>, text: &str, rest: &str) -> Option<(bool, bool)> {
    let (left, right) = (Beside::of(before), Beside::of(after));
    // `parle d’« un signe »`
    let space_before = left.is(Beside::BEGINS) | (before == Some('’') && matches!(sign, '«' | '"') && is_elided(text));
    let space_after = right.is(Beside::ENDS);
    let (opens, closes) = (space_before, space_after | !space_before);
    match sign {
        '「' | '『' | '〝' => Some((true, false)),
        '」' | '』' | '〞' | '〟' => Some((false, true)),
        '"' | '״' if left.is(Beside::HEBREW) && right.is(Beside::HEBREW) => (!is_gershayim(text, rest)).then_some((true, false)),
        '"' | '＂' => {
            let behind_number = left.is(Beside::DIGIT) && space_after && !right.is(Beside::PAUSE);
            if behind_number && !rest.bytes().take(300).any(|byte| byte == b'"') {
                return Some((false, true));
            }
            // A space is missing: `they said."We go`.
            let stuck = left.is(Beside::STOP) & right.is(Beside::CAPITAL);
            Some((opens | stuck, closes | stuck))
        }
        '\'' | '’' | '‘' => {
            let (letter_before, letter_after) = (left.is(Beside::LETTER), right.is(Beside::LETTER));
            let wide = |c: Option<char>| unknown && c.is_some_and(is_ideograph);
            match () {
                () if wide(before) && letter_after || wide(after) && !space_before => Some((sign == '‘', sign != '‘')),
                () if unknown && sign == '’' && space_before && opens_word(rest) => Some((true, false)),
                () if letter_before && letter_after => None,
                () if sign == '‘' => Some((letter_after || !letter_before, false)),
                () if !letter_before && letter_after && (sign == '’' || is_elision(rest, unknown)) => None,
                () => Some((sign == '\'' && space_before && letter_after, !left.is(Beside::SPACE))),
            }
        }
        '“' | '„' | '«' => Some((opens | right.is(Beside::LETTER), closes)),
        _ => Some((opens, closes)),
    }
}

/// Whether a text ends with a small word that has lost its last letter to an apostrophe: `parle d’`, `dit qu’`.
fn is_elided(text: &str) -> bool {
    let before = text.strip_suffix('’').unwrap_or_default();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    SPEECH.cut_before_marks.has(word)
}

/// Whether a mark is one of the two apostrophes of an `and` that has lost its ends: `rock ’n’ roll`.
fn is_of_clipped_and(before: &str, rest: &str) -> bool {
    const SINGLE: [char; 3] = ['\'', '’', '‘'];
    const OPENS: u16 = u16::from_le_bytes(*b" n");
    const CLOSES: u16 = u16::from_le_bytes(*b"n ");
    let beside = |byte: Option<&u8>| byte.copied().unwrap_or_default();
    match u16::from_le_bytes([beside(before.as_bytes().last()), beside(rest.as_bytes().first())]) {
        OPENS => rest[1..].starts_with(SINGLE),
        CLOSES => before.strip_suffix('n').and_then(|before| before.strip_suffix(SINGLE)).is_some_and(|before| before.ends_with(' ')),
        _ => false,
    }
}

/// Whether what follows an apostrophe is a word that loses its beginning (`'em`, `'90s`).
fn is_elision(rest: &str, unknown: bool) -> bool {
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.starts_with(|c: char| c.is_ascii_digit()) || !unknown && SPEECH.cut_in_front.has(word)
}
