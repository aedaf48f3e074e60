//! Places that a text names and its quotes, as rows: what only the whole article or one of its quotes needs.
//!
//! An archive has millions of these, so names that recur within an article are written once and counted from then on, and stretches are told by their
//! distances: small numbers take little room. What is likely to recur in other articles stands together as it does there: a place with all its levels, a
//! rule with its confidence.

use rustc_hash::FxHashMap;

use super::details::{place_of, read_place, write_place};
use super::rows::{RowReader, Rows, Slot};
use crate::article::{Article, Gender, Mention, Quote, QuoteKind, SpeakerKind};

const KINDS: [QuoteKind; 3] = [QuoteKind::Direct, QuoteKind::Mixed, QuoteKind::Indirect];
const SPEAKER_KINDS: [Speaker; 8] = [
    (None, None),
    (Some(SpeakerKind::Person), None),
    (Some(SpeakerKind::Person), Some(Gender::Male)),
    (Some(SpeakerKind::Person), Some(Gender::Female)),
    (Some(SpeakerKind::Person), Some(Gender::PerhapsMale)),
    (Some(SpeakerKind::Person), Some(Gender::PerhapsFemale)),
    (Some(SpeakerKind::Organisation), None),
    (Some(SpeakerKind::Unnamed), None),
];

const MENTION: [Slot; 2] = [Slot::MentionStart, Slot::MentionLength];
const QUOTE: [Slot; 2] = [Slot::QuoteStart, Slot::QuoteLength];
const NAMED: [Slot; 2] = [Slot::NamedStart, Slot::NamedLength];

/// What a speaker is, and the gender of a person.
type Speaker = (Option<SpeakerKind>, Option<Gender>);

/// How quotes are made and attributed: kind, speaker, rule, confidence.
type Manner<'a> = (QuoteKind, Speaker, &'a str, f32);

/// Names on their way into rows: the n-th is number n, counted from 1, and 0 is none.
#[derive(Default)]
struct Listing<'a> {
    names: Vec<&'a str>,
    numbers: FxHashMap<&'a str, usize>,
}

impl<'a> Listing<'a> {
    fn number(&mut self, name: &'a Option<String>) -> usize {
        let Some(name) = name else { return 0 };
        *self.numbers.entry(name).or_insert_with(|| {
            self.names.push(name);
            self.names.len()
        })
    }
}

/// Writes mentions and quotes of an article.
pub fn write_findings(article: &Article, rows: &mut Rows) {
    rows.size(Slot::Count, article.mentions.len());
    let mut last = 0;
    for mention in &article.mentions {
        write_place(&mention.place, rows);
        rows.stretch(MENTION, &mention.span, last, 0);
        rows.size(Slot::MentionCount, mention.count);
        last = mention.span.end;
    }
    let mut listing = Listing::default();
    let mut manners: Vec<Manner<'_>> = Vec::new();
    rows.size(Slot::Count, article.quotes.len());
    last = 0;
    for quote in &article.quotes {
        let manner = (quote.kind, (quote.speaker_kind, quote.speaker_gender), &*quote.rule, quote.confidence);
        let manner = manners.iter().position(|known| *known == manner).unwrap_or_else(|| {
            manners.push(manner);
            manners.len() - 1
        });
        rows.stretch(QUOTE, &quote.span, last, 0);
        last = quote.span.end;
        rows.size(Slot::Manner, manner);
        for (slot, name) in [(Slot::Speaker, &quote.speaker), (Slot::Role, &quote.role), (Slot::Cue, &quote.cue)] {
            rows.size(slot, listing.number(name));
        }
        match &quote.mention {
            Some(mention) => rows.stretch(NAMED, mention, last, 1),
            None => rows.stretch(NAMED, &(last..last), last, 0),
        }
    }
    rows.size(Slot::Count, manners.len());
    for (kind, speaker, rule, confidence) in manners {
        rows.number(Slot::Kinds, place_of(&KINDS, &kind) * SPEAKER_KINDS.len() as u64 + place_of(&SPEAKER_KINDS, &speaker));
        rows.text(rule);
        // The shortest digits that are read back as the same number.
        rows.text(&confidence.to_string());
    }
    rows.texts(listing.names.into_iter());
}

