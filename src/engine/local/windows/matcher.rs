//! Which documents of a window match a query.

use tantivy::query::Scorer;
use tantivy::{DocId, Score, TERMINATED};

use super::bits::{Bits, Bounds, SLOTS, WINDOW};
use super::phrase::PhraseMatcher;
use super::scores::{ScorePart, Source};
use super::word::{Scratch, WordMatcher};

/// A query in one segment, whose windows are looked at in order.
pub(super) enum Matcher {
    Word(Box<WordMatcher>),
    Phrase(Box<PhraseMatcher>),
    Any(AnyMatcher),
    All(AllMatcher),
    /// What is looked at document by document.
    Docs(DocsMatcher),
}

pub(super) struct AnyMatcher {
    pub(super) parts: Vec<Matcher>,
    /// Every document of them matches one of the parts; they add to scores alone.
    pub(super) echoes: Vec<Matcher>,
}

impl Matcher {
    /// What no document matches.
    pub(super) fn nothing() -> Self {
        Self::Any(AnyMatcher { parts: Vec::new(), echoes: Vec::new() })
    }

    /// About how much work all its documents are.
    fn cost(&self) -> u32 {
        /// How many times dearer a document is whose words are looked for by their positions, or that stands in no list.
        const DEARER: u32 = 8;
        match self {
            Self::Word(word) => word.documents(),
            Self::Phrase(phrase) => phrase.documents().saturating_mul(DEARER),
            Self::Any(any) => any.parts.iter().map(Self::cost).fold(0, u32::saturating_add),
            Self::All(all) => all.parts.first().map_or(0, Self::cost),
            Self::Docs(docs) => docs.docs.size_hint().saturating_mul(DEARER),
        }
    }

    /// A document from `target` on before which none matches; `TERMINATED` where none does.
    pub(super) fn next(&mut self, target: DocId) -> tantivy::Result<DocId> {
        match self {
            Self::Word(word) => word.next(target),
            Self::Phrase(phrase) => phrase.next(target),
            Self::Any(any) => any.parts.iter_mut().try_fold(TERMINATED, |first, part| Ok(first.min(part.next(target)?))),
            Self::All(all) => all.parts.first_mut().map_or(Ok(TERMINATED), |part| part.next(target)),
            Self::Docs(docs) => Ok(docs.seek(target)),
        }
    }

    /// Adds to `out` the documents of the window that begins at `base`, of those in `mask` alone where there is one.
    pub(super) fn fill(&mut self, base: DocId, mask: Option<&Bits>, scratch: &mut Scratch, out: &mut Bits) -> tantivy::Result<()> {
        let found = match self {
            Self::Word(word) => {
                word.fill(base, mask, scratch)?;
                word.found()
            }
            Self::Phrase(phrase) => {
                phrase.fill(base, mask, scratch)?;
                phrase.found()
            }
            Self::Any(any) => return any.parts.iter_mut().try_for_each(|part| part.fill(base, mask, scratch, out)),
            Self::All(all) => {
                all.fill(base, mask, scratch)?;
                &all.bits
            }
            Self::Docs(docs) => {
                docs.fill(base, mask);
                &docs.bits
            }
        };
        out.add(found);
        Ok(())
    }

    /// What it adds to no score more than.
    fn most(&self) -> Score {
        match self {
            Self::Word(word) => word.most(),
            Self::Phrase(phrase) => phrase.most(),
            Self::Any(any) => any.parts.iter().chain(&any.echoes).map(Self::most).sum(),
            Self::All(all) => all.parts.iter().map(Self::most).sum(),
            Self::Docs(docs) => docs.most(),
        }
    }

    /// Whether what its words have found is all that they have among the hits: whether none of them was looked for beside others alone.
    pub(super) fn is_looked_for_alone(&self) -> bool {
        match self {
            Self::Word(_) | Self::Phrase(_) | Self::Docs(_) => true,
            Self::Any(any) => any.parts.iter().all(Self::is_looked_for_alone),
            Self::All(_) => false,
        }
    }

