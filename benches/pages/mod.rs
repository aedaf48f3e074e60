//! Measures how fast saved pages of news are read, on one core, beside a crate that finds text in pages and does nothing else.
//!
//! Each reader is a child that goes through all pages many times: this library with everything that it reads out of an article (date,
//! places, quotes and the rest), and the program of `peers/`, which cargo builds on demand. Both take files of UTF-8 from one directory.

mod timed;

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;

use dateline::enrich::enrich;
use dateline::readers::{self, ArchiveFile, ReadOptions, Record, Root, encoding, walk};

use crate::Result;
use crate::figures::{median, middle, spread};
use crate::indexing::say;
use crate::machine::Machine;
use crate::process::watched;

/// Pages of which a kind of reader wants no more than this many milliseconds each.
const SLOW: f64 = 200.0;
/// How long a reader goes on in each round, in seconds.
const SECONDS: f64 = 4.0;
const MEGA: f64 = 1e6;

/// What a reader took, over all rounds.
#[derive(Default)]
struct Figures {
    name: &'static str,
    /// Pages and megabytes a second of processor time, of each round.
    pages: Vec<f64>,
    bytes: Vec<f64>,
    /// The slowest page of each round in milliseconds, by its median.
    slowest: Vec<f64>,
    /// Number of the slowest page in the last round.
    slowest_page: usize,
    /// Most pages of a round that took more than [`SLOW`] in any pass.
    slow: usize,
    /// Megabytes held: before, after the first pass, in the middle, at the end; of each round.
    memory: [Vec<f64>; 4],
    /// Megabytes of text found.
    found: f64,
}

/// Measures the pages below `directory` and prints the report.
pub(crate) fn measure(directory: &Path, rounds: usize, work: &Path, out: &mut dyn Write) -> Result<String> {
    let place = work.join("pages");
    say("unpacking the pages");
    let names = unpack(directory, &place)?;
    let bytes = fs::read_dir(&place)?.map(|entry| Ok(entry?.metadata()?.len())).sum::<std::io::Result<u64>>()?;
    let size = (names.len() as f64, bytes as f64 / MEGA);
    let peer = build_peer(work)?;
    let mut own = Figures { name: "dateline, everything", ..Figures::default() };
    let mut other = Figures { name: "dom_smoothie 0.19, formatted text", ..Figures::default() };
    for round in 1..=rounds {
        say(&format!("round {round} of {rounds}"));
        own.add(&printed(&std::env::current_exe()?, &["read-pages"], &place)?, size)?;
        if let Some(peer) = &peer {
            other.add(&printed(peer, &[], &place)?, size)?;
        }
    }
    let report = report(&[own, other], &names, size.1, rounds)?;
    out.write_all(report.as_bytes())?;
    Ok(report)
}

/// Runs as a child: reads the pages of a directory over and over.
pub(crate) fn read_pages(directory: &Path, seconds: f64, out: &mut dyn Write) -> Result<()> {
    let files = walked(directory)?;
    let options = ReadOptions::default();
    let read = |file: &ArchiveFile| {
        let mut found = 0;
        readers::read_file(file, &options, &mut |record| {
            if let Record::Article(article) = record {
                found += enrich(*article, "pages").body.len();
            }
            ControlFlow::Continue(())
        });
        Ok(found)
    };
    Ok(timed::over_and_over(&files, seconds, read, out)?)
}

fn walked(directory: &Path) -> Result<Vec<ArchiveFile>> {
    let root = Root { name: "pages".into(), directory: directory.to_owned() };
    walk(&root, false).map(|file| file.map_err(|skipped| format!("{}: {}", skipped.path, skipped.reason).into())).collect()
}

/// Writes all pages below `directory` into `place`, unpacked and in UTF-8, and gives their names.
fn unpack(directory: &Path, place: &Path) -> Result<Vec<String>> {
    if place.exists() {
        fs::remove_dir_all(place)?;
    }
    fs::create_dir_all(place)?;
    let mut names = Vec::new();
    for file in walked(directory)? {
        let stored = fs::File::open(&file.absolute)?;
        let mut bytes = Vec::new();
        let page = match file.path.rsplit_once('.') {
            Some((stem, "gz")) => flate2::read::MultiGzDecoder::new(stored).read_to_end(&mut bytes).map(|_| stem),
            Some((stem, "zst")) => zstd::stream::read::Decoder::new(stored)?.read_to_end(&mut bytes).map(|_| stem),
            _ => (&stored).read_to_end(&mut bytes).map(|_| file.path.as_str()),
        }?;
        if page.ends_with(".html") || page.ends_with(".htm") {
            fs::write(place.join(format!("{:06}.html", names.len())), encoding::decode_html(&bytes).as_bytes())?;
            names.push(page.to_owned());
        }
    }
    if names.is_empty() { Err(format!("{}: no pages (.html)", directory.display()).into()) } else { Ok(names) }
}

