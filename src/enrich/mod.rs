//! [`RawArticle`] to [`Article`]: a pure function. No clock, no environment, no locale, no order of files in any result.
//!
//! The text is cut into words and sentences once; every pass reads that. In order: language, dateline, date, places, byline, source,
//! quotes, speakers.

pub mod byline;
pub mod date;
pub mod dateline;
mod explain;
pub mod gazetteer;
pub mod language;
pub mod places;
pub mod quotes;
mod word_set;
mod word_table;

use std::convert::Infallible;

use rustc_hash::FxHashSet;

use crate::analysis::fold::fold;
use crate::analysis::segment::{Segments, segment};
use crate::article::{
    Article, ArticlePlace, DateFrom, DateRole, Evidence, Place, PlaceFrom, Quote, QuoteKind, RawArticle, RawDate, Speaker, SpeakerFrom, Uid,
};
use crate::dates;

pub use self::explain::enrich_explained;

use self::date::{DatelineDay, Filed};
use self::dateline::{Dateline, Rivals};

/// A first paragraph with fewer words is no lead without the second.
const SHORT_LEAD: usize = 25;

/// No opening paragraph of a news story has more words.
const LONG_LEAD: usize = 150;

/// Reads out of a record what it says about itself.
pub fn enrich(raw: RawArticle, root: &str) -> Article {
    let Ok((article, _)) = enrich_while(raw, root, &|| Ok::<(), Infallible>(()));
    article
}

/// As [`enrich`]; with the article come the words and sentences of its body, which need not be looked for again. Before each step `go_on` is
/// asked, which may know of limits.
///
/// # Errors
/// What `go_on` answers.
pub fn enrich_while<E>(raw: RawArticle, root: &str, go_on: &dyn Fn() -> Result<(), E>) -> Result<(Article, Segments), E> {
    go_on()?;
    let segments = segment(&raw.body);
    Ok((read(raw, root, &segments, go_on)?, segments))
}

fn read<E>(mut raw: RawArticle, root: &str, segments: &Segments, go_on: &dyn Fn() -> Result<(), E>) -> Result<Article, E> {
    go_on()?;
    let lang = language::detect(raw.lang.as_deref(), &raw.body).or_else(|| language::detect(None, raw.headline.as_deref()?));
    let dateline = dateline::read(&raw.body);
    raw.dates.extend(dateline.as_ref().and_then(whole_date));
    let day = dateline.as_ref().and_then(dateline_day);
    let stated = raw.location.as_deref().and_then(|location| places::resolve(location, None));
    let filed = filed_from(raw.location.as_deref(), stated.as_ref(), dateline.as_ref());
    let rivals = filed.as_ref().filter(|filed| filed.from == PlaceFrom::Dateline).and_then(Rivals::of);
    let sure = filed.as_ref().filter(|_| rivals.is_none());
    let context = places::Context { filed_from: sure.map(|filed| &filed.place) };
    go_on()?;
    let mentions = places::mentions(&raw.body, segments, lang.as_deref(), context);
    let publisher = raw.url.as_deref().and_then(dates::country_of_host).map(str::to_ascii_lowercase);
    let filed = match (filed, rivals) {
        (Some(filed), Some(rivals)) => Some(rivals.settle(&filed, &mentions, stated.as_ref(), publisher.as_deref())),
        (filed, _) => filed,
    };
    go_on()?;
    let date = date::choose(&raw, filing(day.as_ref(), filed.as_ref()), lang.as_deref());
    let place = filed.or_else(|| places::story_place(raw.headline.as_deref(), &mentions, &raw.body));
    go_on()?;
    let mut quotes = quotes::read_with(&raw.body, segments, lang.as_deref(), &raw.speakers);
    quotes.retain(|quote| quote.kind == QuoteKind::Direct || is_somebodys(quote));
    if let Some(dateline) = &dateline {
        quotes.iter_mut().for_each(|quote| begin_behind(quote, dateline.end, &raw.body));
    }
    go_on()?;
    Ok(Article {
        uid: Uid::of(root, &raw.path, raw.record.as_deref()),
        root: root.to_owned(),
        lead_len: lead_len(segments),
        words: segments.tokens.len(),
        byline: byline::authors_of(&raw.bylines, raw.source.as_deref()),
        source: raw.source.or_else(|| dateline.and_then(|dateline| dateline.agency)),
        speakers: speakers(&raw.speakers, &quotes),
        path: raw.path,
        record: raw.record,
        headline: raw.headline,
        body: raw.body,
        section: raw.section,
        lang,
        url: raw.url,
        date,
        place,
        mentions,
        quotes,
        unknown_fields: raw.unknown_fields,
        considered: Vec::new(),
    })
}

/// The date of a dateline that prints its year.
fn whole_date(dateline: &Dateline) -> Option<RawDate> {
    let day = dateline.day.as_ref()?;
    let words = format!("{:04}-{:02}-{:02}", day.year?, day.month?, day.day);
    Some(RawDate { words, from: DateFrom::Dateline, role: DateRole::Unknown, field: "dateline".to_owned() })
}

