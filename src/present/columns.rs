//! The one list of what a result line can show: `--fields`, the headers of csv and tsv, the keys of JSON and their documentation are
//! all read from it.

use std::borrow::Cow;

use serde::Serialize;

use crate::article::{Precision, QuoteKind, SpeakerKind};
use crate::error::{Error, Result};
use crate::results::{ArticleHit, Hit, HitDate, HitPlace, Passage, QuoteHit, ValueCount};

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

/// A place in few words: `Vladivostok, RU`; the words as written where no city or region is known.
pub fn place_text(place: &HitPlace) -> String {
    let fine = place.city.as_ref().or(place.region.as_ref());
    match (fine, &place.country) {
        (Some(fine), Some(country)) => format!("{fine}, {country}"),
        (Some(fine), None) => fine.clone(),
        (None, _) if !place.words.is_empty() => place.words.clone(),
        (None, Some(country)) => country.clone(),
        (None, None) => place.continent.clone().unwrap_or_default(),
    }
}

impl Column {
    fn is_on(&self, rows: Rows) -> bool {
        match self.get {
            Get::Article(_) => rows == Rows::Articles,
            Get::Quote(_) => rows == Rows::Quotes,
            Get::Hit(..) => matches!(rows, Rows::Articles | Rows::Quotes),
            Get::Value(_) => matches!(rows, Rows::Speakers | Rows::Places | Rows::Sources),
            Get::Speaker(_) => rows == Rows::Speakers,
        }
    }

    /// Reads the column off a row; nothing where such rows do not have it.
    pub fn of<'a>(&self, row: Row<'a>) -> Cell<'a> {
        match (&self.get, row) {
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

/// The columns of these names, in this order.
///
/// # Errors
/// A name is not one of these rows' columns.
pub fn named(rows: Rows, names: &[String]) -> Result<Vec<&'static Column>> {
    names
        .iter()
        .map(|name| {
            all(rows).find(|column| column.name.eq_ignore_ascii_case(name.trim())).ok_or_else(|| {
                let known: Vec<_> = all(rows).map(|column| column.name).collect();
                Error::Option { option: "--fields", detail: format!("no field is called {name:?}; there are {}", known.join(", ")) }
            })
        })
        .collect()
}

fn text(value: &str) -> Cell<'_> {
    Cell::Text(Cow::Borrowed(value))
}

fn maybe(value: Option<&String>) -> Cell<'_> {
    value.map_or(Cell::Missing, |value| text(value))
}

fn of_date(date: Option<&HitDate>, part: fn(&HitDate) -> Option<Cow<'_, str>>) -> Cell<'_> {
    date.and_then(part).map_or(Cell::Missing, Cell::Text)
}

fn of_place(place: Option<&HitPlace>, part: fn(&HitPlace) -> Option<&String>) -> Cell<'_> {
    maybe(place.and_then(part))
}

fn whole_date(date: Option<&HitDate>) -> Cell<'_> {
    date.map_or(Cell::Missing, Cell::Date)
}

fn whole_place(place: Option<&HitPlace>) -> Cell<'_> {
    place.map_or(Cell::Missing, Cell::Place)
}

fn day(date: &HitDate) -> Option<Cow<'_, str>> {
    Some(Cow::Owned(date.day.to_string()))
}

fn time(date: &HitDate) -> Option<Cow<'_, str>> {
    date.time.as_deref().map(Cow::Borrowed)
}

fn zone(date: &HitDate) -> Option<Cow<'_, str>> {
    date.zone.as_deref().map(Cow::Borrowed)
}

fn date_from(date: &HitDate) -> Option<Cow<'_, str>> {
    Some(Cow::Borrowed(&date.from))
}

fn precision(date: &HitDate) -> Option<Cow<'_, str>> {
    Some(Cow::Borrowed(match date.precision {
        Precision::Year => "year",
        Precision::Month => "month",
        Precision::Day => "day",
        Precision::Minute => "minute",
    }))
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

fn date_of(day: Option<chrono::NaiveDate>) -> Cell<'static> {
    day.map_or(Cell::Missing, |day| Cell::Text(Cow::Owned(day.to_string())))
}

const fn column(name: &'static str, shown: Shown, get: Get, help: &'static str) -> Column {
    Column { name, help, shown, get }
}

