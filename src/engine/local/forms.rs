//! A word as the set of forms it takes in one field, searched as if it were one term.
//!
//! `FormsQuery` is the atom that all other queries on text are made of: a plain word (all forms of its keys), an exact form, a pattern, a
//! fuzzy word. It scores by BM25 over the summed frequency of its forms. The statistics are those of the documents that can have the
//! field: the number of articles, not of all documents.

use std::io;

use rustc_hash::FxHashMap;
use tantivy::index::{SegmentId, SegmentReader};
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, Searcher, TERMINATED, TantivyError};

use super::bm25::Bm25;
use super::selector::Selector;

/// Matches documents in which a field holds any of a word's forms.
#[derive(Debug, Clone)]
pub(super) struct FormsQuery {
    pub(super) field: Field,
    pub(super) selector: Selector,
    /// Number of documents that can have the field; `None` where nothing is scored.
    pub(super) scored: Option<Scored>,
}

/// How a field is scored.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scored {
    /// Number of documents that can have the field, deleted ones included as in term statistics.
    pub(super) documents: u64,
    /// Factor of the field's scores.
    pub(super) boost: Score,
}

impl Query for FormsQuery {
    fn weight(&self, enable_scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let searcher = searcher_of(&enable_scoring)?;
        Ok(Box::new(self.forms_weight(searcher, false)?))
    }
}

pub(super) fn searcher_of<'a>(enable_scoring: &'a EnableScoring<'_>) -> tantivy::Result<&'a Searcher> {
    enable_scoring.searcher().ok_or_else(|| TantivyError::InvalidArgument("a word needs an index to find its forms in".into()))
}

impl FormsQuery {
    /// Looks the forms up in every segment.
    pub(super) fn forms_weight(&self, searcher: &Searcher, positions: bool) -> tantivy::Result<FormsWeight> {
        let mut terms = FxHashMap::default();
        let mut frequency = 0;
        let mut tokens = 0;
        for reader in searcher.segment_readers() {
            let inverted = reader.inverted_index(self.field)?;
            tokens += inverted.total_num_tokens();
            let found = self.selector.select(inverted.terms())?;
            frequency += found.iter().map(|info| u64::from(info.doc_freq)).sum::<u64>();
            if !found.is_empty() {
                terms.insert(reader.segment_id(), found);
            }
        }
        let bm25 = self.scored.map(|scored| Bm25::new(frequency, scored.documents, tokens, scored.boost));
        Ok(FormsWeight { field: self.field, terms, bm25, positions })
    }
}

/// A [`FormsQuery`] with its forms looked up.
pub(super) struct FormsWeight {
    pub(super) field: Field,
    terms: FxHashMap<SegmentId, Vec<TermInfo>>,
    pub(super) bm25: Option<Bm25>,
    positions: bool,
}

impl FormsWeight {
    /// The documents of one segment; `None` where it has none of the forms.
    pub(super) fn forms_scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Option<FormsScorer>> {
        let Some(terms) = self.terms.get(&reader.segment_id()) else { return Ok(None) };
        let inverted = reader.inverted_index(self.field)?;
        let option = match (self.positions, &self.bm25) {
            (true, _) => IndexRecordOption::WithFreqsAndPositions,
            (false, Some(_)) => IndexRecordOption::WithFreqs,
            (false, None) => IndexRecordOption::Basic,
        };
        let postings = terms.iter().map(|info| inverted.read_postings_from_terminfo(info, option)).collect::<io::Result<Vec<_>>>()?;
        let scoring = match &self.bm25 {
            Some(bm25) => Some(bm25.in_segment(reader, self.field, boost)?),
            None => None,
        };
        Ok(Some(FormsScorer::new(postings, scoring)))
    }
}

impl Weight for FormsWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match self.forms_scorer(reader, boost)? {
            Some(scorer) => Box::new(scorer),
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("word, all its forms", scorer.score()))
    }
}

/// Union of the posting lists of a word's forms in one segment.
pub(super) struct FormsScorer {
    postings: Vec<SegmentPostings>,
    doc: DocId,
    scoring: Option<super::bm25::SegmentBm25>,
}

impl FormsScorer {
    fn new(postings: Vec<SegmentPostings>, scoring: Option<super::bm25::SegmentBm25>) -> Self {
        let doc = lowest(&postings);
        Self { postings, doc, scoring }
    }

    /// How often the forms occur in the current document.
    pub(super) fn frequency(&self) -> u32 {
        self.postings.iter().filter(|postings| postings.doc() == self.doc).map(Postings::term_freq).sum()
    }

    /// Positions of all forms in the current document, in order, into `out`.
    pub(super) fn positions(&mut self, out: &mut Vec<u32>) {
        out.clear();
        let mut lists = 0;
        for postings in self.postings.iter_mut().filter(|postings| postings.doc() == self.doc) {
            postings.append_positions_with_offset(0, out);
            lists += 1;
        }
        if lists > 1 {
            out.sort();
        }
    }
}

fn lowest(postings: &[SegmentPostings]) -> DocId {
    postings.iter().map(SegmentPostings::doc).min().unwrap_or(TERMINATED)
}

impl DocSet for FormsScorer {
    fn advance(&mut self) -> DocId {
        let mut next = TERMINATED;
        for postings in &mut self.postings {
            let mut doc = postings.doc();
            if doc == self.doc && doc != TERMINATED {
                doc = postings.advance();
            }
            next = next.min(doc);
        }
        self.doc = next;
        next
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        let mut next = TERMINATED;
        for postings in &mut self.postings {
            let doc = if postings.doc() < target { postings.seek(target) } else { postings.doc() };
            next = next.min(doc);
        }
        self.doc = next;
        next
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.postings.iter().map(DocSet::size_hint).fold(0, u32::saturating_add)
    }
}

impl Scorer for FormsScorer {
    fn score(&mut self) -> Score {
        let frequency = self.frequency();
        self.scoring.as_ref().map_or(0.0, |scoring| scoring.score(self.doc, frequency))
    }
}
