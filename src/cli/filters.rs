//! The filters, alike on every reading command.

use clap::{Args, ValueEnum};
use dateline::query::{Filters, tree};

/// Which articles or quotes to look at.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Filters")]
pub(crate) struct FilterArguments {
    /// Who speaks; part of a name will do, and Mr. or Mrs. before it tells who is meant. Repeated: any of them
    #[arg(long, value_name = "NAME")]
    pub(crate) speaker: Vec<String>,
    /// Where it was filed from or is set in: city, region, country or continent. Repeated: any of them
    #[arg(long, value_name = "PLACE")]
    pub(crate) place: Vec<String>,
    /// A place that the text names. Repeated: any of them
    #[arg(long, value_name = "PLACE")]
    pub(crate) mentions: Vec<String>,
    /// The outlet or agency; part of a name will do. Repeated: any of them
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Vec<String>,
    /// Who wrote it; part of a name will do. Repeated: any of them
    #[arg(long, value_name = "NAME")]
    pub(crate) byline: Vec<String>,
    /// Language, as its two-letter code. Repeated: any of them
    #[arg(long, value_name = "CODE")]
    pub(crate) lang: Vec<String>,
    /// Path in the archive, with * and ?. Repeated: any of them
    #[arg(long, value_name = "GLOB")]
    pub(crate) path: Vec<String>,
    /// Published on this day or later: 2017, 2017-09, 2017-09-06, yesterday, 7d, "6 September 2017"
    #[arg(long, value_name = "DATE")]
    pub(crate) after: Option<String>,
    /// Published on this day or earlier
    #[arg(long, value_name = "DATE")]
    pub(crate) before: Option<String>,
    /// Published in this span: a day, month or year, or a span like 2017-09..2017-11
    #[arg(long, value_name = "DATE", conflicts_with_all = ["after", "before"])]
    pub(crate) on: Option<String>,
    /// What becomes of articles without a date; a date filter leaves them out by itself
    #[arg(long, value_name = "WHAT")]
    pub(crate) undated: Option<Undated>,
}

/// What becomes of articles without a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Undated {
    /// They pass every date filter
    Include,
    /// They are left out
    Exclude,
    /// Nothing else is looked at
    Only,
}

impl From<Undated> for tree::Undated {
    fn from(undated: Undated) -> Self {
        match undated {
            Undated::Include => Self::Include,
            Undated::Exclude => Self::Exclude,
            Undated::Only => Self::Only,
        }
    }
}

impl From<&FilterArguments> for Filters {
    fn from(typed: &FilterArguments) -> Self {
        let FilterArguments { speaker, place, mentions, source, byline, lang, path, after, before, on, undated } = typed.clone();
        let undated = undated.map(Into::into).unwrap_or_default();
        Self { speaker, place, mentions, source, byline, lang, path, after, before, on, undated, kinds: Vec::new() }
    }
}
