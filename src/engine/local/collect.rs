//! From a query to the addresses of its hits, in order: twelve bytes a hit, and a heap of one page where a page is asked for.

use std::cmp::Ordering;
use std::vec;

use tantivy::columnar::Column;
use tantivy::index::SegmentReader;
use tantivy::query::{EnableScoring, Query, Weight};
use tantivy::{DocAddress, Score, Searcher, TERMINATED};

use super::closeness::{Closeness, ClosenessScorer};
use super::columns::numbers;
use super::recent::Freshness;
use super::rows::Rows;
use super::windows::{self, WindowQuery};
use crate::engine::Sort;
use crate::schema::DocumentKind;

/// A hit before anything of it is read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ranked {
    pub(super) score: Score,
    /// Of the article; of a quote, its row.
    pub(super) address: DocAddress,
    /// The article's own document.
    pub(super) article: DocAddress,
    /// Place of a quote in its article, from 1; 0 of an article.
    pub(super) ordinal: u32,
}

/// What is kept of a hit: `key` is less, the better it is; what ties is told apart by columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Kept {
    key: u32,
    address: DocAddress,
}

/// Columns by which hits are ordered, one set a segment.
struct OrderColumns {
    uid: Column<u64>,
    day: Column<i64>,
    /// Where hits are rows.
    rows: Option<Rows>,
}

impl OrderColumns {
    fn open(reader: &SegmentReader, find: DocumentKind) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        let rows = if find == DocumentKind::Quote { Some(Rows::new(reader)?) } else { None };
        Ok(Self { uid: fast.u64("uid")?, day: numbers(reader, "date")?, rows })
    }

    fn ordinal(&self, doc: u32) -> u32 {
        self.rows.as_ref().map_or(0, |rows| rows.ordinal(doc))
    }

    /// The article that a hit is or belongs to.
    fn article(&self, doc: u32) -> u32 {
        self.rows.as_ref().map_or(doc, |rows| rows.article(doc))
    }

    /// Day number; `i64::MIN` where undated.
    fn day(&self, doc: u32) -> i64 {
        self.day.first(self.article(doc)).unwrap_or(i64::MIN)
    }

    fn uid(&self, doc: u32) -> u64 {
        self.uid.first(self.article(doc)).unwrap_or_default()
    }
}

/// The order of hits: by what was asked for, then newest first, then by id.
struct Order {
    sort: Sort,
    segments: Vec<OrderColumns>,
}

impl Order {
    fn new(sort: Sort, searcher: &Searcher, find: DocumentKind) -> tantivy::Result<Self> {
        let columns = searcher.segment_readers().iter().map(|reader| OrderColumns::open(reader, find));
        Ok(Self { sort, segments: columns.collect::<tantivy::Result<_>>()? })
    }

    fn columns(&self, address: DocAddress) -> &OrderColumns {
        &self.segments[address.segment_ord as usize]
    }

    fn day(&self, address: DocAddress) -> i64 {
        self.columns(address).day(address.doc_id)
    }

    fn keep(&self, score: Score, address: DocAddress) -> Kept {
        let key = match self.sort {
            Sort::Relevance => falling(score),
            Sort::Newest => u32::MAX - day_key(self.day(address)).unwrap_or(0),
            Sort::Oldest => day_key(self.day(address)).unwrap_or(u32::MAX),
        };
        Kept { key, address }
    }

    fn compare(&self, a: &Kept, b: &Kept) -> Ordering {
        a.key.cmp(&b.key).then_with(|| self.compare_equals(a.address, b.address))
    }

    fn compare_equals(&self, a: DocAddress, b: DocAddress) -> Ordering {
        let ((of_a, a), (of_b, b)) = ((self.columns(a), a.doc_id), (self.columns(b), b.doc_id));
        let by_day = if self.sort == Sort::Relevance { of_b.day(b).cmp(&of_a.day(a)) } else { Ordering::Equal };
        by_day.then_with(|| of_a.uid(a).cmp(&of_b.uid(b))).then_with(|| of_a.ordinal(a).cmp(&of_b.ordinal(b)))
    }

    fn ranked(&self, kept: Kept) -> Ranked {
        let (columns, doc) = (self.columns(kept.address), kept.address.doc_id);
        let score = if self.sort == Sort::Relevance { score_of(kept.key) } else { 0.0 };
        let article = DocAddress::new(kept.address.segment_ord, columns.article(doc));
        Ranked { score, address: kept.address, article, ordinal: columns.ordinal(doc) }
    }
}

