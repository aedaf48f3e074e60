//! The day itself: every order and form in which news prints day, month and year; those with names of months are in `named`.
//!
//! Each function reads one form at one token and answers with the tokens that it took. None looks further than a dozen tokens, so that a
//! scan is linear.

use chrono::{Datelike, Days, NaiveDate};

use super::clock::Clock;
use super::named::{day_then_name, month_first, year_first_named};
use super::names;
use super::reading::Reading;
use super::token::{Kind, Unit};
use super::{FIRST_YEAR, Given, LAST_YEAR};
use crate::article::Precision;

/// Years of the Thai calendar minus those of the common one.
const BUDDHIST_ERA: i32 = 543;

/// A day in the text.
#[derive(Debug, Clone)]
pub(super) struct Core {
    pub(super) day: NaiveDate,
    pub(super) precision: Precision,
    pub(super) given: Given,
    /// A time that stands inside the date (`Sep 06 15:01:00 2017`).
    pub(super) clock: Option<Clock>,
    /// Token after the last.
    pub(super) end: usize,
}

/// Reads the date that begins at token `i`.
pub(super) fn match_at(r: &Reading<'_>, i: usize) -> Option<Core> {
    match r.kind(i)? {
        Kind::Number(..) if !r.follows_amount(i) => number_first(r, i),
        Kind::Word => month_first(r, i).or_else(|| relative(r, i)),
        _ => None,
    }
}

fn number_first(r: &Reading<'_>, i: usize) -> Option<Core> {
    let (value, digits) = r.number(i)?;
    match digits {
        4 => counted(r, i).or_else(|| year_first_digits(r, i)).or_else(|| year_first_named(r, i)),
        1 | 2 if (1..=31).contains(&value) => day_then_name(r, i).or_else(|| digits_only(r, i)).or_else(|| counted_day(r, i)),
        _ => None,
    }
}

pub(super) fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| (FIRST_YEAR..=LAST_YEAR).contains(&year))
}

pub(super) fn whole(day: NaiveDate, precision: Precision, end: usize) -> Core {
    Core { day, precision, given: Given::Whole, clock: None, end }
}

/// A number of at most two digits between 1 and `last`.
pub(super) fn small(r: &Reading<'_>, i: usize, last: u64) -> Option<u32> {
    r.number(i).filter(|&(value, digits)| digits <= 2 && (1..=last).contains(&value)).map(|(value, _)| value as u32)
}

pub(super) fn four_digits(r: &Reading<'_>, i: usize) -> Option<i32> {
    r.number(i).filter(|&(_, digits)| digits == 4).map(|(value, _)| value as i32)
}

/// `2017年9月6日`, `2017년 9월`.
fn counted(r: &Reading<'_>, i: usize) -> Option<Core> {
    let year = four_digits(r, i).filter(|_| r.is_counter(i + 1, Unit::Year))?;
    let closed = matches!(r.sign(i + 2), Some(')' | '）'));
    let j = i + 2 + usize::from(closed);
    let month = small(r, j, 12).filter(|_| r.is_counter(j + 1, Unit::Month))?;
    match small(r, j + 2, 31).filter(|_| r.is_counter(j + 3, Unit::Day)) {
        Some(number) => Some(whole(day(year, month, number)?, Precision::Day, j + 4)),
        None if r.number(j + 2).is_some() && r.is_counter(j + 3, Unit::Day) => None,
        None => Some(whole(day(year, month, 1)?, Precision::Month, j + 2)),
    }
}

/// `9月6日` near a known day; not where an era's year stands before it.
fn counted_day(r: &Reading<'_>, i: usize) -> Option<Core> {
    let month = small(r, i, 12).filter(|_| r.is_counter(i + 1, Unit::Month))?;
    let number = small(r, i + 2, 31).filter(|_| r.is_counter(i + 3, Unit::Day))?;
    if i > 0 && r.is_counter(i - 1, Unit::Year) {
        return None;
    }
    nearest(r, month, number, i + 4)
}

/// `2017-09-06`, `2017/9/6`, `2017. 9. 6.`
fn year_first_digits(r: &Reading<'_>, i: usize) -> Option<Core> {
    let year = four_digits(r, i)?;
    let sign = r.sign(i + 1).filter(|sign| matches!(sign, '-' | '/' | '.'))?;
    if !r.glued(i + 1) || r.sign(i + 3) != Some(sign) || !r.glued(i + 3) {
        return None;
    }
    if sign != '.' && !(r.glued(i + 2) && r.glued(i + 4)) {
        return None;
    }
    let date = day(year, small(r, i + 2, 12)?, small(r, i + 4, 31)?)?;
    let end = i + 5 + usize::from(sign == '.' && r.sign(i + 5) == Some('.') && r.glued(i + 5));
    (!r.goes_on(end)).then(|| whole(date, Precision::Day, end))
}

/// A year at token `i`: four digits, or two after an apostrophe; answers with the token after it.
pub(super) fn year_at(r: &Reading<'_>, i: usize) -> Option<(i32, usize)> {
    if matches!(r.sign(i), Some('\'' | '’' | '‘')) && r.glued(i + 1) {
        return Some((two_digit_year(r, i + 1)?, i + 2));
    }
    let year = four_digits(r, i)?;
    let year = if year > 2443 && r.thai { year - BUDDHIST_ERA } else { year };
    let hijri = r.word(i + 1).is_some_and(|word| word.starts_with('ه'));
    ((FIRST_YEAR..=LAST_YEAR).contains(&year) && !r.goes_on(i + 1) && !hijri).then_some((year, i + 1))
}

