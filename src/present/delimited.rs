//! Hits as tables with a header line.
//!
//! csv is for spreadsheets (RFC 4180, but lines end in `\n`): a text that a spreadsheet would run as a formula (it begins with
//! `=`, `+`, `-`, `@`, a tab or a carriage return) gets an apostrophe in front, because archives hold text by strangers. tsv is for
//! programs and exact: tab, line feed, carriage return and backslash inside a value are written `\t`, `\n`, `\r` and `\\`, nothing is
//! quoted, and one line is one row. On a terminal what it would obey is made visible in both.

use std::borrow::Cow;
use std::io::{self, Write};

use super::columns::{Cell, Column, Row};
use super::look::{Look, visible};
use super::{Presenter, WriteError};
use crate::results::SearchResults;

/// Comma-separated values.
pub(super) struct Csv {
    pub(super) columns: Vec<&'static Column>,
    pub(super) look: Look,
}

impl Presenter for Csv {
    fn write(&mut self, results: SearchResults<'_>, out: &mut dyn Write) -> Result<(), WriteError> {
        let mut table = CsvTable::new(&self.columns, self.look, out)?;
        for hit in results.hits {
            let hit = hit?;
            table.row(Row::Hit(&hit))?;
        }
        Ok(table.finish()?)
    }
}

/// A csv table being written.
pub(super) struct CsvTable<'a> {
    writer: csv::Writer<&'a mut dyn Write>,
    columns: &'a [&'static Column],
    look: Look,
}

impl<'a> CsvTable<'a> {
    pub(super) fn new(columns: &'a [&'static Column], look: Look, out: &'a mut dyn Write) -> io::Result<Self> {
        let mut table = Self::headless(columns, look, out);
        table.names(columns.iter().map(|column| column.name))?;
        Ok(table)
    }

    /// A table whose header has been written.
    pub(super) fn headless(columns: &'a [&'static Column], look: Look, out: &'a mut dyn Write) -> Self {
        Self { writer: csv::Writer::from_writer(out), columns, look }
    }

    pub(super) fn row(&mut self, row: Row<'_>) -> io::Result<()> {
        let columns = self.columns;
        self.cells(columns.iter().map(|column| column.of(row)))
    }

    /// A row of cells.
    pub(super) fn cells<'c>(&mut self, cells: impl Iterator<Item = Cell<'c>>) -> io::Result<()> {
        for cell in cells {
            let text = match cell {
                Cell::Count(_) | Cell::Score(_) => cell.flat(),
                _ => harmless(cell.flat()),
            };
            self.field(&text)?;
        }
        self.end()
    }

    /// A row of names.
    pub(super) fn names<'n>(&mut self, mut names: impl Iterator<Item = &'n str>) -> io::Result<()> {
        names.try_for_each(|name| self.field(name))?;
        self.end()
    }

    fn field(&mut self, text: &str) -> io::Result<()> {
        let text = if self.look.is_terminal() { visible(text) } else { Cow::Borrowed(text) };
        self.writer.write_field(text.as_bytes()).map_err(output_error)
    }

    fn end(&mut self) -> io::Result<()> {
        self.writer.write_record(None::<&[u8]>).map_err(output_error)
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

fn output_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// The text, with an apostrophe in front where a spreadsheet would run it.
fn harmless(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { Cow::Owned(format!("'{text}")) } else { text }
}

/// Tab-separated values.
pub(super) struct Tsv {
    pub(super) columns: Vec<&'static Column>,
    pub(super) look: Look,
}

impl Presenter for Tsv {
    fn write(&mut self, results: SearchResults<'_>, out: &mut dyn Write) -> Result<(), WriteError> {
        write_tsv_header(&self.columns, out)?;
        for hit in results.hits {
            let hit = hit?;
            write_tsv_row(&self.columns, Row::Hit(&hit), self.look, out)?;
        }
        Ok(())
    }
}

pub(super) fn write_tsv_header(columns: &[&'static Column], out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<_> = columns.iter().map(|column| column.name).collect();
    writeln!(out, "{}", names.join("\t"))
}

pub(super) fn write_tsv_row(columns: &[&'static Column], row: Row<'_>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    write_tsv_cells(columns.iter().map(|column| column.of(row)), look, out)
}

pub(super) fn write_tsv_cells<'c>(cells: impl Iterator<Item = Cell<'c>>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    for (i, cell) in cells.enumerate() {
        if i > 0 {
            out.write_all(b"\t")?;
        }
        let text = one_line(cell.flat());
        out.write_all(if look.is_terminal() { visible(&text) } else { text }.as_bytes())?;
    }
    out.write_all(b"\n")
}

fn one_line(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains(['\t', '\n', '\r', '\\']) {
        return text;
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\t' => escaped.push_str("\\t"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\\' => escaped.push_str("\\\\"),
            c => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}
