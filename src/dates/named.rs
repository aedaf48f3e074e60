//! Days whose month is a word: `6 September 2017`, `September 6, 2017`, `2017. szeptember 6.`, `ngày 6 tháng 9 năm 2017`.

use super::calendar::{Core, day, four_digits, nearest, past_year_word, small, two_digit_year, whole, year_at};
use super::reading::Reading;
use super::token::Kind;
use super::{clock, names};
use crate::article::Precision;

/// `2017. szeptember 6.`, `2017 m. rugsėjo 6 d.`, `2017. gada 6. septembrī`, `2017-Sep-06`.
pub(super) fn year_first_named(r: &Reading<'_>, i: usize) -> Option<Core> {
    let year = four_digits(r, i)?;
    let mut j = i + 1;
    for _ in 0..3 {
        let passes = match r.kind(j)? {
            Kind::Sign('.' | '-' | '/' | ',') => true,
            Kind::Word => matches!(r.word(j), Some("m" | "gada" | "ko" | "eko")),
            _ => false,
        };
        if !passes {
            break;
        }
        j += 1;
    }
    let named = match small(r, j, 31) {
        Some(number) if r.word(j - 1) == Some("gada") => {
            let after = j + 1 + usize::from(r.sign(j + 1) == Some('.'));
            let (month, end) = month_name(r, after)?;
            (month.number, number, end)
        }
        _ => {
            let (month, after) = month_name(r, j)?;
            let after = after + usize::from(r.sign(after) == Some('-') && r.glued(after));
            (month.number, small(r, after, 31)?, after + 1)
        }
    };
    let (month, number, mut end) = named;
    let follows = end + usize::from(r.sign(end) == Some(','));
    if year_at(r, follows).is_some() || r.goes_on(end) && r.word(end).is_none() {
        return None;
    }
    if r.sign(end) == Some('.') && r.glued(end) {
        end += 1;
    } else if matches!(r.word(end), Some("d")) {
        end += 1 + usize::from(r.sign(end + 1) == Some('.'));
    }
    Some(whole(day(year, month, number)?, Precision::Day, end))
}

/// A month's name at token `j`, in one word or two, with its full stop or its second name (`سبتمبر/أيلول`), or `tháng 9`.
fn month_name(r: &Reading<'_>, j: usize) -> Option<(names::Month, usize)> {
    let word = r.word(j)?;
    let lang = r.lang.as_deref();
    if word.eq_ignore_ascii_case("tháng") || word == "Tháng" {
        return small(r, j + 1, 12).map(|number| (names::Month { number, native: true }, j + 2));
    }
    let double = matches!(word, "كانون" | "تشرين" | "Meán" | "Deireadh");
    let (month, mut end) =
        if double { (names::month(&format!("{word} {}", r.word(j + 1)?), lang)?, j + 2) } else { (names::month(word, lang)?, j + 1) };
    if r.sign(end) == Some('.') && r.glued(end) {
        end += 1;
    } else if r.sign(end) == Some('/')
        && r.word(end + 1).is_some()
        && let Some((second, after)) = month_name_after(r, end + 1)
        && second.number == month.number
    {
        end = after;
    }
    Some((month, end))
}

/// The second of two names of one month; it has no third.
fn month_name_after(r: &Reading<'_>, j: usize) -> Option<(names::Month, usize)> {
    let word = r.word(j)?;
    let lang = r.lang.as_deref();
    if matches!(word, "كانون" | "تشرين") {
        return Some((names::month(&format!("{word} {}", r.word(j + 1)?), lang)?, j + 2));
    }
    Some((names::month(word, lang)?, j + 1))
}

/// Passes over an ordinal's ending after the day at token `i - 1`: `6th`, `1er`, `1º`, `6.`
fn past_ordinal(r: &Reading<'_>, i: usize) -> usize {
    let ending = match r.kind(i) {
        Some(Kind::Word) => r.word(i).is_some_and(|word| {
            matches!(
                word,
                "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH" | "er" | "º" | "ª" | "ème" | "e" | "ste" | "de" | "η" | "ος" | "го"
            )
        }),
        Some(Kind::Sign('.' | '°')) => true,
        _ => false,
    };
    i + usize::from(ending && r.glued(i))
}

fn past_words(r: &Reading<'_>, mut i: usize, words: &[&str]) -> usize {
    for _ in 0..2 {
        if r.word(i).is_some_and(|word| words.contains(&word)) {
            i += 1;
        }
    }
    i
}

