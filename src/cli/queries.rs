//! The queries of a file, one a line or in a table, each with the line it stands on.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use dateline::error::Error;

use super::failure::Failure;

/// A query of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// Counted from 1.
    pub(crate) number: u64,
    /// The query itself where it has none.
    pub(crate) name: String,
    pub(crate) query: String,
    /// Why it cannot be asked.
    pub(crate) broken: Option<Cow<'static, str>>,
}

/// What stands where bytes are no UTF-8.
const NO_CHARACTER: char = '\u{fffd}';
const NO_UTF8: &str = "this line is not in UTF-8; save the file in that encoding";

/// The queries of a file; `-` is stdin.
pub(crate) fn read(file: &Path) -> Result<Vec<Line>, Failure> {
    let failed = |source| Error::Io { path: file.to_owned(), action: "cannot read the queries", source };
    let mut bytes = Vec::new();
    if file.as_os_str() == "-" {
        io::stdin().read_to_end(&mut bytes).map_err(failed)?;
    } else {
        bytes = fs::read(file).map_err(failed)?;
    }
    let lines = lines_of(file, &bytes).map_err(|wrong| Failure::Usage(format!("{}{wrong}", file.display())))?;
    if lines.is_empty() {
        return Err(Failure::Usage(format!("{}: no query in it", file.display())));
    }
    Ok(lines)
}

/// The queries of a file that holds these bytes; else what is wrong, to be put behind the file's name.
fn lines_of(file: &Path, bytes: &[u8]) -> Result<Vec<Line>, String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(": the queries are in UTF-16; save them in UTF-8".into());
    }
    let text = String::from_utf8_lossy(bytes);
    let is_damaged = matches!(text, Cow::Owned(_));
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = match delimiter(file, text) {
        Some(delimiter) => read_table(text, delimiter)?,
        None => read_lines(text),
    };
    for line in lines.iter_mut().filter(|line| is_damaged && (line.query.contains(NO_CHARACTER) || line.name.contains(NO_CHARACTER))) {
        line.broken = Some(Cow::Borrowed(NO_UTF8));
    }
    Ok(lines)
}

/// What parts the cells of a table: told by its header, which names its columns, or by the file's name. `None` for one query a line.
fn delimiter(file: &Path, text: &str) -> Option<u8> {
    let header = text.lines().next().unwrap_or_default();
    let columns = |delimiter: u8| {
        let cells = header.split(char::from(delimiter)).map(|cell| cell.trim().trim_matches('"'));
        let known = |name: &&str| ["query", "name"].iter().any(|known| name.eq_ignore_ascii_case(known));
        cells.filter(known).count()
    };
    let extension = file.extension().map(|extension| extension.to_ascii_lowercase());
    let usual = match extension.as_ref().and_then(|extension| extension.to_str()) {
        Some("csv") => Some(b','),
        Some("tsv" | "tab") => Some(b'\t'),
        _ => None,
    };
    [b',', b'\t', b';'].into_iter().find(|&delimiter| columns(delimiter) > 1).or(usual)
}

fn read_lines(text: &str) -> Vec<Line> {
    let lines = text.lines().zip(1..).map(|(line, number)| (line.trim(), number));
    let queries = lines.filter(|(line, _)| !line.is_empty() && !line.starts_with('#'));
    queries.map(|(query, number)| Line { number, name: query.to_owned(), query: query.to_owned(), broken: None }).collect()
}

fn read_table(text: &str, delimiter: u8) -> Result<Vec<Line>, String> {
    // Tabs stand in no query, so that tsv needs no quotation marks around its cells.
    let quoting = delimiter != b'\t';
    if quoting {
        ensure_marks_are_right(text, delimiter)?;
    }
    let broken = |error: csv::Error| format!(": the queries are no table: {error}");
    let mut reader =
        csv::ReaderBuilder::new().trim(csv::Trim::All).delimiter(delimiter).quoting(quoting).flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(broken)?.clone();
    let column = |wanted: &str| header.iter().position(|name| name.eq_ignore_ascii_case(wanted));
    let Some(query) = column("query") else {
        return Err(":1: the header of the queries names no column `query`".into());
    };
    if let Some(other) = header.iter().find(|name| !["query", "name"].iter().any(|known| name.eq_ignore_ascii_case(known))) {
        return Err(format!(":1: the header of the queries names a column {other:?}; there can be `name` and `query`"));
    }
    let name = column("name");
    let mut lines = Vec::new();
    let mut places = Places { text, at: 0, line: 1 };
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let number = record.position().map_or(0, |position| places.line_of(position));
        let cell = |at: usize| record.get(at).map(|cell| if quoting { Cow::Borrowed(cell) } else { unquoted(cell) }).unwrap_or_default();
        let query = cell(query).into_owned();
        let name = name.map(cell).filter(|name| !name.is_empty()).map_or_else(|| query.clone(), Cow::into_owned);
        if !(query.is_empty() && name.is_empty()) {
            let broken = (record.len() != header.len()).then(|| uneven(header.len(), record.len(), delimiter));
            lines.push(Line { number, name, query, broken });
        }
    }
    Ok(lines)
}

