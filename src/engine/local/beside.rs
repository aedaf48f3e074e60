//! What articles and their quotes have to do with each other: a quote's document stands behind its article's, at the distance of its
//! ordinal.
//!
//! So nothing of an article is repeated in its quotes. [`QuotesOfQuery`] finds the quotes of articles that match, [`ArticlesOfQuery`] the
//! articles of quotes that match; neither scores.

use tantivy::columnar::Column;
use tantivy::index::SegmentReader;
use tantivy::query::{BooleanQuery, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, TERMINATED};

/// Matches the quotes whose article matches.
#[derive(Debug)]
pub(super) struct QuotesOfQuery {
    /// Matches articles only.
    pub(super) articles: Box<dyn Query>,
}

/// Matches the articles that have a quote that matches.
#[derive(Debug)]
pub(super) struct ArticlesOfQuery {
    /// Matches quotes only.
    pub(super) quotes: Box<dyn Query>,
}

/// Matches `articles` and their quotes.
pub(super) fn with_quotes(articles: Box<dyn Query>) -> Box<dyn Query> {
    let quotes = QuotesOfQuery { articles: articles.box_clone() };
    Box::new(BooleanQuery::union(vec![articles, Box::new(quotes)]))
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
        let inner = self.quotes.weight(unscored(&enable_scoring))?;
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
    fn scorer(&self, reader: &SegmentReader, _boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let inner = self.inner.scorer(reader, 0.0)?;
        let fast = reader.fast_fields();
        let ordinal = fast.i64("ordinal")?;
        Ok(match self.side {
            Side::QuotesOfArticles => Box::new(QuotesOf::new(inner, ordinal, fast.i64("parts")?)),
            Side::ArticlesOfQuotes => Box::new(ArticlesOf::new(inner, ordinal)),
        })
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("of the article that it stands beside", 0.0))
    }
}

/// Distance of a quote from its article; 0 for what is no quote.
pub(super) fn distance(ordinal: &Column<i64>, doc: DocId) -> DocId {
    ordinal.first(doc).and_then(|ordinal| u32::try_from(ordinal).ok()).unwrap_or(0)
}

/// The quotes behind matching articles.
struct QuotesOf {
    articles: Box<dyn Scorer>,
    ordinal: Column<i64>,
    parts: Column<i64>,
    doc: DocId,
    /// Last quote of the current article.
    last: DocId,
}

impl QuotesOf {
    fn new(articles: Box<dyn Scorer>, ordinal: Column<i64>, parts: Column<i64>) -> Self {
        let mut quotes = Self { articles, ordinal, parts, doc: 0, last: 0 };
        quotes.open_article();
        quotes
    }

    /// Goes to the first quote of the current article, or of the next that has any.
    fn open_article(&mut self) {
        loop {
            let article = self.articles.doc();
            if article == TERMINATED {
                self.doc = TERMINATED;
                return;
            }
            let parts = self.parts.first(article).and_then(|parts| u32::try_from(parts).ok()).unwrap_or(0);
            if parts > 0 {
                self.doc = article + 1;
                self.last = article + parts;
                return;
            }
            self.articles.advance();
        }
    }
}

impl DocSet for QuotesOf {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED {
            return TERMINATED;
        }
        if self.doc < self.last {
            self.doc += 1;
        } else {
            self.articles.advance();
            self.open_article();
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target == TERMINATED {
            self.doc = TERMINATED;
        }
        if self.doc >= target {
            return self.doc;
        }
        if target > self.last {
            let article = target - distance(&self.ordinal, target).min(target);
            if self.articles.doc() < article {
                self.articles.seek(article);
            }
            self.open_article();
        }
        self.doc = self.doc.max(target.min(self.last));
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
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

/// The articles before matching quotes.
struct ArticlesOf {
    quotes: Box<dyn Scorer>,
    ordinal: Column<i64>,
    doc: DocId,
}

impl ArticlesOf {
    fn new(quotes: Box<dyn Scorer>, ordinal: Column<i64>) -> Self {
        let mut articles = Self { quotes, ordinal, doc: 0 };
        articles.take_article();
        articles
    }

    fn take_article(&mut self) {
        let quote = self.quotes.doc();
        self.doc = if quote == TERMINATED { TERMINATED } else { quote - distance(&self.ordinal, quote).min(quote) };
    }
}

impl DocSet for ArticlesOf {
    fn advance(&mut self) -> DocId {
        let article = self.doc;
        while self.doc == article && article != TERMINATED {
            self.quotes.advance();
            self.take_article();
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            if self.quotes.doc() < target {
                self.quotes.seek(target);
            }
            self.take_article();
            while self.doc < target {
                self.quotes.advance();
                self.take_article();
            }
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
        0.0
    }
}
