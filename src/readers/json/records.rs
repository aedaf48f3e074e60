//! What comes of the values of a JSON file: articles with a name each, and reports of what could not be read.

use std::borrow::Cow;
use std::io::Read;
use std::ops::ControlFlow;

use rustc_hash::FxHashSet;

use super::article::Found;
use super::nested;
use super::node::{self, Limits, Node};
use crate::error::SkipReason;
use crate::readers::window::Window;
use crate::readers::{Output, ReadOptions, encoding};

/// A place in a file: line and column in bytes, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Place {
    /// The place where a window begins.
    pub(super) fn of<R: Read>(window: &Window<R>) -> Self {
        Self { line: window.line(), column: window.column() }
    }
}

/// The records of a file as they are found.
pub(super) struct Records<'o, 'a> {
    pub(super) options: &'o ReadOptions,
    out: &'o mut Output<'a>,
    pub(super) limit: usize,
    /// Records met so far, good and bad.
    met: usize,
    /// Hashes of the ids given so far.
    ids: FxHashSet<u64>,
    /// Values that are no objects, and what the first was; reported once a file.
    bare: usize,
    bare_kind: &'static str,
    /// Whether the rest of the file has been given up, with a report.
    pub(super) lost: bool,
    /// Bytes that may be read a second time after damage, so that the time stays linear.
    pub(super) rereads: usize,
}

impl<'o, 'a> Records<'o, 'a> {
    pub(super) fn new(options: &'o ReadOptions, out: &'o mut Output<'a>) -> Self {
        let limit = usize::try_from(options.max_record).unwrap_or(usize::MAX / 2).min(usize::MAX / 2);
        Self {
            options,
            out,
            limit,
            met: 0,
            ids: FxHashSet::default(),
            bare: 0,
            bare_kind: "an empty list",
            lost: false,
            rereads: limit.saturating_mul(4),
        }
    }

    pub(super) fn line(&mut self, line: &[u8], number: usize) -> ControlFlow<()> {
        let trimmed = line.trim_ascii();
        if trimmed.is_empty() {
            return ControlFlow::Continue(());
        }
        let column = 1 + line.len() - line.trim_ascii_start().len();
        self.value(trimmed, Place { line: number, column }, false).map_continue(|_| ())
    }

    /// Takes a whole value, `alone` if the file holds nothing else; whether it is JSON.
    pub(super) fn value(&mut self, bytes: &[u8], place: Place, alone: bool) -> ControlFlow<(), bool> {
        let text = text_of(bytes);
        match node::parse(&text, Limits::of(self.options)) {
            Ok(node) => self.node(node, alone).map_continue(|()| true),
            Err(error) => self.bad(&error, place, alone).map_continue(|()| false),
        }
    }

    pub(super) fn node(&mut self, node: Node<'_>, alone: bool) -> ControlFlow<()> {
        let kind = node.kind();
        let bare = !matches!(node, Node::Object(_) | Node::List(_));
        let mut found = nested::articles(node, &self.options.map);
        match found.len() {
            0 => self.no_article(kind, bare, alone),
            1 if alone && self.met == 0 => {
                self.met = 1;
                let Found { article, is_clean, .. } = found.remove(0);
                self.out.article(article, is_clean, None)
            }
            _ => found.into_iter().try_for_each(|found| self.article(found)),
        }
    }

    fn article(&mut self, found: Found) -> ControlFlow<()> {
        self.met += 1;
        let Found { article, is_clean, id } = found;
        let record = self.record(id);
        self.out.article(article, is_clean, Some(record))
    }

    /// A name for the record that no other record of this file has.
    fn record(&mut self, own: Option<String>) -> String {
        let name = own.unwrap_or_else(|| self.met.to_string());
        if self.ids.insert(xxhash_rust::xxh3::xxh3_64(name.as_bytes())) {
            return name;
        }
        format!("{name}#{}", self.met)
    }

    fn no_article(&mut self, kind: &'static str, bare: bool, alone: bool) -> ControlFlow<()> {
        if bare {
            self.met += 1;
            self.bare_kind = if self.bare == 0 { kind } else { self.bare_kind };
            self.bare += 1;
            return ControlFlow::Continue(());
        }
        self.skip(SkipReason::NotAnArticle(kind.to_owned()), alone)
    }

    /// Reports a record that is left out; the whole file is meant if it holds nothing else.
    fn skip(&mut self, reason: SkipReason, alone: bool) -> ControlFlow<()> {
        self.met += 1;
        let record = (!alone || self.met > 1).then(|| self.met.to_string());
        self.out.skip(record, reason)
    }

    /// Reports what is to be said of the file as a whole.
    pub(super) fn finish(&mut self) -> ControlFlow<()> {
        let kind = match (self.met - self.bare, self.bare) {
            (0, 0 | 1) => self.bare_kind.to_owned(),
            (_, 0) => return ControlFlow::Continue(()),
            (_, 1) => format!("{}, not an object", self.bare_kind),
            (_, count) => format!("{count} values that are not objects, the first {}", self.bare_kind),
        };
        self.out.skip(None, SkipReason::NotAnArticle(kind))
    }

    pub(super) fn too_long(&mut self, alone: bool) -> ControlFlow<()> {
        self.skip(SkipReason::TooLong { limit: self.options.max_record }, alone)
    }

    /// Reports a record, which begins at `place`, in the parser's words.
    pub(super) fn bad(&mut self, error: &serde_json::Error, place: Place, alone: bool) -> ControlFlow<()> {
        if node::is_too_many(error) {
            return self.skip(SkipReason::TooManyValues { limit: self.options.max_values }, alone);
        }
        if node::is_too_deep(error) {
            return self.skip(SkipReason::TooDeep { limit: self.options.max_depth }, alone);
        }
        let column = if error.line() <= 1 { place.column + error.column().saturating_sub(1) } else { error.column() };
        let line = place.line + error.line().saturating_sub(1);
        let words = error.to_string();
        let message = words.rsplit_once(" at line ").map_or(words.as_str(), |(message, _)| message).to_owned();
        self.bad_at(Place { line, column: column.max(1) }, message, alone)
    }

    pub(super) fn bad_at(&mut self, Place { line, column }: Place, message: String, alone: bool) -> ControlFlow<()> {
        self.skip(SkipReason::BadJson { line, column, message }, alone)
    }
}

/// Bytes of a record as text; records that are not UTF-8 are decoded one by one.
pub(super) fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| encoding::decode(bytes), Cow::Borrowed)
}
