//! Opens an index, to read it or to write it.

use std::path::{Path, PathBuf};

use tantivy::{Index, ReloadPolicy};

use super::damage::{damaged, guarded};
use super::dictionaries::Dictionaries;
use super::directory::Access;
use super::store::{self, Payload, WriteLock};
use super::values::Known;
use super::{LocalEngine, failure, leftovers};
use crate::engine::RootEntry;
use crate::error::{Error, Result};

/// How often an index is opened before it counts as damaged.
const TRIES: usize = 10;

/// How to write an index.
#[derive(Debug, Clone, Copy)]
pub struct WriteOptions {
    /// Forget what is there and begin anew; readers keep the old one until the new one is whole.
    pub rebuild: bool,
    /// Writing threads.
    pub threads: usize,
}

impl LocalEngine {
    /// Opens the index in `path` for reading.
    ///
    /// # Errors
    /// There is none, another version made it, or it is damaged.
    pub fn open(path: &Path) -> Result<Self> {
        Self::open_for(path, Access::Search)
    }

    fn open_for(path: &Path, access: Access) -> Result<Self> {
        let mut tries = 0;
        loop {
            let generation = store::current_generation(path)?;
            let opened = guarded(path, || store::open_generation(path, &generation, access))
                .and_then(|(index, payload)| Self::with(path, generation.clone(), index, payload));
            tries += 1;
            // What a writer replaces at this very moment may be gone between two looks.
            match opened {
                Err(Error::Damaged { .. }) if tries < TRIES => {}
                other => return other,
            }
        }
    }

    /// The roots that the index in `path` was made from, whichever version made it; none where they cannot be read.
    pub fn remembered_roots(path: &Path) -> Vec<RootEntry> {
        store::remembered_roots(path).unwrap_or_default()
    }

    /// Takes the right to write the index in `path`, whose directory is made where there is none.
    ///
    /// # Errors
    /// Somebody else is writing, or the directory cannot be written.
    pub fn lock(path: &Path) -> Result<WriteLock> {
        store::lock(path)
    }

    /// Opens the index that the lock is for to write it, and makes it where there is none.
    ///
    /// # Errors
    /// The directory cannot be written, or as [`LocalEngine::open`] unless it is rebuilt.
    pub fn open_to_write(lock: WriteLock, options: WriteOptions) -> Result<Self> {
        let path = lock.path.as_path();
        leftovers::remove_leftovers(path)?;
        let exists = !matches!(store::current_generation(path), Err(Error::NotAnIndex { .. }));
        if !exists && !options.rebuild && store::has_articles(path) {
            return Err(Error::Damaged { path: path.to_owned(), detail: "`current` is missing".into() });
        }
        if !exists {
            // Current from the first: what is committed before an interruption counts.
            let (generation, index) = guarded(path, || store::create_generation(path))?;
            guarded(path, || store::commit_empty(&index).map_err(|error| damaged(path, &error)))?;
            store::make_current(path, &generation)?;
            // The first run of all may have been killed before, with a generation that never became current.
            leftovers::remove_leftovers(path)?;
        }
        let mut engine = if exists && options.rebuild {
            let (generation, index) = guarded(path, || store::create_generation(path))?;
            let mut engine = Self::with(path, generation, index, Payload::new(Vec::new()))?;
            engine.is_new = true;
            engine
        } else {
            let engine = Self::open_for(path, Access::Write)?;
            guarded(path, || {
                leftovers::remove_uncommitted(&engine.generation, &engine.index).map_err(|error| failure::of_engine(path, &error))
            })?;
            engine
        };
        engine.lock = Some(lock);
        engine.threads = options.threads.max(1);
        Ok(engine)
    }

    fn with(path: &Path, generation: PathBuf, index: Index, payload: Payload) -> Result<Self> {
        let reader =
            guarded(path, || index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(|error| damaged(path, &error)))?;
        let dictionaries =
            Dictionaries::open(&generation).map_err(|error| Error::Damaged { path: path.to_owned(), detail: error.to_string() })?;
        Ok(Self {
            path: path.to_owned(),
            generation,
            index,
            reader,
            payload,
            dictionaries,
            known: Known::default(),
            lock: None,
            is_new: false,
            threads: 1,
        })
    }
}
