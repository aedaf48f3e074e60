//! Finds every date of a text and joins each with the time that stands beside it.

use chrono::{Datelike, NaiveDate};

use super::calendar::{self, Core};
use super::clock::{self, Clock};
use super::names;
use super::reading::Reading;
use super::token::{Kind, Token, digit};
use super::{Given, Hints, Printed};
use crate::article::Precision;

/// How many tokens may stand between a day and its time.
const MAX_GAP: usize = 6;

/// Finds the dates of `text`, in order.
///
/// ```
/// use dateline::dates::{Hints, scan};
///
/// let found = scan("Updated 1501 GMT (2301 HKT) September 6, 2017", &Hints::default());
/// assert_eq!(found[0].day.to_string(), "2017-09-06");
/// assert_eq!(found[0].zone.as_deref(), Some("GMT"));
/// ```
pub fn scan(text: &str, hints: &Hints<'_>) -> Vec<Printed> {
    if !may_hold_a_date(text, hints) {
        return Vec::new();
    }
    scan_reading(&Reading::new(text, hints))
}

/// Whether a text has any digit, without which only a known day nearby makes dates of words; of ASCII, digits that can be a year's.
pub(super) fn may_hold_a_date(text: &str, hints: &Hints<'_>) -> bool {
    if hints.reference.is_some() {
        return true;
    }
    if text.is_ascii() { may_hold_a_year(text.as_bytes()) } else { text.contains(|c: char| digit(c).is_some() || c == '年') }
}

