//! Dates as people type them in a query: `2017`, `2017-09`, `2017-09-06`, `2017-09..2017-11`, `yesterday`, `7d`, `6 September 2017`.
//!
//! A date less precise than a day means all of its days: the start of a range rounds down, its end rounds up. What "today" is, is an
//! argument. Orders of day and month that could be read in two ways are refused, never guessed; so are years of two digits.

use std::ops::Range;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

pub use super::date_error::{DateError, DateErrorKind};
use super::problem::short;
use super::tree::{DateSpan, Undated};

/// First and last year that can be typed.
pub const YEARS: std::ops::RangeInclusive<i32> = 1000..=9999;

type Found = Result<Span, DateError>;

/// First and last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
}

/// Reads a date or a range of dates; undated documents are excluded.
///
/// Relative spans reach up to today: `7d` alone begins seven days ago; as the end of a range it is that day.
///
/// # Errors
/// The text is no date, or an impossible one.
pub fn span(text: &str, today: NaiveDate) -> Result<DateSpan, DateError> {
    let Some(dots) = text.find("..") else {
        let found = single(text, 0..text.len(), today)?;
        let last = if is_ago(text.trim()) { today.max(found.last) } else { found.last };
        return Ok(closed(Some(found.first), Some(last)));
    };
    let after = dots + text[dots..].bytes().take_while(|&b| b == b'.').count();
    let end = |range: Range<usize>| if text[range.clone()].trim().is_empty() { Ok(None) } else { single(text, range, today).map(Some) };
    let (first, last) = (end(0..dots)?, end(after..text.len())?);
    match (first, last) {
        (None, None) => Err(DateError { kind: DateErrorKind::NoEnds, at: 0..text.len() }),
        (Some(first), Some(last)) if first.first > last.last => {
            let turned = format!("{}..{}", text[after..].trim(), text[..dots].trim());
            Err(DateError { kind: DateErrorKind::Backwards { turned }, at: 0..text.len() })
        }
        (first, last) => Ok(closed(first.map(|span| span.first), last.map(|span| span.last))),
    }
}

/// Reads what may stand after `date:`: a date, a range, or one date after `>=`, `>`, `<=`, `<` or `=`.
///
/// # Errors
/// As [`span`].
pub fn condition(text: &str, today: NaiveDate) -> Result<DateSpan, DateError> {
    let (sign, rest) = split_sign(text);
    let Some(comparison) = sign else { return span(text, today) };
    let from = text.len() - rest.len();
    let typed = || short(text[..from].trim());
    if rest.trim().is_empty() {
        return Err(DateError { kind: DateErrorKind::NoDateAfter { sign: typed() }, at: 0..text.len() });
    }
    if rest.contains("..") {
        return Err(DateError { kind: DateErrorKind::RangeCompared { sign: typed() }, at: 0..text.len() });
    }
    let found = single(text, from..text.len(), today)?;
    let outside = || DateError { kind: DateErrorKind::Outside { text: short(text) }, at: 0..text.len() };
    Ok(match comparison {
        Comparison::AtLeast => closed(Some(found.first), None),
        Comparison::AtMost => closed(None, Some(found.last)),
        Comparison::Above => closed(Some(found.last.succ_opt().ok_or_else(outside)?), None),
        Comparison::Below => closed(None, Some(found.first.pred_opt().ok_or_else(outside)?)),
        Comparison::Equal => closed(Some(found.first), Some(found.last)),
    })
}

/// Reads one date, no range; `7d` is the day seven days ago.
///
/// # Errors
/// As [`span`]; a range is none.
pub fn point(text: &str, today: NaiveDate) -> Found {
    single(text, 0..text.len(), today)
}

fn closed(first: Option<NaiveDate>, last: Option<NaiveDate>) -> DateSpan {
    DateSpan { first, last, undated: Undated::Exclude }
}

/// How a value compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    AtLeast,
    Above,
    AtMost,
    Below,
    Equal,
}

/// Parts a comparison sign from what follows it.
pub(super) fn split_sign(text: &str) -> (Option<Comparison>, &str) {
    const SIGNS: [(&str, Comparison); 9] = [
        (">=", Comparison::AtLeast),
        ("=>", Comparison::AtLeast),
        ("≥", Comparison::AtLeast),
        ("<=", Comparison::AtMost),
        ("=<", Comparison::AtMost),
        ("≤", Comparison::AtMost),
        (">", Comparison::Above),
        ("<", Comparison::Below),
        ("=", Comparison::Equal),
    ];
    SIGNS.iter().find_map(|&(sign, comparison)| text.strip_prefix(sign).map(|rest| (Some(comparison), rest))).unwrap_or((None, text))
}

fn is_ago(text: &str) -> bool {
    text.ends_with(['d', 'w', 'm', 'y', 'D', 'W', 'M', 'Y']) && text[..text.len() - 1].bytes().all(|b| b.is_ascii_digit()) && text.len() > 1
}

