//! Values that are one date: what JSON, feeds, mark-up and programs write.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime};

use super::reading::Reading;
use super::token::Kind;
use super::{FIRST_YEAR, Given, Hints, LAST_YEAR, Printed, labels, names, scan};
use crate::article::Precision;

/// Longer values are no date.
const LONGEST: usize = 160;
/// Seconds since 1970 from which a bare number of ten digits is a moment: 9 September 2001.
const FIRST_MOMENT: i64 = 1_000_000_000;

/// Reads `text` as one date, and nothing else.
///
/// ISO 8601, RFC 2822 and 3339, `20170906`, seconds or milliseconds since 1970 (zone `UTC`), what JavaScript and `date` print, a year, a
/// month (`2017-09`), and every form that [`scan()`](super::scan()) knows, with a weekday or a word such as `Published` around it.
pub fn parse(text: &str, hints: &Hints<'_>) -> Option<Printed> {
    let trimmed = text.trim();
    if trimmed.is_empty() || trimmed.len() > LONGEST {
        return None;
    }
    let offset = text.len() - text.trim_start().len();
    let found = digits(trimmed).or_else(|| year_month(trimmed)).or_else(|| compact(trimmed)).or_else(|| sole(trimmed, hints))?;
    Some(Printed { span: found.span.start + offset..found.span.end + offset, ..found })
}

/// A date as programs write it: `2017-09-06`, `2017-09-06T15:01:00Z`, `2017-09-06T15:01:00+08:00`. The form that nearly all records have
/// their dates in, read without looking for any other; [`parse`] gives the same.
pub fn iso(text: &str) -> Option<Printed> {
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| {
        let digits = bytes.get(from..to)?;
        digits.iter().try_fold(0, |value, byte| byte.is_ascii_digit().then(|| value * 10 + u32::from(byte - b'0')))
    };
    let sign = |at: usize, sign: u8| (bytes.get(at) == Some(&sign)).then_some(());
    let day = NaiveDate::from_ymd_opt(number(0, 4)?.cast_signed(), number(5, 7)?, number(8, 10)?)?;
    sign(4, b'-').and(sign(7, b'-'))?;
    if bytes.len() == 10 {
        return printed(text, day, None, Precision::Day);
    }
    sign(10, b'T').and(sign(13, b':')).and(sign(16, b':'))?;
    let time = NaiveTime::from_hms_opt(number(11, 13)?, number(14, 16)?, number(17, 19)?)?;
    let zone = match bytes.get(19..)? {
        [] => None,
        [b'Z'] => Some("Z"),
        [b'+' | b'-', _, _, b':', _, _] if number(20, 22)? <= 14 && number(23, 25)? < 60 => text.get(19..),
        _ => return None,
    };
    printed(text, day, Some((time, zone)), Precision::Minute)
}

fn printed(text: &str, day: NaiveDate, time: Option<(NaiveTime, Option<&str>)>, precision: Precision) -> Option<Printed> {
    if !(FIRST_YEAR..=LAST_YEAR).contains(&day.year()) {
        return None;
    }
    let zone = time.and_then(|(_, zone)| zone).map(str::to_owned);
    Some(Printed { day, time: time.map(|(time, _)| time), zone, precision, given: Given::Whole, span: 0..text.len() })
}

/// A value of digits alone: year, `YYYYMMDD`, `YYYYMMDDhhmmss`, seconds or milliseconds since 1970.
fn digits(text: &str) -> Option<Printed> {
    let whole = text.split_once('.').filter(|(_, rest)| rest.bytes().all(|b| b.is_ascii_digit())).map_or(text, |(whole, _)| whole);
    if whole.is_empty() || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    match (whole.len(), whole.len() == text.len()) {
        (4, true) => printed(text, NaiveDate::from_ymd_opt(number(0, 4)? as i32, 1, 1)?, None, Precision::Year),
        (8, true) => printed(text, NaiveDate::from_ymd_opt(number(0, 4)? as i32, number(4, 6)?, number(6, 8)?)?, None, Precision::Day),
        (12 | 14, true) if text.starts_with("19") || text.starts_with("20") => {
            let day = NaiveDate::from_ymd_opt(number(0, 4)? as i32, number(4, 6)?, number(6, 8)?)?;
            let time = NaiveTime::from_hms_opt(number(8, 10)?, number(10, 12)?, number(12, 14).unwrap_or(0))?;
            printed(text, day, Some((time, None)), Precision::Minute)
        }
        (10, _) => moment(text, whole.parse().ok()?),
        (13, _) => moment(text, whole.parse::<i64>().ok()? / 1000),
        (16, true) => moment(text, whole.parse::<i64>().ok()? / 1_000_000),
        _ => None,
    }
}

fn moment(text: &str, seconds: i64) -> Option<Printed> {
    let moment = DateTime::from_timestamp(seconds, 0).filter(|_| seconds >= FIRST_MOMENT)?.naive_utc();
    printed(text, moment.date(), Some((moment.time(), Some("UTC"))), Precision::Minute)
}

