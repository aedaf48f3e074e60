//! The figures as Markdown tables.

use std::fmt::Write;

use crate::archive::Archive;
use crate::figures::{at, by, middle, milliseconds, spread};
use crate::indexing::{Built, Round, Subject};
use crate::machine::Machine;
use crate::question::Class;
use crate::searching::{Answered, Answerer};
use crate::updating::{Update, Updated};
use crate::warm::Counted;

/// Everything that was measured.
#[derive(Default)]
pub(crate) struct Measured {
    pub(crate) rounds: Vec<Round>,
    /// Answers of processes of their own, round by round.
    pub(crate) cold: Vec<Vec<Answered>>,
    pub(crate) warm: Vec<Answered>,
    pub(crate) highlighting: Vec<f64>,
    pub(crate) counting: Vec<Counted>,
}

const MEGA: f64 = 1e6;

/// The whole report.
pub(crate) fn report(archive: &Archive, json_bytes: u64, measured: &Measured) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    heading(&mut out, archive, json_bytes, measured.rounds.len())?;
    building(&mut out, archive, json_bytes, &measured.rounds)?;
    ratios(&mut out, &measured.rounds, json_bytes)?;
    updating(&mut out, archive, &measured.rounds)?;
    writeln!(out, "\n## Searches, each in a process of its own\n")?;
    searching(&mut out, &measured.cold.concat())?;
    search_ratios(&mut out, &measured.cold)?;
    writeln!(out, "\n## Searches in one process\n")?;
    searching(&mut out, &measured.warm)?;
    writeln!(out, "\nThe passages of ten hits: {} ms.", spread(&milliseconds(&measured.highlighting), 1))?;
    counting(&mut out, &measured.counting)?;
    Ok(out)
}

fn heading(out: &mut String, archive: &Archive, json_bytes: u64, rounds: usize) -> std::fmt::Result {
    let what = if archive.invented { "invented articles" } else { "articles of a given archive" };
    writeln!(out, "# Benchmark of dateline {}\n", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "{} {what}, {:.1} MB as JSON Lines; {rounds} rounds.", archive.articles, json_bytes as f64 / MEGA)?;
    writeln!(out, "{}.", Machine::read())?;
    writeln!(out, "Figures are medians, with the least and the greatest. A dash is what could not be measured here.")
}

fn building(out: &mut String, archive: &Archive, json_bytes: u64, rounds: &[Round]) -> std::fmt::Result {
    writeln!(out, "\n## Indexing from nothing\n")?;
    writeln!(out, "| | rounds | wall s | CPU s | articles/s | MB/s | peak MB | index MB | index / JSON Lines |")?;
    writeln!(out, "| --- | --: | --: | --: | --: | --: | --: | --: | --: |")?;
    for subject in Subject::ALL {
        let wall = of(rounds, subject, |built| Some(built.spent.wall));
        if wall.is_empty() {
            continue;
        }
        let rate = |amount: f64| wall.iter().map(|wall| amount / wall).collect::<Vec<_>>();
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            subject.name(),
            wall.len(),
            spread(&wall, 2),
            spread(&of(rounds, subject, |built| built.spent.cpu), 2),
            middle(&rate(archive.articles as f64), 0),
            middle(&rate(json_bytes as f64 / MEGA), 1),
            middle(&of(rounds, subject, |built| built.spent.peak.map(|peak| peak as f64 / MEGA)), 0),
            middle(&of(rounds, subject, |built| Some(built.bytes as f64 / MEGA)), 1),
            middle(&of(rounds, subject, |built| Some(built.bytes as f64 / json_bytes as f64)), 2),
        )?;
    }
    Ok(())
}

/// Figures of one subject, round by round.
fn of(rounds: &[Round], subject: Subject, figure: impl Fn(&Built) -> Option<f64>) -> Vec<f64> {
    let built = rounds.iter().flat_map(|round| &round.built).filter(|built| built.subject == subject);
    built.filter_map(figure).collect()
}

fn ratios(out: &mut String, rounds: &[Round], json_bytes: u64) -> std::fmt::Result {
    writeln!(out, "\nRatios of the same round:\n")?;
    writeln!(out, "| | CPU / bare with stems | wall / bare with stems | wall / CPU | wall / SQLite | index / JSON Lines |")?;
    writeln!(out, "| --- | --: | --: | --: | --: | --: |")?;
    for subject in [Subject::Json, Subject::Texts, Subject::Parts] {
        let wall = of(rounds, subject, |built| Some(built.spent.wall));
        if wall.is_empty() {
            continue;
        }
        let cpu = of(rounds, subject, |built| built.spent.cpu);
        let bare_wall = of(rounds, Subject::BareStemmed, |built| Some(built.spent.wall));
        let bare_cpu = of(rounds, Subject::BareStemmed, |built| built.spent.cpu);
        let sqlite = of(rounds, Subject::Sqlite, |built| Some(built.spent.wall));
        let size = of(rounds, subject, |built| Some(built.bytes as f64 / json_bytes as f64));
        let columns =
            [by(&cpu, &bare_cpu), by(&wall, &bare_wall), by(&wall, &cpu), by(&wall, &sqlite), size].map(|values| spread(&values, 2));
        writeln!(out, "| {} | {} |", subject.name(), columns.join(" | "))?;
    }
    Ok(())
}

