//! `dateline index`: reads an archive into the index, or brings the index up to date.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use clap::builder::BoolishValueParser;
use dateline::error::Error;
use dateline::indexing::{IndexRequest, Note, TypedReading};
use dateline::present::{counted, visible, write_json};
use dateline::readers::ReadOptions;
use serde::Deserialize;

use super::Outcome;
use super::environment::{self, Environment};
use super::failure::{Failure, say};
use super::library;
use super::locate::IndexOption;
use super::progress::Bar;
use super::summary;

/// Read articles into the index, or bring it up to date
///
/// Unchanged files are not read again, changed ones are replaced, vanished ones removed. Each directory is remembered under its name;
/// indexing one leaves the others alone. What cannot be read is counted, and listed by --report; it never stops the rest. Exit status: 0
/// if any article was read or is unchanged, 1 if there was none, 2 if a path that was named or the index failed.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct IndexArguments {
    /// Directories and files
    #[arg(value_name = "DIR-OR-FILE", required_unless_present = "rebuild")]
    paths: Vec<PathBuf>,
    /// The index; without it $DATELINE_INDEX, else the nearest .dateline from the first path upwards, else from here upwards, else a new one inside the first directory
    #[arg(long, value_name = "DIR")]
    index: Option<PathBuf>,
    /// Build the index anew; searches see the old one until the new one is whole
    #[arg(long)]
    rebuild: bool,
    /// How many threads read files; without it one for each core
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Write what was left out, and why, to FILE: a JSON object a line with root, path, record, left_out and reason
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Remove the articles of a named directory that is missing or empty
    #[arg(long)]
    prune: bool,
    #[command(flatten)]
    reading: ReadingArguments,
}

/// How files are read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct ReadingArguments {
    /// Read the JSON field FIELD as NAME: --map titel=headline. NAME is headline, body, date, updated, byline, source, section, lang, url,
    /// location, speakers or record. Repeated: more of them. An index remembers them for later runs; --map none takes them back
    #[arg(long, value_name = "FIELD=NAME")]
    map: Vec<String>,
    /// Leave out records longer than so many bytes; k, M, G and T multiply by powers of 1024. Remembered as --map is
    #[arg(long, value_name = "BYTES")]
    max_record: Option<String>,
    /// Leave out what a compressed file unpacks to beyond so many bytes; as --max-record otherwise [default: 1T]
    #[arg(long, value_name = "BYTES")]
    max_unpacked: Option<String>,
    /// Leave out what a compressed file unpacks to beyond so many times its own size; remembered as --map is [default: 250]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u64).range(1..))]
    max_ratio: Option<u64>,
    /// Leave out records of JSON with more values in them; remembered as --map is [default: 500000]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u64).range(1..))]
    max_values: Option<u64>,
    /// Leave out records whose lists and objects are nested deeper, at most 500; remembered as --map is [default: 128]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u64).range(1..=500))]
    max_depth: Option<u64>,
    /// Leave out records out of which it takes longer to read what they say; remembered as --map is [default: 60]
    #[arg(long, value_name = "SECONDS", allow_negative_numbers = true, value_parser = clap::value_parser!(u64).range(1..))]
    max_seconds: Option<u64>,
    /// Follow symbolic links that lead out of the archive; remembered as --map is, and taken back by --follow-links=no
    #[arg(long, value_name = "YES-OR-NO", num_args = 0..=1, require_equals = true, default_missing_value = "yes", hide_possible_values = true, value_parser = BoolishValueParser::new())]
    follow_links: Option<bool>,
    /// Read doubled apostrophes ('' before and after what somebody said) as quotation marks, as some databases print them; remembered and taken back as --follow-links is
    #[arg(long, value_name = "YES-OR-NO", num_args = 0..=1, require_equals = true, default_missing_value = "yes", hide_possible_values = true, value_parser = BoolishValueParser::new())]
    doubled_marks: Option<bool>,
    /// Exit with status 2 if anything was left out
    #[arg(long)]
    pub(crate) strict: bool,
    /// Say nothing but errors
    #[arg(long)]
    pub(crate) quiet: bool,
}

