//! Conditions on where words stand: phrases, proximity, alternatives of them, as one query.
//!
//! A tree of such conditions looks into one field. Documents are found by leapfrog, the rarest word first; only where all words that must
//! be there are, their positions are read and judged by [`crate::analysis::spans`]. A document scores by BM25 with the number of its
//! matches as frequency (of pairs, as many as the rarer side allows); the parts of a pair or a phrase add their weights, alternatives have that of the commonest.
//!
//! What rows have is judged in the same way in the field of their article, row by row, with no word but the row's own
//! ([`Place::Rows`]).

use tantivy::index::SegmentReader;
use tantivy::schema::Field;
use tantivy::{DocId, Score, Searcher, TERMINATED};

use super::bm25::{Bm25, SegmentBm25};
use super::breaks::{BreakReader, Needed};
use super::forms::{FormsQuery, FormsWeight};
use super::pairs::PairDocs;
use super::part::Part;
use super::selector::MAX_TERMS;
use super::stretches::{Stretch, Stretches};
use super::windows::PhraseMatcher;
use crate::analysis::spans::{Breaks, Nearness, Reach, Sequence, Span, any_together, any_within, count_words};

/// Conditions on positions over words of some kind: as asked, looked up, or read.
#[derive(Debug, Clone)]
pub(super) enum Tree<W> {
    /// A word or phrase.
    Words(Vec<W>, Sequence),
    /// Any of these.
    Any(Vec<Self>),
    /// Two of them near each other, or not.
    Near(Box<Self>, Box<Self>, Nearness),
}

impl<W> Tree<W> {
    fn try_map<V>(&self, map: &mut impl FnMut(&W) -> tantivy::Result<V>) -> tantivy::Result<Tree<V>> {
        Ok(match self {
            Self::Words(words, sequence) => Tree::Words(words.iter().map(map).collect::<tantivy::Result<_>>()?, sequence.clone()),
            Self::Any(trees) => Tree::Any(trees.iter().map(|tree| tree.try_map(map)).collect::<tantivy::Result<_>>()?),
            Self::Near(left, right, nearness) => Tree::Near(Box::new(left.try_map(map)?), Box::new(right.try_map(map)?), *nearness),
        })
    }

    fn for_each_word(&self, visit: &mut impl FnMut(&W) -> tantivy::Result<()>) -> tantivy::Result<()> {
        match self {
            Self::Words(words, _) => words.iter().try_for_each(visit),
            Self::Any(trees) => trees.iter().try_for_each(|tree| tree.for_each_word(visit)),
            Self::Near(left, right, _) => {
                left.for_each_word(visit)?;
                right.for_each_word(visit)
            }
        }
    }

    /// The word that it is, if it is one.
    fn one_word(&self) -> Option<&W> {
        match self {
            Self::Words(words, Sequence { width: 1, .. }) if words.len() == 1 => words.first(),
            _ => None,
        }
    }

    /// What must be known of sentences and paragraphs.
    fn needed(&self) -> Needed {
        match self {
            Self::Words(..) => Needed::default(),
            Self::Any(trees) => trees.iter().map(Self::needed).fold(Needed::default(), Needed::and),
            Self::Near(left, right, nearness) => {
                let sentences = nearness.reach == Reach::Sentence;
                let own = Needed { paragraphs: !sentences, sentences };
                own.and(left.needed()).and(right.needed())
            }
        }
    }

    /// Whether breaks can only take matches away, and seldom do: then it is worth looking for some before breaks are read.
    fn is_worth_a_look(&self) -> bool {
        match self {
            Self::Words(..) => true,
            Self::Any(trees) => trees.iter().all(Self::is_worth_a_look),
            Self::Near(left, right, nearness) => {
                !nearness.negated && matches!(nearness.reach, Reach::Words(_)) && left.is_worth_a_look() && right.is_worth_a_look()
            }
        }
    }
}

/// Where conditions on the words of a field are to be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In the field of a document, which matches.
    Documents,
    /// In what a row has of its article's field; the row matches.
    Rows(Stretch),
}

/// Conditions on positions in one field; [`super::at_least::AtLeastQuery`] asks for documents that meet them.
#[derive(Debug, Clone)]
pub(super) struct SpansQuery {
    /// The field of all the words.
    pub(super) field: Field,
    pub(super) tree: Tree<FormsQuery>,
    /// Whether the field's text has sentences and paragraphs of its own in the index.
    pub(super) has_breaks: bool,
    pub(super) place: Place,
}

impl SpansQuery {
    pub(super) fn spans_weight(&self, searcher: &Searcher) -> tantivy::Result<SpansWeight> {
        let tree = self.tree.try_map(&mut |word| word.forms_weight(searcher, true))?;
        let bm25 = statistics(&tree);
        Ok(SpansWeight { field: self.field, tree, bm25, has_breaks: self.has_breaks, place: self.place })
    }

    /// Whether it asks for words one behind the other in documents, and nothing else.
    pub(super) fn is_phrase(&self) -> bool {
        self.place == Place::Documents && matches!(&self.tree, Tree::Words(words, Sequence { slop: 0, .. }) if words.len() > 1)
    }

