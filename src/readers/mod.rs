//! Files to [`RawArticle`]s: walking the archive, telling formats by content, one file per format.
//!
//! [`read_file`] opens a file once: it is hashed while it is read, unpacked, decoded, and handed to the reader of its format. Files
//! with many records stream. Nothing that is met stops the rest: what cannot be read becomes a [`Skipped`] value.

pub mod detect;
pub mod encoding;
pub mod fields;
pub mod fragment;
pub mod html;
pub mod paragraphs;
pub mod text;
pub mod walk;

mod compressed;
mod json;
mod mail;
mod stored;
mod typed_marks;
mod window;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;

use xxhash_rust::xxh3::Xxh3;

use self::compressed::{Compression, SwellLimits};
use self::detect::Format;
pub use self::fields::FieldMap;
use self::stored::{COMPRESSION_HEAD, Peeked, Stored};
pub use self::typed_marks::has_doubled_marks;
use self::typed_marks::typeset;
pub use self::walk::{ArchiveFile, Root, ensure_readable, walk};
use self::window::Window;
use crate::article::{DateFrom, DateRole, RawArticle, RawDate};
use crate::error::{SkipReason, Skipped};

/// How files are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOptions {
    /// Longest record in bytes: a file that is one article, a line of JSON Lines, an element of a list.
    pub max_record: u64,
    /// What fields of unusual JSON records mean.
    pub map: FieldMap,
    /// Most bytes that one compressed file may unpack to.
    pub max_unpacked: u64,
    /// Most bytes that a compressed file may unpack to for each of its own, once that is more than a few megabytes.
    pub max_ratio: u64,
    /// Most values in one record of JSON: their bookkeeping takes more memory than their text.
    pub max_values: u64,
    /// How deep lists and objects may lie in one another.
    pub max_depth: u64,
    /// Most seconds for reading out of one record what it says about itself.
    pub max_seconds: u64,
    /// Whether symbolic links are followed that lead outside the archive.
    pub follow_links: bool,
    /// Whether doubled apostrophes (`''so''`) are quotation marks.
    pub doubled_marks: bool,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            max_record: 16 << 20,
            map: FieldMap::default(),
            max_unpacked: 1 << 40,
            max_ratio: 250,
            max_values: 500_000,
            max_depth: 128,
            max_seconds: 60,
            follow_links: false,
            doubled_marks: false,
        }
    }
}

/// What is found in a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    /// An article.
    Article(Box<RawArticle>),
    /// A record, or the rest of the file, that could not be read.
    Skipped(Skipped),
}

/// What became of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FileRead {
    /// Hash of the bytes as stored (xxh3). Where the sink stopped the reading, of those read until then.
    pub hash: u64,
    /// Articles handed over.
    pub articles: usize,
    /// Records left out.
    pub skipped: usize,
}

/// Reads a file and hands each record to `sink`, which can stop the reading.
///
/// A file that is one article gives it without a record name; from others, records are named by their own ids or by ordinals
/// from 1. Every article's dates end with those that its address and its path may hold.
pub fn read_file(file: &ArchiveFile, options: &ReadOptions, sink: &mut dyn FnMut(Record) -> ControlFlow<()>) -> FileRead {
    let mut stored = Stored { file: None, hasher: Some(Xxh3::new()), size: file.size };
    let mut out = Output { file, doubled_marks: options.doubled_marks, sink, articles: 0, skipped: 0 };
    if open(&mut stored, options, &mut out).is_continue() {
        // Some readers stop before the end; the hash shall be that of the whole file.
        stored.drain();
    }
    FileRead { hash: stored.hash(), articles: out.articles, skipped: out.skipped }
}

/// The same for those who want no hash.
pub fn read_records(file: &ArchiveFile, options: &ReadOptions, sink: &mut dyn FnMut(Record) -> ControlFlow<()>) {
    let mut stored = Stored { file: None, hasher: None, size: file.size };
    let mut out = Output { file, doubled_marks: options.doubled_marks, sink, articles: 0, skipped: 0 };
    _ = open(&mut stored, options, &mut out);
}

