//! [`Article`] to document, and what an index remembers of a file.
//!
//! A document is a list of values by field. Quotes are rows of their article's document: what they carry are fields with one value for each
//! of them, in the order of the text, so that the n-th values of all of them are of the n-th quote. What is shown but not searched travels as
//! JSON.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::details::{details, evidence};
use super::{DocumentKind, Field, IndexSchema};
use crate::analysis::cut::{write_breaks, write_cut, write_uncut};
use crate::analysis::language::Language;
use crate::analysis::segment::{Segments, Token};
use crate::analysis::tokenizer::{PART, name_positions};
use crate::article::{Article, ArticlePlace, QuoteKind, SpeakerKind, Uid};

/// Values by field, in no particular order; a field may occur more than once where the schema says `many`.
#[derive(Debug, Default)]
pub struct Document {
    /// Place of the field in the declaration, and the value.
    pub values: Vec<(usize, Value)>,
}

/// A value of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text, keyword, name or JSON.
    Text(String),
    /// One of a few keywords.
    Word(&'static str),
    /// Day or number.
    Number(i64),
    /// Opaque number.
    Id(u64),
}

/// Fills a document by field names.
struct Builder {
    schema: &'static IndexSchema,
    document: Document,
}

impl Builder {
    /// Room for so many values, and those of an article without quotes.
    fn with_capacity(values: usize) -> Self {
        let values = values + 40;
        Self { schema: IndexSchema::get(), document: Document { values: Vec::with_capacity(values) } }
    }

    /// The document, with the names of the fields that can be asked for by `has:`.
    fn finish(mut self) -> Document {
        let mut fields: Vec<usize> = self.document.values.iter().map(|(field, _)| *field).collect();
        fields.sort_unstable();
        fields.dedup();
        let declared = self.schema.fields();
        let is_own = |field: &Field| field.query && field.on.contains(&DocumentKind::Article);
        let own = fields.into_iter().map(|field| &declared[field]).filter(|field| is_own(field));
        self.joined("has", own.map(|field| field.name.as_str()));
        self.document
    }

    fn put(&mut self, field: &'static str, value: Value) {
        let place = self.schema.place(field);
        debug_assert!(place.is_some(), "{field} is declared");
        if let Some(place) = place {
            self.document.values.push((place, value));
        }
    }

    fn text(&mut self, field: &'static str, value: &str) {
        self.put(field, Value::Text(value.to_owned()));
    }

    fn some(&mut self, field: &'static str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(field, value);
        }
    }

    fn each<'a>(&mut self, field: &'static str, values: impl IntoIterator<Item = &'a str>) {
        for value in values {
            self.text(field, value);
        }
    }

    /// Whole values of a field that is searched but not read back: one string, parted by [`PART`].
    fn joined<'a>(&mut self, field: &'static str, values: impl IntoIterator<Item = &'a str>) {
        let mut joined = String::new();
        for value in values {
            if !joined.is_empty() {
                joined.push(PART);
            }
            match value.contains(PART) {
                true => joined.extend(value.chars().map(|c| if c == PART { ' ' } else { c })),
                false => joined.push_str(value),
            }
        }
        if !joined.is_empty() {
            self.put(field, Value::Text(joined));
        }
    }

    /// Running text, with the mark of its language in front.
    fn news(&mut self, field: &'static str, value: &str, language: Language) {
        let mut marked = String::with_capacity(value.len() + 4);
        marked.push(language.mark());
        write_uncut(value, &mut marked);
        self.put(field, Value::Text(marked));
    }

    /// Running text that has been cut into words.
    fn cut_news(&mut self, field: &'static str, value: &str, tokens: &[Token], language: Language) {
        let mut marked = language.mark().to_string();
        write_cut(value, tokens, &mut marked);
        self.put(field, Value::Text(marked));
    }

    fn number(&mut self, field: &'static str, value: usize) {
        self.put(field, Value::Number(i64::try_from(value).unwrap_or(i64::MAX)));
    }
}

/// Identity of a file in an index: a hash of root name and path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileKey(pub u64);

impl FileKey {
    /// Derives the key of a file.
    pub fn of(root: &str, path: &str) -> Self {
        Self(Uid::of(root, path, None).0)
    }
}

/// What an index remembers of a file of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// Name of the root.
    pub root: String,
    /// Path relative to the root.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// Time of last change, in nanoseconds since 1970.
    pub modified: i64,
    /// Hash of the content as stored.
    pub hash: u64,
    /// Articles read from it.
    pub articles: usize,
    /// What was left out of it: the record (empty for the whole file), a tab, and the reason.
    pub skipped: Vec<String>,
}

impl FileRow {
    /// Time of change of files that could not be read, or not to their end: no file has it, so the next run tries again.
    pub const UNREAD: i64 = i64::MIN;

    /// Whether the file could not be read to its end.
    pub fn is_unread(&self) -> bool {
        self.modified == Self::UNREAD
    }

    /// The row's key.
    pub fn key(&self) -> FileKey {
        FileKey::of(&self.root, &self.path)
    }
}

/// The document of a file row.
pub fn file_document(row: &FileRow) -> Document {
    let mut document = Builder::with_capacity(0);
    document.put("kind", Value::Word("file"));
    document.put("file", Value::Id(row.key().0));
    document.text("root", &row.root);
    document.text("path", &row.path);
    document.put("size", Value::Number(row.size.cast_signed()));
    document.put("modified", Value::Number(row.modified));
    document.put("hash", Value::Number(row.hash.cast_signed()));
    document.number("articles", row.articles);
    document.each("skipped", row.skipped.iter().map(String::as_str));
    document.document
}

