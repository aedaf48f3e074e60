//! Words in sequence, each as the set of its forms.
//!
//! A phrase matches where every word stands at its place; a loose phrase where the places deviate from the sequence by at most `slop`: with
//! `d` the distance of each word from where it would stand behind the first, the largest `d` minus the smallest is at most `slop`. Each
//! word needs a position of its own.

use tantivy::index::SegmentReader;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, TERMINATED, TantivyError};

use super::bm25::{Bm25, SegmentBm25};
use super::forms::{FormsQuery, FormsScorer, FormsWeight, searcher_of};

/// Matches documents in which the words stand in sequence.
#[derive(Debug, Clone)]
pub(super) struct FormsPhraseQuery {
    /// The words, all of one field; at least two.
    pub(super) words: Vec<FormsQuery>,
    pub(super) slop: u32,
}

impl Query for FormsPhraseQuery {
    fn weight(&self, enable_scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let searcher = searcher_of(&enable_scoring)?;
        let words = self.words.iter().map(|word| word.forms_weight(searcher, true)).collect::<tantivy::Result<Vec<_>>>()?;
        let bm25 = Bm25::sum(words.iter().filter_map(|word| word.bm25.clone()));
        let field = self.words.first().map(|word| word.field);
        Ok(Box::new(PhraseWeight { words, bm25, field, slop: self.slop }))
    }
}

struct PhraseWeight {
    words: Vec<FormsWeight>,
    bm25: Option<Bm25>,
    field: Option<tantivy::schema::Field>,
    slop: u32,
}

impl Weight for PhraseWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut words = Vec::with_capacity(self.words.len());
        for word in &self.words {
            match word.forms_scorer(reader, 1.0)? {
                Some(scorer) => words.push(scorer),
                None => return Ok(Box::new(EmptyScorer)),
            }
        }
        let scoring = match (&self.bm25, self.field) {
            (Some(bm25), Some(field)) => Some(bm25.in_segment(reader, field, boost)?),
            _ => None,
        };
        Ok(Box::new(PhraseScorer::new(words, self.slop, scoring)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("phrase", scorer.score()))
    }
}

struct PhraseScorer {
    /// In the order of the phrase.
    words: Vec<FormsScorer>,
    /// Indices into `words`, rarest first.
    by_rarity: Vec<usize>,
    positions: Vec<Vec<u32>>,
    slop: u32,
    doc: DocId,
    frequency: u32,
    scoring: Option<SegmentBm25>,
}

impl PhraseScorer {
    fn new(words: Vec<FormsScorer>, slop: u32, scoring: Option<SegmentBm25>) -> Self {
        let mut by_rarity: Vec<usize> = (0..words.len()).collect();
        by_rarity.sort_by_key(|&word| words[word].size_hint());
        let positions = vec![Vec::new(); words.len()];
        let mut scorer = Self { words, by_rarity, positions, slop, doc: 0, frequency: 0, scoring };
        scorer.find_from(0);
        scorer
    }

    /// Moves to the first matching document that is not below `target`.
    fn find_from(&mut self, mut target: DocId) {
        loop {
            self.doc = self.next_with_all(target);
            if self.doc == TERMINATED {
                self.frequency = 0;
                return;
            }
            for (word, positions) in self.words.iter_mut().zip(&mut self.positions) {
                word.positions(positions);
            }
            self.frequency = occurrences(&self.positions, self.slop);
            if self.frequency > 0 {
                return;
            }
            target = self.doc + 1;
        }
    }

