//! The list itself: a line for each column, with how it is read off each kind of row.

use std::borrow::Cow;

use super::Get::{Article, Quote, Speaker, Story, Value};
use super::Shown::{Everywhere, Explained, Json, Tables};
use super::{Cell, Column, Get, Shown, quote_kind, speaker_kind};
use crate::article::Precision;
use crate::results::{HitDate, HitPlace};

pub(super) const COLUMNS: &[Column] = &[
    column("id", Everywhere, Get::Hit(|a| text(&a.id), |q| text(&q.id)), "id of the article or quote, for `dateline show`"),
    column("article", Everywhere, Quote(|q| text(&q.article)), "id of the quote's article"),
    column("root", Everywhere, Story(|o| text(&o.root)), "name of the directory that was indexed"),
    column("path", Everywhere, Story(|o| text(&o.path)), "path of the file, relative to its root"),
    column("record", Everywhere, Story(|o| maybe(o.record.as_ref())), "the record in the file, where it holds several"),
    column(
        "score",
        Everywhere,
        Get::Hit(|a| Cell::Score(a.score), |q| Cell::Score(q.score)),
        "relevance; comparable within one answer only",
    ),
    column("words", Everywhere, Quote(|q| text(&q.words.text)), "the words of the quote, without its marks"),
    column("marks", Json, Quote(|q| Cell::Marks(&q.words.marks)), "the matches in `words`: first character and the one after the last"),
    column("speaker", Everywhere, Quote(|q| maybe(q.speaker.as_ref())), "whose words they are, under the fullest name"),
    column("joined", Everywhere, Quote(|q| maybe(q.joined.as_ref())), "the person of the archive whom a surname alone is taken for"),
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
    column("headline", Everywhere, Story(|o| maybe(o.headline.as_ref())), "the title"),
    column(
        "headline_marks",
        Json,
        Article(|a| Cell::Marks(&a.headline_marks)),
        "the matches in `headline`: first character and the one after the last",
    ),
    column(
        "date",
        Json,
        Story(|o| whole_date(o.date.as_ref())),
        "publication date; in tables as far as it is known: 2017, 2017-09 or 2017-09-06",
    ),
    column("day", Tables, Story(|o| of_date(o.date.as_ref(), day)), "publication day, the first that the precision leaves open"),
    column("time", Tables, Story(|o| of_date(o.date.as_ref(), time)), "local time of day"),
    column("zone", Tables, Story(|o| of_date(o.date.as_ref(), zone)), "zone as printed"),
    column(
        "precision",
        Tables,
        Story(|o| of_date(o.date.as_ref(), precision)),
        "how much of the date is known: year, month, day or minute",
    ),
    column(
        "date_from",
        Tables,
        Story(|o| of_date(o.date.as_ref(), date_from)),
        "where the date was read: metadata, text, dateline, url or path",
    ),
    column("place", Json, Story(|o| whole_place(o.place.as_ref())), "where the story was filed from or is set in; in tables in few words"),
    column("city", Tables, Story(|o| of_place(o.place.as_ref(), |p| p.city.as_ref())), "city of the place"),
    column("region", Tables, Story(|o| of_place(o.place.as_ref(), |p| p.region.as_ref())), "state, province or region of the place"),
    column("country", Tables, Story(|o| of_place(o.place.as_ref(), |p| p.country.as_ref())), "country of the place, ISO 3166 alpha-2"),
    column("continent", Tables, Story(|o| of_place(o.place.as_ref(), |p| p.continent.as_ref())), "continent of the place"),
    column("place_words", Tables, Story(|o| of_place(o.place.as_ref(), |p| Some(&p.words))), "the place as written"),
    column(
        "place_from",
        Tables,
        Story(|o| of_place(o.place.as_ref(), |p| Some(&p.from))),
        "where the place was read: metadata, dateline or text (inferred)",
    ),
    column("source", Everywhere, Story(|o| maybe(o.source.as_ref())), "the outlet or agency"),
    column("byline", Everywhere, Article(|a| Cell::List(&a.byline)), "who wrote it"),
    column("section", Everywhere, Article(|a| maybe(a.section.as_ref())), "section or desk"),
    column("lang", Everywhere, Story(|o| maybe(o.lang.as_ref())), "ISO 639-1 code of the language"),
    column("url", Everywhere, Story(|o| maybe(o.url.as_ref())), "address of the original page"),
    column("words", Everywhere, Article(|a| Cell::Count(a.words)), "number of words in the body"),
    column("speakers", Everywhere, Article(|a| Cell::List(&a.speakers)), "everybody who speaks"),
    column(
        "joined",
        Everywhere,
        Article(|a| Cell::List(&a.joined)),
        "persons of the archive whom surnames among `speakers` are taken for, where the query asks for them by full name",
    ),
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
    column("joined", Everywhere, Speaker(|v| Cell::Count(v.joined)), "of the articles, those that know the speaker by surname alone"),
    column("quotes", Everywhere, Speaker(|v| Cell::Count(v.quotes)), "quotes of this speaker"),
    column("roles", Everywhere, Speaker(|v| Cell::List(&v.roles)), "most frequent roles as written"),
    column("first_day", Everywhere, Value(|v| date_of(v.first_day)), "earliest day among dated articles"),
    column("last_day", Everywhere, Value(|v| date_of(v.last_day)), "latest day among dated articles"),
];

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

fn date_of(day: Option<chrono::NaiveDate>) -> Cell<'static> {
    day.map_or(Cell::Missing, |day| Cell::Text(Cow::Owned(day.to_string())))
}

const fn column(name: &'static str, shown: Shown, get: Get, help: &'static str) -> Column {
    Column { name, help, shown, get }
}
