//! The shared nouns: what a reader hands over (`RawArticle`) and what enrichment makes of it (`Article`).
//!
//! Nothing here knows a file format or an index. Every derived value carries its evidence: the words it was read from and
//! the rule that read them. Spans are byte ranges of `Article::body`; programs that print them count Unicode characters.

mod considered;
mod names;

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

pub use self::considered::{Considered, ValueName};
pub use names::Names;

/// What a reader saw in one record, before anything is interpreted.
///
/// Text is UTF-8 with `\n` line ends. In `body` paragraphs are separated by one blank line (`"\n\n"`); a single `\n` never occurs
/// inside it unless the line break itself is meant (verse, a list).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawArticle {
    /// Path of the file relative to its root, with `/` between parts.
    pub path: String,
    /// The record's own id, else its ordinal from 1; `None` where the file is one article.
    pub record: Option<String>,
    /// The title as written, without the site's name.
    pub headline: Option<String>,
    /// The main text, furniture (captions, share lines, related links) left out.
    pub body: String,
    /// Every date the record states about itself, best first.
    pub dates: Vec<RawDate>,
    /// Author lines as written, one entry each ("By JANE DOE and John Roe, Reuters").
    pub bylines: Vec<String>,
    /// The outlet or agency, as written.
    pub source: Option<String>,
    /// Section or desk, as written.
    pub section: Option<String>,
    /// Language tag as stated by the record (`en`, `pt-BR`), unchecked.
    pub lang: Option<String>,
    /// Address of the original page.
    pub url: Option<String>,
    /// Place from the record's own metadata, as written.
    pub location: Option<String>,
    /// Speakers from the record's own metadata, as written.
    pub speakers: Vec<String>,
    /// Names of fields that no rule recognised; counted and reported, never lost silently.
    pub unknown_fields: Vec<String>,
    /// What was found for headline, bylines and source, best first, whether taken or not. Dates stand in `dates`.
    pub considered: Vec<Considered>,
}

/// A date as a record states it, not yet parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawDate {
    /// The words as written, e.g. `Updated 1501 GMT (2301 HKT) September 6, 2017`.
    pub words: String,
    /// Where the words stand.
    pub from: DateFrom,
    /// What the date is said to be.
    pub role: DateRole,
    /// Name of the field, element or line that held it (`article:published_time`, `stamp line`).
    pub field: String,
}

/// What a stated date is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateRole {
    /// First publication.
    Published,
    /// Not said.
    Unknown,
    /// A later revision.
    Updated,
}

/// One published story with what was read out of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// Stable identity, see [`Uid`].
    pub uid: Uid,
    /// Name of the root that the file belongs to.
    pub root: String,
    /// Path relative to the root, with `/` between parts.
    pub path: String,
    /// See [`RawArticle::record`].
    pub record: Option<String>,
    /// The title, or `None` where there is none.
    pub headline: Option<String>,
    /// Persons who wrote it, one name each.
    pub byline: Vec<String>,
    /// The main text; paragraphs are separated by a blank line.
    pub body: String,
    /// Byte length of the lead in `body`: the first paragraph, and the second where the first has under 25 words.
    pub lead_len: usize,
    /// Number of words in `body`.
    pub words: usize,
    /// The outlet or agency.
    pub source: Option<String>,
    /// Section or desk.
    pub section: Option<String>,
    /// ISO 639-1 code of the language, or `None` where it could not be told.
    pub lang: Option<String>,
    /// Address of the original page.
    pub url: Option<String>,
    /// Publication date; `None` is an honest value.
    pub date: Option<ArticleDate>,
    /// Where the story was filed from, or is set in.
    pub place: Option<ArticlePlace>,
    /// Places that the text names, in order of first mention, each once.
    pub mentions: Vec<Mention>,
    /// Everybody who speaks: from metadata first, then from direct quotes in text order; each name once.
    pub speakers: Vec<Speaker>,
    /// Quotes in text order.
    pub quotes: Vec<Quote>,
    /// See [`RawArticle::unknown_fields`].
    pub unknown_fields: Vec<String>,
    /// What was found for headline, byline, source, date and place, taken or not; filled in only where an explanation is asked for.
    pub considered: Vec<Considered>,
}

impl Article {
    /// The opening paragraph(s), a prefix of the body.
    pub fn lead(&self) -> &str {
        &self.body[..self.lead_len]
    }
}

/// Identity of an article, stable across machines and runs: a hash of root name, relative path and record.
///
/// Written as 16 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uid(pub u64);

impl Uid {
    /// Derives the identity of a record.
    pub fn of(root: &str, path: &str, record: Option<&str>) -> Self {
        let mut hasher = xxhash_rust::xxh3::Xxh3::new();
        for part in [root, path, record.unwrap_or_default()] {
            hasher.update(part.as_bytes());
            hasher.update(&[0]);
        }
        hasher.update(&[u8::from(record.is_some())]);
        Self(hasher.digest())
    }
}

impl fmt::Display for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Why a derived value is believed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The words it was read from, as written.
    pub words: String,
    /// Byte range of those words in `Article::body`, where they stand there.
    pub span: Option<Range<usize>>,
    /// Name of the rule that read them (`stamp line`, `agency dateline`, `most named place`).
    pub rule: Cow<'static, str>,
}

