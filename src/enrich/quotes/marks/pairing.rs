//! Finds the quotation marks of a paragraph and pairs them.
//!
//! A mark opens or closes by its shape, or by what stands beside it where the shape does not tell (`"`). A missing mark is made up for
//! within its paragraph.

use std::ops::Range;

use super::foreign_marks::{is_gershayim, is_hebrew, opens_word};
use super::guillemets::closes_both;
use super::{Marked, Repair};
use crate::analysis::segment::{Stretch, is_ideograph};
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
}

impl Mark {
    pub(super) fn end(&self) -> usize {
        self.at + self.sign.len_utf8()
    }

    pub(super) fn is_single(&self) -> bool {
        matches!(self.sign, '\'' | '‘' | '’' | '‚' | '‹' | '›')
    }
}

pub(in crate::enrich::quotes) fn is_lead_byte(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | 0xC2 | 0xD7 | 0xE2 | 0xE3 | 0xEF)
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

/// Collects the marks of a paragraph: they stand between words.
pub(super) fn collect_marks(words: &Words<'_>, paragraph: &Stretch, marks: &mut Vec<Mark>) {
    let bytes = paragraph.bytes.start as usize..paragraph.bytes.end as usize;
    let (first, last) = (paragraph.tokens.start as usize, paragraph.tokens.end as usize - 1);
    let unknown = words.language == Language::Unknown;
    let opens = words.start(first);
    if opens > bytes.start {
        marks_between(words.body, unknown, &bytes, bytes.start..opens, marks);
    }
    for at in words.marked_behind(first..last + 1) {
        marks_between(words.body, unknown, &bytes, words.end(at)..words.start(at + 1).min(bytes.end), marks);
    }
    drop_attributes(words.body, marks);
}

/// Drops the marks of attributes that markup left in a text holds: `<tweet author="moon">`.
fn drop_attributes(body: &str, marks: &mut Vec<Mark>) {
    let valued = |mark: &Mark| mark.sign == '"' && mark.at > 0 && body.as_bytes()[mark.at - 1] == b'=';
    if !marks.iter().any(valued) {
        return;
    }
    let mut open = false;
    marks.retain(|mark| {
        if open && mark.sign == '"' {
            open = false;
            return false;
        }
        open = valued(mark);
        !open
    });
}

