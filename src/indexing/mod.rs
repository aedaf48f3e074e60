//! From directories to an index: walk, compare with what is indexed, read, enrich, take in.
//!
//! Readers and enrichers run side by side and stream into the engine; what is in flight between them is bounded in bytes. Files that
//! are as the index remembers them are not read again; changed ones are replaced, vanished ones removed. A bad file or record is
//! noted and never stops the rest.

mod pipeline;
mod report;
mod roots;
mod survey;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64};

use serde::Serialize;

use crate::engine::local::{LocalEngine, WriteOptions};
use crate::engine::{Engine, RootEntry};
use crate::error::{Error, Result, Skipped};
use crate::readers::ReadOptions;
use crate::schema::documents::FileRow;

pub use self::report::IngestReport;
pub use self::roots::directory_of;
use self::roots::{Scan, plan};

/// What to index, and how.
#[derive(Debug, Clone)]
pub struct IndexRequest {
    /// Directories and files as given.
    pub inputs: Vec<PathBuf>,
    /// The directory of the index.
    pub index: PathBuf,
    /// Build the index anew, from its remembered roots where `inputs` is empty.
    pub rebuild: bool,
    /// Read and report, but write nothing.
    pub dry_run: bool,
    /// Remove the articles of roots that are missing or empty.
    pub prune: bool,
    /// Threads that read and enrich, and threads that write.
    pub jobs: usize,
    /// How files are read.
    pub read: ReadOptions,
    /// Files inside the directories that are no part of the archive, such as a report about the run.
    pub pass_over: Vec<PathBuf>,
}

impl IndexRequest {
    /// What is passed over, the index itself included, with links resolved.
    fn ignored(&self) -> Vec<PathBuf> {
        let all = self.pass_over.iter().chain([&self.index]);
        all.map(|path| path.canonicalize().unwrap_or_else(|_| path.clone())).collect()
    }
}

/// How far an indexing run has come, for whoever wants to show it.
#[derive(Debug, Default)]
pub struct Progress {
    /// Files found so far.
    pub files_found: AtomicU64,
    /// Their bytes.
    pub bytes_found: AtomicU64,
    /// Whether all files have been found.
    pub walked: AtomicBool,
    /// Files read, or known to be unchanged.
    pub files_done: AtomicU64,
    /// Their bytes.
    pub bytes_done: AtomicU64,
    /// Articles taken in.
    pub articles: AtomicU64,
}

/// Something about a file or record that its owner should know.
#[derive(Debug, Clone, PartialEq)]
pub enum Note {
    /// It was left out.
    Skipped(Skipped),
    /// It is in the index, but without a date.
    Undated {
        /// Name of the root.
        root: String,
        /// Path relative to the root.
        path: String,
        /// The record inside the file.
        record: Option<String>,
    },
}

impl Note {
    /// As a line of a report: where, and why.
    pub fn line(&self) -> NoteLine<'_> {
        match self {
            Self::Skipped(Skipped { root, path, record, reason }) => {
                NoteLine { root, path, record: record.as_deref(), left_out: true, reason: reason.to_string() }
            }
            Self::Undated { root, path, record } => {
                NoteLine { root, path, record: record.as_deref(), left_out: false, reason: "indexed, but without a date".into() }
            }
        }
    }
}

/// See [`Note::line`].
#[derive(Debug, Serialize)]
pub struct NoteLine<'a> {
    root: &'a str,
    path: &'a str,
    record: Option<&'a str>,
    left_out: bool,
    reason: String,
}

