//! Times of day with their zones, as they stand beside a printed date.
//!
//! `15:01`, `15:01:27.5`, `3:01 PM ET`, `3 p.m.`, `1501 GMT`, `15h01`, `15.01 Uhr`, `15時01分`, `午後3時`, `오후 3:01`. Dotted times and bare
//! hours are read only where something tells that they are times.

use chrono::NaiveTime;

use super::names;
use super::reading::Reading;
use super::token::{Kind, Unit};

/// A time of day in the text.
#[derive(Debug, Clone)]
pub(super) struct Clock {
    pub(super) time: NaiveTime,
    /// Bytes of the zone as printed.
    pub(super) zone: Option<(usize, usize)>,
    /// First token.
    pub(super) start: usize,
    /// Token after the last.
    pub(super) end: usize,
}

/// Half of the day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Am,
    Pm,
}

/// Reads the time that begins at token `i`; `expected` where a word before it (`at`, `kl.`, `um`) tells that a time follows.
pub(super) fn match_at(r: &Reading<'_>, i: usize, expected: bool) -> Option<Clock> {
    let (half_before, first) = half_before(r, i);
    let (time, mut end, sure) = hour_minute(r, first)?;
    let marked = marker(r, end);
    let (half, sure) = match marked {
        Some((half, after)) => {
            end = after;
            (half.or(half_before), true)
        }
        None => (half_before, sure || half_before.is_some() || expected && time.minute.is_some()),
    };
    let precise = time.second.is_some() || i > 0 && r.glued(i) && matches!(r.word(i - 1), Some("T" | "t"));
    let zone = zone(r, end, precise);
    if !(sure || zone.is_some() && time.minute.is_some()) {
        return None;
    }
    let hour = match half {
        Some(Half::Pm) if time.hour < 12 => time.hour + 12,
        Some(Half::Am) if time.hour == 12 => 0,
        _ => time.hour,
    };
    let time = NaiveTime::from_hms_opt(hour, time.minute.unwrap_or(0), time.second.unwrap_or(0))?;
    let zone = zone.map(|(start, stop, after)| {
        end = after;
        (start, stop)
    });
    end = second_zone(r, end);
    Some(Clock { time, zone, start: i, end })
}

struct HourMinute {
    hour: u32,
    minute: Option<u32>,
    second: Option<u32>,
}

/// Reads hour, minute and second; answers with the token after them and whether their form alone tells that they are a time.
fn hour_minute(r: &Reading<'_>, i: usize) -> Option<(HourMinute, usize, bool)> {
    let (value, digits) = r.number(i)?;
    if r.follows_amount(i) {
        return None;
    }
    if digits == 4 && value < 2400 && value % 100 < 60 {
        let time = HourMinute { hour: (value / 100) as u32, minute: Some((value % 100) as u32), second: None };
        return Some((time, i + 1, false));
    }
    if digits > 2 || value > 24 {
        return None;
    }
    let hour = value as u32;
    match r.kind(i + 1)? {
        Kind::Counter(Unit::Hour) => return Some(counted(r, hour, i + 2)),
        Kind::Word if matches!(r.word(i + 1)?, "h" | "H" | "hs" | "Hs") => {
            let minute = two_digits(r, i + 2, 60).filter(|_| r.glued(i + 1) || r.glued(i + 2) || i + 3 == r.len());
            let end = i + 2 + usize::from(minute.is_some());
            let end = if r.word(end).is_some_and(|word| matches!(word, "min" | "mn" | "m")) && r.glued(end) { end + 1 } else { end };
            return Some((HourMinute { hour, minute, second: None }, end, minute.is_some() || hour > 0));
        }
        _ => {}
    }
    let colon = match r.sign(i + 1) {
        Some(':' | '：') => true,
        Some('.') => false,
        _ => return Some((HourMinute { hour, minute: None, second: None }, i + 1, false)),
    };
    let Some(minute) = two_digits(r, i + 2, 60).filter(|_| r.glued(i + 1) && r.glued(i + 2)) else {
        return Some((HourMinute { hour, minute: None, second: None }, i + 1, false));
    };
    let mut end = i + 3;
    let mut second = None;
    if r.sign(end) == r.sign(i + 1)
        && r.glued(end)
        && let Some(value) = two_digits(r, end + 1, 60)
    {
        second = Some(value);
        end += 2;
        if matches!(r.sign(end), Some('.' | ',')) && r.glued(end) && r.glued(end + 1) && r.number(end + 1).is_some() {
            end += 2;
        }
    }
    if r.sign(end) == Some('.') && r.glued(end) && r.glued(end + 1) && r.number(end + 1).is_some() && !colon {
        return None;
    }
    Some((HourMinute { hour, minute: Some(minute), second }, end, colon))
}

