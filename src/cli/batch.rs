//! `dateline batch`: many queries at once.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use dateline::engine::{Engine, PassageOptions};
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
use super::queries::{Line, read};
use super::quotes::Kind;

/// Answer many queries: a count and hits for each
///
/// FILE holds one query a line (empty lines and those that begin with # are passed over), or is a table, csv or tsv, with a header line that names
/// the columns `query` and, if they have names, `name`. In csv a cell that holds quotation marks is quoted and its own marks are doubled:
/// """dam leak"" OR flood". Filters hold for all of them. A broken query, a name without one or a line
/// with too many cells is reported and the others are answered; the exit status is 2 then. Tables have the name, the query, its count and what is wrong with it in front of each hit.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct BatchArguments {
    /// The queries; - reads stdin
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Answer with quotes rather than articles
    #[arg(long)]
    quotes: bool,
    /// How the speech is reported; without it direct. Several, parted by commas or repeated: any of them
    #[arg(long, value_enum, value_delimiter = ',', requires = "quotes")]
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

pub(crate) const EXAMPLES: &str = "\
Examples:
  dateline batch beats.txt -c                              how many articles each query finds
  dateline batch beats.csv --after 7d --format csv > week.csv
  dateline batch beats.csv -n 3 --format jsonl | jq '{name, total}'
  echo 'dam w/5 leak' | dateline batch -";

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
    let options = Options { rows, columns, explained: false, look, roots: library::roots(engine, &index, environment) };
    let mut batch = Batch::new(results.format(), options, results.count);
    let (mut found, mut failed) = (0, false);
    batch.begin(out)?;
    for line in &lines {
        let named = Named { name: &line.name, query: &line.query };
        let broken = match (Terms { engine, find, kinds: &kinds, filters: &filters, passages: shown, results: &results, environment })
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
        if let Some(broken) = &line.broken {
            return Err(Failure::Usage(broken.to_string()));
        }
        if line.query.is_empty() {
            return Err(Failure::Usage("there is no query; * asks for everything".into()));
        }
        let asked = Asked { find, kinds: kinds.to_vec(), any: results.any, exact: results.exact, all: true };
        let parsed = library::parse(&line.query, filters, asked, environment)?;
        let mut notes = library::notes(engine, &parsed)?;
        let request = results.request(parsed.node.clone(), find, passages, environment.today);
        let answer = engine.search(&request).map_err(|error| library::placed(error, &line.query, &parsed))?;
        notes.extend(left_out(&answer.summary));
        notes.extend(library::absent(engine, &answer.summary, &request.query, find)?);
        let name = line.name.split_whitespace().collect::<Vec<_>>().join(" ");
        notes.iter().for_each(|note| say(err, "note", &format!("{name}: {note}")));
        Ok(answer)
    }
}
