//! What is shown but not searched, as rows that any serde format can hold.
//!
//! [`Details`] is what every hit shows. [`Findings`] is what only the whole article or one of its quotes needs: places that the text names, and
//! its quotes. An archive has millions of these, so names that recur within an article are written once and counted from then on, and
//! spans are distances: small numbers take little room, and a hit does not read them.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::article::{Article, ArticleDate, ArticlePlace, Mention, Names, Place, Quote, QuoteKind, Speaker, SpeakerKind, Uid};

/// An [`Article`] without body, mentions and quotes.
#[derive(Debug, Serialize, Deserialize)]
pub struct Details<'a> {
    uid: u64,
    root: Cow<'a, str>,
    path: Cow<'a, str>,
    record: Cow<'a, Option<String>>,
    headline: Cow<'a, Option<String>>,
    byline: Cow<'a, [String]>,
    lead_len: usize,
    words: usize,
    source: Cow<'a, Option<String>>,
    section: Cow<'a, Option<String>>,
    lang: Cow<'a, Option<String>>,
    url: Cow<'a, Option<String>>,
    date: Cow<'a, Option<ArticleDate>>,
    place: Cow<'a, Option<ArticlePlace>>,
    speakers: Cow<'a, [Speaker]>,
    unknown_fields: Cow<'a, [String]>,
}

impl<'a> Details<'a> {
    /// Those of an article.
    pub fn of(article: &'a Article) -> Self {
        Self {
            uid: article.uid.0,
            root: Cow::Borrowed(&article.root),
            path: Cow::Borrowed(&article.path),
            record: Cow::Borrowed(&article.record),
            headline: Cow::Borrowed(&article.headline),
            byline: Cow::Borrowed(&article.byline),
            lead_len: article.lead_len,
            words: article.words,
            source: Cow::Borrowed(&article.source),
            section: Cow::Borrowed(&article.section),
            lang: Cow::Borrowed(&article.lang),
            url: Cow::Borrowed(&article.url),
            date: Cow::Borrowed(&article.date),
            place: Cow::Borrowed(&article.place),
            speakers: Cow::Borrowed(&article.speakers),
            unknown_fields: Cow::Borrowed(&article.unknown_fields),
        }
    }

    /// The article, without body, mentions and quotes.
    pub fn into_article(self) -> Article {
        Article {
            uid: Uid(self.uid),
            root: self.root.into_owned(),
            path: self.path.into_owned(),
            record: self.record.into_owned(),
            headline: self.headline.into_owned(),
            byline: self.byline.into_owned(),
            body: String::new(),
            lead_len: self.lead_len,
            words: self.words,
            source: self.source.into_owned(),
            section: self.section.into_owned(),
            lang: self.lang.into_owned(),
            url: self.url.into_owned(),
            date: self.date.into_owned(),
            place: self.place.into_owned(),
            mentions: Vec::new(),
            speakers: self.speakers.into_owned(),
            quotes: Vec::new(),
            unknown_fields: self.unknown_fields.into_owned(),
            considered: Vec::new(),
        }
    }
}

/// Mentions and quotes of an [`Article`].
///
/// What is likely to recur in other articles stands together as it does there, which is what a dictionary knows it by: a place with all its
/// levels, a rule with its confidence.
#[derive(Debug, Serialize, Deserialize)]
pub struct Findings<'a> {
    #[serde(borrow)]
    places: Vec<PlaceRow<'a>>,
    #[serde(borrow)]
    manners: Vec<Manner<'a>>,
    /// Speakers, roles and cues that the rows count: the n-th is number n + 1, and 0 is none.
    #[serde(borrow)]
    names: Vec<Cow<'a, str>>,
    mentions: Vec<MentionRow>,
    quotes: Vec<QuoteRow>,
}

type Name<'a> = Option<Cow<'a, str>>;

/// City, region, country, continent, GeoNames id, and the words where they are not the city's name.
#[derive(Debug, Serialize, Deserialize)]
struct PlaceRow<'a>(
    #[serde(borrow)] Name<'a>,
    #[serde(borrow)] Name<'a>,
    #[serde(borrow)] Name<'a>,
    #[serde(borrow)] Name<'a>,
    Option<u32>,
    #[serde(borrow)] Name<'a>,
);

