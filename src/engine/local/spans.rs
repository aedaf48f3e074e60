//! Conditions on where words stand: phrases, proximity, alternatives of them, as one query.
//!
//! A tree of such conditions looks into one field. Documents are found by leapfrog, the rarest word first; only where all words that must
//! be there are, their positions are read and judged by [`crate::analysis::spans`]. A document scores by BM25 with the number of its
//! matches as frequency (of pairs, as many as the rarer side allows); the parts of a pair or a phrase add their weights, alternatives have that of the commonest.
//!
//! What quotes say is judged in the same way in the body of their article, quote by quote, with no word but the quote's own
//! ([`Place::Quotes`]).

use std::ops::Range;

use tantivy::index::SegmentReader;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, DocSet, Score, Searcher, TERMINATED, TantivyError};

use super::bm25::{Bm25, SegmentBm25};
use super::breaks::{BreakReader, Needed};
use super::forms::{FormsQuery, FormsScorer, FormsWeight, searcher_of};
use super::stretches::Stretches;
use crate::analysis::spans::{Breaks, Nearness, Reach, Sequence, Span, count, near, sort};

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
    /// In a stretch of an article's body that a quote has; the quote matches.
    Quotes,
}

/// Matches documents in which a field meets conditions on positions.
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
}

impl SpansQuery {
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

impl Query for SpansQuery {
    fn weight(&self, enable_scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.spans_weight(searcher_of(&enable_scoring)?)?))
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
    pub(super) fn spans_scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<SpansScorer> {
        let tree = self.tree.try_map(&mut |word| word.forms_scorer(reader, 1.0))?;
        let scoring = match &self.bm25 {
            Some(bm25) if self.place == Place::Quotes => Some(bm25.of_quotes(Stretches::lengths(reader)?, boost)),
            Some(bm25) => Some(bm25.in_segment(reader, self.field, boost)?),
            None => None,
        };
        let stretches = match self.place {
            Place::Documents => None,
            Place::Quotes => Some(Stretches::new(reader)?),
        };
        let needed = if self.has_breaks { tree.needed() } else { Needed::default() };
        let breaks = BreakReader::new(reader, needed)?;
        let looks_first = tree.is_worth_a_look();
        let mut scorer = SpansScorer { part: Part::new(tree), breaks, looks_first, stretches, doc: 0, scoring };
        scorer.find_from(0);
        Ok(scorer)
    }
}

impl Weight for SpansWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(self.spans_scorer(reader, boost)?))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.spans_scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("words by their positions", scorer.score()))
    }
}

/// The documents of one segment that meet the conditions.
pub(super) struct SpansScorer {
    part: Part,
    breaks: BreakReader,
    /// Whether matches are looked for before breaks are read.
    looks_first: bool,
    /// Where quotes are looked for, not articles.
    stretches: Option<Stretches>,
    doc: DocId,
    scoring: Option<SegmentBm25>,
}

static NO_BREAKS: Breaks = Breaks { sentences: Vec::new(), paragraphs: Vec::new() };

impl SpansScorer {
    fn find_from(&mut self, mut target: DocId) {
        if let Some(stretches) = &mut self.stretches {
            self.doc = find_quote_from(target, stretches, &mut self.part, &mut self.breaks);
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
        self.part.read_positions(self.doc);
        if !self.breaks.is_needed() {
            return self.part.matches(self.doc, &NO_BREAKS);
        }
        if self.looks_first && !self.part.matches(self.doc, &NO_BREAKS) {
            return false;
        }
        self.part.matches(self.doc, self.breaks.read(self.doc))
    }

    /// Matches in the current document, in order.
    pub(super) fn spans(&mut self) -> &[Span] {
        let article = self.stretches.as_ref().map_or(self.doc, Stretches::article);
        self.part.judge(article, self.breaks.last());
        &self.part.spans
    }

    /// How often the condition is met in the current document.
    pub(super) fn frequency(&self) -> u32 {
        u32::try_from(self.part.frequency(self.breaks.last())).unwrap_or(u32::MAX)
    }
}

/// The first quote from `target` on in whose stretch the conditions are met.
fn find_quote_from(target: DocId, stretches: &mut Stretches, part: &mut Part, breaks: &mut BreakReader) -> DocId {
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
        while let Some((quote, words)) = stretches.next() {
            part.confine(article, &words);
            if part.matches(article, breaks.last()) {
                return quote;
            }
        }
        next_article = Some(article + 1);
    }
}

impl DocSet for SpansScorer {
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
        self.part.most_documents() / 4
    }
}