/// What is wrong with a line that has more or fewer cells than the header.
fn uneven(wanted: usize, found: usize, delimiter: u8) -> Cow<'static, str> {
    let mark = match delimiter {
        b'\t' => "tab",
        b';' => "semicolon",
        _ => "comma",
    };
    let advice = if found > wanted { format!("; a query with a {mark} stands in quotation marks") } else { String::new() };
    let advice = if delimiter == b'\t' { String::new() } else { advice };
    Cow::Owned(format!("where the header has {wanted} fields, this line has {found}{advice}"))
}

/// A cell of a tsv, without the quotation marks that spreadsheets put around cells with such marks, which they double.
fn unquoted(cell: &str) -> Cow<'_, str> {
    let inner = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')).unwrap_or_default();
    let plain = inner.replace("\"\"", "");
    if plain.len() < inner.len() && !plain.contains('"') { Cow::Owned(inner.replace("\"\"", "\"")) } else { Cow::Borrowed(cell) }
}

/// Says where a quotation mark of a csv is never closed, or its cell goes on behind it: such a cell would be read as something else.
fn ensure_marks_are_right(text: &str, delimiter: u8) -> Result<(), String> {
    let mut bytes = text.bytes().enumerate().peekable();
    let mut opened = None;
    let mut begins_cell = true;
    while let Some((at, byte)) = bytes.next() {
        let ends_cell = |byte: u8| byte == delimiter || matches!(byte, b'\r' | b'\n');
        if opened.is_some() {
            if byte == b'"' && bytes.next_if(|(_, next)| *next == b'"').is_none() {
                opened = None;
                let rest = text.get(at + 1..).unwrap_or_default();
                let behind = rest.trim_start_matches([' ', '\t']).bytes().next();
                if behind.is_some_and(|byte| !ends_cell(byte)) {
                    let advice = "marks inside a cell are doubled, and the cell stands in marks: \"\"\"dam leak\"\" OR flood\"";
                    return Err(format!(":{}: the cell goes on behind its closing quotation mark; {advice}", line_at(text, at)));
                }
            }
        } else if byte == b'"' && begins_cell {
            opened = Some(at);
        }
        begins_cell = opened.is_none() && ends_cell(byte);
    }
    opened.map_or(Ok(()), |at| Err(format!(":{}: this line opens a quotation mark that is never closed", line_at(text, at))))
}

fn line_at(text: &str, byte: usize) -> u64 {
    let mut places = Places { text, at: 0, line: 1 };
    places.go_to(byte);
    places.line
}

/// Lines of a text, asked for in their order.
struct Places<'t> {
    text: &'t str,
    at: usize,
    line: u64,
}

