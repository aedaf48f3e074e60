//! The day itself: every order and form in which news prints day, month and year.
//!
//! Each function reads one form at one token and answers with the tokens that it took. None looks further than a dozen tokens, so that a
//! scan is linear.

use chrono::{Datelike, Days, NaiveDate};

use super::clock::{self, Clock};
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

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| (FIRST_YEAR..=LAST_YEAR).contains(&year))
}

fn whole(day: NaiveDate, precision: Precision, end: usize) -> Core {
    Core { day, precision, given: Given::Whole, clock: None, end }
}

/// A number of at most two digits between 1 and `last`.
fn small(r: &Reading<'_>, i: usize, last: u64) -> Option<u32> {
    r.number(i).filter(|&(value, digits)| digits <= 2 && (1..=last).contains(&value)).map(|(value, _)| value as u32)
}

fn four_digits(r: &Reading<'_>, i: usize) -> Option<i32> {
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

/// `2017. szeptember 6.`, `2017 m. rugsėjo 6 d.`, `2017. gada 6. septembrī`, `2017-Sep-06`.
fn year_first_named(r: &Reading<'_>, i: usize) -> Option<Core> {
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

/// A year at token `i`: four digits, or two after an apostrophe; answers with the token after it.
fn year_at(r: &Reading<'_>, i: usize) -> Option<(i32, usize)> {
    if matches!(r.sign(i), Some('\'' | '’' | '‘')) && r.glued(i + 1) {
        return Some((two_digit_year(r, i + 1)?, i + 2));
    }
    let year = four_digits(r, i)?;
    let year = if year > 2443 && r.thai { year - BUDDHIST_ERA } else { year };
    let hijri = r.word(i + 1).is_some_and(|word| word.starts_with('ه'));
    ((FIRST_YEAR..=LAST_YEAR).contains(&year) && !r.goes_on(i + 1) && !hijri).then_some((year, i + 1))
}

/// `17` as 2017, `87` as 1987; from 40 to 69 it cannot be told.
fn two_digit_year(r: &Reading<'_>, i: usize) -> Option<i32> {
    let (value, digits) = r.number(i)?;
    match value as i32 {
        _ if digits != 2 || r.goes_on(i + 1) => None,
        year @ 0..=39 => Some(2000 + year),
        year @ 70..=99 => Some(1900 + year),
        _ => None,
    }
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
fn day_then_name(r: &Reading<'_>, i: usize) -> Option<Core> {
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

/// Passes over `года`, `г.`, `р.`, `r.`, `m.` after a year.
fn past_year_word(r: &Reading<'_>, i: usize) -> usize {
    match r.word(i) {
        Some("года" | "году" | "року" | "роки" | "roku") => i + 1,
        Some("г" | "р" | "r" | "m") if r.sign(i + 1) == Some('.') => i + 2,
        Some("г" | "р") => i + 1,
        _ => i,
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
fn month_first(r: &Reading<'_>, i: usize) -> Option<Core> {
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
        '.' => r.whole && padded || timed || r.order == Some(true) && r.lang.as_deref() != Some("en") && padded,
        _ => timed || r.order.is_some() && (padded || r.whole),
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
fn nearest(r: &Reading<'_>, month: u32, number: u32, end: usize) -> Option<Core> {
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
