//! The matches of a condition in one text, and the words that they are made of.

use std::ops::Range;

use super::Condition;
use crate::analysis::spans::{Breaks, Go, Nearness, Sequence, Span, for_each_pair, near, pairs_of, sort};
use crate::analysis::words::WordTest;

impl Condition {
    /// Number of its tests of words.
    pub(super) fn width(&self) -> usize {
        match self {
            Self::Everything => 0,
            Self::Words { words, .. } => words.len(),
            Self::Any(parts) => parts.iter().map(Self::width).sum(),
            Self::Near { left, right, .. } => left.width() + right.width(),
        }
    }

    /// Whether it is met by a word alone, whatever stands beside it.
    pub(super) fn is_of_single_words(&self) -> bool {
        match self {
            Self::Everything | Self::Near { .. } => false,
            Self::Words { words, .. } => words.len() == 1,
            Self::Any(parts) => parts.iter().all(Self::is_of_single_words),
        }
    }

    /// All tests of words, in the order of [`Condition::matches`].
    pub(super) fn tests<'c>(&'c self, tests: &mut Vec<&'c WordTest>) {
        match self {
            Self::Everything => {}
            Self::Words { words, .. } => tests.extend(words),
            Self::Any(parts) => parts.iter().for_each(|part| part.tests(tests)),
            Self::Near { left, right, .. } => {
                left.tests(tests);
                right.tests(tests);
            }
        }
    }

    /// The matches among the words at the positions `within`, given the positions of each test's words, of which it takes its own.
    pub(super) fn matches(&self, positions: &mut &[Vec<u32>], within: &Range<u32>, breaks: &Breaks) -> Matches {
        let mut spans = Vec::new();
        let of = match self {
            Self::Everything => {
                spans.extend((!within.is_empty()).then(|| Span { start: within.start, last: within.end - 1, solid: true }));
                Of::Words
            }
            Self::Words { words, slop } => {
                let (own, rest) = positions.split_at(words.len());
                *positions = rest;
                let width = words.len() as u32;
                let before = |list: &[u32], end: u32| list.partition_point(|&at| at < end);
                let own: Vec<Vec<u32>> =
                    own.iter().map(|list| list[before(list, within.start)..before(list, within.end)].to_vec()).collect();
                Sequence { offsets: (0..width).collect(), width, slop: *slop }.spans(&own, &mut spans);
                Of::Words
            }
            Self::Any(parts) => {
                let parts: Vec<Matches> = parts.iter().map(|part| part.matches(positions, within, breaks)).collect();
                parts.iter().for_each(|part| spans.extend_from_slice(&part.spans));
                sort(&mut spans);
                Of::Any(parts)
            }
            Self::Near { left, right, nearness } => {
                let (left, right) = (left.matches(positions, within, breaks), right.matches(positions, within, breaks));
                near(&left.spans, &right.spans, *nearness, breaks, pairs_of(&left.spans, &right.spans), &mut spans);
                Of::Near(Box::new((left, right)), *nearness)
            }
        };
        Matches { spans, of }
    }
}

/// The matches of a condition, with those of its parts.
pub(in crate::analysis) struct Matches {
    pub(super) spans: Vec<Span>,
    of: Of,
}

enum Of {
    Words,
    Any(Vec<Matches>),
    Near(Box<(Matches, Matches)>, Nearness),
}

impl Matches {
    /// How many sides it has whose words a reader wants to see: two of a pair, one of alternatives.
    fn sides(&self) -> usize {
        match &self.of {
            Of::Words => 1,
            Of::Any(parts) => parts.iter().map(Self::sides).max().unwrap_or(1),
            Of::Near(sides, Nearness { negated: true, .. }) => sides.0.sides(),
            Of::Near(sides, _) => sides.0.sides() + sides.1.sides(),
        }
    }

    /// The words and phrases of which the matches `wanted` are made, each with its side, counted from `first` on.
    pub(super) fn mark(&self, wanted: Vec<Span>, breaks: &Breaks, first: usize, marked: &mut Vec<(Span, usize)>) {
        let also = |other: &Self| other.spans.iter().filter(|span| wanted.binary_search(span).is_ok()).copied().collect();
        match &self.of {
            Of::Words => marked.extend(wanted.into_iter().map(|span| (span, first))),
            Of::Any(parts) => parts.iter().for_each(|part| part.mark(also(part), breaks, first, marked)),
            Of::Near(sides, Nearness { negated: true, .. }) => sides.0.mark(also(&sides.0), breaks, first, marked),
            Of::Near(sides, nearness) => {
                let (left, right) = &**sides;
                let (mut lefts, mut rights) = (Vec::new(), Vec::new());
                for_each_pair(&left.spans, &right.spans, *nearness, breaks, pairs_of(&left.spans, &right.spans), |i, j| {
                    if wanted.binary_search(&left.spans[i].with(right.spans[j])).is_ok() {
                        lefts.push(left.spans[i]);
                        rights.push(right.spans[j]);
                    }
                    Go::On
                });
                sort(&mut lefts);
                sort(&mut rights);
                left.mark(lefts, breaks, first, marked);
                right.mark(rights, breaks, first + left.sides(), marked);
            }
        }
    }

    /// The words and phrases of each match. Of pairs each word is in one at most, those nearest to each other first, so that they are as many
    /// as the rarer side allows.
    pub(in crate::analysis) fn each(&self, breaks: &Breaks, found: &mut Vec<Vec<Span>>) {
        match &self.of {
            Of::Words => found.extend(self.spans.iter().map(|&span| vec![span])),
            Of::Any(parts) => parts.iter().for_each(|part| part.each(breaks, found)),
            Of::Near(_, Nearness { negated: true, .. }) => {
                for &span in &self.spans {
                    let mut words = Vec::new();
                    self.mark(vec![span], breaks, 0, &mut words);
                    found.push(words.into_iter().map(|(span, _)| span).collect());
                }
            }
            Of::Near(sides, nearness) => {
                let (left, right) = &**sides;
                let mut pairs = Vec::new();
                for_each_pair(&left.spans, &right.spans, *nearness, breaks, pairs_of(&left.spans, &right.spans), |i, j| {
                    let both = left.spans[i].with(right.spans[j]);
                    pairs.push((both.last - both.start, i, j));
                    Go::On
                });
                pairs.sort_unstable();
                let (mut lefts, mut rights) = (vec![false; left.spans.len()], vec![false; right.spans.len()]);
                for (_, i, j) in pairs {
                    if !lefts[i] && !rights[j] {
                        (lefts[i], rights[j]) = (true, true);
                        let mut words = Vec::new();
                        left.mark(vec![left.spans[i]], breaks, 0, &mut words);
                        right.mark(vec![right.spans[j]], breaks, 0, &mut words);
                        found.push(words.into_iter().map(|(span, _)| span).collect());
                    }
                }
            }
        }
    }
}
