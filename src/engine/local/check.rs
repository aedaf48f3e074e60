//! Whether an index is whole: every file of it as it was written, and everything in it that refers to something else referring to what is there.
//!
//! Files come first, by their seals. Only where all are whole is anything looked at that they say: documents one by one, then files of the
//! archive against their articles. Nothing is written. A writer may be at work meanwhile: what it replaces under the check is looked at again.

mod quotes;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use tantivy::DocAddress;
use tantivy::index::SegmentMeta;

use self::quotes::QuoteColumns;
use super::damage::{damaged, guarded};
use super::dictionaries::dictionary_files;
use super::directory::{Access, MANAGED, META};
use super::hits::HitReader;
use super::leftovers::segment_files;
use super::seal::{Sealed, is_whole, unseal_text};
use super::{LocalEngine, store};
use crate::article::Uid;
use crate::error::{Error, Result};
use crate::results::{Check, Flaw};
use crate::schema::documents::FileKey;

/// How often a check begins anew because a writer has replaced what it looked at.
const TRIES: usize = 20;
/// Flaws of articles that are told one by one.
const TOLD: usize = 1000;

/// What a check has found, and what a repair needs to know of it.
#[derive(Debug, Default)]
pub struct Checked {
    /// For people.
    pub check: Check,
    /// Segments with a damaged file, by the names of their files without ending.
    pub(super) segments: Vec<String>,
    /// Whether more than segments is damaged: what belongs to the index is not known.
    pub beyond_segments: bool,
    /// Files of the archive whose articles are not as their rows say.
    pub files: Vec<FileKey>,
}

impl Checked {
    /// Whether the index can be read once its damaged parts are left out, and only then.
    pub fn is_split(&self) -> bool {
        self.check.flaws.iter().any(|flaw| matches!(flaw, Flaw::Altered { .. } | Flaw::Missing { .. }))
    }

    /// How many segments have a damaged file.
    pub fn segments(&self) -> usize {
        self.segments.len()
    }

    fn lost(path: &Path, detail: String) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let check = Check { flaws: vec![Flaw::Altered { file: name, detail }], ..Check::default() };
        Self { check, beyond_segments: true, ..Self::default() }
    }

    fn tell(&mut self, flaw: Flaw) {
        if self.check.flaws.len() < TOLD {
            self.check.flaws.push(flaw);
        } else {
            self.check.untold += 1;
        }
    }
}

/// Checks the index in `path`.
pub(super) fn check(path: &Path) -> Result<Checked> {
    let mut tries = 0;
    loop {
        let before = state(path);
        let checked = check_once(path);
        tries += 1;
        let is_sound = checked.as_ref().is_ok_and(|checked| checked.check.is_sound());
        if is_sound || tries == TRIES || before == state(path) {
            return checked;
        }
    }
}

/// What tells that a writer has committed meanwhile.
fn state(path: &Path) -> Option<(PathBuf, Vec<u8>)> {
    let generation = store::current_generation(path).ok()?;
    let meta = fs::read(generation.join(META)).ok()?;
    Some((generation, meta))
}

fn check_once(path: &Path) -> Result<Checked> {
    let generation = match store::current_generation(path) {
        Ok(generation) => generation,
        Err(Error::Damaged { detail, .. }) => return Ok(Checked::lost(&path.join("current"), detail)),
        Err(Error::NotAnIndex { .. }) if store::has_articles(path) => {
            return Ok(Checked::lost(&path.join("current"), "it is missing".into()));
        }
        Err(other) => return Err(other),
    };
    let mut checked = Checked::default();
    let managed = check_text(&generation.join(MANAGED), &mut checked);
    let index = match guarded(path, || store::open_generation(path, &generation, Access::Search)) {
        Ok((index, _)) if managed => index,
        Ok(_) => return Ok(checked),
        // The engine does not open without the list of its files, which can be made anew.
        Err(Error::Damaged { .. }) if !managed && is_text_whole(&generation.join(META)) => return Ok(checked),
        Err(Error::Damaged { detail, .. }) => {
            checked.beyond_segments = true;
            checked.tell(Flaw::Altered { file: META.into(), detail });
            return Ok(checked);
        }
        Err(other) => return Err(other),
    };
    let segments = guarded(path, || index.searchable_segment_metas().map_err(|error| damaged(path, &error)))?;
    for segment in &segments {
        check_segment(&generation, segment, &mut checked);
    }
    for dictionary in dictionary_files(&generation) {
        // All articles that were packed with it are lost with it.
        checked.beyond_segments |= !check_text(&dictionary, &mut checked);
    }
    if !checked.check.flaws.is_empty() {
        return Ok(checked);
    }
    drop(index);
    match LocalEngine::open(path).and_then(|engine| guarded(path, || check_documents(&engine, &mut checked))) {
        // Whole files that cannot be made sense of.
        Err(Error::Damaged { detail, .. }) => {
            checked.beyond_segments = true;
            checked.tell(Flaw::Senseless { detail });
        }
        other => other?,
    }
    Ok(checked)
}

