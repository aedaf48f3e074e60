//! One article as JSON: the contract that `extract` and `show --json` print and other programs read.
//!
//! Spans are byte ranges inside and Unicode characters here; one pass over the body turns all of them. What is written many times, places and
//! quotes, is made while it is written.

use std::io;
use std::ops::Range;

use chrono::{NaiveDate, NaiveTime};
use serde::{Serialize, Serializer};

use super::json::push_json;
use super::{JSON_FORMAT, Reason};
use crate::article::{
    Article, ArticleDate, ArticlePlace, Considered, DateFrom, Evidence, Mention, Place, PlaceFrom, Precision, Quote, QuoteKind, Speaker,
    SpeakerKind,
};
use crate::block::Block;
use crate::results::Marks;

/// Appends the article to `out` as one line of JSON without its line break.
///
/// With `explain` every derived value carries the evidence for it, and every quote the reason in words; `marks` are added as they are.
///
/// # Errors
/// None that is known: it would be one of writing JSON.
pub fn write_contract(article: &Article, explain: Option<Reason>, marks: Option<&Marks>, out: &mut Vec<u8>) -> io::Result<()> {
    let body = Characters::of(&article.body);
    push_json(&Contract { marks, ..Contract::of(article, explain, &body) }, out)
}

/// The article as its JSON keys have it.
#[derive(Serialize)]
struct Contract<'a> {
    format: u32,
    id: String,
    root: &'a str,
    path: &'a str,
    record: Option<&'a str>,
    headline: Option<&'a str>,
    byline: &'a [String],
    source: Option<&'a str>,
    section: Option<&'a str>,
    lang: Option<&'a str>,
    url: Option<&'a str>,
    date: Option<Date<'a>>,
    place: Option<FiledFrom<'a>>,
    speakers: &'a [Speaker],
    mentions: Mentions<'a>,
    words: usize,
    body: &'a str,
    quotes: Quotes<'a>,
    unknown_fields: &'a [String],
    /// What was found for each value, taken or not.
    #[serde(skip_serializing_if = "<[Considered]>::is_empty")]
    considered: &'a [Considered],
    #[serde(skip_serializing_if = "Option::is_none")]
    marks: Option<&'a Marks>,
}

#[derive(Serialize)]
struct Date<'a> {
    day: NaiveDate,
    time: Option<NaiveTime>,
    zone: Option<&'a str>,
    precision: Precision,
    from: DateFrom,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Proof<'a>>,
}

/// A place has its levels written out in each, because members are written fastest under names that the program knows.
#[derive(Serialize)]
struct FiledFrom<'a> {
    city: Option<&'a str>,
    region: Option<&'a str>,
    country: Option<&'a str>,
    continent: Option<&'a str>,
    geonames: Option<u32>,
    words: &'a str,
    from: PlaceFrom,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Proof<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    city: Option<&'a str>,
    region: Option<&'a str>,
    country: Option<&'a str>,
    continent: Option<&'a str>,
    geonames: Option<u32>,
    words: &'a str,
    count: usize,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Said<'a> {
    words: &'a str,
    start: usize,
    end: usize,
    speaker: Option<&'a str>,
    speaker_kind: Option<SpeakerKind>,
    role: Option<&'a str>,
    cue: Option<&'a str>,
    kind: QuoteKind,
    rule: &'a str,
    confidence: f32,
    /// The words that name the speaker for this quote.
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Proof<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

#[derive(Serialize)]
struct Proof<'a> {
    words: &'a str,
    start: Option<usize>,
    end: Option<usize>,
    rule: &'a str,
}

/// The places that the text names.
struct Mentions<'a> {
    all: &'a [Mention],
    body: &'a Characters<'a>,
}

impl Serialize for Mentions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.all.iter().map(|mention| mention_of(mention, self.body)))
    }
}

/// What is said in the text.
struct Quotes<'a> {
    all: &'a [Quote],
    explain: Option<Reason>,
    body: &'a Characters<'a>,
}

impl Serialize for Quotes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.all.iter().map(|quote| quote_of(quote, self.explain, self.body)))
    }
}

impl<'a> Contract<'a> {
    /// The article under its JSON keys; `explain` adds evidence and reasons.
    fn of(article: &'a Article, explain: Option<Reason>, body: &'a Characters<'a>) -> Self {
        Self {
            format: JSON_FORMAT,
            id: article.uid.to_string(),
            root: &article.root,
            path: &article.path,
            record: article.record.as_deref(),
            headline: article.headline.as_deref(),
            byline: &article.byline,
            source: article.source.as_deref(),
            section: article.section.as_deref(),
            lang: article.lang.as_deref(),
            url: article.url.as_deref(),
            date: article.date.as_ref().map(|date| date_of(date, explain.is_some(), body)),
            place: article.place.as_ref().map(|place| place_of(place, explain.is_some(), body)),
            speakers: &article.speakers,
            mentions: Mentions { all: &article.mentions, body },
            words: article.words,
            body: &article.body,
            quotes: Quotes { all: &article.quotes, explain, body },
            unknown_fields: &article.unknown_fields,
            considered: if explain.is_some() { &article.considered } else { &[] },
            marks: None,
        }
    }
}

