//! Files of an index read in chunks, for the one who writes it.
//!
//! A search maps files into memory and touches a little of each. Merging reads all of what it merges, and every page of a mapped file
//! that was touched counts as memory of the process until the last of its segments is closed: 600 MB at 200,000 articles, and more with every
//! level. What is read here is given back with what was made of it.

use std::fmt;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};

/// Bytes of a chunk. Merging goes through postings and positions from front to back, a few bytes at a time.
const CHUNK: usize = 128 * 1024;

/// A file, and the chunk that was read last.
pub(super) struct Chunked {
    file: File,
    len: usize,
    last: Mutex<Option<(usize, OwnedBytes)>>,
}

impl Chunked {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let len = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
        Ok(Self { file, len, last: Mutex::new(None) })
    }

    fn read(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut bytes = vec![0; range.len()];
        read_exact_at(&self.file, &mut bytes, range.start as u64)?;
        Ok(OwnedBytes::new(bytes))
    }
}

#[cfg(unix)]
fn read_exact_at(file: &File, bytes: &mut [u8], from: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, from)
}

#[cfg(not(unix))]
fn read_exact_at(file: &File, bytes: &mut [u8], from: u64) -> io::Result<()> {
    use std::io::{Read, Seek, SeekFrom};
    // A handle of its own has a position of its own.
    let mut file = file.try_clone()?;
    file.seek(SeekFrom::Start(from))?;
    file.read_exact(bytes)
}

impl FileHandle for Chunked {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let number = range.start / CHUNK;
        let from = number * CHUNK;
        if range.is_empty() || range.end > from + CHUNK {
            return self.read(range);
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let chunk = match &*last {
            Some((known, chunk)) if *known == number => chunk,
            _ => {
                // The old chunk makes room first.
                *last = None;
                &last.insert((number, self.read(from..self.len.min(from + CHUNK))?)).1
            }
        };
        if range.end - from > chunk.len() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(chunk.slice(range.start - from..range.end - from))
    }
}

impl HasLen for Chunked {
    fn len(&self) -> usize {
        self.len
    }
}

impl fmt::Debug for Chunked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} in chunks", self.file)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn file(len: usize) -> (tempfile::NamedTempFile, Vec<u8>) {
        let bytes: Vec<u8> = (0..len).map(|i| (i * 7 / 3) as u8).collect();
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), &bytes).unwrap();
        (file, bytes)
    }

    proptest! {
        #[test]
        fn any_range_is_as_in_the_file(
            len in prop_oneof![0..9_usize, CHUNK - 2..CHUNK + 3, 2 * CHUNK..3 * CHUNK],
            ranges in prop::collection::vec((0.0..1.0_f64, prop_oneof![0..100_usize, 0..2 * CHUNK]), 1..20),
        ) {
            let (file, bytes) = file(len);
            let chunked = Chunked::open(file.path()).unwrap();
            prop_assert_eq!(chunked.len(), len);
            for (from, count) in ranges {
                let start = (from * len as f64) as usize;
                let range = start..len.min(start + count);
                let read = chunked.read_bytes(range.clone()).unwrap();
                prop_assert_eq!(read.as_slice(), &bytes[range]);
            }
        }
    }

    #[test]
    fn beyond_the_end_is_an_error() {
        let (file, _) = file(100);
        let chunked = Chunked::open(file.path()).unwrap();
        for range in [90..101, 0..CHUNK + 1, 200..201] {
            assert!(chunked.read_bytes(range.clone()).is_err(), "{range:?}");
        }
    }
}
