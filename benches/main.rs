//! The benchmark: `cargo bench` measures the release binary `dateline` beside a bare tantivy writer and, where installed, SQLite, Xapian and recoll.
//!
//! See `README.md` beside this file. The bare writer and the bare query program are this same program, run as children.

mod archive;
mod bare;
mod corpus;
mod figures;
mod growth;
mod hostile;
mod indexing;
mod machine;
mod others;
mod pages;
mod passes;
mod plot;
mod process;
mod question;
mod report;
mod searching;
mod updating;
mod warm;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

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
    /// How many articles to invent; several archives one after the other: 1000,20000,200000
    #[arg(long, value_delimiter = ',', default_value = "20000")]
    articles: Vec<usize>,
    /// How often everything is measured
    #[arg(long, default_value_t = 7)]
    rounds: usize,
    /// In how many of the rounds Xapian and recoll index, which take 10 to 40 times as long as the others
    #[arg(long, value_name = "ROUNDS", default_value_t = 1)]
    slow: usize,
    /// An archive to use instead: a directory with articles.jsonl and, for what reads texts, txt/
    #[arg(long, value_name = "DIR")]
    archive: Option<PathBuf>,
    /// Measure the passes over a text one by one, and nothing else
    #[arg(long)]
    passes: bool,
    /// Measure the reading of the HTML pages below DIR (of the sample corpus), and nothing else
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-corpus/news"))]
    pages: Option<PathBuf>,
    /// Measure how time, memory and size grow with the archive, and nothing else
    #[arg(long)]
    growth: bool,
    /// The largest archive of --growth, in articles
    #[arg(long, value_name = "ARTICLES", default_value_t = 200_000, requires = "growth")]
    up_to: usize,
    /// Where --growth draws its picture, an SVG file [default: growth.svg in the directory of --work]
    #[arg(long, value_name = "FILE", requires = "growth")]
    plot: Option<PathBuf>,
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
    if arguments.growth {
        let plot = arguments.plot.clone().unwrap_or_else(|| work.join("growth.svg"));
        let report = growth::measure(arguments.up_to, arguments.rounds, &plot, work, out)?;
        return Ok(arguments.save.as_ref().map_or(Ok(()), |path| fs::write(path, &report))?);
    }
    let given = arguments.archive.iter().map(|directory| Archive::given(directory));
    let invented = arguments.articles.iter().filter(|_| arguments.archive.is_none()).map(|&articles| Archive::invented(articles, work));
    let mut reports = Vec::new();
    say("preparing the archive");
    for archive in given.chain(invented) {
        let archive = archive?;
        if arguments.passes {
            passes::measure(&archive.json, arguments.rounds, out)?;
            passes::measure_extract(&archive.json, work, arguments.rounds, out)?;
            hostile::measure(out)?;
            continue;
        }
        let report = measure_archive(arguments, &archive)?;
        out.write_all(report.as_bytes())?;
        reports.push(report);
    }
    Ok(arguments.save.as_ref().map_or(Ok(()), |path| fs::write(path, reports.join("\n")))?)
}

/// All rounds over one archive.
fn measure_archive(arguments: &Arguments, archive: &Archive) -> Result<String> {
    let work = &arguments.work;
    let questions = questions(arguments, archive)?;
    let tree = archive.changeable(work)?;
    let subjects = subjects(tree.is_some());
    let mut measured = Measured::default();
    for subject in Subject::ALL {
        archive::remove(&subject.place(work))?;
    }
    for round in 1..=arguments.rounds {
        say(&format!("round {round} of {}: indexing", arguments.rounds));
        let subjects: Vec<Subject> = subjects.iter().copied().filter(|subject| round <= arguments.slow || !subject.is_slow()).collect();
        measured.rounds.push(indexing::round(archive, tree.as_deref().unwrap_or(work), &subjects, work)?);
        say(&format!("round {round} of {}: searching", arguments.rounds));
        if round == 1 {
            searching::cold(&questions, &Answerer::ALL, work)?;
        }
        measured.cold.push(searching::cold(&questions, &Answerer::ALL, work)?);
        measured.warm.extend(warm::searching(&questions, 3, work)?);
        measured.highlighting.extend(warm::highlighting(&questions, 3, work)?);
        measured.counting.extend(warm::counting(&questions, 3, work)?);
    }
    Ok(report::report(archive, archive.json_bytes()?, &measured)?)
}

/// Whoever can be measured here; says who cannot, and why.
fn subjects(has_texts: bool) -> Vec<Subject> {
    let is_measurable = |subject: &Subject| {
        let missing = if subject.needs_texts() && !has_texts {
            "a text tree"
        } else {
            let Some(program) = subject.program().filter(|program| !others::is_installed(program)) else { return true };
            program
        };
        say(&format!("left out: {}, for want of {missing}", subject.name()));
        false
    };
    Subject::ALL.into_iter().filter(is_measurable).collect()
}

/// The questions of the file named, else of `queries.txt` beside a given archive, else drawn from the archive; of a file without places,
/// those with a place are drawn.
fn questions(arguments: &Arguments, archive: &Archive) -> Result<Vec<question::Question>> {
    let beside = arguments.archive.as_ref().map(|directory| directory.join("queries.txt")).filter(|path| path.is_file());
    match arguments.queries.as_ref().or(beside.as_ref()) {
        Some(path) => {
            let mut questions = question::read(path)?;
            if questions.iter().all(|question| question.place.is_none()) {
                questions.extend(question::draw(&archive.json)?.into_iter().filter(|question| question.place.is_some()));
            }
            Ok(questions)
        }
        None => question::draw(&archive.json),
    }
}
