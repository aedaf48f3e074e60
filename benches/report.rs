//! The figures as Markdown tables.

use std::fmt::Write;

use crate::archive::Archive;
use crate::figures::{at, middle, spread};
use crate::indexing::{Built, Round, Subject, Update};
use crate::question::Class;
use crate::searching::{Answered, Answerer};

/// Everything that was measured.
pub(crate) struct Measured {
    pub(crate) rounds: Vec<Round>,
    pub(crate) cold: Vec<Answered>,
    pub(crate) warm: Vec<Answered>,
    pub(crate) highlighting: Vec<f64>,
    pub(crate) counting: Vec<f64>,
}

const MEGA: f64 = 1e6;

/// The whole report.
pub(crate) fn report(archive: &Archive, json_bytes: u64, measured: &Measured) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    heading(&mut out, archive, json_bytes, measured.rounds.len())?;
    building(&mut out, archive, json_bytes, &measured.rounds)?;
    ratios(&mut out, &measured.rounds, json_bytes)?;
    updating(&mut out, &measured.rounds)?;
    writeln!(out, "\n## Searches, each in a process of its own\n")?;
    searching(&mut out, &measured.cold)?;
    writeln!(out, "\n## Searches in one process\n")?;
    searching(&mut out, &measured.warm)?;
    writeln!(out, "\nThe passages of ten hits: {} ms.", spread(&thousandfold(&measured.highlighting), 1))?;
    writeln!(out, "\nCounting the speakers of the whole archive: {} ms.", spread(&thousandfold(&measured.counting), 1))?;
    Ok(out)
}

fn heading(out: &mut String, archive: &Archive, json_bytes: u64, rounds: usize) -> std::fmt::Result {
    let machine = Machine::read();
    let what = if archive.invented { "invented articles" } else { "articles of a given archive" };
    writeln!(out, "# Benchmark of dateline {}\n", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "{} {what}, {:.1} MB as JSON Lines; {rounds} rounds.", archive.articles, json_bytes as f64 / MEGA)?;
    writeln!(out, "{machine}.")?;
    writeln!(out, "Figures are medians, with the least and the greatest. A dash is what could not be measured here.")
}

fn building(out: &mut String, archive: &Archive, json_bytes: u64, rounds: &[Round]) -> std::fmt::Result {
    writeln!(out, "\n## Indexing from nothing\n")?;
    writeln!(out, "| | wall s | CPU s | articles/s | MB/s | peak MB | index MB | index / JSON Lines |")?;
    writeln!(out, "| --- | --: | --: | --: | --: | --: | --: | --: |")?;
    for subject in Subject::ALL {
        let wall = of(rounds, subject, |built| Some(built.spent.wall));
        if wall.is_empty() {
            continue;
        }
        let rate = |amount: f64| wall.iter().map(|wall| amount / wall).collect::<Vec<_>>();
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} | {} |",
            subject.name(),
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
    for subject in [Subject::Json, Subject::Texts] {
        let wall = of(rounds, subject, |built| Some(built.spent.wall));
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

fn by(values: &[f64], others: &[f64]) -> Vec<f64> {
    values.iter().zip(others).map(|(value, other)| value / other).collect()
}

fn updating(out: &mut String, rounds: &[Round]) -> std::fmt::Result {
    writeln!(out, "\n## Indexing again\n")?;
    writeln!(out, "| what changed | wall s | CPU s | peak MB | wall / from nothing |")?;
    writeln!(out, "| --- | --: | --: | --: | --: |")?;
    for update in Update::ALL {
        let spent: Vec<_> =
            rounds.iter().flat_map(|round| &round.updated).filter(|(kind, _)| *kind == update).map(|(_, spent)| spent).collect();
        let subject = if update == Update::NothingJson { Subject::Json } else { Subject::Texts };
        let wall: Vec<f64> = spent.iter().map(|spent| spent.wall).collect();
        writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            update.name(),
            spread(&wall, 3),
            spread(&spent.iter().filter_map(|spent| spent.cpu).collect::<Vec<_>>(), 2),
            middle(&spent.iter().filter_map(|spent| spent.peak).map(|peak| peak as f64 / MEGA).collect::<Vec<_>>(), 0),
            middle(&by(&wall, &of(rounds, subject, |built| Some(built.spent.wall))), 3),
        )?;
    }
    Ok(())
}

fn searching(out: &mut String, answered: &[Answered]) -> std::fmt::Result {
    let answerers: Vec<(Answerer, &str)> = [(Answerer::Dateline, "dateline"), (Answerer::Bare, "bare"), (Answerer::Sqlite, "SQLite")]
        .into_iter()
        .filter(|(answerer, _)| answered.iter().any(|answer| answer.answerer == *answerer))
        .collect();
    let titles: Vec<String> = answerers.iter().map(|(_, name)| format!("{name} median ms | {name} 95% ms")).collect();
    writeln!(out, "| class | {} | dateline / bare |", titles.join(" | "))?;
    writeln!(out, "| --- |{} --: |", " --: | --: |".repeat(answerers.len()))?;
    let classes = Class::ALL.into_iter().map(Some).chain([None]);
    for class in classes {
        let times = |answerer: Answerer| {
            let seconds: Vec<f64> = answered
                .iter()
                .filter(|answer| answer.answerer == answerer && class.is_none_or(|class| answer.class == class))
                .map(|answer| answer.seconds)
                .collect();
            thousandfold(&seconds)
        };
        let columns: Vec<String> = answerers
            .iter()
            .map(|(answerer, _)| {
                let times = times(*answerer);
                format!("{} | {}", middle(&times, 2), at(&times, 0.95).map_or_else(|| "-".into(), |time| format!("{time:.2}")))
            })
            .collect();
        let ratio: Vec<f64> =
            at(&times(Answerer::Dateline), 0.5).zip(at(&times(Answerer::Bare), 0.5)).map(|(a, b)| a / b).into_iter().collect();
        writeln!(out, "| {} | {} | {} |", class.map_or("all", Class::name), columns.join(" | "), middle(&ratio, 2))?;
    }
    Ok(())
}

fn thousandfold(seconds: &[f64]) -> Vec<f64> {
    seconds.iter().map(|seconds| seconds * 1e3).collect()
}

/// Where the figures come from.
pub(crate) struct Machine {
    processor: String,
    cores: usize,
    system: String,
    date: String,
}

impl std::fmt::Display for Machine {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}, {} cores, {}, {}", self.processor, self.cores, self.system, self.date)
    }
}

impl Machine {
    pub(crate) fn read() -> Self {
        let line = |path: &str| std::fs::read_to_string(path).ok().and_then(|text| Some(text.lines().next()?.to_owned()));
        let cpuinfo = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = cpuinfo.lines().find(|line| line.starts_with("model name")).and_then(|line| line.split_once(':'));
        Self {
            processor: model.map_or_else(|| std::env::consts::ARCH.to_owned(), |(_, name)| name.trim().to_owned()),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            system: line("/proc/sys/kernel/osrelease")
                .map_or_else(|| std::env::consts::OS.to_owned(), |release| format!("{} {release}", std::env::consts::OS)),
            date: chrono::Local::now().format("%Y-%m-%d").to_string(),
        }
    }
}