/// Reads mentions and quotes of the article with this body; `None` where they are not what was written, or lie outside it.
pub fn read_findings<N: FnMut(Slot) -> Option<u64>>(rows: &mut RowReader<'_, N>, body: &str) -> Option<(Vec<Mention>, Vec<Quote>)> {
    let mut last = 0;
    let mentions = rows.all(|rows| {
        let place = read_place(rows)?;
        let span = rows.stretch(MENTION, last)?;
        last = span.end;
        Some(Mention { place, count: rows.size(Slot::MentionCount)?, span })
    })?;
    last = 0;
    let quotes = rows.all(|rows| {
        let span = rows.stretch(QUOTE, last)?;
        last = span.end;
        let manner = rows.size(Slot::Manner)?;
        let names = [rows.size(Slot::Speaker)?, rows.size(Slot::Role)?, rows.size(Slot::Cue)?];
        let start = rows.start(Slot::NamedStart, last)?;
        let mention = match rows.size(Slot::NamedLength)?.checked_sub(1) {
            Some(length) => Some(start..start.checked_add(length)?),
            None => None,
        };
        Some((span, manner, names, mention))
    })?;
    let manners = rows.all(|rows| {
        let kinds = rows.size(Slot::Kinds)?;
        let kinds = (*KINDS.get(kinds / SPEAKER_KINDS.len())?, SPEAKER_KINDS[kinds % SPEAKER_KINDS.len()]);
        Some((kinds, rows.string()?, rows.text()?.parse::<f32>().ok()?))
    })?;
    let names = rows.all(RowReader::string)?;
    let name = |number: usize| match number.checked_sub(1) {
        Some(index) => names.get(index).map(|name| Some(name.clone())),
        None => Some(None),
    };
    let quotes = quotes.into_iter().map(|(span, manner, [speaker, role, cue], mention)| {
        let ((kind, (speaker_kind, speaker_gender)), rule, confidence) = manners.get(manner)?;
        Some(Quote {
            words: body.get(span.clone())?.to_owned(),
            span,
            speaker: name(speaker)?,
            speaker_kind: *speaker_kind,
            speaker_gender: *speaker_gender,
            role: name(role)?,
            cue: name(cue)?,
            kind: *kind,
            rule: rule.clone().into(),
            confidence: *confidence,
            mention,
        })
    });
    Some((mentions, quotes.collect::<Option<_>>()?))
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::super::details::{read_details, write_details};
    use super::*;
    use crate::article::{ArticleDate, ArticlePlace, DateFrom, Evidence, Place, PlaceFrom, Precision, Speaker, SpeakerFrom, Uid};

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
            speaker_gender: mention.map(|_| Gender::Female),
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
        let evidence = |words: &str| Evidence { words: words.into(), span: Some(0..6), rule: "agency dateline".into() };
        let date = ArticleDate {
            day: chrono::NaiveDate::from_ymd_opt(2019, 5, 6).unwrap(),
            time: chrono::NaiveTime::from_hms_milli_opt(23, 59, 1, 5),
            zone: Some("GMT".into()),
            precision: Precision::Minute,
            from: DateFrom::Text,
            evidence: evidence("6 May"),
        };
        Article {
            body: body.into(),
            mentions: vec![mention("VIENNA", "Vienna", 0..6), mention("Geneva", "Geneva", 38..44)],
            quotes: vec![quote(body, "We leave,", Some("Anna Keller")), quote(body, "Not yet,", None)],
            uid: Uid(255),
            root: "news".into(),
            path: "a.txt".into(),
            record: None,
            headline: Some("Talks\nfail".into()),
            byline: vec!["Jo Rivas".into(), String::new()],
            lead_len: 70,
            words: 14,
            source: None,
            section: None,
            lang: Some("en".into()),
            url: None,
            date: Some(date),
            place: Some(ArticlePlace {
                place: mention("VIENNA", "Vienna", 0..6).place,
                from: PlaceFrom::Dateline,
                evidence: evidence("VIENNA"),
            }),
            speakers: vec![Speaker { name: "Anna Keller".into(), from: SpeakerFrom::Quote }],
            unknown_fields: vec!["mood".into()],
            considered: Vec::new(),
        }
    }

    fn details_of(article: &Article) -> Article {
        Article { body: String::new(), mentions: Vec::new(), quotes: Vec::new(), ..article.clone() }
    }

    fn written(article: &Article) -> Rows {
        let mut rows = Rows::default();
        write_details(article, &mut rows);
        write_findings(article, &mut rows);
        rows
    }

    fn read(rows: &Rows, body: &str) -> Option<(Article, Vec<Mention>, Vec<Quote>)> {
        let mut numbers = rows.numbers.iter();
        let mut reader = RowReader::new(|slot| numbers.next().filter(|number| number.0 == slot).map(|number| number.1), &rows.texts);
        let details = read_details(&mut reader)?;
        let (mentions, quotes) = read_findings(&mut reader, body)?;
        Some((details, mentions, quotes))
    }

    #[test]
    fn what_is_written_is_read_back() {
        let article = article();
        let bare =
            Article { date: None, place: None, headline: None, lang: None, speakers: Vec::new(), quotes: Vec::new(), ..article.clone() };
        for article in [article, bare] {
            let rows = written(&article);
            assert_eq!(read(&rows, &article.body), Some((details_of(&article), article.mentions.clone(), article.quotes.clone())));
            assert_eq!(rows.texts.lines().count(), rows.texts.matches('\n').count());
        }
    }

    #[test]
    fn what_was_not_written_so_is_told() {
        let article = article();
        let rows = || written(&article);
        assert!(read(&rows(), "short").is_none(), "no quote lies outside its body");
        let all = rows();
        for missing in 0..all.numbers.len() {
            let rows = Rows { numbers: all.numbers[..missing].to_vec(), texts: all.texts.clone() };
            assert!(read(&rows, &article.body).is_none());
        }
        for wrong in 0..all.numbers.len() {
            for number in [u64::MAX, u64::MAX / 2, 1 << 40] {
                let mut rows = rows();
                rows.numbers[wrong].1 = number;
                _ = read(&rows, &article.body);
            }
        }
        let fewer = Rows { texts: all.texts[..all.texts.len() - 1].to_owned(), ..rows() };
        assert!(read(&fewer, &article.body).is_none());
        let far = |slot: Slot| {
            let mut rows = rows();
            rows.numbers.iter_mut().filter(|number| number.0 == slot).for_each(|number| number.1 = 99);
            read(&rows, &article.body)
        };
        assert!([Slot::QuoteStart, Slot::Manner, Slot::Speaker, Slot::Kinds].into_iter().all(|slot| far(slot).is_none()));
    }
}