/// `15時01分27秒`: what follows the hour's counter.
fn counted(r: &Reading<'_>, hour: u32, mut end: usize) -> (HourMinute, usize, bool) {
    let mut part = |unit| {
        let value = two_digits_any(r, end, 60).filter(|_| r.kind(end + 1) == Some(Kind::Counter(unit)))?;
        end += 2;
        Some(value)
    };
    let minute = part(Unit::Minute);
    let second = minute.and_then(|_| part(Unit::Second));
    (HourMinute { hour, minute, second }, end, true)
}

fn two_digits(r: &Reading<'_>, i: usize, limit: u64) -> Option<u32> {
    r.number(i).filter(|&(value, digits)| digits == 2 && value < limit).map(|(value, _)| value as u32)
}

fn two_digits_any(r: &Reading<'_>, i: usize, limit: u64) -> Option<u32> {
    r.number(i).filter(|&(value, digits)| digits <= 2 && value < limit).map(|(value, _)| value as u32)
}

/// `午後`, `下午`, `오후`, `PM` before the hour.
fn half_before(r: &Reading<'_>, i: usize) -> (Option<Half>, usize) {
    let half = match r.word(i) {
        Some("午前" | "上午" | "早上" | "凌晨" | "清晨" | "오전" | "AM") => Half::Am,
        Some("午後" | "下午" | "晚上" | "中午" | "晚间" | "오후" | "PM") => Half::Pm,
        _ => return (None, i),
    };
    if matches!(r.kind(i + 1), Some(Kind::Number(..))) { (Some(half), i + 1) } else { (None, i) }
}

/// What marks the numbers before token `i` as a time: `am`, `p.m.`, `Uhr`, `hrs`, `ч.`; answers with the token after it.
fn marker(r: &Reading<'_>, i: usize) -> Option<(Option<Half>, usize)> {
    let half = |word: &str| match word {
        "am" | "AM" | "Am" | "ص" | "صباحا" | "صباحاً" | "πμ" | "SA" => Some(Half::Am),
        "pm" | "PM" | "Pm" | "م" | "مساء" | "مساءً" | "μμ" | "CH" => Some(Half::Pm),
        _ => None,
    };
    let word = r.word(i)?;
    if let Some(half) = half(word) {
        return Some((Some(half), i + 1));
    }
    let letters = [r.sign(i + 1) == Some('.'), r.sign(i + 3) == Some('.')];
    let second = r.word(i + 2).unwrap_or_default();
    if letters[0] && matches!(second, "m" | "M" | "μ") {
        let half = match word {
            "a" | "A" | "π" => Half::Am,
            "p" | "P" | "μ" => Half::Pm,
            _ => return None,
        };
        return Some((Some(half), i + 3 + usize::from(letters[1])));
    }
    let dot = usize::from(matches!(word, "ч" | "hrs" | "godz") && letters[0]);
    matches!(word, "Uhr" | "uhr" | "UHR" | "hrs" | "Hrs" | "hours" | "uur" | "ч" | "น" | "óra").then_some((None, i + 1 + dot))
}

