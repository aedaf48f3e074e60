//! A word as the set of forms it takes in one field, searched as if it were one term.
//!
//! `FormsQuery` is the atom that all other queries on text are made of: a plain word (all forms of its keys), an exact form, a pattern, a
//! fuzzy word. It scores by BM25 over the summed frequency of its forms. The statistics are those of the documents that can have the
//! field: the number of articles, not of all documents.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::io;

use rustc_hash::FxHashMap;
use tantivy::index::{SegmentId, SegmentReader};
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::query::{BitSetDocSet, ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, DocSet, Score, Searcher, TERMINATED, TantivyError};

use super::bm25::{Bm25, SegmentBm25};
use super::selector::Selector;
use super::term_list::{ListFiles, TermList};
use super::windows::{PhraseWord, WordMatcher};

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
        let mut weight = self.forms_weight(searcher_of(&enable_scoring)?, false)?;
        weight.bm25 = weight.bm25.filter(|_| enable_scoring.is_scoring_enabled());
        Ok(Box::new(weight))
    }
}

pub(super) fn searcher_of<'a>(enable_scoring: &'a EnableScoring<'_>) -> tantivy::Result<&'a Searcher> {
    enable_scoring.searcher().ok_or_else(|| TantivyError::InvalidArgument("a word needs an index to find its forms in".into()))
}

impl FormsQuery {
    /// Looks the forms up in every segment.
    pub(super) fn forms_weight(&self, searcher: &Searcher, positions: bool) -> tantivy::Result<FormsWeight> {
        let readers = searcher.segment_readers();
        let inverted = readers.iter().map(|reader| reader.inverted_index(self.field)).collect::<tantivy::Result<Vec<_>>>()?;
        let tokens = inverted.iter().map(|inverted| inverted.total_num_tokens()).sum();
        let dictionaries: Vec<_> = inverted.iter().map(|inverted| inverted.terms()).collect();
        let (terms, frequency) = match self.selector.select(&dictionaries)? {
            Some(found) => {
                let frequency = found.iter().flatten().map(|info| u64::from(info.doc_freq)).sum();
                let segments = readers.iter().map(SegmentReader::segment_id);
                (Forms::Each(segments.zip(found).filter(|(_, found)| !found.is_empty()).collect()), frequency)
            }
            None if positions => return Err(self.selector.too_wide().into_engine_error()),
            None => (Forms::Many(self.selector.clone()), searcher.num_docs()),
        };
        let bm25 = self.scored.map(|scored| Bm25::new(frequency, scored.documents, tokens, scored.boost));
        Ok(FormsWeight { field: self.field, terms, bm25 })
    }
}

impl FormsQuery {
    /// The forms, looked up; `None` where they are too many to be looked at side by side.
    pub(super) fn weight_of_few(&self, searcher: &Searcher, is_scored: bool) -> tantivy::Result<Option<FormsWeight>> {
        let mut weight = self.forms_weight(searcher, false)?;
        weight.bm25 = weight.bm25.filter(|_| is_scored);
        Ok(matches!(weight.terms, Forms::Each(_)).then_some(weight))
    }
}

/// The forms that an index has.
enum Forms {
    /// Of each segment that has any.
    Each(FxHashMap<SegmentId, Vec<TermInfo>>),
    /// Too many to be looked at side by side; all that is known of a document then is whether it has any.
    Many(Selector),
}

/// A [`FormsQuery`] with its forms looked up.
pub(super) struct FormsWeight {
    pub(super) field: Field,
    terms: Forms,
    pub(super) bm25: Option<Bm25>,
}