    /// Adds the number of lists that its words have in each segment; none for words that have too many to be looked at one by one.
    pub(super) fn add_lists(&self, searcher: &Searcher, lists: &mut [usize]) -> tantivy::Result<()> {
        self.tree.for_each_word(&mut |word| {
            for (reader, lists) in searcher.segment_readers().iter().zip(&mut *lists) {
                let mut found = 0;
                word.selector.for_each(reader.inverted_index(self.field)?.terms(), |_, _| {
                    found += 1;
                    found <= MAX_TERMS
                })?;
                *lists += if found > MAX_TERMS { 0 } else { found };
            }
            Ok(())
        })
    }

    /// The terms that its words stand for, with the number of documents that hold each; one entry a segment.
    pub(super) fn terms(&self, searcher: &Searcher) -> tantivy::Result<Vec<(String, u64)>> {
        let mut terms = Vec::new();
        self.tree.for_each_word(&mut |word| {
            for reader in searcher.segment_readers() {
                word.selector.for_each(reader.inverted_index(self.field)?.terms(), |term, info| {
                    terms.push((term.to_owned(), u64::from(info.doc_freq)));
                    true
                })?;
            }
            Ok(())
        })?;
        Ok(terms)
    }
}

fn statistics(tree: &Tree<FormsWeight>) -> Option<Bm25> {
    match tree {
        Tree::Words(words, _) => Bm25::sum(words.iter().filter_map(|word| word.bm25.clone())),
        Tree::Any(trees) => Bm25::commonest(trees.iter().filter_map(statistics)),
        Tree::Near(left, _, nearness) if nearness.negated => statistics(left),
        Tree::Near(left, right, _) => Bm25::sum([statistics(left), statistics(right)].into_iter().flatten()),
    }
}

/// A [`SpansQuery`] with its words looked up.
pub(super) struct SpansWeight {
    field: Field,
    tree: Tree<FormsWeight>,
    bm25: Option<Bm25>,
    has_breaks: bool,
    place: Place,
}

impl SpansWeight {
    /// The same where scores are not asked for.
    pub(super) fn unscored(mut self) -> Self {
        self.bm25 = None;
        self
    }

    /// The documents of one segment, to be looked at a window at a time; `None` where it lacks one of the words.
    pub(super) fn phrase_matcher(&self, reader: &SegmentReader) -> tantivy::Result<Option<PhraseMatcher>> {
        let Tree::Words(words, sequence) = &self.tree else { return Ok(None) };
        let words = words.iter().zip(&sequence.offsets).map(|(word, offset)| word.phrase_word(reader, *offset));
        let Some(words) = words.collect::<tantivy::Result<Option<Vec<_>>>>()? else { return Ok(None) };
        let scoring = self.bm25.as_ref().map(|bm25| bm25.in_segment(reader, self.field, 1.0)).transpose()?;
        Ok(Some(PhraseMatcher::new(words, scoring)))
    }

    /// The documents of one segment, where nothing is asked but which they are and nothing but two words near each other is asked of them.
    pub(super) fn pair_docs(&self, reader: &SegmentReader) -> tantivy::Result<Option<PairDocs>> {
        let Tree::Near(left, right, nearness) = &self.tree else { return Ok(None) };
        if self.bm25.is_some() || nearness.negated || self.place != Place::Documents {
            return Ok(None);
        }
        let (Some(left), Some(right)) = (left.one_word(), right.one_word()) else { return Ok(None) };
        let (Some(left), Some(right)) = (left.placed_scorer(reader)?, right.placed_scorer(reader)?) else { return Ok(None) };
        let needed = if self.has_breaks { self.tree.needed() } else { Needed::default() };
        Ok(Some(PairDocs::new((left, right), *nearness, BreakReader::new(reader, needed)?, reader.max_doc())))
    }

    /// The documents of one segment, with `boost` times their scores.
    pub(super) fn spans_scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<SpansScorer> {
        let tree = self.tree.try_map(&mut |word| word.placed_scorer(reader))?;
        let scoring = match &self.bm25 {
            Some(bm25) if matches!(self.place, Place::Rows(_)) => Some(bm25.of_quotes(Stretches::lengths(reader)?, boost)),
            Some(bm25) => Some(bm25.in_segment(reader, self.field, boost)?),
            None => None,
        };
        let stretches = match self.place {
            Place::Documents => None,
            Place::Rows(stretch) => Some(Stretches::new(reader, stretch)?),
        };
        let needed = if self.has_breaks { tree.needed() } else { Needed::default() };
        let breaks = BreakReader::new(reader, needed)?;
        let looks_first = tree.is_worth_a_look();
        let part = Part::new(tree);
        let is_pair = stretches.is_none() && part.is_pair();
        let mut scorer = SpansScorer { part, breaks, looks_first, is_pair, stretches, doc: 0, scoring };
        scorer.find_from(0);
        Ok(scorer)
    }
}

/// The documents of one segment that meet the conditions.
pub(super) struct SpansScorer {
    part: Part,
    breaks: BreakReader,
    /// Whether matches are looked for before breaks are read.
    looks_first: bool,
    /// Whether it is two words near each other in a document, which are asked for most.
    is_pair: bool,
    /// Where rows are looked for, not articles.
    stretches: Option<Stretches>,
    doc: DocId,
    scoring: Option<SegmentBm25>,
}

