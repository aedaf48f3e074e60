//! Takes what is damaged out of an index, so that what is whole can be read and the rest is read from the archive again.
//!
//! A segment with a damaged file is no longer named as a part of the index; its files stay until the engine deletes what nobody names.
//! Articles and rows that were split between a lost segment and others are found by the check that follows, and read again.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tantivy::Directory;

use super::dictionaries::is_dictionary;
use super::directory::{Access, IndexDirectory, MANAGED, META};
use super::seal::{Sealed, unseal_text};
use super::store::{self, Payload};
use crate::error::{Error, Result};

/// Writes anew what belongs to the index of the current generation: without these segments, as an index whose last run has not come to its end.
pub(super) fn leave_out(path: &Path, segments: &[String]) -> Result<()> {
    let generation = store::current_generation(path)?;
    let damaged = |detail: &str| Error::Damaged { path: path.to_owned(), detail: detail.to_owned() };
    let io_error = |action: &'static str| move |source| Error::Io { path: path.to_owned(), action, source };
    let sealed = fs::read(generation.join(META)).map_err(io_error("cannot read the index"))?;
    let Sealed::Whole(text) = unseal_text(&sealed) else { return Err(damaged("meta.json is cut short or altered")) };
    let mut meta: Value = serde_json::from_slice(text).map_err(|error| damaged(&error.to_string()))?;
    if let Some(listed) = meta.get_mut("segments").and_then(Value::as_array_mut) {
        listed.retain(|segment| {
            let id = segment.get("segment_id").and_then(Value::as_str).unwrap_or_default().replace('-', "");
            !segments.contains(&id)
        });
    }
    let payload = meta.get("payload").and_then(Value::as_str).unwrap_or_default();
    let payload: Payload = serde_json::from_str(payload).map_err(|error| damaged(&error.to_string()))?;
    meta["payload"] = Payload { complete: false, ..payload }.to_json().into();
    let directory = IndexDirectory::open(&generation, Access::Write).map_err(|detail| damaged(&detail))?;
    let write = || {
        directory.atomic_write(Path::new(MANAGED), managed(&generation)?.to_string().as_bytes())?;
        directory.atomic_write(Path::new(META), meta.to_string().as_bytes())
    };
    write().map_err(io_error("cannot write the index"))
}

/// The files of a generation that the engine may delete when nobody names them: all but hidden ones and dictionaries.
fn managed(generation: &Path) -> std::io::Result<Value> {
    let names = fs::read_dir(generation)?.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    Ok(names.filter(|name| !name.starts_with('.') && !is_dictionary(name)).map(Value::from).collect())
}
