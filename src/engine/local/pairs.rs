//! Two words near each other, where nothing is asked but which articles have them so.
//!
//! Counting common words spends most of its time here, so that each step is made for many articles at a time where that helps: the bits of
//! sentences are asked for in the order of articles but lie far apart, and memory answers several such questions as fast as one.

use arrayvec::ArrayVec;
use tantivy::{DocId, DocSet, TERMINATED};

use super::breaks::{BreakReader, SentenceBits};
use super::forms::FormsScorer;
use super::term_list::TermList;
use crate::analysis::spans::{Nearness, Reach, any_together, any_within};

/// Articles that are looked at together, where all of them are asked for one after the other.
const MOST: usize = 64;
/// What part of a segment's articles has both words, at most, where that helps: what is read in a row is at hand anyway.
const SPARSE: u32 = 2;

/// The articles of one segment that have both words so near.
pub(super) struct PairDocs {
    left: FormsScorer<TermList>,
    right: FormsScorer<TermList>,
    rarer_is_right: bool,
    nearness: Nearness,
    breaks: BreakReader,
    /// Articles that have both words, with how many positions of each stand in `positions`.
    both: Vec<(DocId, usize, usize)>,
    positions: Vec<u32>,
    /// Articles that were found and not yet asked for, the next last.
    found: Vec<DocId>,
    /// How many are looked at together next time, and at most.
    together: usize,
    most: usize,
    doc: DocId,
}

impl PairDocs {
    /// The articles of a segment that has so many documents.
    pub(super) fn new(
        (left, right): (FormsScorer<TermList>, FormsScorer<TermList>),
        nearness: Nearness,
        breaks: BreakReader,
        documents: u32,
    ) -> Self {
        let is_sparse = left.size_hint().min(right.size_hint()) < documents / SPARSE;
        let rarer_is_right = right.size_hint() < left.size_hint();
        let mut docs = Self {
            left,
            right,
            rarer_is_right,
            nearness,
            breaks,
            both: Vec::new(),
            positions: Vec::new(),
            found: Vec::new(),
            together: 1,
            most: if is_sparse { MOST } else { 1 },
            doc: 0,
        };
        docs.find_from(0);
        docs
    }

    /// The article that it is at; `TERMINATED` behind the last.
    pub(super) fn doc(&self) -> DocId {
        self.doc
    }

    /// Moves to the first article from `target` on, unless it is there or beyond.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.find_from(target);
        }
        self.doc
    }

    /// At most about so many articles.
    pub(super) fn size_hint(&self) -> u32 {
        self.left.size_hint().min(self.right.size_hint()) / 4
    }

    fn find_from(&mut self, target: DocId) {
        let mut skipped = 0;
        while let Some(doc) = self.found.pop() {
            if doc >= target {
                self.doc = doc;
                return;
            }
            skipped += 1;
        }
        // Whoever passes over what was found has little use of many at a time.
        self.together = if skipped > 0 { 1 } else { (self.together * 2).min(self.most) };
        self.doc = match self.reach() {
            Some(reach) => self.find_stretched(target, reach),
            None => self.find_within(target),
        };
    }

    /// What both words must stand in together, where that is all that is asked.
    fn reach(&self) -> Option<Reach> {
        Some(self.nearness.reach).filter(|reach| !matches!(reach, Reach::Words(_)) && self.breaks.is_needed())
    }

    /// The first article from `target` on that has both words.
    fn next_with_both(&mut self, mut target: DocId) -> DocId {
        let (rarer, other) = if self.rarer_is_right { (&mut self.right, &mut self.left) } else { (&mut self.left, &mut self.right) };
        loop {
            let doc = rarer.seek(target);
            target = other.seek(doc);
            if target == doc {
                return doc;
            }
        }
    }

    /// The first article from `target` on that has the words so many words apart.
    fn find_within(&mut self, mut target: DocId) -> DocId {
        loop {
            let doc = self.next_with_both(target);
            if doc == TERMINATED {
                return doc;
            }
            let Self { left, right, breaks, nearness, positions, .. } = self;
            positions.clear();
            left.add_positions(positions);
            let lefts = positions.len();
            right.add_positions(positions);
            let (left, right) = positions.split_at_mut(lefts);
            let is_needed = breaks.is_needed();
            if any_within(left, right, *nearness, |first, last| is_needed && breaks.read(doc).part(nearness.reach, first, last)) {
                return doc;
            }
            target = doc + 1;
        }
    }

    /// The first article from `target` on that has the words in one sentence or paragraph.
    fn find_stretched(&mut self, mut target: DocId, reach: Reach) -> DocId {
        if self.most == 1 {
            loop {
                let doc = self.next_with_both(target);
                if doc == TERMINATED || self.is_stretched(doc, reach) {
                    return doc;
                }
                target = doc + 1;
            }
        }
        while self.found.is_empty() {
            self.both.clear();
            self.positions.clear();
            while self.both.len() < self.together {
                let doc = self.next_with_both(target);
                if doc == TERMINATED {
                    break;
                }
                let from = self.positions.len();
                self.left.add_positions(&mut self.positions);
                let lefts = self.positions.len() - from;
                self.right.add_positions(&mut self.positions);
                self.both.push((doc, lefts, self.positions.len() - from - lefts));
                target = doc + 1;
            }
            if self.both.is_empty() {
                return TERMINATED;
            }
            self.judge(reach);
            self.together = (self.together * 2).min(self.most);
        }
        self.found.pop().unwrap_or(TERMINATED)
    }

    /// Whether the article that both words are at has them in one sentence or paragraph.
    fn is_stretched(&mut self, doc: DocId, reach: Reach) -> bool {
        let Self { left, right, breaks, nearness, positions, .. } = self;
        positions.clear();
        left.add_positions(positions);
        let (lefts, ordered) = (positions.len(), nearness.ordered);
        right.add_positions(positions);
        let (left, right) = positions.split_at(lefts);
        if reach == Reach::Sentence && breaks.has_sentences_alone() {
            return breaks.sentences_alone(doc).is_some_and(|sentences| any_together(left, right, ordered, |at| sentences.around(at)));
        }
        let breaks = breaks.read(doc);
        any_together(left, right, ordered, |at| breaks.around(reach, at))
    }

    /// Finds the articles that have the words together among those that have both.
    fn judge(&mut self, reach: Reach) {
        let mut positions = self.positions.as_slice();
        let mut next = |lefts, rights| {
            let (left, rest) = positions.split_at(lefts);
            let (right, rest) = rest.split_at(rights);
            positions = rest;
            (left, right)
        };
        let ordered = self.nearness.ordered;
        let is_of_sentences = reach == Reach::Sentence && self.breaks.has_sentences_alone();
        if is_of_sentences {
            let sentences: ArrayVec<SentenceBits<'_>, MOST> =
                self.both.iter().filter_map(|(doc, ..)| self.breaks.sentences_alone(*doc)).collect();
            // Nothing hangs on one answer, so that memory need not give it before the next is asked for.
            std::hint::black_box(sentences.iter().fold(0, |bits, sentences| bits ^ sentences.ends()));
            for ((doc, lefts, rights), sentences) in self.both.iter().zip(&sentences) {
                let (left, right) = next(*lefts, *rights);
                self.found.extend(any_together(left, right, ordered, |at| sentences.around(at)).then_some(*doc));
            }
        } else {
            for (doc, lefts, rights) in &self.both {
                let (left, right) = next(*lefts, *rights);
                let breaks = self.breaks.read(*doc);
                self.found.extend(any_together(left, right, ordered, |at| breaks.around(reach, at)).then_some(*doc));
            }
        }
        self.found.reverse();
    }
}