/// Collects the marks of a stretch between words of the paragraph at `bytes`.
fn marks_between(body: &str, unknown: bool, bytes: &Range<usize>, between: Range<usize>, marks: &mut Vec<Mark>) {
    let mut from = between.start;
    while let Some(step) = body.as_bytes().get(from..between.end).and_then(|gap| gap.iter().position(|&byte| is_lead_byte(byte))) {
        let at = from + step;
        let (text, rest) = body[bytes.clone()].split_at(at - bytes.start);
        let mut behind = rest.chars();
        let Some(sign) = behind.next() else { break };
        from = at + sign.len_utf8();
        if is_mark(sign) {
            let rest = behind.as_str();
            let (before, after) = (text.chars().next_back(), behind.next());
            let doubled = sign == '\'' && (after == Some('\'') || before == Some('\''));
            if doubled || is_of_clipped_and(text, rest) {
                continue;
            }
            if let Some((opens, closes)) = roles(sign, unknown, before, after, text, rest) {
                marks.push(Mark { at, sign, opens, closes });
            }
        }
    }
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

/// Tells whether a mark can open and whether it can close, from its neighbours; `None` for an apostrophe, inches and feet.
fn roles(sign: char, unknown: bool, before: Option<char>, after: Option<char>, text: &str, rest: &str) -> Option<(bool, bool)> {
    let space_before = before.is_none_or(|c| {
        c.is_whitespace()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}')
            || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '“' | '‘' | '"' | '\'' | '„' | '«' | '…' | ':' | '¿' | '¡')
    });
    let space_after = after.is_none_or(|c| {
        c.is_whitespace()
            || (c.is_ascii_punctuation() && !matches!(c, '(' | '[' | '$' | '#' | '@' | '"' | '\''))
            || matches!(c, '—' | '–' | '”' | '’' | '…' | '»' | '“' | '。' | '，' | '、')
    });
    // `parle d’« un signe »`
    let space_before = space_before || before == Some('’') && matches!(sign, '«' | '"') && is_elided(text);
    let by_context = || (space_before, space_after || !space_before);
    // A space is missing: `they said."We go`.
    let stuck = matches!(before, Some('.' | '!' | '?')) && after.is_some_and(char::is_uppercase);
    match sign {
        '「' | '『' | '〝' => Some((true, false)),
        '」' | '』' | '〞' | '〟' => Some((false, true)),
        '"' | '״' if before.is_some_and(is_hebrew) && after.is_some_and(is_hebrew) => (!is_gershayim(text, rest)).then_some((true, false)),
        '"' | '＂' => {
            if before.is_some_and(|c| c.is_ascii_digit())
                && space_after
                && !matches!(after, Some(',' | '.'))
                && !rest.bytes().take(300).any(|byte| byte == b'"')
            {
                return Some((false, true));
            }
            if stuck { Some((true, true)) } else { Some(by_context()) }
        }
        '\'' | '’' | '‘' => {
            let letter_before = before.is_some_and(char::is_alphanumeric);
            let letter_after = after.is_some_and(char::is_alphanumeric);
            let wide = |c: Option<char>| unknown && c.is_some_and(is_ideograph);
            match () {
                () if wide(before) && letter_after || wide(after) && !space_before => Some((sign == '‘', sign != '‘')),
                () if unknown && sign == '’' && space_before && opens_word(rest) => Some((true, false)),
                () if letter_before && letter_after => None,
                () if sign == '‘' => Some((letter_after || !letter_before, false)),
                () if !letter_before && letter_after && (sign == '’' || is_elision(rest, unknown)) => None,
                () => Some((sign == '\'' && space_before && letter_after, !before.is_none_or(char::is_whitespace))),
            }
        }
        '“' | '„' | '«' if after.is_some_and(char::is_alphanumeric) => Some((true, by_context().1)),
        _ => Some(by_context()),
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
    let opens = || before.ends_with(' ') && rest[1..].starts_with(SINGLE);
    let closes = || before.strip_suffix('n').and_then(|before| before.strip_suffix(SINGLE)).is_some_and(|before| before.ends_with(' '));
    match rest.as_bytes().first() {
        Some(b'n') => opens(),
        Some(b' ') => closes(),
        _ => false,
    }
}

/// Whether what follows an apostrophe is a word that loses its beginning (`'em`, `'90s`).
fn is_elision(rest: &str, unknown: bool) -> bool {
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.starts_with(|c: char| c.is_ascii_digit()) || !unknown && SPEECH.cut_in_front.has(word)
}

/// Pairs the marks of one paragraph.
pub(super) struct Pairing<'a> {
    pub(super) body: &'a str,
    pub(super) bytes: Range<usize>,
    pub(super) paragraph: usize,
    pub(super) single: bool,
}

