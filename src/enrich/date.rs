//! Chooses an article's date among everything that its record, text, dateline, address and path say.
//!
//! The order, first to last:
//!
//! 1. what is said of first publication, or of no particular event, in metadata; among these publication first;
//! 2. the same in the text (a stamp line), published before unsaid;
//! 3. the dateline's day, with the year of other evidence or of a directory;
//! 4. the day in the address, then in the path;
//! 5. a later revision: metadata, then text.
//!
//! Within one rank the reader's order decides. Where neither language nor publisher nor zone tells whether `09/06/2017` is in June, the country
//! of the dateline does. Five rules stand above the order:
//!
//! - A year or month yields to a more precise date inside it, of whatever rank: an update in the month of the path dates the story.
//! - A day without a time takes the time that another candidate, not an update, prints for the same day. Midnight in metadata is no time.
//! - One moment told twice, by metadata in one zone and by the text in another, is dated by the printed local day of the text.
//! - A printed day that the address has too is two witnesses against metadata that say another day.
//! - An address or path not earlier than the record's own update says no more than it, or names the day of saving, and yields to it. A day in
//!   a file's path yields to any stamp that the text prints.
//!
//! Years outside 1605 to 2100 are refused, and so is the first day of 1970 in metadata, which stands for none. Days without a year are
//! completed only near other evidence. Without any evidence there is no date.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta};

use crate::article::{ArticleDate, Considered, DateFrom, DateRole, Evidence, Precision, RawArticle, RawDate, ValueName};
use crate::dates::{self, Hints, Printed};

/// How long after a dateline's day the story can be dated by other evidence.
const MAX_DAYS_AFTER_DATELINE: i64 = 60;
/// How long before a month's first day a dateline of a story of that month can be dated.
const MAX_DAYS_BEFORE_MONTH: i64 = 7;

/// The day that a dateline prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatelineDay<'a> {
    /// From 1.
    pub month: u32,
    /// From 1.
    pub day: u32,
    /// As printed (`Sept 6`).
    pub words: &'a str,
    /// Byte range of the words in the body.
    pub span: Range<usize>,
}

/// What the filing of a story tells about its date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filed<'a> {
    /// The day of the dateline.
    pub day: Option<&'a DatelineDay<'a>>,
    /// ISO 3166 alpha-2 code of the country that the story was filed from.
    pub country: Option<&'a str>,
}

/// A date with where it stands in the order.
#[derive(Debug, Clone)]
struct Candidate {
    printed: Printed,
    from: DateFrom,
    role: DateRole,
    evidence: Evidence,
}

impl Candidate {
    /// Smaller is better.
    fn rank(&self) -> (bool, u8, DateRole) {
        let from = match self.from {
            DateFrom::Metadata => 0,
            DateFrom::Text => 1,
            DateFrom::Dateline => 2,
            DateFrom::Url => 3,
            DateFrom::Path => 4,
        };
        (self.is_update(), from, self.role)
    }

    fn is_update(&self) -> bool {
        self.role == DateRole::Updated
    }

    fn is_exact(&self) -> bool {
        self.printed.precision >= Precision::Day
    }

    fn last_day(&self) -> NaiveDate {
        self.printed.precision.last_day(self.printed.day)
    }

    /// Whether the other date lies inside this imprecise one and says more.
    fn is_refined_by(&self, other: &Self) -> bool {
        let finer = !self.is_exact() && other.printed.precision > self.printed.precision;
        finer && other.printed.day >= self.printed.day && other.last_day() <= self.last_day()
    }

    /// Middle of the span that the precision leaves open.
    fn middle(&self) -> NaiveDate {
        let days = self.last_day().signed_duration_since(self.printed.day).num_days() / 2;
        self.printed.day + TimeDelta::days(days)
    }

    /// Time of day, where one is meant; programs write midnight for "not known".
    fn time(&self) -> Option<NaiveTime> {
        self.printed.time.filter(|&time| self.from != DateFrom::Metadata || time != NaiveTime::MIN)
    }
}

