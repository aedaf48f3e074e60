//! Reads cues that a noun for what is said makes: `his warning that …`, `Moon’s message is that …`, `in Moon’s view`.

use super::cues::{Reader, Shape, Source, SourceKind, Tag};
use crate::enrich::quotes::words::lexicon::{AUX, BASE, CUE, DATE, DET, FEMALE, MALE, POSS, SAY};

impl Reader<'_> {
    /// Whether a clause with `that` begins at a word, or behind the day that stands there: `his comment Monday that …`
    pub(super) fn opens_that_clause(&self, at: usize) -> bool {
        let words = self.words;
        words.is_spelt(at, "that")
            || words.is(at, DATE) && words.is_spaced(at) && words.is_spelt(at + 1, "that") && !words.is_quoted(at + 1)
    }

    /// `his warning that …`, `opened it with a warning that …`: the owner of the words, else the subject of the sentence.
    pub(super) fn noun_cue(&self, noun: usize) -> Option<Tag> {
        let words = self.words;
        let before = noun.checked_sub(1).filter(|&before| before >= self.frame.start && words.is_tight(before))?;
        // `promises that were not his to keep`
        if words.is_spelt(noun + 1, "that") && words.is(noun + 2, AUX) && !words.is_spelt(noun + 2, "not") {
            return None;
        }
        // `reports that question his past`
        if words.is_spelt(noun + 1, "that") && words.is(noun + 2, CUE) && words.is(noun + 2, BASE) && words.text(noun).ends_with('s') {
            return None;
        }
        let source = self.owner(before).or_else(|| self.first_phrase(self.frame.start, noun))?;
        Some(Tag { cue: noun..noun + 1, verb: noun, source, span: noun..noun + 1, class: SAY, shape: Shape::Sentence })
    }

    /// Whose words a noun calls what a clause behind `is that` says: `Moon’s message is that …`, `the word from Moon was that …`
    pub(super) fn told_to_be(&self, noun: usize) -> Option<Tag> {
        let words = self.words;
        let next = noun + 1;
        let from = (words.is_spelt(next, "from")).then(|| self.people.at(next + 1)).flatten();
        let verb = from.map_or(next, |index| self.people.names[index].whole.end);
        let is = words.is_one_of(verb, ["is", "was"]) && words.is_spelt(verb + 1, "that");
        if !is || verb + 1 >= self.frame.end || !(noun..=verb).all(|at| words.is_spaced(at) && !words.is_quoted(at)) {
            return None;
        }
        let owner = || {
            let before = noun.checked_sub(1).filter(|&before| before >= self.frame.start && words.is_tight(before))?;
            self.owner(before).or_else(|| self.owner(before.checked_sub(1).filter(|&at| at >= self.frame.start && words.is_tight(at))?))
        };
        let source = match from {
            Some(index) => Source { kind: SourceKind::Name(index), tokens: self.people.names[index].whole.clone() },
            None => owner()?,
        };
        Some(Tag { cue: noun..verb + 1, verb, source, span: noun..verb + 1, class: SAY, shape: Shape::NameVerb })
    }

    /// In whose words or view a sentence is told: `…, in Moon’s view`, `in the words of Moon`.
    pub(super) fn in_view_of(&self, noun: usize) -> Option<Tag> {
        let words = self.words;
        let before = noun.checked_sub(1).filter(|&before| before > self.frame.start && words.is_tight(before))?;
        let lead = |at: usize| {
            words.is_one_of(at, ["in", "In", "by", "By"]) || words.is_spelt(noun, "perspective") && words.is_one_of(at, ["from", "From"])
        };
        if words.is_spelt(noun + 1, "of") && words.is_spaced(noun) {
            let lead = before.checked_sub(1).filter(|&at| at >= self.frame.start && words.is(before, DET) && lead(at))?;
            let source = self.phrase_from(noun + 2)?;
            let span = lead..source.tokens.end;
            return Some(Tag { cue: lead..noun + 2, verb: noun, source, span, class: SAY, shape: Shape::According });
        }
        let source = self.owner(before)?;
        let first = source.tokens.start.checked_sub(1).filter(|&first| first >= self.frame.start && words.is_spaced(first))?;
        let closed = noun + 1 >= self.frame.end || !words.is_tight(noun);
        if !closed || !lead(first) {
            return None;
        }
        let span = first..noun + 1;
        Some(Tag { cue: span.clone(), verb: noun, source, span, class: SAY, shape: Shape::According })
    }

    /// Whom a possessive names: `Moon’s`, `his`.
    pub(in crate::enrich::quotes) fn owner(&self, at: usize) -> Option<Source> {
        let words = self.words;
        if let Some(index) = self.people.at(at).filter(|_| words.is_possessive(at)) {
            return Some(Source { kind: SourceKind::Name(index), tokens: self.people.names[index].whole.clone() });
        }
        let own = words.is(at, POSS) && words.is(at, MALE | FEMALE);
        own.then_some(Source { kind: SourceKind::Pronoun, tokens: at..at + 1 })
    }
}
