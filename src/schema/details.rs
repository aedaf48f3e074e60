//! What is shown but not searched, as JSON in an article's document.
//!
//! `details` is what every hit shows. `evidence` is what only the whole article or one of its quotes needs: places that the text names, and its
//! quotes. An archive has millions of these, so they are lists without names of fields, and spans are distances: small numbers compress well,
//! and a hit does not read them.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::article::{Article, ArticleDate, ArticlePlace, Mention, Names, Place, Quote, QuoteKind, Speaker, SpeakerKind, Uid};

/// An [`Article`] without body, mentions and quotes; read back as an article in which they are empty.
#[derive(Serialize)]
struct Details<'a> {
    uid: Uid,
    root: &'a str,
    path: &'a str,
    record: &'a Option<String>,
    headline: &'a Option<String>,
    byline: &'a [String],
    lead_len: usize,
    words: usize,
    source: &'a Option<String>,
    section: &'a Option<String>,
    lang: &'a Option<String>,
    url: &'a Option<String>,
    date: &'a Option<ArticleDate>,
    place: &'a Option<ArticlePlace>,
    mentions: [(); 0],
    speakers: &'a [Speaker],
    unknown_fields: &'a [String],
}

/// Appends the `details` of an article.
pub(super) fn write_details(article: &Article, json: &mut Vec<u8>) {
    let details = Details {
        uid: article.uid,
        root: &article.root,
        path: &article.path,
        record: &article.record,
        headline: &article.headline,
        byline: &article.byline,
        lead_len: article.lead_len,
        words: article.words,
        source: &article.source,
        section: &article.section,
        lang: &article.lang,
        url: &article.url,
        date: &article.date,
        place: &article.place,
        mentions: [],
        speakers: &article.speakers,
        unknown_fields: &article.unknown_fields,
    };
    write_json(&details, json);
}

/// Reads the article back, without body, mentions and quotes.
///
/// # Errors
/// The text is not what was written.
pub fn read_details(details: &str) -> serde_json::Result<Article> {
    serde_json::from_str(details)
}

/// City, region, country, continent, GeoNames id, words, count, and where it is named first.
#[derive(Serialize, Deserialize)]
struct MentionRow<'a>(Name<'a>, Name<'a>, Name<'a>, Name<'a>, Option<u32>, Cow<'a, str>, usize, Distance);

/// Where it stands, speaker, kind of speaker, role, cue, kind, rule, confidence, and where its speaker is named.
#[derive(Serialize, Deserialize)]
struct QuoteRow<'a>(Distance, Name<'a>, Option<SpeakerKind>, Name<'a>, Name<'a>, QuoteKind, Cow<'a, str>, f32, Option<Distance>);

type Name<'a> = Option<Cow<'a, str>>;

/// Bytes from the beginning of another span to that of this one, and the length of this one.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Distance(i64, usize);

impl Distance {
    fn of(span: &Range<usize>, from: usize) -> Self {
        Self(span.start as i64 - from as i64, span.len())
    }

    fn span(self, from: usize) -> Option<Range<usize>> {
        let start = usize::try_from(self.0.checked_add(i64::try_from(from).ok()?)?).ok()?;
        Some(start..start.checked_add(self.1)?)
    }
}

/// Appends the `evidence` of an article.
pub(super) fn write_evidence(article: &Article, json: &mut Vec<u8>) {
    let mut last = 0;
    let mentions: Vec<MentionRow<'_>> = article
        .mentions
        .iter()
        .map(|Mention { place, count, span }| {
            let from = std::mem::replace(&mut last, span.start);
            let Place { city, region, country, continent, geonames, words, names: _ } = place;
            MentionRow(name(city), name(region), name(country), name(continent), *geonames, words.into(), *count, Distance::of(span, from))
        })
        .collect();
    last = 0;
    let quotes: Vec<QuoteRow<'_>> = article
        .quotes
        .iter()
        .map(|quote| {
            let Quote { words: _, span, speaker, speaker_kind, role, cue, kind, rule, confidence, mention } = quote;
            let from = std::mem::replace(&mut last, span.start);
            let mention = mention.as_ref().map(|mention| Distance::of(mention, span.start));
            QuoteRow(
                Distance::of(span, from),
                name(speaker),
                *speaker_kind,
                name(role),
                name(cue),
                *kind,
                Cow::Borrowed(rule),
                *confidence,
                mention,
            )
        })
        .collect();
    write_json(&(mentions, quotes), json);
}

fn name(name: &Option<impl AsRef<str>>) -> Name<'_> {
    name.as_ref().map(|name| Cow::Borrowed(name.as_ref()))
}

fn owned<T: From<String>>(name: Name<'_>) -> Option<T> {
    name.map(|name| name.into_owned().into())
}