fn single(whole: &str, range: Range<usize>, today: NaiveDate) -> Found {
    let part = &whole[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    let at = start..start + part.trim().len();
    let text = &whole[at.clone()];
    let lower = text.to_lowercase();
    let found = named(&lower, today)
        .or_else(|| ago(&lower, today))
        .or_else(|| calendar(&lower, today))
        .or_else(|| quarter_or_decade(&lower))
        .or_else(|| numeric(text))
        .or_else(|| in_words(text));
    match found {
        Some(Ok(span)) => Ok(span),
        Some(Err(kind)) => Err(DateError { kind, at }),
        None => Err(DateError { kind: DateErrorKind::NoDate { text: short(text) }, at }),
    }
}

type Read = Option<Result<Span, DateErrorKind>>;

fn one(day: NaiveDate) -> Span {
    Span { first: day, last: day }
}

fn named(text: &str, today: NaiveDate) -> Read {
    let day = match text {
        "today" | "now" => Some(today),
        "yesterday" => today.pred_opt(),
        "tomorrow" => today.succ_opt(),
        _ => return None,
    };
    Some(day.map(one).ok_or_else(|| DateErrorKind::Outside { text: short(text) }))
}

/// `7d`, `2w`, `3m`, `1y`: the day so long ago.
fn ago(text: &str, today: NaiveDate) -> Read {
    if !is_ago(text) {
        return None;
    }
    let (count, unit) = text.split_at(text.len() - 1);
    let day = count.parse::<u32>().ok().and_then(|count| match unit {
        "d" => today.checked_sub_days(Days::new(count.into())),
        "w" => today.checked_sub_days(Days::new(u64::from(count) * 7)),
        "m" => today.checked_sub_months(Months::new(count)),
        _ => today.checked_sub_months(Months::new(count.checked_mul(12)?)),
    });
    let day = day.filter(|day| YEARS.contains(&day.year()));
    Some(day.map(one).ok_or_else(|| DateErrorKind::Outside { text: short(text) }))
}

/// `last week`, `this month`: whole weeks (from Monday), months and years of the calendar.
fn calendar(text: &str, today: NaiveDate) -> Read {
    let mut words = text.split_whitespace();
    let last = match words.next()? {
        "last" | "previous" => true,
        "this" => false,
        _ => return None,
    };
    let unit = words.next()?;
    if words.next().is_some() {
        return None;
    }
    let span = match unit {
        "week" => {
            let monday = today.week(Weekday::Mon).checked_first_day()?;
            let first = if last { monday.checked_sub_days(Days::new(7))? } else { monday };
            Span { first, last: first.checked_add_days(Days::new(6))? }
        }
        "month" => {
            let day = if last { today.checked_sub_months(Months::new(1))? } else { today };
            month_span(day.year(), day.month()).ok()?
        }
        "year" => year_span(if last { today.year() - 1 } else { today.year() })?,
        _ => return None,
    };
    Some(Ok(span))
}

/// `2017-Q3`, `1990s`.
fn quarter_or_decade(text: &str) -> Read {
    if let Some(decade) = text.strip_suffix('s').filter(|decade| decade.len() == 4 && decade.ends_with('0')) {
        let first: i32 = decade.parse().ok()?;
        let (from, to) = (year_span(first)?, year_span(first + 9)?);
        return Some(Ok(Span { first: from.first, last: to.last }));
    }
    let (year, quarter) = text.split_once('q')?;
    let year: i32 = year.trim_end_matches(['-', ' ']).parse().ok().filter(|year| YEARS.contains(year))?;
    let quarter: u32 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
    let (from, to) = (month_span(year, quarter * 3 - 2).ok()?, month_span(year, quarter * 3).ok()?);
    Some(Ok(Span { first: from.first, last: to.last }))
}

/// Digits with one kind of separator.
fn numeric(text: &str) -> Read {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Some((day, rest)) = text.split_once(['T', ' '])
        && matches!(numeric(day), Some(Ok(_)))
        && rest.contains(':')
    {
        return Some(Err(DateErrorKind::Time { text: short(text) }));
    }
    let separator = text.chars().find(|c| !c.is_ascii_digit());
    let Some(separator) = separator else { return Some(compact(text)) };
    if !matches!(separator, '-' | '/' | '.') || !text.bytes().all(|b| b.is_ascii_digit() || b == separator as u8) {
        return None;
    }
    let parts: Vec<&str> = text.split(separator).collect();
    let short = |part: &str| (1..=2).contains(&part.len());
    match parts.as_slice() {
        [from, to] if separator == '-' && from.len() == 4 && to.len() == 4 => {
            Some(Err(DateErrorKind::Hyphen { range: format!("{from}..{to}") }))
        }
        [year, month] if year.len() == 4 && short(month) => Some(month_typed(year, month)),
        [year, month, day] if year.len() == 4 && short(month) && short(day) => Some(day_typed(year, month, day)),
        [one, two, year] if year.len() == 4 && short(one) && short(two) => Some(day_and_month(text, one, two, year)),
        [_, _, year] if short(year) => Some(Err(DateErrorKind::Year { text: (*year).to_owned() })),
        _ => None,
    }
}

/// `2017` or `20170906`.
fn compact(text: &str) -> Result<Span, DateErrorKind> {
    let wrong = || DateErrorKind::Year { text: short(text) };
    match text.len() {
        1 | 2 => Err(DateErrorKind::DayAlone { text: short(text) }),
        8 => day_typed(&text[..4], &text[4..6], &text[6..]),
        4 => text.parse().ok().and_then(year_span).ok_or_else(wrong),
        _ => Err(wrong()),
    }
}

fn year_span(year: i32) -> Option<Span> {
    if !YEARS.contains(&year) {
        return None;
    }
    Some(Span { first: NaiveDate::from_ymd_opt(year, 1, 1)?, last: NaiveDate::from_ymd_opt(year, 12, 31)? })
}

fn year_typed(text: &str) -> Result<i32, DateErrorKind> {
    text.parse().ok().filter(|year| YEARS.contains(year)).ok_or_else(|| DateErrorKind::Year { text: short(text) })
}

fn month_typed(year: &str, month: &str) -> Result<Span, DateErrorKind> {
    let year = year_typed(year)?;
    month_span(year, month.parse().unwrap_or(u32::MAX))
}

fn month_span(year: i32, month: u32) -> Result<Span, DateErrorKind> {
    let first = NaiveDate::from_ymd_opt(year, month, 1).ok_or(DateErrorKind::Month { year, month })?;
    Ok(Span { first, last: crate::article::Precision::Month.last_day(first) })
}

fn day_typed(year: &str, month: &str, day: &str) -> Result<Span, DateErrorKind> {
    let whole = month_typed(year, month)?;
    day_of(whole, day.parse().unwrap_or(u32::MAX))
}

fn day_of(month: Span, day: u32) -> Result<Span, DateErrorKind> {
    let (year, name, days) = (month.first.year(), MONTHS[month.first.month0() as usize], month.last.day());
    month.first.with_day(day).map(one).ok_or(DateErrorKind::Day { year, month: name, days, day })
}

/// `6.9.2017`, `9/16/2017`: read only where one order alone is possible.
fn day_and_month(text: &str, one: &str, two: &str, year: &str) -> Result<Span, DateErrorKind> {
    let day_first = day_typed(year, two, one);
    let month_first = day_typed(year, one, two);
    match (day_first, month_first) {
        (Ok(a), Ok(b)) if a != b => Err(DateErrorKind::Ambiguous { text: short(text), one: a.first, other: b.first }),
        (Ok(span), _) | (_, Ok(span)) => Ok(span),
        (Err(error), Err(_)) => Err(error),
    }
}

pub(super) const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The position of the name that `word` is, or a beginning of three letters or more.
fn position_of(names: &[&'static str], word: &str) -> Option<usize> {
    if !word.is_ascii() || word.len() < 3 {
        return None;
    }
    names.iter().position(|name| name.len() >= word.len() && name[..word.len()].eq_ignore_ascii_case(word))
}

/// `6 September 2017`, `Sept 6, 2017`, `September 2017`, with a weekday before it or not.
fn in_words(text: &str) -> Read {
    let (mut day, mut month, mut year, mut weekday) = (None, None, None, None);
    for word in text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()) {
        let word = word.trim_end_matches('.');
        if let Some(number) = day_number(word) {
            if day.replace(number).is_some() {
                return None;
            }
        } else if word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()) {
            if year.replace(word).is_some() {
                return None;
            }
        } else if let Some(found) = position_of(&MONTHS, word) {
            if month.replace(found as u32 + 1).is_some() {
                return None;
            }
        } else if let Some(found) = position_of(&WEEKDAYS, word) {
            if weekday.replace(found).is_some() {
                return None;
            }
        } else if !(word.eq_ignore_ascii_case("of") || word.eq_ignore_ascii_case("the")) {
            return None;
        }
    }
    let month = month?;
    let Some(year) = year else { return Some(Err(DateErrorKind::NoYear { text: short(text) })) };
    Some(year_typed(year).and_then(|year| month_span(year, month)).and_then(|whole| match day {
        Some(day) => on_weekday(day_of(whole, day)?, weekday),
        None if weekday.is_some() => Err(DateErrorKind::NoDate { text: short(text) }),
        None => Ok(whole),
    }))
}

fn on_weekday(span: Span, weekday: Option<usize>) -> Result<Span, DateErrorKind> {
    let is = span.first.weekday().num_days_from_monday() as usize;
    match weekday {
        Some(typed) if typed != is => Err(DateErrorKind::Weekday { day: span.first, is: WEEKDAYS[is], typed: WEEKDAYS[typed] }),
        _ => Ok(span),
    }
}

/// `6`, `6th`.
fn day_number(word: &str) -> Option<u32> {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    if !matches!(digits.to_ascii_lowercase().as_str(), "" | "st" | "nd" | "rd" | "th") {
        return None;
    }
    let number = &word[..word.len() - digits.len()];
    if number.len() > 2 { None } else { number.parse().ok() }
}