/// Whether any number of a text of ASCII has four digits or more, or begins like a date whose year has two: joined to what follows, or
/// behind an apostrophe.
fn may_hold_a_year(text: &[u8]) -> bool {
    let mut at = 0;
    while let Some(step) = text[at..].iter().position(u8::is_ascii_digit) {
        let start = at + step;
        let count = text[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let joined = text.get(start + count).is_some_and(|next| matches!(next, b'-' | b'/' | b'.') || next.is_ascii_alphabetic());
        if count >= 4 || joined || text[..start].ends_with(b"'") {
            return true;
        }
        at = start + count;
    }
    false
}

pub(super) fn scan_reading(r: &Reading<'_>) -> Vec<Printed> {
    let mut found = Vec::new();
    let mut before: Option<Clock> = None;
    let mut i = 0;
    while i < r.len() {
        if let Some(core) = calendar::match_at(r, i) {
            let clock = before.take().filter(|clock| leads_to(r, clock.end, i));
            let (printed, end) = join(r, i, core, clock);
            found.push(printed);
            i = end;
        } else if let Some(clock) = clock::match_at(r, i, announces_time(r, i)) {
            i = clock.end;
            before = Some(clock);
        } else {
            i += 1;
        }
    }
    found
}

/// Whether the word before the number at token `i` tells that it is a time.
fn announces_time(r: &Reading<'_>, i: usize) -> bool {
    let before = || i.checked_sub(1).and_then(|before| r.word(before));
    r.number(i).is_some() && before().is_some_and(|word| word.len() > 1 && word != "at" && names::is_connector(word))
}

/// Whether nothing but signs, weekdays and small words stands between a time and the date at token `i`.
fn leads_to(r: &Reading<'_>, from: usize, i: usize) -> bool {
    i - from <= MAX_GAP
        && (from..i).all(|k| match r.kind(k) {
            Some(Kind::Sign(sign)) => matches!(sign, ',' | '-' | '–' | '—' | '|' | '·' | '•' | '.' | '(' | ')' | '/' | '،'),
            Some(Kind::Word) => r.word(k).is_some_and(|word| {
                names::weekday(word, r.lang.as_deref()).is_some()
                    || matches!(word, "on" | "of" | "den" | "le" | "del" | "am" | "vom" | "dnia")
            }),
            _ => false,
        })
}

/// The time that follows the day ending before token `from`.
fn time_after(r: &Reading<'_>, from: usize) -> Option<Clock> {
    let mut expected = false;
    for i in from..from + MAX_GAP {
        if let Some(clock) = clock::match_at(r, i, expected).or_else(|| dotted_time(r, i)) {
            return Some(clock);
        }
        match r.kind(i)? {
            Kind::Sign(',' | '-' | '–' | '—' | '|' | '·' | '•' | '/' | '(' | ')' | '[' | ':' | '،' | '，' | '（' | '）') => {}
            Kind::Sign('.') if expected || r.glued(i + 1) => {}
            Kind::Word => {
                let word = r.word(i)?;
                if r.glued(i) && matches!(word, "T" | "t") || names::is_connector(word) {
                    expected = !word.eq_ignore_ascii_case("at");
                } else if names::weekday(word, r.lang.as_deref()).is_none() {
                    return None;
                }
            }
            _ => return None,
        }
    }
    None
}

/// `15.01` right after a day, where no word follows that it could be an amount of.
fn dotted_time(r: &Reading<'_>, i: usize) -> Option<Clock> {
    let both = r.number(i)?.1 == 2 && r.number(i + 2)?.1 == 2 && r.sign(i + 1) == Some('.');
    let alone = match r.kind(i + 3) {
        None | Some(Kind::Break | Kind::Number(..)) => true,
        Some(Kind::Sign(sign)) => matches!(sign, '|' | ')' | '(' | '-' | '–' | '·' | ','),
        _ => false,
    };
    clock::match_at(r, i, true).filter(|_| both && alone)
}

fn join(r: &Reading<'_>, i: usize, core: Core, before: Option<Clock>) -> (Printed, usize) {
    let mut first = i;
    let mut end = core.end;
    let exact = core.precision == Precision::Day;
    let clock = if core.clock.is_some() {
        core.clock
    } else if let Some(clock) = before.filter(|_| exact) {
        first = clock.start;
        Some(clock)
    } else {
        time_after(r, core.end).filter(|_| exact).inspect(|clock| end = clock.end)
    };
    let span = r.start(first).unwrap_or(0)..r.end(end.max(1) - 1).unwrap_or(r.text.len());
    let precision = if clock.is_some() { Precision::Minute } else { core.precision };
    let zone = clock.as_ref().and_then(|clock| clock.zone).map(|(start, stop)| r.text[start..stop].to_owned());
    let time = clock.map(|clock| clock.time);
    (Printed { day: core.day, time, zone, precision, given: core.given, span }, end.max(i + 1))
}

/// The day of `month` and `number` that is nearest to `reference`.
pub(super) fn nearest_day(reference: NaiveDate, month: u32, number: u32) -> Option<NaiveDate> {
    let near = (-1..=1).filter_map(|years| NaiveDate::from_ymd_opt(reference.year() + years, month, number));
    near.min_by_key(|day| day.signed_duration_since(reference).num_days().abs())
}

/// Reads month and day at the start of `text`, as a dateline prints them: `Sept. 6`, `6 September`, `le 6 septembre`, `March 3`.
///
/// Answers with the month, the day where one stands beside it, and the byte length of both. In any language of the tables.
pub fn month_day(text: &str) -> Option<(u32, Option<u32>, usize)> {
    const LONGEST: usize = 64;
    let mut cut = text.len().min(LONGEST);
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    let hints = Hints { reference: NaiveDate::from_ymd_opt(2000, 7, 1), ..Hints::default() };
    let r = Reading::new(&text[..cut], &hints);
    let articles = ["le", "Le", "el", "El", "il", "the", "den", "am", "ngày"];
    let first = usize::from(r.word(0).is_some_and(|word| articles.contains(&word)));
    if let Some(core) = calendar::match_at(&r, first).filter(|core| core.given != Given::Relative) {
        let number = (core.precision >= Precision::Day).then(|| core.day.day());
        return Some((core.day.month(), number, r.end(core.end - 1)?));
    }
    let word = r.word(0)?;
    let month = names::month(word, None).filter(|_| word.starts_with(char::is_uppercase))?;
    let stop = r.tokens.get(1).filter(|token| is_full_stop(token)).map_or(0, |_| 1);
    Some((month.number, None, r.end(stop)?))
}

/// Whether `word` names a month, in any language of the tables.
pub fn is_month(word: &str) -> bool {
    month_named(word).is_some()
}

/// The month, from 1, that `word` names in any language of the tables.
pub fn month_named(word: &str) -> Option<u32> {
    names::month(word, None).map(|month| month.number)
}

/// Whether `word` names a day of the week, in any language of the tables.
pub fn is_weekday(word: &str) -> bool {
    names::weekday(word, None).is_some()
}

fn is_full_stop(token: &Token) -> bool {
    token.glued && token.kind == Kind::Sign('.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn where_no_year_can_be_there_is_no_date(text in "([0-9]{1,3}| |, |\\.|-|/|'|:|th|Sep|September|May|of|Tuesday|at|pm|GMT|[(]|a){0,12}") {
            let hints = Hints { day_first: Some(true), ..Hints::default() };
            if !may_hold_a_date(&text, &hints) {
                for whole in [false, true] {
                    let r = Reading::new(&text, &hints);
                    if whole {
                        r.claim_whole();
                    }
                    prop_assert_eq!(scan_reading(&r), Vec::new());
                }
            }
        }
    }
}
