//! What only languages without a lexicon do with quotation marks: a quotation goes on over paragraphs whatever its marks, marks stand apart from the words inside,
//! or right beside words outside where a script has no spaces, and speech lacks the mark that opens it.

use std::ops::Range;

use super::foreign_verbs::is_reported;
use super::pairing::{closes, opens};
use super::signs::{Mark, collect_marks, opens_with_mark};
use super::{Marked, Repair};
use crate::analysis::segment::is_ideograph;
use crate::enrich::quotes::words::Words;

/// Paragraphs of the longest quotation that only its last paragraph closes, by marks whose shape tells which opens, and by others.
const PARAGRAPHS: usize = 12;
const FEWER: usize = 4;

/// Marks that may be open at the same time.
const NESTED: usize = 4;

/// Words of the shortest speech without its opening mark.
const SHORTEST: usize = 4;

/// Whether a paragraph goes on with a quotation of the one above by a mark of its own.
pub(super) fn opens_again(paragraph: &str) -> bool {
    opens_with_mark(paragraph) || paragraph.starts_with(['”', '〝', '＂'])
}

/// Keeps account of the quotation that is open behind a mark, `open`, and what is open inside it. False where too much is.
fn take(open: &mut Vec<Mark>, mark: &Mark) -> bool {
    match open.last() {
        Some(last) if mark.closes && closes(mark, last) => drop(open.pop()),
        _ if opens(mark) => open.push(*mark),
        _ => {}
    }
    open.len() <= NESTED
}

/// The mark of a paragraph, by its index among `marks`, that opens a quotation which only a later paragraph closes; that paragraph, and the byte of its closing
/// mark there.
pub(super) fn left_open(words: &Words<'_>, paragraph: usize, marks: &[Mark]) -> Option<(usize, usize, Range<usize>)> {
    let mut open = Vec::new();
    if !marks.iter().filter(|mark| !mark.is_single()).all(|mark| take(&mut open, mark)) {
        return None;
    }
    let [first] = open[..] else { return None };
    let most = if matches!(first.sign, '"' | '”' | '＂') { FEWER } else { PARAGRAPHS };
    let mut below = Vec::new();
    for later in paragraph + 1..paragraph + 1 + most {
        let stretch = words.segments.paragraphs.get(later)?;
        if opens_again(stretch.text(words.body)) {
            return None;
        }
        below.clear();
        collect_marks(words, later..later + 1, &mut below);
        set_by_turns(words.body, &mut below);
        for mark in below.iter().filter(|mark| !mark.is_single()) {
            if !take(&mut open, mark) {
                return None;
            }
            if open.is_empty() {
                let index = marks.iter().position(|mark| mark.at == first.at)?;
                return Some((index, later, mark.at..mark.end()));
            }
        }
        if open.len() > 1 {
            return None;
        }
    }
    None
}

/// Sets which marks open and which close, by turns, where what stands beside them does not tell: between two spaces (`قال: ” نعم “ .`), or between letters of a
/// script without spaces (`他说"好"。`). Straight marks nested in others are dropped, so that they close none of those: `„Je to "naše" loď“`.
pub(super) fn set_by_turns(body: &str, marks: &mut Vec<Mark>) {
    let beside = |mark: &Mark| (body[..mark.at].chars().next_back(), body[mark.end()..].chars().next());
    let wide = |c: Option<char>| c.is_some_and(|c| is_ideograph(c) || matches!(c, '。' | '，' | '、' | '！' | '？' | '：' | '；'));
    let mut open: Option<char> = None;
    for mark in marks.iter_mut().filter(|mark| !mark.is_single()) {
        let (before, after) = beside(mark);
        let apart =
            before.is_none_or(|c| c.is_whitespace() || c == ':') && after.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | '،'));
        let plain = matches!(mark.sign, '"' | '＂' | '”' | '“');
        if plain && apart || matches!(mark.sign, '"' | '＂') && wide(before) && wide(after) {
            (mark.opens, mark.closes) = (open.is_none(), open.is_some());
        }
        open = match open {
            None if mark.opens => Some(mark.sign),
            Some(_) if mark.closes => None,
            open => open,
        };
    }
    drop_nested(marks);
}

/// Drops pairs of straight marks inside a quotation that a low mark opens.
fn drop_nested(marks: &mut Vec<Mark>) {
    let has = |sign: char| marks.iter().any(|mark| mark.sign == sign);
    if !has('„') || !has('"') {
        return;
    }
    let mut kept = Vec::with_capacity(marks.len());
    let (mut low, mut at) = (false, 0);
    while let Some(mark) = marks.get(at) {
        low = mark.sign == '„' || low && !matches!(mark.sign, '“' | '”');
        let opens = low && mark.sign == '"' && mark.opens && !mark.closes;
        if opens && marks.get(at + 1).is_some_and(|next| next.sign == '"' && next.closes) {
            at += 2;
        } else {
            kept.push(*mark);
            at += 1;
        }
    }
    *marks = kept;
}

