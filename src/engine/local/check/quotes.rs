//! What the index has of an article's quotes beside the article itself: the one thing here that knows how quotes are laid out.

use tantivy::DocId;
use tantivy::columnar::Column;
use tantivy::index::SegmentReader;

use crate::engine::local::rows::Rows;

/// What there is of quotes in the columns of one segment.
pub(super) struct QuoteColumns {
    rows: Rows,
    words: Column<i64>,
}

impl QuoteColumns {
    pub(super) fn new(segment: &SegmentReader) -> tantivy::Result<Self> {
        Ok(Self { rows: Rows::new(segment)?, words: segment.fast_fields().i64("said_words")? })
    }

    /// How many quotes of the article can be searched: those for which it is said where they stand, and how long they are.
    pub(super) fn searchable(&self, article: DocId) -> usize {
        self.rows.of(article).len().min(self.words.values_for_doc(article).count())
    }
}
