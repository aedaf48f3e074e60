//! What a failure to read an index means, in the terms of the user: most often that it is damaged.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use tantivy::TantivyError;
use tantivy::directory::error::LockError;

use super::selector::{MAX_TERMS, TooWide};
use crate::error::{Error, Result};

/// What an error of the engine over the index at `path` means: that the index is damaged, unless it tells another reason.
pub(super) fn damaged(path: &Path, error: &TantivyError) -> Error {
    if let Some(wide) = TooWide::within(error) {
        return Error::TooWide { words: vec![wide.word.clone()], most: MAX_TERMS };
    }
    let refused = |action, kind: io::ErrorKind| Error::Io { path: path.to_owned(), action, source: kind.into() };
    match error {
        // Its directory has gone with the generation that a rebuild has replaced; who looks again finds the next one.
        TantivyError::LockFailure(LockError::IoError(io), _) if io.kind() == io::ErrorKind::NotFound => {}
        TantivyError::LockFailure(LockError::IoError(io), _) => return refused("cannot lock the index for reading", io.kind()),
        TantivyError::LockFailure(LockError::LockBusy, _) => {
            return refused("cannot lock the index for reading", io::ErrorKind::ResourceBusy);
        }
        TantivyError::IoError(io) if io.kind() == io::ErrorKind::PermissionDenied => {
            return refused("cannot read the index", io.kind());
        }
        _ => {}
    }
    let words = error.to_string();
    let detail = if words.contains("Footer") { "one of its files is cut short or altered".to_owned() } else { words };
    Error::Damaged { path: path.to_owned(), detail }
}

/// Runs `read`; a panic in it means that the index is not what it claims to be.
pub(super) fn guarded<T>(path: &Path, read: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|panic| {
        let detail = panic
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| panic.downcast_ref::<&str>().map(|&text| text.to_owned()))
            .unwrap_or_else(|| "the engine stopped".into());
        Err(Error::Damaged { path: path.to_owned(), detail })
    })
}