/// Reads what comes from elsewhere as a file is read, like [`read_records`]; of what `file` says only root and path are looked at. How many bytes there
/// are is not known before, so that what they may unpack to is bounded by [`ReadOptions::max_unpacked`] alone.
pub fn read_stream(stream: impl Read, file: &ArchiveFile, options: &ReadOptions, sink: &mut dyn FnMut(Record) -> ControlFlow<()>) {
    let mut stored = Stored { file: Some(Box::new(stream)), hasher: None, size: u64::MAX };
    let mut out = Output { file, doubled_marks: options.doubled_marks, sink, articles: 0, skipped: 0 };
    _ = read_stored(&mut stored, options, &mut out);
}

fn open(stored: &mut Stored<'_>, options: &ReadOptions, out: &mut Output<'_>) -> ControlFlow<()> {
    match File::open(&out.file.absolute) {
        Ok(opened) => {
            stored.file = Some(Box::new(opened));
            read_stored(stored, options, out)
        }
        Err(error) => out.skip(None, reason_of(&error)),
    }
}

/// Hashes a file's bytes as stored, like [`read_file`].
pub fn content_hash(file: &ArchiveFile) -> io::Result<u64> {
    let mut stored = Stored { file: Some(Box::new(File::open(&file.absolute)?)), hasher: Some(Xxh3::new()), size: file.size };
    let mut buffer = vec![0; 256 << 10];
    while stored.read(&mut buffer)? > 0 {}
    Ok(stored.hash())
}

fn read_stored(stored: &mut Stored<'_>, options: &ReadOptions, out: &mut Output<'_>) -> ControlFlow<()> {
    let size = stored.size;
    let limits = SwellLimits { bytes: options.max_unpacked, ratio: options.max_ratio };
    let mut reader: Box<dyn Read + '_> = Box::new(stored);
    let mut name = out.file.path.as_str();
    // A compressed file may have been compressed once more.
    for _ in 0..2 {
        let peeked = Peeked::new(reader, COMPRESSION_HEAD);
        let compression = Compression::of(peeked.head());
        reader = Box::new(peeked);
        let Some(compression) = compression else { break };
        reader = match compressed::unpack(reader, compression, size, limits) {
            Ok(unpacked) => unpacked,
            Err(error) => return out.skip(None, reason_of(&error)),
        };
        name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    }
    read_unpacked(Peeked::new(reader, detect::HEAD), name, options, out)
}

fn read_unpacked(mut stream: Peeked<'_>, name: &str, options: &ReadOptions, out: &mut Output<'_>) -> ControlFlow<()> {
    let whole = stream.head().len() < detect::HEAD;
    let thrice = Compression::of(stream.head()).map(|_| "compressed more than twice");
    if let Some(kind) = thrice.or_else(|| detect::binary(stream.head())) {
        return out.skip(None, SkipReason::Binary(kind.into()));
    }
    let encoding = encoding::detect(stream.head(), whole);
    let format = detect::format(&encoding.decode_with_bom_removal(stream.head()).0, whole, name);
    match format {
        Format::Empty => out.skip(None, stream.failure.as_ref().map_or(SkipReason::Empty, reason_of)),
        Format::Other(kind) => out.skip(None, SkipReason::NotAnArticle(kind.into())),
        Format::Html => read_whole(stream, options, out, |bytes| match html::read(&encoding::decode_html(bytes)) {
            Ok(article) => Ok(vec![article]),
            Err(html::NoArticle::Wall) => Err("a notice on cookies, subscriptions or access in place of an article"),
            Err(html::NoArticle::NoText) => Ok(Vec::new()),
        }),
        Format::Mail => read_whole(stream, options, out, |bytes| Ok(mail::read(bytes))),
        Format::Text => read_whole(stream, options, out, |bytes| Ok(text::read(&encoding::decode(bytes)))),
        Format::Json | Format::JsonLines if encoding == encoding_rs::UTF_8 => {
            stream.pass_mark();
            read_json(format, stream, options, out)
        }
        Format::Json | Format::JsonLines => read_json(format, encoding::Transcoder::new(stream, encoding), options, out),
    }
}

fn read_json(format: Format, stream: impl Read, options: &ReadOptions, out: &mut Output<'_>) -> ControlFlow<()> {
    let mut window = Window::new(stream);
    match format {
        Format::JsonLines => json::read_lines(&mut window, options, out)?,
        _ => json::read_values(&mut window, options, out)?,
    }
    match window.failure() {
        Some(reason) => out.skip(None, reason.clone()),
        None => ControlFlow::Continue(()),
    }
}

