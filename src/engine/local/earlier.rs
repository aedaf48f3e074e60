//! What is to leave the index: documents of earlier segments, never of those that are being built.
//!
//! The engine judges by a document's place among additions and deletions in time whether a deletion is meant for it. A segment that is built
//! outside and handed in whole has no such place: it may get deletions of before. So deletions pass over the segments built since the last
//! commit. Nothing is ever deleted from those: of each file, what was there is forgotten before what is there now comes. When such segments are
//! merged, the engine has applied to them all deletions of before.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashSet;
use tantivy::index::{SegmentId, SegmentReader};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, Score};

/// Segments built since the last commit.
#[derive(Debug, Clone, Default)]
pub(super) struct NewSegments(Arc<Mutex<FxHashSet<SegmentId>>>);

impl NewSegments {
    pub(super) fn add(&self, segment: SegmentId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(segment);
    }

    fn has(&self, segment: SegmentId) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(&segment)
    }
}

/// Matches what a query matches in earlier segments.
#[derive(Debug)]
pub(super) struct Earlier {
    query: Box<dyn Query>,
    new: NewSegments,
}

impl Earlier {
    pub(super) fn matches(query: impl Query, new: &NewSegments) -> Box<dyn Query> {
        Box::new(Self { query: Box::new(query), new: new.clone() })
    }
}

impl Clone for Earlier {
    fn clone(&self) -> Self {
        Self { query: self.query.box_clone(), new: self.new.clone() }
    }
}

impl Query for Earlier {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(EarlierWeight { weight: self.query.weight(scoring)?, new: self.new.clone() }))
    }
}

struct EarlierWeight {
    weight: Box<dyn Weight>,
    new: NewSegments,
}

impl Weight for EarlierWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        if self.new.has(reader.segment_id()) { Ok(Box::new(EmptyScorer)) } else { self.weight.scorer(reader, boost) }
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        self.weight.explain(reader, document)
    }
}