/// A number that falls as the score, which is finite, rises.
fn falling(score: Score) -> u32 {
    let bits = score.to_bits();
    let rising = if bits >> 31 == 1 { !bits } else { bits | 1 << 31 };
    !rising
}

/// The score of such a number.
fn score_of(key: u32) -> Score {
    let rising = !key;
    Score::from_bits(if rising >> 31 == 1 { rising & !(1 << 31) } else { !rising })
}

/// A number that rises with the day; `None` where undated. Years before 1 are one.
fn day_key(day: i64) -> Option<u32> {
    (day != i64::MIN).then(|| u32::try_from(day.max(1)).unwrap_or(u32::MAX - 1))
}

/// Hits in order, and how many there are in all.
pub(super) struct Collected {
    pub(super) ranked: RankedHits,
    pub(super) total: usize,
}

/// Hits in order; what is not kept of them is looked up as they are taken.
pub(super) struct RankedHits {
    kept: vec::IntoIter<Kept>,
    order: Order,
}

impl RankedHits {
    pub(super) fn len(&self) -> usize {
        self.kept.len()
    }
}

impl Iterator for RankedHits {
    type Item = Ranked;

    fn next(&mut self) -> Option<Ranked> {
        self.kept.next().map(|kept| self.order.ranked(kept))
    }
}

/// Which hits are wanted, and in which order.
pub(super) struct Wanted<'a> {
    /// Whether hits are articles or quotes.
    pub(super) find: DocumentKind,
    pub(super) sort: Sort,
    pub(super) offset: usize,
    /// How many at most; all where `None`.
    pub(super) limit: Option<usize>,
    /// What nearness of words adds to scores.
    pub(super) closeness: Option<&'a Closeness>,
    /// What newness does to scores.
    pub(super) freshness: Option<Freshness>,
}

/// Collects hits of `query`.
pub(super) fn collect(searcher: &Searcher, query: &dyn Query, wanted: &Wanted<'_>) -> tantivy::Result<Collected> {
    let &Wanted { find, sort, offset, limit, closeness, freshness } = wanted;
    let mut best = Best::new(Order::new(sort, searcher, find)?, limit.map(|limit| limit.saturating_add(offset)));
    if limit == Some(0) {
        return Ok(Collected { ranked: best.into_ordered(offset), total: count(searcher, query, find)? });
    }
    let scoring = match sort {
        Sort::Relevance => EnableScoring::enabled_from_searcher(searcher),
        Sort::Newest | Sort::Oldest => EnableScoring::disabled_from_searcher(searcher),
    };
    if find == DocumentKind::Quote {
        let weight = query.weight(scoring)?;
        return rows(searcher, &*weight, best, wanted);
    }
    let is_scored = sort == Sort::Relevance;
    let query = WindowQuery::new(query, scoring)?;
    let mut total = 0;
    for (segment_ord, reader) in searcher.segment_readers().iter().enumerate() {
        // Opened where a document is near enough to the best for it to matter.
        let mut pairs: Option<ClosenessScorer> = None;
        let bounds = match closeness {
            Some(closeness) => closeness.bounds(reader)?,
            None => Vec::new(),
        };
        let mut windows = query.windows(reader)?;
        let address = |doc| DocAddress::new(segment_ord as u32, doc);
        while let Some(hits) = windows.advance()? {
            total += hits;
            if !is_scored {
                windows.docs().for_each(|doc| best.offer(0.0, address(doc)));
                continue;
            }
            let nearness = closeness.map_or(0.0, Closeness::most);
            let newness = freshness.map_or(1.0, |_| Freshness::MOST);
            for &(doc, score) in windows.scored(best.least() * (1.0 - ROUNDING) / newness, &bounds)? {
                let factor = freshness.map_or(1.0, |freshness| freshness.factor(best.order.day(address(doc))));
                let needed = best.least() * (1.0 - ROUNDING) / factor - score;
                let near = match closeness.filter(|_| nearness >= needed) {
                    Some(closeness) => {
                        let scorer = match pairs.take() {
                            Some(scorer) => scorer,
                            None => closeness.scorer(reader)?,
                        };
                        pairs.insert(scorer).score(doc, needed)
                    }
                    None => 0.0,
                };
                best.offer((score + near) * factor, address(doc));
            }
        }
    }
    Ok(Collected { ranked: best.into_ordered(offset), total })
}