/// Looks at a file of text with a seal; answers whether it is whole.
fn check_text(path: &Path, checked: &mut Checked) -> bool {
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let flaw = match fs::read(path) {
        Ok(text) => match unseal_text(&text) {
            Sealed::Whole(_) => {
                checked.check.index_files += 1;
                checked.check.index_bytes += text.len() as u64;
                return true;
            }
            Sealed::Never(_) | Sealed::Broken => Flaw::Altered { file, detail: "it is not as it was written".into() },
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Flaw::Missing { file },
        Err(error) => Flaw::Altered { file, detail: error.to_string() },
    };
    checked.tell(flaw);
    false
}

fn is_text_whole(path: &Path) -> bool {
    fs::read(path).is_ok_and(|text| matches!(unseal_text(&text), Sealed::Whole(_)))
}

fn check_segment(generation: &Path, segment: &SegmentMeta, checked: &mut Checked) {
    let mut is_damaged = false;
    for file in segment_files(segment) {
        let path = generation.join(&file);
        let file = file.display().to_string();
        let flaw = match is_whole(&path) {
            Ok(true) => {
                checked.check.index_files += 1;
                checked.check.index_bytes += fs::metadata(&path).map_or(0, |metadata| metadata.len());
                continue;
            }
            Ok(false) => Flaw::Altered { file, detail: "it is not as it was written".into() },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Flaw::Missing { file },
            Err(error) => Flaw::Altered { file, detail: error.to_string() },
        };
        checked.tell(flaw);
        is_damaged = true;
    }
    if is_damaged {
        checked.segments.push(segment.id().uuid_string());
    }
}

/// Looks at every document, and at the archive's files against their articles.
fn check_documents(engine: &LocalEngine, checked: &mut Checked) -> Result<()> {
    let searcher = engine.searcher();
    let reader = HitReader::plain(searcher.clone(), &engine.dictionaries);
    let mut articles: FxHashMap<FileKey, usize> = FxHashMap::default();
    for (ord, segment) in (0..).zip(searcher.segment_readers()) {
        let uids = segment.fast_fields().u64("uid").map_err(|error| engine.damaged(&error))?;
        let quotes = QuoteColumns::new(segment).map_err(|error| engine.damaged(&error))?;
        for doc in segment.doc_ids_alive() {
            let Some(uid) = uids.first(doc) else { continue };
            checked.check.articles += 1;
            match whole(&reader, &quotes, DocAddress::new(ord, doc), uid) {
                Ok((file, quotes)) => {
                    checked.check.quotes += quotes;
                    *articles.entry(file).or_default() += 1;
                }
                Err((file, detail)) => {
                    checked.beyond_segments |= file.is_none();
                    checked.files.extend(file);
                    checked.tell(Flaw::Article { id: Uid(uid).to_string(), detail });
                }
            }
        }
    }
    check_rows(engine, articles, checked)
}

/// What an article tells when it is whole: its file, and how many quotes it has. Else its file, where that much is known, and the flaw.
type Whole = std::result::Result<(FileKey, usize), (Option<FileKey>, String)>;

/// Reads an article with all that belongs to it.
fn whole(reader: &HitReader<'_>, quotes: &QuoteColumns, address: DocAddress, uid: u64) -> Whole {
    let article = reader.whole_article(address).map_err(|error| (None, error.to_string()))?;
    let file = FileKey::of(&article.root, &article.path);
    let flaw = |detail: &str| Err((Some(file), detail.to_owned()));
    if article.uid.0 != uid {
        return flaw("it is stored under the id of another article");
    }
    let searchable = quotes.searchable(address.doc_id);
    if searchable != article.quotes.len() {
        return flaw(&format!("it has {} quotes, of which {searchable} can be searched", article.quotes.len()));
    }
    Ok((file, searchable))
}

/// Compares what each file of the archive is said to have with what is there.
fn check_rows(engine: &LocalEngine, mut articles: FxHashMap<FileKey, usize>, checked: &mut Checked) -> Result<()> {
    let mut met = FxHashMap::default();
    for row in super::files::file_rows(&engine.searcher()).map_err(|error| engine.damaged(&error))? {
        let key = row.key();
        checked.check.files += 1;
        let found = articles.remove(&key).or_else(|| met.get(&key).copied()).unwrap_or(0);
        let is_twice = met.insert(key, found).is_some();
        if is_twice || found != row.articles {
            checked.files.push(key);
            checked.tell(Flaw::File { root: row.root, path: row.path, said: row.articles, found, is_twice });
        }
    }
    // A run that was interrupted leaves articles of files that it had not read to their end; the next run forgets them.
    if engine.payload.complete && !articles.is_empty() {
        checked.files.extend(articles.keys());
        checked.tell(Flaw::NoFile { articles: articles.values().sum() });
    }
    checked.check.is_complete = engine.payload.complete;
    Ok(())
}
