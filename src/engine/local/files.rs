//! The files that the index was made from, read out of its columns.

use tantivy::columnar::StrColumn;
use tantivy::index::SegmentReader;
use tantivy::query::{EnableScoring, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, TERMINATED};

use super::lower::kind_term;
use crate::schema::documents::FileRow;
use crate::schema::{DocumentKind, IndexSchema};

/// Every file row of an index, in no particular order.
pub(super) fn file_rows(searcher: &Searcher) -> tantivy::Result<Vec<FileRow>> {
    let query = TermQuery::new(kind_term(IndexSchema::get(), DocumentKind::File), IndexRecordOption::Basic);
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut rows = Vec::new();
    for reader in searcher.segment_readers() {
        let columns = FileColumns::open(reader)?;
        let mut docs = weight.scorer(reader, 1.0)?;
        let mut doc = docs.doc();
        while doc != TERMINATED {
            if !reader.is_deleted(doc) {
                rows.push(columns.row(doc)?);
            }
            doc = docs.advance();
        }
    }
    Ok(rows)
}

struct FileColumns {
    root: Option<StrColumn>,
    path: Option<StrColumn>,
    skipped: Option<StrColumn>,
    size: tantivy::columnar::Column<i64>,
    modified: tantivy::columnar::Column<i64>,
    hash: tantivy::columnar::Column<i64>,
    articles: tantivy::columnar::Column<i64>,
}

impl FileColumns {
    fn open(reader: &SegmentReader) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        Ok(Self {
            root: fast.str("root")?,
            path: fast.str("path")?,
            skipped: fast.str("skipped")?,
            size: fast.i64("size")?,
            modified: fast.i64("modified")?,
            hash: fast.i64("hash")?,
            articles: fast.i64("articles")?,
        })
    }

    fn row(&self, doc: u32) -> tantivy::Result<FileRow> {
        Ok(FileRow {
            root: strings(self.root.as_ref(), doc)?.pop().unwrap_or_default(),
            path: strings(self.path.as_ref(), doc)?.pop().unwrap_or_default(),
            size: self.size.first(doc).unwrap_or_default().cast_unsigned(),
            modified: self.modified.first(doc).unwrap_or_default(),
            hash: self.hash.first(doc).unwrap_or_default().cast_unsigned(),
            articles: usize::try_from(self.articles.first(doc).unwrap_or_default()).unwrap_or_default(),
            skipped: strings(self.skipped.as_ref(), doc)?,
        })
    }
}

/// The values of a text column for one document.
pub(super) fn strings(column: Option<&StrColumn>, doc: u32) -> tantivy::Result<Vec<String>> {
    let Some(column) = column else { return Ok(Vec::new()) };
    let mut values = Vec::new();
    for ord in column.term_ords(doc) {
        let mut value = String::new();
        column.ord_to_str(ord, &mut value)?;
        values.push(value);
    }
    Ok(values)
}
