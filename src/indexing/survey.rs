//! Compares the files of an archive with those that are indexed.

use std::path::{Path, PathBuf};
use std::thread;

use crossbeam_channel::{Sender, bounded};
use rustc_hash::FxHashMap;

use super::roots::Scan;
use super::rows::unread_row;
use crate::error::{SkipReason, Skipped};
use crate::readers::walk::{ArchiveFile, walk};
use crate::schema::documents::{FileKey, FileRow};

/// What the index remembers, and which of it has been met again.
pub(super) struct Survey {
    known: FxHashMap<FileKey, FileRow>,
    /// Places inside the archive that are no part of it: the index, the report.
    ignored: Vec<PathBuf>,
}

/// What is to be done about a file.
pub(super) enum Finding {
    /// Not indexed yet.
    New(ArchiveFile),
    /// Indexed, but not as it is now.
    Changed(ArchiveFile, FileRow),
    /// Indexed as it is.
    Unchanged(FileRow),
    /// A file or directory that cannot be looked into, what is remembered of it anew and from before.
    Refused(FileRow, Option<FileRow>, Skipped),
    /// It is no part of the archive.
    Skipped(Skipped),
}

/// Whether a path is another or lies below it; most are told apart by their first bytes.
fn is_below(path: &Path, other: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().starts_with(other.as_os_str().as_encoded_bytes()) && path.starts_with(other)
}

/// A file of the archive, or why something is none.
type Entry = Result<ArchiveFile, Skipped>;

/// Entries that are handed on at once, and how many bundles of them may wait.
const BUNDLE: usize = 256;
const BUNDLES: usize = 16;

/// Hands on what a scan meets, until nobody listens any more.
fn send_all(scan: &Scan, to_survey: &Sender<Vec<Entry>>) {
    let mut entries = walk(&scan.walked(), scan.options.follow_links);
    loop {
        let bundle: Vec<Entry> = entries.by_ref().take(BUNDLE).collect();
        if bundle.is_empty() || to_survey.send(bundle).is_err() {
            return;
        }
    }
}

impl Survey {
    pub(super) fn new(known: Vec<FileRow>, ignored: Vec<PathBuf>) -> Self {
        Self { known: known.into_iter().map(|row| (row.key(), row)).collect(), ignored }
    }

    /// Walks one scan; answers with the rows of files that have vanished.
    ///
    /// Asking the system for a file takes as long as comparing it, so one thread does the one and this the other.
    pub(super) fn walk(&mut self, scan: &Scan, mut found: impl FnMut(Finding) -> bool) -> Vec<FileRow> {
        let (to_survey, entries) = bounded::<Vec<Entry>>(BUNDLES);
        thread::scope(|scope| {
            scope.spawn(move || send_all(scan, &to_survey));
            self.compare_all(scan, entries.into_iter().flatten(), &mut found)
        })
    }

    fn compare_all(&mut self, scan: &Scan, entries: impl Iterator<Item = Entry>, found: &mut dyn FnMut(Finding) -> bool) -> Vec<FileRow> {
        let mut unseen: Vec<String> = Vec::new();
        for entry in entries {
            let finding = match entry {
                Ok(file) if self.ignored.iter().any(|ignored| is_below(&file.absolute, ignored)) => continue,
                Ok(mut file) => {
                    file.path = scan.path(file.path);
                    self.compare(file, scan.rereads)
                }
                // The index itself is hidden, and no loss.
                Err(skipped) if self.ignored.contains(&scan.directory.join(scan.path(skipped.path.clone()))) => continue,
                Err(mut skipped) => {
                    skipped.path = scan.path(skipped.path).trim_end_matches('/').to_owned();
                    // What stood in a directory that is gone has vanished.
                    let unread = matches!(skipped.reason, SkipReason::Unreadable(_)) && scan.directory.exists();
                    if unread {
                        unseen.push(skipped.path.clone());
                    }
                    // The root itself has no row.
                    if unread && !skipped.path.is_empty() {
                        let row = unread_row(&skipped);
                        let before = self.known.remove(&row.key());
                        Finding::Refused(row, before, skipped)
                    } else {
                        Finding::Skipped(skipped)
                    }
                }
            };
            if !found(finding) {
                return Vec::new();
            }
        }
        self.vanished(scan, &unseen)
    }

    fn compare(&mut self, file: ArchiveFile, rereads: bool) -> Finding {
        match self.known.remove(&FileKey::of(&file.root, &file.path)) {
            None => Finding::New(file),
            Some(row) if !rereads && row.size == file.size && row.modified == file.modified => Finding::Unchanged(row),
            Some(row) => Finding::Changed(file, row),
        }
    }

    /// Rows of the scan that were not met. What stands below something that could not be looked into has not vanished.
    fn vanished(&mut self, scan: &Scan, unseen: &[String]) -> Vec<FileRow> {
        let is_unseen = |row: &FileRow| {
            unseen
                .iter()
                .any(|path| path.is_empty() || row.path == *path || row.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('/')))
        };
        let mut keys: Vec<FileKey> =
            self.known.iter().filter(|(_, row)| scan.covers(row) && !is_unseen(row)).map(|(key, _)| *key).collect();
        keys.sort_unstable();
        keys.into_iter().filter_map(|key| self.known.remove(&key)).collect()
    }
}