    /// The first document from `target` on that holds every word.
    fn next_with_all(&mut self, mut target: DocId) -> DocId {
        let mut agreed = 0;
        while agreed < self.by_rarity.len() {
            let word = &mut self.words[self.by_rarity[agreed]];
            let doc = if word.doc() < target { word.seek(target) } else { word.doc() };
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
}

/// How often words with these sorted positions stand in sequence.
fn occurrences(positions: &[Vec<u32>], slop: u32) -> u32 {
    if slop == 0 { exact_occurrences(positions) } else { loose_occurrences(positions, slop) }
}

fn exact_occurrences(positions: &[Vec<u32>]) -> u32 {
    let Some((first, rest)) = positions.split_first() else { return 0 };
    let mut next = vec![0; rest.len()];
    let mut count = 0;
    for &start in first {
        let follows = rest.iter().zip(&mut next).enumerate().all(|(i, (list, at))| {
            let wanted = start + i as u32 + 1;
            while *at < list.len() && list[*at] < wanted {
                *at += 1;
            }
            list.get(*at) == Some(&wanted)
        });
        count += u32::from(follows);
    }
    count
}

/// Advances the word that lags most until a list ends: each step looks at the narrowest window that begins there.
fn loose_occurrences(positions: &[Vec<u32>], slop: u32) -> u32 {
    let mut at = vec![0; positions.len()];
    let mut count = 0;
    loop {
        let mut low = (i64::MAX, 0);
        let mut high = i64::MIN;
        for (i, (list, &at)) in positions.iter().zip(&at).enumerate() {
            let Some(&position) = list.get(at) else { return count };
            let moved = i64::from(position) - i as i64;
            low = low.min((moved, i));
            high = high.max(moved);
        }
        if high - low.0 <= i64::from(slop) && all_differ(positions, &at) {
            count += 1;
        }
        at[low.1] += 1;
    }
}

fn all_differ(positions: &[Vec<u32>], at: &[usize]) -> bool {
    let position = |i: usize| positions[i][at[i]];
    (0..at.len()).all(|i| (0..i).all(|j| position(i) != position(j)))
}

impl DocSet for PhraseScorer {
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
        self.words.iter().map(DocSet::size_hint).min().unwrap_or(0) / 4
    }
}

impl Scorer for PhraseScorer {
    fn score(&mut self) -> Score {
        self.scoring.as_ref().map_or(0.0, |scoring| scoring.score(self.doc, self.frequency))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sequences_are_counted() {
        for (positions, slop, expected) in [
            (vec![vec![0, 5, 9], vec![1, 6]], 0, 2),
            (vec![vec![0], vec![2]], 0, 0),
            (vec![vec![0], vec![2]], 1, 1),
            (vec![vec![1], vec![0]], 1, 0),
            (vec![vec![1], vec![0]], 2, 1),
            (vec![vec![3], vec![3]], 2, 0),
        ] {
            assert_eq!(occurrences(&positions, slop), expected, "{positions:?} {slop}");
        }
    }

    fn matches_by_definition(positions: &[Vec<u32>], slop: i64, chosen: &mut Vec<u32>) -> bool {
        let Some(list) = positions.get(chosen.len()) else {
            let moved: Vec<i64> = chosen.iter().enumerate().map(|(i, &p)| i64::from(p) - i as i64).collect();
            return moved.iter().max().unwrap() - moved.iter().min().unwrap() <= slop;
        };
        list.iter().any(|&position| {
            if chosen.contains(&position) {
                return false;
            }
            chosen.push(position);
            let found = matches_by_definition(positions, slop, chosen);
            chosen.pop();
            found
        })
    }

    proptest! {
        #[test]
        fn exact_sequences_agree_with_their_definition(lists in proptest::collection::vec(proptest::collection::btree_set(0..12_u32, 1..6), 2..4)) {
            let positions: Vec<Vec<u32>> = lists.into_iter().map(|list| list.into_iter().collect()).collect();
            prop_assert_eq!(occurrences(&positions, 0) > 0, matches_by_definition(&positions, 0, &mut Vec::new()));
        }

        #[test]
        fn loose_sequences_of_different_words_agree_with_their_definition(
            places in proptest::collection::vec(0..3_usize, 1..14), slop in 1..4_u32
        ) {
            let positions: Vec<Vec<u32>> = (0..3).map(|word| {
                places.iter().enumerate().filter(|&(_, &at)| at == word).map(|(p, _)| p as u32).collect()
            }).collect();
            if positions.iter().all(|list| !list.is_empty()) {
                let expected = matches_by_definition(&positions, i64::from(slop), &mut Vec::new());
                prop_assert_eq!(occurrences(&positions, slop) > 0, expected);
            }
        }
    }
}
