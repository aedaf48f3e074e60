//! `dateline extract`: what would be read out of files, without an index.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use dateline::article::Article;
use dateline::error::Skipped;
use dateline::present::{ArticleView, Listed, Look, Reason, Roots, visible, write_article, write_contract};
use dateline::results::Marks;

use super::Outcome;
use super::environment::Environment;
use super::failure::{Failure, report};
use super::index::ReadingArguments;
use super::library::{self, REASON};
use super::output::Color;

/// Print what is read out of files, without an index
///
/// Each article is a line of JSON with its date, place, speakers, quotes and text. What cannot be read is said on stderr and never stops the rest. Exit status: 0 if any article was read, 1 if there
/// was none, 2 if a path that was named cannot be read.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ExtractArguments {
    /// Files and directories
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
    let ExtractArguments { paths, format, explain, color, reading } = arguments;
    let options = reading.options()?;
    let look = environment.terminal.look(color);
    let mut writer = Writer { format, explain: explain.then_some(REASON), look, written: 0, waiting: Vec::new(), out };
    let (mut failed, mut skipped) = (false, 0);
    writer.begin()?;
    for path in &paths {
        let result = library::extract(path, &options, explain, &mut |read| {
            match read {
                Ok(article) => writer.write(&article)?,
                Err(left_out) => {
                    skipped += 1;
                    if !reading.quiet {
                        _ = writeln!(err, "left out: {}", described(&left_out));
                    }
                }
            }
            Ok(())
        });
        match result {
            Ok(()) => {}
            Err(Failure::Output(error)) => return Err(Failure::Output(error)),
            Err(failure) => {
                report(&failure, err);
                failed = true;
            }
        }
    }
    writer.end()?;
    if failed || (reading.strict && skipped > 0) { Ok(Outcome::Failed) } else { Ok(Outcome::of(writer.written)) }
}

/// `2017/09/a.jsonl #4: empty`, safe to write.
pub(crate) fn described(skipped: &Skipped) -> String {
    let record = skipped.record.as_ref().map(|record| format!(" #{record}")).unwrap_or_default();
    visible(&format!("{}{record}: {}", skipped.path, skipped.reason)).into_owned()
}

/// Writes articles one after another in one form.
struct Writer<'o> {
    format: FormatName,
    explain: Option<Reason>,
    look: Look,
    written: usize,
    /// What is to be handed on with more.
    waiting: Vec<u8>,
    out: &'o mut dyn Write,
}

/// Bytes that are handed on together: as many as the program's own output collects, which takes no copy of them then.
const TOGETHER: usize = 1 << 16;

impl Writer<'_> {
    fn begin(&mut self) -> Result<(), Failure> {
        if self.format == FormatName::Json {
            write!(self.waiting, r#"{{"format":{},"articles":["#, dateline::present::JSON_FORMAT)?;
        }
        Ok(())
    }

    fn write(&mut self, article: &Article) -> Result<(), Failure> {
        let first = self.written == 0;
        match self.format {
            FormatName::Jsonl => {
                write_contract(article, self.explain, None, &mut self.waiting)?;
                self.waiting.push(b'\n');
            }
            FormatName::Json => {
                self.waiting.extend_from_slice(if first { b"\n" } else { b",\n" });
                write_contract(article, self.explain, None, &mut self.waiting)?;
            }
            FormatName::Text => {
                if !first {
                    self.waiting.extend_from_slice(b"\n\n");
                }
                let (look, explain) = (self.look, self.explain);
                let view = ArticleView { look, roots: Roots::default(), text: true, marks: Marks::default(), quotes: Listed::All, explain };
                write_article(article, &view, &mut self.waiting)?;
            }
        }
        self.written += 1;
        if self.waiting.len() >= TOGETHER { self.hand_on() } else { Ok(()) }
    }

    fn hand_on(&mut self) -> Result<(), Failure> {
        self.out.write_all(&self.waiting)?;
        self.waiting.clear();
        Ok(())
    }

    fn end(&mut self) -> Result<(), Failure> {
        if self.format == FormatName::Json {
            self.waiting.extend_from_slice(b"\n]}\n");
        }
        self.hand_on()
    }
}
