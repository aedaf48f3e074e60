//! The answers to many queries, one after the other, each under its name.
//!
//! Text has a line with the count over the hits of each query; JSON an envelope a query; tables one row a hit, with the query's name, the
//! query and its count in front, and one row without a hit for a query that finds nothing. A query that is broken has its place too: its error.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::columns::{Cell, Column, Row};
use super::delimited::{CsvTable, write_tsv_cells};
use super::json::{Object, write_json};
use super::look::{Style, visible};
use super::summary::heading;
use super::{Format, JSON_FORMAT, Options, WriteError, columns, presenter};
use crate::results::{SearchResults, Summary};

/// A query and what it is called.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// Its name; the query itself where it has none.
    pub name: &'a str,
    /// As typed.
    pub query: &'a str,
}

/// Writes answers in a format other than [`Format::Paths`].
#[derive(Debug)]
pub struct Batch {
    format: Format,
    options: Options,
    /// Whether counts alone are wanted.
    counts: bool,
    columns: Vec<&'static Column>,
    written: usize,
}

/// What stands in front of each row of a table.
const FIRST: [&str; 4] = ["name", "query", "total", "error"];

impl Batch {
    /// A batch in which each answer is written as [`presenter`] would, or its count alone.
    pub fn new(format: Format, options: Options, counts: bool) -> Self {
        let rows = options.rows;
        let chosen = options.columns.clone();
        let columns = match format {
            _ if counts => Vec::new(),
            Format::Csv | Format::Tsv => chosen.unwrap_or_else(|| columns::of_table(rows, options.explained)),
            _ => chosen.unwrap_or_else(|| columns::of_json(rows, options.explained)),
        };
        Self { format, options, counts, columns, written: 0 }
    }

    /// Writes what stands before all answers.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        let names = || FIRST.into_iter().chain(self.columns.iter().map(|column| column.name));
        match self.format {
            Format::Json => write!(out, r#"{{"format":{JSON_FORMAT},"queries":["#),
            Format::Csv => {
                let mut table = CsvTable::headless(&self.columns, self.options.look, out);
                table.names(names())?;
                table.finish()
            }
            Format::Tsv => writeln!(out, "{}", names().collect::<Vec<_>>().join("\t")),
            Format::Text | Format::Kwic | Format::Jsonl | Format::Paths { .. } => Ok(()),
        }
    }

    /// Writes one answer; says how many hits it has in all.
    ///
    /// # Errors
    /// A hit cannot be read, or the output not written.
    pub fn answer(&mut self, named: Named<'_>, results: SearchResults<'_>, out: &mut dyn Write) -> Result<usize, WriteError> {
        let total = results.summary.total;
        self.next(out)?;
        match self.format {
            Format::Json | Format::Jsonl => self.envelope(named, results, out)?,
            Format::Csv | Format::Tsv => self.rows(named, results, out)?,
            Format::Text | Format::Kwic | Format::Paths { .. } => {
                let heading = heading(&results.summary, self.options.rows, if self.counts { total } else { results.shown }, 0);
                self.title(named, &heading, out)?;
                if !self.counts {
                    presenter(self.format, self.options.clone()).write(results, out)?;
                }
            }
        }
        Ok(total)
    }

    /// Writes that a query could not be answered.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn broken(&mut self, named: Named<'_>, error: &str, out: &mut dyn Write) -> io::Result<()> {
        self.next(out)?;
        match self.format {
            Format::Json | Format::Jsonl => {
                let Named { name, query } = named;
                write_json(&Failed { format: self.own_format(), name, query, error }, out)?;
                if self.format == Format::Jsonl { out.write_all(b"\n") } else { Ok(()) }
            }
            Format::Csv | Format::Tsv => self.row(&[text(named.name), text(named.query), Cell::Missing, text(error)], None, out),
            Format::Text | Format::Kwic | Format::Paths { .. } => self.title(named, "broken", out),
        }
    }

    /// Writes what stands behind all answers.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn end(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.format == Format::Json { out.write_all(b"\n]}\n") } else { Ok(()) }
    }

    /// Parts an answer from the one before.
    fn next(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.written += 1;
        match self.format {
            Format::Json => out.write_all(if self.written == 1 { b"\n" } else { b",\n" }),
            Format::Text | Format::Kwic if self.written > 1 && !self.counts => out.write_all(b"\n"),
            _ => Ok(()),
        }
    }

    fn title(&self, named: Named<'_>, what: &str, out: &mut dyn Write) -> io::Result<()> {
        self.options.look.styled(out, Style::Title, &visible(named.name))?;
        writeln!(out, ": {what}")
    }

    /// JSON lines carry the version of the contract each, the envelope once.
    fn own_format(&self) -> Option<u32> {
        (self.format == Format::Jsonl).then_some(JSON_FORMAT)
    }

    fn envelope(&self, named: Named<'_>, results: SearchResults<'_>, out: &mut dyn Write) -> Result<(), WriteError> {
        let Named { name, query } = named;
        let Summary { total, undated, too_vague } = results.summary;
        let known = Known { format: self.own_format(), name, query, total, shown: results.shown, undated, too_vague };
        let mut head = Vec::new();
        write_json(&known, &mut head)?;
        head.pop();
        out.write_all(&head)?;
        if !self.counts {
            out.write_all(br#","hits":["#)?;
            for (i, hit) in results.hits.enumerate() {
                if i > 0 {
                    out.write_all(b",")?;
                }
                let hit = hit?;
                write_json(&Object { format: None, columns: &self.columns, row: Row::Hit(&hit) }, out)?;
            }
            out.write_all(b"]")?;
        }
        out.write_all(if self.format == Format::Jsonl { b"}\n" } else { b"}" })?;
        Ok(())
    }

    fn rows(&self, named: Named<'_>, results: SearchResults<'_>, out: &mut dyn Write) -> Result<(), WriteError> {
        let first = [text(named.name), text(named.query), Cell::Count(results.summary.total), Cell::Missing];
        if self.counts || results.shown == 0 {
            return Ok(self.row(&first, None, out)?);
        }
        for hit in results.hits {
            let hit = hit?;
            self.row(&first, Some(Row::Hit(&hit)), out)?;
        }
        Ok(())
    }

    fn row(&self, first: &[Cell<'_>], row: Option<Row<'_>>, out: &mut dyn Write) -> io::Result<()> {
        let rest = self.columns.iter().map(|column| row.map_or(Cell::Missing, |row| column.of(row)));
        if self.format == Format::Tsv {
            return write_tsv_cells(first.iter().cloned().chain(rest), self.options.look, out);
        }
        let mut table = CsvTable::headless(&self.columns, self.options.look, out);
        table.cells(first.iter().cloned().chain(rest))?;
        table.finish()
    }
}

fn text(text: &str) -> Cell<'_> {
    Cell::Text(Cow::Borrowed(text))
}

/// What is known of an answer.
#[derive(Serialize)]
struct Known<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<u32>,
    name: &'a str,
    query: &'a str,
    total: usize,
    shown: usize,
    undated: usize,
    too_vague: usize,
}

/// A query without an answer.
#[derive(Serialize)]
struct Failed<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<u32>,
    name: &'a str,
    query: &'a str,
    error: &'a str,
}
