//! What an engine answers: hits, counts, status. Presenters read these and can ask for nothing more.

mod check;

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::Serialize;

use crate::article::{ArticleDate, ArticlePlace, Place, Precision, QuoteKind, SpeakerKind};
use crate::error::Result;

pub use self::check::{Check, Flaw};

/// Hits in the order asked for, read from the index one by one as they are taken.
pub type Hits<'a> = Box<dyn Iterator<Item = Result<Hit>> + 'a>;

/// Answer to a search.
pub struct SearchResults<'a> {
    /// The page of hits asked for. Any number of them costs no more memory than one.
    pub hits: Hits<'a>,
    /// How many hits the page has.
    pub shown: usize,
    /// What is known about the whole answer.
    pub summary: Summary,
    /// What patterns and fuzzy words stood for, where an explanation is asked for.
    pub expansions: Vec<Expansion>,
}

/// The person of the archive whom a speaker is taken for that an article knows by surname alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenFor {
    /// The full name.
    pub person: String,
    /// Why nobody else is meant.
    pub apart: Apart,
}

/// What tells the person of a surname from others who bear it and speak in the archive near in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Apart {
    /// There are no others.
    Alone,
    /// All others are of another gender than the article tells.
    Gender,
    /// Only this one is told to have the office that the article tells.
    Office,
}

/// What a pattern or fuzzy word of the query stands for in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// The word as the query writes it.
    pub word: String,
    /// Its forms as written in texts, or the values it fits, commonest first, each with how many have it.
    pub forms: Vec<(String, u64)>,
    /// How many forms there are beside these.
    pub others: usize,
    /// What is counted: `articles`, or `quotes` where only these have the field.
    pub counted: &'static str,
}

/// A name, value or word of a query that nothing in the archive has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absent {
    /// Canonical name of the field; empty for a word of the text.
    pub field: String,
    /// As the query has it.
    pub value: String,
    /// Whether only quotes of other kinds than were asked for have it.
    pub of_kinds: bool,
    /// What the archive has that is spelled most like it, each with the number of articles.
    pub alike: Vec<(String, usize)>,
    /// Where nothing is alike, the commonest values of a field that has few, each with the number of articles.
    pub others: Vec<(String, usize)>,
    /// Where quotes have it that is asked for of another field.
    pub elsewhere: Option<Elsewhere>,
}

/// Where else quotes have what is asked for: a word as their speaker's name, a name as the role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// Canonical name of the field: `speaker` or `role`.
    pub field: &'static str,
    /// What they have there.
    pub value: String,
    /// The query that asks for it.
    pub query: String,
    /// What is found by it: `article` or `quote`.
    pub counted: &'static str,
    /// Whether only quotes of other kinds than were asked for have it.
    pub any_kind: bool,
    /// How many are found.
    pub found: usize,
}

/// What is known about an answer beside its hits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// How many documents match in all.
    pub total: usize,
    /// Matches left out by a date filter only because they are undated; 0 without one.
    pub undated: usize,
    /// Matches left out because their date is too imprecise to lie wholly inside the filter's span.
    pub too_vague: usize,
}

/// One document that matches.
#[derive(Debug, Clone, PartialEq)]
pub enum Hit {
    /// A story.
    Article(Box<ArticleHit>),
    /// A stretch of speech.
    Quote(Box<QuoteHit>),
}

/// The article that a hit is, or is of.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Origin {
    /// Name of the root.
    pub root: String,
    /// Path relative to the root.
    pub path: String,
    /// Record inside the file.
    pub record: Option<String>,
    /// The title.
    pub headline: Option<String>,
    /// Publication date.
    pub date: Option<HitDate>,
    /// Where it was filed from or is set in.
    pub place: Option<HitPlace>,
    /// The outlet or agency.
    pub source: Option<String>,
    /// ISO 639-1 language code.
    pub lang: Option<String>,
    /// Address of the original page.
    pub url: Option<String>,
}

/// A story that matches, with what a result line shows of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArticleHit {
    /// Article id, 16 hexadecimal digits.
    pub id: String,
    /// The article.
    #[serde(flatten)]
    pub origin: Origin,
    /// Relevance; higher is better; comparable within one answer only.
    pub score: f32,
    /// Persons who wrote it.
    pub byline: Vec<String>,
    /// Section or desk.
    pub section: Option<String>,
    /// Number of words in the body.
    pub words: usize,
    /// Everybody who speaks.
    pub speakers: Vec<String>,
    /// The persons of the archive whom speakers are taken for that the article knows by surname alone; only those whom the
    /// query asks for by a full name.
    pub joined: Vec<String>,
    /// Number of direct quotes.
    pub quotes: usize,
    /// Matches in the headline: first character and the one after the last; sorted, not overlapping.
    pub headline_marks: Vec<(usize, usize)>,
    /// The best passages by the query's own matches.
    pub passages: Vec<Passage>,
    /// How the score came about, where asked for.
    pub explanation: Option<String>,
}

