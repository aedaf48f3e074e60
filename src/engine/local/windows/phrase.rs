//! The documents of a phrase in one field, a window at a time.

use std::cmp::Reverse;

use tantivy::postings::Postings;
use tantivy::{DocId, DocSet, Score, TERMINATED};

use super::bits::{Bits, WINDOW};
use super::word::{Scratch, WordMatcher};
use crate::engine::local::bm25::SegmentBm25;
use crate::engine::local::term_list::TermList;

/// Words that stand at given distances from one another.
///
/// Documents that have all of them are found without positions, which are then read of each.
pub(in crate::engine::local) struct PhraseMatcher {
    /// The rarest first.
    words: Vec<PhraseWord>,
    scoring: Option<SegmentBm25>,
    /// Of the window that was filled last.
    bits: Bits,
    /// The same with how often each has the phrase.
    found: Vec<(usize, u32)>,
    /// Where the phrase may begin in the document that is looked at.
    starts: Vec<u32>,
}

/// A word of a phrase.
pub(in crate::engine::local) struct PhraseWord {
    offset: u32,
    documents: WordMatcher,
    /// A form each, the commonest first.
    forms: Vec<TermList>,
    /// The document at which each form is.
    at: Vec<DocId>,
    /// How many of them are looked at for each document.
    common: usize,
    /// Before this document, none of the others is.
    others_from: DocId,
    positions: Vec<u32>,
}

/// How many times rarer than the commonest a form is that is not looked for in every document.
const RARE: u32 = if cfg!(test) { 3 } else { 16 };

/// The first of the documents at which forms are, but for so many.
fn first_of(at: &[DocId], skipped: usize) -> DocId {
    at.iter().skip(skipped).copied().min().unwrap_or(TERMINATED)
}

/// Most positions of a word that are not put in order.
const FEW_POSITIONS: usize = 32;

impl PhraseWord {
    /// A word that stands `offset` words behind where the phrase begins.
    pub(in crate::engine::local) fn new(offset: u32, documents: WordMatcher, mut forms: Vec<TermList>) -> Self {
        forms.sort_by_key(|list| Reverse(list.size_hint()));
        let at: Vec<DocId> = forms.iter().map(DocSet::doc).collect();
        let most = forms.first().map_or(0, DocSet::size_hint);
        let common = forms.iter().take_while(|list| list.size_hint().saturating_mul(RARE) >= most).count();
        let others_from = first_of(&at, common);
        Self { offset, documents, forms, at, common, others_from, positions: Vec::new() }
    }

    fn read(&mut self, document: DocId) {
        self.positions.clear();
        let has_others = self.others_from <= document;
        let count = if has_others { self.forms.len() } else { self.common };
        for (at, list) in self.at.iter_mut().zip(&mut self.forms).take(count) {
            if *at < document {
                *at = list.seek(document);
            }
            if *at == document {
                list.append_positions_with_offset(0, &mut self.positions);
            }
        }
        if has_others {
            self.others_from = first_of(&self.at, self.common);
        }
        if self.positions.len() > FEW_POSITIONS {
            self.positions.sort_unstable();
        }
    }

    fn stands_at(&self, position: u32) -> bool {
        if self.positions.len() > FEW_POSITIONS {
            self.positions.binary_search(&position).is_ok()
        } else {
            self.positions.contains(&position)
        }
    }
}

impl PhraseMatcher {
    pub(in crate::engine::local) fn new(mut words: Vec<PhraseWord>, scoring: Option<SegmentBm25>) -> Self {
        words.sort_by_key(|word| word.documents.documents());
        Self { words, scoring, bits: Bits::none(), found: Vec::new(), starts: Vec::new() }
    }

    /// At most so many documents.
    pub(super) fn documents(&self) -> u32 {
        self.words.first().map_or(0, |word| word.documents.documents())
    }

    /// What it adds to no score more than.
    pub(super) fn most(&self) -> Score {
        self.scoring.as_ref().map_or(0.0, SegmentBm25::most)
    }

    /// A document from `target` on before which none has the phrase.
    pub(super) fn next(&mut self, target: DocId) -> tantivy::Result<DocId> {
        self.words.first_mut().map_or(Ok(TERMINATED), |word| word.documents.next(target))
    }

    /// Finds the documents of the window that begins at `base`, of those in `mask` alone where there is one.
    pub(super) fn fill(&mut self, base: DocId, mask: Option<&Bits>, scratch: &mut Scratch) -> tantivy::Result<()> {
        self.bits.clear();
        self.found.clear();
        let mut all: Option<Bits> = mask.cloned();
        for word in &mut self.words {
            if all.as_ref().is_some_and(Bits::is_empty) {
                return Ok(());
            }
            word.documents.fill(base, all.as_ref(), scratch)?;
            all = Some(word.documents.found().clone());
        }
        for at in all.iter().flat_map(Bits::iter) {
            let frequency = self.frequency(base + at as u32);
            if frequency > 0 {
                self.bits.set(at);
                self.found.push((at, frequency));
            }
        }
        Ok(())
    }

    /// How often a document that has all the words has the phrase.
    fn frequency(&mut self, document: DocId) -> u32 {
        let Self { words, starts, .. } = self;
        starts.clear();
        let Some((first, others)) = words.split_first_mut() else { return 0 };
        first.read(document);
        starts.extend(first.positions.iter().filter_map(|position| position.checked_sub(first.offset)));
        for word in others {
            if starts.is_empty() {
                return 0;
            }
            word.read(document);
            starts.retain(|start| word.stands_at(start + word.offset));
        }
        starts.len() as u32
    }

    /// The documents found in the window.
    pub(super) fn found(&self) -> &Bits {
        &self.bits
    }

    /// Adds what the phrase is worth to the scores of those documents found in the window that are among `wanted`.
    pub(super) fn score(&self, base: DocId, wanted: &Bits, scores: &mut [Score; WINDOW]) {
        let Some(scoring) = &self.scoring else { return };
        for &(at, frequency) in self.found.iter().filter(|(at, _)| wanted.has(*at)) {
            scores[at] += scoring.score(base + at as u32, frequency);
        }
    }
}
