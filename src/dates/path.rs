//! Dates in addresses and file paths.
//!
//! Directories outrank file names, and complete days outrank months. Digits inside longer numbers, identifiers and words are never read.

use std::ops::Range;

use chrono::NaiveDate;

use super::{FIRST_YEAR, Given, LAST_YEAR, Printed, names};
use crate::article::Precision;

/// First year read from a path without separators: below it numbers are mostly identifiers.
const FIRST_PLAIN_YEAR: i32 = 1900;

/// Reads the date in an address or a path.
///
/// `2017/09/06/`, `2017/sep/06/`, `2017-09-06`, `2017_09_06`, `20170906`, `2017-09/06/`, `2017/0906/`; with month precision `2017/09/` and
/// `2017-09`. Two different days in one path are read as none. Query and fragment of an address are not looked at.
pub fn in_path(path_or_url: &str) -> Option<Printed> {
    let path = &path_or_url[..path_or_url.find(['?', '#']).unwrap_or(path_or_url.len())];
    let pieces = pieces(path);
    let days = (0..pieces.len()).filter_map(|i| day_at(path, &pieces, i));
    let mut best: Option<Printed> = None;
    for found in days {
        match &best {
            Some(first) if first.day != found.day => {
                // A date among the directories dates the story; one in its file name may be what it is about.
                let directory = path[first.span.end..].contains('/') && !path[found.span.end..].contains('/');
                return directory.then_some(best).flatten();
            }
            Some(_) => {}
            None => best = Some(found),
        }
    }
    best.or_else(|| (0..pieces.len()).rev().find_map(|i| month_at(path, &pieces, i)))
}

/// Reads the year that is the name of a directory, where only one is.
pub fn year_in_path(path: &str) -> Option<i32> {
    let directories = path.rsplit_once('/').map_or("", |(directories, _)| directories);
    let mut years = directories.split('/').filter(|name| name.len() == 4 && name.bytes().all(|b| b.is_ascii_digit()));
    let year = years.next()?.parse().ok().filter(|year| (FIRST_YEAR..=LAST_YEAR).contains(year))?;
    years.next().is_none().then_some(year)
}

/// Runs of letters or digits between separators.
fn pieces(path: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = None;
    for (i, c) in path.char_indices().chain([(path.len(), '/')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                pieces.push(from..i);
                start = None;
            }
            _ => {}
        }
    }
    pieces
}

