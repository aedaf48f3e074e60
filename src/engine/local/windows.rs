//! A query answered a window of documents at a time.
//!
//! The engine asks its lists for one document after the other, so that each of a common word's passes through every part of the query. Here the
//! lists are read a block at a time into arrays with a place for each document of a window: which of them match is a bit each, put together
//! word by word, and only what may come among the best is scored. What must match beside a rarer word is read where that has been
//! found.

mod bits;
mod matcher;
mod phrase;
mod plan;
mod scores;
mod word;

use tantivy::index::SegmentReader;
use tantivy::postings::TermInfo;
use tantivy::query::{EnableScoring, Query};
use tantivy::schema::Field;
use tantivy::{DocId, Score, TERMINATED};

use self::bits::{Bits, WINDOW};
use self::matcher::Matcher;
pub(super) use self::phrase::{PhraseMatcher, PhraseWord};
use self::plan::Plan;
use self::scores::Sums;
use self::word::Scratch;
pub(super) use self::word::WordMatcher;

/// What two words of a field add at most to the score of a document that has both.
pub(super) struct PairBound<'w> {
    pub(super) field: Field,
    /// The forms of each.
    pub(super) words: [&'w [TermInfo]; 2],
    pub(super) most: Score,
}

/// A query to be answered by windows.
pub(super) struct WindowQuery(Plan);

impl WindowQuery {
    /// Looks up the words of a query whose documents are articles or files.
    pub(super) fn new(query: &dyn Query, scoring: EnableScoring<'_>) -> tantivy::Result<Self> {
        Plan::of(query, scoring).map(Self)
    }

    /// Its windows in one segment.
    pub(super) fn windows<'r>(&self, reader: &'r SegmentReader) -> tantivy::Result<Windows<'r>> {
        let matcher = self.0.matcher(reader)?;
        let (hits, scratch, sums) = (Bits::none(), Scratch::new(), Sums::new());
        Ok(Windows { matcher, reader, base: 0, next: 0, hits, scratch, sums, scored: Vec::new() })
    }
}

/// The windows of one segment that have any document that matches.
pub(super) struct Windows<'r> {
    matcher: Matcher,
    reader: &'r SegmentReader,
    base: DocId,
    /// Where the next window begins.
    next: DocId,
    hits: Bits,
    scratch: Scratch,
    sums: Sums,
    scored: Vec<(DocId, Score)>,
}

impl Windows<'_> {
    /// Goes to the next window; answers how many documents it has that match and are not deleted, `None` behind the last.
    pub(super) fn advance(&mut self) -> tantivy::Result<Option<usize>> {
        let first = self.matcher.next(self.next)?;
        if first == TERMINATED {
            return Ok(None);
        }
        self.base = first - first % WINDOW as u32;
        self.next = self.base + WINDOW as u32;
        self.hits.clear();
        self.matcher.fill(self.base, None, &mut self.scratch, &mut self.hits)?;
        if let Some(alive) = self.reader.alive_bitset() {
            let mut deleted = Bits::none();
            self.hits.iter().filter(|at| alive.is_deleted(self.base + *at as u32)).for_each(|at| deleted.set(at));
            self.hits.remove(&deleted);
        }
        Ok(Some(self.hits.count()))
    }

    /// Its documents in order.
    pub(super) fn docs(&self) -> impl Iterator<Item = DocId> {
        self.hits.iter().map(|at| self.base + at as u32)
    }

    /// Its documents in order with their scores; those that score less than `least` with all that `pairs` may add are left out, as far as that
    /// is told.
    pub(super) fn scored(&mut self, least: Score, pairs: &[PairBound<'_>]) -> tantivy::Result<&[(DocId, Score)]> {
        let mut wanted = self.hits.clone();
        scores::score(&mut self.matcher, (self.base, least, pairs), &mut wanted, &mut self.scratch, &mut self.sums)?;
        self.scored.clear();
        self.scored.extend(wanted.iter().map(|at| (self.base + at as u32, self.sums.scores[at])));
        Ok(&self.scored)
    }
}

/// How many documents that are not deleted match.
pub(super) fn count(query: &WindowQuery, reader: &SegmentReader) -> tantivy::Result<usize> {
    let mut windows = query.windows(reader)?;
    let mut total = 0;
    while let Some(hits) = windows.advance()? {
        total += hits;
    }
    Ok(total)
}
