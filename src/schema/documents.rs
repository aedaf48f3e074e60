//! [`Article`] to document, and what an index remembers of a file.
//!
//! A document is a list of values by field. Quotes are rows of their article's document: what they carry are fields with one value for each
//! of them, in the order of the text, so that the n-th values of all of them are of the n-th quote. What is shown but not searched is named only:
//! each engine keeps it in a form of its own.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::standing::Standing;
use super::{DocumentKind, Field, IndexSchema};
use crate::analysis::breaks::{sentence_bits, write_breaks};
use crate::analysis::language::Language;
use crate::analysis::segment::{Segments, Token};
use crate::analysis::tokenizer::{PART, name_positions};
use crate::article::{Article, ArticlePlace, QuoteKind, Uid};

/// Values by field, in no particular order; a field may occur more than once where the schema says `many`.
///
/// All its texts stand in one string, so that a document is made and read without looking for memory, and one document after the other is made
/// in the same memory (see [`DocumentMaker`]).
#[derive(Debug, Default)]
pub struct Document {
    text: String,
    /// Place of the field in the declaration, and the value.
    values: Vec<(usize, Held)>,
}

/// A value of a document as the document holds it.
#[derive(Debug, Clone)]
enum Held {
    /// Bytes of the document's text.
    Text(Range<usize>),
    Given(Value<'static>),
}

/// A value of a document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// Text, keyword or name.
    Text(&'a str),
    /// Day or number.
    Number(i64),
    /// Opaque number.
    Id(u64),
    /// The first words of the article's body, which is not copied into the document: who reads the document has the article at hand.
    Opening {
        /// How many.
        words: u32,
        /// Whose words they are.
        language: Language,
    },
    /// The names of the article's place, which are not copied either.
    Place,
    /// The names of the places that the article names, each once.
    Mentions,
    /// The article's body as it is, likewise.
    Body,
    /// What every hit shows of the article, in whatever form the engine keeps it: see [`details`](super::details).
    Details,
    /// Its mentions and quotes: see [`findings`](super::findings).
    Findings,
}

impl Document {
    /// Places of fields in the declaration, and their values.
    pub fn values(&self) -> Values<'_> {
        Values { text: &self.text, rest: self.values.iter() }
    }
}

/// The values of a document; see [`Document::values`].
#[derive(Debug, Clone)]
pub struct Values<'a> {
    text: &'a str,
    rest: std::slice::Iter<'a, (usize, Held)>,
}

impl<'a> Iterator for Values<'a> {
    type Item = (usize, Value<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let (place, held) = self.rest.next()?;
        let value = match held {
            Held::Text(bytes) => Value::Text(&self.text[bytes.clone()]),
            Held::Given(value) => *value,
        };
        Some((*place, value))
    }
}

/// Makes documents.
#[derive(Debug, Default)]
pub struct DocumentMaker {
    /// Places of the fields that the document has.
    fields: Vec<usize>,
}

impl DocumentMaker {
    /// Makes `document` that of a file row.
    pub fn write_file(&mut self, row: &FileRow, document: &mut Document) {
        let mut document = Builder::within(document, self);
        document.put("kind", Value::Text("file"));
        document.put("file", Value::Id(row.key().0));
        document.text("root", &row.root);
        document.text("path", &row.path);
        document.put("size", Value::Number(row.size.cast_signed()));
        document.put("modified", Value::Number(row.modified));
        document.put("hash", Value::Number(row.hash.cast_signed()));
        document.number("articles", row.articles);
        document.each("skipped", row.skipped.iter().map(String::as_str));
    }

    /// Makes `document` that of an article; `segments` are those of the article's body.
    pub fn write_article(&mut self, article: &Article, segments: &Segments, document: &mut Document) {
        let language = Language::from_code(article.lang.as_deref());
        let mut document = Builder::within(document, self);
        document.put("kind", Value::Text("article"));
        filterable(&mut document, article);
        if let Some(headline) = &article.headline {
            document.news("headline", headline, language);
        }
        if !article.body.is_empty() {
            // The lead opens the body.
            let words = segments.tokens.partition_point(|token| token.end as usize <= article.lead().len());
            document.put("lead", Value::Opening { words: words as u32, language });
            document.put("body", Value::Opening { words: segments.tokens.len() as u32, language });
            document.put("written", Value::Body);
            document.write("breaks", |out| write_breaks(segments, out));
            for bits in sentence_bits(segments) {
                document.put("sentences", Value::Number(bits.cast_signed()));
            }
        }
        rows(&mut document, article, &segments.tokens);
        document.number("words", article.words);
        document.number("quote", article.quotes.iter().filter(|quote| quote.kind == QuoteKind::Direct).count());
        if let Some(place) = &article.place {
            document.write("filed", |out| filed(place, out));
        }
        document.put("details", Value::Details);
        document.put("evidence", Value::Findings);
        document.finish();
    }
}

