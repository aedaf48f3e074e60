//! `dateline extract`: what would be read out of files, without an index.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use clap::{Args, ValueEnum};
use dateline::article::Article;
use dateline::error::Skipped;
use dateline::indexing::{Extraction, root_names};
use dateline::present::{ArticleView, Listed, Look, Reason, Roots, visible, write_article, write_contract};
use dateline::readers::has_doubled_marks;
use dateline::results::Marks;

use super::Outcome;
use super::environment::{self, Environment};
use super::failure::{Failure, report};
use super::index::ReadingArguments;
use super::library::{self, REASON};
use super::output::Color;
use super::summary;

/// Print what is read out of files, without an index
///
/// Each article is a line of JSON with its date, place, speakers, quotes and text. Of a directory that was indexed ids are those of the index, of a file or a part of
/// the directory they are not. What cannot be read is said on stderr and never stops the rest. Exit status: 0 if any article was read, 1 if there
/// was none, 2 if a path that was named cannot be read.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ExtractArguments {
    /// Files and directories; - is standard input
    #[arg(value_name = "FILE-OR-DIR", required = true)]
    paths: Vec<PathBuf>,
    /// In which form
    #[arg(long, value_enum, default_value_t)]
    format: FormatName,
    /// Say for each value where it was read and by which rule, and what else was considered
    #[arg(long)]
    explain: bool,
    /// Whether to use colour in text; auto honours NO_COLOR and CLICOLOR_FORCE
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    color: Color,
    /// How many threads read articles; without it one for each core
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    #[command(flatten)]
    reading: ReadingArguments,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// One object a line
    #[default]
    Jsonl,
    /// One object with all articles
    Json,
    /// For people
    Text,
}

const EXAMPLES: &str = "\
Examples:
  dateline extract story.html --format text
  dateline extract story.txt --explain | jq '.date, .place'
  dateline extract ~/news | jq -r '.quotes[].speaker' | sort | uniq -c";

/// Runs the command.
pub(crate) fn run(
    arguments: ExtractArguments,
    environment: &Environment,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let ExtractArguments { paths, format, explain, color, jobs, reading } = arguments;
    let options = reading.options()?;
    let form = Form { format, explain: explain.then_some(REASON), look: environment.terminal.look(color) };
    let jobs = jobs.map_or_else(environment::cores, usize::from);
    let (mut written, mut failed, mut skipped) = (0, false, 0);
    let doubled = AtomicUsize::new(0);
    let mut pieces = Pieces { bytes: form.opening().into(), out };
    for (path, root) in paths.iter().zip(root_names(&paths)) {
        let stream = (path.as_os_str() == STDIN).then_some(stdin as fn() -> Box<dyn Read>);
        let mut unwritten = Ok(());
        let before = written + skipped;
        let mut visit = |made: Result<Made, Skipped>| match made {
            Ok(made) => {
                pieces.bytes.extend_from_slice(form.between(written).as_bytes());
                written += 1;
                match made {
                    Made::Article(article) => form.write(&article, &mut pieces.bytes)?,
                    Made::Text(text) => pieces.bytes.extend_from_slice(&text),
                }
                pieces.hand_on(LARGE)
            }
            Err(left_out) => {
                skipped += 1;
                if !reading.quiet {
                    _ = writeln!(err, "left out: {}", described(&left_out));
                }
                Ok(())
            }
        };
        let extraction = Extraction { path, stream, root: &root, read: &options, explain, jobs };
        let result = library::extract(
            &extraction,
            |read| {
                let article = match read {
                    Ok(article) => article,
                    Err(left_out) => return Ok(Err(left_out)),
                };
                doubled.fetch_add(usize::from(has_doubled_marks(&article.body)), Relaxed);
                // A single thread writes where the last article ends.
                if jobs <= 1 { Ok(Ok(Made::Article(article))) } else { form.of(&article).map(|text| Ok(Made::Text(text))) }
            },
            |made| {
                unwritten = made.and_then(&mut visit);
                if unwritten.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            },
        );
        unwritten?;
        if let Err(failure) = result {
            report(&failure, err);
            failed = true;
        } else if written + skipped == before && !reading.quiet {
            _ = writeln!(err, "{}", visible(&format!("there is nothing in {}", path.display())));
        }
    }
    pieces.bytes.extend_from_slice(form.closing().as_bytes());
    pieces.hand_on(1)?;
    if let Some(said) = summary::doubled_marks(doubled.into_inner()).filter(|_| !reading.quiet) {
        _ = writeln!(err, "{said}");
    }
    if failed || (reading.strict && skipped > 0) { Ok(Outcome::Failed) } else { Ok(Outcome::of(written)) }
}

