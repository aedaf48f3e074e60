//! Hits as JSON: an envelope with a line for each hit, or lines alone. Keys are the columns, in their order.

mod text;
mod writer;

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::columns::{Column, Row};
use super::{JSON_FORMAT, Presenter, WriteError};
use crate::results::{SearchResults, Summary};

/// One object: `format`, what is known of the whole answer, and `hits`.
pub(super) struct Envelope {
    pub(super) columns: Vec<&'static Column>,
}

impl Presenter for Envelope {
    fn write(&mut self, results: SearchResults<'_>, out: &mut dyn Write) -> Result<(), WriteError> {
        let Summary { total, undated, too_vague } = results.summary;
        let shown = results.shown;
        write!(out, r#"{{"format":{JSON_FORMAT},"total":{total},"shown":{shown},"undated":{undated},"too_vague":{too_vague},"hits":["#)?;
        for (i, hit) in results.hits.enumerate() {
            out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
            let hit = hit?;
            write_json(&Object { format: None, columns: &self.columns, row: Row::Hit(&hit) }, out)?;
        }
        out.write_all(b"\n]}\n")?;
        Ok(())
    }
}

/// One object a line, `format` first in each.
pub(super) struct Lines {
    pub(super) columns: Vec<&'static Column>,
}

impl Presenter for Lines {
    fn write(&mut self, results: SearchResults<'_>, out: &mut dyn Write) -> Result<(), WriteError> {
        for hit in results.hits {
            let hit = hit?;
            write_json(&Object { format: Some(JSON_FORMAT), columns: &self.columns, row: Row::Hit(&hit) }, out)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

/// A row as an object whose keys are column names.
pub(super) struct Object<'a> {
    pub(super) format: Option<u32>,
    pub(super) columns: &'a [&'static Column],
    pub(super) row: Row<'a>,
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(format) = self.format {
            map.serialize_entry("format", &format)?;
        }
        for column in self.columns {
            map.serialize_entry(column.name, &column.of(self.row))?;
        }
        map.end()
    }
}

/// Bytes that most values take.
const USUAL: usize = 16 << 10;

/// Writes a value as one line of JSON without its line break; an error keeps its kind, so that a closed pipe is known as one.
pub fn write_json<T: Serialize + ?Sized>(value: &T, out: &mut dyn Write) -> io::Result<()> {
    let mut written = Vec::with_capacity(USUAL);
    push_json(value, &mut written)?;
    out.write_all(&written)
}

/// Appends a value as one line of JSON without its line break.
pub(super) fn push_json<T: Serialize + ?Sized>(value: &T, out: &mut Vec<u8>) -> io::Result<()> {
    value.serialize(&mut writer::Writer::new(out)).map_err(io::Error::from)
}
