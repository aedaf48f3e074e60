//! The one list of what a result line can show: `--fields`, the headers of csv and tsv, the keys of JSON and their documentation are
//! all read from it.

mod list;

use std::borrow::Cow;

use serde::Serialize;

use crate::article::{Precision, QuoteKind, SpeakerKind};
use crate::error::{Error, Result};
use crate::nearest::closest;
use crate::results::{ArticleHit, Hit, HitDate, HitPlace, Origin, Passage, QuoteHit, ValueCount};
use list::COLUMNS;

/// What the rows of an answer are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// Articles that match.
    Articles,
    /// Quotes that match.
    Quotes,
    /// People who speak, with counts.
    Speakers,
    /// Places of stories, with counts.
    Places,
    /// Outlets and agencies, with counts.
    Sources,
}

/// A row of an answer.
#[derive(Debug, Clone, Copy)]
pub enum Row<'a> {
    /// Something that matches.
    Hit(&'a Hit),
    /// A value with its counts.
    Value(&'a ValueCount),
}

/// One thing that a row can show.
#[derive(Debug)]
pub struct Column {
    /// Its name: in `--fields`, as a header, as a JSON key.
    pub name: &'static str,
    /// One line for people.
    pub help: &'static str,
    shown: Shown,
    get: Get,
}

/// Where a column is shown unless `--fields` says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// In JSON and in tables.
    Everywhere,
    /// As a JSON value with parts.
    Json,
    /// In tables, where JSON shows it as a part.
    Tables,
    /// Where an explanation was asked for.
    Explained,
}

/// How a column is read off the rows that have it.
#[derive(Debug)]
enum Get {
    Article(fn(&ArticleHit) -> Cell<'_>),
    Quote(fn(&QuoteHit) -> Cell<'_>),
    Hit(fn(&ArticleHit) -> Cell<'_>, fn(&QuoteHit) -> Cell<'_>),
    Story(fn(&Origin) -> Cell<'_>),
    Value(fn(&ValueCount) -> Cell<'_>),
    Speaker(fn(&ValueCount) -> Cell<'_>),
}

/// A value of a column.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Cell<'a> {
    /// There is none.
    Missing,
    /// Words.
    Text(Cow<'a, str>),
    /// A whole number.
    Count(usize),
    /// A measure.
    Score(f32),
    /// Several values.
    List(&'a [String]),
    /// A date with all that is known of it.
    Date(&'a HitDate),
    /// A place with all its levels.
    Place(&'a HitPlace),
    /// Text with its matches.
    Passage(&'a Passage),
    /// Texts with their matches.
    Passages(&'a [Passage]),
    /// Matches.
    Marks(&'a [(usize, usize)]),
}

impl Cell<'_> {
    /// The value as one string: several values are joined by `; `, passages by ` … `; nothing where there is none.
    pub fn flat(&self) -> Cow<'_, str> {
        match self {
            Self::Missing => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Count(count) => Cow::Owned(count.to_string()),
            Self::Score(score) => Cow::Owned(score.to_string()),
            Self::List(values) => Cow::Owned(values.join("; ")),
            Self::Date(date) => Cow::Owned(day_text(date)),
            Self::Place(place) => Cow::Owned(place_text(place)),
            Self::Passage(passage) => Cow::Borrowed(&passage.text),
            Self::Passages(passages) => Cow::Owned(passages.iter().map(|passage| passage.text.as_str()).collect::<Vec<_>>().join(" … ")),
            Self::Marks(marks) => Cow::Owned(marks.iter().map(|(start, end)| format!("{start}-{end}")).collect::<Vec<_>>().join("; ")),
        }
    }
}

/// A date as far as it is known: `2017`, `2017-09`, `2017-09-06`.
pub fn day_text(date: &HitDate) -> String {
    match date.precision {
        Precision::Year => date.day.format("%Y").to_string(),
        Precision::Month => date.day.format("%Y-%m").to_string(),
        Precision::Day | Precision::Minute => date.day.to_string(),
    }
}

/// Countries whose towns are told apart by their states.
const BY_STATE: [&str; 3] = ["US", "CA", "AU"];

/// A place in few words: `Vladivostok, RU`, `London, Kentucky, US`; the words as written where no city or region is known.
pub fn place_text(place: &HitPlace) -> String {
    let fine = place.city.as_ref().or(place.region.as_ref());
    if let (Some(city), Some(region), Some(country)) = (&place.city, &place.region, &place.country)
        && BY_STATE.contains(&country.as_str())
    {
        return format!("{city}, {region}, {country}");
    }
    match (fine, &place.country) {
        (Some(fine), Some(country)) => format!("{fine}, {country}"),
        (Some(fine), None) => fine.clone(),
        (None, _) if !place.words.is_empty() => place.words.clone(),
        (None, Some(country)) => country.clone(),
        (None, None) => place.continent.clone().unwrap_or_default(),
    }
}

impl Column {
    /// Whether it shows an article's matches, for which the article's text must be looked through.
    pub fn shows_matches(&self) -> bool {
        matches!(self.name, "passages" | "headline_marks")
    }

    fn is_on(&self, rows: Rows) -> bool {
        match self.get {
            Get::Article(_) => rows == Rows::Articles,
            Get::Quote(_) => rows == Rows::Quotes,
            Get::Hit(..) | Get::Story(_) => matches!(rows, Rows::Articles | Rows::Quotes),
            Get::Value(_) => matches!(rows, Rows::Speakers | Rows::Places | Rows::Sources),
            Get::Speaker(_) => rows == Rows::Speakers,
        }
    }

    /// Reads the column off a row; nothing where such rows do not have it.
    pub fn of<'a>(&self, row: Row<'a>) -> Cell<'a> {
        match (&self.get, row) {
            (Get::Story(get), Row::Hit(hit)) => get(hit.origin()),
            (Get::Article(get) | Get::Hit(get, _), Row::Hit(Hit::Article(article))) => get(article),
            (Get::Quote(get) | Get::Hit(_, get), Row::Hit(Hit::Quote(quote))) => get(quote),
            (Get::Value(get) | Get::Speaker(get), Row::Value(value)) => get(value),
            _ => Cell::Missing,
        }
    }
}

/// All columns that such rows have, in their order.
pub fn all(rows: Rows) -> impl Iterator<Item = &'static Column> {
    COLUMNS.iter().filter(move |column| column.is_on(rows))
}

/// The columns of a JSON object where none are named.
pub fn of_json(rows: Rows, explained: bool) -> Vec<&'static Column> {
    default_for(rows, explained, Shown::Json)
}

/// The columns of a table where none are named.
pub fn of_table(rows: Rows, explained: bool) -> Vec<&'static Column> {
    default_for(rows, explained, Shown::Tables)
}

fn default_for(rows: Rows, explained: bool, shown: Shown) -> Vec<&'static Column> {
    all(rows)
        .filter(|column| column.shown == Shown::Everywhere || column.shown == shown || (explained && column.shown == Shown::Explained))
        .collect()
}

/// The columns of these names, in this order, each once.
///
/// # Errors
/// A name is not one of these rows' columns, or stands there twice: a JSON object has each key once.
pub fn named(rows: Rows, names: &[String]) -> Result<Vec<&'static Column>> {
    let mut columns: Vec<&'static Column> = Vec::with_capacity(names.len());
    for name in names {
        let column = one(rows, name)?;
        if columns.iter().any(|earlier| earlier.name == column.name) {
            return Err(Error::Option { option: "--fields", detail: format!("{} is named twice", column.name) });
        }
        columns.push(column);
    }
    Ok(columns)
}

fn one(rows: Rows, name: &str) -> Result<&'static Column> {
    all(rows).find(|column| column.name.eq_ignore_ascii_case(name.trim())).ok_or_else(|| {
        let known: Vec<_> = all(rows).map(|column| column.name).collect();
        let meant = closest(name.trim(), known.iter().copied()).map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        let detail = format!("no field is called {name:?}{meant}\nthere are {}", known.join(", "));
        Error::Option { option: "--fields", detail }
    })
}

/// The name of a kind of speaker, as in JSON.
pub(super) fn speaker_kind(kind: SpeakerKind) -> &'static str {
    match kind {
        SpeakerKind::Person => "person",
        SpeakerKind::Organisation => "organisation",
        SpeakerKind::Unnamed => "unnamed",
    }
}

