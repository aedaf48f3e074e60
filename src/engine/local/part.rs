//! A condition on positions over one segment: where its words are, and its matches in one document.

use std::ops::Range;

use tantivy::{DocId, DocSet, TERMINATED};

use super::forms::FormsScorer;
use super::spans::Tree;
use super::term_list::TermList;
use crate::analysis::spans::{Breaks, FEW_PAIRS, Nearness, Sequence, Span, count, count_words, near, pairs_of_chain, sort};

/// A condition over one segment, and its matches in the document looked at last.
pub(super) struct Part {
    kind: Kind,
    /// The first document that has all the words that must be there, from where it was last looked for on.
    doc: DocId,
    /// How many conditions of nearness lie one in another, itself included.
    level: usize,
    /// Whether any of them is negated.
    negates: bool,
    /// How many pairs were made when its sides were looked at last.
    judged: Pairs,
    pub(super) spans: Vec<Span>,
}

enum Kind {
    Word {
        word: FormsScorer<TermList>,
        positions: Vec<Vec<u32>>,
        /// Those of the whole text, where only stretches of it are judged.
        whole: Vec<Vec<u32>>,
        sequence: Sequence,
    },
    Phrase {
        words: Vec<FormsScorer<TermList>>,
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
    pub(super) fn new(tree: Tree<Option<FormsScorer<TermList>>>) -> Self {
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
        let level = match &kind {
            Kind::Any(parts) => parts.iter().map(|part| part.level).max().unwrap_or(0),
            Kind::Both { left, right, .. } | Kind::Without { left, right, .. } => 1 + left.level.max(right.level),
            Kind::Word { .. } | Kind::Phrase { .. } | Kind::Nothing => 0,
        };
        let negates = match &kind {
            Kind::Any(parts) => parts.iter().any(|part| part.negates),
            Kind::Both { left, right, .. } => left.negates || right.negates,
            Kind::Without { .. } => true,
            Kind::Word { .. } | Kind::Phrase { .. } | Kind::Nothing => false,
        };
        let mut part = Self { kind, doc: 0, level, negates, judged: Pairs::All, spans: Vec::new() };
        part.doc = part.first_from(0);
        part
    }

    fn words(words: Vec<Option<FormsScorer<TermList>>>, sequence: Sequence) -> Kind {
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
    pub(super) fn most_documents(&self) -> u32 {
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
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
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
    pub(super) fn read_positions(&mut self, doc: DocId) {
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
    pub(super) fn keep_positions(&mut self, doc: DocId) {
        self.for_each_list(doc, &mut |positions, whole| std::mem::swap(positions, whole));
    }

    /// Lets only words of a stretch of `doc` be judged.
    pub(super) fn confine(&mut self, doc: DocId, words: &Range<u32>) {
        self.for_each_list(doc, &mut |positions, whole| {
            positions.clear();
            let first = whole.partition_point(|&position| position < words.start);
            positions.extend(whole[first..].iter().take_while(|&&position| position < words.end));
        });
    }

    /// Whether there is a match in `doc`, whose positions were read.
    pub(super) fn matches(&mut self, doc: DocId, breaks: &Breaks) -> bool {
        if let Kind::Both { left, right, nearness, .. } | Kind::Without { left, right, nearness } = &mut self.kind {
            if let (Some(left), Some(right)) = (left.single(doc), right.single(doc)) {
                let is_parted = |first, last| breaks.part(nearness.reach, first, last);
                return count_words(left, right, *nearness, is_parted, 1) > 0;
            }
            let can_be_few = self.level > 1 && !self.negates;
            for pairs in [Pairs::Few, Pairs::All].into_iter().skip(usize::from(!can_be_few)) {
                judge_sides(left, right, doc, breaks, pairs);
                self.judged = pairs;
                if count(&left.spans, &right.spans, *nearness, breaks, 1) > 0 {
                    return true;
                }
            }
            return false;
        }
        self.judge(doc, breaks);
        !self.spans.is_empty()
    }

    /// How often the condition is met in `doc`, which was found to match.
    pub(super) fn frequency(&mut self, doc: DocId, breaks: &Breaks) -> usize {
        match &mut self.kind {
            Kind::Both { left, right, nearness, .. } | Kind::Without { left, right, nearness } => {
                if let (Some(left), Some(right)) = (left.single(doc), right.single(doc)) {
                    let is_parted = |first, last| breaks.part(nearness.reach, first, last);
                    return count_words(left, right, *nearness, is_parted, usize::MAX);
                }
                if self.judged == Pairs::Few {
                    judge_sides(left, right, doc, breaks, Pairs::All);
                    self.judged = Pairs::All;
                }
                count(&left.spans, &right.spans, *nearness, breaks, usize::MAX)
            }
            _ => self.spans.len(),
        }
    }

    /// Whether it is nothing but two words that are near each other.
    pub(super) fn is_pair(&self) -> bool {
        let is_one = |part: &Self| matches!(&part.kind, Kind::Word { sequence: Sequence { width: 1, .. }, .. });
        matches!(&self.kind, Kind::Both { left, right, .. } if is_one(left) && is_one(right))
    }

    /// Reads the positions of the words of a pair, at which it stands, those of each form in order.
    pub(super) fn read_pair(&mut self) -> Option<(&mut Vec<u32>, &mut Vec<u32>, Nearness)> {
        let Kind::Both { left, right, nearness, .. } = &mut self.kind else { return None };
        Some((left.read_by_form()?, right.read_by_form()?, *nearness))
    }

    fn read_by_form(&mut self) -> Option<&mut Vec<u32>> {
        let Kind::Word { word, positions, .. } = &mut self.kind else { return None };
        let positions = positions.first_mut()?;
        word.positions_by_form(positions);
        Some(positions)
    }

    /// Puts the positions that [`Self::read_pair`] has read in order.
    pub(super) fn sort_pair(&mut self) {
        if let Kind::Both { left, right, .. } = &mut self.kind {
            for side in [left, right] {
                if let Kind::Word { positions, .. } = &mut side.kind {
                    positions.iter_mut().for_each(|positions| positions.sort());
                }
            }
        }
    }

    /// The positions in `doc` of two words of which nearness is asked; `None` where it is asked of more.
    pub(super) fn pair_of_words(&self, doc: DocId) -> Option<(&[u32], &[u32], Nearness)> {
        match &self.kind {
            Kind::Both { left, right, nearness, .. } | Kind::Without { left, right, nearness } => {
                Some((left.single(doc)?, right.single(doc)?, *nearness))
            }
            _ => None,
        }
    }

    /// The positions in `doc` of what is one word; `None` for what is more, whose matches have two ends.
    fn single(&self, doc: DocId) -> Option<&[u32]> {
        match &self.kind {
            Kind::Word { positions, sequence: Sequence { width: 1, .. }, .. } => match positions.as_slice() {
                [positions] if self.doc == doc => Some(positions),
                [_] => Some(&[]),
                _ => None,
            },
            _ => None,
        }
    }

    /// Finds the matches in `doc`, whose positions were read.
    pub(super) fn judge(&mut self, doc: DocId, breaks: &Breaks) {
        self.judge_pairs(doc, breaks, Pairs::All);
    }

    fn judge_pairs(&mut self, doc: DocId, breaks: &Breaks, pairs: Pairs) {
        let spans = &mut self.spans;
        spans.clear();
        match &mut self.kind {
            Kind::Word { positions, sequence, .. } | Kind::Phrase { positions, sequence, .. } => sequence.spans(positions, spans),
            Kind::Any(parts) => {
                for part in parts.iter_mut().filter(|part| part.doc == doc) {
                    part.judge_pairs(doc, breaks, pairs);
                    spans.extend_from_slice(&part.spans);
                }
                sort(spans);
            }
            Kind::Both { left, right, nearness, .. } | Kind::Without { left, right, nearness } => {
                judge_sides(left, right, doc, breaks, pairs);
                self.judged = pairs;
                let most = match pairs {
                    Pairs::Few => FEW_PAIRS,
                    Pairs::All => pairs_of_chain(self.level),
                };
                near(&left.spans, &right.spans, *nearness, breaks, most, spans);
            }
            Kind::Nothing => {}
        }
    }
}

/// How many of the pairs in a text are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pairs {
    /// Enough to find one in most texts that have any.
    Few,
    /// As many as the bounds on work allow.
    All,
}

/// Finds the matches of both sides of a condition of nearness; the right one need not be in the document.
fn judge_sides(left: &mut Part, right: &mut Part, doc: DocId, breaks: &Breaks, pairs: Pairs) {
    left.judge_pairs(doc, breaks, pairs);
    if right.doc == doc {
        right.judge_pairs(doc, breaks, pairs);
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
