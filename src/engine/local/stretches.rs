//! What rows have of their article's texts: each quote the words that it says, the name of its speaker, the speaker's role.
//!
//! What a quote says is part of what its article says, and its speaker is one of its article's, so their words are not indexed again: they are
//! looked up in the article's field, and each row knows which of them are its own.

use std::ops::Range;
use std::sync::Arc;

use tantivy::columnar::{Column, ColumnValues};
use tantivy::index::SegmentReader;
use tantivy::{DocId, TERMINATED};

use super::columns::numbers;
use super::rows::{Rows, number_at, row_numbers};

/// What of its article's texts a row has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch {
    /// Words of the body.
    Said,
    /// One of the speakers.
    Speaker,
    /// One of the roles.
    Role,
}

impl Stretch {
    /// What a field on quotes has of its article.
    pub(super) fn of_field(name: &str) -> Option<Self> {
        match name {
            "said" => Some(Self::Said),
            "speaker" => Some(Self::Speaker),
            "role" => Some(Self::Role),
            _ => None,
        }
    }

    /// The field that says which of its article's values a row has; none where it has words of a text.
    pub(super) fn counted_by(self) -> Option<&'static str> {
        match self {
            Self::Said => None,
            Self::Speaker => Some("speaker_at"),
            Self::Role => Some("role_at"),
        }
    }
}

/// Where the words of rows stand among the positions of their article's field.
enum Layout {
    /// So many words from one on.
    Words { from: Arc<dyn ColumnValues<i64>>, words: Arc<dyn ColumnValues<i64>> },
    /// One of several values; `spans` are the positions of those of the article that is looked at.
    Values { at: Arc<dyn ColumnValues<i64>>, words: Column<i64>, spans: Vec<Range<u32>> },
}

/// The positions between two values of a field that has several, as the engine counts.
const GAP: u32 = 1;

/// The positions of an article's values of a field, given the numbers of their words.
pub(super) fn value_spans(words: &Column<i64>, article: DocId) -> impl Iterator<Item = Range<u32>> {
    let mut position = 0;
    words.values_for_doc(article).map(move |words| {
        let start = position;
        let end = start + u32::try_from(words).unwrap_or(0);
        position = end + GAP;
        start..end
    })
}

/// The rows of one segment, article by article.
pub(super) struct Stretches {
    rows: Rows,
    layout: Layout,
    /// The article whose rows are looked at.
    article: DocId,
    /// Its rows that are yet to be looked at.
    ahead: Range<u32>,
}

impl Stretches {
    pub(super) fn new(reader: &SegmentReader, stretch: Stretch) -> tantivy::Result<Self> {
        let values = |at, words| -> tantivy::Result<Layout> {
            Ok(Layout::Values { at: row_numbers(reader, at)?, words: numbers(reader, words)?, spans: Vec::new() })
        };
        let layout = match stretch {
            Stretch::Said => Layout::Words { from: row_numbers(reader, "said_from")?, words: Self::lengths(reader)? },
            Stretch::Speaker => values("speaker_at", "speaker_words")?,
            Stretch::Role => values("role_at", "role_words")?,
        };
        Ok(Self { rows: Rows::new(reader)?, layout, article: TERMINATED, ahead: 0..0 })
    }

    /// The article whose rows are looked at.
    pub(super) fn article(&self) -> DocId {
        self.article
    }

    /// Looks at the rows of `article`; says whether it has any.
    pub(super) fn open(&mut self, article: DocId) -> bool {
        self.article = article;
        self.ahead = self.rows.of(article);
        if let Layout::Values { words, spans, .. } = &mut self.layout {
            spans.clear();
            spans.extend(value_spans(words, article));
        }
        !self.ahead.is_empty()
    }

    /// Leaves out the rows before `row`; where it is none of this article's, answers the article that is the first that can match.
    pub(super) fn skip_to(&mut self, row: u32) -> Option<DocId> {
        if row < self.ahead.end {
            self.not_before(row);
            return None;
        }
        self.ahead = 0..0;
        Some(self.rows.article(row))
    }

    /// Leaves out the rows before `row`, which may be of the article that was just opened.
    pub(super) fn not_before(&mut self, row: u32) {
        self.ahead.start = self.ahead.start.max(row);
    }

    /// The next row, and the positions of its words in the article's field.
    pub(super) fn next(&mut self) -> Option<(u32, Range<u32>)> {
        let row = self.ahead.next()?;
        let words = match &self.layout {
            Layout::Words { from, words } => {
                let from = number_at(from, row);
                from..from.saturating_add(number_at(words, row))
            }
            Layout::Values { at, spans, .. } => {
                let at = number_at(at, row).checked_sub(1).and_then(|at| usize::try_from(at).ok());
                at.and_then(|at| spans.get(at)).cloned().unwrap_or(0..0)
            }
        };
        Some((row, words))
    }

    /// Numbers of words that are said, of all rows.
    pub(super) fn lengths(reader: &SegmentReader) -> tantivy::Result<Arc<dyn ColumnValues<i64>>> {
        row_numbers(reader, "said_words")
    }
}