impl Places<'_> {
    /// The line a record begins on. The reader itself tells where it went on reading, which is before the LF of a CRLF and before empty lines.
    fn line_of(&mut self, position: &csv::Position) -> u64 {
        let bytes = self.text.as_bytes();
        let mut from = usize::try_from(position.byte()).unwrap_or(usize::MAX).min(bytes.len());
        while matches!(bytes.get(from), Some(b'\r' | b'\n')) {
            from += 1;
        }
        self.go_to(from);
        self.line
    }

    fn go_to(&mut self, byte: usize) {
        let bytes = self.text.as_bytes();
        while self.at < byte {
            let ends = match bytes[self.at] {
                b'\r' => bytes.get(self.at + 1) != Some(&b'\n'),
                byte => byte == b'\n',
            };
            self.line += u64::from(ends);
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: u64, name: &str, query: &str) -> Line {
        Line { number, name: name.into(), query: query.into(), broken: None }
    }

    #[test]
    fn queries_are_read_from_lines_and_tables() {
        for (file, text, expected) in [
            ("a.txt", "dam w/5 leak\n\n# not this\n  flood \n", vec![line(1, "dam w/5 leak", "dam w/5 leak"), line(4, "flood", "flood")]),
            ("-", "name,query\nDams,\"dam, leak\"\n", vec![line(2, "Dams", "dam, leak")]),
            ("b.csv", "query\n\"\"\"dam leak\"\"\"\nflood\n", vec![line(2, "\"dam leak\"", "\"dam leak\""), line(3, "flood", "flood")]),
            ("c.csv", "Query,Name\nflood,\n", vec![line(2, "flood", "flood")]),
            (
                "d.csv",
                "name,query\r\nA,dam\r\n\r\nB,\"a\r\nb\"\r\nC,c",
                vec![line(2, "A", "dam"), line(4, "B", "a\r\nb"), line(6, "C", "c")],
            ),
            ("e.csv", "query\n\n\na\rb\n", vec![line(4, "a", "a"), line(5, "b", "b")]),
            ("f.csv", "name;query\nDams;\"dam; leak\"\nF;say \"no\"\n", vec![line(2, "Dams", "dam; leak"), line(3, "F", "say \"no\"")]),
            (
                "g.tsv",
                "name\tquery\nDams\t\"dam leak\" OR \"x\"\nF\t\"\"\"dam leak\"\" OR flood\"\n",
                vec![line(2, "Dams", "\"dam leak\" OR \"x\""), line(3, "F", "\"dam leak\" OR flood")],
            ),
            ("h.tsv", "query\n\"dam leak\n\"a\"\n", vec![line(2, "\"dam leak", "\"dam leak"), line(3, "\"a\"", "\"a\"")]),
            ("-", "Name\tQUERY\nA\tdam\n", vec![line(2, "A", "dam")]),
            ("i.csv", "query\n\"a\" \n", vec![line(2, "a", "a")]),
        ] {
            assert_eq!(lines_of(Path::new(file), text.as_bytes()), Ok(expected), "{file}");
        }
    }

    #[test]
    fn what_is_no_table_is_told_with_its_line() {
        for (file, text, expected) in [
            ("a.csv", "name,words\na,b\n", ":1: the header of the queries names no column `query`"),
            ("a.csv", "name,query,day\na,b,c\n", ":1: the header of the queries names a column \"day\""),
            ("a.csv", "name,query\nA,\"dam\nB,leak\n", ":2: this line opens a quotation mark that is never closed"),
            ("a.csv", "name,query\nA,dam\nB,\"dam leak\" OR x\n", ":3: the cell goes on behind its closing quotation mark"),
        ] {
            let wrong = lines_of(Path::new(file), text.as_bytes()).unwrap_err();
            assert!(wrong.starts_with(expected), "{wrong}");
        }
        assert!(lines_of(Path::new("a"), b"\xff\xfed\0").unwrap_err().contains("UTF-16"));
    }

    #[test]
    fn lines_with_other_cells_than_the_header_leave_the_others() {
        let broken = |file: &str, text: &str| {
            let lines = lines_of(Path::new(file), text.as_bytes()).unwrap();
            lines.into_iter().map(|line| line.broken.unwrap_or_default().into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            broken("a.csv", "name,query\r\nA,dam\r\nB\r\nC,dam, leak\r\n"),
            [
                "",
                "where the header has 2 fields, this line has 1",
                "where the header has 2 fields, this line has 3; a query with a comma stands in quotation marks",
            ]
        );
        assert_eq!(broken("a.tsv", "name\tquery\nA\tdam\tleak\n"), ["where the header has 2 fields, this line has 3"]);
    }

    #[test]
    fn lines_that_are_no_utf8_leave_the_others() {
        let lines = lines_of(Path::new("a.txt"), b"dam\ncaf\xe9\nleak\n").unwrap();
        let broken: Vec<_> = lines.iter().map(|line| (line.number, line.broken.is_some())).collect();
        assert_eq!(broken, [(1, false), (2, true), (3, false)]);
        let lines = lines_of(Path::new("a.csv"), b"name,query\nA,dam\nB\xe9,x\n").unwrap();
        assert_eq!(lines.iter().map(|line| line.broken.is_some()).collect::<Vec<_>>(), [false, true]);
        assert_eq!(lines_of(Path::new("a.txt"), "a\u{fffd}b".as_bytes()).unwrap()[0].broken, None);
    }
}