/// Reads mentions and quotes back; `None` where the body has no such stretches.
///
/// # Errors
/// The text is not what was written.
pub fn read_evidence(evidence: &str, body: &str) -> serde_json::Result<Option<(Vec<Mention>, Vec<Quote>)>> {
    let (mentions, quotes): (Vec<MentionRow<'_>>, Vec<QuoteRow<'_>>) = serde_json::from_str(evidence)?;
    Ok(read_mentions(mentions).zip(read_quotes(quotes, body)))
}

fn read_mentions(rows: Vec<MentionRow<'_>>) -> Option<Vec<Mention>> {
    let mut last = 0;
    let read = |MentionRow(city, region, country, continent, geonames, words, count, distance): MentionRow<'_>| {
        let span = distance.span(last)?;
        last = span.start;
        let [city, region, country, continent] = [city, region, country, continent].map(owned);
        let place = Place { city, region, country, continent, geonames, words: words.into_owned(), names: Names::default() };
        Some(Mention { place, count, span })
    };
    rows.into_iter().map(read).collect()
}

fn read_quotes(rows: Vec<QuoteRow<'_>>, body: &str) -> Option<Vec<Quote>> {
    let mut last = 0;
    let read = |QuoteRow(distance, speaker, speaker_kind, role, cue, kind, rule, confidence, mention): QuoteRow<'_>| {
        let span = distance.span(last)?;
        last = span.start;
        let mention = match mention {
            Some(mention) => Some(mention.span(span.start)?),
            None => None,
        };
        let words = body.get(span.clone())?.to_owned();
        let [speaker, role, cue] = [speaker, role, cue].map(owned);
        Some(Quote { words, span, speaker, speaker_kind, role, cue, kind, rule: rule.into_owned().into(), confidence, mention })
    };
    rows.into_iter().map(read).collect()
}

fn write_json(value: &impl Serialize, json: &mut Vec<u8>) {
    let from = json.len();
    if serde_json::to_writer(&mut *json, value).is_err() {
        json.truncate(from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    fn mention(words: &str, span: Range<usize>) -> Mention {
        let place = Place { city: Some(words.to_owned().into()), country: Some("AT".into()), words: words.into(), ..Place::default() };
        Mention { place, count: 2, span }
    }

    fn quote(body: &str, words: &str, mention: Option<&str>) -> Quote {
        let find = |words: &str| body.find(words).map(|start| start..start + words.len()).unwrap();
        Quote {
            words: words.into(),
            span: find(words),
            speaker: Some("Anna Keller".into()),
            speaker_kind: Some(SpeakerKind::Person),
            role: None,
            cue: Some("said".into()),
            kind: QuoteKind::Mixed,
            rule: "quote-name-verb".into(),
            confidence: 0.85,
            mention: mention.map(find),
        }
    }

    fn article() -> Article {
        let body = "VIENNA (Northwire) - Anna Keller left Geneva. “We leave,” she said.

“Not yet,” said the host.";
        let head = r#"{"uid":"00000000000000ff","root":"news","path":"a.txt","record":null,"headline":"Talks fail","byline":[],"lead_len":70,
            "words":14,"source":null,"section":null,"lang":"en","url":null,"date":null,"place":null,"mentions":[],"speakers":[]}"#;
        Article {
            body: body.into(),
            mentions: vec![mention("VIENNA", 0..6), mention("Geneva", 38..44)],
            quotes: vec![quote(body, "We leave,", Some("Anna Keller")), quote(body, "Not yet,", None)],
            ..read_details(head).unwrap()
        }
    }

    fn written(write: fn(&Article, &mut Vec<u8>), article: &Article) -> String {
        let mut json = Vec::new();
        write(article, &mut json);
        String::from_utf8(json).unwrap()
    }

    #[test]
    fn what_is_written_is_read_back() {
        let article = article();
        let (mentions, quotes) = read_evidence(&written(write_evidence, &article), &article.body).unwrap().unwrap();
        assert_eq!(mentions, article.mentions);
        assert_eq!(quotes, article.quotes);
        let read = read_details(&written(write_details, &article)).unwrap();
        assert_eq!((read.uid, read.headline, read.lead_len), (article.uid, article.headline.clone(), article.lead_len));
        assert!(read.body.is_empty() && read.quotes.is_empty() && read.mentions.is_empty());
    }

    #[test]
    fn a_body_that_does_not_hold_the_quotes_is_told() {
        let article = article();
        assert!(read_evidence(&written(write_evidence, &article), "short").unwrap().is_none());
        let far = format!("[[],[[[{},{}],null,null,null,null,\"direct\",\"\",0.5,null]]]", i64::MAX, u64::MAX);
        assert!(read_evidence(&far, "short").unwrap().is_none());
        assert!(read_evidence("[]", "short").is_err());
    }
}