/// `17` as 2017, `87` as 1987; from 40 to 69 it cannot be told.
pub(super) fn two_digit_year(r: &Reading<'_>, i: usize) -> Option<i32> {
    let (value, digits) = r.number(i)?;
    match value as i32 {
        _ if digits != 2 || r.goes_on(i + 1) => None,
        year @ 0..=39 => Some(2000 + year),
        year @ 70..=99 => Some(1900 + year),
        _ => None,
    }
}

/// Passes over `года`, `г.`, `р.`, `r.`, `m.` after a year.
pub(super) fn past_year_word(r: &Reading<'_>, i: usize) -> usize {
    match r.word(i) {
        Some("года" | "году" | "року" | "роки" | "roku") => i + 1,
        Some("г" | "р" | "r" | "m") if r.sign(i + 1) == Some('.') => i + 2,
        Some("г" | "р") => i + 1,
        _ => i,
    }
}

/// `06.09.2017`, `6/9/2017`, `6-9-2017`, `6. 9. 2017`, and with two-digit years where that is safe.
fn digits_only(r: &Reading<'_>, i: usize) -> Option<Core> {
    let sign = r.sign(i + 1).filter(|sign| matches!(sign, '.' | '/' | '-'))?;
    if !r.glued(i + 1) || r.sign(i + 3) != Some(sign) || !r.glued(i + 3) {
        return None;
    }
    let spaced = !(r.glued(i + 2) && r.glued(i + 4));
    let (first, second) = (small(r, i, 31)?, small(r, i + 2, 31)?);
    let (year, end) = match year_at(r, i + 4) {
        Some(_) if spaced && sign != '.' => return None,
        Some(year) => year,
        None if spaced || r.goes_on(i + 5) => return None,
        None => (safe_short_year(r, i, sign)?, i + 5),
    };
    let (number, month) = match (sign, r.order) {
        ('.', Some(true) | None) => (first, second),
        (_, Some(true)) if second <= 12 => (first, second),
        (_, Some(false)) if first <= 12 => (second, first),
        _ if first > 12 || first == second => (first, second),
        _ if second > 12 => (second, first),
        _ => return None,
    };
    Some(whole(day(year, month, number)?, Precision::Day, past_year_word(r, end)))
}

/// A two-digit year of a date whose parts all have two digits, where the order of day and month is known: by the text's language, or by
/// the form where a time stands beside it.
fn safe_short_year(r: &Reading<'_>, i: usize, sign: char) -> Option<i32> {
    let padded = r.number(i)?.1 == 2 && r.number(i + 2)?.1 == 2;
    let timed = padded && is_beside_time(r, i);
    let known = match sign {
        '.' => padded && r.is_whole() || timed || r.order == Some(true) && r.lang.as_deref() != Some("en") && padded,
        _ => timed || r.order.is_some() && (padded || r.is_whole()),
    };
    two_digit_year(r, i + 4).filter(|_| known)
}

/// Whether a time with a colon stands right before or after the date of five tokens at `i`.
fn is_beside_time(r: &Reading<'_>, i: usize) -> bool {
    let colon = |k: usize| r.number(k).is_some() && r.sign(k + 1) == Some(':') && r.number(k + 2).is_some();
    let after = i + 5 + usize::from(matches!(r.sign(i + 5), Some(',' | '|' | '-' | '–')));
    colon(after) || i >= 3 && colon(i - 3) || i >= 4 && colon(i - 4)
}

/// The day of this month and number that is nearest to the known one.
pub(super) fn nearest(r: &Reading<'_>, month: u32, number: u32, end: usize) -> Option<Core> {
    let reference = r.hints.reference?;
    let day = super::scan::nearest_day(reference, month, number)?;
    Some(Core { day, precision: Precision::Day, given: Given::MonthDay, clock: None, end })
}

/// `yesterday`, `i går`, `Tuesday` beside a known day; a weekday is the last one that is not after it.
fn relative(r: &Reading<'_>, i: usize) -> Option<Core> {
    let reference = r.hints.reference?;
    let word = r.word(i)?;
    let core = |day, end| Core { day, precision: Precision::Day, given: Given::Relative, clock: None, end };
    let beside = |days: i64| reference.checked_add_signed(chrono::TimeDelta::days(days));
    if word.eq_ignore_ascii_case("i")
        && let Some(days) = r.word(i + 1).and_then(|next| names::relative(&format!("i {next}")))
    {
        return Some(core(beside(days)?, i + 2));
    }
    if let Some(days) = names::relative(word) {
        return Some(core(beside(days)?, i + 1));
    }
    let weekday = names::weekday(word, r.lang.as_deref()).filter(|_| word.len() >= 5)?;
    let follows = i + 1 + usize::from(r.sign(i + 1) == Some(','));
    if (i + 1..=follows).any(|k| r.kind(k).is_some() && dated(r, k)) {
        return None;
    }
    let back = (reference.weekday().number_from_monday() + 7 - weekday) % 7;
    Some(core(reference.checked_sub_days(Days::new(u64::from(back)))?, i + 1))
}

/// Whether a date of its own begins at token `i`.
fn dated(r: &Reading<'_>, i: usize) -> bool {
    match r.kind(i) {
        Some(Kind::Number(..)) => number_first(r, i).is_some(),
        Some(Kind::Word) => month_first(r, i).is_some(),
        _ => false,
    }
}
