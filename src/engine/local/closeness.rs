//! What it adds to an article's score that words which stand side by side in the query stand near each other in its text.
//!
//! Whoever types `dam leak inquiry` seldom means a dam in one paragraph and a leak in the next. So each pair of neighbours in the query scores
//! like a word of its own, by BM25 (after Metzler and Croft 2005): its frequency is the number of places where the rarer of the two has the
//! other at most [`FARTHEST`] words away, its weight [`WEIGHT`] times that of both. It never decides what matches.
//!
//! Positions are dear, so they are read of those articles only that a pair could bring among the best.

use tantivy::index::SegmentReader;
use tantivy::{DocId, DocSet, Score, Searcher};

use super::bm25::{Bm25, SegmentBm25};
use super::forms::{FormsQuery, FormsScorer, FormsWeight, Scored};
use super::lower::kind_term;
use super::selector::news_selectors;
use super::term_list::TermList;
use super::windows::PairBound;
use crate::analysis::language::Language;
use crate::query::Node;
use crate::query::tree::{Text, Word};
use crate::schema::tantivy::engine_field;
use crate::schema::{DocumentKind, Field, IndexSchema};

/// Words that are farther from each other are not near.
const FARTHEST: u32 = 8;
/// Weight of a pair, as a part of the weight of both its words.
const WEIGHT: Score = 0.3;
/// The field whose text is looked at.
const FIELD: &str = "body";

/// The neighbours in a query, looked up.
pub(super) struct Closeness {
    words: Vec<FormsWeight>,
    pairs: Vec<Pair>,
}

struct Pair {
    left: usize,
    right: usize,
    bm25: Bm25,
    boost: Score,
    label: String,
}

impl Closeness {
    /// The pairs of a query for articles; `None` where it has none.
    pub(super) fn of(query: &Node, languages: &[Language], searcher: &Searcher) -> tantivy::Result<Option<Self>> {
        let schema = IndexSchema::get();
        let Some((place, field)) = schema.place(FIELD).and_then(|place| Some((place, schema.fields().get(place)?))) else {
            return Ok(None);
        };
        let mut neighbours = Vec::new();
        gather(query, 1.0, &mut neighbours);
        if neighbours.is_empty() {
            return Ok(None);
        }
        let documents = searcher.doc_freq(&kind_term(schema, DocumentKind::Article))?;
        let mut known: Vec<&Word> = Vec::new();
        let mut words = Vec::new();
        let mut look_up = |word| -> tantivy::Result<Option<usize>> {
            if let Some(at) = known.iter().position(|other| *other == word) {
                return Ok(Some(at));
            }
            let Some(query) = forms(word, languages, (place, field), documents) else { return Ok(None) };
            known.push(word);
            words.push(query.forms_weight(searcher, true)?);
            Ok(Some(words.len() - 1))
        };
        let mut found = Vec::new();
        for (left, right, boost) in neighbours {
            if let (Some(a), Some(b)) = (look_up(left)?, look_up(right)?)
                && a != b
            {
                found.push((a, b, boost, format!("{} near {}", typed(left), typed(right))));
            }
        }
        let pairs = found.into_iter().filter_map(|(left, right, boost, label)| {
            let bm25 = Bm25::sum([words[left].bm25.clone()?, words[right].bm25.clone()?])?;
            Some(Pair { left, right, bm25, boost: WEIGHT * boost, label })
        });
        let pairs: Vec<Pair> = pairs.collect();
        Ok((!pairs.is_empty()).then_some(Self { words, pairs }))
    }

    /// What no document gains more than.
    pub(super) fn most(&self) -> Score {
        self.pairs.iter().map(|pair| pair.bm25.most() * pair.boost).sum()
    }