impl Scorer for SpansScorer {
    fn score(&mut self) -> Score {
        self.scoring.as_ref().map_or(0.0, |scoring| scoring.score(self.doc, self.frequency()))
    }
}

/// A condition over one segment, and its matches in the document looked at last.
struct Part {
    kind: Kind,
    /// The first document that has all the words that must be there, from where it was last looked for on.
    doc: DocId,
    spans: Vec<Span>,
}

enum Kind {
    Word {
        word: FormsScorer,
        positions: Vec<Vec<u32>>,
        /// Those of the whole text, where only stretches of it are judged.
        whole: Vec<Vec<u32>>,
        sequence: Sequence,
    },
    Phrase {
        words: Vec<FormsScorer>,
        by_rarity: Vec<usize>,
        positions: Vec<Vec<u32>>,
        whole: Vec<Vec<u32>>,
        sequence: Sequence,
    },
    Any(Vec<Part>),
    Both {
        left: Box<Part>,
        right: Box<Part>,
        rarer_is_right: bool,
        nearness: Nearness,
    },
    Without {
        left: Box<Part>,
        right: Box<Part>,
        nearness: Nearness,
    },
    /// A word that the segment has not.
    Nothing,
}

impl Part {
    fn new(tree: Tree<Option<FormsScorer>>) -> Self {
        let kind = match tree {
            Tree::Words(words, sequence) => Self::words(words, sequence),
            Tree::Any(trees) => Kind::Any(trees.into_iter().map(Self::new).filter(|part| !matches!(part.kind, Kind::Nothing)).collect()),
            Tree::Near(left, right, nearness) => {
                let (left, right) = (Box::new(Self::new(*left)), Box::new(Self::new(*right)));
                let rarer_is_right = right.most_documents() < left.most_documents();
                if nearness.negated {
                    Kind::Without { left, right, nearness }
                } else {
                    Kind::Both { left, right, rarer_is_right, nearness }
                }
            }
        };
        let mut part = Self { kind, doc: 0, spans: Vec::new() };
        part.doc = part.first_from(0);
        part
    }

    fn words(words: Vec<Option<FormsScorer>>, sequence: Sequence) -> Kind {
        let Some(mut words) = words.into_iter().collect::<Option<Vec<_>>>() else { return Kind::Nothing };
        let positions = vec![Vec::new(); words.len()];
        match words.pop() {
            None => Kind::Nothing,
            Some(word) if words.is_empty() => Kind::Word { word, whole: positions.clone(), positions, sequence },
            Some(last) => {
                words.push(last);
                let mut by_rarity: Vec<usize> = (0..words.len()).collect();
                by_rarity.sort_by_key(|&word| words[word].size_hint());
                Kind::Phrase { words, by_rarity, whole: positions.clone(), positions, sequence }
            }
        }
    }

    /// At most so many documents have all the words that must be there.
    fn most_documents(&self) -> u32 {
        match &self.kind {
            Kind::Word { word, .. } => word.size_hint(),
            Kind::Phrase { words, by_rarity, .. } => by_rarity.first().map_or(0, |&word| words[word].size_hint()),
            Kind::Any(parts) => parts.iter().map(Self::most_documents).fold(0, u32::saturating_add),
            Kind::Both { left, right, .. } => left.most_documents().min(right.most_documents()),
            Kind::Without { left, .. } => left.most_documents(),
            Kind::Nothing => 0,
        }
    }