fn updating(out: &mut String, archive: &Archive, rounds: &[Round]) -> std::fmt::Result {
    writeln!(out, "\n## Indexing again\n")?;
    writeln!(out, "MB reread are those of the files that changed, which are read whole.\n")?;
    writeln!(out, "| what changed | MB reread | wall s | CPU s | peak MB | wall / from nothing |")?;
    writeln!(out, "| --- | --: | --: | --: | --: | --: |")?;
    for update in Update::ALL {
        let updated: Vec<&Updated> = rounds.iter().flat_map(|round| &round.updated).filter(|updated| updated.update == update).collect();
        if updated.is_empty() {
            continue;
        }
        let each = |figure: fn(&Updated) -> Option<f64>| updated.iter().filter_map(|updated| figure(updated)).collect::<Vec<f64>>();
        let wall = each(|updated| Some(updated.spent.wall));
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            update.name(),
            middle(&each(|updated| Some(updated.reread as f64 / MEGA)), 2),
            spread(&wall, 3),
            spread(&each(|updated| updated.spent.cpu), 2),
            middle(&each(|updated| updated.spent.peak.map(|peak| peak as f64 / MEGA)), 0),
            spread(&by(&wall, &of(rounds, update.subject(), |built| Some(built.spent.wall))), 3),
        )?;
        if update == Update::NothingTexts {
            let rates: Vec<f64> = wall.iter().map(|wall| archive.articles as f64 / wall).collect();
            writeln!(out, "| the same, files/s | | {} | | | |", spread(&rates, 0))?;
        }
    }
    Ok(())
}

/// Seconds that an answerer took over questions of some classes.
fn seconds(answered: &[Answered], answerer: Answerer, is_meant: impl Fn(Class) -> bool) -> Vec<f64> {
    let answered = answered.iter().filter(|answer| answer.answerer == answerer && is_meant(answer.class));
    answered.map(|answer| answer.seconds).collect()
}

fn searching(out: &mut String, answered: &[Answered]) -> std::fmt::Result {
    let answerers: Vec<Answerer> =
        Answerer::ALL.into_iter().filter(|answerer| answered.iter().any(|answer| answer.answerer == *answerer)).collect();
    let titles: Vec<String> = answerers.iter().map(|who| format!("{0} median ms | {0} 95% ms", who.name())).collect();
    writeln!(out, "| class | {} |", titles.join(" | "))?;
    writeln!(out, "| --- |{}", " --: | --: |".repeat(answerers.len()))?;
    for class in Class::ALL.into_iter().map(Some).chain([None]) {
        let columns: Vec<String> = answerers
            .iter()
            .map(|&answerer| {
                let times = milliseconds(&seconds(answered, answerer, |asked| class.is_none_or(|class| class == asked)));
                format!("{} | {}", middle(&times, 2), percentile(&times))
            })
            .collect();
        writeln!(out, "| {} | {} |", class.map_or("all", Class::name), columns.join(" | "))?;
    }
    Ok(())
}

fn percentile(times: &[f64]) -> String {
    at(times, 0.95).map_or_else(|| "-".into(), |time| format!("{time:.2}"))
}

/// What dateline took by what another took over the same questions, those that the other has answers to.
fn search_ratios(out: &mut String, rounds: &[Vec<Answered>]) -> std::fmt::Result {
    writeln!(out, "\nRatios of the same round, over the questions that both answer:\n")?;
    writeln!(out, "| | of medians | of 95th percentiles |\n| --- | --: | --: |")?;
    for other in Answerer::ALL.into_iter().filter(|other| *other != Answerer::Dateline) {
        let ratios = |share: f64| -> Vec<f64> {
            let ratio = |round: &Vec<Answered>| {
                let is_shared = |class| !seconds(round, other, |asked| asked == class).is_empty();
                let own = at(&seconds(round, Answerer::Dateline, is_shared), share)?;
                Some(own / at(&seconds(round, other, |_| true), share)?)
            };
            rounds.iter().filter_map(ratio).collect()
        };
        let (medians, percentiles) = (ratios(0.5), ratios(0.95));
        if !medians.is_empty() {
            writeln!(out, "| dateline / {} | {} | {} |", other.name(), spread(&medians, 2), spread(&percentiles, 2))?;
        }
    }
    Ok(())
}

fn counting(out: &mut String, counted: &[Counted]) -> std::fmt::Result {
    writeln!(out, "\n## Counting in one process\n")?;
    writeln!(out, "| the ten commonest, of | median ms | 95% ms |\n| --- | --: | --: |")?;
    let mut kinds: Vec<&str> = Vec::new();
    for what in counted.iter().map(|counted| counted.what) {
        if !kinds.contains(&what) {
            kinds.push(what);
        }
    }
    for kind in kinds {
        let seconds: Vec<f64> = counted.iter().filter(|counted| counted.what == kind).map(|counted| counted.seconds).collect();
        let times = milliseconds(&seconds);
        writeln!(out, "| {kind} | {} | {} |", middle(&times, 2), percentile(&times))?;
    }
    Ok(())
}