static NO_BREAKS: Breaks = Breaks { sentences: Vec::new(), paragraphs: Vec::new() };

impl SpansScorer {
    /// The document that it is at; `TERMINATED` behind the last.
    pub(super) fn doc(&self) -> DocId {
        self.doc
    }

    /// Moves to the first document from `target` on, unless it is there or beyond.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.find_from(target);
        }
        self.doc
    }

    /// At most about so many documents.
    pub(super) fn size_hint(&self) -> u32 {
        self.part.most_documents() / 4
    }

    /// The score of the current document.
    pub(super) fn score(&mut self) -> Score {
        if self.scoring.is_none() {
            return 0.0;
        }
        let frequency = self.frequency();
        self.scoring.as_ref().map_or(0.0, |scoring| scoring.score(self.doc, frequency))
    }

    fn find_from(&mut self, mut target: DocId) {
        if let Some(stretches) = &mut self.stretches {
            self.doc = find_row_from(target, stretches, &mut self.part, &mut self.breaks);
            return;
        }
        loop {
            self.doc = self.part.seek(target);
            if self.doc == TERMINATED || self.matches() {
                return;
            }
            target = self.doc + 1;
        }
    }

    fn matches(&mut self) -> bool {
        if self.is_pair {
            return self.is_near();
        }
        self.part.read_positions(self.doc);
        if !self.breaks.is_needed() {
            return self.part.matches(self.doc, &NO_BREAKS);
        }
        if let Some(times) = self.times_in_sentences(1) {
            return times > 0;
        }
        if self.looks_first && !self.part.matches(self.doc, &NO_BREAKS) {
            return false;
        }
        self.part.matches(self.doc, self.breaks.read(self.doc))
    }

    /// Whether two words are near each other in the current document.
    fn is_near(&mut self) -> bool {
        let Some((left, right, nearness)) = self.part.read_pair() else { return false };
        let Nearness { reach, ordered, .. } = nearness;
        if !self.breaks.is_needed() {
            return any_within(left, right, nearness, |_, _| false);
        }
        match (reach, self.breaks.sentences_alone(self.doc)) {
            (Reach::Sentence, Some(sentences)) => any_together(left, right, ordered, |at| sentences.around(at)),
            (Reach::Words(_), _) => {
                let (breaks, doc) = (&mut self.breaks, self.doc);
                any_within(left, right, nearness, |first, last| breaks.read(doc).part(reach, first, last))
            }
            _ => {
                let breaks = self.breaks.read(self.doc);
                any_together(left, right, ordered, |at| breaks.around(reach, at))
            }
        }
    }

    /// How often two words stand in one sentence of the current document, but no more than `most`; `None` where something else is asked.
    fn times_in_sentences(&self, most: usize) -> Option<usize> {
        let (left, right, nearness) = self.part.pair_of_words(self.doc)?;
        let sentences = self.breaks.sentences_alone(self.doc).filter(|_| self.stretches.is_none())?;
        Some(count_words(left, right, nearness, |first, last| sentences.part(first, last), most))
    }

    /// The document whose words are judged.
    fn article(&self) -> DocId {
        self.stretches.as_ref().map_or(self.doc, Stretches::article)
    }

    /// Matches in the current document, in order.
    pub(super) fn spans(&mut self) -> &[Span] {
        let article = self.article();
        if self.is_pair {
            self.part.sort_pair();
        }
        if self.breaks.is_needed() {
            self.breaks.read(article);
        }
        self.part.judge(article, self.breaks.last());
        &self.part.spans
    }

    /// How often the condition is met in the current document.
    pub(super) fn frequency(&mut self) -> u32 {
        let article = self.article();
        if self.is_pair {
            self.part.sort_pair();
            if self.breaks.is_needed() && self.breaks.sentences_alone(article).is_none() {
                self.breaks.read(article);
            }
        }
        let times = self.times_in_sentences(usize::MAX).unwrap_or_else(|| self.part.frequency(article, self.breaks.last()));
        u32::try_from(times).unwrap_or(u32::MAX)
    }
}

/// The first row from `target` on in whose stretch the conditions are met.
fn find_row_from(target: DocId, stretches: &mut Stretches, part: &mut Part, breaks: &mut BreakReader) -> DocId {
    if target == TERMINATED {
        return TERMINATED;
    }
    let mut next_article = stretches.skip_to(target);
    loop {
        if let Some(from) = next_article {
            let article = part.seek(from);
            if article == TERMINATED {
                return TERMINATED;
            }
            if stretches.open(article) {
                stretches.not_before(target);
                part.read_positions(article);
                part.keep_positions(article);
                if breaks.is_needed() {
                    breaks.read(article);
                }
            }
        }
        let article = stretches.article();
        while let Some((row, words)) = stretches.next() {
            part.confine(article, &words);
            if part.matches(article, breaks.last()) {
                return row;
            }
        }
        next_article = Some(article + 1);
    }
}