    /// Adds what its documents are scored by; `gate` holds those that match all around it.
    pub(super) fn add_parts<'m>(&'m mut self, gate: Option<&Bits>, out: &mut Vec<ScorePart<'m>>) {
        let most = self.most();
        let gated = |found: &Bits| {
            let mut found = found.clone();
            gate.into_iter().for_each(|gate| found.keep(gate));
            found
        };
        match self {
            Self::Word(_) | Self::Phrase(_) if most <= 0.0 => {}
            Self::Word(word) => {
                let found = gated(word.found());
                let bounds = slots(&found, |slot| word.bounds().map_or(most, |bounds| bounds[slot].min(most)));
                out.push(ScorePart { most, bounds, found: Some(found), source: Source::Word(word) });
            }
            Self::Phrase(phrase) => {
                let found = gated(phrase.found());
                out.push(ScorePart { most, bounds: slots(&found, |_| most), found: Some(found), source: Source::Phrase(phrase) });
            }
            Self::Any(any) => {
                any.parts.iter_mut().for_each(|part| part.add_parts(gate, out));
                for echo in &mut any.echoes {
                    let most = echo.most();
                    out.push(ScorePart { most, bounds: [most; SLOTS], found: gate.cloned(), source: Source::Echo(echo) });
                }
            }
            Self::All(all) => {
                let own = gated(&all.bits);
                all.parts.iter_mut().for_each(|part| part.add_parts(Some(&own), out));
            }
            Self::Docs(docs) if docs.scores.is_some() => {
                let found = gated(&docs.bits);
                out.push(ScorePart { most, bounds: slots(&found, |_| most), found: Some(found), source: Source::Docs(docs) });
            }
            Self::Docs(_) => {}
        }
    }
}

/// A bound for each slot that has any of these documents.
fn slots(found: &Bits, bound: impl Fn(usize) -> Score) -> Bounds {
    std::array::from_fn(|slot| if found.slot(slot) == 0 { 0.0 } else { bound(slot) })
}

pub(super) struct AllMatcher {
    /// Cheapest first.
    parts: Vec<Matcher>,
    without: Vec<Matcher>,
    bits: Bits,
}

impl AllMatcher {
    pub(super) fn new(mut parts: Vec<Matcher>, without: Vec<Matcher>) -> Self {
        parts.sort_by_key(Matcher::cost);
        Self { parts, without, bits: Bits::none() }
    }

    fn fill(&mut self, base: DocId, mask: Option<&Bits>, scratch: &mut Scratch) -> tantivy::Result<()> {
        self.bits.clear();
        let Some((first, others)) = self.parts.split_first_mut() else { return Ok(()) };
        first.fill(base, mask, scratch, &mut self.bits)?;
        for part in others {
            if self.bits.is_empty() {
                return Ok(());
            }
            let mut found = Bits::none();
            part.fill(base, Some(&self.bits), scratch, &mut found)?;
            self.bits = found;
        }
        for part in &mut self.without {
            let mut found = Bits::none();
            part.fill(base, Some(&self.bits), scratch, &mut found)?;
            self.bits.remove(&found);
        }
        Ok(())
    }
}

pub(super) struct DocsMatcher {
    docs: Box<dyn Scorer>,
    bits: Bits,
    scores: Option<Box<[Score; WINDOW]>>,
}

impl DocsMatcher {
    pub(super) fn new(docs: Box<dyn Scorer>, is_scored: bool) -> Self {
        Self { docs, bits: Bits::none(), scores: is_scored.then(|| Box::new([0.0; WINDOW])) }
    }

    /// What it adds to a score at most, of which nothing is known.
    fn most(&self) -> Score {
        if self.scores.is_some() { Score::INFINITY } else { 0.0 }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.docs.doc() < target { self.docs.seek(target) } else { self.docs.doc() }
    }

    fn fill(&mut self, base: DocId, mask: Option<&Bits>) {
        self.bits.clear();
        let end = base + WINDOW as u32;
        let next = |at| mask.map_or(Some(at), |mask| mask.first_from(at)).filter(|at| *at < WINDOW);
        let mut wanted = next(0);
        while let Some(at) = wanted {
            let doc = self.seek(base + at as u32);
            if doc >= end {
                return;
            }
            let found = (doc - base) as usize;
            if mask.is_none_or(|mask| mask.has(found)) {
                self.bits.set(found);
                if let Some(scores) = &mut self.scores {
                    scores[found] = self.docs.score();
                }
            }
            wanted = next(found + 1);
        }
    }

    /// Adds the scores of those documents found in the window that are among `wanted`.
    pub(super) fn score(&self, wanted: &Bits, all: &mut [Score; WINDOW]) {
        let Some(scores) = &self.scores else { return };
        let mut own = self.bits.clone();
        own.keep(wanted);
        own.iter().for_each(|at| all[at] += scores[at]);
    }
}