    /// What the pairs may add to the scores of one segment's documents.
    pub(super) fn bounds(&self, reader: &SegmentReader) -> tantivy::Result<Vec<PairBound<'_>>> {
        let mut bounds = Vec::with_capacity(self.pairs.len());
        for pair in &self.pairs {
            let (left, right) = (&self.words[pair.left], &self.words[pair.right]);
            if let (Some(a), Some(b)) = (left.terms_in(reader)?, right.terms_in(reader)?) {
                bounds.push(PairBound { field: left.field, words: [a, b], most: pair.bm25.most() * pair.boost });
            }
        }
        Ok(bounds)
    }

    /// The pairs in one segment.
    pub(super) fn scorer(&self, reader: &SegmentReader) -> tantivy::Result<ClosenessScorer> {
        let mut words = Vec::with_capacity(self.words.len());
        for word in &self.words {
            words.push(word.placed_scorer(reader)?.map(|forms| WordReader { forms, positions: Vec::new(), read: None }));
        }
        let mut pairs = Vec::with_capacity(self.pairs.len());
        for (number, pair) in self.pairs.iter().enumerate() {
            if words[pair.left].is_some() && words[pair.right].is_some() {
                let field = self.words[pair.left].field;
                pairs.push(PairScorer {
                    number,
                    left: pair.left,
                    right: pair.right,
                    scoring: pair.bm25.in_segment(reader, field, pair.boost)?,
                });
            }
        }
        Ok(ClosenessScorer { words, pairs })
    }

    /// What each pair adds to the score of a document, with the words of the pair.
    pub(super) fn parts(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Vec<(&str, Score)>> {
        let mut scorer = self.scorer(reader)?;
        let mut parts = Vec::new();
        for at in 0..scorer.pairs.len() {
            if scorer.is_at(at, doc) {
                parts.push((self.pairs[scorer.pairs[at].number].label.as_str(), scorer.pair(at, doc)));
            }
        }
        parts.retain(|(_, score)| *score > 0.0);
        Ok(parts)
    }
}

/// The pairs of a query in one segment; documents are asked for in rising order.
pub(super) struct ClosenessScorer {
    words: Vec<Option<WordReader>>,
    pairs: Vec<PairScorer>,
}

struct PairScorer {
    number: usize,
    left: usize,
    right: usize,
    scoring: SegmentBm25,
}

struct WordReader {
    forms: FormsScorer<TermList>,
    positions: Vec<u32>,
    /// The document whose positions were read last.
    read: Option<DocId>,
}

impl ClosenessScorer {
    /// What the pairs add to the score of `doc`; 0 where that is surely less than `needed`.
    pub(super) fn score(&mut self, doc: DocId, needed: Score) -> Score {
        let mut most = 0.0;
        for at in 0..self.pairs.len() {
            if self.is_at(at, doc) {
                let PairScorer { left, right, scoring, .. } = &self.pairs[at];
                let frequency = |word: usize| self.words[word].as_ref().map_or(0, |word| word.forms.frequency());
                most += scoring.score(doc, frequency(*left).min(frequency(*right)));
            }
        }
        if most <= 0.0 || most < needed {
            return 0.0;
        }
        (0..self.pairs.len()).map(|at| if self.is_at(at, doc) { self.pair(at, doc) } else { 0.0 }).sum()
    }

    /// Whether a document holds both words of a pair.
    fn is_at(&mut self, at: usize, doc: DocId) -> bool {
        let PairScorer { left, right, .. } = self.pairs[at];
        [left, right].into_iter().all(|word| self.words[word].as_mut().is_some_and(|word| word.forms.seek(doc) == doc))
    }

    /// What a pair adds to the score of a document that holds both its words.
    fn pair(&mut self, at: usize, doc: DocId) -> Score {
        let PairScorer { left, right, .. } = self.pairs[at];
        for word in [left, right] {
            if let Some(word) = &mut self.words[word]
                && word.read != Some(doc)
            {
                word.forms.positions(&mut word.positions);
                word.read = Some(doc);
            }
        }
        let positions = |word: usize| self.words[word].as_ref().map_or(&[][..], |word| &word.positions);
        self.pairs[at].scoring.score(doc, frequency(positions(left), positions(right)))
    }
}

/// How often one of two words has the other near it; their positions are in order.
fn frequency(left: &[u32], right: &[u32]) -> u32 {
    let (few, many) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    let mut next = 0;
    let mut count = 0;
    for &position in few {
        while many.get(next).is_some_and(|&other| other < position) {
            next += 1;
        }
        let is_after = many.get(next).is_some_and(|&other| other - position <= FARTHEST);
        let is_before = next.checked_sub(1).is_some_and(|at| position - many[at] <= FARTHEST);
        count += u32::from(is_before || is_after);
    }
    count
}