/// The document of an article; `segments` are those of its body.
pub fn article_document(article: &Article, segments: &Segments) -> Document {
    let language = Language::from_code(article.lang.as_deref());
    let mut document = Builder::with_capacity(article.quotes.len() * 5);
    document.put("kind", Value::Word("article"));
    filterable(&mut document, article);
    if let Some(headline) = &article.headline {
        document.news("headline", headline, language);
    }
    if !article.body.is_empty() {
        // The lead opens the body.
        let words = segments.tokens.partition_point(|token| token.end as usize <= article.lead().len());
        document.cut_news("lead", article.lead(), &segments.tokens[..words], language);
        document.cut_news("body", &article.body, &segments.tokens, language);
        document.put("written", Value::Text(written(&article.body, language)));
        document.put("breaks", Value::Text(write_breaks(segments)));
    }
    rows(&mut document, article, &segments.tokens);
    document.number("words", article.words);
    document.number("quote", article.quotes.iter().filter(|quote| quote.kind == QuoteKind::Direct).count());
    if let Some(place) = &article.place {
        document.put("filed", Value::Text(filed(place)));
    }
    document.put("details", Value::Text(details(article)));
    document.put("evidence", Value::Text(evidence(article)));
    document.finish()
}

/// The body as it is stored.
fn written(body: &str, language: Language) -> String {
    let mut written = String::with_capacity(body.len() + 3);
    written.push(language.mark());
    written.push_str(body);
    written
}

/// The quotes of an article, and whom they have as speakers.
fn rows(document: &mut Builder, article: &Article, tokens: &[Token]) {
    let (mut speakers, mut roles) = (Listed::default(), Listed::default());
    for speaker in &article.speakers {
        speakers.ordinal(&speaker.name);
    }
    let mut persons = FxHashSet::default();
    for quote in &article.quotes {
        let said = words_between(tokens, &quote.span);
        document.number("said_from", said.start);
        document.number("said_words", said.len());
        document.put("speech", Value::Word(speech(quote.kind)));
        let speaker = quote.speaker.as_deref().map_or(0, |name| speakers.ordinal(name));
        document.number("speaker_at", speaker);
        if quote.speaker_kind == Some(SpeakerKind::Person) {
            persons.insert(speaker);
        }
        document.number("role_at", quote.role.as_deref().map_or(0, |role| roles.ordinal(role)));
    }
    for (name, ordinal) in speakers.values.iter().zip(1..) {
        document.text("speaker", name);
        document.number("speaker_words", name_positions(name));
        document.number("speaker_person", usize::from(persons.contains(&ordinal)));
    }
    for role in roles.values {
        document.text("role", role);
        document.number("role_words", name_positions(role));
    }
}

/// Values, each once, in the order in which they were met.
#[derive(Default)]
struct Listed<'a> {
    values: Vec<&'a str>,
    ordinals: FxHashMap<&'a str, usize>,
}

impl<'a> Listed<'a> {
    /// The place of a value, from 1.
    fn ordinal(&mut self, value: &'a str) -> usize {
        *self.ordinals.entry(value).or_insert_with(|| {
            self.values.push(value);
            self.values.len()
        })
    }
}

/// Indices of the words that begin between two bytes.
fn words_between(tokens: &[Token], bytes: &Range<usize>) -> Range<usize> {
    let first = tokens.partition_point(|token| (token.start as usize) < bytes.start);
    let words = tokens[first..].partition_point(|token| (token.start as usize) < bytes.end);
    first..first + words
}

/// Fields by which articles are filtered.
fn filterable(document: &mut Builder, article: &Article) {
    document.put("file", Value::Id(FileKey::of(&article.root, &article.path).0));
    document.put("uid", Value::Id(article.uid.0));
    document.each("byline", article.byline.iter().map(String::as_str));
    document.some("source", article.source.as_deref());
    document.some("section", article.section.as_deref());
    document.some("lang", article.lang.as_deref());
    document.some("url", article.url.as_deref());
    document.text("root", &article.root);
    document.text("path", &article.path);
    if let Some(place) = &article.place {
        document.joined("place", place.place.names.iter().map(String::as_str));
    }
    let mut met = FxHashSet::default();
    let names = article.mentions.iter().flat_map(|mention| &mention.place.names).map(String::as_str);
    document.joined("mentions", names.filter(|&name| met.insert(name)));
    if let Some(date) = &article.date {
        document.put("date", Value::Number(day_number(date.day)));
        if date.day_last() != date.day {
            document.put("day_last", Value::Number(day_number(date.day_last())));
        }
    }
}

/// A civil day as the number YYYYMMDD.
pub fn day_number(day: chrono::NaiveDate) -> i64 {
    use chrono::Datelike;
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

/// The civil day of a number YYYYMMDD.
pub fn number_day(number: i64) -> Option<chrono::NaiveDate> {
    let year = i32::try_from(number / 10_000).ok()?;
    let (month, day) = (number / 100 % 100, number % 100);
    chrono::NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// The value of `speech` for a kind of quote.
pub fn speech(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Mixed => "mixed",
        QuoteKind::Indirect => "indirect",
    }
}

fn filed(place: &ArticlePlace) -> String {
    let place = &place.place;
    let level = |name: &Option<String>| name.clone().unwrap_or_default();
    [level(&place.city), level(&place.region), level(&place.country), level(&place.continent)].join("\t")
}