/// Builds the program of `peers/`; `None` where that fails, as without a way to the registry.
fn build_peer(work: &Path) -> Result<Option<PathBuf>> {
    say("building the other reader");
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/Cargo.toml");
    let target = work.join("peers");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--release", "--locked", "--quiet", "--manifest-path"]).arg(manifest).arg("--target-dir").arg(&target);
    let built = cargo.status()?.success();
    if !built {
        say("it cannot be built and is left out");
    }
    Ok(built.then(|| target.join("release/smoothie")))
}

fn printed(program: &Path, arguments: &[&str], place: &Path) -> Result<String> {
    Ok(watched(Command::new(program).args(arguments).arg(place).arg(SECONDS.to_string()))?.1)
}

impl Figures {
    /// Takes in what a reader printed; `size` is pages and megabytes.
    fn add(&mut self, printed: &str, (pages, bytes): (f64, f64)) -> Result<()> {
        let mut lines = printed.lines();
        let mut numbers = || -> Result<Vec<f64>> {
            let line = lines.next().ok_or("a reader printed too little")?;
            line.split(' ').map(|number| Ok(number.parse::<f64>()?)).collect()
        };
        let [spent] = numbers()?[..] else { return Err("processor time is not known here".into()) };
        for (all, held) in self.memory.iter_mut().zip(numbers()?) {
            all.push(held / MEGA);
        }
        self.found = numbers()?.iter().sum::<f64>() / MEGA;
        let times = (0..pages as usize).map(|_| numbers()).collect::<Result<Vec<_>>>()?;
        let passes = times.first().map_or(0.0, |times| times.len() as f64);
        self.pages.push(pages * passes / spent);
        self.bytes.push(bytes * passes / spent);
        let medians: Vec<f64> = times.iter().filter_map(|times| median(times)).map(|seconds| 1000.0 * seconds).collect();
        let slowest = medians.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).ok_or("no pages")?;
        self.slowest.push(*slowest.1);
        self.slowest_page = slowest.0;
        let slow = times.iter().filter(|times| times.iter().any(|seconds| 1000.0 * seconds > SLOW)).count();
        self.slow = self.slow.max(slow);
        Ok(())
    }
}

fn report(readers: &[Figures], names: &[String], megabytes: f64, rounds: usize) -> Result<String> {
    let mut out = String::new();
    let machine = Machine::read();
    writeln!(out, "# Reading pages: dateline {}\n", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "{} pages, {megabytes:.1} MB unpacked; one core; {rounds} rounds of about {SECONDS} seconds each.", names.len())?;
    writeln!(out, "{machine}.")?;
    writeln!(
        out,
        "Figures are medians of the rounds, with the least and the greatest. The slowest page is the one of the longest median.\n"
    )?;
    writeln!(
        out,
        "| | pages/s | MB/s | slowest page ms | pages over {SLOW} ms | MB held before | after one pass | middle | end | MB of text |"
    )?;
    writeln!(out, "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |")?;
    for reader in readers.iter().filter(|reader| !reader.pages.is_empty()) {
        let rates = [spread(&reader.pages, 0), spread(&reader.bytes, 1), spread(&reader.slowest, 1), reader.slow.to_string()];
        let held = reader.memory.iter().map(|held| middle(held, 1)).collect::<Vec<_>>();
        writeln!(out, "| {} | {} | {} | {:.2} |", reader.name, rates.join(" | "), held.join(" | "), reader.found)?;
    }
    writeln!(out)?;
    for reader in readers.iter().filter(|reader| !reader.pages.is_empty()) {
        writeln!(out, "Slowest page of {}: {}.", reader.name, names.get(reader.slowest_page).map_or("-", String::as_str))?;
    }
    Ok(out)
}
