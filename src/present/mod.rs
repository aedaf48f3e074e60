//! Results to bytes: text for people, JSON, csv and tsv for programs, paths for pipes.
//!
//! Presenters know results and column names; they cannot ask an engine for more, read no environment and write only to what they are
//! given. What a terminal would obey never reaches it from a file: text made for people shows it written out ([`visible`]), JSON escapes it,
//! and tables and paths do the former on a terminal and keep it byte by byte in a pipe.

mod article;
mod batch;
mod check;
pub mod columns;
mod contract;
mod delimited;
mod json;
mod kwic;
mod lists;
mod look;
mod status;
mod summary;
mod text;
mod values;
mod wrap;

use std::io::{self, Write};

pub use article::{ArticleView, Listed, write_article};
pub use batch::{Batch, Named};
pub use check::{write_check, write_check_json};
pub use columns::Rows;
pub use contract::write_contract;
pub use json::write_json;
pub use look::{Look, Roots, visible};
pub use status::{UNFINISHED, write_status, write_status_json};
pub use summary::{absent, counted, grouped, heading, left_out, other_kinds};
pub use values::{ValueFormat, write_values};

use crate::article::Quote;
use crate::error::Error;
use crate::results::SearchResults;
use columns::Column;

/// Says in words why a quote of this body has its speaker.
pub type Reason = fn(&Quote, &str) -> String;

/// Version of the JSON contract, in every object as `format`.
pub const JSON_FORMAT: u32 = 1;

/// Why an answer could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A hit could not be read.
    #[error(transparent)]
    Results(#[from] Error),
    /// The output could not be written; a closed pipe is no failure to speak of.
    #[error("cannot write the output: {0}")]
    Output(#[from] io::Error),
}

/// Writes the hits of an answer.
pub trait Presenter {
    /// Writes every hit as it is read.
    ///
    /// # Errors
    /// A hit cannot be read, or the output not written.
    fn write(&mut self, results: SearchResults<'_>, out: &mut dyn Write) -> Result<(), WriteError>;
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For people: one line a match, the matches below one another.
    Kwic,
    /// One envelope with all hits.
    Json,
    /// One object a line, no header or trailer.
    Jsonl,
    /// Comma-separated values with a header line, for spreadsheets: what they would run as a formula gets an apostrophe in front.
    Csv,
    /// Tab-separated values with a header line, for `cut` and `awk`: exact, tab and line break inside a value written `\t` and `\n`.
    Tsv,
    /// The path of every file that holds a hit, once, each with this byte after it.
    Paths {
        /// Line feed or NUL.
        end: u8,
    },
}

/// What a presenter is made for.
#[derive(Debug, Clone)]
pub struct Options {
    /// What the hits are: [`Rows::Articles`] or [`Rows::Quotes`].
    pub rows: Rows,
    /// Columns named by the user; `None` shows what the format shows by itself.
    pub columns: Option<Vec<&'static Column>>,
    /// Whether hits carry explanations.
    pub explained: bool,
    /// What the terminal can show.
    pub look: Look,
    /// Where the roots stand; for links and openable paths.
    pub roots: Roots,
}

/// The presenter of a format.
pub fn presenter(format: Format, options: Options) -> Box<dyn Presenter> {
    let Options { rows, columns, explained, look, roots } = options;
    let in_json = |columns: Option<Vec<_>>| columns.unwrap_or_else(|| columns::of_json(rows, explained));
    let in_table = |columns: Option<Vec<_>>| columns.unwrap_or_else(|| columns::of_table(rows, explained));
    match format {
        Format::Text => Box::new(text::Text { columns, look, roots }),
        Format::Kwic => Box::new(kwic::Kwic { look }),
        Format::Json => Box::new(json::Envelope { columns: in_json(columns) }),
        Format::Jsonl => Box::new(json::Lines { columns: in_json(columns) }),
        Format::Csv => Box::new(delimited::Csv { columns: in_table(columns), look }),
        Format::Tsv => Box::new(delimited::Tsv { columns: in_table(columns), look }),
        Format::Paths { end } => Box::new(lists::Paths::new(end, roots, look)),
    }
}

#[cfg(test)]
mod tests;