/// Reads a file that is held in memory as a whole; `read` gives its articles, or says what it is instead of one.
fn read_whole(
    stream: Peeked<'_>,
    options: &ReadOptions,
    out: &mut Output<'_>,
    read: impl FnOnce(&[u8]) -> Result<Vec<RawArticle>, &'static str>,
) -> ControlFlow<()> {
    let bytes = match stream.into_bytes(options.max_record.saturating_add(1)) {
        Ok(bytes) => bytes,
        Err(error) => return out.skip(None, reason_of(&error)),
    };
    if bytes.len() as u64 > options.max_record {
        return out.skip(None, SkipReason::TooLong { limit: options.max_record });
    }
    let read = read(&bytes);
    drop(bytes);
    let mut articles = match read {
        Ok(articles) => articles,
        Err(kind) => return out.skip(None, SkipReason::NotAnArticle(kind.into())),
    };
    match articles.len() {
        0 => out.skip(None, SkipReason::NotAnArticle("no headline and no running text".into())),
        1 => out.article(articles.remove(0), false, None),
        _ => articles.into_iter().zip(1_usize..).try_for_each(|(article, ordinal)| out.article(article, false, Some(ordinal.to_string()))),
    }
}

/// Where records go.
struct Output<'a> {
    file: &'a ArchiveFile,
    /// See [`ReadOptions::doubled_marks`].
    doubled_marks: bool,
    sink: &'a mut dyn FnMut(Record) -> ControlFlow<()>,
    articles: usize,
    skipped: usize,
}

impl Output<'_> {
    /// An article, the body of which `is_clean` where control characters have been taken out of it.
    fn article(&mut self, mut article: RawArticle, is_clean: bool, record: Option<String>) -> ControlFlow<()> {
        self.articles += 1;
        article.path.clone_from(&self.file.path);
        article.record = record;
        take_out_controls(&mut article, is_clean);
        for text in article.headline.iter_mut().chain([&mut article.body]) {
            if let Cow::Owned(typeset) = typeset(text, self.doubled_marks) {
                *text = typeset;
            }
        }
        let fallback = |words: &str, from, field: &str| RawDate { words: words.into(), from, role: DateRole::Unknown, field: field.into() };
        if let Some(url) = &article.url {
            article.dates.push(fallback(url, DateFrom::Url, "url"));
        }
        article.dates.push(fallback(&self.file.path, DateFrom::Path, "path"));
        (self.sink)(Record::Article(Box::new(article)))
    }

    fn skip(&mut self, record: Option<String>, reason: SkipReason) -> ControlFlow<()> {
        self.skipped += 1;
        let skipped = Skipped { root: self.file.root.to_string(), path: self.file.path.clone(), record, reason };
        (self.sink)(Record::Skipped(skipped))
    }
}

/// Takes control characters out of everything that an article says, whichever reader it comes from, but for a body that `is_clean`.
fn take_out_controls(article: &mut RawArticle, is_clean: bool) {
    debug_assert!(!is_clean || matches!(paragraphs::without_controls(&article.body), Cow::Borrowed(_)));
    let one =
        [&mut article.headline, &mut article.source, &mut article.section, &mut article.url, &mut article.location, &mut article.lang];
    let many = [&mut article.bylines, &mut article.speakers, &mut article.unknown_fields];
    let body = (!is_clean).then_some(&mut article.body);
    let all = one.into_iter().flatten().chain(many.into_iter().flatten()).chain(body).chain(&mut article.record);
    for text in all {
        if let Cow::Owned(clean) = paragraphs::without_controls(text) {
            *text = clean;
        }
    }
}

/// What an error of reading means for the file.
fn reason_of(error: &io::Error) -> SkipReason {
    if error.kind() == io::ErrorKind::NotFound {
        return SkipReason::Vanished;
    }
    match error.get_ref().and_then(|inner| inner.downcast_ref::<SkipReason>()) {
        Some(reason) => reason.clone(),
        None => SkipReason::Unreadable(io_words(error)),
    }
}

/// The operating system's words, without its number and in small letters.
fn io_words(error: &io::Error) -> String {
    let words = error.to_string();
    let words = words.split(" (os error").next().unwrap_or_default();
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
