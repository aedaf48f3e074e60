//! `dateline quotes`: what was said, by whom.

use std::io::Write;

use clap::{Args, ValueEnum};
use dateline::present::Rows;
use dateline::schema::DocumentKind;

use super::Outcome;
use super::answer::{Question, answer};
use super::arguments::QueryArguments;
use super::environment::Environment;
use super::failure::Failure;
use super::filters::FilterArguments;
use super::locate::IndexOption;
use super::output::ResultArguments;

/// Find quotes: who said these words, when and where
///
/// A bare word is looked for in what was said, not in the rest of the article. --speaker, --place and the other filters hold for the
/// quote and its article.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct QuotesArguments {
    #[command(flatten)]
    query: QueryArguments,
    /// How the speech is reported; without it direct. Several, parted by commas or repeated: any of them
    #[arg(long, value_enum, value_delimiter = ',')]
    kind: Vec<Kind>,
    #[command(flatten)]
    index: IndexOption,
    #[command(flatten)]
    filters: FilterArguments,
    #[command(flatten)]
    results: ResultArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    /// Words inside quotation marks
    Direct,
    /// A reported clause
    Indirect,
    /// A reported clause that holds a quoted stretch
    Mixed,
    /// All of them
    All,
}

impl Kind {
    /// As filters name it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
            Self::All => "all",
        }
    }
}

pub(crate) const EXAMPLES: &str = "\
Examples:
  dateline quotes inflation --speaker merkel
  dateline quotes --speaker \"bill clinton\" --on 1998 --sort oldest
  dateline quotes 'tariff OR levy' --kind all -C 1
  dateline quotes --speaker merkel 'confidence:>=.8'       no speakers who are a guess
  dateline quotes war --format csv --fields day,speaker,role,words,path";

/// Runs the command.
pub(crate) fn run(
    arguments: QuotesArguments,
    environment: &Environment,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let QuotesArguments { query, kind, index, filters, results } = arguments;
    let index = index.find(environment)?;
    let question = Question {
        find: DocumentKind::Quote,
        rows: Rows::Quotes,
        query: query.text(),
        filters,
        kinds: kind.into_iter().map(|kind| kind.name().to_owned()).collect(),
        passages: results.passages(None),
        results,
    };
    answer(&index, question, environment, out, err)
}