/// How standard input is named in place of a file.
const STDIN: &str = "-";

fn stdin() -> Box<dyn Read> {
    Box::new(io::stdin())
}

/// `2017/09/a.jsonl #4: empty`, safe to write.
pub(crate) fn described(skipped: &Skipped) -> String {
    let record = skipped.record.as_ref().map(|record| format!(" #{record}")).unwrap_or_default();
    visible(&format!("{}{record}: {}", skipped.path, skipped.reason)).into_owned()
}

/// What is made of an article before its turn comes.
enum Made {
    Article(Box<Article>),
    Text(Vec<u8>),
}

/// Bytes that are handed on together: as many as the buffer of the output has, which takes so large a piece as it is.
const LARGE: usize = 1 << 16;

/// What is yet to be handed on.
struct Pieces<'o> {
    bytes: Vec<u8>,
    out: &'o mut dyn Write,
}

impl Pieces<'_> {
    /// Hands it on where there is enough.
    fn hand_on(&mut self, enough: usize) -> io::Result<()> {
        if self.bytes.len() >= enough {
            self.out.write_all(&self.bytes)?;
            self.bytes.clear();
        }
        Ok(())
    }
}

/// Bytes that an article takes beside its text and what is found there, more or less.
const ROOM: usize = 2048;

/// Bytes that a quote takes beside its words, or a place.
const ROOM_EACH: usize = 320;

/// How articles are written one after another.
struct Form {
    format: FormatName,
    explain: Option<Reason>,
    look: Look,
}

impl Form {
    fn opening(&self) -> String {
        match self.format {
            FormatName::Json => format!(r#"{{"format":{},"articles":["#, dateline::present::JSON_FORMAT),
            FormatName::Jsonl | FormatName::Text => String::new(),
        }
    }

    /// What stands before an article, of which so many are written.
    fn between(&self, written: usize) -> &'static str {
        match self.format {
            FormatName::Json if written == 0 => "\n",
            FormatName::Json => ",\n",
            FormatName::Text if written > 0 => "\n\n",
            FormatName::Jsonl | FormatName::Text => "",
        }
    }

    fn of(&self, article: &Article) -> io::Result<Vec<u8>> {
        let said: usize = article.quotes.iter().map(|quote| quote.words.len()).sum();
        let found = article.quotes.len() + article.mentions.len();
        let mut out = Vec::with_capacity(article.body.len() + said + found * ROOM_EACH + ROOM);
        self.write(article, &mut out)?;
        Ok(out)
    }

    fn write(&self, article: &Article, out: &mut Vec<u8>) -> io::Result<()> {
        match self.format {
            FormatName::Jsonl => {
                write_contract(article, self.explain, None, out)?;
                out.push(b'\n');
                Ok(())
            }
            FormatName::Json => write_contract(article, self.explain, None, out),
            FormatName::Text => {
                let (look, explain) = (self.look, self.explain);
                let view = ArticleView {
                    look,
                    roots: Roots::default(),
                    text: true,
                    marks: Marks::default(),
                    quotes: Listed::All,
                    explain,
                    joined: BTreeMap::new(),
                };
                write_article(article, &view, out)
            }
        }
    }

    fn closing(&self) -> &'static str {
        if self.format == FormatName::Json { "\n]}\n" } else { "" }
    }
}
