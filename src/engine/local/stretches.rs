//! The quotes behind an article as stretches of its body.
//!
//! What a quote says is part of what its article says, so the words of quotes are not indexed again: they are looked up in the body,
//! and each quote behind the article knows which of them are its own.

use std::ops::Range;

use tantivy::columnar::Column;
use tantivy::index::SegmentReader;
use tantivy::{DocId, TERMINATED};

use super::beside::distance;

/// The quotes of one segment, article by article.
pub(super) struct Stretches {
    ordinal: Column<i64>,
    parts: Column<i64>,
    from: Column<i64>,
    words: Column<i64>,
    /// The article whose quotes are looked at.
    article: DocId,
    /// Its quotes that are yet to be looked at.
    ahead: Range<DocId>,
}

impl Stretches {
    pub(super) fn new(reader: &SegmentReader) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        let column = |name| fast.i64(name);
        Ok(Self {
            ordinal: column("ordinal")?,
            parts: column("parts")?,
            from: column("said_from")?,
            words: column("said_words")?,
            article: TERMINATED,
            ahead: 0..0,
        })
    }

    /// The article whose quotes are looked at.
    pub(super) fn article(&self) -> DocId {
        self.article
    }

    /// Looks at the quotes of `article`; says whether it has any.
    pub(super) fn open(&mut self, article: DocId) -> bool {
        self.article = article;
        let parts = self.parts.first(article).and_then(|parts| u32::try_from(parts).ok()).unwrap_or(0);
        self.ahead = article + 1..article.saturating_add(parts).saturating_add(1);
        parts > 0
    }

    /// Leaves out the quotes before `quote`; where it is none of this article's, answers the document of which it or its article is the
    /// first that can match.
    pub(super) fn skip_to(&mut self, quote: DocId) -> Option<DocId> {
        if quote < self.ahead.end {
            self.ahead.start = self.ahead.start.max(quote);
            return None;
        }
        self.ahead = 0..0;
        Some(quote - distance(&self.ordinal, quote).min(quote))
    }

    /// Leaves out the quotes before `quote`, which may be of the article that was just opened.
    pub(super) fn not_before(&mut self, quote: DocId) {
        self.ahead.start = self.ahead.start.max(quote);
    }

    /// The next quote, and the positions of its words in the body.
    pub(super) fn next(&mut self) -> Option<(DocId, Range<u32>)> {
        let quote = self.ahead.next()?;
        let number = |column: &Column<i64>| column.first(quote).and_then(|number| u32::try_from(number).ok()).unwrap_or(0);
        let from = number(&self.from);
        Some((quote, from..from.saturating_add(number(&self.words))))
    }

    /// Numbers of words of the quotes.
    pub(super) fn lengths(reader: &SegmentReader) -> tantivy::Result<Column<i64>> {
        reader.fast_fields().i64("said_words")
    }
}
