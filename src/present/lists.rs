//! The files of the hits, for `-l` and `-0`.

use std::io::Write;

use rustc_hash::FxHashSet;

use super::look::{Look, Roots};
use super::{Presenter, WriteError};
use crate::results::{Origin, SearchResults};

/// Paths, each file once however many of its articles or quotes match.
///
/// A file is written as it can be opened where its root is known, else relative to its root; its name is written byte by byte into a pipe,
/// and made visible on a terminal. What has been written is remembered as a
/// hash of 128 bits.
pub(super) struct Paths {
    end: u8,
    roots: Roots,
    look: Look,
    written: FxHashSet<u128>,
}

impl Paths {
    pub(super) fn new(end: u8, roots: Roots, look: Look) -> Self {
        Self { end, roots, look, written: FxHashSet::default() }
    }
}

impl Presenter for Paths {
    fn write(&mut self, results: SearchResults<'_>, out: &mut dyn Write) -> Result<(), WriteError> {
        for hit in results.hits {
            let hit = hit?;
            let Origin { root, path, .. } = hit.origin();
            if !self.written.insert(xxhash_rust::xxh3::xxh3_128(format!("{root}\0{path}").as_bytes())) {
                continue;
            }
            // A name that begins like an option is none.
            if self.roots.file(root, path).as_os_str().as_encoded_bytes().starts_with(b"-") {
                out.write_all(b"./")?;
            }
            if self.look.is_terminal() {
                out.write_all(self.roots.shown(root, path).as_bytes())?;
            } else {
                out.write_all(self.roots.file(root, path).as_os_str().as_encoded_bytes())?;
            }
            out.write_all(&[self.end])?;
        }
        Ok(())
    }
}
