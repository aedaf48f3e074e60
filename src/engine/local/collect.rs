//! From a query to the addresses of its hits, in order: 40 bytes a hit, and a heap of one page where a page is asked for.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use tantivy::columnar::Column;
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, Score, Searcher, TERMINATED};

use crate::engine::Sort;

/// A hit before anything of it is read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ranked {
    pub(super) score: Score,
    /// Day number; `i64::MIN` where undated.
    pub(super) day: i64,
    pub(super) uid: u64,
    /// Place of a quote in its article.
    pub(super) ordinal: i64,
    pub(super) address: DocAddress,
}

/// Columns by which hits are ordered.
struct OrderColumns {
    uid: Column<u64>,
    day: Column<i64>,
    ordinal: Column<i64>,
}

/// Hits in order, and how many there are in all.
pub(super) struct Collected {
    pub(super) ranked: Vec<Ranked>,
    pub(super) total: usize,
}

/// Collects the hits of `query` from `offset` on, `limit` at most (all where `None`).
pub(super) fn collect(
    searcher: &Searcher,
    query: &dyn Query,
    sort: Sort,
    offset: usize,
    limit: Option<usize>,
) -> tantivy::Result<Collected> {
    let mut best = Best::new(sort, limit.map(|limit| limit.saturating_add(offset)));
    let scoring = match sort {
        Sort::Relevance => EnableScoring::enabled_from_searcher(searcher),
        Sort::Newest | Sort::Oldest => EnableScoring::disabled_from_searcher(searcher),
    };
    let weight = query.weight(scoring)?;
    let is_scored = sort == Sort::Relevance && limit != Some(0);
    let mut total = 0;
    for (segment_ord, reader) in searcher.segment_readers().iter().enumerate() {
        let fast = reader.fast_fields();
        let columns = OrderColumns { uid: fast.u64("uid")?, day: fast.i64("date")?, ordinal: fast.i64("ordinal")? };
        let mut scorer = weight.scorer(reader, 1.0)?;
        let mut doc = scorer.doc();
        while doc != TERMINATED {
            if !reader.is_deleted(doc) {
                total += 1;
                let score = if is_scored { scorer.score() } else { 0.0 };
                best.offer(score, DocAddress::new(segment_ord as u32, doc), &columns);
            }
            doc = scorer.advance();
        }
    }
    Ok(Collected { ranked: best.into_ordered(offset), total })
}

/// How many documents match.
pub(super) fn count(searcher: &Searcher, query: &dyn Query) -> tantivy::Result<usize> {
    query.count(searcher)
}

/// The best hits so far.
struct Best {
    sort: Sort,
    limit: Option<usize>,
    heap: BinaryHeap<Worst>,
    all: Vec<Ranked>,
}

/// Orders a heap so that the worst hit is on top.
struct Worst(Sort, Ranked);

impl Best {
    fn new(sort: Sort, limit: Option<usize>) -> Self {
        Self { sort, limit, heap: BinaryHeap::new(), all: Vec::new() }
    }

    fn offer(&mut self, score: Score, address: DocAddress, columns: &OrderColumns) {
        if self.limit == Some(0) || self.is_beaten(score) {
            return;
        }
        let ordinal = columns.ordinal.first(address.doc_id).unwrap_or_default();
        let article = address.doc_id.saturating_sub(u32::try_from(ordinal).unwrap_or_default());
        let day = columns.day.first(article).unwrap_or(i64::MIN);
        let ranked = Ranked { score, day, uid: columns.uid.first(article).unwrap_or_default(), ordinal, address };
        let Some(limit) = self.limit else {
            self.all.push(ranked);
            return;
        };
        if self.heap.len() < limit {
            self.heap.push(Worst(self.sort, ranked));
        } else if let Some(mut worst) = self.heap.peek_mut()
            && order(self.sort, &ranked, &worst.1) == Ordering::Less
        {
            worst.1 = ranked;
        }
    }

    /// Whether a score alone tells that a hit is not among the best, so that no column need be read.
    fn is_beaten(&self, score: Score) -> bool {
        self.sort == Sort::Relevance
            && self.limit.is_some_and(|limit| self.heap.len() >= limit)
            && self.heap.peek().is_some_and(|worst| score < worst.1.score)
    }

    fn into_ordered(self, offset: usize) -> Vec<Ranked> {
        let mut ranked = self.all;
        ranked.extend(self.heap.into_iter().map(|worst| worst.1));
        ranked.sort_unstable_by(|a, b| order(self.sort, a, b));
        ranked.drain(..offset.min(ranked.len()));
        ranked
    }
}

/// The order of hits: by what was asked for, then newest first, then by id.
fn order(sort: Sort, a: &Ranked, b: &Ranked) -> Ordering {
    let newest = || b.day.cmp(&a.day);
    let oldest = || (a.day == i64::MIN).cmp(&(b.day == i64::MIN)).then(a.day.cmp(&b.day));
    let first = match sort {
        Sort::Relevance => b.score.total_cmp(&a.score).then_with(newest),
        Sort::Newest => newest(),
        Sort::Oldest => oldest(),
    };
    first.then(a.uid.cmp(&b.uid)).then(a.ordinal.cmp(&b.ordinal))
}

impl Ord for Worst {
    fn cmp(&self, other: &Self) -> Ordering {
        order(self.0, &self.1, &other.1)
    }
}

impl PartialOrd for Worst {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Worst {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Worst {}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranked(score: Score, day: i64, uid: u64) -> Ranked {
        Ranked { score, day, uid, ordinal: 0, address: DocAddress::new(0, 0) }
    }

    #[test]
    fn hits_stand_in_the_order_asked_for() {
        let hits = [ranked(1.0, 20170906, 3), ranked(2.0, i64::MIN, 2), ranked(2.0, 20180101, 1), ranked(1.0, 20170906, 1)];
        for (sort, expected) in [
            (Sort::Relevance, [(2.0, 1), (2.0, 2), (1.0, 1), (1.0, 3)]),
            (Sort::Newest, [(2.0, 1), (1.0, 1), (1.0, 3), (2.0, 2)]),
            (Sort::Oldest, [(1.0, 1), (1.0, 3), (2.0, 1), (2.0, 2)]),
        ] {
            let mut sorted = hits;
            sorted.sort_by(|a, b| order(sort, a, b));
            assert_eq!(sorted.map(|hit| (hit.score, hit.uid)), expected, "{sort:?}");
        }
    }
}
