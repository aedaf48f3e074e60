//! `dateline batch`: many queries at once.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use dateline::engine::{Engine, PassageOptions};
use dateline::error::Error;
use dateline::present::{Batch, Named, Options, Rows, left_out};
use dateline::results::SearchResults;
use dateline::schema::DocumentKind;

use super::Outcome;
use super::environment::Environment;
use super::failure::{Failure, say};
use super::filters::FilterArguments;
use super::library::{self, Asked};
use super::locate::IndexOption;
use super::output::{PassageArguments, ResultArguments};
use super::quotes::Kind;

/// Answer many queries: a count and hits for each
///
/// FILE holds one query a line (empty lines and those that begin with # are passed over), or is csv with a header line that names the columns
/// `query` and, if they have names, `name`. Filters hold for all of them. A broken query, or a name without one, is reported and the others are
/// answered; the exit status is 2 then. Tables have the name, the query, its count and what is wrong with it in front of each hit.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct BatchArguments {
    /// The queries; - reads stdin
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Answer with quotes rather than articles
    #[arg(long)]
    quotes: bool,
    /// How the speech is reported; without it direct. Repeated: any of them
    #[arg(long, value_enum, requires = "quotes")]
    kind: Vec<Kind>,
    #[command(flatten)]
    index: IndexOption,
    #[command(flatten)]
    filters: FilterArguments,
    #[command(flatten)]
    passages: PassageArguments,
    #[command(flatten)]
    results: ResultArguments,
}

const EXAMPLES: &str = "\
Examples:
  dateline batch beats.txt -c                              how many articles each query finds
  dateline batch beats.csv --after 7d --format csv > week.csv
  dateline batch beats.csv -n 3 --format jsonl | jq '{name, total}'
  echo 'dam w/5 leak' | dateline batch -";

/// A line of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    number: u64,
    name: String,
    query: String,
}

/// Runs the command.
pub(crate) fn run(
    arguments: BatchArguments,
    environment: &Environment,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let BatchArguments { file, quotes, kind, index, filters, passages, results } = arguments;
    let kinds: Vec<String> = kind.into_iter().map(|kind| kind.name().to_owned()).collect();
    let shown = results.passages(passages.passages);
    if results.wants_files() || results.explain {
        return Err(Failure::Usage("-l, -0 and --explain are for one query: use them with `dateline search`".into()));
    }
    let lines = read(&file)?;
    let index = index.find(environment)?;
    let engine = library::open(&index)?;
    let (find, rows) = if quotes { (DocumentKind::Quote, Rows::Quotes) } else { (DocumentKind::Article, Rows::Articles) };
    let look = environment.terminal.look(results.shape.color);
    let columns = results.shape.columns(rows)?;
    let shown = library::needed(shown, rows, columns.as_deref());
    let options = Options { rows, columns, explained: false, look, roots: library::roots(&*engine, &index, environment) };
    let mut batch = Batch::new(results.format(), options, results.count);
    let (mut found, mut failed) = (0, false);
    batch.begin(out)?;
    for line in &lines {
        let named = Named { name: &line.name, query: &line.query };
        let broken =
            match (Terms { engine: &*engine, find, kinds: &kinds, filters: &filters, passages: shown, results: &results, environment })
                .ask(line, err)
            {
                Ok(answer) => {
                    found += batch.answer(named, answer, out)?;
                    continue;
                }
                Err(Failure::Known(error)) => error.to_string(),
                Err(Failure::Usage(text)) => text,
                Err(other) => return Err(other),
            };
        failed = true;
        say(err, "error", &format!("{}:{}: {broken}", file.display(), line.number));
        batch.broken(named, &broken, out)?;
    }
    batch.end(out)?;
    Ok(if failed { Outcome::Failed } else { Outcome::of(found) })
}

/// What holds for all queries of a file.
struct Terms<'e> {
    engine: &'e dyn Engine,
    find: DocumentKind,
    kinds: &'e [String],
    filters: &'e FilterArguments,
    passages: PassageOptions,
    results: &'e ResultArguments,
    environment: &'e Environment,
}