impl Pairing<'_> {
    pub(super) fn pair(&self, marks: &[Mark], goes_on: impl Fn() -> bool, found: &mut Vec<Marked>) {
        let mut open: Option<Mark> = None;
        let mut depth = 0;
        let mut from = self.bytes.start;
        for (i, mark) in marks.iter().enumerate() {
            match open {
                None if opens(mark) => open = Some(*mark),
                None if self.single => {}
                None => {
                    if let Some(start) = self.missing_opening(from, mark) {
                        self.push(found, start..mark.at, start..mark.end(), Repair::Opening, false);
                    }
                    from = mark.end();
                }
                Some(_) if self.single && self.belongs_to_word(&marks[i..]) || self.is_measure(&marks[i..]) => {}
                Some(first) if first.sign == '"' && mark.sign != '"' && closes_later(&marks[i + 1..]) => {}
                Some(_) if self.nests_over_paragraphs(marks) => {}
                Some(first) if closes(mark, &first) => {
                    if depth > 0 {
                        depth -= 1;
                        continue;
                    }
                    self.push(found, first.end()..mark.at, first.at..mark.end(), Repair::None, false);
                    from = mark.end();
                    open = None;
                }
                Some(first)
                    if mark.opens && !are_akin(mark, &first) && marks[i + 1..].iter().take(NESTED).any(|mark| closes(mark, &first)) => {}
                Some(_) if mark.opens && self.nests(&marks[i..]) => depth += 1,
                Some(first) if (first.sign, mark.sign) == ('«', '«') && closes_both(&marks[i..]) => depth += 1,
                Some(first) if mark.opens => {
                    if !self.single {
                        let end = self.missing_closing(first.end(), mark.at);
                        self.push(found, first.end()..end, first.at..end, Repair::Closing, false);
                    }
                    open = Some(*mark);
                }
                Some(_) => {}
            }
        }
        if let Some(first) = open.filter(|first| !self.single || self.opens_speech(first) && goes_on()) {
            let continues = self.single || goes_on();
            let end = if continues { self.bytes.end } else { self.missing_closing(first.end(), self.bytes.end) };
            let repair = if continues { Repair::None } else { Repair::Closing };
            self.push(found, first.end()..end, first.at..end, repair, continues);
        }
    }

    /// Whether a single mark belongs to the word before it (`the boys’ turn`, `cats an’ dogs`, `goin’ home`), because a better closing one follows.
    fn belongs_to_word(&self, marks: &[Mark]) -> bool {
        let [mark, next, ..] = marks else { return false };
        let rest = &self.body[mark.end()..self.bytes.end];
        let inside = rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase));
        if !inside || next.opens || !next.closes {
            return false;
        }
        let word = self.body[self.bytes.start..mark.at].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let clipped = word.len() > 3 && word.ends_with("in") && word.starts_with(char::is_lowercase);
        word.ends_with('s') || clipped || SPEECH.cut_behind.has(word)
    }

    /// Whether a mark behind a number tells feet, inches, minutes or seconds (`5" too short`, `5’2” tall`), because a better closing one follows.
    fn is_measure(&self, marks: &[Mark]) -> bool {
        let [mark, next, ..] = marks else { return false };
        let before = self.body[self.bytes.start..mark.at].trim_end_matches(|c: char| c.is_ascii_digit());
        let behind_feet = || before.ends_with(['’', '\'']) && before.len() < mark.at - self.bytes.start;
        let measures = matches!(mark.sign, '"' | '\'' | '’') || mark.sign == '”' && behind_feet();
        measures && self.bytes.start + before.len() < mark.at && next.closes && !next.opens
    }

    /// Whether two curly marks are nested in a quotation that a straight one opens at the beginning of a paragraph and the next paragraph goes on with:
    /// `"We call it “fair” now.⏎"It is not."`
    fn nests_over_paragraphs(&self, marks: &[Mark]) -> bool {
        let [first, open, close] = marks else { return false };
        (first.sign, open.sign, close.sign) == ('"', '“', '”')
            && first.at == self.bytes.start
            && self.body[self.bytes.end..].trim_start().starts_with('"')
    }

    /// Whether a single mark that nothing closes stands where speech begins rather than an apostrophe: at the beginning of its paragraph or of a sentence,
    /// or behind a comma or colon.
    fn opens_speech(&self, mark: &Mark) -> bool {
        let before = self.body[self.bytes.start..mark.at].trim_end();
        before.is_empty() || before.ends_with([':', ',', '.', '!', '?', '’'])
    }

    /// Whether an opening mark inside an open quotation begins a nested one: both are closed later.
    fn nests(&self, marks: &[Mark]) -> bool {
        let mut closing = 0;
        for mark in marks.iter().skip(1).take(8) {
            if mark.closes && !(mark.opens && mark.sign == '"') {
                closing += 1;
            } else {
                break;
            }
        }
        closing >= 2
    }

    /// Where a quotation begins that only its closing mark shows.
    fn missing_opening(&self, from: usize, mark: &Mark) -> Option<usize> {
        let text = &self.body[from..mark.at];
        if text.trim().is_empty() || (from > self.bytes.start && !text.trim_end().ends_with(['.', ',', '!', '?'])) {
            return None;
        }
        if !text.ends_with(['.', ',', '!', '?', '…', '—']) {
            return None;
        }
        let start = if from == self.bytes.start { text.rfind(": ").map_or(0, |at| at + 2) } else { text.find(". ").map_or(0, |at| at + 2) };
        let start = start + (text[start..].len() - text[start..].trim_start().len());
        (start < text.len()).then_some(from + start)
    }

    /// Where a quotation ends that was opened and not closed before `limit`: at a single mark that ends a sentence in it and belongs to none inside, else
    /// there.
    fn missing_closing(&self, start: usize, limit: usize) -> usize {
        let text = &self.body[start..limit];
        let single = text.match_indices(['’', '\'']).map(|(at, _)| at).find(|&at| {
            let behind = text[at..].trim_start_matches(['’', '\'']);
            text[..at].ends_with(['.', '!', '?']) && behind.starts_with(' ') && !text[..at].contains(['‘', '\''])
        });
        start + text[..single.unwrap_or(text.len())].trim_end().len()
    }

    pub(super) fn push(&self, found: &mut Vec<Marked>, inner: Range<usize>, outer: Range<usize>, repair: Repair, continues: bool) {
        let said = self.body[inner.clone()].trim_start();
        let start = inner.end - said.len();
        let said = said.trim_end();
        let inner = start..start + said.len();
        if said.chars().any(char::is_alphanumeric) {
            found.push(Marked {
                inner,
                outer,
                tokens: 0..0,
                paragraph: self.paragraph,
                repair,
                continues,
                single: self.single,
                parted: false,
            });
        }
    }
}

