//! Hits as JSON: an envelope with a line for each hit, or lines alone. Keys are the columns, in their order.

use std::io::{self, Write};

use memchr::{memchr, memchr3_iter};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::ser::Formatter;

use super::columns::{Column, Row};
use super::look::is_obeyed;
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

/// Writes a value as one line of JSON without its line break; an error keeps its kind, so that a closed pipe is known as one.
pub(super) fn write_json<T: Serialize + ?Sized>(value: &T, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(out, Inert);
    value.serialize(&mut serializer).map_err(io::Error::from)
}

/// Compact JSON in which also those characters are escaped that JSON lets through and a terminal obeys.
struct Inert;

impl Formatter for Inert {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let bytes = fragment.as_bytes();
        let mut written = 0;
        while let Some((at, c)) = next_obeyed(fragment, written) {
            writer.write_all(&bytes[written..at])?;
            write!(writer, "\\u{:04x}", u32::from(c))?;
            written = at + c.len_utf8();
        }
        writer.write_all(&bytes[written..])
    }
}

/// The first character from byte `from` on that a terminal obeys; JSON has escaped those below the space already.
///
/// All but one of them begin with three bytes that few characters begin with, which is what makes long texts fast.
fn next_obeyed(text: &str, from: usize) -> Option<(usize, char)> {
    const DELETE: u8 = 0x7f;
    let rest = &text.as_bytes()[from..];
    let is_obeyed_at = |at: &usize| text[from + at..].chars().next().is_some_and(is_obeyed);
    let long = memchr3_iter(0xc2, 0xe2, 0xef, rest).find(is_obeyed_at);
    let delete = memchr(DELETE, &rest[..long.unwrap_or(rest.len())]);
    let at = from + delete.or(long)?;
    Some((at, text[at..].chars().next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped_so_that_they_read_the_same_and_command_nothing() {
        let every: String = (0..=0x10_ffff).filter_map(char::from_u32).collect();
        let mut out = Vec::new();
        write_json(&every, &mut out).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert!(!written.contains(is_obeyed));
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), every);
    }
}