/// Brings an index up to date with directories and files. `note` hears of everything that was left out or is undated.
///
/// # Errors
/// A path does not exist, a root has vanished, somebody else is writing, or the index cannot be written. What was committed before stays
/// readable, and the next run finishes the job.
pub fn index(request: &IndexRequest, progress: &Progress, note: &mut dyn FnMut(Note)) -> Result<IngestReport> {
    if request.dry_run {
        return dry_run(request, progress, note);
    }
    let remembered = if request.rebuild { remembered_roots(request) } else { Vec::new() };
    let inputs = inputs_or(request, &remembered)?;
    ensure_inputs_exist(&inputs, request)?;
    let options = WriteOptions { rebuild: request.rebuild, threads: request.jobs };
    let mut engine = LocalEngine::open_to_write(&request.index, options)?;
    let known = engine.files()?;
    let kept = if request.rebuild { remembered } else { engine.roots().to_vec() };
    let planned = plan(&inputs, &kept, &request.index)?;
    if request.rebuild {
        ensure_all_remembered_are_scanned(&kept, &planned.scans)?;
    }
    ensure_no_root_is_gone(&planned.scans, &known, request)?;
    pipeline::run(request, planned, known, progress, note, Some(&mut engine))
}

fn dry_run(request: &IndexRequest, progress: &Progress, note: &mut dyn FnMut(Note)) -> Result<IngestReport> {
    let engine = match LocalEngine::open(&request.index) {
        Ok(engine) => Some(engine),
        Err(Error::NotAnIndex { .. }) => None,
        Err(_) if request.rebuild => None,
        Err(error) => return Err(error),
    };
    let kept = engine.as_ref().map(|engine| engine.roots().to_vec()).unwrap_or_default();
    let known = match &engine {
        Some(engine) if !request.rebuild => engine.files()?,
        _ => Vec::new(),
    };
    let planned = plan(&inputs_or(request, &kept)?, &kept, &request.index)?;
    ensure_no_root_is_gone(&planned.scans, &known, request)?;
    pipeline::run(request, planned, known, progress, note, None)
}

/// The roots of the index that is to be rebuilt; none where it cannot be read.
fn remembered_roots(request: &IndexRequest) -> Vec<RootEntry> {
    LocalEngine::open(&request.index).map(|engine| engine.roots().to_vec()).unwrap_or_default()
}

/// What was given, or else the directories that the index was made from.
fn inputs_or(request: &IndexRequest, remembered: &[RootEntry]) -> Result<Vec<PathBuf>> {
    if !request.inputs.is_empty() {
        return Ok(request.inputs.clone());
    }
    if remembered.is_empty() {
        return Err(Error::NothingToIndex);
    }
    Ok(remembered.iter().map(|root| directory_of(root, &request.index)).collect())
}

fn ensure_inputs_exist(inputs: &[PathBuf], request: &IndexRequest) -> Result<()> {
    match inputs.iter().find(|input| !input.exists()) {
        Some(missing) if !request.prune && !request.index.exists() => Err(Error::MissingPath { path: missing.clone() }),
        _ => Ok(()),
    }
}

/// A rebuild of some roots would lose the others.
fn ensure_all_remembered_are_scanned(kept: &[RootEntry], scans: &[Scan]) -> Result<()> {
    let lost = kept.iter().find(|root| !scans.iter().any(|scan| scan.root.name == root.name && scan.prefix.is_empty()));
    match lost {
        Some(root) => Err(Error::RebuildLosesRoot { root: root.name.clone() }),
        None => Ok(()),
    }
}

/// A disk that is not mounted looks like an archive from which everything was deleted.
fn ensure_no_root_is_gone(scans: &[Scan], known: &[FileRow], request: &IndexRequest) -> Result<()> {
    for scan in scans {
        let files = known.iter().filter(|row| scan.covers(row)).count();
        let state = if !scan.directory.exists() {
            "missing"
        } else if scan.is_empty(request.read.follow_links) {
            "empty"
        } else {
            continue;
        };
        if files == 0 && state == "missing" {
            return Err(Error::MissingPath { path: scan.directory.clone() });
        }
        if files > 0 && !request.prune {
            return Err(Error::RootGone { path: scan.directory.clone(), files, state });
        }
    }
    Ok(())
}
