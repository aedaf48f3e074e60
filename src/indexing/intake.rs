//! What arrives from readers and enrichers, turned into changes for the engine and counted.
//!
//! A file's articles arrive in any order; its row is handed on when reading has ended and all of them are there.

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use crossbeam_channel::Receiver;
use rustc_hash::FxHashMap;

use super::{IngestReport, Note, Progress};
use crate::analysis::segment::Segments;
use crate::article::Article;
use crate::budget::{Budget, Share};
use crate::engine::Change;
use crate::error::{SkipReason, Skipped};
use crate::schema::documents::{FileKey, FileRow};

/// What arrives at the engine's thread.
pub(super) enum Event {
    Begin {
        key: FileKey,
        before: Option<usize>,
    },
    Article {
        key: FileKey,
        article: Box<Article>,
        segments: Segments,
        _share: Share,
    },
    Skipped(Skipped),
    /// An article that could not be enriched; it counts as arrived.
    Lost {
        key: FileKey,
        skipped: Skipped,
    },
    End(FileRow),
    Touched(FileRow),
    /// A file could not be read: what is indexed of it stays, and its row says why.
    Kept {
        row: FileRow,
        is_noted: bool,
    },
    Unchanged(FileRow),
    Vanished(FileRow),
}

/// A file whose articles are arriving.
pub(super) struct Open {
    /// How many articles the file held before; `None` where it is new.
    before: Option<usize>,
    arrived: usize,
    /// The row, once reading has ended.
    end: Option<FileRow>,
}

/// Turns what arrives into changes for the engine, and counts.
pub(super) struct Intake<'a> {
    pub(super) bundles: Receiver<Vec<Event>>,
    /// The rest of the bundle that came last.
    pub(super) events: std::vec::IntoIter<Event>,
    pub(super) open: FxHashMap<FileKey, Open>,
    pub(super) report: IngestReport,
    pub(super) progress: &'a Progress,
    pub(super) note: &'a mut dyn FnMut(Note),
    pub(super) next: Option<Change>,
    pub(super) budget: Arc<Budget>,
}

impl Drop for Intake<'_> {
    fn drop(&mut self) {
        // Shares that lie in queues which nobody empties any more never come back.
        self.budget.close();
    }
}

impl Iterator for Intake<'_> {
    type Item = Change;

    fn next(&mut self) -> Option<Change> {
        if let Some(change) = self.next.take() {
            return Some(change);
        }
        loop {
            let Some(event) = self.events.next() else {
                self.events = self.bundles.recv().ok()?.into_iter();
                continue;
            };
            if let Some(change) = self.change(event) {
                return Some(change);
            }
        }
    }
}

impl Intake<'_> {
    fn change(&mut self, event: Event) -> Option<Change> {
        match event {
            Event::Begin { key, before } => {
                *(if before.is_none() { &mut self.report.files_new } else { &mut self.report.files_changed }) += 1;
                self.open.insert(key, Open { before, arrived: 0, end: None });
                Some(Change::Forget(key))
            }
            Event::Article { key, article, segments, .. } => {
                self.arrived(key, &article);
                Some(Change::Article(article, segments))
            }
            Event::End(row) => {
                let key = row.key();
                if let Some(open) = self.open.get_mut(&key) {
                    open.end = Some(row);
                }
                self.close_if_complete(key)
            }
            Event::Touched(row) => {
                self.report.count_unchanged(&row);
                self.note_again(&row);
                Some(Change::Touched(row))
            }
            Event::Kept { row, is_noted } => {
                self.report.count_unchanged(&row);
                self.note_again(&row);
                (!is_noted).then_some(Change::Touched(row))
            }
            Event::Lost { key, skipped } => {
                self.report.count_skipped(&skipped);
                (self.note)(Note::Skipped(skipped));
                self.open.get_mut(&key)?.arrived += 1;
                self.close_if_complete(key)
            }
            Event::Unchanged(row) => {
                self.report.count_unchanged(&row);
                self.note_again(&row);
                None
            }
            Event::Vanished(row) => {
                // A directory that could not be looked into was no file.
                self.report.files_removed += usize::from(!(row.is_unread() && row.articles == 0));
                self.report.removed += row.articles;
                Some(Change::Forget(row.key()))
            }
            Event::Skipped(skipped) => {
                self.report.count_skipped(&skipped);
                (self.note)(Note::Skipped(skipped));
                None
            }
        }
    }

    fn arrived(&mut self, key: FileKey, article: &Article) {
        let Some(open) = self.open.get_mut(&key) else { return };
        open.arrived += 1;
        self.report.count_article(article, open.before.is_none());
        self.progress.articles.fetch_add(1, Relaxed);
        if article.date.is_none() {
            let (root, path, record) = (article.root.clone(), article.path.clone(), article.record.clone());
            (self.note)(Note::Undated { root, path, record });
        }
        self.next = self.close_if_complete(key);
    }

    /// The row of a file, when reading has ended and all its articles have arrived.
    fn close_if_complete(&mut self, key: FileKey) -> Option<Change> {
        let open = self.open.get(&key)?;
        let complete = open.end.as_ref().is_some_and(|row| row.articles == open.arrived);
        if !complete {
            return None;
        }
        let Open { before, arrived, end } = self.open.remove(&key)?;
        self.report.removed += before.unwrap_or(0).saturating_sub(arrived);
        end.map(Change::Read)
    }

    /// What was left out of a file when it was read still is.
    fn note_again(&mut self, row: &FileRow) {
        for skipped in &row.skipped {
            let (record, reason) = skipped.split_once('\t').unwrap_or(("", skipped));
            (self.note)(Note::Skipped(Skipped {
                root: row.root.clone(),
                path: row.path.clone(),
                record: (!record.is_empty()).then(|| record.to_owned()),
                reason: SkipReason::Before(reason.to_owned()),
            }));
        }
    }
}