/// How many marks further on a quotation that holds another is closed.
const NESTED: usize = 8;

/// Whether two opening marks may be closed by the same one.
fn are_akin(one: &Mark, other: &Mark) -> bool {
    closers(one.sign).iter().any(|sign| closers(other.sign).contains(sign))
}

/// Whether a straight mark that can close is among the next few.
fn closes_later(marks: &[Mark]) -> bool {
    marks.iter().take(6).take_while(|mark| mark.sign != '“' && (mark.sign != '"' || mark.closes)).any(|mark| mark.sign == '"')
}

/// Whether a mark begins a quotation where none is open.
pub(super) fn opens(mark: &Mark) -> bool {
    match mark.sign {
        '“' | '„' | '«' | '‚' | '‘' | '‹' | '「' | '『' | '〝' => mark.opens || !mark.closes,
        _ => mark.opens && (!mark.closes || matches!(mark.sign, '"' | '\'')),
    }
}

/// The marks that close what one opens.
fn closers(sign: char) -> &'static [char] {
    match sign {
        '“' | '‟' => &['”', '"'],
        '„' => &['“', '”', '"', '‟'],
        '«' => &['»'],
        '»' => &['«', '»'],
        '‹' => &['›'],
        '›' => &['‹'],
        '‘' | '\'' => &['’', '\''],
        '’' => &['’', '‘'],
        '‚' => &['‘', '’'],
        '「' => &['」'],
        '『' => &['』'],
        '〝' => &['〞', '〟'],
        '＂' => &['＂'],
        '״' => &['״', '"'],
        // `”We go.“` is typed the wrong way round.
        '"' | '”' => &['"', '”', '“'],
        _ => &['”', '"'],
    }
}

/// Whether a mark ends the quotation that `open` began.
pub(super) fn closes(mark: &Mark, open: &Mark) -> bool {
    if !closers(open.sign).contains(&mark.sign) {
        return open.sign == '“' && mark.sign == '“' && mark.closes && !mark.opens;
    }
    match (open.sign, mark.sign) {
        ('"', '"') => mark.closes,
        ('"', '“') => mark.closes && !mark.opens,
        ('“', '"') => mark.closes,
        (_, '\'' | '’') => mark.closes,
        _ => true,
    }
}
