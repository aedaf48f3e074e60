//! The forms of a word in one field, a window at a time.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::query::Bm25Weight;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Score, TERMINATED};

use super::bits::{Bits, Bounds, SLOT, SLOTS, WINDOW};
use crate::engine::local::bm25::SegmentBm25;

/// Documents of a block of a list.
const BLOCK: u32 = 128;
/// Most documents of a window that are looked up one by one.
const SPARSE: usize = if cfg!(test) { 8 } else { 48 };

/// What the documents of a block score at most, told by the frequency and the length that its entry names.
///
/// The engine has noted those of the document that is best by its own constants, which differ from ours in one that changes no order, and
/// by the average length of the segment's texts instead of that of the whole archive's.
struct BlockBounds {
    norms: FieldNormReader,
    engine: Bm25Weight,
    /// The engine's score of what holds nothing but the word.
    most: Score,
    /// How far another average length may let a document get ahead of the one that was noted.
    slack: Score,
}

impl BlockBounds {
    fn new(inverted: &InvertedIndexReader, scoring: &SegmentBm25) -> Option<Self> {
        let norms = scoring.coded_lengths()?.clone();
        let average = inverted.total_num_tokens() as Score / norms.num_docs().max(1) as Score;
        // Any word will do, as its weight is taken out again.
        let engine = Bm25Weight::for_one_term_without_explain(1, 10, average);
        let most = engine.score(0, u32::MAX);
        let slack = (scoring.average_length() / average).max(1.0) * (1.0 + ROUNDING);
        (average > 0.0 && most > 0.0).then_some(Self { norms, engine, most, slack })
    }

    fn of(&self, blocks: &mut BlockSegmentPostings, scoring: &SegmentBm25) -> Score {
        if blocks.block_len() < BLOCK as usize {
            return scoring.most();
        }
        let part = blocks.block_max_score(&self.norms, &self.engine) / self.most;
        // Frequency by norm.
        let ratio = ENGINE_K1 * part / (1.0 - part) * self.slack;
        if part < SURE { scoring.most_of(ratio) } else { scoring.most() }
    }
}

/// The engine's saturation of frequencies.
const ENGINE_K1: Score = 1.2;
/// Part of the greatest score up to which the bound is told from it exactly enough.
const SURE: Score = 0.99;
/// How much may be lost by rounding.
const ROUNDING: Score = 1e-4;

/// What is noted of the documents of a window while one word is looked at; nothing is left of it.
pub(super) struct Scratch {
    marks: Box<[u8; WINDOW]>,
    frequencies: Box<[u32; WINDOW]>,
}

impl Scratch {
    pub(super) fn new() -> Self {
        Self { marks: Box::new([0; WINDOW]), frequencies: Box::new([0; WINDOW]) }
    }
}

/// The posting lists of a word's forms in one segment.
///
/// Which documents have it is read without frequencies. These are read of documents alone that may come among the best, which are few once many
/// have been seen.
pub(in crate::engine::local) struct WordMatcher {
    inverted: Arc<InvertedIndexReader>,
    field: Field,
    terms: Vec<TermInfo>,
    scoring: Option<SegmentBm25>,
    /// What stands in lists too short for a block; opened when it is asked for, as the others.
    few: Option<Few>,
    matching: Option<Vec<List>>,
    frequencies: Option<Vec<List>>,
    block_bounds: Option<BlockBounds>,
    /// Of the window that was filled last.
    bits: Bits,
    bounds: Bounds,
}

impl WordMatcher {
    pub(in crate::engine::local) fn new(
        inverted: Arc<InvertedIndexReader>,
        field: Field,
        terms: &[TermInfo],
        scoring: Option<SegmentBm25>,
    ) -> Self {
        let block_bounds = scoring.as_ref().and_then(|scoring| BlockBounds::new(&inverted, scoring));
        let (bits, bounds) = (Bits::none(), [0.0; SLOTS]);
        Self { inverted, field, terms: terms.to_vec(), scoring, few: None, matching: None, frequencies: None, block_bounds, bits, bounds }
    }

    /// Whether these are its forms.
    pub(super) fn is(&self, field: Field, terms: &[TermInfo]) -> bool {
        self.field == field && self.terms == terms
    }

    /// At most so many documents.
    pub(super) fn documents(&self) -> u32 {
        self.terms.iter().map(|info| info.doc_freq).fold(0, u32::saturating_add)
    }

    /// What it adds to no score more than.
    pub(super) fn most(&self) -> Score {
        self.scoring.as_ref().map_or(0.0, SegmentBm25::most)
    }

    /// The first document from `target` on.
    pub(super) fn next(&mut self, target: DocId) -> tantivy::Result<DocId> {
        self.open()?;
        let few = self.few.as_mut().map_or(TERMINATED, |few| few.next(target));
        Ok(self.matching.iter_mut().flatten().map(|list| list.seek(target)).fold(few, DocId::min))
    }

    fn open(&mut self) -> tantivy::Result<()> {
        if self.few.is_none() {
            self.few = Some(Few::open(&self.inverted, &self.terms, self.scoring.is_some())?);
        }
        if self.matching.is_none() {
            self.matching = Some(open_long(&self.inverted, &self.terms, IndexRecordOption::Basic)?);
        }
        Ok(())
    }