/// Of the place of the same number: where it is named first, and how often.
#[derive(Debug, Serialize, Deserialize)]
struct MentionRow(Distance, usize);

/// How quotes are made and attributed: kind, kind of speaker, rule, confidence.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Manner<'a>(QuoteKind, Option<SpeakerKind>, #[serde(borrow)] Cow<'a, str>, f32);

/// Where it stands, speaker, role, cue, manner (counted from 0), and where its speaker is named.
#[derive(Debug, Serialize, Deserialize)]
struct QuoteRow(Distance, usize, usize, usize, usize, Option<Distance>);

/// Bytes from the end of another span to the beginning of this one, and the length of this one.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
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

/// Names on their way into [`Findings`].
#[derive(Default)]
struct Listing<'a> {
    names: Vec<Cow<'a, str>>,
    numbers: FxHashMap<&'a str, usize>,
}

impl<'a> Listing<'a> {
    fn number(&mut self, name: &'a Option<String>) -> usize {
        let Some(name) = name else { return 0 };
        *self.numbers.entry(name).or_insert_with(|| {
            self.names.push(Cow::Borrowed(name));
            self.names.len()
        })
    }
}

impl<'a> Findings<'a> {
    /// Those of an article.
    pub fn of(article: &'a Article) -> Self {
        let mut last = 0;
        let mentions = article.mentions.iter().map(|mention| {
            let distance = Distance::of(&mention.span, std::mem::replace(&mut last, mention.span.end));
            MentionRow(distance, mention.count)
        });
        let mentions = mentions.collect();
        last = 0;
        let mut listing = Listing::default();
        let mut manners: Vec<Manner<'a>> = Vec::new();
        let quotes = article.quotes.iter().map(|quote| {
            let distance = Distance::of(&quote.span, std::mem::replace(&mut last, quote.span.end));
            let manner = Manner(quote.kind, quote.speaker_kind, Cow::Borrowed(&quote.rule), quote.confidence);
            let manner = manners.iter().position(|known| *known == manner).unwrap_or_else(|| {
                manners.push(manner);
                manners.len() - 1
            });
            let [speaker, role, cue] = [&quote.speaker, &quote.role, &quote.cue].map(|name| listing.number(name));
            let mention = quote.mention.as_ref().map(|mention| Distance::of(mention, quote.span.end));
            QuoteRow(distance, speaker, role, cue, manner, mention)
        });
        let quotes = quotes.collect();
        let places = article.mentions.iter().map(|mention| place_row(&mention.place)).collect();
        Self { places, manners, names: listing.names, mentions, quotes }
    }

    /// Mentions and quotes of the article with this body; `None` where it has no such stretches, or a row counts what is not there.
    pub fn into_rows(self, body: &str) -> Option<(Vec<Mention>, Vec<Quote>)> {
        let quotes = self.quotes(body)?;
        Some((read_mentions(self.places, self.mentions)?, quotes))
    }

    /// The name of a number, or that there is none; `None` where the number is wrong.
    fn name(&self, number: usize) -> Option<Option<String>> {
        match number.checked_sub(1) {
            Some(index) => self.names.get(index).map(|name| Some(name.clone().into_owned())),
            None => Some(None),
        }
    }

    fn quotes(&self, body: &str) -> Option<Vec<Quote>> {
        let mut last = 0;
        let read = |QuoteRow(distance, speaker, role, cue, manner, mention): &QuoteRow| {
            let span = distance.span(last)?;
            last = span.end;
            let mention = match mention {
                Some(mention) => Some(mention.span(span.end)?),
                None => None,
            };
            let Manner(kind, speaker_kind, rule, confidence) = self.manners.get(*manner)?;
            Some(Quote {
                words: body.get(span.clone())?.to_owned(),
                span,
                speaker: self.name(*speaker)?,
                speaker_kind: *speaker_kind,
                role: self.name(*role)?,
                cue: self.name(*cue)?,
                kind: *kind,
                rule: rule.clone().into_owned().into(),
                confidence: *confidence,
                mention,
            })
        };
        self.quotes.iter().map(read).collect()
    }
}