/// What dates the story by its filing.
fn filing<'a>(day: Option<&'a DatelineDay<'a>>, filed: Option<&'a ArticlePlace>) -> Filed<'a> {
    Filed { day, country: filed.filter(|filed| filed.from != PlaceFrom::Text).and_then(|filed| filed.place.country.as_deref()) }
}

fn dateline_day(dateline: &Dateline) -> Option<DatelineDay<'_>> {
    let day = dateline.day.as_ref()?;
    Some(DatelineDay { month: day.month?, day: day.day, words: &day.words, span: dateline.span.clone() })
}

/// The place that the story was filed from: a dateline in the text wins over the record's `location`, which states a place where it is known.
fn filed_from(location: Option<&str>, stated: Option<&Place>, dateline: Option<&Dateline>) -> Option<ArticlePlace> {
    if let Some(dateline) = dateline
        && let Some(place) = &dateline.place
    {
        let evidence = Evidence { words: dateline.words.clone(), span: Some(dateline.span.clone()), rule: dateline.rule.into() };
        return Some(ArticlePlace { place: place.clone(), from: PlaceFrom::Dateline, evidence });
    }
    let location = location?;
    let evidence = Evidence { words: location.to_owned(), span: None, rule: "location field".into() };
    let place = stated.cloned().unwrap_or_else(|| unknown_place(location));
    Some(ArticlePlace { place, from: PlaceFrom::Metadata, evidence })
}

/// A place that no gazetteer knows is still found by its own name.
fn unknown_place(words: &str) -> Place {
    Place { words: words.to_owned(), names: [fold(words.trim())].into_iter().collect(), ..Place::default() }
}

/// Whether anything is known of who speaks. A reported clause that nobody is known to have said tells nothing.
fn is_somebodys(quote: &Quote) -> bool {
    quote.speaker.is_some() || quote.role.is_some()
}

/// A reported clause that opens the story begins behind the dateline, at byte `end`.
fn begin_behind(quote: &mut Quote, end: usize, body: &str) {
    if quote.kind != QuoteKind::Direct && quote.span.start < end && end < quote.span.end {
        quote.span.start = end;
        body[quote.span.clone()].clone_into(&mut quote.words);
    }
}

/// Length of the first paragraph, and of the second with it where the first is short. Of a text that has lost its paragraphs it is the
/// first sentences.
fn lead_len(segments: &Segments) -> usize {
    let mut paragraphs = segments.paragraphs.iter();
    let Some(first) = paragraphs.next() else { return 0 };
    let is_short = first.tokens.len() < SHORT_LEAD;
    let last = paragraphs.next().filter(|_| is_short).unwrap_or(first);
    if last.tokens.end as usize <= LONG_LEAD {
        return last.bytes.end as usize;
    }
    let sentence = segments.sentences.iter().find(|sentence| sentence.tokens.end as usize >= SHORT_LEAD);
    sentence.map_or(last.bytes.end, |sentence| sentence.bytes.end) as usize
}

/// Those that metadata name, then those whom the text quotes, then those whose words it only reports; each once.
fn speakers(stated: &[String], quotes: &[Quote]) -> Vec<Speaker> {
    let stated = stated.iter().map(|name| (name, SpeakerFrom::Metadata));
    let is_direct = |quote: &&Quote| quote.kind == QuoteKind::Direct;
    let quoted = quotes.iter().filter(is_direct).chain(quotes.iter().filter(|quote| !is_direct(quote)));
    let quoted = quoted.filter_map(|quote| Some((quote.speaker.as_ref()?, SpeakerFrom::Quote)));
    let mut known: FxHashSet<&str> = FxHashSet::default();
    let new = stated.chain(quoted).filter(|(name, _)| known.insert(name));
    new.map(|(name, from)| Speaker { name: name.clone(), from }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reported_clauses_begin_behind_the_dateline() {
        for opening in ["TOKYO, May 2 (Reuters) - ", "Washington (CNN)", "June 27 (Reuters) - ", ""] {
            let body = format!("{opening}Japan will pay for the rescue centre, Jane Doe said on Thursday.");
            let article = enrich(RawArticle { body, ..RawArticle::default() }, "news");
            let words: Vec<&str> = article.quotes.iter().map(|quote| quote.words.as_str()).collect();
            assert_eq!(words, ["Japan will pay for the rescue centre"], "{opening}");
            assert_eq!(&article.body[article.quotes[0].span.clone()], words[0]);
        }
    }

    #[test]
    fn a_short_first_paragraph_takes_the_second_into_the_lead() {
        let long = "word ".repeat(30).trim().to_owned();
        for (body, expected) in [
            ("Short.\n\nSecond.\n\nThird.".to_owned(), "Short.\n\nSecond.".len()),
            (format!("{long}\n\nSecond."), long.len()),
            ("Only.".to_owned(), 5),
            (format!("{}{}", "Six words stand in this sentence. ".repeat(5), "More of them. ".repeat(60)), 169),
            (String::new(), 0),
        ] {
            assert_eq!(lead_len(&segment(&body)), expected, "{body}");
        }
    }
}
