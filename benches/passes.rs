//! Measures the passes over the text of an article one by one, on one core: what each adds to the reading of an archive.

use std::io::Write;
use std::path::Path;

use dateline::analysis::segment::{Segments, segment};
use dateline::enrich::{self, language, places, quotes};

use crate::Result;
use crate::bare::records;
use crate::figures::{median, spread};
use crate::process::cpu_of_this_process;

/// A pass: its name, and what it does with a text that is cut into words already, where it wants that; answers with how much it found.
type Pass = (&'static str, fn(&str, &Segments) -> usize);

const PASSES: [Pass; 5] = [
    ("words and sentences", |body, _| segment(body).tokens.len()),
    ("language", |body, _| usize::from(language::detect(None, body).is_some())),
    ("dateline", |body, _| usize::from(enrich::dateline::read(body).is_some())),
    ("places", |body, segments| places::mentions(body, segments, Some("en"), places::Context::default()).len()),
    ("quotes and their speakers", |body, segments| quotes::read(body, segments, Some("en")).len()),
];

/// Prints for each pass how fast it goes through the texts of an archive.
pub(crate) fn measure(json: &Path, rounds: usize, out: &mut dyn Write) -> Result<()> {
    let bodies = records(json)?.map(|record| Ok(record?.body)).collect::<Result<Vec<String>>>()?;
    let cut: Vec<Segments> = bodies.iter().map(|body| segment(body)).collect();
    let bytes: usize = bodies.iter().map(String::len).sum();
    writeln!(out, "{} texts of {:.1} MB in {rounds} rounds; one core.\n", bodies.len(), bytes as f64 / 1e6)?;
    writeln!(out, "| pass | CPU s | MB/s | found |\n| --- | --: | --: | --: |")?;
    for (name, pass) in PASSES {
        let mut seconds = Vec::with_capacity(rounds);
        let mut found = 0;
        for _ in 0..rounds {
            let before = cpu_of_this_process().ok_or("processor time is not known here")?;
            found = bodies.iter().zip(&cut).map(|(body, segments)| pass(body, segments)).sum();
            seconds.extend(cpu_of_this_process().map(|after| after - before));
        }
        let rate = median(&seconds).map_or(0.0, |seconds| bytes as f64 / 1e6 / seconds);
        writeln!(out, "| {name} | {} | {rate:.0} | {found} |", spread(&seconds, 2))?;
    }
    Ok(())
}