/// A quote that matches.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuoteHit {
    /// Quote id: the article's id, a hyphen, the quote's ordinal in it from 1.
    pub id: String,
    /// Article id.
    pub article: String,
    /// The article.
    #[serde(flatten)]
    pub origin: Origin,
    /// Relevance.
    pub score: f32,
    /// The words as written, with the matches marked.
    pub words: Passage,
    /// Each match in the words with what stands around it, where asked for.
    #[serde(skip)]
    pub lines: Vec<Passage>,
    /// First character of the words in the article's body, counted in Unicode characters.
    pub start: usize,
    /// Character after the last.
    pub end: usize,
    /// The speaker under the fullest name; `None` where unattributed.
    pub speaker: Option<String>,
    /// The person of the archive whom the speaker is taken for, where the article knows the surname alone.
    pub joined: Option<String>,
    /// What the speaker is.
    pub speaker_kind: Option<SpeakerKind>,
    /// Role as written.
    pub role: Option<String>,
    /// The words that tie quote and speaker.
    pub cue: Option<String>,
    /// Direct, mixed or indirect.
    pub kind: QuoteKind,
    /// The rule that attributed it.
    pub rule: String,
    /// 0 to 1.
    pub confidence: f32,
    /// Sentences around the quote, where asked for.
    pub context: Option<Passage>,
    /// How the score came about, where asked for.
    pub explanation: Option<String>,
}

impl Hit {
    /// The article that it is, or is of.
    pub fn origin(&self) -> &Origin {
        match self {
            Self::Article(article) => &article.origin,
            Self::Quote(quote) => &quote.origin,
        }
    }
}

/// A stretch of text with its matches as data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// The text as written.
    pub text: String,
    /// Matches: first character and the one after the last, counted in Unicode characters of `text`; sorted, not overlapping.
    pub marks: Vec<(usize, usize)>,
}

/// What a query has to do with one article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matched {
    /// Whether the article is among its answers.
    pub matches: bool,
    /// Where its words stand; some may do so in an article that does not match.
    pub marks: Marks,
}

/// Where a query's words stand in an article: first character of each match and the one after the last; sorted, not overlapping.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Marks {
    /// In its headline.
    pub headline: Vec<(usize, usize)>,
    /// In its body.
    pub body: Vec<(usize, usize)>,
}

/// A date as a result shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HitDate {
    /// First day of its span.
    pub day: NaiveDate,
    /// Local time `HH:MM:SS`.
    pub time: Option<String>,
    /// Zone as printed.
    pub zone: Option<String>,
    /// How much is known.
    pub precision: Precision,
    /// Where it was read (`metadata`, `text`, `dateline`, `url`, `path`).
    pub from: String,
}

impl From<&ArticleDate> for HitDate {
    fn from(date: &ArticleDate) -> Self {
        Self {
            day: date.day,
            time: date.time.map(|time| time.format("%H:%M:%S").to_string()),
            zone: date.zone.clone(),
            precision: date.precision,
            from: date.from.name().into(),
        }
    }
}

/// A place as a result shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HitPlace {
    /// City, in English.
    pub city: Option<String>,
    /// First-level region.
    pub region: Option<String>,
    /// ISO 3166 alpha-2 code.
    pub country: Option<String>,
    /// Continent.
    pub continent: Option<String>,
    /// GeoNames id of the most precise level known.
    pub geonames: Option<u32>,
    /// As written.
    pub words: String,
    /// Where it was read (`metadata`, `dateline`, `text`).
    pub from: String,
}

impl From<&ArticlePlace> for HitPlace {
    fn from(place: &ArticlePlace) -> Self {
        let Place { city, region, country, continent, geonames, words, names: _ } = place.place.clone();
        let [city, region, country, continent] = [city, region, country, continent].map(|name| name.map(Cow::into_owned));
        Self { city, region, country, continent, geonames, words, from: place.from.name().into() }
    }
}

/// A value with how often it occurs, for `speakers`, `places`, `sources`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ValueCount {
    /// The value.
    pub value: String,
    /// Articles in which it occurs.
    pub articles: usize,
    /// Of the articles, those that know the speaker by surname alone (speakers only).
    pub joined: usize,
    /// Quotes in which it occurs (speakers only).
    pub quotes: usize,
    /// Most frequent roles as written (speakers only).
    pub roles: Vec<String>,
    /// Earliest day among dated articles.
    pub first_day: Option<NaiveDate>,
    /// Latest day among dated articles.
    pub last_day: Option<NaiveDate>,
}

/// Answer to a request for values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ValueCounts {
    /// Most frequent first, ties by value.
    pub values: Vec<ValueCount>,
    /// Number of different values in all.
    pub total: usize,
    /// Matching articles that have no such value (unattributed, unplaced, without a source).
    pub without: usize,
    /// What is known about the matching articles.
    pub summary: Summary,
}

/// What an index holds.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Status {
    /// Name of the engine.
    pub engine: String,
    /// Where the index is.
    pub location: String,
    /// Version of the field declaration.
    pub schema_version: u32,
    /// Fingerprint of the field declaration.
    pub fingerprint: String,
    /// The directories it was made from.
    pub roots: Vec<RootStatus>,
    /// Whether the last run that wrote it came to its end; else some of the archive is yet to be read.
    pub is_complete: bool,
    /// Files that are indexed.
    pub files: usize,
    /// Articles.
    pub articles: usize,
    /// Articles without a date.
    pub undated: usize,
    /// Articles without a place.
    pub unplaced: usize,
    /// Quotes.
    pub quotes: usize,
    /// Quotes with a named speaker.
    pub attributed: usize,
    /// Files and records that were left out.
    pub skipped: usize,
    /// Bytes on disk.
    pub bytes: u64,
    /// Segments of the index.
    pub segments: usize,
    /// Earliest day among dated articles.
    pub first_day: Option<NaiveDate>,
    /// Latest day among dated articles.
    pub last_day: Option<NaiveDate>,
}

/// A directory that was indexed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RootStatus {
    /// Its name, unique in the index.
    pub name: String,
    /// Where it stands.
    pub path: String,
    /// Files of it in the index.
    pub files: usize,
    /// Options with which its files are read, as typed.
    pub reading: Vec<String>,
}