impl FormsWeight {
    /// The documents of one segment; `None` where it has none of the forms.
    fn forms_scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Option<FormsScorer<SegmentPostings>>> {
        let Some(terms) = self.terms_in(reader)? else { return Ok(None) };
        let inverted = reader.inverted_index(self.field)?;
        let option = if self.bm25.is_some() { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
        let postings = terms.iter().map(|info| inverted.read_postings_from_terminfo(info, option)).collect::<io::Result<Vec<_>>>()?;
        Ok(Some(FormsScorer::new(postings, self.scoring(reader, boost)?)))
    }

    /// The same, to be looked at a window at a time.
    pub(super) fn word_matcher(&self, reader: &SegmentReader) -> tantivy::Result<Option<WordMatcher>> {
        let Some(terms) = self.terms_in(reader)? else { return Ok(None) };
        Ok(Some(WordMatcher::new(reader.inverted_index(self.field)?, self.field, terms, self.scoring(reader, 1.0)?)))
    }

    /// The same as a word of a phrase, `offset` words behind where the phrase begins.
    pub(super) fn phrase_word(&self, reader: &SegmentReader, offset: u32) -> tantivy::Result<Option<PhraseWord>> {
        let Some(terms) = self.terms_in(reader)? else { return Ok(None) };
        let Some(lists) = self.term_lists(reader, terms)? else { return Ok(None) };
        Ok(Some(PhraseWord::new(offset, WordMatcher::new(reader.inverted_index(self.field)?, self.field, terms, None), lists)))
    }

    /// The same with the positions of the forms.
    pub(super) fn placed_scorer(&self, reader: &SegmentReader) -> tantivy::Result<Option<FormsScorer<TermList>>> {
        let Some(terms) = self.terms_in(reader)? else { return Ok(None) };
        let Some(lists) = self.term_lists(reader, terms)? else { return Ok(None) };
        Ok(Some(FormsScorer::new(lists, self.scoring(reader, 1.0)?)))
    }

    fn term_lists(&self, reader: &SegmentReader, terms: &[TermInfo]) -> tantivy::Result<Option<Vec<TermList>>> {
        let Some(files) = ListFiles::open(reader, self.field)? else { return Ok(None) };
        terms.iter().map(|info| files.list(info)).collect::<tantivy::Result<Vec<_>>>().map(Some)
    }

    /// The forms that a segment has; `None` where it has none.
    pub(super) fn terms_in(&self, reader: &SegmentReader) -> tantivy::Result<Option<&Vec<TermInfo>>> {
        match &self.terms {
            Forms::Each(terms) => Ok(terms.get(&reader.segment_id())),
            Forms::Many(selector) => Err(selector.too_wide().into_engine_error()),
        }
    }

    fn scoring(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Option<SegmentBm25>> {
        self.bm25.as_ref().map(|bm25| bm25.in_segment(reader, self.field, boost)).transpose()
    }
}

/// The documents of a segment that hold any of a selector's terms.
fn documents(selector: &Selector, field: Field, reader: &SegmentReader) -> tantivy::Result<BitSet> {
    let inverted = reader.inverted_index(field)?;
    let mut terms = Vec::new();
    selector.for_each(inverted.terms(), |_, info| {
        terms.push(info.clone());
        true
    })?;
    let mut documents = BitSet::with_max_value(reader.max_doc());
    for info in &terms {
        let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        while postings.doc() != TERMINATED {
            documents.insert(postings.doc());
            postings.advance();
        }
    }
    Ok(documents)
}

impl Weight for FormsWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        if let Forms::Many(selector) = &self.terms {
            let documents = BitSetDocSet::from(documents(selector, self.field, reader)?);
            return Ok(Box::new(ConstScorer::new(documents, 0.0)));
        }
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
pub(super) struct FormsScorer<P> {
    postings: Vec<P>,
    lists: Lists,
    doc: DocId,
    scoring: Option<SegmentBm25>,
}

/// Most lists that are all looked at for each document.
const FEW: usize = if cfg!(test) { 2 } else { 8 };
/// How many times rarer than the commonest a form is that is not among these.
const RARE: u32 = 32;

/// Where the lists of a union are: the commonest, which come first, are looked at for each document, of the others those alone whose turn it is.
/// A word has a few common forms and many rare ones, a pattern thousands.
struct Lists {
    /// The document of each common list.
    common: Vec<DocId>,
    /// Indices of the rare lists that are at the current document.
    current: Vec<u32>,
    /// The other rare lists that have not ended, by their documents, lowest first.
    waiting: BinaryHeap<Reverse<(DocId, u32)>>,
}

impl Lists {
    /// Those of lists, the commonest first.
    fn of(postings: &[impl Postings]) -> Self {
        let most = postings.first().map_or(0, DocSet::size_hint);
        let common = postings.iter().take(FEW).take_while(|list| list.size_hint().saturating_mul(RARE) >= most).count();
        let (first, others) = postings.split_at(common);
        let waiting = (0..).skip(common).zip(others).map(|(index, list)| Reverse((list.doc(), index)));
        Self {
            common: first.iter().map(DocSet::doc).collect(),
            current: Vec::new(),
            waiting: waiting.filter(|Reverse((doc, _))| *doc != TERMINATED).collect(),
        }
    }

    /// Goes to the lowest document.
    fn take_lowest(&mut self) -> DocId {
        let lowest = self.common.iter().copied().min().unwrap_or(TERMINATED);
        let Some(&Reverse((first, _))) = self.waiting.peek() else { return lowest };
        let lowest = lowest.min(first);
        while let Some(&Reverse((doc, index))) = self.waiting.peek()
            && doc == lowest
        {
            self.waiting.pop();
            self.current.push(index);
        }
        lowest
    }

    /// Moves the lists that are at `doc`, the current document, to their next.
    fn advance(&mut self, doc: DocId, postings: &mut [impl Postings]) {
        for (at, postings) in self.common.iter_mut().zip(postings.iter_mut()) {
            if *at == doc {
                *at = postings.advance();
            }
        }
        if !self.current.is_empty() {
            release(&mut self.current, &mut self.waiting, |index| postings[index as usize].advance());
        }
    }

    /// Moves the lists that are before `target` to it.
    fn seek(&mut self, target: DocId, postings: &mut [impl Postings]) {
        for (at, postings) in self.common.iter_mut().zip(postings.iter_mut()) {
            if *at < target {
                *at = postings.seek(target);
            }
        }
        if !self.current.is_empty() {
            release(&mut self.current, &mut self.waiting, |index| postings[index as usize].seek(target));
        }
        while let Some(mut lowest) = self.waiting.peek_mut() {
            let Reverse((doc, index)) = *lowest;
            if doc >= target {
                break;
            }
            match postings[index as usize].seek(target) {
                TERMINATED => _ = PeekMut::pop(lowest),
                doc => *lowest = Reverse((doc, index)),
            }
        }
    }
}

/// Lets the current lists wait at what `step` answers.
fn release(current: &mut Vec<u32>, waiting: &mut BinaryHeap<Reverse<(DocId, u32)>>, mut step: impl FnMut(u32) -> DocId) {
    for index in current.drain(..) {
        let doc = step(index);
        if doc != TERMINATED {
            waiting.push(Reverse((doc, index)));
        }
    }
}

impl<P: Postings> FormsScorer<P> {
    fn new(mut postings: Vec<P>, scoring: Option<SegmentBm25>) -> Self {
        postings.sort_by_key(|list| Reverse(list.size_hint()));
        let mut lists = Lists::of(&postings);
        let doc = lists.take_lowest();
        Self { postings, lists, doc, scoring }
    }

    /// Calls `visit` with each list that is at the current document.
    fn for_each_current(&mut self, mut visit: impl FnMut(&mut P)) {
        let Lists { common, current, .. } = &self.lists;
        for (at, postings) in common.iter().zip(&mut self.postings) {
            if *at == self.doc {
                visit(postings);
            }
        }
        current.iter().for_each(|&index| visit(&mut self.postings[index as usize]));
    }

    /// How often the forms occur in the current document.
    pub(super) fn frequency(&self) -> u32 {
        let Lists { common, current, .. } = &self.lists;
        let at_it = common.iter().zip(&self.postings).filter(|(at, _)| **at == self.doc).map(|(_, postings)| postings.term_freq());
        at_it.sum::<u32>() + current.iter().map(|&index| self.postings[index as usize].term_freq()).sum::<u32>()
    }

    /// Positions of all forms in the current document, in order, into `out`.
    pub(super) fn positions(&mut self, out: &mut Vec<u32>) {
        self.positions_by_form(out);
        // Runs that are sorted already merge fast.
        out.sort();
    }

    /// Positions of all forms in the current document into `out`, those of each form in order.
    pub(super) fn positions_by_form(&mut self, out: &mut Vec<u32>) {
        out.clear();
        self.add_positions(out);
    }

    /// Appends positions of all forms in the current document to `out`, those of each form in order.
    #[inline]
    pub(super) fn add_positions(&mut self, out: &mut Vec<u32>) {
        self.for_each_current(|postings| postings.append_positions_with_offset(0, out));
    }
}

impl<P: Postings> DocSet for FormsScorer<P> {
    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            self.lists.advance(self.doc, &mut self.postings);
            self.doc = self.lists.take_lowest();
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.lists.seek(target, &mut self.postings);
            self.doc = self.lists.take_lowest();
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.postings.iter().map(DocSet::size_hint).fold(0, u32::saturating_add)
    }
}

impl<P: Postings> Scorer for FormsScorer<P> {
    fn score(&mut self) -> Score {
        let frequency = self.frequency();
        self.scoring.as_ref().map_or(0.0, |scoring| scoring.score(self.doc, frequency))
    }
}