/// The neighbours of a query, each with its weight.
fn gather<'n>(node: &'n Node, factor: Score, found: &mut Vec<(&'n Word, &'n Word, Score)>) {
    match node {
        Node::And(parts) | Node::Or(parts) => {
            for pair in parts.windows(2) {
                if let (Some((left, a)), Some((right, b))) = (word(&pair[0]), word(&pair[1]))
                    && left.fields == right.fields
                {
                    let (left, right) = (&left.words[0], &right.words[0]);
                    found.push((left, right, factor * a.min(b)));
                }
            }
            parts.iter().for_each(|part| gather(part, factor, found));
        }
        Node::Boost { factor: own, node } => gather(node, factor * own, found),
        _ => {}
    }
}

/// One word that is looked for in the text, and its weight.
fn word(node: &Node) -> Option<(&Text, Score)> {
    match node {
        Node::Text(text) => {
            let is_here = text.fields.is_empty() || text.fields.iter().any(|field| field == FIELD);
            let is_one = matches!(text.words.as_slice(), [Word::Plain(_) | Word::Exact(_)]);
            (is_here && is_one).then_some((text, 1.0))
        }
        Node::Boost { factor, node } => word(node).map(|(text, own)| (text, own * factor)),
        _ => None,
    }
}

/// The forms of a word in a field; `None` where analysis makes several words of it, which are near each other anyway.
fn forms(word: &Word, languages: &[Language], (place, field): (usize, &Field), documents: u64) -> Option<FormsQuery> {
    let mut selectors = news_selectors(std::slice::from_ref(word), languages);
    let (_, selector) = selectors.words.pop().filter(|_| selectors.width == 1)?;
    Some(FormsQuery { field: engine_field(place), selector, scored: Some(Scored { documents, boost: field.boost }) })
}

fn typed(word: &Word) -> &str {
    match word {
        Word::Plain(text) | Word::Exact(text) | Word::Pattern(text) | Word::Fuzzy(text, _) => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_is_at_most_so_many_words_away() {
        for (left, right, expected) in [
            (&[3][..], &[4][..], 1),
            (&[4], &[3], 1),
            (&[0], &[8], 1),
            (&[0], &[9], 0),
            (&[5], &[1, 6, 9], 1),
            (&[1, 50], &[2, 46], 2),
            (&[1, 2, 50], &[3, 90], 1),
            (&[], &[1], 0),
        ] {
            assert_eq!(frequency(left, right), expected, "{left:?} {right:?}");
            assert_eq!(frequency(right, left), expected, "{right:?} {left:?}");
        }
    }

    #[test]
    fn neighbours_are_words_side_by_side_in_one_field() {
        let text = |fields: &[&str], words: &[&str]| {
            let words = words.iter().map(|word| Word::Plain((*word).into())).collect();
            Node::Text(Text { fields: fields.iter().map(|&field| field.into()).collect(), words, slop: 0, span: None })
        };
        let bare = |word| text(&[], &[word]);
        let heavy = Node::Boost { factor: 2.0, node: Box::new(bare("c")) };
        for (query, expected) in [
            (Node::And(vec![bare("a"), bare("b"), heavy]), vec!["a b 1", "b c 1"]),
            (Node::Boost { factor: 3.0, node: Box::new(Node::Or(vec![bare("a"), bare("b")])) }, vec!["a b 3"]),
            (Node::And(vec![bare("a"), Node::Not(Box::new(bare("x"))), bare("b")]), vec![]),
            (Node::And(vec![bare("a"), Node::Or(vec![bare("b"), bare("c")])]), vec!["b c 1"]),
            (Node::And(vec![bare("a"), text(&["headline"], &["b"])]), vec![]),
            (Node::And(vec![text(&["body"], &["a"]), text(&["body"], &["b"])]), vec!["a b 1"]),
            (Node::And(vec![text(&[], &["a", "b"]), bare("c")]), vec![]),
        ] {
            let mut found = Vec::new();
            gather(&query, 1.0, &mut found);
            let found: Vec<_> =
                found.into_iter().map(|(left, right, factor)| format!("{} {} {factor}", typed(left), typed(right))).collect();
            assert_eq!(found, expected, "{query:?}");
        }
    }
}