/// Reads a zone at token `i`: its first byte, the byte after the last, and the token after it.
pub(super) fn zone(r: &Reading<'_>, i: usize, precise: bool) -> Option<(usize, usize, usize)> {
    if r.sign(i) == Some('(') {
        let (start, stop, after) = bare_zone(r, i + 1, precise)?;
        return (r.sign(after) == Some(')')).then_some((start, stop, after + 1));
    }
    if r.sign(i) == Some('.') && r.glued(i) && bare_zone(r, i + 1, false).is_some() {
        return bare_zone(r, i + 1, false);
    }
    bare_zone(r, i, precise)
}

fn bare_zone(r: &Reading<'_>, i: usize, precise: bool) -> Option<(usize, usize, usize)> {
    let start = r.start(i)?;
    if let Some(word) = r.word(i) {
        if let Some(after) = spelled_zone(r, i, word) {
            return Some((start, r.end(after - 1)?, after));
        }
        if word == "Z" || word == "z" {
            return (r.glued(i) || precise).then_some((start, r.end(i)?, i + 1));
        }
        if !names::is_zone(word) {
            return None;
        }
        let after = offset(r, i + 1).filter(|_| r.glued(i + 1)).unwrap_or(i + 1);
        return Some((start, r.end(after - 1)?, after));
    }
    let sure = precise || r.sign(i) == Some('+') || !r.glued(i);
    let after = offset(r, i).filter(|_| sure)?;
    Some((start, r.end(after - 1)?, after))
}

/// `Eastern Standard Time`, `Pacific Time`, `Beijing time`: the token after it.
fn spelled_zone(r: &Reading<'_>, i: usize, word: &str) -> Option<usize> {
    let zones = ["Eastern", "Central", "Mountain", "Pacific", "Atlantic", "Alaska", "Greenwich", "Beijing", "Moscow", "local"];
    if !zones.contains(&word) {
        return None;
    }
    let between = usize::from(matches!(r.word(i + 1), Some("Standard" | "Daylight" | "Summer" | "Mean" | "European")));
    matches!(r.word(i + 1 + between), Some("Time" | "time")).then_some(i + 2 + between)
}

/// `+0800`, `-04:00`, `+3`: the token after it.
fn offset(r: &Reading<'_>, i: usize) -> Option<usize> {
    if !matches!(r.sign(i)?, '+' | '-' | '−') || !r.glued(i + 1) {
        return None;
    }
    let (value, digits) = r.number(i + 1)?;
    match digits {
        4 if value <= 1400 && value % 100 < 60 => Some(i + 2),
        1 | 2 if value <= 14 => {
            let minutes = r.sign(i + 2) == Some(':') && r.glued(i + 2) && r.glued(i + 3) && two_digits(r, i + 3, 60).is_some();
            Some(i + 2 + if minutes { 2 } else { 0 })
        }
        _ => None,
    }
}

/// Passes over the same time in a second zone, in parentheses (`(2301 HKT)`), and over a zone's long name.
fn second_zone(r: &Reading<'_>, i: usize) -> usize {
    if r.sign(i) != Some('(') {
        return i;
    }
    let inner = match_at_plain(r, i + 1).or_else(|| zone_name(r, i + 1));
    inner.filter(|&after| r.sign(after) == Some(')')).map_or(i, |after| after + 1)
}

fn match_at_plain(r: &Reading<'_>, i: usize) -> Option<usize> {
    let (time, end, _) = hour_minute(r, i)?;
    time.minute?;
    let end = marker(r, end).map_or(end, |(_, after)| after);
    zone(r, end, false).map(|(_, _, after)| after)
}

/// `China Standard Time`, `Coordinated Universal Time`, `hora de Madrid`: up to five words.
fn zone_name(r: &Reading<'_>, i: usize) -> Option<usize> {
    let mut end = i;
    while end < i + 5 && r.word(end).is_some() {
        end += 1;
    }
    (i..end).any(|word| matches!(r.word(word), Some("Time" | "time" | "UTC" | "GMT" | "MESZ" | "hora" | "heure"))).then_some(end)
}
