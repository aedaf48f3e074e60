//! Measures searching: whole processes, files in the page cache, and many searches in one process.

use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use chrono::NaiveDate;
use dateline::engine::local::LocalEngine;
use dateline::engine::{Engine, PassageOptions, SearchRequest, Sort, Values, ValuesRequest};
use dateline::enrich::gazetteer;
use dateline::query::{Filters, Node, ParseOptions, parse_filtered};
use dateline::schema::DocumentKind;

use crate::bare::Bare;
use crate::indexing::Subject;
use crate::process::timed;
use crate::question::{Class, Question};
use crate::{DATELINE, Result};

/// Who answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answerer {
    Dateline,
    Bare,
    Sqlite,
}

/// Seconds of one answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Answered {
    pub(crate) answerer: Answerer,
    pub(crate) class: Class,
    pub(crate) seconds: f64,
}

/// Asks every question once of every answerer, each time in a process of its own.
pub(crate) fn cold(questions: &[Question], answerers: &[Answerer], work: &Path) -> Result<Vec<Answered>> {
    let mut answered = Vec::new();
    for question in questions {
        for &answerer in answerers {
            let seconds = timed(&mut command(answerer, question, work)?)?;
            answered.push(Answered { answerer, class: question.class, seconds });
        }
    }
    Ok(answered)
}

fn command(answerer: Answerer, question: &Question, work: &Path) -> Result<Command> {
    Ok(match answerer {
        Answerer::Dateline => {
            let mut command = Command::new(DATELINE);
            command.arg("search").arg(question.dateline_text()).arg("--index").arg(Subject::Json.place(work));
            for (option, value) in
                [("--after", question.from.clone()), ("--before", question.last_day()), ("--speaker", question.speaker.clone())]
            {
                if let Some(value) = value {
                    command.arg(option).arg(value);
                }
            }
            command
        }
        Answerer::Bare => {
            let mut command = Command::new(std::env::current_exe()?);
            command.arg("bare-query").arg(Subject::BareStemmed.place(work)).args(question.columns());
            command
        }
        Answerer::Sqlite => {
            let mut command = Command::new("sqlite3");
            command.arg(Subject::Sqlite.place(work)).arg(question.sql());
            command
        }
    })
}

/// Asks every question `times` times in this process, after once without a clock.
pub(crate) fn warm(questions: &[Question], times: usize, work: &Path) -> Result<Vec<Answered>> {
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

/// Seconds to count the values of the whole archive, `times` times.
pub(crate) fn counting(times: usize, work: &Path) -> Result<Vec<f64>> {
    let engine = LocalEngine::open(&Subject::Json.place(work))?;
    let request = ValuesRequest { query: Node::All, values: Values::Speakers, limit: Some(10), offset: 0 };
    (0..times).map(|_| clocked(|| engine.count_values(&request).map(drop).map_err(Into::into))).collect()
}

fn clocked(run: impl FnOnce() -> Result<()>) -> Result<f64> {
    let started = Instant::now();
    run()?;
    Ok(started.elapsed().as_secs_f64())
}

/// Answers as the command line does by default, up to the bytes on the terminal, with so many passages a hit; tells how many hits there were.
fn answer(engine: &LocalEngine, question: &Question, passages: usize) -> Result<usize> {
    let filters = Filters {
        speaker: question.speaker.iter().cloned().collect(),
        after: question.from.clone(),
        before: question.last_day(),
        ..Filters::default()
    };
    let options = ParseOptions {
        any: false,
        exact: false,
        find: DocumentKind::Article,
        today: NaiveDate::default(),
        canonical_place: &gazetteer::canonical_names,
    };
    let parsed = parse_filtered(&question.dateline_text(), &filters, &options)?;
    let request = SearchRequest {
        recent: None,
        query: parsed.node,
        find: DocumentKind::Article,
        sort: Sort::Relevance,
        limit: Some(PAGE),
        offset: 0,
        passages: PassageOptions { count: passages, context: 0, each_match: false },
        explain: false,
    };
    let mut hits = 0;
    for hit in engine.search(&request)?.hits {
        drop(hit?);
        hits += 1;
    }
    Ok(hits)
}

/// Runs the bare query program: an index directory, then the columns of a question.
pub(crate) fn bare_query(arguments: &[String], out: &mut dyn Write) -> Result<()> {
    let (index, columns) = arguments.split_first().ok_or("bare-query needs an index and a question")?;
    let question = Question::from_columns(&columns.iter().map(String::as_str).collect::<Vec<_>>())?;
    Bare::open(Path::new(index))?.answer(&question, out)
}
