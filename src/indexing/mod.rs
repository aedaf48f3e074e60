//! From directories to an index: walk, compare with what is indexed, read, enrich, take in.
//!
//! Readers and enrichers run side by side and stream into the engine; what is in flight between them is bounded in bytes. Files that
//! are as the index remembers them are not read again; changed ones are replaced, vanished ones removed. A bad file or record is
//! noted and never stops the rest.

mod extraction;
mod intake;
mod outbox;
mod patience;
mod pipeline;
mod reading;
mod repair;
mod report;
mod roots;
mod rows;
mod survey;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64};

use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::engine::local::{LocalEngine, WriteLock, WriteOptions};
use crate::engine::{Engine, RootEntry};
use crate::error::{Error, Result, Skipped};
use crate::paths::text_of;
use crate::readers::{ReadOptions, ensure_readable};
use crate::schema::documents::{FileKey, FileRow};

pub use self::extraction::{Extracted, Extraction, root_names};
pub use self::reading::TypedReading;
use self::reading::settle;
pub use self::repair::{Repair, repair};
pub use self::report::{IngestReport, Reread};
use self::roots::{Content, Plan, Scan, plan};

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
    /// How files are read where nothing else was ever typed.
    pub read: ReadOptions,
    /// What was typed about that.
    pub reading: TypedReading,
    /// Files inside the directories that are no part of the archive, such as a report about the run.
    pub pass_over: Vec<PathBuf>,
    /// Files that the index has wrongly: they are read again whatever it says of them.
    pub distrusted: Vec<FileKey>,
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
/// A path does not exist or cannot be read, a root has vanished, somebody else is writing, or the index cannot be written. What was committed
/// before stays readable, and the next run finishes the job.
pub fn index(request: &IndexRequest, progress: &Progress, note: &mut dyn FnMut(Note)) -> Result<IngestReport> {
    if request.dry_run {
        return dry_run(request, &inputs(request)?, progress, note);
    }
    // A mistake in what was typed leaves no index behind.
    inputs(request)?;
    index_locked(LocalEngine::lock(&request.index)?, request, progress, note)
}

/// See [`index`]; the lock is that of the request's index.
fn index_locked(lock: WriteLock, request: &IndexRequest, progress: &Progress, note: &mut dyn FnMut(Note)) -> Result<IngestReport> {
    let inputs = inputs(request)?;
    let options = WriteOptions { rebuild: request.rebuild, threads: request.jobs };
    if request.rebuild {
        let planned = planned(request, &inputs, &before_rebuild(request))?;
        let mut engine = LocalEngine::open_to_write(lock, options)?;
        return pipeline::run(request, planned, Vec::new(), progress, note, Some(&mut engine));
    }
    let mut engine = LocalEngine::open_to_write(lock, options)?;
    let mut before = Before { roots: engine.roots().to_vec(), files: engine.files()? };
    before.distrust(&request.distrusted);
    let planned = planned(request, &inputs, &before)?;
    pipeline::run(request, planned, before.files, progress, note, Some(&mut engine))
}

fn dry_run(request: &IndexRequest, inputs: &[PathBuf], progress: &Progress, note: &mut dyn FnMut(Note)) -> Result<IngestReport> {
    if request.rebuild {
        let planned = planned(request, inputs, &before_rebuild(request))?;
        return pipeline::run(request, planned, Vec::new(), progress, note, None);
    }
    let before = match LocalEngine::open(&request.index) {
        Ok(engine) => Before { roots: engine.roots().to_vec(), files: engine.files()? },
        Err(Error::NotAnIndex { .. }) => Before::default(),
        Err(error) => return Err(error),
    };
    let planned = planned(request, inputs, &before)?;
    pipeline::run(request, planned, before.files, progress, note, None)
}

/// What the index holds before a run.
#[derive(Default)]
struct Before {
    roots: Vec<RootEntry>,
    files: Vec<FileRow>,
}

impl Before {
    /// Marks files as not read.
    fn distrust(&mut self, keys: &[FileKey]) {
        let keys: FxHashSet<FileKey> = keys.iter().copied().collect();
        for row in self.files.iter_mut().filter(|row| keys.contains(&row.key())) {
            row.modified = FileRow::UNREAD;
        }
    }
}