/// Fills a document by field names.
struct Builder<'m> {
    schema: &'static IndexSchema,
    document: &'m mut Document,
    maker: &'m mut DocumentMaker,
}

impl<'m> Builder<'m> {
    fn within(document: &'m mut Document, maker: &'m mut DocumentMaker) -> Self {
        document.text.clear();
        document.values.clear();
        Self { schema: IndexSchema::get(), document, maker }
    }

    /// Adds the names of the fields that can be asked for by `has:`.
    fn finish(mut self) {
        let mut fields = std::mem::take(&mut self.maker.fields);
        fields.clear();
        fields.extend(self.document.values.iter().map(|(field, _)| *field));
        fields.sort_unstable();
        fields.dedup();
        let declared = self.schema.fields();
        let is_own = |field: &Field| field.query && field.on.contains(&DocumentKind::Article);
        let own = fields.iter().map(|&field| &declared[field]).filter(|field| is_own(field));
        self.joined("has", own.map(|field| field.name.as_str()));
        self.maker.fields = fields;
    }

    fn put(&mut self, field: &'static str, value: Value<'static>) {
        self.hold(field, Held::Given(value));
    }

    fn hold(&mut self, field: &'static str, value: Held) {
        let place = self.schema.place(field);
        debug_assert!(place.is_some(), "{field} is declared");
        if let Some(place) = place {
            self.document.values.push((place, value));
        }
    }

    /// A text that `write` appends to the document's.
    fn write(&mut self, field: &'static str, write: impl FnOnce(&mut String)) {
        let from = self.document.text.len();
        write(&mut self.document.text);
        self.hold(field, Held::Text(from..self.document.text.len()));
    }

    fn text(&mut self, field: &'static str, value: &str) {
        self.write(field, |out| out.push_str(value));
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
        let mut values = values.into_iter().peekable();
        if values.peek().is_none() {
            return;
        }
        self.write(field, |out| {
            let from = out.len();
            for value in values {
                if out.len() > from {
                    out.push(PART);
                }
                match value.contains(PART) {
                    true => out.extend(value.chars().map(|c| if c == PART { ' ' } else { c })),
                    false => out.push_str(value),
                }
            }
        });
    }

    /// Running text, with the mark of its language in front.
    fn news(&mut self, field: &'static str, value: &str, language: Language) {
        self.write(field, |out| {
            out.push(language.mark());
            out.push_str(value);
        });
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

/// The quotes of an article, and whom they have as speakers.
fn rows(document: &mut Builder<'_>, article: &Article, tokens: &[Token]) {
    let (mut speakers, mut roles) = (Listed::default(), Listed::default());
    for speaker in &article.speakers {
        speakers.ordinal(&speaker.name);
    }
    let mut standings: Vec<Standing> = Vec::new();
    for quote in &article.quotes {
        let said = words_between(tokens, &quote.span);
        document.number("said_from", said.start);
        document.number("said_words", said.len());
        document.put("speech", Value::Text(speech(quote.kind)));
        document.put("confidence", Value::Number((f64::from(quote.confidence) * 100.0).round() as i64));
        let speaker = quote.speaker.as_deref().map_or(0, |name| speakers.ordinal(name));
        document.number("speaker_at", speaker);
        if let Some(place) = speaker.checked_sub(1) {
            standings.resize(standings.len().max(speaker), Standing::default());
            standings[place].add(Standing::of(quote));
        }
        document.number("role_at", quote.role.as_deref().map_or(0, |role| roles.ordinal(role)));
    }
    standings.resize(speakers.values.len(), Standing::default());
    for (name, standing) in speakers.values.iter().zip(standings) {
        document.text("speaker", name);
        document.number("speaker_words", name_positions(name));
        document.put("speaker_person", Value::Number(standing.number()));
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
fn filterable(document: &mut Builder<'_>, article: &Article) {
    document.put("file", Value::Id(FileKey::of(&article.root, &article.path).0));
    document.put("uid", Value::Id(article.uid.0));
    document.each("byline", article.byline.iter().map(String::as_str));
    document.some("source", article.source.as_deref());
    document.some("section", article.section.as_deref());
    document.some("lang", article.lang.as_deref());
    document.some("url", article.url.as_deref());
    document.text("root", &article.root);
    document.text("path", &article.path);
    if article.place.as_ref().is_some_and(|place| place.place.names.first().is_some()) {
        document.put("place", Value::Place);
    }
    if article.mentions.iter().any(|mention| mention.place.names.first().is_some()) {
        document.put("mentions", Value::Mentions);
    }
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

fn filed(place: &ArticlePlace, out: &mut String) {
    let place = &place.place;
    for (i, level) in [&place.city, &place.region, &place.country, &place.continent].into_iter().enumerate() {
        if i > 0 {
            out.push('\t');
        }
        out.push_str(level.as_deref().unwrap_or_default());
    }
}
