//! `dateline search`: articles that match.

use std::io::Write;

use clap::Args;
use dateline::present::Rows;
use dateline::schema::DocumentKind;

use super::Outcome;
use super::answer::{Question, answer};
use super::arguments::QueryArguments;
use super::environment::Environment;
use super::failure::Failure;
use super::filters::FilterArguments;
use super::locate::IndexOption;
use super::output::{PassageArguments, ResultArguments};

/// Find articles that match every word and filter, best first
///
/// With no query, a filter or --all lists what passes it, newest first. How many there are, and how many matches a date filter left out
/// because they are undated, is said on stderr.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct SearchArguments {
    #[command(flatten)]
    query: QueryArguments,
    #[command(flatten)]
    index: IndexOption,
    #[command(flatten)]
    filters: FilterArguments,
    #[command(flatten)]
    passages: PassageArguments,
    #[command(flatten)]
    results: ResultArguments,
}

pub(crate) const EXAMPLES: &str = "\
Examples:
  dateline search dam inspection                      both words, in any of their forms
  dateline search '\"dam burst\" OR flood' --place italy
  dateline search sanctions --speaker putin --after 2017-09
  dateline search --source reuters --on 2017-09-06    everything by an agency on a day
  dateline search flood -l0 --all | xargs -0 cp -t floods/
  dateline search flood --format csv --fields day,headline,city,path > floods.csv";

/// Runs the command.
pub(crate) fn run(
    arguments: SearchArguments,
    environment: &Environment,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let SearchArguments { query, index, filters, passages, results } = arguments;
    let index = index.find(environment)?;
    let question = Question {
        find: DocumentKind::Article,
        rows: Rows::Articles,
        query: query.text(),
        filters,
        kinds: Vec::new(),
        passages: results.passages(passages.passages),
        results,
    };
    answer(&index, question, environment, out, err)
}