impl ReadingArguments {
    /// What was typed about how records are read.
    fn typed(&self) -> Result<TypedReading, Failure> {
        let limit = |option, typed: &Option<String>| typed.as_deref().map(|typed| bytes(option, typed)).transpose();
        let max_record = limit("--max-record", &self.max_record)?;
        let max_unpacked = limit("--max-unpacked", &self.max_unpacked)?;
        let map = if self.map.is_empty() { None } else { Some(library::field_map(&self.map)?) };
        let Self { max_ratio, max_values, max_depth, max_seconds, follow_links, doubled_marks, .. } = *self;
        Ok(TypedReading { map, max_record, max_unpacked, max_ratio, max_values, max_depth, max_seconds, follow_links, doubled_marks })
    }

    /// What readers are told.
    pub(crate) fn options(&self) -> Result<ReadOptions, Failure> {
        let (typed, usual) = (self.typed()?, ReadOptions::default());
        Ok(ReadOptions {
            map: typed.map.unwrap_or_default(),
            max_record: typed.max_record.unwrap_or(usual.max_record),
            max_unpacked: typed.max_unpacked.unwrap_or(usual.max_unpacked),
            max_ratio: typed.max_ratio.unwrap_or(usual.max_ratio),
            max_values: typed.max_values.unwrap_or(usual.max_values),
            max_depth: typed.max_depth.unwrap_or(usual.max_depth),
            max_seconds: typed.max_seconds.unwrap_or(usual.max_seconds),
            follow_links: typed.follow_links.unwrap_or(usual.follow_links),
            doubled_marks: typed.doubled_marks.unwrap_or(usual.doubled_marks),
        })
    }
}

/// A number of bytes: `1000`, `64k`, `16M`, `1G`, `1T`.
fn bytes(option: &'static str, typed: &str) -> Result<u64, Failure> {
    let number = typed.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match typed[number.len()..].to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kb" | "kib" => 1 << 10,
        "m" | "mb" | "mib" => 1 << 20,
        "g" | "gb" | "gib" => 1 << 30,
        "t" | "tb" | "tib" => 1 << 40,
        _ => 0,
    };
    let bytes = number.parse::<u64>().ok().and_then(|number| number.checked_mul(factor)).filter(|&bytes| bytes > 0);
    bytes.ok_or_else(|| {
        let detail = format!("not a number of bytes like 500000, 64k, 16M or 1G: {typed}");
        Error::Option { option, detail }.into()
    })
}

const EXAMPLES: &str = "\
Examples:
  dateline index ~/news                              index an archive, in ~/news/.dateline
  dateline index ~/news                              again: only what has changed is read
  dateline index a b --index ~/indexes/ab            two archives, one index elsewhere
  dateline index dump.jsonl.gz --map titel=headline --map inhalt=body
  dateline index ~/news --report left-out.jsonl      what was not read, and why";

/// Runs the command.
pub(crate) fn run(arguments: IndexArguments, environment: &Environment, err: &mut dyn Write) -> Result<Outcome, Failure> {
    let IndexArguments { paths, index, rebuild, jobs, dry_run, report, prune, reading } = arguments;
    let (read, typed) = (ReadOptions::default(), reading.typed()?);
    let first = paths.first().map_or(Path::new("."), PathBuf::as_path);
    let index = IndexOption { index }.destination(first, environment);
    let mut report = report.map(Report::create).transpose()?;
    let jobs = jobs.map_or_else(environment::cores, usize::from);
    let pass_over = report.iter().map(|report| report.path.clone()).collect();
    let request = IndexRequest {
        inputs: paths.clone(),
        index: index.clone(),
        rebuild,
        dry_run,
        prune,
        jobs,
        read,
        reading: typed,
        pass_over,
        distrusted: Vec::new(),
    };
    let started = Instant::now();
    let bar = Bar::new(environment.err_is_terminal && !reading.quiet);
    let is_new = !index.exists();
    let done = library::index(&request, &bar, &mut |note| {
        if let Some(report) = &mut report {
            report.write(&note);
        }
    });
    bar.finish();
    if let Some(report) = report {
        report.close()?;
    }
    let done = done?;
    if !reading.quiet {
        for line in summary::lines(&done, dry_run, started.elapsed()) {
            _ = writeln!(err, "{}", visible(&line));
        }
        let is_beside = index.parent() == paths.first().map(PathBuf::as_path);
        if (is_new || !is_beside) && !dry_run {
            _ = writeln!(err, "{}", visible(&summary::whereabouts(&index)));
        }
    }
    if reading.strict && done.skipped > 0 {
        say(err, "error", &format!("{} left out, and --strict was given", counted(done.skipped, "file or record")));
        return Ok(Outcome::Failed);
    }
    Ok(if done.has_articles() { Outcome::Found } else { Outcome::Nothing })
}