impl<'e> Terms<'e> {
    /// Asks one of them; what there is to say about it goes to `err` under its name.
    fn ask(&self, line: &Line, err: &mut dyn Write) -> Result<SearchResults<'e>, Failure> {
        let &Self { engine, find, kinds, filters, passages, results, environment } = self;
        if line.query.is_empty() {
            return Err(Failure::Usage("there is no query; * asks for everything".into()));
        }
        let asked = Asked { find, kinds: kinds.to_vec(), any: results.any, exact: results.exact, all: true };
        let parsed = library::parse(&line.query, filters, asked, environment)?;
        let mut notes = library::notes(engine, &parsed)?;
        let request = results.request(parsed.node.clone(), find, passages, environment.today);
        let answer = engine.search(&request).map_err(|error| library::placed(error, &line.query, &parsed))?;
        notes.extend(left_out(&answer.summary));
        notes.extend(library::absent(engine, &answer.summary, &request.query)?);
        notes.iter().for_each(|note| say(err, "note", &format!("{}: {note}", line.name)));
        Ok(answer)
    }
}

/// The queries of a file.
fn read(file: &Path) -> Result<Vec<Line>, Failure> {
    let failed = |source| Error::Io { path: file.to_owned(), action: "cannot read the queries", source };
    let mut text = String::new();
    if file.as_os_str() == "-" {
        io::stdin().read_to_string(&mut text).map_err(failed)?;
    } else {
        text = fs::read_to_string(file).map_err(failed)?;
    }
    let text = text.trim_start_matches('\u{feff}');
    let lines = if is_csv(file, text) { read_csv(text)? } else { read_lines(text) };
    if lines.is_empty() {
        return Err(Failure::Usage(format!("{}: no query in it", file.display())));
    }
    Ok(lines)
}

/// Whether a text is csv: by the file's name, or by a header that names both columns.
fn is_csv(file: &Path, text: &str) -> bool {
    let header = text.lines().next().unwrap_or_default();
    let names: Vec<_> = header.split(',').map(|name| name.trim().trim_matches('"')).collect();
    file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) || names.contains(&"name") && names.contains(&"query")
}

fn read_lines(text: &str) -> Vec<Line> {
    let lines = text.lines().zip(1..).map(|(line, number)| (line.trim(), number));
    let queries = lines.filter(|(line, _)| !line.is_empty() && !line.starts_with('#'));
    queries.map(|(query, number)| Line { number, name: query.to_owned(), query: query.to_owned() }).collect()
}

fn read_csv(text: &str) -> Result<Vec<Line>, Failure> {
    let broken = |error: csv::Error| Failure::Usage(format!("the queries are no csv: {error}"));
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map_err(broken)?.clone();
    let column = |wanted: &str| header.iter().position(|name| name.eq_ignore_ascii_case(wanted));
    let Some(query) = column("query") else {
        return Err(Failure::Usage("the header of the queries names no column `query`".into()));
    };
    if let Some(other) = header.iter().find(|name| !["query", "name"].iter().any(|known| name.eq_ignore_ascii_case(known))) {
        return Err(Failure::Usage(format!("the header of the queries names a column {other:?}; there can be `name` and `query`")));
    }
    let name = column("name");
    let mut lines = Vec::new();
    let mut places = Places { text, at: 0, line: 1 };
    for record in reader.records() {
        let record = record.map_err(|error| match error.kind() {
            csv::ErrorKind::UnequalLengths { pos: Some(position), expected_len, len } => {
                let line = places.line_of(position);
                Failure::Usage(format!("the queries are no csv: where the header has {expected_len} fields, line {line} has {len}"))
            }
            _ => broken(error),
        })?;
        let number = record.position().map_or(0, |position| places.line_of(position));
        let query = record.get(query).unwrap_or_default().to_owned();
        let name = name.and_then(|name| record.get(name)).filter(|name| !name.is_empty()).unwrap_or(&query).to_owned();
        if !(query.is_empty() && name.is_empty()) {
            lines.push(Line { number, name, query });
        }
    }
    Ok(lines)
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
        while self.at < from {
            let ends = match bytes[self.at] {
                b'\r' => bytes.get(self.at + 1) != Some(&b'\n'),
                byte => byte == b'\n',
            };
            self.line += u64::from(ends);
            self.at += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_read_from_lines_and_tables() {
        let line = |number, name: &str, query: &str| Line { number, name: name.into(), query: query.into() };
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
        ] {
            let read = if is_csv(Path::new(file), text) { read_csv(text).unwrap() } else { read_lines(text) };
            assert_eq!(read, expected, "{file}");
        }
        let Err(Failure::Usage(uneven)) = read_csv("name,query\r\nA,dam\r\nB\r\n") else { panic!("uneven") };
        assert_eq!(uneven, "the queries are no csv: where the header has 2 fields, line 3 has 1");
        assert!(matches!(read_csv("name,words\na,b\n"), Err(Failure::Usage(_))));
        assert!(matches!(read_csv("name,query,day\na,b,c\n"), Err(Failure::Usage(_))));
    }
}
