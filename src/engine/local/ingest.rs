//! Changes of the archive into the index, in commits that are whole in themselves.

use std::time::{Duration, Instant};

use rustc_hash::FxHashSet;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{IndexWriter, TantivyError, Term};

use super::LocalEngine;
use super::bundle::Bundle;
use super::metered::Metered;
use super::store::{Payload, make_current};
use crate::budget::Budget;
use crate::engine::{Change, RootEntry};
use crate::error::{Error, Result};
use crate::schema::IndexSchema;
use crate::schema::documents::{FileKey, article_document, file_document};
use crate::schema::tantivy::engine_field;

/// Longest time between commits.
const COMMIT_EVERY: Duration = Duration::from_secs(60);

/// Memory of all writing threads together before they write segments, in bytes.
const MEMORY: usize = 200_000_000;
/// Most writing threads; more would share that memory in too small parts.
const MAX_THREADS: usize = 4;

/// Bytes of documents that may wait for a writing thread.
const WAITING: usize = 24_000_000;

impl LocalEngine {
    /// See [`Engine::ingest`](crate::engine::Engine::ingest).
    pub(super) fn take_in(&mut self, roots: &[RootEntry], changes: &mut dyn Iterator<Item = Change>) -> Result<()> {
        if self.lock.is_none() {
            return Err(Error::Locked { path: self.path.clone() });
        }
        let mut changes = changes.peekable();
        let unchanged = changes.peek().is_none() && roots == self.payload.roots && !self.is_new && self.payload.complete;
        if !unchanged {
            self.write(roots, &mut changes)?;
        }
        Ok(())
    }

    fn write(&mut self, roots: &[RootEntry], changes: &mut dyn Iterator<Item = Change>) -> Result<()> {
        let payload = Payload::new(roots.to_vec());
        let underway = Payload { complete: false, ..Payload::new(self.underway(roots)) };
        let mut writer: IndexWriter<Metered> =
            self.index.writer_with_num_threads(self.threads.min(MAX_THREADS), MEMORY).map_err(|error| self.failed(&error))?;
        if !self.payload.complete {
            self.forget_orphans(&writer).map_err(|error| self.failed(&error))?;
        }
        let mut committed = Instant::now();
        let mut bundle = Bundle::new(Budget::new(WAITING));
        for change in changes {
            if let Err(error) = self.apply(&writer, change, &mut bundle) {
                return Err(self.failed(&cause(&mut writer, error)));
            }
            if committed.elapsed() >= COMMIT_EVERY {
                bundle.send(&writer).map_err(|error| self.failed(&error))?;
                commit(&mut writer, &underway).map_err(|error| self.failed(&error))?;
                committed = Instant::now();
            }
        }
        if let Err(error) = bundle.send(&writer) {
            return Err(self.failed(&cause(&mut writer, error)));
        }
        commit(&mut writer, &payload).map_err(|error| self.failed(&error))?;
        writer.wait_merging_threads().map_err(|error| self.failed(&error))?;
        if self.is_new {
            make_current(&self.path, &self.generation)?;
            self.is_new = false;
            super::store::remove_leftovers(&self.path)?;
        }
        self.payload = payload;
        self.reader.reload().map_err(|error| self.failed(&error))
    }

    /// The roots until all their files have been read as they are to be read from now on.
    pub(super) fn underway(&self, roots: &[RootEntry]) -> Vec<RootEntry> {
        let before = |root: &RootEntry| self.payload.roots.iter().find(|before| before.name == root.name);
        let is_changing = |root: &RootEntry| before(root).is_some_and(|before| before.rereading || before.reading != root.reading);
        roots.iter().map(|root| RootEntry { rereading: root.rereading || is_changing(root), ..root.clone() }).collect()
    }

    fn apply(&self, writer: &IndexWriter<Metered>, change: Change, bundle: &mut Bundle) -> tantivy::Result<()> {
        match change {
            Change::Forget(file) => {
                let term = file_term(file);
                if self.searcher().doc_freq(&term)? > 0 {
                    writer.delete_term(term);
                }
            }
            Change::Article(article, segments) => bundle.add(article_document(&article, &segments), writer)?,
            Change::Read(row) => bundle.add(file_document(&row), writer)?,
            Change::Touched(row) => {
                let terms = [file_term(row.key()), Term::from_field_text(field("kind"), "file")];
                let both = terms.map(|term| Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Box<dyn Query>);
                writer.delete_query(Box::new(BooleanQuery::intersection(both.into())))?;
                bundle.add(file_document(&row), writer)?;
            }
        }
        Ok(())
    }

    /// Forgets articles whose file has no row: an earlier run committed them and was interrupted before it had read their file to its end.
    fn forget_orphans(&self, writer: &IndexWriter<Metered>) -> tantivy::Result<()> {
        let searcher = self.searcher();
        let rows: FxHashSet<u64> = super::files::file_rows(&searcher)?.iter().map(|row| row.key().0).collect();
        for reader in searcher.segment_readers() {
            let inverted = reader.inverted_index(field("file"))?;
            let mut keys = inverted.terms().stream()?;
            while keys.advance() {
                let key = keys.key().try_into().map(u64::from_be_bytes).unwrap_or_default();
                if !rows.contains(&key) {
                    writer.delete_term(file_term(FileKey(key)));
                }
            }
        }
        Ok(())
    }

    /// A failure to write, in the terms of the user.
    pub(super) fn failed(&self, error: &TantivyError) -> Error {
        match error {
            TantivyError::LockFailure(..) => Error::Locked { path: self.path.clone() },
            TantivyError::IoError(io) => Error::Io {
                path: self.path.clone(),
                action: "cannot write the index",
                source: std::io::Error::new(io.kind(), io.to_string()),
            },
            other => Error::Engine { path: self.path.clone(), detail: other.to_string() },
        }
    }
}

/// Why a writing thread has stopped: its own error, which only joining it tells.
fn cause(writer: &mut IndexWriter<Metered>, error: TantivyError) -> TantivyError {
    writer.prepare_commit().err().unwrap_or(error)
}

fn commit(writer: &mut IndexWriter<Metered>, payload: &Payload) -> tantivy::Result<()> {
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&payload.to_json());
    prepared.commit()?;
    Ok(())
}

fn field(name: &str) -> tantivy::schema::Field {
    engine_field(IndexSchema::get().place(name).unwrap_or_default())
}

fn file_term(file: FileKey) -> Term {
    Term::from_field_u64(field("file"), file.0)
}
