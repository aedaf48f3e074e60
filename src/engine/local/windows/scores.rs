//! The scores of those documents of a window that may come among the best.
//!
//! The parts of a query that are worth most come first. Behind each, documents go that could not reach what is needed with all that follows (as in
//! MaxScore, Turtle and Flood 1995), so that of a common word little is read but where it stands.

use tantivy::{DocId, Score};

use super::PairBound;
use super::bits::{Bits, Bounds, SLOT, SLOTS, WINDOW};
use super::matcher::{DocsMatcher, Matcher};
use super::phrase::PhraseMatcher;
use super::word::{Scratch, WordMatcher};

/// A part of a query by which documents of a window are scored.
pub(super) struct ScorePart<'m> {
    /// What it adds to no score more than.
    pub(super) most: Score,
    /// The same slot by slot, 0 where none of its documents is.
    pub(super) bounds: Bounds,
    /// The documents that it may count for; `None` for all.
    pub(super) found: Option<Bits>,
    pub(super) source: Source<'m>,
}

/// What tells the scores of a part.
pub(super) enum Source<'m> {
    Word(&'m mut WordMatcher),
    Phrase(&'m PhraseMatcher),
    Docs(&'m DocsMatcher),
    /// Which documents match was not looked for.
    Echo(&'m mut Matcher),
}

impl Source<'_> {
    fn add(&mut self, base: DocId, wanted: &Bits, scratch: &mut Scratch, scores: &mut [Score; WINDOW]) -> tantivy::Result<()> {
        match self {
            Self::Word(word) => word.score(base, wanted, scratch, scores),
            Self::Phrase(phrase) => {
                phrase.score(base, wanted, scores);
                Ok(())
            }
            Self::Docs(docs) => {
                docs.score(wanted, scores);
                Ok(())
            }
            Self::Echo(Matcher::Word(word)) => word.score_any(base, wanted, scratch, scores),
            Self::Echo(matcher) => {
                matcher.fill(base, Some(wanted), scratch, &mut Bits::none())?;
                let mut parts = Vec::new();
                matcher.add_parts(None, &mut parts);
                parts.iter_mut().try_for_each(|part| part.add(base, wanted, scratch, scores))
            }
        }
    }
}

impl ScorePart<'_> {
    fn add(&mut self, base: DocId, wanted: &Bits, scratch: &mut Scratch, scores: &mut [Score; WINDOW]) -> tantivy::Result<()> {
        match &self.found {
            Some(found) => {
                let mut own = wanted.clone();
                own.keep(found);
                self.source.add(base, &own, scratch, scores)
            }
            None => self.source.add(base, wanted, scratch, scores),
        }
    }
}

/// What is summed up of the documents of a window.
pub(super) struct Sums {
    pub(super) scores: Box<[Score; WINDOW]>,
    /// What pairs of words may add to them; nothing is left of it.
    near: Box<[Score; WINDOW]>,
}

impl Sums {
    pub(super) fn new() -> Self {
        Self { scores: Box::new([0.0; WINDOW]), near: Box::new([0.0; WINDOW]) }
    }
}

/// Scores those documents of `hits` that may score `least` or more with what pairs may add to them, which are left in it.
pub(super) fn score(
    matcher: &mut Matcher,
    (base, least, pairs): (DocId, Score, &[PairBound<'_>]),
    hits: &mut Bits,
    scratch: &mut Scratch,
    Sums { scores, near }: &mut Sums,
) -> tantivy::Result<()> {
    let all_pairs: Score = pairs.iter().map(|pair| pair.most).sum();
    // Where it is not told which documents have both words of a pair, each may.
    let (least, pairs) = if matcher.is_looked_for_alone() { (least, pairs) } else { (least - all_pairs, &[][..]) };
    let mut parts = Vec::new();
    matcher.add_parts(None, &mut parts);
    parts.sort_by(|a, b| b.most.total_cmp(&a.most));
    // What each part and all behind it may add.
    let mut rest: Vec<Bounds> = vec![[0.0; SLOTS]; parts.len() + 1];
    for at in (0..parts.len()).rev() {
        rest[at] = std::array::from_fn(|slot| rest[at + 1][slot] + parts[at].bounds[slot]);
    }
    keep_candidates(&parts, &rest[0], if pairs.is_empty() { least } else { least - all_pairs }, hits);
    let candidates = hits.clone();
    if !pairs.is_empty() {
        add_pairs(pairs, &parts, hits, near);
        // The same document by document, by what each has.
        candidates.iter().for_each(|at| scores[at] = near[at]);
        for part in &parts {
            let mut own = hits.clone();
            part.found.iter().for_each(|found| own.keep(found));
            own.iter().for_each(|at| scores[at] += part.bounds[at / SLOT]);
        }
        hits.retain(|at| scores[at] >= least);
    }
    hits.iter().for_each(|at| scores[at] = 0.0);
    for (part, rest) in parts.iter_mut().zip(&rest[1..]) {
        if hits.is_empty() {
            break;
        }
        part.add(base, hits, scratch, scores)?;
        hits.retain(|at| scores[at] + near[at] + rest[at / SLOT] >= least);
    }
    if !pairs.is_empty() {
        candidates.iter().for_each(|at| near[at] = 0.0);
    }
    Ok(())
}

/// Adds what pairs may add to each of `hits`.
fn add_pairs(pairs: &[PairBound<'_>], parts: &[ScorePart<'_>], hits: &Bits, near: &mut [Score; WINDOW]) {
    for pair in pairs {
        let mut own = hits.clone();
        both(pair, parts).iter().for_each(|both| own.keep(both));
        own.iter().for_each(|at| near[at] += pair.most);
    }
}

/// The documents of the window that have both words of a pair, if the words are parts.
fn both(pair: &PairBound<'_>, parts: &[ScorePart<'_>]) -> Option<Bits> {
    let [left, right] = pair.words.map(|terms| {
        let is_word = |part: &&ScorePart<'_>| matches!(&part.source, Source::Word(word) if word.is(pair.field, terms));
        parts.iter().find(is_word)?.found.clone()
    });
    let mut both = left?;
    both.keep(&right?);
    Some(both)
}

/// Leaves those of `hits` out that score less than `least` because they have nothing but what is worth little.
fn keep_candidates(parts: &[ScorePart<'_>], all: &Bounds, least: Score, hits: &mut Bits) {
    for (slot, all) in all.iter().enumerate() {
        let mut candidates = 0;
        if hits.slot(slot) != 0 && *all >= least {
            let is_known = |part: &&ScorePart<'_>| !matches!(part.source, Source::Echo(_));
            let mut together: Score = parts.iter().filter(|part| !is_known(part)).map(|part| part.bounds[slot]).sum();
            candidates = if together >= least { u64::MAX } else { 0 };
            // Those that are worth least do not reach it even together: whoever does has one of the others.
            for part in parts.iter().rev().filter(is_known) {
                together += part.bounds[slot];
                if together >= least {
                    candidates |= part.found.as_ref().map_or(u64::MAX, |found| found.slot(slot));
                }
            }
        }
        hits.keep_slot(slot, candidates);
    }
}
