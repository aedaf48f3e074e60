//! Measures how time, memory and size grow with the archive: the same builds and searches at sizes from a thousand articles up.
//!
//! Each figure is fitted as a power of the number of articles, a straight line in logarithms, by least squares.

use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::path::Path;

use crate::Result;
use crate::archive::{Archive, bytes_below, remove};
use crate::figures::{Power, median, milliseconds, spread};
use crate::indexing::{Subject, index, say};
use crate::machine::Machine;
use crate::plot::{Panel, svg};
use crate::question::{Question, draw};
use crate::searching::{Answerer, cold};

/// Numbers of articles, up to the one that is asked for.
const SIZES: [usize; 6] = [1_000, 5_000, 20_000, 60_000, 200_000, 2_000_000];
/// Below so many articles, starting and the tables of names weigh as much as the articles; growth is read off above.
const LARGE: f64 = 20_000.0;
/// What the fit is drawn out to.
const FAR: [f64; 2] = [2e6, 20e6];
const MEGA: f64 = 1e6;

/// What is measured of each size, in the order of the columns.
const FIGURES: [&str; 5] = ["wall s", "CPU s", "peak MB", "index MB", "cold search ms"];
/// Those of the figures that are drawn, and what they are.
const DRAWN: [(usize, &str); 4] = [(0, "Build, wall s"), (2, "Build, peak MB"), (3, "Index, MB"), (4, "Cold search, median ms")];

/// An archive and what was measured with it, figure by figure, each round by round.
struct Size {
    archive: Archive,
    figures: [Vec<f64>; FIGURES.len()],
}

/// Measures all sizes up to `up_to` in turn, `rounds` times, and draws them into the file `plot`; gives the report.
pub(crate) fn measure(up_to: usize, rounds: usize, plot: &Path, work: &Path, out: &mut dyn Write) -> Result<String> {
    say("preparing the archives");
    let mut sizes = Vec::new();
    for articles in SIZES.into_iter().filter(|articles| *articles <= up_to) {
        sizes.push(Size { archive: Archive::invented_json(articles, work)?, figures: Default::default() });
    }
    let largest = sizes.last().ok_or_else(|| format!("growth begins at {} articles", SIZES[0]))?;
    let questions = draw(&largest.archive.json)?;
    for round in 1..=rounds {
        for size in &mut sizes {
            say(&format!("round {round} of {rounds}: {} articles", size.archive.articles));
            size.measure(&questions, work)?;
        }
    }
    remove(&Subject::Json.place(work))?;
    let report = report(&sizes, rounds)?;
    let caption = format!("Invented articles; dashed: fitted from {LARGE} on. {}", Machine::read());
    fs::write(plot, svg(&panels(&sizes), &caption)?)?;
    out.write_all(report.as_bytes())?;
    writeln!(out, "\nDrawn in {}.", plot.display())?;
    Ok(report)
}

impl Size {
    fn measure(&mut self, questions: &[Question], work: &Path) -> Result<()> {
        let place = Subject::Json.place(work);
        remove(&place)?;
        let spent = index(&self.archive.json, &place)?;
        let bytes = bytes_below(&place);
        cold(questions, &[Answerer::Dateline], work)?;
        let seconds: Vec<f64> = cold(questions, &[Answerer::Dateline], work)?.iter().map(|answered| answered.seconds).collect();
        let figures = [
            Some(spent.wall),
            spent.cpu,
            spent.peak.map(|peak| peak as f64 / MEGA),
            Some(bytes as f64 / MEGA),
            median(&milliseconds(&seconds)),
        ];
        for (all, figure) in self.figures.iter_mut().zip(figures) {
            all.extend(figure);
        }
        Ok(())
    }
}

/// Number of articles and median of a figure, of each size at or above `least` articles that has it.
fn points(sizes: &[Size], figure: usize, least: f64) -> Vec<(f64, f64)> {
    let points = sizes.iter().filter_map(|size| Some((size.archive.articles as f64, median(&size.figures[figure])?)));
    points.filter(|(articles, _)| *articles >= least).collect()
}

fn panels(sizes: &[Size]) -> Vec<Panel> {
    DRAWN
        .into_iter()
        .map(|(figure, title)| Panel {
            title,
            points: points(sizes, figure, 0.0),
            fit: Power::fit(&points(sizes, figure, LARGE)),
            until: FAR[0],
        })
        .collect()
}

fn report(sizes: &[Size], rounds: usize) -> Result<String> {
    let mut out = String::new();
    writeln!(out, "# Growth of dateline {}\n\n{}; {rounds} rounds.", env!("CARGO_PKG_VERSION"), Machine::read())?;
    writeln!(out, "Invented articles as JSON Lines. Figures are medians, with the least and the greatest.\n")?;
    writeln!(out, "| articles | JSON Lines MB | {} |", FIGURES.join(" | "))?;
    writeln!(out, "| --- | --: |{}", " --: |".repeat(FIGURES.len()))?;
    for size in sizes {
        let cells = size.figures.each_ref().map(|values| spread(values, 2)).join(" | ");
        writeln!(out, "| {} | {:.1} | {cells} |", size.archive.articles, size.archive.json_bytes()? as f64 / MEGA)?;
    }
    let mut row = |title: &str, least: f64, cell: &dyn Fn(Power) -> f64| {
        let fits = (0..FIGURES.len()).map(|figure| Power::fit(&points(sizes, figure, least)));
        let cells: Vec<String> = fits.map(|fit| fit.map_or_else(|| "-".into(), |fit| format!("{:.2}", cell(fit)))).collect();
        writeln!(out, "| {title} | | {} |", cells.join(" | "))
    };
    row("exponent, all sizes", 0.0, &|fit| fit.exponent)?;
    row(&format!("exponent, {LARGE} articles and more"), LARGE, &|fit| fit.exponent)?;
    for far in FAR {
        row(&format!("{far} by that fit"), LARGE, &|fit| fit.at(far))?;
    }
    Ok(out)
}
