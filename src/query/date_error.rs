//! What can be wrong with a date as typed, each with its sentence and its advice.

use std::ops::Range;

use chrono::NaiveDate;

use super::dates::MONTHS;
use crate::nearest::closest;

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError {
    /// What is wrong.
    pub kind: DateErrorKind,
    /// Byte range of the text at fault.
    pub at: Range<usize>,
}

/// What is wrong with a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateErrorKind {
    /// Not a date in any form known.
    #[error("\"{text}\" is not a date")]
    NoDate {
        /// As typed.
        text: String,
    },
    /// No such month.
    #[error("{year} has no month {month}")]
    Month {
        /// The year.
        year: i32,
        /// The month as typed.
        month: u32,
    },
    /// No such day in that month.
    #[error("{month} {year} has {days} days, not {day}")]
    Day {
        /// The year.
        year: i32,
        /// The month's English name.
        month: &'static str,
        /// How many days it has.
        days: u32,
        /// The day as typed.
        day: u32,
    },
    /// A year that cannot be meant.
    #[error("years go from 1000 to 9999, and {text} is none of them")]
    Year {
        /// As typed.
        text: String,
    },
    /// Day and month could be exchanged.
    #[error("{text} can be read in two ways")]
    Ambiguous {
        /// As typed.
        text: String,
        /// One reading.
        one: NaiveDate,
        /// The other.
        other: NaiveDate,
    },
    /// A day or month without its year.
    #[error("\"{text}\" has no year")]
    NoYear {
        /// As typed.
        text: String,
    },
    /// A number that may be a day, and nothing more.
    #[error("{text} is a day at best, without month and year")]
    DayAlone {
        /// As typed.
        text: String,
    },
    /// Several words without quotation marks.
    #[error("the date {text} has blanks in it")]
    Unquoted {
        /// As typed.
        text: String,
    },
    /// The weekday is another.
    #[error("{day} is a {is}, not a {typed}")]
    Weekday {
        /// The day.
        day: NaiveDate,
        /// Its weekday.
        is: &'static str,
        /// The weekday as typed.
        typed: &'static str,
    },
    /// A range that ends before it begins.
    #[error("the range ends before it begins")]
    Backwards {
        /// The range turned round.
        turned: String,
    },
    /// Two dots with nothing on either side.
    #[error("a range needs a date on one side at least")]
    NoEnds,
    /// A comparison without a date.
    #[error("{sign} needs a date after it")]
    NoDateAfter {
        /// The sign as typed.
        sign: String,
    },
    /// A range after a comparison sign.
    #[error("{sign} takes one date, not a range")]
    RangeCompared {
        /// The sign as typed.
        sign: String,
    },
    /// Two years joined by a hyphen.
    #[error("a range is written with two dots")]
    Hyphen {
        /// The range as it should be written.
        range: String,
    },
    /// A time of day.
    #[error("dates are whole days; {text} names a time")]
    Time {
        /// As typed.
        text: String,
    },
    /// Before the calendar begins or after it ends.
    #[error("\"{text}\" lies outside the calendar")]
    Outside {
        /// As typed.
        text: String,
    },
}

impl DateErrorKind {
    /// What would be right.
    pub fn hint(&self) -> String {
        match self {
            Self::Month { .. } => "months go from 01 to 12".into(),
            Self::Day { year, month, days, .. } => {
                let month = MONTHS.iter().position(|name| name == month).unwrap_or(0) + 1;
                format!("its last day is {year}-{month:02}-{days}")
            }
            Self::Ambiguous { one, other, .. } => format!("write {one} or {other}"),
            Self::NoYear { text } => format!("write the year too: \"{text} 2017\""),
            Self::Unquoted { text } => format!("quote it: \"{text}\""),
            Self::DayAlone { .. } => "dates of several words stand in quotation marks: \"6 September 2017\"".into(),
            Self::Weekday { .. } => "leave the weekday out".into(),
            Self::Backwards { turned } => format!("did you mean {turned}?"),
            Self::Hyphen { range } => format!("did you mean {range}?"),
            Self::RangeCompared { .. } => "leave the sign out".into(),
            Self::NoEnds | Self::NoDateAfter { .. } => "for example 2017-09.. or >=2017".into(),
            Self::Year { .. } => "write the year with four digits".into(),
            Self::Time { .. } => "leave the time out".into(),
            Self::NoDate { text } if let Some(meant) = nearest(text) => format!("did you mean {meant}?"),
            Self::NoDate { .. } | Self::Outside { .. } => {
                "dates look like 2017, 2017-09, 2017-09-06, 2017-09..2017-11, yesterday, 7d, \"6 September 2017\"".into()
            }
        }
    }

    /// What to put in place of the text at fault, where it is known.
    pub fn replacement(&self) -> Option<String> {
        match self {
            Self::Backwards { turned } => Some(turned.clone()),
            Self::Hyphen { range } => Some(range.clone()),
            Self::NoDate { text } => nearest(text),
            _ => None,
        }
    }
}

/// Shortest word that is taken for a mistyped one.
const SHORTEST: usize = 5;

/// A text with its mistyped months and days as they are spelled; `None` where it has none.
fn nearest(text: &str) -> Option<String> {
    let known = || MONTHS.into_iter().chain(["today", "yesterday", "tomorrow"]);
    let meant = |word: &str| {
        let is_known = known().any(|known| known.eq_ignore_ascii_case(word));
        let is_mistyped = !is_known && word.len() >= SHORTEST && word.chars().all(char::is_alphabetic);
        is_mistyped.then(|| closest(word, known())).flatten()
    };
    let words: Vec<(&str, Option<&str>)> = text.split_whitespace().map(|word| (word, meant(word))).collect();
    let is_changed = words.iter().any(|(_, meant)| meant.is_some());
    is_changed.then(|| words.iter().map(|(word, meant)| meant.unwrap_or(word)).collect::<Vec<_>>().join(" "))
}