/// `2017-09`, `2017/09`.
fn year_month(text: &str) -> Option<Printed> {
    let (year, month) = text.split_once(['-', '/'])?;
    if year.len() != 4 || month.len() != 2 || !year.bytes().chain(month.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    printed(text, NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1)?, None, Precision::Month)
}

/// `20170906T150100Z`, `20170906 15:01`.
fn compact(text: &str) -> Option<Printed> {
    let (date, rest) = text.split_at_checked(8).filter(|(date, _)| date.bytes().all(|b| b.is_ascii_digit()))?;
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let mut spelled = format!("{}-{}-{}T", &date[..4], &date[4..6], &date[6..]);
    let clock = rest.bytes().take_while(u8::is_ascii_digit).count();
    match clock {
        4 | 6 => {
            spelled.push_str(&format!("{}:{}", &rest[..2], &rest[2..4]));
            if clock == 6 {
                spelled.push_str(&format!(":{}", &rest[4..6]));
            }
            spelled.push_str(&rest[clock..]);
        }
        _ => spelled.push_str(rest),
    }
    let found = sole(&spelled, &Hints::default()).filter(|found| found.time.is_some())?;
    Some(Printed { span: 0..text.len(), ..found })
}

/// The only date of a text that holds nothing else.
fn sole(text: &str, hints: &Hints<'_>) -> Option<Printed> {
    if !scan::may_hold_a_date(text, hints) {
        return None;
    }
    let r = Reading::new(text, hints);
    r.claim_whole();
    only_one(&r, &scan::scan_reading(&r))
}

fn only_one(r: &Reading<'_>, found: &[Printed]) -> Option<Printed> {
    let [found] = found else { return None };
    holds_nothing_but(r, std::slice::from_ref(found)).then(|| found.clone())
}

/// The dates of `text` and, as [`parse`] has it, the one date that it is.
pub(super) fn scanned(text: &str, hints: &Hints<'_>) -> (Vec<Printed>, Option<Printed>) {
    let trimmed = text.trim();
    if trimmed.len() < text.len() || trimmed.len() > LONGEST || !scan::may_hold_a_date(text, hints) {
        return (scan::scan(text, hints), parse(text, hints));
    }
    let r = Reading::new(text, hints);
    let found = scan::scan_reading(&r);
    let value = digits(text)
        .or_else(|| year_month(text))
        .or_else(|| compact(text))
        .or_else(|| if r.claim_whole() { only_one(&r, &scan::scan_reading(&r)) } else { only_one(&r, &found) });
    (found, value)
}

/// Whether all words outside the dates' spans are weekdays, zones, labels and the small words between them.
pub(super) fn holds_nothing_but(r: &Reading<'_>, dates: &[Printed]) -> bool {
    let outside = |start: usize, end: usize| dates.iter().all(|date| end <= date.span.start || start >= date.span.end);
    // Some weekdays are two words ("thứ tư").
    let pair = |i: usize| {
        let (first, second) = (r.word(i).filter(|first| !first.is_ascii())?, r.word(i + 1)?);
        names::weekday(&format!("{first} {second}"), r.lang.as_deref())
    };
    r.tokens.iter().enumerate().filter(|(_, token)| outside(token.start, token.end)).all(|(i, token)| match token.kind {
        Kind::Sign(_) => true,
        Kind::Word if pair(i).or_else(|| pair(i.checked_sub(1)?)).is_some() => true,
        Kind::Word => {
            let word = &r.text[token.start..token.end];
            names::weekday(word, r.lang.as_deref()).is_some() || names::is_connector(word) || names::is_zone(word) || labels::is_label(word)
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_scanned_once_says_the_same(
            text in "([0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{2,4}|[0-9]{8}|(on |Updated |at |May |6 Sept |Tuesday |, |GMT |15:01 | ){1,5}|[0-9]{1,4}){0,4}",
            lang in proptest::option::of("en|de"),
        ) {
            let hints = Hints { lang: lang.as_deref(), ..Hints::default() };
            prop_assert_eq!(scanned(&text, &hints), (scan::scan(&text, &hints), parse(&text, &hints)));
        }

        /// The short way to a date is one of two to the same.
        #[test]
        fn iso_dates_are_what_a_scan_makes_of_them(
            text in "(1[0-9]|20|21)[0-9]{2}-[01][0-9]-[0-3][0-9](T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](Z|[+-][01][0-9]:[0-6][0-9])?)?",
        ) {
            if let Some(printed) = iso(&text) {
                prop_assert_eq!(Some(printed), sole(&text, &Hints::default()));
                let stamps = labels::stamps(&text, &Hints::default());
                prop_assert_eq!(stamps.len(), 1);
                prop_assert_eq!(stamps[0].role, crate::article::DateRole::Unknown);
            }
        }
    }
}