/// Chooses the date of an article.
///
/// `filed` is what the dateline tells, `lang` the language of the text.
pub fn choose(raw: &RawArticle, filed: Filed<'_>, lang: Option<&str>) -> Option<ArticleDate> {
    let candidates = candidates(raw, filed, lang);
    let first = best(&candidates)?;
    Some(dated(with_time(first, &candidates)))
}

/// Everything that could date an article, best first, with what became of it: `chosen` is the article's date. Words that are no date
/// stand last.
pub(super) fn considered(raw: &RawArticle, filed: Filed<'_>, lang: Option<&str>, chosen: Option<&ArticleDate>) -> Vec<Considered> {
    let candidates = candidates(raw, filed, lang);
    let mut all: Vec<Considered> = Vec::new();
    let entry =
        |words: &str, rule: String, reads, chosen| Considered { value: ValueName::Date, words: words.to_owned(), rule, reads, chosen };
    for candidate in &candidates {
        let role = match candidate.role {
            DateRole::Published => ", published",
            DateRole::Updated => ", updated",
            DateRole::Unknown => "",
        };
        let date = dated(candidate);
        let taken = chosen == Some(&date) && !all.iter().any(|known| known.chosen);
        all.push(entry(&date.evidence.words, format!("{}{role}", date.evidence.rule), Some(shown(&date)), taken));
    }
    let is_known = |date: &RawDate| candidates.iter().any(|candidate| candidate.evidence.words == date.words);
    let unread = raw.dates.iter().filter(|date| !is_known(date) && !matches!(date.from, DateFrom::Url | DateFrom::Path));
    all.extend(unread.map(|date| entry(&date.words, date.field.clone(), None, false)));
    all
}

/// `2017-09-06 15:01 GMT`, as far as it is known.
fn shown(date: &ArticleDate) -> String {
    let time = date.time.map(|time| format!(" {}", time.format("%H:%M"))).unwrap_or_default();
    let zone = date.zone.as_ref().map(|zone| format!(" {zone}")).unwrap_or_default();
    let day = match date.precision {
        Precision::Year => date.day.format("%Y"),
        Precision::Month => date.day.format("%Y-%m"),
        Precision::Day | Precision::Minute => date.day.format("%Y-%m-%d"),
    };
    format!("{day}{time}{zone}")
}

fn candidates(raw: &RawArticle, filed: Filed<'_>, lang: Option<&str>) -> Vec<Candidate> {
    let hints = hints(raw, lang);
    let (mut candidates, unread) = stated(raw, &hints, filed.country);
    candidates.sort_by_key(Candidate::rank);
    let yearless = completed_stamps(raw, &unread, &hints, &candidates);
    candidates.extend(yearless);
    if let Some(day) = filed.day {
        candidates.extend(completed_dateline(day, raw, &candidates));
    }
    candidates.sort_by_key(Candidate::rank);
    candidates
}

fn hints<'a>(raw: &'a RawArticle, lang: Option<&'a str>) -> Hints<'a> {
    let stated = raw.lang.as_deref().filter(|tag| lang.is_none_or(|lang| tag.starts_with(lang)));
    Hints { lang: stated.or(lang), country: raw.url.as_deref().and_then(dates::country_of_host), ..Hints::default() }
}

/// Every date that the record states with its year, and the stamps of the text that say less.
fn stated<'a>(raw: &'a RawArticle, hints: &Hints<'_>, filed_in: Option<&str>) -> (Vec<Candidate>, Vec<&'a RawDate>) {
    let (mut candidates, mut unread) = (Vec::with_capacity(raw.dates.len() + 2), Vec::new());
    // Address and path are read as such below; as text, the `5` of `2017/09/5-things.txt` would be a day.
    for date in raw.dates.iter().filter(|date| !matches!(date.from, DateFrom::Url | DateFrom::Path)) {
        match read(date, hints).or_else(|| ordered_by_dateline(date, hints, filed_in)) {
            Some(candidate) => candidates.push(candidate),
            None if date.from == DateFrom::Text => unread.push(date),
            None => {}
        }
    }
    let places = [(raw.url.as_deref(), DateFrom::Url, "address"), (Some(raw.path.as_str()), DateFrom::Path, "file path")];
    for (text, from, rule) in places {
        let Some((text, printed)) = text.and_then(|text| Some((text, dates::in_path(text)?))) else { continue };
        let words = text[printed.span.clone()].to_owned();
        let evidence = Evidence { words, span: None, rule: rule.into() };
        candidates.push(Candidate { printed, from, role: DateRole::Unknown, evidence });
    }
    (candidates, unread)
}

