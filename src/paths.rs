//! Paths as text, and back: an index, JSON and a terminal hold text only, and names of files need not be any.
//!
//! Where names are bytes (Unix), those that are not UTF-8 are written as `\xE9`, and a backslash that would read as the beginning of such
//! an escape as `\x5C`; all other names stand as they are. So different paths stay different, and each can be opened again.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

/// A path relative to a root as text, with `/` between its parts.
pub fn relative_text(path: &Path) -> String {
    let parts = path.components().filter(|part| !matches!(part, Component::CurDir));
    parts.map(|part| text_of(part.as_os_str())).collect::<Vec<_>>().join("/")
}

/// The path with links resolved where it exists, else made absolute as it stands.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

/// A name or path as text.
#[cfg(unix)]
pub fn text_of(path: &OsStr) -> String {
    use std::fmt::Write as _;

    let mut text = String::with_capacity(path.len());
    for chunk in path.as_encoded_bytes().utf8_chunks() {
        let valid = chunk.valid();
        let mut written = 0;
        for (at, _) in valid.match_indices('\\').filter(|(at, _)| escaped(&valid.as_bytes()[*at..]).is_some()) {
            text.push_str(&valid[written..at]);
            text.push_str("\\x5C");
            written = at + 1;
        }
        text.push_str(&valid[written..]);
        for byte in chunk.invalid() {
            _ = write!(text, "\\x{byte:02X}");
        }
    }
    text
}

/// The name or path that a text stands for.
#[cfg(unix)]
pub fn path_of(text: &str) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;

    if !text.contains("\\x") {
        return PathBuf::from(text);
    }
    let mut rest = text.as_bytes();
    let mut bytes = Vec::with_capacity(rest.len());
    while let Some((&first, after)) = rest.split_first() {
        match escaped(rest) {
            Some(byte) => {
                bytes.push(byte);
                rest = &rest[ESCAPE..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    PathBuf::from(std::ffi::OsString::from_vec(bytes))
}

/// Bytes of an escape.
#[cfg(unix)]
const ESCAPE: usize = 4;

/// The byte of the escape that these bytes begin with.
#[cfg(unix)]
fn escaped(bytes: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).filter(|_| !byte.is_ascii_lowercase());
    match bytes {
        [b'\\', b'x', high, low, ..] => u8::try_from(digit(*high)? * 16 + digit(*low)?).ok(),
        _ => None,
    }
}

/// A name or path as text; what is not Unicode in it is replaced.
#[cfg(not(unix))]
pub fn text_of(path: &OsStr) -> String {
    path.to_string_lossy().into_owned()
}

/// The name or path that a text stands for.
#[cfg(not(unix))]
pub fn path_of(text: &str) -> PathBuf {
    PathBuf::from(text)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::ffi::OsStrExt;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_written_so_that_they_can_be_opened_again() {
        for (name, text) in [
            (&b"2017/a.txt"[..], "2017/a.txt"),
            ("Zürich 東京.txt".as_bytes(), "Zürich 東京.txt"),
            (b"caf\xe9.txt", "caf\\xE9.txt"),
            (b"caf%E9.txt", "caf%E9.txt"),
            (b"caf\\xE9.txt", "caf\\x5CxE9.txt"),
            (b"caf\\x5CxE9.txt", "caf\\x5Cx5CxE9.txt"),
            (b"a\\b\\xe9\\x4", "a\\b\\xe9\\x4"),
            (b"\\x4\xff", "\\x4\\xFF"),
            (b"\xff\xfe", "\\xFF\\xFE"),
            (b"", ""),
        ] {
            assert_eq!(text_of(OsStr::from_bytes(name)), text);
            assert_eq!(path_of(text).as_os_str().as_bytes(), name);
        }
        assert_eq!(relative_text(Path::new("./a/b\\c.txt")), "a/b\\c.txt");
    }

    proptest! {
        #[test]
        fn every_name_comes_back(name in prop::collection::vec(prop_oneof![Just(b'\\'), Just(b'x'), Just(b'5'), Just(b'C'), any::<u8>()], 0..24)) {
            let text = text_of(OsStr::from_bytes(&name));
            let path = path_of(&text);
            prop_assert_eq!(path.as_os_str().as_bytes(), &name);
        }
    }
}
