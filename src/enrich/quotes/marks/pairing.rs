//! Pairs the quotation marks of a paragraph; one that is missing is made up for.

use std::ops::Range;

use super::guillemets::closes_both;
use super::signs::Mark;
use super::{Marked, Repair};
use crate::enrich::quotes::words::lists::SPEECH;

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
                    self.push_pair(found, &first, mark);
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

    /// What stands between two marks; which words those are the marks tell.
    fn push_pair(&self, found: &mut Vec<Marked>, first: &Mark, last: &Mark) {
        let before = found.len();
        self.push(found, first.end()..last.at, first.at..last.end(), Repair::None, false);
        found[before..].iter_mut().for_each(|quote| quote.tokens = first.next..last.next);
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
