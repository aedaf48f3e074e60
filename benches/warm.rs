//! Measures searching and counting in one process that stays.

use std::path::Path;
use std::time::Instant;

use chrono::{Datelike, NaiveDate};
use dateline::engine::local::LocalEngine;
use dateline::engine::{Engine, PassageOptions, PlaceLevel, SearchRequest, Sort, Values, ValuesRequest};
use dateline::enrich::gazetteer;
use dateline::query::{Filters, Node, ParseOptions, parse_filtered};
use dateline::schema::DocumentKind;

use crate::Result;
use crate::bare::Bare;
use crate::indexing::Subject;
use crate::question::Question;
use crate::searching::{Answered, Answerer};

/// Asks every question `times` times in this process, after once without a clock.
pub(crate) fn searching(questions: &[Question], times: usize, work: &Path) -> Result<Vec<Answered>> {
    let engine = LocalEngine::open(&Subject::Json.place(work))?;
    let mut bare = Bare::open(&Subject::BareStemmed.place(work))?;
    let mut answered = Vec::new();
    let mut sink = std::io::sink();
    for question in questions {
        for time in 0..=times {
            let seconds = clocked(|| answer(&engine, question, 1).map(drop))?;
            let bare_seconds = clocked(|| bare.answer(question, &mut sink))?;
            if time > 0 {
                answered.push(Answered { answerer: Answerer::Dateline, class: question.class, seconds });
                answered.push(Answered { answerer: Answerer::Bare, class: question.class, seconds: bare_seconds });
            }
        }
    }
    Ok(answered)
}

/// Hits of a page.
const PAGE: usize = 10;

/// Seconds that the passages of ten hits take: for each question that has so many, `times` times, an answer with them less one without.
pub(crate) fn highlighting(questions: &[Question], times: usize, work: &Path) -> Result<Vec<f64>> {
    let engine = LocalEngine::open(&Subject::Json.place(work))?;
    let mut seconds = Vec::new();
    for question in questions {
        if answer(&engine, question, 1)? < PAGE {
            continue;
        }
        for _ in 0..times {
            let shown = clocked(|| answer(&engine, question, 1).map(drop))?;
            seconds.push(shown - clocked(|| answer(&engine, question, 0).map(drop))?);
        }
    }
    Ok(seconds)
}

/// Seconds to count something among the articles that a question finds, or in the whole archive.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted {
    /// What is counted, and among what.
    pub(crate) what: &'static str,
    pub(crate) seconds: f64,
}

const OF_HITS: [(&str, Values); 3] = [
    ("speakers of what a question finds", Values::Speakers),
    ("cities of what a question finds", Values::Places(PlaceLevel::City)),
    ("sources of what a question finds", Values::Sources),
];
const OF_ALL: [(&str, Values); 4] = [
    ("speakers of all articles", Values::Speakers),
    ("cities of all articles", Values::Places(PlaceLevel::City)),
    ("countries of all articles", Values::Places(PlaceLevel::Country)),
    ("sources of all articles", Values::Sources),
];
const BY_YEAR: &str = "articles of each year, a search a year";

/// Counts the ten most frequent values of every kind among what each question finds and in the whole archive, and articles year by year;
/// `times` times each, after once without a clock.
pub(crate) fn counting(questions: &[Question], times: usize, work: &Path) -> Result<Vec<Counted>> {
    let engine = LocalEngine::open(&Subject::Json.place(work))?;
    let mut counted = Vec::new();
    let mut measure = |what, run: &dyn Fn() -> Result<()>| -> Result<()> {
        run()?;
        for _ in 0..times {
            counted.push(Counted { what, seconds: clocked(run)? });
        }
        Ok(())
    };
    for question in questions {
        let query = understood(question)?;
        for (what, values) in OF_HITS {
            measure(what, &|| count(&engine, &query, values))?;
        }
    }
    for (what, values) in OF_ALL {
        measure(what, &|| count(&engine, &Node::All, values))?;
    }
    let status = engine.status()?;
    let (first, last) = status.first_day.zip(status.last_day).ok_or("no article has a date")?;
    let years = (first.year()..=last.year()).map(year).collect::<Result<Vec<Node>>>()?;
    measure(BY_YEAR, &|| years.iter().try_for_each(|year| engine.search(&request(year.clone(), 0, 0)).map(drop).map_err(Into::into)))?;
    Ok(counted)
}

fn count(engine: &LocalEngine, query: &Node, values: Values) -> Result<()> {
    let request = ValuesRequest { query: query.clone(), values, called: None, limit: Some(10), offset: 0 };
    engine.count_values(&request).map(drop).map_err(Into::into)
}

/// All articles of a year.
fn year(year: i32) -> Result<Node> {
    Ok(parse_filtered("", &Filters { on: Some(year.to_string()), ..Filters::default() }, &OPTIONS)?.node)
}

fn clocked(run: impl FnOnce() -> Result<()>) -> Result<f64> {
    let started = Instant::now();
    run()?;
    Ok(started.elapsed().as_secs_f64())
}

const OPTIONS: ParseOptions<'static> = ParseOptions {
    any: false,
    exact: false,
    find: DocumentKind::Article,
    today: NaiveDate::MIN,
    canonical_place: &gazetteer::canonical_names,
};

/// The conditions of a question.
fn understood(question: &Question) -> Result<Node> {
    let filters = Filters {
        speaker: question.speaker.iter().cloned().collect(),
        place: question.place.iter().cloned().collect(),
        after: question.from.clone(),
        before: question.last_day(),
        ..Filters::default()
    };
    Ok(parse_filtered(&question.dateline_text(), &filters, &OPTIONS)?.node)
}

fn request(query: Node, limit: usize, passages: usize) -> SearchRequest {
    SearchRequest {
        recent: None,
        query,
        find: DocumentKind::Article,
        sort: Sort::Relevance,
        limit: Some(limit),
        offset: 0,
        passages: PassageOptions { count: passages, context: 0, each_match: false },
        explain: false,
    }
}

/// Answers as the command line does by default, up to the bytes on the terminal, with so many passages a hit; tells how many hits there were.
fn answer(engine: &LocalEngine, question: &Question, passages: usize) -> Result<usize> {
    let mut hits = 0;
    for hit in engine.search(&request(understood(question)?, PAGE, passages))?.hits {
        drop(hit?);
        hits += 1;
    }
    Ok(hits)
}
