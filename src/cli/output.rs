//! How results are shown: the flags that commands share.

use chrono::NaiveDate;
use clap::builder::RangedU64ValueParser;
use clap::{Args, ValueEnum};
use dateline::engine::{PassageOptions, Recent, SearchRequest, Sort};
use dateline::present::columns::{self, Column};
use dateline::present::{Format, Rows, ValueFormat};
use dateline::query::Node;
use dateline::schema::DocumentKind;

use super::failure::Failure;

/// Which hits to show, in which order and form.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Results")]
pub(crate) struct ResultArguments {
    /// How many to show [default: 10]
    #[arg(short = 'n', long, value_name = "N", allow_negative_numbers = true, value_parser = one_or_more(), conflicts_with_all = ["all", "count"])]
    pub(crate) limit: Option<usize>,
    /// How many to pass over first
    #[arg(long, value_name = "N", default_value_t = 0, allow_negative_numbers = true, conflicts_with = "count")]
    pub(crate) offset: usize,
    /// Show all of them; without a query, of the whole archive
    #[arg(long)]
    pub(crate) all: bool,
    /// In which order
    #[arg(long, value_enum, default_value_t)]
    sort: Order,
    /// Let new articles count more: double on the day itself, half as much more with every DAYS that have passed [default: 90]
    #[arg(long, value_name = "DAYS", num_args = 0..=1, default_missing_value = "90", require_equals = true,
        value_parser = clap::value_parser!(u32).range(1..), conflicts_with_all = ["sort", "count"])]
    recent: Option<u32>,
    /// Any of the words, not all of them
    #[arg(long)]
    pub(crate) any: bool,
    /// The words as typed: no stemming, no folding of case or diacritics
    #[arg(long)]
    pub(crate) exact: bool,
    /// Sentences of context around a match
    #[arg(short = 'C', long, value_name = "N", default_value_t = 0, allow_negative_numbers = true, conflicts_with_all = ["count", "files", "null"])]
    pub(crate) context: usize,
    /// One line a match, the matches below one another; in JSON one passage a match
    #[arg(long, conflicts_with_all = ["context", "count", "files", "null", "fields", "explain"])]
    pub(crate) kwic: bool,
    /// Print the number of matches and nothing else
    #[arg(short = 'c', long, conflicts_with_all = ["files", "null", "fields"])]
    pub(crate) count: bool,
    /// Print the files that match and nothing else, each once; all of them unless -n is given
    #[arg(short = 'l', long, conflicts_with_all = ["format", "fields", "explain"])]
    pub(crate) files: bool,
    /// As -l, each path ended by a NUL byte, for xargs -0
    #[arg(short = '0', long, conflicts_with_all = ["format", "fields", "explain"])]
    pub(crate) null: bool,
    /// Print how the query was understood on stderr, and with each hit how its score came about
    #[arg(long)]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) shape: ShapeArguments,
}

/// How much of an article to show.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Results")]
pub(crate) struct PassageArguments {
    /// Passages of an article at most [default: 3]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = one_or_more(), conflicts_with_all = ["count", "files", "null", "kwic"])]
    pub(crate) passages: Option<usize>,
}

/// In which form to show results.
#[derive(Debug, Clone, Args)]
pub(crate) struct ShapeArguments {
    /// In which form
    #[arg(long, value_enum, default_value_t)]
    format: FormatName,
    /// Which fields to show, in which order; --help lists them
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    fields: Option<Vec<String>>,
    /// Whether to use colour; auto honours NO_COLOR and CLICOLOR_FORCE
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(crate) color: Color,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal
    #[default]
    Auto,
    /// Also in a pipe
    Always,
    /// Nowhere
    Never,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Order {
    /// Best first; newest first where there are no words to rank by
    #[default]
    Relevance,
    /// Newest day first, undated last
    Newest,
    /// Oldest day first, undated last
    Oldest,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// For people
    #[default]
    Text,
    /// One object with all results
    Json,
    /// One object a line
    Jsonl,
    /// A table for spreadsheets
    Csv,
    /// A table for cut and awk
    Tsv,
}

/// Most passages of a hit unless a number is typed.
const PASSAGES: usize = 3;

/// Numbers of things to show.
pub(crate) fn one_or_more() -> RangedU64ValueParser<usize> {
    RangedU64ValueParser::new().range(1..)
}

impl ResultArguments {
    /// The order of the hits.
    pub(crate) fn sort(&self) -> Sort {
        match self.sort {
            Order::Relevance => Sort::Relevance,
            Order::Newest => Sort::Newest,
            Order::Oldest => Sort::Oldest,
        }
    }

    /// What is asked of the engine, with order, number and explanation as typed.
    pub(crate) fn request(&self, query: Node, find: DocumentKind, passages: PassageOptions, today: NaiveDate) -> SearchRequest {
        SearchRequest {
            query,
            find,
            sort: self.sort(),
            recent: self.recent(today),
            limit: self.wanted(),
            offset: self.offset,
            passages,
            explain: self.explain,
        }
    }

    /// How many hits to ask for: none to count, all for a list of files unless a number was typed.
    pub(crate) fn wanted(&self) -> Option<usize> {
        match self.limit {
            _ if self.count => Some(0),
            _ if self.all => None,
            Some(limit) => Some(limit),
            None if self.wants_files() => None,
            None => Some(10),
        }
    }

    /// How much text a hit shows, where so many passages were typed.
    pub(crate) fn passages(&self, typed: Option<usize>) -> PassageOptions {
        let count = if self.wants_files() || self.count { 0 } else { typed.unwrap_or(PASSAGES) };
        PassageOptions { count, context: self.context, each_match: self.kwic }
    }

    /// How much more new articles count.
    pub(crate) fn recent(&self, today: NaiveDate) -> Option<Recent> {
        self.recent.map(|half_life| Recent { today, half_life })
    }

    /// After how many days newness counts half as much.
    pub(crate) fn half_life(&self) -> Option<u32> {
        self.recent
    }

    /// The form of the hits.
    pub(crate) fn format(&self) -> Format {
        match (self.null, self.files) {
            (true, _) => Format::Paths { end: 0 },
            (false, true) => Format::Paths { end: b'\n' },
            (false, false) if self.kwic && self.shape.is_text() => Format::Kwic,
            (false, false) => self.shape.format(),
        }
    }

    /// Whether only the files are wanted.
    pub(crate) fn wants_files(&self) -> bool {
        self.files || self.null
    }
}

impl ShapeArguments {
    /// The form of hits.
    fn format(&self) -> Format {
        match self.format {
            FormatName::Text => Format::Text,
            FormatName::Json => Format::Json,
            FormatName::Jsonl => Format::Jsonl,
            FormatName::Csv => Format::Csv,
            FormatName::Tsv => Format::Tsv,
        }
    }

    /// The form of counted values.
    pub(crate) fn value_format(&self) -> ValueFormat {
        match self.format {
            FormatName::Text => ValueFormat::Text,
            FormatName::Json => ValueFormat::Json,
            FormatName::Jsonl => ValueFormat::Jsonl,
            FormatName::Csv => ValueFormat::Csv,
            FormatName::Tsv => ValueFormat::Tsv,
        }
    }

    /// Whether people read it.
    pub(crate) fn is_text(&self) -> bool {
        self.format == FormatName::Text
    }

    /// The columns named, if any.
    pub(crate) fn columns(&self, rows: Rows) -> Result<Option<Vec<&'static Column>>, Failure> {
        Ok(self.fields.as_deref().map(|names| columns::named(rows, names)).transpose()?)
    }
}