    /// Finds the documents of the window that begins at `base`, of those in `mask` alone where there is one.
    pub(super) fn fill(&mut self, base: DocId, mask: Option<&Bits>, scratch: &mut Scratch) -> tantivy::Result<()> {
        self.open()?;
        let Self { few, matching, scoring, block_bounds, bits, bounds, .. } = self;
        let (Some(few), Some(lists)) = (few, matching) else { return Ok(()) };
        bits.clear();
        bounds.fill(0.0);
        let limit = scoring.as_ref().zip(block_bounds.as_ref());
        for &(doc, frequency) in few.of_window(base) {
            let at = doc as usize % WINDOW;
            bits.set(at);
            if let Some((scoring, _)) = limit {
                bounds[at / SLOT] = bounds[at / SLOT].max(scoring.score(doc, frequency));
            }
        }
        for list in lists.iter_mut() {
            let mut own: Bounds = [0.0; SLOTS];
            let mut bound = |blocks: &mut BlockSegmentPostings, first: DocId, last: DocId| {
                if let Some((scoring, block_bounds)) = limit {
                    let most = block_bounds.of(blocks, scoring);
                    own[first as usize % WINDOW / SLOT..=last as usize % WINDOW / SLOT].iter_mut().for_each(|own| *own = most.max(*own));
                }
            };
            match mask {
                Some(mask) => {
                    list.fill_some(base, mask, &mut bound, &mut |docs, _| docs.iter().for_each(|doc| bits.set(*doc as usize % WINDOW)))
                }
                None => {
                    let marks = &mut scratch.marks;
                    list.fill(base, &mut bound, &mut |docs, _| docs.iter().for_each(|doc| marks[*doc as usize % WINDOW] = 1));
                }
            }
            // Several forms together score no more than the sum of what each does.
            bounds.iter_mut().zip(own).for_each(|(bound, own)| *bound += own);
        }
        match mask {
            Some(mask) => bits.keep(mask),
            None if !lists.is_empty() => bits.add_marked(&mut scratch.marks),
            None => {}
        }
        Ok(())
    }

    /// What the word adds to no score more than, slot by slot of the window; `None` where nothing is known but [`WordMatcher::most`].
    pub(super) fn bounds(&self) -> Option<&Bounds> {
        self.block_bounds.as_ref().map(|_| &self.bounds)
    }

    /// The documents found in the window.
    pub(super) fn found(&self) -> &Bits {
        &self.bits
    }

    /// Adds what the word is worth to the scores of those documents found in the window that are among `wanted`.
    pub(super) fn score(&mut self, base: DocId, wanted: &Bits, scratch: &mut Scratch, scores: &mut [Score; WINDOW]) -> tantivy::Result<()> {
        let mut own = self.bits.clone();
        own.keep(wanted);
        self.score_any(base, &own, scratch, scores)
    }

    /// Adds what the word is worth to the scores of those among `wanted` that have it, whether it was looked for or not.
    pub(super) fn score_any(
        &mut self,
        base: DocId,
        wanted: &Bits,
        scratch: &mut Scratch,
        scores: &mut [Score; WINDOW],
    ) -> tantivy::Result<()> {
        let Some(scoring) = self.scoring.as_ref().filter(|_| !wanted.is_empty()) else { return Ok(()) };
        if self.few.is_none() {
            self.few = Some(Few::open(&self.inverted, &self.terms, true)?);
        }
        if self.frequencies.is_none() {
            self.frequencies = Some(open_long(&self.inverted, &self.terms, IndexRecordOption::WithFreqs)?);
        }
        let frequencies = &mut scratch.frequencies;
        let mut add = |docs: &[DocId], times: &[u32]| {
            for (doc, times) in docs.iter().zip(times) {
                frequencies[*doc as usize % WINDOW] += times;
            }
        };
        self.few.iter_mut().for_each(|few| few.of_window(base).iter().for_each(|(doc, times)| add(&[*doc], &[*times])));
        self.frequencies.iter_mut().flatten().for_each(|list| list.fill_some(base, wanted, &mut |_, _, _| {}, &mut add));
        for at in wanted.iter().filter(|at| frequencies[*at] > 0) {
            scores[at] += scoring.score(base + at as u32, frequencies[at]);
        }
        frequencies.fill(0);
        Ok(())
    }
}

/// What stands in lists too short for a block, in order, with frequencies.
struct Few {
    docs: Vec<(DocId, u32)>,
    at: usize,
}

