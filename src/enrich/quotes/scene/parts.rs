//! Reads who is meant where many are told of whom some speak: `one of the traders`, `two of them`.

use super::cues::{Reader, Source, SourceKind};
use crate::enrich::quotes::words::lexicon::{ADV, BODY, CONJ, DET, Language, NOUN_CUE, PLURAL, POSS, PREP, PRON, ROLE, SUB};

impl Reader<'_> {
    /// Whether a phrase that begins at `start` and ends with word `last` belongs to a preposition, so that it is no subject: `and in a statement said`. Many
    /// of whom a part is meant are one: `75 percent of voters said`.
    pub(super) fn is_in_phrase(&self, start: usize, last: usize) -> bool {
        let words = self.words;
        let Some(before) = start.checked_sub(1).filter(|&before| before >= self.frame.start && words.is_spaced(before)) else {
            return false;
        };
        let many = || words.is(last, PLURAL) || words.text(last).ends_with('s') || words.is_spelt(last, "people");
        let part = || words.is_spelt(before, "of") && before > self.frame.start && many() && self.is_quantity(before - 1);
        words.is_of(start)
            || words.is(before, PREP)
                && !part()
                && !words.is(before, SUB | ADV)
                && !words.is_quoted(before)
                && !words.is_one_of(before, ["as", "As", "than", "before", "after", "After", "Before", "since", "like", "until", "till"])
    }

    /// The part that is meant of many who are told by the words `start..=last`: `one of` the traders.
    pub(super) fn part(&self, start: usize, last: usize) -> Option<Source> {
        let words = self.words;
        let first = start.checked_sub(2).filter(|&first| first >= self.frame.start && words.is_spelt(first + 1, "of"))?;
        let of_many = words.language == Language::English && words.is(first, DET) && !words.is(first, PRON | SUB | POSS);
        let opens = first == self.frame.start || !words.is_tight(first - 1) || words.is_quoted(first - 1) || self.opens_clause(first - 1);
        let of_many = of_many && (words.is(last, ROLE | BODY | NOUN_CUE) || start == last);
        let spaced = words.is_spaced(first) && words.is_spaced(first + 1) && !words.is_quoted(first);
        (of_many && opens && spaced).then_some(Source { kind: SourceKind::Nominal, tokens: first..last + 1 })
    }

    /// Whether a word joins its clause to the one before: `but` one of them said, and at the beginning of a sentence `And`, `Even`.
    fn opens_clause(&self, at: usize) -> bool {
        self.words.is_one_of(at, ["but", "as", "As"]) || at == self.frame.start && self.words.is(at, CONJ | ADV)
    }

    /// The noun phrase that begins at word `at`.
    pub(in crate::enrich::quotes) fn phrase_from(&self, at: usize) -> Option<Source> {
        self.part_from(at).or_else(|| self.whole_phrase_from(at))
    }

    /// The same as [`Self::part`] where the phrase begins at a word.
    fn part_from(&self, at: usize) -> Option<Source> {
        let (words, of) = (self.words, at + 1);
        if !words.is_spelt(of, "of") || !words.is(at, DET) || !words.is_spaced(at) {
            return None;
        }
        let told = |many: &Source| many.kind == SourceKind::Nominal && words.is(many.tokens.end - 1, ROLE | BODY | NOUN_CUE);
        let them = words.is_spelt(of + 1, "them") && !words.is_before_comma(of + 1);
        let many = self.whole_phrase_from(of + 1).filter(|many| them || told(many))?;
        Some(Source { kind: SourceKind::Nominal, tokens: at..many.tokens.end })
    }

    /// Who is named behind all that a phrase of two offices, or of one among many, tells first: `Founder and chief executive Ana Ruiz`, `One of the owners, Ana Ruiz,`.
    pub(super) fn told_in_full(&self, at: usize) -> Option<Source> {
        let words = self.words;
        if words.is(at, PREP) {
            let one = at.checked_sub(1).filter(|&one| one >= self.frame.start && words.is_spelt(at, "of") && words.is_spaced(one))?;
            let speaks = |source: &Source| source.kind != SourceKind::Nominal || words.is(source.tokens.end - 1, ROLE);
            return if words.text(one).eq_ignore_ascii_case("one") { self.phrase_from(one).filter(speaks) } else { None };
        }
        // `Leader of the council Ana Ruiz`
        let held = self.name_behind_office(at + 1).and_then(|start| self.people.at(start));
        let held = held.map(|index| Source { kind: SourceKind::Name(index), tokens: self.people.names[index].whole.clone() });
        held.or_else(|| if words.is(at + 1, CONJ) { self.of_two_offices(at, at + 1) } else { None })
    }
}
