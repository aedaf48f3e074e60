//! From articles to their quotes and back.
//!
//! [`QuotesOfQuery`] finds the rows of articles that match, and scores nothing. [`ArticlesOfQuery`] finds the articles of rows that match, each
//! with the score of its best row: what is asked of one and the same quote is answered by one, and many that say a little of it are not more
//! of an answer. [`RowsQuery`] finds rows by what columns say of them.

use std::ops::RangeInclusive;
use std::sync::Arc;

use tantivy::columnar::ColumnValues;
use tantivy::index::SegmentReader;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, TERMINATED};

use super::rows::{Rows, row_numbers};
use super::selector::Selector;
use crate::analysis::fold::fold;

/// Matches the rows of articles that match.
#[derive(Debug)]
pub(super) struct QuotesOfQuery {
    /// Matches articles.
    pub(super) articles: Box<dyn Query>,
}

/// Matches the articles that have a row that matches.
#[derive(Debug)]
pub(super) struct ArticlesOfQuery {
    /// Matches rows.
    pub(super) quotes: Box<dyn Query>,
}

impl Clone for QuotesOfQuery {
    fn clone(&self) -> Self {
        Self { articles: self.articles.box_clone() }
    }
}

impl Clone for ArticlesOfQuery {
    fn clone(&self) -> Self {
        Self { quotes: self.quotes.box_clone() }
    }
}

impl Query for QuotesOfQuery {
    fn weight(&self, enable_scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let inner = self.articles.weight(unscored(&enable_scoring))?;
        Ok(Box::new(BesideWeight { inner, side: Side::QuotesOfArticles }))
    }
}

impl Query for ArticlesOfQuery {
    fn weight(&self, enable_scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let inner = self.quotes.weight(enable_scoring)?;
        Ok(Box::new(BesideWeight { inner, side: Side::ArticlesOfQuotes }))
    }
}

fn unscored<'a>(enable_scoring: &EnableScoring<'a>) -> EnableScoring<'a> {
    match enable_scoring {
        EnableScoring::Enabled { searcher, .. } => EnableScoring::disabled_from_searcher(searcher),
        EnableScoring::Disabled { schema, searcher_opt } => EnableScoring::Disabled { schema, searcher_opt: *searcher_opt },
    }
}

#[derive(Clone, Copy)]
enum Side {
    QuotesOfArticles,
    ArticlesOfQuotes,
}

struct BesideWeight {
    inner: Box<dyn Weight>,
    side: Side,
}

impl Weight for BesideWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let inner = self.inner.scorer(reader, boost)?;
        let rows = Rows::new(reader)?;
        Ok(match self.side {
            Side::QuotesOfArticles => Box::new(QuotesOf::new(inner, rows)),
            Side::ArticlesOfQuotes => Box::new(ArticlesOf::new(inner, rows)),
        })
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("of the article that it stands in", 0.0))
    }
}

/// The rows of matching articles.
struct QuotesOf {
    articles: Box<dyn Scorer>,
    rows: Rows,
    row: u32,
    /// Behind the last row of the current article.
    end: u32,
}

impl QuotesOf {
    fn new(articles: Box<dyn Scorer>, rows: Rows) -> Self {
        let mut quotes = Self { articles, rows, row: 0, end: 0 };
        quotes.open_article();
        quotes
    }

    /// Goes to the first row of the current article, or of the next that has any.
    fn open_article(&mut self) {
        loop {
            let article = self.articles.doc();
            if article == TERMINATED {
                self.row = TERMINATED;
                return;
            }
            let own = self.rows.of(article);
            if !own.is_empty() {
                (self.row, self.end) = (own.start, own.end);
                return;
            }
            self.articles.advance();
        }
    }
}

impl DocSet for QuotesOf {
    fn advance(&mut self) -> DocId {
        if self.row == TERMINATED {
            return TERMINATED;
        }
        self.row += 1;
        if self.row >= self.end {
            self.articles.advance();
            self.open_article();
        }
        self.row
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.row >= target {
            return self.row;
        }
        if target >= self.end {
            let article = self.rows.article(target);
            if article == TERMINATED {
                self.row = TERMINATED;
                return TERMINATED;
            }
            if self.articles.doc() < article {
                self.articles.seek(article);
            }
            self.open_article();
        }
        self.row = self.row.max(target);
        self.row
    }

    fn doc(&self) -> DocId {
        self.row
    }

    fn size_hint(&self) -> u32 {
        self.articles.size_hint().saturating_mul(4)
    }
}

impl Scorer for QuotesOf {
    fn score(&mut self) -> Score {
        0.0
    }
}

