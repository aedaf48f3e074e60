//! The benchmark: `cargo bench` measures the release binary `dateline` beside a bare tantivy writer and, where installed, SQLite.
//!
//! See `README.md` beside this file. The bare writer and the bare query program are this same program, run as children.

mod archive;
mod bare;
mod corpus;
mod figures;
mod indexing;
mod pages;
mod passes;
mod process;
mod question;
mod report;
mod searching;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Parser;

use archive::Archive;
use indexing::{Subject, say};
use report::Measured;
use searching::Answerer;

/// Whatever stops the benchmark ends it with a message.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The program that is measured.
const DATELINE: &str = env!("CARGO_BIN_EXE_dateline");

/// Measures dateline beside its engine's own limit.
#[derive(Parser)]
#[command(name = "cargo bench --")]
struct Arguments {
    /// How many articles to invent
    #[arg(long, default_value_t = 20_000)]
    articles: usize,
    /// How often everything is measured
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// An archive to use instead: a directory with articles.jsonl and txt/
    #[arg(long, value_name = "DIR")]
    archive: Option<PathBuf>,
    /// Measure the passes over a text one by one, and nothing else
    #[arg(long)]
    passes: bool,
    /// Measure the reading of the HTML pages below DIR (of the sample corpus), and nothing else
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-corpus/news"))]
    pages: Option<PathBuf>,
    /// Questions: id, class, text, first day, day after the last, speaker, parted by tabs
    #[arg(long, value_name = "FILE")]
    queries: Option<PathBuf>,
    /// Write the report to a file as well
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Where archives and indexes are made
    #[arg(long, value_name = "DIR", default_value = concat!(env!("CARGO_TARGET_TMPDIR"), "/bench"))]
    work: PathBuf,
    /// Given by cargo
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut out = std::io::stdout().lock();
    match arguments.split_first() {
        Some((mode, rest)) if mode == "bare-query" => searching::bare_query(rest, &mut out),
        Some((mode, [json, directory, stems])) if mode == "bare-index" => {
            bare::index(Path::new(json), Path::new(directory), stems == "stems", &mut out)
        }
        Some((mode, [directory, seconds])) if mode == "read-pages" => pages::read_pages(Path::new(directory), seconds.parse()?, &mut out),
        _ => measure(&Arguments::parse(), &mut out),
    }
}

fn measure(arguments: &Arguments, out: &mut dyn Write) -> Result<()> {
    let work = &arguments.work;
    fs::create_dir_all(work)?;
    if let Some(directory) = &arguments.pages {
        let report = pages::measure(directory, arguments.rounds, work, out)?;
        return Ok(arguments.save.as_ref().map_or(Ok(()), |path| fs::write(path, &report))?);
    }
    say("preparing the archive");
    let archive = match &arguments.archive {
        Some(directory) => Archive::given(directory)?,
        None => Archive::invented(arguments.articles, work)?,
    };
    if arguments.passes {
        return passes::measure(&archive.json, arguments.rounds, out);
    }
    let questions = questions(arguments, &archive)?;
    let tree = archive.changeable(work)?;
    let has_sqlite = Command::new("sqlite3").arg("--version").output().is_ok();
    if has_sqlite {
        archive.write_csv(&work.join("articles.csv"))?;
    }
    let subjects: Vec<Subject> = Subject::ALL.into_iter().filter(|subject| has_sqlite || *subject != Subject::Sqlite).collect();
    let mut answerers = vec![Answerer::Dateline, Answerer::Bare];
    answerers.extend(has_sqlite.then_some(Answerer::Sqlite));

    let mut measured = Measured { rounds: Vec::new(), cold: Vec::new(), warm: Vec::new(), highlighting: Vec::new(), counting: Vec::new() };
    for round in 1..=arguments.rounds {
        say(&format!("round {round} of {}: indexing", arguments.rounds));
        measured.rounds.push(indexing::round(&archive, &tree, &subjects, work)?);
        say(&format!("round {round} of {}: searching", arguments.rounds));
        if round == 1 {
            searching::cold(&questions, &answerers, work)?;
        }
        measured.cold.extend(searching::cold(&questions, &answerers, work)?);
        measured.warm.extend(searching::warm(&questions, 3, work)?);
        measured.highlighting.extend(searching::highlighting(&questions, 3, work)?);
        measured.counting.extend(searching::counting(3, work)?);
    }
    let report = report::report(&archive, archive.json_bytes()?, &measured)?;
    if let Some(path) = &arguments.save {
        fs::write(path, &report)?;
    }
    Ok(out.write_all(report.as_bytes())?)
}

/// The questions of the file named, else of `queries.txt` beside a given archive, else drawn from the archive.
fn questions(arguments: &Arguments, archive: &Archive) -> Result<Vec<question::Question>> {
    let beside = arguments.archive.as_ref().map(|directory| directory.join("queries.txt")).filter(|path| path.is_file());
    match arguments.queries.as_ref().or(beside.as_ref()) {
        Some(path) => question::read(path),
        None => question::draw(&archive.json),
    }
}
