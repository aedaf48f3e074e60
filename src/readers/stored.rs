//! The bytes of a file on their way to a reader: hashed as they are read, and looked at before anything is made of them.

use std::io::{self, Read};

use xxhash_rust::xxh3::Xxh3;

/// A file as stored, hashed while it is read where that is asked for.
pub(super) struct Stored<'a> {
    /// Its bytes, until their end.
    pub(super) file: Option<Box<dyn Read + 'a>>,
    pub(super) hasher: Option<Xxh3>,
    pub(super) size: u64,
}

impl Stored<'_> {
    pub(super) fn hash(&self) -> u64 {
        self.hasher.as_ref().map_or(0, Xxh3::digest)
    }

    pub(super) fn drain(&mut self) {
        if self.file.is_none() {
            return;
        }
        let mut buffer = vec![0; 64 << 10];
        while matches!(self.read(&mut buffer), Ok(count) if count > 0) {}
    }
}

impl Read for Stored<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let Some(file) = &mut self.file else { return Ok(0) };
        let count = file.read(out)?;
        if count == 0 && !out.is_empty() {
            self.file = None;
        }
        if let Some(hasher) = &mut self.hasher {
            hasher.update(&out[..count]);
        }
        Ok(count)
    }
}

/// Bytes that a compressed format is told by.
pub(super) const COMPRESSION_HEAD: usize = 512;

/// Bytes asked for first: more than most files have, and little to clear.
const FIRST_READ: usize = 8 << 10;

/// A stream whose beginning has been looked at.
pub(super) struct Peeked<'a> {
    head: Vec<u8>,
    passed: usize,
    /// Whether nothing follows the head.
    whole: bool,
    /// What went wrong right after the head.
    pub(super) failure: Option<io::Error>,
    rest: Box<dyn Read + 'a>,
}

impl<'a> Peeked<'a> {
    pub(super) fn new(mut rest: Box<dyn Read + 'a>, len: usize) -> Self {
        let (mut head, mut filled, mut failure) = (Vec::new(), 0, None);
        let mut whole = false;
        while filled < len {
            if filled == head.len() {
                head.resize((2 * filled).clamp(FIRST_READ, len.max(FIRST_READ)), 0);
            }
            match rest.read(&mut head[filled..]) {
                Ok(0) => {
                    whole = true;
                    break;
                }
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    failure = Some(error);
                    break;
                }
            }
        }
        head.truncate(filled);
        Self { head, passed: 0, whole, failure, rest }
    }

    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// All bytes, or as many as are asked for.
    pub(super) fn into_bytes(mut self, most: u64) -> io::Result<Vec<u8>> {
        if self.whole && self.passed == 0 && self.head.len() as u64 <= most {
            return Ok(self.head);
        }
        let mut bytes = Vec::new();
        (&mut self).take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Leaves out the byte order mark of UTF-8.
    pub(super) fn pass_mark(&mut self) {
        if self.head.starts_with(b"\xef\xbb\xbf") {
            self.passed = 3;
        }
    }
}

impl Read for Peeked<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let left = &self.head[self.passed..];
        if !left.is_empty() {
            let count = left.len().min(out.len());
            out[..count].copy_from_slice(&left[..count]);
            self.passed += count;
            return Ok(count);
        }
        match self.failure.take() {
            Some(error) => Err(error),
            None => self.rest.read(out),
        }
    }
}