/// Collects the rows that match.
fn rows(searcher: &Searcher, weight: &dyn Weight, mut best: Best, wanted: &Wanted<'_>) -> tantivy::Result<Collected> {
    let mut total = 0;
    for (segment_ord, reader) in searcher.segment_readers().iter().enumerate() {
        let mut scorer = weight.scorer(reader, 1.0)?;
        let mut doc = scorer.doc();
        while doc != TERMINATED {
            if !reader.is_deleted(best.order.segments[segment_ord].article(doc)) {
                total += 1;
                let address = DocAddress::new(segment_ord as u32, doc);
                let score = if wanted.sort == Sort::Relevance {
                    scorer.score() * wanted.freshness.map_or(1.0, |freshness| freshness.factor(best.order.day(address)))
                } else {
                    0.0
                };
                best.offer(score, address);
            }
            doc = scorer.advance();
        }
    }
    Ok(Collected { ranked: best.into_ordered(wanted.offset), total })
}

/// How far sums of the same parts may differ, as a part of the sum; nothing is passed over for so little.
const ROUNDING: Score = 1e-5;

/// How many articles, or rows of articles, match.
pub(super) fn count(searcher: &Searcher, query: &dyn Query, find: DocumentKind) -> tantivy::Result<usize> {
    if find != DocumentKind::Quote {
        let query = WindowQuery::new(query, EnableScoring::disabled_from_searcher(searcher))?;
        return searcher.segment_readers().iter().map(|reader| windows::count(&query, reader)).sum();
    }
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut total = 0;
    for reader in searcher.segment_readers() {
        let rows = Rows::new(reader)?;
        let mut scorer = weight.scorer(reader, 1.0)?;
        while scorer.doc() != TERMINATED {
            total += usize::from(!reader.is_deleted(rows.article(scorer.doc())));
            scorer.advance();
        }
    }
    Ok(total)
}

/// The best hits so far.
struct Best {
    order: Order,
    limit: Option<usize>,
    kept: Vec<Kept>,
    /// The last of the best, where so many have been found; what comes behind it is not wanted.
    last: Option<Kept>,
}

impl Best {
    fn new(order: Order, limit: Option<usize>) -> Self {
        Self { order, limit, kept: Vec::new(), last: None }
    }

    /// The least score with which a hit can be among the best.
    fn least(&self) -> Score {
        match self.last {
            Some(last) if self.order.sort == Sort::Relevance => score_of(last.key),
            _ => Score::NEG_INFINITY,
        }
    }

    fn offer(&mut self, score: Score, address: DocAddress) {
        if self.limit == Some(0) || score < self.least() {
            return;
        }
        let kept = self.order.keep(score, address);
        if self.last.is_some_and(|last| self.order.compare(&kept, &last) == Ordering::Greater) {
            return;
        }
        self.kept.push(kept);
        if self.limit.is_some_and(|limit| self.kept.len() >= limit.saturating_mul(2)) {
            self.cut();
        }
    }

    /// Lets go of what is not among the best.
    fn cut(&mut self) {
        let Some(limit) = self.limit.filter(|limit| *limit > 0 && *limit <= self.kept.len()) else { return };
        let order = &self.order;
        let (_, last, _) = self.kept.select_nth_unstable_by(limit - 1, |a, b| order.compare(a, b));
        self.last = Some(*last);
        self.kept.truncate(limit);
    }

    fn into_ordered(mut self, offset: usize) -> RankedHits {
        self.cut();
        let order = self.order;
        self.kept.sort_unstable_by(|a, b| order.compare(a, b));
        let mut kept = self.kept.into_iter();
        if offset > 0 {
            kept.nth(offset - 1);
        }
        RankedHits { kept, order }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_hit_that_waits_is_small() {
        assert!(size_of::<Kept>() <= 16);
    }

    #[test]
    fn days_are_kept_in_order() {
        let days = [i64::MIN, -440_315, 16_050_101, 20_170_906, 20_261_126, 99_991_231];
        assert!(days.map(day_key).is_sorted());
        assert_eq!(day_key(i64::MIN), None);
    }

    proptest! {
        #[test]
        fn scores_are_kept_and_fall_with_their_keys(a in -1e6_f32..1e6, b in -1e6_f32..1e6) {
            prop_assert_eq!(score_of(falling(a)).to_bits(), a.to_bits());
            prop_assert_eq!(falling(a).cmp(&falling(b)), b.total_cmp(&a));
        }
    }
}
