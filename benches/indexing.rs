//! Measures indexing: from nothing, by each of the subjects in turn, and again after nothing or a little has changed.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use crate::archive::{Archive, bytes_below, some_files};
use crate::process::{Spent, watched};
use crate::{DATELINE, Result};

/// Who indexes what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    Bare,
    BareStemmed,
    Sqlite,
    Json,
    Texts,
}

impl Subject {
    pub(crate) const ALL: [Self; 5] = [Self::Bare, Self::BareStemmed, Self::Sqlite, Self::Json, Self::Texts];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bare => "bare tantivy writer, parsed articles",
            Self::BareStemmed => "the same with English stems",
            Self::Sqlite => "SQLite FTS5, porter, from CSV",
            Self::Json => "dateline, JSON Lines",
            Self::Texts => "dateline, text tree",
        }
    }

    /// Where its index is, below `work`.
    pub(crate) fn place(self, work: &Path) -> PathBuf {
        work.join(match self {
            Self::Bare => "bare",
            Self::BareStemmed => "bare-stemmed",
            Self::Sqlite => "fts5.db",
            Self::Json => "index-json",
            Self::Texts => "index-texts",
        })
    }
}

/// What changed between two runs of indexing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Update {
    NothingJson,
    NothingTexts,
    Touched,
    Changed,
    Deleted,
}

impl Update {
    pub(crate) const ALL: [Self; 5] = [Self::NothingJson, Self::NothingTexts, Self::Touched, Self::Changed, Self::Deleted];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::NothingJson => "nothing, JSON Lines",
            Self::NothingTexts => "nothing, text tree",
            Self::Touched => "ten files touched",
            Self::Changed => "ten files changed",
            Self::Deleted => "ten files deleted",
        }
    }

    fn index(self, work: &Path) -> PathBuf {
        if self == Self::NothingJson { Subject::Json.place(work) } else { Subject::Texts.place(work) }
    }
}

/// Figures of one subject in one round.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Built {
    pub(crate) subject: Subject,
    pub(crate) spent: Spent,
    pub(crate) bytes: u64,
}

/// Figures of one round.
#[derive(Debug, Default)]
pub(crate) struct Round {
    pub(crate) built: Vec<Built>,
    pub(crate) updated: Vec<(Update, Spent)>,
}

/// Measures one round; the indexes that it leaves below `work` are whole. `tree` is the text tree, and may be changed.
pub(crate) fn round(archive: &Archive, tree: &Path, subjects: &[Subject], work: &Path) -> Result<Round> {
    let mut round = Round::default();
    for &subject in subjects {
        let place = subject.place(work);
        remove(&place)?;
        let spent = build(subject, archive, tree, work)?;
        let bytes = bytes_below(&place);
        round.built.push(Built { subject, spent, bytes });
    }
    let files = some_files(tree, 10)?;
    let kept: Vec<Vec<u8>> = files.iter().map(fs::read).collect::<std::io::Result<_>>()?;
    for update in Update::ALL {
        change(update, &files, &kept)?;
        let input = if update == Update::NothingJson { &archive.json } else { tree };
        let index = update.index(work);
        let (spent, _) = watched(Command::new(DATELINE).arg("index").arg(input).arg("--index").arg(&index))?;
        round.updated.push((update, spent));
        ensure_counted(&index, if update == Update::Deleted { archive.articles - files.len() } else { archive.articles })?;
    }
    for (file, text) in files.iter().zip(&kept) {
        fs::write(file, text)?;
    }
    Ok(round)
}

fn build(subject: Subject, archive: &Archive, tree: &Path, work: &Path) -> Result<Spent> {
    let place = subject.place(work);
    match subject {
        Subject::Bare | Subject::BareStemmed => {
            fs::create_dir_all(&place)?;
            let stems = if subject == Subject::BareStemmed { "stems" } else { "words" };
            let mut command = Command::new(std::env::current_exe()?);
            let (spent, printed) = watched(command.arg("bare-index").arg(&archive.json).arg(&place).arg(stems))?;
            let mut figures = printed.split_whitespace();
            let wall = figures.next().and_then(|wall| wall.parse().ok()).ok_or("the bare writer printed no figures")?;
            Ok(Spent { wall, cpu: figures.next().and_then(|cpu| cpu.parse().ok()), ..spent })
        }
        Subject::Sqlite => {
            let csv = work.join("articles.csv");
            let table = "CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, title, body, date UNINDEXED, location, source, speakers, \
                         tokenize='porter unicode61')";
            let import = format!(".import --csv \"{}\" docs", csv.display());
            Ok(watched(Command::new("sqlite3").arg(place).arg(table).arg(import))?.0)
        }
        Subject::Json => Ok(watched(Command::new(DATELINE).arg("index").arg(&archive.json).arg("--index").arg(place))?.0),
        Subject::Texts => Ok(watched(Command::new(DATELINE).arg("index").arg(tree).arg("--index").arg(place))?.0),
    }
}

/// Changes the files of a text tree.
fn change(update: Update, files: &[PathBuf], texts: &[Vec<u8>]) -> Result<()> {
    for (file, text) in files.iter().zip(texts) {
        match update {
            Update::NothingJson | Update::NothingTexts => {}
            Update::Touched => {
                replace(file, text, b"")?;
                File::open(file)?.set_modified(SystemTime::now() - Duration::from_secs(60))?;
            }
            Update::Changed => replace(file, text, b"\nThis paragraph was added when the story was updated.\n")?,
            Update::Deleted => fs::remove_file(file)?,
        }
    }
    Ok(())
}

/// Writes a file anew: the old one may be a link to the archive's own, which stays as it is.
fn replace(file: &Path, text: &[u8], more: &[u8]) -> Result<()> {
    fs::remove_file(file)?;
    Ok(fs::write(file, [text, more].concat())?)
}

/// What is fast and wrong is no figure.
fn ensure_counted(index: &Path, articles: usize) -> Result<()> {
    let (_, counted) = watched(Command::new(DATELINE).args(["search", "--all", "-c", "--index"]).arg(index))?;
    if counted.trim() == articles.to_string() {
        return Ok(());
    }
    Err(format!("{} holds {} articles, not {articles}", index.display(), counted.trim()).into())
}

fn remove(place: &Path) -> Result<()> {
    if place.is_dir() {
        fs::remove_dir_all(place)?;
    } else if place.exists() {
        fs::remove_file(place)?;
    }
    Ok(())
}

/// Says on stderr how far the run has come.
pub(crate) fn say(text: &str) {
    _ = writeln!(std::io::stderr(), "{text}");
}
