//! The rows of one segment: quotes, counted through all its articles in order.
//!
//! A quote has no document of its own. It is a value in columns of its article's document; the place of that value in the whole column is the
//! quote's number, its row. Queries on quotes are queries whose documents are rows.

use std::cell::Cell;
use std::ops::Range;
use std::sync::Arc;

use tantivy::columnar::{Column, ColumnIndex, ColumnValues};
use tantivy::index::SegmentReader;
use tantivy::{DocId, TERMINATED};

use super::columns::numbers;

/// What leads from articles to their rows and back.
pub(super) struct Rows {
    index: ColumnIndex,
    documents: DocId,
    total: u32,
    /// The article that was looked at last, with its rows: mostly the next row is of the same, or of one a little behind.
    last: Cell<(DocId, u32, u32)>,
}

impl Rows {
    pub(super) fn new(reader: &SegmentReader) -> tantivy::Result<Self> {
        let Column { index, values } = numbers(reader, "said_from")?;
        let total = if matches!(index, ColumnIndex::Empty { .. }) { 0 } else { values.num_vals() };
        Ok(Self { index, documents: reader.max_doc(), total, last: Cell::new((0, 0, 0)) })
    }

    /// Number of rows, those of deleted articles included.
    pub(super) fn total(&self) -> u32 {
        self.total
    }

    /// The rows of an article.
    pub(super) fn of(&self, article: DocId) -> Range<u32> {
        if article < self.documents { self.index.value_row_ids(article) } else { 0..0 }
    }

    /// The article of a row; [`TERMINATED`] behind the last.
    pub(super) fn article(&self, row: u32) -> DocId {
        if row >= self.total {
            return TERMINATED;
        }
        let (article, start, end) = self.last.get();
        if (start..end).contains(&row) {
            return article;
        }
        let article = self.last_from(if row >= end { article } else { 0 }, row);
        let own = self.of(article);
        self.last.set((article, own.start, own.end));
        article
    }

    /// The first row of an article or one behind it; [`TERMINATED`] where there is none.
    pub(super) fn first_from(&self, article: DocId) -> u32 {
        let first = if article < self.documents { self.rows_before(article) } else { self.total };
        if first < self.total { first } else { TERMINATED }
    }

    /// Place of a row in its article, from 1.
    pub(super) fn ordinal(&self, row: u32) -> u32 {
        self.article(row);
        let (_, start, _) = self.last.get();
        row - start.min(row) + 1
    }

    /// The last document from `low` on, which itself is one, of those that have no row behind `row` before them.
    fn last_from(&self, mut low: DocId, row: u32) -> DocId {
        let mut step = 1;
        let mut high = self.documents;
        while low + step < self.documents {
            if self.rows_before(low + step) > row {
                high = low + step;
                break;
            }
            low += step;
            step *= 2;
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if self.rows_before(middle) > row {
                high = middle;
            } else {
                low = middle;
            }
        }
        low
    }

    /// How many rows stand before a document's own.
    fn rows_before(&self, document: DocId) -> u32 {
        self.index.docid_range_to_rowids(0..document).end
    }
}

/// The numbers of a column that has one for each row.
pub(super) fn row_numbers(reader: &SegmentReader, field: &str) -> tantivy::Result<Arc<dyn ColumnValues<i64>>> {
    Ok(numbers(reader, field)?.values)
}

/// A number of a row as one of positions or places.
pub(super) fn number_at(numbers: &Arc<dyn ColumnValues<i64>>, row: u32) -> u32 {
    u32::try_from(numbers.get_val(row)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use tantivy::Index;
    use tantivy::TantivyDocument;

    use crate::analysis::tokenizer::tokenizers;
    use crate::schema::IndexSchema;
    use crate::schema::tantivy::{engine_field, engine_schema};

    /// A segment whose articles have so many quotes each.
    fn segment_of(quotes: &[usize]) -> SegmentReader {
        let schema = IndexSchema::get();
        let index = Index::builder().schema(engine_schema(schema)).tokenizers(tokenizers()).create_in_ram().unwrap();
        let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, 15_000_000).unwrap();
        let field = engine_field(schema.place("said_from").unwrap());
        for &quotes in quotes {
            let mut document = TantivyDocument::new();
            (0..quotes).for_each(|from| document.add_i64(field, from as i64));
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        index.reader().unwrap().searcher().segment_readers()[0].clone()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

        #[test]
        fn rows_lead_to_their_articles_in_any_order(
            quotes in prop_oneof![
                prop::collection::vec(0..4_usize, 1..80),
                prop::collection::vec(0..2_usize, 1..80),
                prop::collection::vec(1..2_usize, 1..80),
            ],
            asked in prop::collection::vec(any::<prop::sample::Index>(), 1..40),
        ) {
            let rows = Rows::new(&segment_of(&quotes)).unwrap();
            let expected: Vec<(u32, u32)> =
                (0..).zip(&quotes).flat_map(|(article, &count)| (1..=count as u32).map(move |ordinal| (article, ordinal))).collect();
            prop_assert_eq!(rows.total() as usize, expected.len());
            let found: Vec<_> = (0..rows.total()).map(|row| (rows.article(row), rows.ordinal(row))).collect();
            prop_assert_eq!(&found, &expected);
            for asked in asked.iter().filter(|_| !expected.is_empty()) {
                let row = asked.index(expected.len());
                prop_assert_eq!((rows.article(row as u32), rows.ordinal(row as u32)), expected[row]);
            }
            for article in 0..quotes.len() as u32 + 2 {
                let own: Vec<u32> = (0..).zip(&expected).filter(|(_, of)| of.0 == article).map(|(row, _)| row).collect();
                prop_assert_eq!(rows.of(article).collect::<Vec<_>>(), own);
                let first = expected.iter().position(|of| of.0 >= article).map_or(TERMINATED, |row| row as u32);
                prop_assert_eq!(rows.first_from(article), first);
            }
            prop_assert_eq!(rows.article(rows.total()), TERMINATED);
        }
    }
}