/// Reads a stated date: a value that is one, or the date in a line whose label agrees best with its role.
fn read(date: &RawDate, hints: &Hints<'_>) -> Option<Candidate> {
    if let Some(printed) = dates::iso(date.words.trim()) {
        return candidate(date, printed, DateRole::Unknown);
    }
    let (found, value) = dates::stamps_and_value(&date.words, hints);
    let labelled = found.iter().find(|stamp| stamp.role == date.role).or_else(|| found.first());
    let label = labelled.map_or(DateRole::Unknown, |stamp| stamp.role);
    let printed = match value {
        Some(printed) => printed,
        None if date.from == DateFrom::Metadata && found.len() > 1 => return None,
        None => labelled?.printed.clone(),
    };
    candidate(date, printed, label)
}

/// A date such as `09/06/2017` in the order of the country that the story was filed from, where nothing else tells the day from the month.
fn ordered_by_dateline(date: &RawDate, hints: &Hints<'_>, filed_in: Option<&str>) -> Option<Candidate> {
    if matches!(date.from, DateFrom::Url | DateFrom::Path) || !date.words.contains('/') {
        return None;
    }
    let day_first = dates::is_day_first_in(filed_in?)?;
    let mut candidate = read(date, &Hints { day_first: Some(day_first), ..*hints })?;
    candidate.evidence.rule.to_mut().push_str(if day_first {
        ", day before month as where it was filed"
    } else {
        ", month before day as where it was filed"
    });
    Some(candidate)
}

/// A stated date as it was read; `label` is what stands before it. `None` for the day that stands for none.
fn candidate(date: &RawDate, printed: Printed, label: DateRole) -> Option<Candidate> {
    let unset = date.from == DateFrom::Metadata && printed.day == NaiveDate::default();
    let role = if date.role == DateRole::Unknown { label } else { date.role };
    let evidence = Evidence { words: date.words.clone(), span: None, rule: date.field.clone().into() };
    (!unset).then_some(Candidate { printed, from: date.from, role, evidence })
}

/// Stamps that print no year (`Updated: 6 September, 15:01`), completed near the best other evidence.
fn completed_stamps(raw: &RawArticle, unread: &[&RawDate], hints: &Hints<'_>, candidates: &[Candidate]) -> Vec<Candidate> {
    if unread.is_empty() {
        return Vec::new();
    }
    let Some(near) = candidates.first().map(Candidate::middle).or_else(|| middle_of_year(dates::year_in_path(&raw.path)?)) else {
        return Vec::new();
    };
    let near = Hints { reference: Some(near), ..*hints };
    let completed = unread.iter().filter_map(|date| read(date, &near));
    completed.filter(|candidate| candidate.printed.given == dates::Given::MonthDay).collect()
}

fn middle_of_year(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 7, 1)
}

