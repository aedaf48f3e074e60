//! [`RawArticle`] to [`Article`]: a pure function. No clock, no environment, no locale, no order of files in any result.
//!
//! The text is cut into words and sentences once; every pass reads that. In order: language, dateline, date, places, byline, source,
//! quotes, speakers.

mod bundle;
pub mod byline;
pub mod date;
pub mod dateline;
mod draft;
mod explain;
pub mod gazetteer;
pub mod language;
mod near;
pub mod places;
pub mod quotes;
mod word_set;
mod word_table;

use crate::analysis::fold::fold;
use crate::analysis::segment::Segments;
use crate::article::{Article, ArticlePlace, DateFrom, DateRole, Place, PlaceFrom, RawArticle, RawDate};

pub use self::bundle::Attend;
pub use self::explain::enrich_explained;

use self::bundle::{pass, pass_into};
use self::date::{DatelineDay, Filed};
use self::dateline::Dateline;
use self::draft::Draft;

/// Reads out of a record what it says about itself.
pub fn enrich(raw: RawArticle, root: &str) -> Article {
    let mut draft = Draft::new(Box::new(raw), root);
    Draft::PASSES.iter().for_each(|pass| pass(&mut draft));
    let places::Text { body, segments, lang, context } = draft.text_with_places();
    let mentions = places::mentions(body, segments, lang, context);
    let quotes = quotes::read_text(draft.text_with_quotes());
    *draft.finish(mentions, quotes).0
}

/// Articles of a bundle for which it pays to bring near the tables that its passes ask.
const MANY: usize = 8;

/// As [`enrich`] for each of some records with their roots, pass by pass, which is faster than one record after the other. With an article
/// come the words and sentences of its body, which need not be looked for again; `None` for those that `attend` gives up.
pub fn enrich_all(raws: Vec<(Box<RawArticle>, &str)>, attend: &mut Attend<'_>) -> Vec<Option<(Box<Article>, Segments)>> {
    let mut drafts: Vec<_> = raws.into_iter().map(|(raw, root)| Some(Draft::new(raw, root))).collect();
    let are_many = drafts.len() >= MANY;
    if are_many {
        language::bring_near();
    }
    for step in Draft::PASSES {
        pass(&mut drafts, attend, |draft| step(draft));
    }
    if are_many {
        places::bring_near();
    }
    let texts = drafts.iter().map(|draft| draft.as_deref().map(Draft::text_with_places)).collect();
    let mentions = places::mentions_of_all(texts, attend);
    let texts =
        drafts.iter().zip(&mentions).map(|(draft, mentions)| Some(draft.as_ref().filter(|_| mentions.is_some())?.text_with_quotes()));
    let texts: Vec<_> = texts.collect();
    if are_many {
        quotes::bring_near(texts.iter().flatten().map(|text| text.lang));
    }
    let quotes = quotes::read_all(texts, attend);
    let read = drafts.into_iter().zip(mentions).zip(quotes);
    let read = read.map(|((draft, mentions), quotes)| Some((draft?, mentions?, quotes?))).collect();
    pass_into(read, attend, |(draft, mentions, quotes)| draft.finish(mentions, quotes))
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

/// A place that no gazetteer knows is still found by its own name.
fn unknown_place(words: &str) -> Place {
    Place { words: words.to_owned(), names: [fold(words.trim())].into_iter().collect(), ..Place::default() }
}
