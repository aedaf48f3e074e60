//! So many matches in one document, whichever of the fields they stand in.
//!
//! Once is enough for phrases and nearness, so this is the query of every condition on positions.

use tantivy::index::SegmentReader;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, TERMINATED, TantivyError};

use super::forms::searcher_of;
use super::pairs::PairDocs;
use super::spans::{SpansQuery, SpansScorer, SpansWeight};

/// Matches documents that have at least `count` matches in the fields that count.
#[derive(Debug, Clone)]
pub(super) struct AtLeastQuery {
    /// At least 1.
    pub(super) count: usize,
    /// One a field.
    pub(super) fields: Vec<FieldMatches>,
}

/// The matches in one field.
#[derive(Debug, Clone)]
pub(super) struct FieldMatches {
    pub(super) query: SpansQuery,
    /// Whether they count; else they score only, because another field holds the same text.
    pub(super) counts: bool,
}

impl AtLeastQuery {
    /// Matches documents that meet the conditions in any of the fields.
    pub(super) fn once(fields: impl IntoIterator<Item = SpansQuery>) -> Self {
        Self { count: 1, fields: fields.into_iter().map(|query| FieldMatches { query, counts: true }).collect() }
    }
}

impl AtLeastQuery {
    /// The phrase in one field that it asks for, if it asks for nothing else.
    pub(super) fn phrase(&self) -> Option<&SpansQuery> {
        match self.fields.as_slice() {
            [FieldMatches { query, counts: true }] if self.count <= 1 => Some(query).filter(|query| query.is_phrase()),
            _ => None,
        }
    }
}

impl Query for AtLeastQuery {
    fn weight(&self, enable_scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let searcher = searcher_of(&enable_scoring)?;
        let is_scored = enable_scoring.is_scoring_enabled();
        let fields = self.fields.iter().map(|field| {
            let weight = field.query.spans_weight(searcher)?;
            Ok((if is_scored { weight } else { weight.unscored() }, field.counts))
        });
        Ok(Box::new(AtLeastWeight { count: self.count, fields: fields.collect::<tantivy::Result<_>>()? }))
    }
}

struct AtLeastWeight {
    count: usize,
    fields: Vec<(SpansWeight, bool)>,
}

impl Weight for AtLeastWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let fields = self.fields.iter().map(|(weight, counts)| {
            let pair = if self.count <= 1 { weight.pair_docs(reader)? } else { None };
            Ok(match pair {
                Some(pair) => (FieldDocs::Pair(pair), *counts),
                None => (FieldDocs::Spans(weight.spans_scorer(reader, boost)?), *counts),
            })
        });
        let mut scorer = AtLeastScorer { count: self.count, fields: fields.collect::<tantivy::Result<_>>()?, doc: 0 };
        scorer.find_from(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("words by their positions", scorer.score()))
    }
}

/// The documents that meet the conditions on one field.
enum FieldDocs {
    Spans(SpansScorer),
    /// Two words near each other, without scores.
    Pair(PairDocs),
}

impl FieldDocs {
    fn doc(&self) -> DocId {
        match self {
            Self::Spans(docs) => docs.doc(),
            Self::Pair(docs) => docs.doc(),
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Self::Spans(docs) => docs.seek(target),
            Self::Pair(docs) => docs.seek(target),
        }
    }

    fn size_hint(&self) -> u32 {
        match self {
            Self::Spans(docs) => docs.size_hint(),
            Self::Pair(docs) => docs.size_hint(),
        }
    }

    /// Number of matches in the current document; of pairs nothing is known but that there is one.
    fn matches(&mut self) -> usize {
        match self {
            Self::Spans(docs) => docs.spans().len(),
            Self::Pair(_) => 1,
        }
    }

    fn score(&mut self) -> Score {
        match self {
            Self::Spans(docs) => docs.score(),
            Self::Pair(_) => 0.0,
        }
    }
}

struct AtLeastScorer {
    count: usize,
    fields: Vec<(FieldDocs, bool)>,
    doc: DocId,
}

impl AtLeastScorer {
    fn find_from(&mut self, mut target: DocId) {
        loop {
            self.doc = self.fields.iter_mut().map(|(field, _)| field.seek(target)).min().unwrap_or(TERMINATED);
            if self.doc == TERMINATED || self.count <= 1 || self.matches() >= self.count {
                return;
            }
            target = self.doc + 1;
        }
    }

    /// How many matches count in the current document.
    fn matches(&mut self) -> usize {
        let doc = self.doc;
        self.fields.iter_mut().filter(|(field, counts)| *counts && field.doc() == doc).map(|(field, _)| field.matches()).sum()
    }
}

impl DocSet for AtLeastScorer {
    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            self.find_from(self.doc + 1);
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.find_from(target);
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.fields.iter().map(|(field, _)| field.size_hint()).fold(0, u32::saturating_add)
    }
}

impl Scorer for AtLeastScorer {
    fn score(&mut self) -> Score {
        let doc = self.doc;
        self.fields.iter_mut().filter(|(field, _)| field.doc() == doc).map(|(field, _)| field.score()).sum()
    }
}
