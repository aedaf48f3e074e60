//! Changes of the archive into the index, in commits that are whole in themselves.

use std::time::{Duration, Instant};

use rustc_hash::FxHashSet;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{IndexWriter, TantivyError, Term};

use super::LocalEngine;
use super::builders::{Builders, Item};
use super::dictionaries::Dictionaries;
use super::earlier::{Earlier, NewSegments};
use super::failpoints::{is_told, reached};
use super::failure;
use super::leftovers::{clear_away, remove_uncommitted};
use super::merging::Merging;
use super::store::{Payload, make_current};
use super::values::Known;
use crate::engine::{Change, RootEntry};
use crate::error::{Error, Result};
use crate::schema::IndexSchema;
use crate::schema::documents::FileKey;
use crate::schema::tantivy::engine_field;

/// Longest time between commits.
const COMMIT_EVERY: Duration = Duration::from_secs(60);

/// Memory of the engine's own writer, which gets segments whole, in bytes: the least it takes.
const ENGINE_MEMORY: usize = 15_000_000;

impl LocalEngine {
    /// See [`Engine::ingest`](crate::engine::Engine::ingest).
    pub(super) fn take_in(&mut self, roots: &[RootEntry], changes: &mut dyn Iterator<Item = Change>) -> Result<()> {
        if self.lock.is_none() {
            return Err(Error::Locked { path: self.path.clone() });
        }
        let mut changes = changes.peekable();
        let unchanged = changes.peek().is_none() && roots == self.payload.roots && !self.is_new && self.payload.complete;
        if unchanged {
            return Ok(());
        }
        let written = self.write(roots, &mut changes);
        if written.is_err() {
            clear_away(&self.path, &self.generation, &self.index, self.is_new);
        }
        written
    }

    fn write(&mut self, roots: &[RootEntry], changes: &mut dyn Iterator<Item = Change>) -> Result<()> {
        let payload = Payload::new(roots.to_vec());
        let underway = Payload { complete: false, ..Payload::new(self.underway(roots)) };
        let mut writer: IndexWriter = self.index.writer_with_num_threads(1, ENGINE_MEMORY).map_err(|error| self.failed(&error))?;
        writer.set_merge_policy(Box::new(Merging::default()));
        let in_generation = |source| Error::Io { path: self.generation.clone(), action: "cannot read the index", source };
        let dictionaries = Dictionaries::open(&self.generation).map_err(in_generation)?;
        let start = |dictionaries| Builders::start(&self.index, self.threads, dictionaries).map_err(|error| self.failed(&error));
        let mut builders = start(dictionaries)?;
        if !self.payload.complete {
            self.forget_orphans(&writer, builders.new_segments()).map_err(|error| self.failed(&error))?;
        }
        let mut committed = Instant::now();
        for change in changes {
            self.apply(&writer, change, &mut builders).map_err(|error| self.failed(&error))?;
            if committed.elapsed() >= COMMIT_EVERY || is_told("commit often") {
                let dictionaries = builders.finish(&writer).map_err(|error| self.failed(&error))?;
                commit(&mut writer, &underway).map_err(|error| self.failed(&error))?;
                builders = start(dictionaries)?;
                committed = Instant::now();
            }
        }
        let dictionaries = builders.finish(&writer).map_err(|error| self.failed(&error))?;
        commit(&mut writer, &payload).map_err(|error| self.failed(&error))?;
        writer.wait_merging_threads().map_err(|error| self.failed(&error))?;
        // What the engine still held when it last looked for files that nobody names; where they cannot be removed, the next run does it.
        _ = remove_uncommitted(&self.generation, &self.index);
        if self.is_new {
            make_current(&self.path, &self.generation)?;
            self.is_new = false;
            super::leftovers::remove_leftovers(&self.path)?;
        }
        self.payload = payload;
        self.dictionaries = dictionaries;
        self.known = Known::default();
        self.reader.reload().map_err(|error| self.failed(&error))
    }

    /// The roots until all their files have been read as they are to be read from now on.
    pub(super) fn underway(&self, roots: &[RootEntry]) -> Vec<RootEntry> {
        let before = |root: &RootEntry| self.payload.roots.iter().find(|before| before.name == root.name);
        let is_changing = |root: &RootEntry| before(root).is_some_and(|before| before.rereading || before.reading != root.reading);
        roots.iter().map(|root| RootEntry { rereading: root.rereading || is_changing(root), ..root.clone() }).collect()
    }

    fn apply(&self, writer: &IndexWriter, change: Change, builders: &mut Builders) -> tantivy::Result<()> {
        match change {
            Change::Forget(file) => {
                let term = file_term(file);
                if self.searcher().doc_freq(&term)? > 0 {
                    forget(one(term), writer, builders.new_segments())?;
                }
            }
            Change::Article(article, segments) => builders.add(Item::Article(article, segments), writer)?,
            Change::Read(row) => builders.add(Item::File(row), writer)?,
            Change::Touched(row) => {
                let terms = [file_term(row.key()), Term::from_field_text(field("kind"), "file")];
                let both = terms.map(|term| Box::new(one(term)) as Box<dyn Query>);
                forget(BooleanQuery::intersection(both.into()), writer, builders.new_segments())?;
                builders.add(Item::File(row), writer)?;
            }
        }
        Ok(())
    }

    /// Forgets articles whose file has no row: an earlier run committed them and was interrupted before it had read their file to its end.
    fn forget_orphans(&self, writer: &IndexWriter, new: &NewSegments) -> tantivy::Result<()> {
        let searcher = self.searcher();
        let rows: FxHashSet<u64> = super::files::file_rows(&searcher)?.iter().map(|row| row.key().0).collect();
        for reader in searcher.segment_readers() {
            let inverted = reader.inverted_index(field("file"))?;
            let mut keys = inverted.terms().stream()?;
            while keys.advance() {
                let key = keys.key().try_into().map(u64::from_be_bytes).unwrap_or_default();
                if !rows.contains(&key) {
                    forget(one(file_term(FileKey(key))), writer, new)?;
                }
            }
        }
        Ok(())
    }

    /// A failure to write, in the terms of the user.
    pub(super) fn failed(&self, error: &TantivyError) -> Error {
        failure::of_engine(&self.path, error)
    }
}

fn one(term: Term) -> TermQuery {
    TermQuery::new(term, IndexRecordOption::Basic)
}

/// Lets what a query matches leave the index with the next commit.
fn forget(query: impl Query, writer: &IndexWriter, new: &NewSegments) -> tantivy::Result<()> {
    writer.delete_query(Earlier::matches(query, new)).map(|_| ())
}

fn commit(writer: &mut IndexWriter, payload: &Payload) -> tantivy::Result<()> {
    reached("commit")?;
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&payload.to_json());
    reached("prepared")?;
    prepared.commit()?;
    reached("committed")?;
    Ok(())
}

fn field(name: &str) -> tantivy::schema::Field {
    engine_field(IndexSchema::get().place(name).unwrap_or_default())
}

fn file_term(file: FileKey) -> Term {
    Term::from_field_u64(field("file"), file.0)
}