fn date_of<'a>(date: &'a ArticleDate, explain: bool, body: &Characters<'_>) -> Date<'a> {
    let ArticleDate { day, time, zone, precision, from, evidence } = date;
    let evidence = explain.then(|| proof(evidence, body));
    Date { day: *day, time: time.map(whole_seconds), zone: zone.as_deref(), precision: *precision, from: *from, evidence }
}

/// The contract says `HH:MM:SS`, so fractions are dropped.
fn whole_seconds(time: NaiveTime) -> NaiveTime {
    chrono::Timelike::with_nanosecond(&time, 0).unwrap_or(time)
}

fn place_of<'a>(place: &'a ArticlePlace, explain: bool, body: &Characters<'_>) -> FiledFrom<'a> {
    let evidence = explain.then(|| proof(&place.evidence, body));
    let Place { city, region, country, continent, geonames, words, names: _ } = &place.place;
    FiledFrom {
        city: city.as_deref(),
        region: region.as_deref(),
        country: country.as_deref(),
        continent: continent.as_deref(),
        geonames: *geonames,
        words,
        from: place.from,
        evidence,
    }
}

fn mention_of<'a>(mention: &'a Mention, body: &Characters<'_>) -> Named<'a> {
    let (start, end) = body.span(&mention.span);
    let Place { city, region, country, continent, geonames, words, names: _ } = &mention.place;
    Named {
        city: city.as_deref(),
        region: region.as_deref(),
        country: country.as_deref(),
        continent: continent.as_deref(),
        geonames: *geonames,
        words,
        count: mention.count,
        start,
        end,
    }
}

fn quote_of<'a>(quote: &'a Quote, explain: Option<Reason>, body: &Characters<'a>) -> Said<'a> {
    let (start, end) = body.span(&quote.span);
    let evidence = quote.mention.as_ref().filter(|_| explain.is_some()).map(|mention| {
        let (start, end) = body.span(mention);
        let words = body.text.get(mention.clone()).unwrap_or_default();
        Proof { words, start: Some(start), end: Some(end), rule: &quote.rule }
    });
    Said {
        words: &quote.words,
        start,
        end,
        speaker: quote.speaker.as_deref(),
        speaker_kind: quote.speaker_kind,
        role: quote.role.as_deref(),
        cue: quote.cue.as_deref(),
        kind: quote.kind,
        rule: &quote.rule,
        confidence: quote.confidence,
        evidence,
        reason: explain.map(|reason| reason(quote, body.text)),
    }
}

fn proof<'a>(evidence: &'a Evidence, body: &Characters<'_>) -> Proof<'a> {
    let span = evidence.span.as_ref().map(|span| body.span(span));
    Proof { words: &evidence.words, start: span.map(|(start, _)| start), end: span.map(|(_, end)| end), rule: &evidence.rule }
}

/// Counts the characters before a byte.
struct Characters<'a> {
    text: &'a str,
    /// For each block how many begin before it, and which of its bytes begin one; none for ASCII.
    notes: Vec<(usize, u64)>,
}

impl<'a> Characters<'a> {
    fn of(text: &'a str) -> Self {
        let mut notes = Vec::new();
        if !text.is_ascii() {
            notes.reserve_exact(text.len() / Block::SIZE + 2);
            let mut before = 0;
            for chunk in text.as_bytes().chunks(Block::SIZE) {
                let inner = Block::of(chunk, 0).bits(|lane| lane.is_within(0x80, 0xbf));
                notes.push((before, !inner));
                before += (!inner).count_ones() as usize;
            }
            // For the end of the text, where the last block is full.
            notes.push((before, u64::MAX));
        }
        Self { text, notes }
    }

    fn before(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let passed = (1 << (byte % Block::SIZE)) - 1;
        self.notes.get(byte / Block::SIZE).map_or(byte, |&(before, begins)| before + (begins & passed).count_ones() as usize)
    }

    fn span(&self, bytes: &Range<usize>) -> (usize, usize) {
        (self.before(bytes.start), self.before(bytes.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn characters_are_counted_as_chars_counts_them(text in "(\\PC|é|東|\\x00){0,700}") {
            let body = Characters::of(&text);
            for (byte, _) in text.char_indices() {
                prop_assert_eq!(body.before(byte), text[..byte].chars().count());
            }
            prop_assert_eq!(body.before(text.len()), text.chars().count());
            prop_assert_eq!(body.before(usize::MAX), text.chars().count());
        }
    }
}
