//! The index directory: generations of the engine's index, which of them is current, who may write.
//!
//! ```text
//! .dateline/
//!     current     name of the generation that is read; replaced by renaming, so it is the old one or the new one, never neither
//!     lock        held by the one who writes
//!     g1/         the engine's own files
//! ```
//!
//! A rebuild fills a new generation beside the one that is read and becomes current by one rename.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::store::Compressor;
use tantivy::{Index, IndexBuilder, IndexSettings, IndexWriter};

use super::directory::{Access, IndexDirectory, META, share, without_fields};
use super::failpoints::reached;
use super::failure;
use super::seal::{Sealed, unseal_text};
use crate::analysis::tokenizer::tokenizers;
use crate::engine::RootEntry;
use crate::error::{Error, Result};
use crate::schema::IndexSchema;
use crate::schema::tantivy::engine_schema;

const CURRENT: &str = "current";
pub(super) const LOCK: &str = "lock";

/// What every commit says about the index as a whole; nothing in it grows with the archive.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Payload {
    pub(super) version: u32,
    pub(super) fingerprint: String,
    pub(super) roots: Vec<RootEntry>,
    /// Whether the run that committed this came to its end; else articles may be there whose file has no row yet.
    #[serde(default)]
    pub(super) complete: bool,
}

impl Payload {
    pub(super) fn new(roots: Vec<RootEntry>) -> Self {
        let schema = IndexSchema::get();
        Self { version: schema.version, fingerprint: schema.fingerprint(), roots, complete: true }
    }

    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The current generation's directory.
pub(super) fn current_generation(path: &Path) -> Result<PathBuf> {
    let name = match fs::read_to_string(path.join(CURRENT)) {
        Ok(name) => name,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Error::NotAnIndex { path: path.to_owned() }),
        Err(source) => return Err(Error::Io { path: path.join(CURRENT), action: "cannot read", source }),
    };
    if !is_generation(&name) {
        return Err(Error::Damaged { path: path.to_owned(), detail: format!("`current` names no generation: {name:?}") });
    }
    Ok(path.join(name))
}

pub(super) fn is_generation(name: &str) -> bool {
    name.strip_prefix('g').is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether there is a generation with articles, current or not; the first run of all, killed before anything was current, leaves none.
pub(super) fn has_articles(path: &Path) -> bool {
    let generations = fs::read_dir(path).into_iter().flatten().flatten();
    let files =
        generations.filter(|entry| is_generation(&entry.file_name().to_string_lossy())).flat_map(|entry| fs::read_dir(entry.path()));
    files.flatten().flatten().any(|file| file.path().extension().is_some_and(|extension| extension == "store"))
}

/// Opens a generation and checks that this program's schema made it.
pub(super) fn open_generation(path: &Path, generation: &Path, access: Access) -> Result<(Index, Payload)> {
    let damaged = |detail: String| Error::Damaged { path: path.to_owned(), detail };
    let meta = fs::read(generation.join(META)).map_err(|error| damaged(format!("{META}: {error}")))?;
    let (Sealed::Whole(json) | Sealed::Never(json)) = unseal_text(&meta) else {
        return Err(damaged(format!("{META} is cut short or altered")));
    };
    let meta: Meta = serde_json::from_slice(&without_fields(json)).map_err(|error| damaged(format!("{META}: {error}")))?;
    let payload: Payload =
        serde_json::from_str(&meta.payload.unwrap_or_default()).map_err(|error| damaged(format!("the commit's payload: {error}")))?;
    let schema = IndexSchema::get();
    if payload.version != schema.version || payload.fingerprint != schema.fingerprint() {
        return Err(Error::OtherVersion {
            path: path.to_owned(),
            found: format!("{} ({})", payload.version, payload.fingerprint),
            expected: format!("{} ({})", schema.version, schema.fingerprint()),
        });
    }
    let index = opened(IndexDirectory::open(generation, access).map_err(damaged)?).map_err(|error| damaged(error.to_string()))?;
    Ok((index, payload))
}

/// The engine's index in a directory, made there where the engine finds none.
fn opened(directory: IndexDirectory) -> tantivy::Result<Index> {
    let settings = IndexSettings {
        // Articles are packed one by one, before the engine gets them.
        docstore_compression: Compressor::None,
        docstore_blocksize: 8_192,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    };
    IndexBuilder::new().schema(engine_schema(IndexSchema::get())).settings(settings).tokenizers(tokenizers()).open_or_create(directory)
}

/// The roots that an index was made from, whichever version made it; `None` where they cannot be read.
pub(super) fn remembered_roots(path: &Path) -> Option<Vec<RootEntry>> {
    #[derive(Deserialize)]
    struct Roots {
        roots: Vec<RootEntry>,
    }
    let meta = fs::read(current_generation(path).ok()?.join(META)).ok()?;
    let (Sealed::Whole(json) | Sealed::Never(json)) = unseal_text(&meta) else { return None };
    let meta: Meta = serde_json::from_slice(json).ok()?;
    let payload: Roots = serde_json::from_str(&meta.payload?).ok()?;
    Some(payload.roots)
}

/// The part of the engine's meta file that is read before anything else.
#[derive(Deserialize)]
struct Meta {
    payload: Option<String>,
}

/// The right to write an index, held until dropped.
pub struct WriteLock {
    pub(super) path: PathBuf,
    _file: File,
}

/// Takes the right to write, making the directory where there is none.
pub(super) fn lock(path: &Path) -> Result<WriteLock> {
    let io_error = |action: &'static str| move |source: io::Error| Error::Io { path: path.to_owned(), action, source };
    reached("directory").and_then(|()| make_directory(path)).map_err(io_error("cannot create the index"))?;
    let mut options = OpenOptions::new();
    let file = options
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path.join(LOCK))
        .map_err(io_error("cannot create the index's lock file"))?;
    match file.try_lock() {
        Ok(()) => Ok(WriteLock { path: path.to_owned(), _file: file }),
        Err(TryLockError::WouldBlock) => Err(Error::Locked { path: path.to_owned() }),
        Err(TryLockError::Error(source)) => Err(io_error("cannot lock the index")(source)),
    }
}

