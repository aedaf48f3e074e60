//! How text looks on a terminal: colour, hyperlinks, width, and what of a file's text may reach it at all.
//!
//! The library reads no environment: what the terminal can is handed in as [`Look`]. Text from files is hostile until it has passed
//! [`visible`]: escape sequences, control characters and direction overrides are written out as `\u{1b}` instead of being obeyed.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use unicode_width::UnicodeWidthChar;

use crate::paths::{path_of, text_of};

/// What the receiving end can show; the default is a pipe: no colour, no links, no wrapping.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Whether colours and weights are understood and wanted.
    pub color: bool,
    /// Whether hyperlinks (OSC 8) are understood.
    pub links: bool,
    /// Columns of the terminal, to wrap running text to; `None` in a pipe, where lines stay whole.
    pub width: Option<usize>,
}

/// A role of text, with the look it has where there is colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Title,
    Match,
    Name,
    Dim,
}

impl Style {
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Title => "\u{1b}[1m",
            Self::Match => "\u{1b}[1;33m",
            Self::Name => "\u{1b}[36m",
            Self::Dim => "\u{1b}[2m",
        }
    }
}

const RESET: &str = "\u{1b}[0m";

impl Look {
    /// Whether what is written is obeyed by a terminal.
    pub(super) fn is_terminal(self) -> bool {
        self.width.is_some()
    }

    /// Writes text that is already safe in a style.
    pub(super) fn styled(self, out: &mut dyn Write, style: Style, text: &str) -> io::Result<()> {
        if !self.color || style == Style::Plain || text.is_empty() {
            return out.write_all(text.as_bytes());
        }
        write!(out, "{}{text}{RESET}", style.code())
    }

    /// Writes text that is already safe as a link to `url`, where links are understood.
    pub(super) fn linked(self, out: &mut dyn Write, style: Style, text: &str, url: Option<&str>) -> io::Result<()> {
        let Some(url) = url.filter(|_| self.links) else { return self.styled(out, style, text) };
        write!(out, "\u{1b}]8;;{url}\u{1b}\\")?;
        self.styled(out, style, text)?;
        write!(out, "\u{1b}]8;;\u{1b}\\")
    }
}

/// Where the roots of an index stand on this machine, by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roots {
    directories: BTreeMap<String, PathBuf>,
    here: PathBuf,
}

impl Roots {
    /// Roots with their absolute directories, as seen from the directory `here`.
    pub fn new(directories: impl IntoIterator<Item = (String, PathBuf)>, here: PathBuf) -> Self {
        Self { directories: directories.into_iter().collect(), here }
    }

    fn absolute(&self, root: &str, path: &str) -> Option<PathBuf> {
        self.directories.get(root).map(|directory| directory.join(path_of(path)))
    }

    /// The file of a hit as it can be opened from here; relative to its root where that is not known.
    pub fn file(&self, root: &str, path: &str) -> PathBuf {
        let Some(file) = self.absolute(root, path) else { return path_of(path) };
        file.strip_prefix(&self.here).map(Path::to_owned).unwrap_or(file)
    }

    /// The same as text that is safe for a terminal.
    pub(super) fn shown(&self, root: &str, path: &str) -> String {
        visible(&text_of(self.file(root, path).as_os_str())).into_owned()
    }

    /// The address of a hit's file (`file:///...`), where its root is known.
    pub fn url(&self, root: &str, path: &str) -> Option<String> {
        let file = self.absolute(root, path).filter(|file| file.is_absolute())?;
        let mut url = String::from("file://");
        for &byte in file.as_os_str().as_encoded_bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => url.push(char::from(byte)),
                _ => _ = write!(url, "%{byte:02X}"),
            }
        }
        Some(url)
    }
}

/// The text with everything that a terminal would obey made visible; line breaks and tabs become spaces.
pub fn visible(text: &str) -> Cow<'_, str> {
    let is_plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if is_plain || !text.chars().any(|c| is_obeyed(c) || is_break(c)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        push_visible(&mut shown, c);
    }
    Cow::Owned(shown)
}

/// Appends one character in its visible form.
pub(super) fn push_visible(shown: &mut String, c: char) {
    if (' '..='~').contains(&c) {
        shown.push(c);
    } else if is_break(c) {
        shown.push(' ');
    } else if is_obeyed(c) {
        _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
    } else {
        shown.push(c);
    }
}

/// Columns that a character takes on a terminal, once visible.
pub(super) fn columns(c: char) -> usize {
    if (' '..='~').contains(&c) || is_break(c) {
        1
    } else if is_obeyed(c) {
        format!("\\u{{{:x}}}", u32::from(c)).len()
    } else {
        c.width().unwrap_or(0)
    }
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\t' | '\u{2028}' | '\u{2029}')
}

/// Control characters, and those that override the direction of text or annotate it invisibly.
pub(super) fn is_obeyed(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_gets_through() {
        for (text, expected) in [
            ("plain “text” Москва 東京 עברית", "plain “text” Москва 東京 עברית"),
            ("red \u{1b}[31malert", "red \\u{1b}[31malert"),
            ("title \u{1b}]0;x\u{7}", "title \\u{1b}]0;x\\u{7}"),
            ("c1 \u{9b}31m \u{85}", "c1 \\u{9b}31m \\u{85}"),
            ("back\u{8}space \u{7f}", "back\\u{8}space \\u{7f}"),
            ("over\u{202e}txt.exe\u{202c}", "over\\u{202e}txt.exe\\u{202c}"),
            ("isolate \u{2066}a\u{2069}", "isolate \\u{2066}a\\u{2069}"),
            ("line\nbreak\ttab\u{2028}sep\r", "line break tab sep\\u{d}"),
            ("nul \0", "nul \\u{0}"),
        ] {
            assert_eq!(visible(text), expected);
            assert_eq!(text.chars().map(columns).sum::<usize>(), unicode_width::UnicodeWidthStr::width(expected), "{expected}");
        }
    }

    #[test]
    fn files_are_named_as_seen_from_here_and_linked_absolutely() {
        let directories = [("news", "/srv/the news"), ("here", "/home/jo/archive"), ("odd", "archive")];
        let roots = Roots::new(directories.map(|(name, directory)| (name.to_owned(), PathBuf::from(directory))), "/home/jo".into());
        for (root, path, file, url) in [
            ("news", "2017/ü.txt", "/srv/the news/2017/ü.txt", Some("file:///srv/the%20news/2017/%C3%BC.txt")),
            ("news", "a\u{1b};b", "/srv/the news/a\u{1b};b", Some("file:///srv/the%20news/a%1B%3Bb")),
            ("here", "a.txt", "archive/a.txt", Some("file:///home/jo/archive/a.txt")),
            ("odd", "a.txt", "archive/a.txt", None),
            ("gone", "a.txt", "a.txt", None),
        ] {
            assert_eq!(roots.file(root, path), PathBuf::from(file));
            assert_eq!(roots.url(root, path).as_deref(), url);
        }
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_keep_their_bytes() {
        let roots = Roots::new([("news".to_owned(), PathBuf::from("/srv/news"))], "/srv".into());
        assert_eq!(roots.file("news", "caf\\xE9.txt").as_os_str().as_encoded_bytes(), b"news/caf\xe9.txt");
        assert_eq!(roots.url("news", "caf\\xE9.txt").as_deref(), Some("file:///srv/news/caf%E9.txt"));
        assert_eq!(roots.shown("news", "caf\\xE9\u{1b}.txt"), "news/caf\\xE9\\u{1b}.txt");
    }
}
