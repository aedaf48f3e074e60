//! Measures the passes over the text of an article one by one, on one core: what each adds to the reading of an archive; and all of them together
//! beside a bare index.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use dateline::analysis::segment::{Segments, segment};
use dateline::enrich::{self, language, places, quotes};

use crate::archive::remove;
use crate::bare::records;
use crate::figures::{by, median, spread};
use crate::indexing::build_bare;
use crate::process::{cpu_of_this_process, quiet};
use crate::{DATELINE, Result};

/// A pass: its name, and what it does with texts that are cut into words already, where it wants that; answers with how much it found.
type Pass = (&'static str, fn(&[(&str, &Segments)]) -> usize);

const PASSES: [Pass; 5] = [
    ("words and sentences", |texts| texts.iter().map(|(body, _)| segment(body).tokens.len()).sum()),
    ("language", |texts| texts.iter().filter(|(body, _)| language::detect(None, body).is_some()).count()),
    ("dateline", |texts| texts.iter().filter(|(body, _)| enrich::dateline::read(body).is_some()).count()),
    ("places", |texts| places::mentions_of_bundle(texts, Some("en")).iter().map(Vec::len).sum()),
    ("quotes and their speakers", |texts| quotes::read_bundle(texts, Some("en")).iter().map(Vec::len).sum()),
];

/// Texts that are read together, as many as `extract` takes of this length.
const BUNDLE: usize = 32;

/// Prints for each pass how fast it goes through the texts of an archive.
pub(crate) fn measure(json: &Path, rounds: usize, out: &mut dyn Write) -> Result<()> {
    let bodies = records(json)?.map(|record| Ok(record?.body)).collect::<Result<Vec<String>>>()?;
    let cut: Vec<Segments> = bodies.iter().map(|body| segment(body)).collect();
    let texts: Vec<(&str, &Segments)> = bodies.iter().map(String::as_str).zip(&cut).collect();
    let bytes: usize = bodies.iter().map(String::len).sum();
    writeln!(out, "{} texts of {:.1} MB in {rounds} rounds; one core.\n", bodies.len(), bytes as f64 / 1e6)?;
    writeln!(out, "| pass | CPU s | MB/s | found |\n| --- | --: | --: | --: |")?;
    for (name, pass) in PASSES {
        let mut seconds = Vec::with_capacity(rounds);
        let mut found = 0;
        for _ in 0..rounds {
            let before = cpu_of_this_process().ok_or("processor time is not known here")?;
            found = texts.chunks(BUNDLE).map(pass).sum();
            seconds.extend(cpu_of_this_process().map(|after| after - before));
        }
        let rate = median(&seconds).map_or(0.0, |seconds| bytes as f64 / 1e6 / seconds);
        writeln!(out, "| {name} | {} | {rate:.0} | {found} |", spread(&seconds, 2))?;
    }
    Ok(())
}

/// Prints what `extract` spends on an archive beside a bare writer without stems, one after the other in each round.
pub(crate) fn measure_extract(json: &Path, work: &Path, rounds: usize, out: &mut dyn Write) -> Result<()> {
    let place = work.join("bare");
    let (mut extract, mut bare) = (Vec::with_capacity(rounds), Vec::with_capacity(rounds));
    for _ in 0..rounds {
        remove(&place)?;
        let spent = build_bare(json, &place, "words")?.cpu;
        let own = quiet(Command::new(DATELINE).args(["extract", "--jobs", "1", "--format", "jsonl"]).arg(json).stdout(Stdio::null()))?;
        bare.push(spent.ok_or("processor time is not known here")?);
        extract.push(own.ok_or("processor time is not known here")?);
    }
    remove(&place)?;
    writeln!(out, "\n| | CPU s | / bare |\n| --- | --: | --: |")?;
    writeln!(out, "| bare tantivy writer, parsed articles | {} | |", spread(&bare, 2))?;
    writeln!(out, "| dateline extract --jobs 1, the whole process | {} | {} |\n", spread(&extract, 2), spread(&by(&extract, &bare), 2))?;
    Ok(())
}
