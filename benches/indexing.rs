//! Measures indexing from nothing, by each of the subjects in turn.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::archive::{Archive, bytes_below, remove};
use crate::others;
use crate::process::{Spent, watched};
use crate::updating::{self, Updated};
use crate::{DATELINE, Result};

/// Who indexes what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    Bare,
    BareStemmed,
    Sqlite,
    Json,
    Texts,
    Parts,
    Xapian,
    Omindex,
    Recoll,
}

impl Subject {
    /// The slow ones last: they do not take part in every round.
    pub(crate) const ALL: [Self; 9] =
        [Self::Bare, Self::BareStemmed, Self::Sqlite, Self::Json, Self::Texts, Self::Parts, Self::Xapian, Self::Omindex, Self::Recoll];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bare => "bare tantivy writer, parsed articles",
            Self::BareStemmed => "the same with English stems",
            Self::Sqlite => "SQLite FTS5, porter, from CSV",
            Self::Json => "dateline, JSON Lines",
            Self::Texts => "dateline, text tree",
            Self::Parts => "dateline, 100 files of JSON Lines",
            Self::Xapian => "Xapian scriptindex, from its own format",
            Self::Omindex => "Xapian omindex, text tree",
            Self::Recoll => "recoll, text tree",
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
            Self::Parts => "index-parts",
            Self::Xapian => "xapian",
            Self::Omindex => "omindex",
            Self::Recoll => "recoll",
        })
    }

    /// The program that it needs beside dateline.
    pub(crate) fn program(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => Some("sqlite3"),
            Self::Xapian => Some("scriptindex"),
            Self::Omindex => Some("omindex"),
            Self::Recoll => Some("recollindex"),
            _ => None,
        }
    }

    pub(crate) fn needs_texts(self) -> bool {
        matches!(self, Self::Texts | Self::Omindex | Self::Recoll)
    }

    /// Whether it takes many times as long as the others.
    pub(crate) fn is_slow(self) -> bool {
        matches!(self, Self::Xapian | Self::Omindex | Self::Recoll)
    }

    /// Whether questions are put to its index, which is kept for them then.
    fn is_asked(self) -> bool {
        matches!(self, Self::BareStemmed | Self::Sqlite | Self::Json | Self::Xapian | Self::Recoll)
    }

    /// What dateline reads for it, below `work`.
    pub(crate) fn input(self, archive: &Archive, tree: &Path, work: &Path) -> PathBuf {
        match self {
            Self::Parts => work.join("parts"),
            Self::Json => archive.json.clone(),
            _ => tree.to_owned(),
        }
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
    pub(crate) updated: Vec<Updated>,
}

/// Measures one round; the indexes that are asked questions stay below `work`, whole. `tree` is the text tree, and may be changed.
pub(crate) fn round(archive: &Archive, tree: &Path, subjects: &[Subject], work: &Path) -> Result<Round> {
    let mut round = Round::default();
    for &subject in subjects {
        let place = subject.place(work);
        remove(&place)?;
        if subject == Subject::Parts {
            remove(&work.join("parts"))?;
            archive.write_parts(&work.join("parts"))?;
        }
        let spent = build(subject, archive, tree, work)?;
        round.built.push(Built { subject, spent, bytes: bytes_below(&place) });
        round.updated.extend(updating::measure(subject, archive, tree, work)?);
        if !subject.is_asked() {
            remove(&place)?;
        }
    }
    remove(&work.join("parts"))?;
    Ok(round)
}

fn build(subject: Subject, archive: &Archive, tree: &Path, work: &Path) -> Result<Spent> {
    match subject {
        Subject::Bare => build_bare(&archive.json, &subject.place(work), "words"),
        Subject::BareStemmed => build_bare(&archive.json, &subject.place(work), "stems"),
        Subject::Sqlite => others::build_sqlite(archive, work),
        Subject::Xapian => others::build_xapian(archive, work),
        Subject::Omindex => others::build_omindex(tree, work),
        Subject::Recoll => others::build_recoll(tree, work),
        Subject::Json | Subject::Texts | Subject::Parts => index(&subject.input(archive, tree, work), &subject.place(work)),
    }
}

/// Has a bare writer index an archive.
pub(crate) fn build_bare(json: &Path, place: &Path, words: &str) -> Result<Spent> {
    fs::create_dir_all(place)?;
    let mut command = Command::new(std::env::current_exe()?);
    let (spent, printed) = watched(command.arg("bare-index").arg(json).arg(place).arg(words))?;
    let mut figures = printed.split_whitespace();
    let wall = figures.next().and_then(|wall| wall.parse().ok()).ok_or("the bare writer printed no figures")?;
    Ok(Spent { wall, cpu: figures.next().and_then(|cpu| cpu.parse().ok()), ..spent })
}

/// Has dateline bring an index up to what its input is now.
pub(crate) fn index(input: &Path, index: &Path) -> Result<Spent> {
    Ok(watched(Command::new(DATELINE).arg("index").arg(input).arg("--index").arg(index))?.0)
}

/// Says on stderr how far the run has come.
pub(crate) fn say(text: &str) {
    _ = writeln!(std::io::stderr(), "{text}");
}