/// A publication date: the printed local day, never shifted by a zone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ArticleDate {
    /// The civil day; the first day of its span where the precision is lower.
    pub day: NaiveDate,
    /// Local time of day as printed.
    pub time: Option<NaiveTime>,
    /// Zone as printed (`GMT`, `+08:00`).
    pub zone: Option<String>,
    /// How much of it is known.
    pub precision: Precision,
    /// Where it was read.
    pub from: DateFrom,
    /// Why it is believed.
    pub evidence: Evidence,
}

impl ArticleDate {
    /// Last day of the span that the precision leaves open; equals `day` for exact dates.
    pub fn day_last(&self) -> NaiveDate {
        self.precision.last_day(self.day)
    }
}

/// How much of a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// The year only.
    Year,
    /// Year and month.
    Month,
    /// The civil day.
    Day,
    /// Day and time.
    Minute,
}

impl Precision {
    /// Last day of the year, month or day that begins with `day`.
    pub fn last_day(self, day: NaiveDate) -> NaiveDate {
        use chrono::Datelike;
        let next = match self {
            Self::Year => NaiveDate::from_ymd_opt(day.year() + 1, 1, 1),
            Self::Month if day.month() == 12 => NaiveDate::from_ymd_opt(day.year() + 1, 1, 1),
            Self::Month => NaiveDate::from_ymd_opt(day.year(), day.month() + 1, 1),
            Self::Day | Self::Minute => return day,
        };
        next.and_then(|first| first.pred_opt()).unwrap_or(day)
    }
}

/// Where a date was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateFrom {
    /// A field of the record: JSON, JSON-LD, Open Graph, meta.
    Metadata,
    /// A line or element of the page's visible text.
    Text,
    /// The dateline's day, completed by what else is known.
    Dateline,
    /// The address of the page.
    Url,
    /// The path of the file.
    Path,
}

impl DateFrom {
    /// Its name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::Text => "text",
            Self::Dateline => "dateline",
            Self::Url => "url",
            Self::Path => "path",
        }
    }
}

/// A canonical place beside the words that named it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Name of the city, in English as GeoNames has it.
    pub city: Option<Cow<'static, str>>,
    /// First-level administrative region (state, province, oblast).
    pub region: Option<Cow<'static, str>>,
    /// ISO 3166 alpha-2 code.
    pub country: Option<Cow<'static, str>>,
    /// English name of the continent.
    pub continent: Option<Cow<'static, str>>,
    /// GeoNames id of the most precise level known.
    pub geonames: Option<u32>,
    /// The words as written.
    pub words: String,
    /// Every name under which a search finds this place, folded to lower case without diacritics: the city, the region, the country
    /// (name, short name, adjective, codes) and the continent; each once.
    #[serde(skip)]
    pub names: Names,
}

/// Where a story was filed from, or is set in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ArticlePlace {
    /// The place.
    pub place: Place,
    /// Where it was read.
    pub from: PlaceFrom,
    /// Why it is believed.
    pub evidence: Evidence,
}

/// Where a story's place was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlaceFrom {
    /// A field of the record.
    Metadata,
    /// The dateline: filed from there.
    Dateline,
    /// Inferred from the places that the text names: set in there.
    Text,
}

impl PlaceFrom {
    /// Its name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::Dateline => "dateline",
            Self::Text => "text",
        }
    }
}

/// A place that the text names.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The place; `words` are those of its first mention.
    pub place: Place,
    /// How often it is named.
    pub count: usize,
    /// Byte range of the first mention in `Article::body`.
    pub span: Range<usize>,
}

/// Somebody who speaks in an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The fullest name that the article gives.
    pub name: String,
    /// Where the name was read.
    pub from: SpeakerFrom,
}

/// Where a speaker was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SpeakerFrom {
    /// A field of the record.
    Metadata,
    /// A quote in the text.
    Quote,
}

/// A stretch of speech with its speaker.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// The words, equal to the body's slice at `span`, without the quotation marks.
    pub words: String,
    /// Byte range in `Article::body`.
    pub span: Range<usize>,
    /// Fullest name that the article gives; `None` where unattributed or unnamed.
    pub speaker: Option<String>,
    /// What the speaker is; `None` where unattributed.
    pub speaker_kind: Option<SpeakerKind>,
    /// The speaker's gender as titles, first name and pronouns tell it.
    pub speaker_gender: Option<Gender>,
    /// The speaker's role as written ("Russian President"), also for unnamed speakers ("a spokesman").
    pub role: Option<String>,
    /// The words that tie the quote to its speaker ("said", "according to").
    pub cue: Option<String>,
    /// Direct, mixed or indirect.
    pub kind: QuoteKind,
    /// Name of the rule that attributed it, or that found it where nobody is attributed.
    pub rule: Cow<'static, str>,
    /// How sure the attribution is, 0 to 1.
    pub confidence: f32,
    /// Byte range in `Article::body` of the words that name the speaker for this quote ("he", "the minister", "Putin").
    pub mention: Option<Range<usize>>,
}

/// Grammatical gender by which an article speaks of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gender {
    /// He.
    Male,
    /// She.
    Female,
    /// He by a pronoun alone, which may stand for somebody else.
    PerhapsMale,
    /// She by a pronoun alone.
    PerhapsFemale,
}

/// What a speaker is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SpeakerKind {
    /// A named human being.
    Person,
    /// A body that speaks: ministry, company, agency.
    Organisation,
    /// Only a role or description is known.
    Unnamed,
}

/// How speech is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// A stretch inside quotation marks, whole or partial.
    Direct,
    /// A reported clause that contains a quoted stretch.
    Mixed,
    /// A reported clause.
    Indirect,
}