/// The dateline's day with the year of the best other evidence, where both can be of one story.
fn completed_dateline(dateline: &DatelineDay<'_>, raw: &RawArticle, candidates: &[Candidate]) -> Option<Candidate> {
    let exact = candidates.iter().find(|candidate| candidate.is_exact());
    let month = || candidates.iter().find(|candidate| candidate.printed.precision == Precision::Month);
    let year = || candidates.first().map(|candidate| candidate.printed.day.year()).or_else(|| dates::year_in_path(&raw.path));
    let in_year = |year| NaiveDate::from_ymd_opt(year, dateline.month, dateline.day);
    let (day, known) = if let Some(exact) = exact {
        (last_before(exact.printed.day + Days::new(2), dateline, MAX_DAYS_AFTER_DATELINE)?, &exact.evidence.rule)
    } else if let Some(month) = month() {
        let span = month.last_day().signed_duration_since(month.printed.day).num_days();
        (last_before(month.last_day(), dateline, span + MAX_DAYS_BEFORE_MONTH)?, &month.evidence.rule)
    } else {
        (in_year(year()?)?, &Cow::Borrowed("directory"))
    };
    let evidence = Evidence {
        words: dateline.words.to_owned(),
        span: Some(dateline.span.clone()),
        rule: format!("dateline's day, year of {known}").into(),
    };
    let printed = Printed { day, time: None, zone: None, precision: Precision::Day, given: dates::Given::MonthDay, span: 0..0 };
    Some(Candidate { printed, from: DateFrom::Dateline, role: DateRole::Unknown, evidence })
}

/// The last such day not after `limit`, if it is at most so many days before it.
fn last_before(limit: NaiveDate, dateline: &DatelineDay<'_>, most: i64) -> Option<NaiveDate> {
    let days = (0..=1).filter_map(|back| NaiveDate::from_ymd_opt(limit.year() - back, dateline.month, dateline.day));
    days.filter(|day| (0..=most).contains(&limit.signed_duration_since(*day).num_days())).max()
}

/// The first in order, unless a rule of this module's head prefers another.
fn best(candidates: &[Candidate]) -> Option<&Candidate> {
    let mut first = candidates.first()?;
    let update = candidates.iter().find(|candidate| candidate.is_update());
    let printed =
        |update: &Candidate| first.from == DateFrom::Path && update.from == DateFrom::Text && first.is_exact() && update.is_exact();
    if matches!(first.from, DateFrom::Url | DateFrom::Path)
        && let Some(update) = update
        && (first.printed.day >= update.last_day() || printed(update))
    {
        first = update;
    }
    while let Some(finer) = candidates.iter().find(|other| first.is_refined_by(other)) {
        first = finer;
    }
    let same_moment = |other: &&Candidate| other.from == DateFrom::Text && !other.is_update() && is_same_moment(first, other);
    if first.from == DateFrom::Metadata
        && let Some(local) = candidates.iter().find(same_moment)
    {
        first = local;
    }
    let address = candidates.iter().find(|candidate| candidate.from == DateFrom::Url && candidate.is_exact());
    if first.from == DateFrom::Metadata
        && first.is_exact()
        && let Some(address) = address.filter(|address| address.printed.day != first.printed.day)
    {
        let witness = |other: &&Candidate| other.from == DateFrom::Text && !other.is_update() && other.printed.day == address.printed.day;
        first = candidates.iter().find(witness).unwrap_or(first);
    }
    Some(first)
}

/// Whether two dates of neighbouring days print one moment in two zones: they are whole half hours and less than a day apart.
fn is_same_moment(metadata: &Candidate, text: &Candidate) -> bool {
    let (Some(a), Some(b)) = (metadata.time(), text.time()) else { return false };
    let moment = |candidate: &Candidate, time| candidate.printed.day.and_time(time);
    let minutes = moment(text, b).signed_duration_since(moment(metadata, a)).num_minutes();
    let apart = text.printed.day != metadata.printed.day && minutes.abs() <= 14 * 60;
    apart && metadata.printed.zone.is_some() && minutes % 30 == 0
}

/// The chosen date, or one of the same day that prints the time as well.
fn with_time<'a>(chosen: &'a Candidate, candidates: &'a [Candidate]) -> &'a Candidate {
    if chosen.time().is_some() || !chosen.is_exact() {
        return chosen;
    }
    let same_day = |other: &&Candidate| other.printed.day == chosen.printed.day && !other.is_update() && other.time().is_some();
    candidates.iter().find(same_day).unwrap_or(chosen)
}

fn dated(chosen: &Candidate) -> ArticleDate {
    let Printed { day, time, ref zone, precision, .. } = chosen.printed;
    ArticleDate { day, time, zone: zone.clone(), precision, from: chosen.from, evidence: chosen.evidence.clone() }
}