/// What is known of an index that is to be rebuilt; its files only where it can be read.
fn before_rebuild(request: &IndexRequest) -> Before {
    let files = LocalEngine::open(&request.index).and_then(|engine| engine.files()).unwrap_or_default();
    Before { roots: LocalEngine::remembered_roots(&request.index), files }
}

/// What is to be walked and how, once nothing speaks against it.
fn planned(request: &IndexRequest, inputs: &[PathBuf], before: &Before) -> Result<Plan> {
    let mut planned = plan(inputs, &before.roots, &request.index)?;
    planned.rereads = settle(&mut planned, &before.roots, request)?;
    if request.rebuild {
        ensure_all_remembered_are_scanned(&before.roots, &planned.scans)?;
        planned.rereads.clear();
    }
    let (mut gone, mut nothing) = (Vec::new(), Vec::new());
    for scan in &planned.scans {
        let content = scan.content();
        if let Some(state) = gone_state(scan, content) {
            let files = ensure_it_may_be_gone(scan, state, before, request)?;
            gone.extend(scan.is_whole().then(|| scan.root.name.clone()));
            planned
                .empty
                .extend((content == Content::Nothing && state == "empty" && files == 0).then(|| text_of(scan.directory.as_os_str())));
        }
        nothing.extend((content == Content::Nothing).then(|| scan.root.name.clone()));
    }
    if request.prune {
        planned.roots.retain(|root| !gone.contains(&root.name));
    }
    // A directory with nothing in it is no archive yet.
    let is_known = |root: &RootEntry| before.roots.iter().any(|known| known.name == root.name);
    planned.roots.retain(|root| is_known(root) || !nothing.contains(&root.name));
    Ok(planned)
}

/// The paths that are to be read, each there or known to the index.
fn inputs(request: &IndexRequest) -> Result<Vec<PathBuf>> {
    let inputs = inputs_or(request, &LocalEngine::remembered_roots(&request.index))?;
    ensure_inputs_are_readable(&inputs, request)?;
    Ok(inputs)
}

/// What was given, or else the directories that the index was made from.
fn inputs_or(request: &IndexRequest, remembered: &[RootEntry]) -> Result<Vec<PathBuf>> {
    if !request.inputs.is_empty() {
        return Ok(request.inputs.clone());
    }
    if remembered.is_empty() {
        return Err(Error::NothingToIndex);
    }
    Ok(remembered.iter().map(|root| root.directory(&request.index)).collect())
}

/// A path that is missing may be a root that is to be pruned.
fn ensure_inputs_are_readable(inputs: &[PathBuf], request: &IndexRequest) -> Result<()> {
    inputs.iter().try_for_each(|input| match ensure_readable(input) {
        Err(Error::MissingPath { .. }) if request.prune || request.index.exists() => Ok(()),
        other => other,
    })
}

/// A rebuild of some roots would lose the others.
fn ensure_all_remembered_are_scanned(kept: &[RootEntry], scans: &[Scan]) -> Result<()> {
    let lost = kept.iter().find(|root| !scans.iter().any(|scan| scan.root.name == root.name && scan.is_whole()));
    match lost {
        Some(root) => Err(Error::RebuildLosesRoot { root: root.name.clone() }),
        None => Ok(()),
    }
}

/// Why nothing is left to be read of a scan: `missing` or `empty`.
fn gone_state(scan: &Scan, content: Content) -> Option<&'static str> {
    if !scan.directory.exists() {
        return Some("missing");
    }
    (content != Content::Files).then_some("empty")
}

/// A disk that is not mounted looks like an archive from which everything was deleted. Returns how many files the scan had before.
fn ensure_it_may_be_gone(scan: &Scan, state: &'static str, before: &Before, request: &IndexRequest) -> Result<usize> {
    let files = before.files.iter().filter(|row| scan.covers(row)).count();
    let is_known = before.roots.iter().any(|root| root.name == scan.root.name);
    if files > 0 && !request.prune {
        return Err(Error::RootGone { path: scan.directory.clone(), files, state });
    }
    if state == "missing" && files == 0 && !(request.prune && is_known) {
        return Err(Error::MissingPath { path: scan.directory.clone() });
    }
    Ok(files)
}
