//! Seals: every file of an index ends with a hash of all that stands before it, so that a changed byte anywhere can be told.
//!
//! The engine's own checksums leave out its footers and the files that say what belongs to an index. A seal covers the whole file, is written
//! with it and never read by the engine. Opening a file looks at the seal's mark only, which tells a file that was cut short; [`is_whole`]
//! reads all of it.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use std::sync::Arc;

use tantivy::HasLen;
use tantivy::directory::{AntiCallToken, FileHandle, FileSlice, TerminatingWrite, WritePtr};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::failpoints::{is_told, reached};

/// Ends a sealed file of the engine; eight bytes of hash stand before it.
const MARK: &[u8; 8] = b"dlseal01";
/// Bytes of a hash and the mark.
const SEAL: usize = 16;
/// Begins the last line of a sealed text; sixteen hexadecimal digits and a line feed end it.
const LINE: &str = "#seal ";
/// Bytes of that line.
const LINE_LEN: usize = LINE.len() + 17;

/// What a text says about its own wholeness.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sealed<'a> {
    /// It is as it was written; the text without its seal.
    Whole(&'a [u8]),
    /// It has no seal, as files of earlier formats.
    Never(&'a [u8]),
    /// It is not what was sealed.
    Broken,
}

/// Ends a text with its seal.
pub(super) fn seal_text(text: &[u8]) -> Vec<u8> {
    [text, line_of(text).as_bytes()].concat()
}

/// The line that seals a text.
fn line_of(text: &[u8]) -> String {
    format!("{LINE}{:016x}\n", xxh3_64(text))
}

/// Changes a sealed text as another version of the program would have written it.
#[cfg(test)]
pub(crate) fn rewrite(path: &std::path::Path, change: impl FnOnce(&str) -> String) {
    let sealed = std::fs::read(path).unwrap();
    let Sealed::Whole(text) = unseal_text(&sealed) else { panic!("{} is not sealed", path.display()) };
    let changed = change(std::str::from_utf8(text).unwrap());
    assert_ne!(changed.as_bytes(), text);
    std::fs::write(path, seal_text(changed.as_bytes())).unwrap();
}

/// Looks at the seal of a text.
pub(super) fn unseal_text(sealed: &[u8]) -> Sealed<'_> {
    let Some(text) = sealed.len().checked_sub(LINE_LEN).map(|len| &sealed[..len]) else { return Sealed::Never(sealed) };
    match sealed[text.len()..].starts_with(LINE.as_bytes()) {
        true if sealed[text.len()..] == *line_of(text).as_bytes() => Sealed::Whole(text),
        true => Sealed::Broken,
        // A damaged line still begins the last line or ends with what only a seal ends with.
        false if sealed.ends_with(b"\n") && is_hexadecimal(&sealed[sealed.len() - 17..sealed.len() - 1]) => Sealed::Broken,
        false => Sealed::Never(sealed),
    }
}

fn is_hexadecimal(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_hexdigit)
}

/// Hashes what is written and ends it with the seal.
struct Sealing {
    inner: WritePtr,
    hasher: Xxh3,
}

/// A file of the engine that gets a seal when it is finished.
pub(super) fn sealing(inner: WritePtr) -> WritePtr {
    BufWriter::new(Box::new(Sealing { inner, hasher: Xxh3::new() }))
}

impl Write for Sealing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        reached("write")?;
        if is_told("in write") {
            self.inner.write_all(&bytes[..bytes.len() / 2])?;
            reached("in write")?;
        }
        let count = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..count]);
        reached("written")?;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl TerminatingWrite for Sealing {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        reached("seal")?;
        self.inner.write_all(&self.hasher.digest().to_le_bytes())?;
        reached("in seal")?;
        self.inner.write_all(MARK)?;
        self.inner.flush()?;
        reached("finish")?;
        self.inner.terminate_ref(token)?;
        reached("finished")
    }
}

/// A sealed file without its seal, as the engine reads it.
pub(super) fn without_seal(file: Arc<dyn FileHandle>) -> io::Result<Arc<dyn FileHandle>> {
    let slice = FileSlice::new(file);
    let cut_short = || io::Error::new(io::ErrorKind::UnexpectedEof, "the file is cut short or altered: it has no seal");
    let len = slice.len().checked_sub(SEAL).ok_or_else(cut_short)?;
    if slice.slice_from(len + SEAL - MARK.len()).read_bytes()?.as_slice() != MARK {
        return Err(cut_short());
    }
    Ok(Arc::new(slice.slice_to(len)))
}

/// Whether a sealed file of the engine is as it was written. Reads all of it.
///
/// # Errors
/// It cannot be read.
pub(super) fn is_whole(path: &Path) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let mut hasher = Xxh3::new();
    // The last bytes read may be those of the seal: they are hashed when more comes behind them.
    let mut kept = Vec::with_capacity(SEAL);
    let mut buffer = vec![0; 256 << 10];
    loop {
        let count = match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        kept.extend_from_slice(&buffer[..count]);
        let passed = kept.len().saturating_sub(SEAL);
        hasher.update(&kept[..passed]);
        kept.drain(..passed);
    }
    Ok(kept.len() == SEAL && kept[..8] == hasher.digest().to_le_bytes() && &kept[8..] == MARK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_other_byte_in_a_sealed_text_is_told() {
        let text = b"{\"segments\":[],\"payload\":\"{}\"}\n";
        let sealed = seal_text(text);
        assert_eq!(unseal_text(&sealed), Sealed::Whole(text));
        assert_eq!(unseal_text(text), Sealed::Never(text));
        assert_eq!(unseal_text(b""), Sealed::Never(b""));
        for place in 0..sealed.len() {
            for other in 0..=255 {
                let mut altered = sealed.clone();
                altered[place] = other;
                let expected = if other == sealed[place] { Sealed::Whole(text.as_slice()) } else { Sealed::Broken };
                assert_eq!(unseal_text(&altered), expected, "{place} {other}");
            }
            assert!(!matches!(unseal_text(&sealed[..place]), Sealed::Whole(_)), "cut at {place}");
        }
    }

    #[test]
    fn long_files_are_whole_or_not() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("file");
        for len in [0_usize, 1, 15, 16, 17, (256 << 10) - 16, 256 << 10, (256 << 10) + 5] {
            let text: Vec<u8> = (0..len).map(|i| (i * 31 % 251) as u8).collect();
            let sealed = [text.as_slice(), &xxh3_64(&text).to_le_bytes(), MARK].concat();
            std::fs::write(&path, &sealed).unwrap();
            assert!(is_whole(&path).unwrap(), "{len}");
            std::fs::write(&path, &sealed[..sealed.len() - 1]).unwrap();
            assert!(!is_whole(&path).unwrap(), "{len}");
        }
    }
}