/// `6 September 2017`, `6. September 2017`, `6 de septiembre de 2017`, `06-Sep-17`, and without a year near a known day.
pub(super) fn day_then_name(r: &Reading<'_>, i: usize) -> Option<Core> {
    let number = small(r, i, 31)?;
    let mut j = past_ordinal(r, i + 1);
    let joint = r.sign(j).filter(|sign| matches!(sign, '-' | '/' | '–') && r.glued(j) && r.glued(j + 1));
    j += usize::from(joint.is_some());
    j = past_words(r, j, &["of", "the", "de", "di", "del", "do", "da", "ng", "d"]);
    let (month, end) = month_name(r, j)?;
    if joint.is_some() {
        if r.sign(end) != joint {
            return None;
        }
        let year = year_at(r, end + 1).map(|(year, _)| year).or_else(|| two_digit_year(r, end + 1))?;
        return Some(whole(day(year, month.number, number)?, Precision::Day, end + 2));
    }
    let comma = usize::from(matches!(r.sign(end), Some(',' | '،')));
    let at = past_words(r, end + comma, &["de", "del", "of", "do", "năm", "lapja", "i"]);
    match year_at(r, at) {
        Some(_) if comma == 0 && at == end && is_clock_with_zone(r, at) => None,
        Some((year, end)) => Some(whole(day(year, month.number, number)?, Precision::Day, past_year_word(r, end))),
        None if r.glued(j) && two_digit_year(r, at).is_some() && r.glued(at) => {
            Some(whole(day(two_digit_year(r, at)?, month.number, number)?, Precision::Day, at + 1))
        }
        None => nearest(r, month.number, number, end).filter(|_| is_name_like(r, j)),
    }
}

/// Whether four digits are a time (`1501 GMT`) rather than a year.
fn is_clock_with_zone(r: &Reading<'_>, i: usize) -> bool {
    clock::match_at(r, i, false).is_some_and(|clock| clock.zone.is_some())
}

/// Whether a month's name without a year beside it is written as a name; `may` and `march` are words, too.
fn is_name_like(r: &Reading<'_>, i: usize) -> bool {
    r.word(i).is_some_and(|word| !matches!(word, "may" | "march" | "mar" | "set" | "out" | "jan" | "dec"))
}

/// `September 6, 2017`, `Sep 06 15:01:00 GMT 2017`, `September 2017`, and `Sept. 6` near a known day.
pub(super) fn month_first(r: &Reading<'_>, i: usize) -> Option<Core> {
    if !(i + 1..=i + 4).any(|k| r.number(k).is_some()) {
        return None;
    }
    let (month, end) = month_name(r, i)?;
    let joint = r.sign(end).filter(|sign| matches!(sign, '-' | '/') && r.glued(end) && r.glued(end + 1));
    let at = if joint.is_some() { end + 1 } else { end };
    if let Some(number) = small(r, at, 31) {
        let after = past_ordinal(r, at + 1);
        if let Some(sign) = joint {
            let year = year_at(r, after + 1).filter(|_| r.sign(after) == Some(sign))?;
            return Some(whole(day(year.0, month.number, number)?, Precision::Day, year.1));
        }
        return day_known(r, &month, number, i, after);
    }
    if joint.is_some_and(|sign| sign != '-') || follows_day(r, i) || !month.native {
        return None;
    }
    let at = at + usize::from(joint.is_none() && r.sign(at) == Some(','));
    let (year, end) = year_at(r, past_words(r, at, &["de", "del", "of"]))?;
    Some(whole(day(year, month.number, 1)?, Precision::Month, past_year_word(r, end)))
}

/// What follows `September 6`: the year, or a time and then the year, or neither.
fn day_known(r: &Reading<'_>, month: &names::Month, number: u32, i: usize, after: usize) -> Option<Core> {
    let comma = usize::from(matches!(r.sign(after), Some(',' | '،')));
    let at = past_words(r, after + comma, &["de", "of", "in"]);
    if let Some((year, end)) = year_at(r, at)
        && (comma > 0 || !is_clock_with_zone(r, at))
    {
        return Some(whole(day(year, month.number, number)?, Precision::Day, end));
    }
    if let Some(clock) = clock::match_at(r, at, true)
        && let Some((year, end)) = year_at(r, clock.end)
    {
        let day = day(year, month.number, number)?;
        return Some(Core { clock: Some(clock), ..whole(day, Precision::Day, end) });
    }
    if r.goes_on(after) {
        return None;
    }
    nearest(r, month.number, number, after).filter(|_| is_name_like(r, i))
}

/// Whether a day's number stands before the month's name at token `i`, so that the name belongs to a day that does not exist.
fn follows_day(r: &Reading<'_>, i: usize) -> bool {
    for k in (i.saturating_sub(3)..i).rev() {
        match r.kind(k) {
            Some(Kind::Number(_, digits)) => return digits <= 2,
            Some(Kind::Sign('.' | '-' | '/' | '–')) => {}
            Some(Kind::Word) if r.word(k).is_some_and(|word| word.len() <= 3) => {}
            _ => return false,
        }
    }
    false
}