/// Speech from the beginning of a paragraph up to a mark that closes it and none opens, where somebody is said to have said it: `Várunk még”, mondta Kis.` The
/// mark is taken off `marks`.
pub(super) fn without_opening(words: &Words<'_>, paragraph: usize, marks: &mut Vec<Mark>) -> Option<Marked> {
    let mark = *marks.first().filter(|mark| mark.closes && !mark.opens && !mark.is_single())?;
    let stretch = &words.segments.paragraphs[paragraph];
    let start = stretch.bytes.start as usize;
    let next = words.first_at_byte(mark.end());
    let long = next >= stretch.tokens.start as usize + SHORTEST;
    if !long || !is_reported(words, next) {
        return None;
    }
    marks.remove(0);
    let outer = start..mark.end();
    Some(Marked {
        inner: start..mark.at,
        outer,
        tokens: 0..0,
        paragraph,
        repair: Repair::Opening,
        continues: false,
        parted: false,
        single: false,
    })
}

/// Whether what follows an apostrophe is a word of more than a letter, so that it may be a mark that opens (`’en båt’`) and is none of a clipped word (`’t dorp`).
pub(super) fn opens_word(rest: &str) -> bool {
    let mut letters = rest.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_some_and(char::is_alphabetic)
}

pub(super) fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{5d0}'..='\u{5ea}')
}

/// Whether a mark between Hebrew letters is that of an acronym, which stands before its last letter or before an ending, and not before a word behind a
/// preposition that is written with it: `צה"ל`, `מנכ"לית`, but `ב"חוף הים"`.
pub(super) fn is_gershayim(text: &str, rest: &str) -> bool {
    let before = text.chars().rev().take(3).take_while(|&c| is_hebrew(c)).count();
    let after = rest.chars().take(2).take_while(|&c| is_hebrew(c)).count();
    after == 1 || before == 3
}

#[cfg(test)]
mod tests {
    use crate::analysis::segment::segment;
    use crate::enrich::quotes::marks::{Repair, find};
    use crate::enrich::quotes::words::Words;
    use crate::enrich::quotes::words::lexicon::Lexicon;

    fn found(text: &str) -> Vec<&str> {
        let segments = segment(text);
        find(&Words::read(text, &segments, Lexicon::of(None))).into_iter().map(|quote| &text[quote.inner]).collect()
    }

    #[test]
    fn a_quotation_goes_on_over_paragraphs_that_do_not_open_it_again() {
        for (text, expected) in [
            ("„Așteptăm.\n\nVom vedea”, a spus Pop.", vec!["Așteptăm.", "Vom vedea"]),
            ("„Чекамо.\n\nВидећемо“, рекао је Кос. „Да.“", vec!["Чекамо.", "Видећемо", "Да."]),
            ("Τι είπε:\n\n”Περιμένουμε.\n\nΘα δούμε.\n\nΊσως”.", vec!["Περιμένουμε.", "Θα δούμε.", "Ίσως"]),
            ("قال: “ننتظر.\n\nوسنرى”.", vec!["ننتظر.", "وسنرى"]),
            ("\"हम रुकेंगे।\n\nफिर देखेंगे\", बर्ग ने कहा।", vec!["हम रुकेंगे।", "फिर देखेंगे"]),
            ("„Așteptăm.\n\nEl a spus „nu” și a plecat.", vec!["Așteptăm.", "nu"]),
            ("„Așteptăm.\n\n„Vom vedea”, a spus Pop.", vec!["Așteptăm.", "Vom vedea"]),
            ("„Așteptăm.\n\nEl a plecat.", vec!["Așteptăm."]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn marks_that_stand_apart_from_words_or_right_beside_them_go_by_turns() {
        for (text, expected) in [
            ("قال: ” إن السد قديم “ . ثم قال: ” سنرى “.", vec!["إن السد قديم", "سنرى"]),
            ("他说\"水来了。\"她说\"好\"。", vec!["水来了。", "好"]),
            ("彼は＂はい＂と言った。", vec!["はい"]),
            ("他說〝好〞。", vec!["好"]),
            ("„Je to \"naše\" stará loď,“ řekl Novák.", vec!["Je to \"naše\" stará loď,"]),
            ("그는 '비가 온다'고 말했다.", vec!["비가 온다"]),
            ("그는 ‘비가 온다.’라고 말했다.", vec!["비가 온다."]),
            ("Hun kalder det 'en meget alvorlig skade'.", vec!["en meget alvorlig skade"]),
            ("उसने कहा, ’बांध पुराना है।‘", vec!["बांध पुराना है।"]),
            ("Hij kwam ’s avonds in ’t dorp.", vec![]),
            ("הוא אמר \"צה\"ל כאן\" והלך.", vec!["צה\"ל כאן"]),
            ("היא סיפרה ל\"חוף הים\" על הסכר.", vec!["חוף הים"]),
            ("״הסכר ישן״, אמרה.", vec!["הסכר ישן"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn speech_without_its_opening_mark_is_speech_only_if_it_is_reported() {
        let text = "A híd régi és nagyon rossz”\n\n– válaszolta Kis.";
        let segments = segment(text);
        let quotes = find(&Words::read(text, &segments, Lexicon::of(None)));
        assert_eq!((&text[quotes[0].inner.clone()], quotes[0].repair), ("A híd régi és nagyon rossz", Repair::Opening));
        assert_eq!(found("A híd régi és nagyon rossz.” Kis hazament."), Vec::<&str>::new());
    }
}
