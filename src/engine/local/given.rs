//! Documents that were found before the query runs.

use rustc_hash::FxHashMap;
use tantivy::index::{SegmentId, SegmentReader};
use tantivy::query::{Explanation, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, TERMINATED};

/// Documents of every segment, in order.
pub(super) type DocsBySegment = FxHashMap<SegmentId, Vec<DocId>>;

/// Matches documents that are given one by one; they add nothing to a score.
pub(super) struct Given {
    reason: &'static str,
    docs: DocsBySegment,
}

impl Given {
    /// `reason` is what an explanation says.
    pub(super) fn because(reason: &'static str, docs: DocsBySegment) -> Self {
        Self { reason, docs }
    }
}

impl Weight for Given {
    fn scorer(&self, reader: &SegmentReader, _boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(Sorted { docs: self.docs.get(&reader.segment_id()).cloned().unwrap_or_default(), at: 0 }))
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new(self.reason, 0.0))
    }
}

/// Documents in a list.
struct Sorted {
    docs: Vec<DocId>,
    at: usize,
}

impl DocSet for Sorted {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.docs.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.docs.len()).unwrap_or(u32::MAX)
    }
}

impl Scorer for Sorted {
    fn score(&mut self) -> Score {
        0.0
    }
}