/// The file that lists what was left out or is undated, one JSON object a line; made before the work begins, so that a wrong name
/// costs nothing.
struct Report {
    path: PathBuf,
    out: BufWriter<File>,
    /// The first failure to write; told at the end, since the index matters more.
    failed: Option<io::Error>,
}

impl Report {
    fn create(path: PathBuf) -> Result<Self, Error> {
        match File::create(&path) {
            Ok(file) => Ok(Self { path, out: BufWriter::new(file), failed: None }),
            Err(source) => Err(Error::Io { path, action: "cannot write the report", source }),
        }
    }

    fn write(&mut self, note: &Note) {
        let written = write_json(&note.line(), &mut self.out);
        if let Err(error) = written.and_then(|()| self.out.write_all(b"\n")) {
            self.failed.get_or_insert(error);
        }
    }

    fn close(mut self) -> Result<(), Error> {
        let flushed = self.out.flush().and_then(|()| put_in_order(&self.path));
        let result = self.failed.map_or(flushed, Err);
        result.map_err(|source| Error::Io { path: self.path, action: "cannot write the report", source })
    }
}

/// Bytes of a report up to which its lines are put in order.
const IN_ORDER: u64 = 64 << 20;

/// Puts the lines of a report, which were written as threads came across what they tell, in the order of the archive: root, directory by directory, record.
/// One that is very large, that goes elsewhere than into a file, or beside which there is no room for another, stays as it is.
fn put_in_order(report: &Path) -> io::Result<()> {
    let metadata = fs::metadata(report)?;
    if !metadata.is_file() || metadata.len() > IN_ORDER {
        return Ok(());
    }
    let text = fs::read_to_string(report)?;
    let mut lines: Vec<(Place, &str)> = text.lines().map(|line| (Place::of(line), line)).collect();
    if lines.is_sorted() {
        return Ok(());
    }
    lines.sort();
    let ordered = lines.iter().flat_map(|(_, line)| [line, "\n"]).collect::<String>();
    // Written beside it first: a disk that is full takes no line.
    let mut beside = report.as_os_str().to_owned();
    beside.push(".ordered");
    if fs::write(&beside, ordered).and_then(|()| fs::rename(&beside, report)).is_err() {
        _ = fs::remove_file(&beside);
    }
    Ok(())
}

/// Where what a line of a report tells is; of records without a name of their own the ordinal.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    root: String,
    directories_and_name: Vec<String>,
    ordinal: Option<u64>,
    record: Option<String>,
}

impl Place {
    fn of(line: &str) -> Self {
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Told {
            root: String,
            path: String,
            record: Option<String>,
        }
        let Told { root, path, record } = serde_json::from_str(line).unwrap_or_default();
        let ordinal = record.as_ref().and_then(|record| record.parse().ok());
        Self { root, directories_and_name: path.split('/').map(str::to_owned).collect(), ordinal, record }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_bytes() {
        for (typed, expected) in [
            ("1000", Some(1000)),
            ("64k", Some(65536)),
            ("16MB", Some(16 << 20)),
            ("1G", Some(1 << 30)),
            ("2t", Some(2 << 40)),
            ("0", None),
            ("-1", None),
            ("12x", None),
            ("", None),
            ("99999999999G", None),
        ] {
            assert_eq!(bytes("--max-record", typed).ok(), expected, "{typed}");
        }
    }
}
