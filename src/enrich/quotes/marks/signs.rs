//! Finds the quotation marks of a paragraph: which sign is one, and whether it may open or close, by its shape, or by what stands beside it where the
//! shape does not tell (`"`).

use std::ops::Range;

use super::foreign_marks::{is_gershayim, is_hebrew, opens_word};
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

/// Whether the first byte of a sign may be that of a quotation mark.
pub(super) fn is_lead_byte(byte: u8) -> bool {
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