/// The articles of matching rows.
struct ArticlesOf {
    /// At the first matching quote of the article, or behind all of them once it is scored.
    quotes: Box<dyn Scorer>,
    rows: Rows,
    doc: DocId,
    /// The score of the article, once it is known.
    best: Option<Score>,
}

impl ArticlesOf {
    fn new(quotes: Box<dyn Scorer>, rows: Rows) -> Self {
        let mut articles = Self { quotes, rows, doc: 0, best: None };
        articles.take_article();
        articles
    }

    fn take_article(&mut self) {
        self.doc = self.rows.article(self.quotes.doc());
        self.best = None;
    }
}

impl DocSet for ArticlesOf {
    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            let next = self.rows.of(self.doc).end;
            if self.quotes.doc() < next {
                self.quotes.seek(next);
            }
            self.take_article();
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            let first = self.rows.first_from(target);
            if self.quotes.doc() < first {
                self.quotes.seek(first);
            }
            self.take_article();
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.quotes.size_hint()
    }
}

impl Scorer for ArticlesOf {
    fn score(&mut self) -> Score {
        if let Some(best) = self.best {
            return best;
        }
        let mut best: Score = 0.0;
        let end = self.rows.of(self.doc).end;
        while self.quotes.doc() < end {
            best = best.max(self.quotes.score());
            self.quotes.advance();
        }
        self.best = Some(best);
        best
    }
}

/// Matches rows by the value that a column has for each of them.
#[derive(Debug, Clone)]
pub(super) struct RowsQuery {
    /// Name of the field.
    pub(super) field: String,
    pub(super) wanted: Wanted,
}

/// Which values are wanted.
#[derive(Debug, Clone)]
pub(super) enum Wanted {
    /// Any number but 0.
    Some,
    /// Numbers from the first to the last, both taken in.
    Between(i64, i64),
    /// Keywords.
    Keywords(Selector),
}

impl Query for RowsQuery {
    fn weight(&self, _enable_scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl RowsQuery {
    fn test(&self, reader: &SegmentReader) -> tantivy::Result<RowTest> {
        Ok(match &self.wanted {
            Wanted::Some => RowTest::Some(row_numbers(reader, &self.field)?),
            Wanted::Between(min, max) => RowTest::Between(row_numbers(reader, &self.field)?, *min..=*max),
            Wanted::Keywords(selector) => {
                let Some(column) = reader.fast_fields().str(&self.field)? else { return Ok(RowTest::None) };
                let mut taken = Vec::new();
                let mut terms = column.dictionary().stream()?;
                while terms.advance() {
                    taken.push(selector.takes(&fold(&String::from_utf8_lossy(terms.key()))));
                }
                RowTest::Ordinals(column.ords().values.clone(), taken)
            }
        })
    }
}

impl Weight for RowsQuery {
    fn scorer(&self, reader: &SegmentReader, _boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut rows = RowsIn { test: self.test(reader)?, total: Rows::new(reader)?.total(), row: 0 };
        rows.find_from(0);
        Ok(Box::new(rows))
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("by what is known of the quote", 0.0))
    }
}

enum RowTest {
    Some(Arc<dyn ColumnValues<i64>>),
    Between(Arc<dyn ColumnValues<i64>>, RangeInclusive<i64>),
    Ordinals(Arc<dyn ColumnValues<u64>>, Vec<bool>),
    None,
}

/// The rows that pass a test.
struct RowsIn {
    test: RowTest,
    total: u32,
    row: u32,
}

impl RowsIn {
    fn find_from(&mut self, target: u32) {
        let passes = |&row: &u32| match &self.test {
            RowTest::Some(numbers) => numbers.get_val(row) != 0,
            RowTest::Between(numbers, wanted) => wanted.contains(&numbers.get_val(row)),
            RowTest::Ordinals(ordinals, taken) => taken.get(ordinals.get_val(row) as usize).copied().unwrap_or(false),
            RowTest::None => false,
        };
        self.row = (target..self.total).find(passes).unwrap_or(TERMINATED);
    }
}

impl DocSet for RowsIn {
    fn advance(&mut self) -> DocId {
        if self.row != TERMINATED {
            self.find_from(self.row + 1);
        }
        self.row
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.row < target {
            self.find_from(target);
        }
        self.row
    }

    fn doc(&self) -> DocId {
        self.row
    }

    fn size_hint(&self) -> u32 {
        self.total
    }
}

impl Scorer for RowsIn {
    fn score(&mut self) -> Score {
        0.0
    }
}
