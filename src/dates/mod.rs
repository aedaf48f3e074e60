//! Dates as news prints them: a pure scanner of text, shared by readers, enrichment and the query language.
//!
//! [`scan()`] finds every date of a text, [`parse`] reads a value that is one date, [`month_day`] the day of a dateline, [`in_path`] the
//! date in an address or a file's path. All take linear time and no clock: what "yesterday" means is an argument.
//!
//! What is refused, because a wrong date is worse than none:
//!
//! - impossible days (31 June) and years outside 1605 to 2100;
//! - `9/6/2017` where neither country, language, the zone of its time nor the numbers themselves tell day from month;
//! - two-digit years but beside a month's name (`06-Sep-17`), after an apostrophe, or dotted where the language writes days so;
//! - Japanese eras, Hijri and Persian years (Thai years with Thai month names are certain, and are converted);
//! - bare times, months and days, unless [`Hints::reference`] says which day is near.
//!
//! A civil date is never shifted by a zone: the zone is kept as printed beside it.

mod calendar;
mod clock;
mod labels;
mod named;
mod names;
mod path;
mod reading;
mod scan;
#[cfg(test)]
mod tests;
mod token;
mod whole;

use std::ops::Range;

use chrono::{NaiveDate, NaiveTime};

use crate::article::Precision;

pub use labels::{Stamp, is_labelled, stamp_line, stamps, stamps_alone, stamps_and_value};
pub use path::{country_of_host, in_path, year_in_path};
pub use scan::{is_month, is_weekday, month_day, month_named, scan};
pub use whole::{iso, parse};

/// First year in which a newspaper can have been printed.
pub const FIRST_YEAR: i32 = 1605;
/// Last year that is believed.
pub const LAST_YEAR: i32 = 2100;

/// A date as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The civil day; the first day of the month or year where no more is printed.
    pub day: NaiveDate,
    /// Local time of day as printed.
    pub time: Option<NaiveTime>,
    /// Zone as printed (`GMT`, `+08:00`, `ET`); only beside a time.
    pub zone: Option<String>,
    /// How much is printed.
    pub precision: Precision,
    /// How much of it was completed from [`Hints::reference`].
    pub given: Given,
    /// Byte range in the text, time and zone included.
    pub span: Range<usize>,
}

/// What a printed date says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Given {
    /// The year is printed.
    Whole,
    /// Month and day are printed; the year is that of the nearest such day.
    MonthDay,
    /// A word that needs a known day: `yesterday`, `Tuesday`.
    Relative,
}

/// What is known beside the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hints<'a> {
    /// Language tag of the text (`en`, `pt-BR`).
    pub lang: Option<&'a str>,
    /// ISO 3166 alpha-2 code of the publisher's country.
    pub country: Option<&'a str>,
    /// Whether `9/6/2017` is 9 June; outranks language and country.
    pub day_first: Option<bool>,
    /// A day near the text. With it, days without a year, weekdays and words such as `yesterday` are read too.
    pub reference: Option<NaiveDate>,
}

impl Hints<'_> {
    /// Primary subtag of the language in lower case.
    fn language(&self) -> Option<String> {
        self.lang.and_then(|tag| tag.split(['-', '_']).next()).filter(|lang| !lang.is_empty()).map(str::to_ascii_lowercase)
    }

    /// Country, else the region of the language tag.
    fn region(&self) -> Option<&str> {
        let of_tag = || self.lang?.split(['-', '_']).skip(1).find(|part| part.len() == 2);
        self.country.or_else(of_tag)
    }

    /// Whether the day stands before the month in `9/6/2017`; `None` where it cannot be told.
    fn order(&self) -> Option<bool> {
        if self.day_first.is_some() {
            return self.day_first;
        }
        match (self.region(), self.language().as_deref()) {
            (Some(region), _) if is_one_of(&MONTH_FIRST, region) => Some(false),
            (Some(region), Some("en") | None) if region.eq_ignore_ascii_case("CA") => None,
            (Some(_), _) => Some(true),
            (None, Some("en") | None) => None,
            (None, Some(_)) => Some(true),
        }
    }
}

/// Countries in which `9/6/2017` is in September.
const MONTH_FIRST: [&str; 6] = ["US", "PH", "FM", "MH", "PW", "GU"];
/// Countries that write both orders, or the year first and the rest in either order in English.
const EITHER: [&str; 10] = ["CA", "CN", "JP", "KR", "KP", "TW", "MN", "HU", "LT", "IR"];

fn is_one_of(codes: &[&str], code: &str) -> bool {
    codes.iter().any(|one| one.eq_ignore_ascii_case(code))
}

/// Whether `9/6/2017` is 9 June in a country, by its ISO 3166 alpha-2 code; `None` where both are usual.
pub fn is_day_first_in(country: &str) -> Option<bool> {
    (!is_one_of(&EITHER, country)).then(|| !is_one_of(&MONTH_FIRST, country))
}