impl Few {
    /// Frequencies are 1 unless they are wanted.
    fn open(inverted: &InvertedIndexReader, terms: &[TermInfo], wanted: bool) -> tantivy::Result<Self> {
        let option = if wanted { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
        let (mut docs, mut blocks): (Vec<(DocId, u32)>, Option<BlockSegmentPostings>) = (Vec::new(), None);
        for info in terms.iter().filter(|info| info.doc_freq < BLOCK) {
            // A reader of blocks is large; one does for all.
            match &mut blocks {
                Some(blocks) => inverted.reset_block_postings_from_terminfo(info, blocks)?,
                None => blocks = Some(inverted.read_block_postings_from_terminfo(info, option)?),
            }
            if let Some(blocks) = &blocks {
                docs.extend((0..blocks.block_len()).map(|at| (blocks.doc(at), if wanted { blocks.freq(at) } else { 1 })));
            }
        }
        docs.sort_unstable();
        docs.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            kept.1 += if is_same { next.1 } else { 0 };
            is_same
        });
        Ok(Self { docs, at: 0 })
    }

    fn next(&mut self, target: DocId) -> DocId {
        self.skip_to(target);
        self.docs.get(self.at).map_or(TERMINATED, |&(doc, _)| doc)
    }

    /// Those of the window that begins at `base`.
    fn of_window(&mut self, base: DocId) -> &[(DocId, u32)] {
        self.skip_to(base);
        let rest = self.docs.get(self.at..).unwrap_or_default();
        &rest[..rest.partition_point(|(doc, _)| *doc < base + WINDOW as u32)]
    }

    fn skip_to(&mut self, target: DocId) {
        let rest = self.docs.get(self.at..).unwrap_or_default();
        self.at += rest.partition_point(|(doc, _)| *doc < target);
    }
}

/// The lists that have a block or more.
fn open_long(inverted: &InvertedIndexReader, terms: &[TermInfo], option: IndexRecordOption) -> tantivy::Result<Vec<List>> {
    let long = terms.iter().filter(|info| info.doc_freq >= BLOCK);
    long.map(|info| Ok(List { blocks: inverted.read_block_postings_from_terminfo(info, option)?, at: 0 })).collect()
}

/// The documents of one form, a block at a time.
struct List {
    blocks: BlockSegmentPostings,
    /// The next document in the block.
    at: usize,
}

impl List {
    /// Goes to the first document from `target` on.
    #[inline]
    fn seek(&mut self, target: DocId) -> DocId {
        let docs = self.blocks.docs();
        match docs.get(self.at) {
            Some(doc) if *doc >= target => return *doc,
            Some(_) if docs.last().is_some_and(|last| *last >= target) => {
                self.at += docs[self.at..].partition_point(|doc| *doc < target);
            }
            // Behind the last block the engine's answer means nothing.
            _ => self.at = self.blocks.seek(target).min(self.blocks.docs().len()),
        }
        self.blocks.docs().get(self.at).copied().unwrap_or(TERMINATED)
    }

    /// Calls `add` with the documents of the window that begins at `base`, and their frequencies where these are read; and before, `bound` with
    /// their block, the first and the last of them.
    fn fill(
        &mut self,
        base: DocId,
        bound: &mut impl FnMut(&mut BlockSegmentPostings, DocId, DocId),
        add: &mut impl FnMut(&[DocId], &[u32]),
    ) {
        self.seek(base);
        while self.add_block(base + WINDOW as u32, bound, add) {
            self.blocks.advance();
            self.at = 0;
        }
    }

    /// The same with those in `mask`, and perhaps others; blocks that have none of them are passed over.
    fn fill_some(
        &mut self,
        base: DocId,
        mask: &Bits,
        bound: &mut impl FnMut(&mut BlockSegmentPostings, DocId, DocId),
        add: &mut impl FnMut(&[DocId], &[u32]),
    ) {
        let end = base + WINDOW as u32;
        let is_sparse = mask.count() <= SPARSE;
        let mut next = mask.first_from(0);
        while let Some(wanted) = next.map(|at| base + at as u32) {
            let doc = self.seek(wanted);
            if doc >= end {
                return;
            }
            let seen = if is_sparse {
                if doc == wanted {
                    bound(&mut self.blocks, doc, doc);
                    add(&[doc], self.frequencies());
                }
                doc.saturating_sub(1).max(wanted)
            } else if self.add_block(end, bound, add) {
                self.blocks.docs().last().map_or(end, |last| *last)
            } else {
                return;
            };
            next = mask.first_from((seen + 1 - base) as usize);
        }
    }

    /// Adds the documents of this block that are below `end`; answers whether the block ended before.
    #[inline]
    fn add_block(
        &mut self,
        end: DocId,
        bound: &mut impl FnMut(&mut BlockSegmentPostings, DocId, DocId),
        add: &mut impl FnMut(&[DocId], &[u32]),
    ) -> bool {
        let docs = self.blocks.docs().get(self.at..).unwrap_or_default();
        let Some(last) = docs.last() else { return false };
        let is_whole = *last < end;
        let count = if is_whole { docs.len() } else { docs.partition_point(|doc| *doc < end) };
        if let Some((first, last)) = docs[..count].first().copied().zip(docs[..count].last().copied()) {
            bound(&mut self.blocks, first, last);
            add(&self.blocks.docs()[self.at..self.at + count], self.frequencies());
        }
        self.at += count;
        is_whole
    }

    /// The frequencies of the documents that are left of the block; none where they are not read.
    fn frequencies(&self) -> &[u32] {
        self.blocks.freqs().get(self.at..).unwrap_or_default()
    }
}