/// Makes a directory with those above it that are missing, so that the power may fail afterwards.
fn make_directory(path: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = path.ancestors().take_while(|above| !above.as_os_str().is_empty() && !above.exists()).collect();
    fs::create_dir_all(path)?;
    missing.into_iter().rev().filter_map(Path::parent).try_for_each(sync_directory)
}

/// Waits until the names in a directory are on the disk; no path is the working directory.
fn sync_directory(path: &Path) -> io::Result<()> {
    File::open(if path.as_os_str().is_empty() { Path::new(".") } else { path })?.sync_all()
}

/// Makes an empty generation after the current one.
pub(super) fn create_generation(path: &Path) -> Result<(PathBuf, Index)> {
    let generation = (1_u64..).map(|number| path.join(format!("g{number}"))).find(|generation| !generation.exists()).unwrap_or_default();
    let create = || -> std::result::Result<Index, String> {
        reached("generation").and_then(|()| fs::create_dir_all(&generation)).map_err(|error| error.to_string())?;
        reached("in generation").map_err(|error| error.to_string())?;
        opened(IndexDirectory::open(&generation, Access::Write)?).map_err(|error| error.to_string())
    };
    let index = create().map_err(|detail| failure::of_words(path, detail))?;
    Ok((generation, index))
}

/// Writes the first commit, of nothing, so that the generation can be read.
pub(super) fn commit_empty(index: &Index) -> tantivy::Result<()> {
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000)?;
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&Payload { complete: false, ..Payload::new(Vec::new()) }.to_json());
    prepared.commit()?;
    writer.wait_merging_threads()
}

/// Makes a generation the one that is read.
pub(super) fn make_current(path: &Path, generation: &Path) -> Result<()> {
    let write = || -> io::Result<()> {
        let name = generation.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut file = tempfile::NamedTempFile::new_in(path)?;
        file.write_all(name.as_bytes())?;
        file.as_file().sync_all()?;
        share(file.path(), path);
        // The generation must be there for certain before it is named.
        sync_directory(path)?;
        reached("switch")?;
        file.persist(path.join(CURRENT)).map_err(|error| error.error)?;
        reached("switched")?;
        sync_directory(path)
    };
    write().map_err(|source| Error::Io { path: path.join(CURRENT), action: "cannot write", source })
}

/// Bytes of all files below a directory.
pub(super) fn bytes_below(path: &Path) -> u64 {
    walkdir::WalkDir::new(path)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.metadata().ok())
        .filter(|metadata| metadata.is_file())
        .map(|metadata| metadata.len())
        .sum()
}