fn place_row(place: &Place) -> PlaceRow<'_> {
    fn name<'a>(name: &'a Option<Cow<'static, str>>) -> Name<'a> {
        name.as_deref().map(Cow::Borrowed)
    }
    let words = (place.city.as_deref() != Some(&place.words)).then_some(Cow::Borrowed(place.words.as_str()));
    PlaceRow(name(&place.city), name(&place.region), name(&place.country), name(&place.continent), place.geonames, words)
}

fn read_mentions(places: Vec<PlaceRow<'_>>, mentions: Vec<MentionRow>) -> Option<Vec<Mention>> {
    if places.len() != mentions.len() {
        return None;
    }
    let mut last = 0;
    let read = |(PlaceRow(city, region, country, continent, geonames, words), MentionRow(distance, count)): (PlaceRow<'_>, _)| {
        let span = Distance::span(distance, last)?;
        last = span.end;
        let words = words.or_else(|| city.clone())?.into_owned();
        let [city, region, country, continent] = [city, region, country, continent].map(|name| Some(Cow::Owned(name?.into_owned())));
        let place = Place { city, region, country, continent, geonames, words, names: Names::default() };
        Some(Mention { place, count, span })
    };
    places.into_iter().zip(mentions).map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mention(words: &str, city: &str, span: Range<usize>) -> Mention {
        let place = Place { city: Some(city.to_owned().into()), country: Some("AT".into()), words: words.into(), ..Place::default() };
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
        let body = "VIENNA (Northwire) - Anna Keller left Geneva. “We leave,” she said.\n\n“Not yet,” said the host.";
        let head = Details {
            uid: 255,
            root: "news".into(),
            path: "a.txt".into(),
            record: Cow::Owned(None),
            headline: Cow::Owned(Some("Talks fail".into())),
            byline: Cow::Owned(vec!["Jo Rivas".into()]),
            lead_len: 70,
            words: 14,
            source: Cow::Owned(None),
            section: Cow::Owned(None),
            lang: Cow::Owned(Some("en".into())),
            url: Cow::Owned(None),
            date: Cow::Owned(None),
            place: Cow::Owned(None),
            speakers: Cow::Owned(Vec::new()),
            unknown_fields: Cow::Owned(vec!["mood".into()]),
        };
        Article {
            body: body.into(),
            mentions: vec![mention("VIENNA", "Vienna", 0..6), mention("Geneva", "Geneva", 38..44)],
            quotes: vec![quote(body, "We leave,", Some("Anna Keller")), quote(body, "Not yet,", None)],
            ..head.into_article()
        }
    }

    fn bytes(rows: &impl Serialize) -> Vec<u8> {
        postcard::to_allocvec(rows).unwrap()
    }

    #[test]
    fn what_is_written_is_read_back() {
        let article = article();
        let findings = bytes(&Findings::of(&article));
        let (mentions, quotes) = postcard::from_bytes::<Findings<'_>>(&findings).unwrap().into_rows(&article.body).unwrap();
        assert_eq!((mentions, quotes), (article.mentions.clone(), article.quotes.clone()));
        let details = bytes(&Details::of(&article));
        let read = postcard::from_bytes::<Details<'_>>(&details).unwrap().into_article();
        assert_eq!(read, Article { body: String::new(), mentions: Vec::new(), quotes: Vec::new(), ..article });
    }

    #[test]
    fn a_body_that_does_not_hold_the_quotes_is_told() {
        let article = article();
        assert!(Findings::of(&article).into_rows("short").is_none());
        let mut far = Findings::of(&article);
        far.quotes[0].0 = Distance(i64::MAX, usize::MAX);
        assert!(far.into_rows(&article.body).is_none());
        for change in [|row: &mut QuoteRow| row.1 = 9, |row: &mut QuoteRow| row.4 = 9] {
            let mut wrong = Findings::of(&article);
            change(&mut wrong.quotes[0]);
            assert!(wrong.into_rows(&article.body).is_none());
        }
        let mut fewer = Findings::of(&article);
        fewer.places.pop();
        assert!(fewer.into_rows(&article.body).is_none());
    }
}