use Get::{Article, Quote, Speaker, Value};
use Shown::{Everywhere, Explained, Json, Tables};

const COLUMNS: &[Column] = &[
    column("id", Everywhere, Get::Hit(|a| text(&a.id), |q| text(&q.id)), "id of the article or quote, for `dateline show`"),
    column("article", Everywhere, Quote(|q| text(&q.article)), "id of the quote's article"),
    column("root", Everywhere, Get::Hit(|a| text(&a.root), |q| text(&q.root)), "name of the directory that was indexed"),
    column("path", Everywhere, Get::Hit(|a| text(&a.path), |q| text(&q.path)), "path of the file, relative to its root"),
    column(
        "record",
        Everywhere,
        Get::Hit(|a| maybe(a.record.as_ref()), |q| maybe(q.record.as_ref())),
        "the record in the file, where it holds several",
    ),
    column(
        "score",
        Everywhere,
        Get::Hit(|a| Cell::Score(a.score), |q| Cell::Score(q.score)),
        "relevance; comparable within one answer only",
    ),
    column("words", Everywhere, Quote(|q| text(&q.words.text)), "the words of the quote, without its marks"),
    column("marks", Json, Quote(|q| Cell::Marks(&q.words.marks)), "the matches in `words`: first character and the one after the last"),
    column("speaker", Everywhere, Quote(|q| maybe(q.speaker.as_ref())), "whose words they are, under the fullest name"),
    column(
        "speaker_kind",
        Everywhere,
        Quote(|q| q.speaker_kind.map_or(Cell::Missing, |kind| text(speaker_kind(kind)))),
        "person, organisation or unnamed",
    ),
    column("role", Everywhere, Quote(|q| maybe(q.role.as_ref())), "the speaker's role as written"),
    column("cue", Everywhere, Quote(|q| maybe(q.cue.as_ref())), "the words that tie quote and speaker"),
    column("kind", Everywhere, Quote(|q| text(quote_kind(q.kind))), "direct, mixed or indirect"),
    column("rule", Everywhere, Quote(|q| text(&q.rule)), "the rule that attributed it"),
    column("confidence", Everywhere, Quote(|q| Cell::Score(q.confidence)), "how sure the attribution is, 0 to 1"),
    column("start", Everywhere, Quote(|q| Cell::Count(q.start)), "first character of the words in the article's body"),
    column("end", Everywhere, Quote(|q| Cell::Count(q.end)), "the character after the last"),
    column("headline", Everywhere, Get::Hit(|a| maybe(a.headline.as_ref()), |q| maybe(q.headline.as_ref())), "the title"),
    column(
        "date",
        Json,
        Get::Hit(|a| whole_date(a.date.as_ref()), |q| whole_date(q.date.as_ref())),
        "publication date; in tables as far as it is known: 2017, 2017-09 or 2017-09-06",
    ),
    column(
        "day",
        Tables,
        Get::Hit(|a| of_date(a.date.as_ref(), day), |q| of_date(q.date.as_ref(), day)),
        "publication day, the first that the precision leaves open",
    ),
    column("time", Tables, Get::Hit(|a| of_date(a.date.as_ref(), time), |q| of_date(q.date.as_ref(), time)), "local time of day"),
    column("zone", Tables, Get::Hit(|a| of_date(a.date.as_ref(), zone), |q| of_date(q.date.as_ref(), zone)), "zone as printed"),
    column(
        "precision",
        Tables,
        Get::Hit(|a| of_date(a.date.as_ref(), precision), |q| of_date(q.date.as_ref(), precision)),
        "how much of the date is known: year, month, day or minute",
    ),
    column(
        "date_from",
        Tables,
        Get::Hit(|a| of_date(a.date.as_ref(), date_from), |q| of_date(q.date.as_ref(), date_from)),
        "where the date was read: metadata, text, dateline, url or path",
    ),
    column(
        "place",
        Json,
        Get::Hit(|a| whole_place(a.place.as_ref()), |q| whole_place(q.place.as_ref())),
        "where the story was filed from or is set in; in tables in few words",
    ),
    column(
        "city",
        Tables,
        Get::Hit(|a| of_place(a.place.as_ref(), |p| p.city.as_ref()), |q| of_place(q.place.as_ref(), |p| p.city.as_ref())),
        "city of the place",
    ),
    column(
        "region",
        Tables,
        Get::Hit(|a| of_place(a.place.as_ref(), |p| p.region.as_ref()), |q| of_place(q.place.as_ref(), |p| p.region.as_ref())),
        "state, province or region of the place",
    ),
    column(
        "country",
        Tables,
        Get::Hit(|a| of_place(a.place.as_ref(), |p| p.country.as_ref()), |q| of_place(q.place.as_ref(), |p| p.country.as_ref())),
        "country of the place, ISO 3166 alpha-2",
    ),
    column(
        "continent",
        Tables,
        Get::Hit(|a| of_place(a.place.as_ref(), |p| p.continent.as_ref()), |q| of_place(q.place.as_ref(), |p| p.continent.as_ref())),
        "continent of the place",
    ),
    column(
        "place_words",
        Tables,
        Get::Hit(|a| of_place(a.place.as_ref(), |p| Some(&p.words)), |q| of_place(q.place.as_ref(), |p| Some(&p.words))),
        "the place as written",
    ),
    column(
        "place_from",
        Tables,
        Get::Hit(|a| of_place(a.place.as_ref(), |p| Some(&p.from)), |q| of_place(q.place.as_ref(), |p| Some(&p.from))),
        "where the place was read: metadata, dateline or text (inferred)",
    ),
    column("source", Everywhere, Get::Hit(|a| maybe(a.source.as_ref()), |q| maybe(q.source.as_ref())), "the outlet or agency"),
    column("byline", Everywhere, Article(|a| Cell::List(&a.byline)), "who wrote it"),
    column("section", Everywhere, Article(|a| maybe(a.section.as_ref())), "section or desk"),
    column("lang", Everywhere, Get::Hit(|a| maybe(a.lang.as_ref()), |q| maybe(q.lang.as_ref())), "ISO 639-1 code of the language"),
    column("url", Everywhere, Get::Hit(|a| maybe(a.url.as_ref()), |q| maybe(q.url.as_ref())), "address of the original page"),
    column("words", Everywhere, Article(|a| Cell::Count(a.words)), "number of words in the body"),
    column("speakers", Everywhere, Article(|a| Cell::List(&a.speakers)), "everybody who speaks"),
    column("quotes", Everywhere, Article(|a| Cell::Count(a.quotes)), "number of quotes"),
    column("passages", Everywhere, Article(|a| Cell::Passages(&a.passages)), "the best passages, each with its matches"),
    column(
        "context",
        Everywhere,
        Quote(|q| q.context.as_ref().map_or(Cell::Missing, Cell::Passage)),
        "the sentences around the quote, with -C",
    ),
    column(
        "explanation",
        Explained,
        Get::Hit(|a| maybe(a.explanation.as_ref()), |q| maybe(q.explanation.as_ref())),
        "how the score came about, with --explain",
    ),
    column("value", Everywhere, Value(|v| text(&v.value)), "the name"),
    column("articles", Everywhere, Value(|v| Cell::Count(v.articles)), "articles in which it occurs"),
    column("quotes", Everywhere, Speaker(|v| Cell::Count(v.quotes)), "quotes of this speaker"),
    column("roles", Everywhere, Speaker(|v| Cell::List(&v.roles)), "most frequent roles as written"),
    column("first_day", Everywhere, Value(|v| date_of(v.first_day)), "earliest day among dated articles"),
    column("last_day", Everywhere, Value(|v| date_of(v.last_day)), "latest day among dated articles"),
];

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
        let error = named(Rows::Places, &["articels".to_owned()]).unwrap_err();
        assert_eq!(error.to_string(), r#"--fields: no field is called "articels"; there are value, articles, first_day, last_day"#);
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
            HitPlace { city, region, country, continent: Some("Asia".into()), words: words.into(), from: "text".into() }
        };
        for (place, expected) in [
            (place("Vladivostok", "Primorye", "RU", "VLADIVOSTOK, Russia"), "Vladivostok, RU"),
            (place("", "Primorye", "RU", "Primorye"), "Primorye, RU"),
            (place("", "", "RU", "Moscow's"), "Moscow's"),
            (place("", "", "RU", ""), "RU"),
            (place("", "", "", ""), "Asia"),
        ] {
            assert_eq!(place_text(&place), expected);
        }
    }
}