/// The name of a kind of speech, as in JSON.
pub(super) fn quote_kind(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Mixed => "mixed",
        QuoteKind::Indirect => "indirect",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_among_the_columns_of_one_kind_of_row() {
        for rows in [Rows::Articles, Rows::Quotes, Rows::Speakers, Rows::Places, Rows::Sources] {
            let mut names: Vec<_> = all(rows).map(|column| column.name).collect();
            names.sort_unstable();
            let count = names.len();
            names.dedup();
            assert_eq!(names.len(), count, "{rows:?}");
        }
    }

    #[test]
    fn unknown_fields_are_refused_with_the_known_ones() {
        for (typed, meant) in [("articels", "; did you mean articles?"), ("firstday", "; did you mean first_day?"), ("xyz", "")] {
            let error = named(Rows::Places, &[typed.to_owned()]).unwrap_err().to_string();
            assert_eq!(error, format!("--fields: no field is called {typed:?}{meant}\nthere are value, articles, first_day, last_day"));
        }
        let twice = named(Rows::Articles, &["day".to_owned(), "Day".to_owned()]).unwrap_err();
        assert_eq!(twice.to_string(), "--fields: day is named twice");
        let columns = named(Rows::Articles, &["Headline".to_owned(), " day".to_owned()]).unwrap();
        assert_eq!(columns.iter().map(|column| column.name).collect::<Vec<_>>(), ["headline", "day"]);
    }

    #[test]
    fn dates_and_places_are_said_no_finer_than_they_are_known() {
        let date = |precision| HitDate {
            day: chrono::NaiveDate::from_ymd_opt(2017, 9, 1).unwrap(),
            time: None,
            zone: None,
            precision,
            from: "text".into(),
        };
        assert_eq!(day_text(&date(Precision::Year)), "2017");
        assert_eq!(day_text(&date(Precision::Month)), "2017-09");
        assert_eq!(day_text(&date(Precision::Minute)), "2017-09-01");
        let place = |city: &str, region: &str, country: &str, words: &str| {
            let known = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let (city, region, country) = (known(city), known(region), known(country));
            HitPlace { city, region, country, continent: Some("Asia".into()), geonames: None, words: words.into(), from: "text".into() }
        };
        for (place, expected) in [
            (place("Vladivostok", "Primorye", "RU", "VLADIVOSTOK, Russia"), "Vladivostok, RU"),
            (place("London", "Kentucky", "US", "LONDON, Ky."), "London, Kentucky, US"),
            (place("", "Primorye", "RU", "Primorye"), "Primorye, RU"),
            (place("", "", "RU", "Moscow's"), "Moscow's"),
            (place("", "", "RU", ""), "RU"),
            (place("", "", "", ""), "Asia"),
        ] {
            assert_eq!(place_text(&place), expected);
        }
    }
}