    /// Moves to the first document from `target` on that has all the words that must be there. Never moves back.
    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.doc = self.first_from(target);
        }
        self.doc
    }

    fn first_from(&mut self, target: DocId) -> DocId {
        match &mut self.kind {
            Kind::Word { word, .. } => word.seek(target),
            Kind::Phrase { words, by_rarity, .. } => all_from(target, by_rarity.len(), |at, target| words[by_rarity[at]].seek(target)),
            Kind::Any(parts) => parts.iter_mut().map(|part| part.seek(target)).min().unwrap_or(TERMINATED),
            Kind::Both { left, right, rarer_is_right, .. } => {
                all_from(target, 2, |at, target| if (at == 0) == *rarer_is_right { right.seek(target) } else { left.seek(target) })
            }
            Kind::Without { left, .. } => left.seek(target),
            Kind::Nothing => TERMINATED,
        }
    }

    /// Reads the positions of the words in `doc`, at which the part stands.
    fn read_positions(&mut self, doc: DocId) {
        match &mut self.kind {
            Kind::Word { word, positions, .. } => positions.iter_mut().for_each(|positions| word.positions(positions)),
            Kind::Phrase { words, positions, .. } => {
                words.iter_mut().zip(positions).for_each(|(word, positions)| word.positions(positions));
            }
            Kind::Any(parts) => parts.iter_mut().filter(|part| part.doc == doc).for_each(|part| part.read_positions(doc)),
            Kind::Both { left, right, .. } => {
                left.read_positions(doc);
                right.read_positions(doc);
            }
            Kind::Without { left, right, .. } => {
                left.read_positions(doc);
                if right.seek(doc) == doc {
                    right.read_positions(doc);
                }
            }
            Kind::Nothing => {}
        }
    }

    /// Calls `change` with the positions that are judged and those of the whole text, for each word that was read in `doc`.
    fn for_each_list(&mut self, doc: DocId, change: &mut impl FnMut(&mut Vec<u32>, &mut Vec<u32>)) {
        match &mut self.kind {
            Kind::Word { positions, whole, .. } | Kind::Phrase { positions, whole, .. } => {
                positions.iter_mut().zip(whole).for_each(|(positions, whole)| change(positions, whole));
            }
            Kind::Any(parts) => parts.iter_mut().filter(|part| part.doc == doc).for_each(|part| part.for_each_list(doc, change)),
            Kind::Both { left, right, .. } | Kind::Without { left, right, .. } => {
                left.for_each_list(doc, change);
                if right.doc == doc {
                    right.for_each_list(doc, change);
                }
            }
            Kind::Nothing => {}
        }
    }

    /// Keeps the positions read in `doc` as those of the whole text.
    fn keep_positions(&mut self, doc: DocId) {
        self.for_each_list(doc, &mut |positions, whole| std::mem::swap(positions, whole));
    }

    /// Lets only words of a stretch of `doc` be judged.
    fn confine(&mut self, doc: DocId, words: &Range<u32>) {
        self.for_each_list(doc, &mut |positions, whole| {
            positions.clear();
            let first = whole.partition_point(|&position| position < words.start);
            positions.extend(whole[first..].iter().take_while(|&&position| position < words.end));
        });
    }

    /// Whether there is a match in `doc`, whose positions were read.
    fn matches(&mut self, doc: DocId, breaks: &Breaks) -> bool {
        if let Kind::Both { left, right, nearness, .. } | Kind::Without { left, right, nearness } = &mut self.kind {
            judge_sides(left, right, doc, breaks);
            return count(&left.spans, &right.spans, *nearness, breaks, 1) > 0;
        }
        self.judge(doc, breaks);
        !self.spans.is_empty()
    }

    /// How often the condition is met in the document that was found to match.
    fn frequency(&self, breaks: &Breaks) -> usize {
        match &self.kind {
            Kind::Both { left, right, nearness, .. } | Kind::Without { left, right, nearness } => {
                count(&left.spans, &right.spans, *nearness, breaks, usize::MAX)
            }
            _ => self.spans.len(),
        }
    }

    /// Finds the matches in `doc`, whose positions were read.
    fn judge(&mut self, doc: DocId, breaks: &Breaks) {
        let spans = &mut self.spans;
        spans.clear();
        match &mut self.kind {
            Kind::Word { positions, sequence, .. } | Kind::Phrase { positions, sequence, .. } => sequence.spans(positions, spans),
            Kind::Any(parts) => {
                for part in parts.iter_mut().filter(|part| part.doc == doc) {
                    part.judge(doc, breaks);
                    spans.extend_from_slice(&part.spans);
                }
                sort(spans);
            }
            Kind::Both { left, right, nearness, .. } | Kind::Without { left, right, nearness } => {
                judge_sides(left, right, doc, breaks);
                near(&left.spans, &right.spans, *nearness, breaks, spans);
            }
            Kind::Nothing => {}
        }
    }
}

/// Finds the matches of both sides of a condition of nearness; the right one need not be in the document.
fn judge_sides(left: &mut Part, right: &mut Part, doc: DocId, breaks: &Breaks) {
    left.judge(doc, breaks);
    if right.doc == doc {
        right.judge(doc, breaks);
    } else {
        right.spans.clear();
    }
}

/// The first document from `target` on at which `count` lists agree; `seek` moves one of them, the rarest being the first.
fn all_from(mut target: DocId, count: usize, mut seek: impl FnMut(usize, DocId) -> DocId) -> DocId {
    let mut agreed = 0;
    while agreed < count {
        let doc = seek(agreed, target);
        if doc == TERMINATED {
            return TERMINATED;
        }
        if doc > target {
            target = doc;
            agreed = usize::from(agreed == 0);
        } else {
            agreed += 1;
        }
    }
    target
}