fn digits(path: &str, piece: Option<&Range<usize>>, count: usize) -> Option<u32> {
    let text = &path[piece?.clone()];
    (text.len() == count && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// The one separator between pieces `i` and `i + 1`.
fn separator(path: &str, pieces: &[Range<usize>], i: usize) -> Option<char> {
    let gap = &path[pieces.get(i)?.end..pieces.get(i + 1)?.start];
    gap.chars().next().filter(|sign| sign.len_utf8() == gap.len() && matches!(sign, '/' | '-' | '_' | '.'))
}

fn year(path: &str, pieces: &[Range<usize>], i: usize) -> Option<i32> {
    digits(path, pieces.get(i), 4).map(|year| year as i32).filter(|year| (FIRST_YEAR..=LAST_YEAR).contains(year))
}

fn day_at(path: &str, pieces: &[Range<usize>], i: usize) -> Option<Printed> {
    let made = |year, month, day, last: usize, precision| {
        let day = NaiveDate::from_ymd_opt(year, month, day)?;
        let span = pieces[i].start..pieces[last].end;
        Some(Printed { day, time: None, zone: None, precision, given: Given::Whole, span })
    };
    if let Some(number) = digits(path, pieces.get(i), 8) {
        let year = (number / 10_000) as i32;
        let plain = (FIRST_PLAIN_YEAR..=LAST_YEAR).contains(&year);
        return made(year, number / 100 % 100, number % 100, i, Precision::Day).filter(|_| plain);
    }
    let year = year(path, pieces, i)?;
    let first = separator(path, pieces, i)?;
    if let Some(number) = digits(path, pieces.get(i + 1), 4).filter(|_| first == '/') {
        return made(year, number / 100, number % 100, i + 1, Precision::Day).filter(|_| separator(path, pieces, i + 1) == Some('/'));
    }
    let month = month(path, pieces, i + 1, first)?;
    let second = separator(path, pieces, i + 1)?;
    let mixed = first == '-' && second == '/';
    if first != second && !mixed {
        return None;
    }
    let last = pieces.get(i + 2)?;
    // `9/6/` is a day, `09/6.txt` the sixth story.
    let short = || digits(path, Some(last), 1).filter(|_| first == '/' && !path[last.end..].starts_with('.'));
    let number = digits(path, Some(last), 2).or_else(short);
    let number = number.or_else(|| leading_day(&path[last.clone()]))?;
    if second == '/' && !ends_name(&path[last.end..]) {
        return None;
    }
    made(year, month, number, i + 2, Precision::Day)
}

/// Whether a name of directories ends where `rest` begins, or a file's but for its extension: `13-hurt.txt` begins with no day.
fn ends_name(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('/') || rest.starts_with('.') && !rest.contains(['/', '-', '_'])
}

/// `06` of `06T1501`.
fn leading_day(piece: &str) -> Option<u32> {
    let (day, rest) = piece.split_at_checked(2)?;
    let timed = rest.strip_prefix('T')?.bytes().next()?.is_ascii_digit();
    day.parse().ok().filter(|_| timed)
}

/// A month in two digits, in one where directories part it, or by its English name.
fn month(path: &str, pieces: &[Range<usize>], i: usize, separator: char) -> Option<u32> {
    let piece = pieces.get(i)?;
    let short = || digits(path, Some(piece), 1).filter(|_| separator == '/');
    let named = || {
        let text = &path[piece.clone()];
        let is_word = text.len() >= 3 && text.bytes().all(|b| b.is_ascii_alphabetic());
        names::month(text, Some("en")).filter(|month| is_word && month.native).map(|month| month.number)
    };
    digits(path, Some(piece), 2).or_else(short).or_else(named).filter(|month| (1..=12).contains(month))
}

/// `2017/09/` and `2017-09`, where no third number follows.
fn month_at(path: &str, pieces: &[Range<usize>], i: usize) -> Option<Printed> {
    let year = year(path, pieces, i).filter(|&year| year >= FIRST_PLAIN_YEAR)?;
    let sign = separator(path, pieces, i).filter(|sign| matches!(sign, '/' | '-'))?;
    let month = match sign {
        '/' => month(path, pieces, i + 1, sign)?,
        _ => digits(path, pieces.get(i + 1), 2).filter(|month| (1..=12).contains(month))?,
    };
    let span = pieces[i].start..pieces[i + 1].end;
    let follows = &path[span.end..];
    let number_follows = follows.strip_prefix(sign).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && sign != '/');
    let alone = (i == 0 || path[..span.start].ends_with('/')) && !number_follows;
    let ends = sign == '-' || follows.starts_with('/');
    let day = NaiveDate::from_ymd_opt(year, month, 1).filter(|_| alone && ends)?;
    Some(Printed { day, time: None, zone: None, precision: Precision::Month, given: Given::Whole, span })
}

/// What is known from an address: the country of its host, where the top level names one.
pub fn country_of_host(url: &str) -> Option<&str> {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = &host[..host.find(['/', ':', '?']).unwrap_or(host.len())];
    let (_, top) = host.rsplit_once('.')?;
    let vague = ["tv", "me", "io", "co", "fm", "ai", "eu", "su"];
    match top {
        "uk" => Some("GB"),
        top if top.len() == 2 && top.bytes().all(|b| b.is_ascii_lowercase()) && !vague.contains(&top) => Some(top),
        _ => None,
    }
}
