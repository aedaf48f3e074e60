//! The engine's files, readable by whoever may read the archive.
//!
//! The engine's own directory takes a lock by making a file even to read, and keeps what it replaces atomically private to its maker. Here a
//! reader without the right to write goes on without that lock (a collection of old files at that very moment makes its opening fail, and it
//! is opened again), and files that are replaced get the rights of the lock file, which the user's mask gave.
//!
//! To search, nothing is changed, and the engine is spared what it would only do to change something: see [`Access::Search`].
//!
//! Every file is sealed ([`super::seal`]). A commit is in place when its name is: the directory is synced once more behind the file that
//! says what belongs to the index, before anything that it no longer names is deleted.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::Directory;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback, WatchHandle, WritePtr};

use super::chunks::Chunked;
use super::failpoints::reached;
use super::seal::{Sealed, seal_text, sealing, unseal_text, without_seal};

/// What belongs to the index, as the engine writes it with every commit.
pub(super) const META: &str = "meta.json";
/// Files that the engine has made and not yet deleted.
pub(super) const MANAGED: &str = ".managed.json";

/// A generation's directory.
#[derive(Debug, Clone)]
pub(super) struct IndexDirectory {
    files: MmapDirectory,
    path: PathBuf,
    access: Access,
}

/// What files are opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// To look up a little in them: they are mapped into memory. The engine finds no index, so that it takes the schema from us instead of
    /// reading its own form of it with every look at what belongs to the index, and what it writes as a new one is not written.
    Search,
    /// To merge them: they are read in chunks.
    Write,
}

/// What belongs to an index as the engine writes it, without the fields of the schema, which are most of it; as it is where they are not
/// found. Between quotation marks no line can begin.
pub(super) fn without_fields(meta: &[u8]) -> Cow<'_, [u8]> {
    const BEGIN: &[u8] = b"\n  \"schema\": [\n";
    const END: &[u8] = b"\n  ]";
    let Some(begin) = memchr::memmem::find(meta, BEGIN).map(|at| at + BEGIN.len() - 1) else { return Cow::Borrowed(meta) };
    let Some(len) = memchr::memmem::find(&meta[begin..], END) else { return Cow::Borrowed(meta) };
    Cow::Owned([&meta[..begin], &meta[begin + len..]].concat())
}

impl IndexDirectory {
    pub(super) fn open(path: &Path, access: Access) -> Result<Self, String> {
        let files = MmapDirectory::open(path).map_err(|error| error.to_string())?;
        Ok(Self { files, path: path.to_owned(), access })
    }

    /// A file that was written as a whole, with its seal, mapped into memory; `None` where there is none.
    ///
    /// # Errors
    /// It cannot be read.
    pub(super) fn mapped(&self, path: &Path) -> io::Result<Option<OwnedBytes>> {
        match self.files.get_file_handle(path) {
            Ok(file) => file.read_bytes(0..file.len()).map(Some),
            Err(OpenReadError::FileDoesNotExist(_)) => Ok(None),
            Err(OpenReadError::IoError { io_error, .. }) => Err(io::Error::new(io_error.kind(), io_error)),
            Err(other) => Err(io::Error::other(other)),
        }
    }
}

/// Gives a file that was replaced the rights of the index's lock file.
pub(super) fn share(file: &Path, index: &Path) {
    if let Ok(model) = fs::metadata(index.join(super::store::LOCK)) {
        _ = fs::set_permissions(file, model.permissions());
    }
}

impl Directory for IndexDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let file: Arc<dyn FileHandle> = match self.access {
            Access::Search => self.files.get_file_handle(path)?,
            Access::Write => Arc::new(Chunked::open(&self.path.join(path)).map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
                _ => OpenReadError::wrap_io_error(error, path.to_owned()),
            })?),
        };
        without_seal(file).map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let named = |error| DeleteError::IoError { io_error: Arc::new(error), filepath: path.to_owned() };
        reached("delete").map_err(named)?;
        self.files.delete(path)?;
        reached("deleted").map_err(named)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        match self.access {
            Access::Search => Ok(false),
            Access::Write => self.files.exists(path),
        }
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let named = |error| OpenWriteError::wrap_io_error(error, path.to_owned());
        reached("create").map_err(named)?;
        let file = self.files.open_write(path)?;
        reached("created").map_err(named)?;
        Ok(sealing(file))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if self.access == Access::Search && path == Path::new(MANAGED) {
            // What may be deleted.
            return Err(OpenReadError::FileDoesNotExist(path.to_owned()));
        }
        let sealed = self.files.atomic_read(path)?;
        match unseal_text(&sealed) {
            Sealed::Whole(text) if self.access == Access::Search => Ok(without_fields(text).into_owned()),
            Sealed::Whole(text) => Ok(text.to_owned()),
            Sealed::Never(_) | Sealed::Broken => {
                let altered = io::Error::new(io::ErrorKind::InvalidData, "the file is cut short or altered: its seal does not fit");
                Err(OpenReadError::wrap_io_error(altered, path.to_owned()))
            }
        }
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        if self.access == Access::Search {
            return Ok(());
        }
        reached("replace")?;
        let mut file = tempfile::NamedTempFile::new_in(&self.path)?;
        reached("temporary")?;
        file.write_all(&seal_text(data))?;
        file.as_file().sync_all()?;
        if let Some(index) = self.path.parent() {
            share(file.path(), index);
        }
        let is_commit = path == Path::new(META);
        reached("rename")?;
        if is_commit {
            reached("rename commit")?;
        }
        file.persist(self.path.join(path)).map_err(|error| error.error)?;
        reached("renamed")?;
        if is_commit {
            reached("renamed commit")?;
            self.files.sync_directory()?;
            reached("in place")?;
        }
        Ok(())
    }

    fn sync_directory(&self) -> io::Result<()> {
        if self.access == Access::Search {
            return Ok(());
        }
        reached("sync")?;
        self.files.sync_directory()?;
        reached("synced")
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.files.acquire_lock(lock) {
            Err(LockError::IoError(error)) if may_only_read(&error) => Ok(DirectoryLock::from(Box::new(()))),
            other => other,
        }
    }

    fn watch(&self, watch_callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(watch_callback)
    }
}

fn may_only_read(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::IndexSchema;
    use crate::schema::tantivy::engine_schema;

    #[test]
    fn what_belongs_to_an_index_is_told_without_its_fields() {
        let index = tantivy::Index::create_in_ram(engine_schema(IndexSchema::get()));
        let metas = index.load_metas().unwrap();
        let read = |meta: &[u8]| serde_json::from_slice::<serde_json::Value>(meta).unwrap();
        for payload in [None, Some("{\"roots\":[\n  \"schema\": [\n\n  ]]}".to_owned())] {
            let meta = serde_json::to_vec_pretty(&tantivy::IndexMeta { payload, ..metas.clone() }).unwrap();
            let mut expected = read(&meta);
            expected["schema"] = serde_json::Value::Array(Vec::new());
            let found = without_fields(&meta);
            assert_eq!(read(&found), expected);
            assert!(found.len() < meta.len() / 8, "{} of {}", found.len(), meta.len());
        }
        assert_eq!(*without_fields(b"{}"), *b"{}");
    }
}
